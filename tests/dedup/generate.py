# SPDX-License-Identifier: MIT
"""Collections with known copies: random reports, filed again in other
encodings, line ends, scripts and widths, redacted, renumbered or reworded."""

import json
import random

HAN = ("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
       "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比")
OFFICES = ["交通运输局", "水务管理站", "档案馆", "园林中心", "消防支队", "港务办", "图书馆", "渔政站", "气象台", "粮食局", "体育中心", "测绘院"]
PLACES = ["临海", "岚川", "青浦", "云陵", "石门", "白河"]
TRADITIONAL = str.maketrans("国们时来这会发动产种学经进着电实业应开还",
                            "國們時來這會發動產種學經進著電實業應開還")


class Report:
    """A document: its title, its lines, and what it says (equal for copies that
    say the same, whatever they look like)."""

    def __init__(self, title, lines, says):
        self.title, self.lines, self.says = title, lines, says


def sentence(rng):
    return "".join(rng.choice(HAN) for _ in range(rng.randint(12, 40)))


def report(rng, says):
    place, office, year = rng.choice(PLACES), rng.choice(OFFICES), rng.randint(2019, 2024)
    lines = []
    for section in "一二三":
        lines.append(f"{section}、{sentence(rng)[:12]}")
        for _ in range(rng.randint(2, 4)):
            lines.append("，".join(sentence(rng) for _ in range(rng.randint(3, 6))) +
                         f"，{place}全年完成{rng.randint(100, 9999)}项，增长{rng.randint(1, 99)}.{rng.randint(1, 9)}%。")
    return Report(f"{place}市{office}{year}年工作总结", lines, says)


def redacted(r, rng):
    for place in PLACES:
        if place in r.title:
            return Report(r.title.replace(place, "XX"), [line.replace(place, "XX") for line in r.lines], r.says)
    return r


def traditional(r, rng):
    return Report(r.title, [line.translate(TRADITIONAL) for line in r.lines], r.says)


def wide(r, rng):
    table = str.maketrans("0123456789", "０１２３４５６７８９")
    return Report(r.title, [line.translate(table) for line in r.lines], r.says)


def marked(r, rng):
    i = rng.randrange(1, len(r.lines))
    middle = len(r.lines[i]) // 2
    return Report(r.title, r.lines[:i] + [r.lines[i][:middle] + "##paidbegin##" + r.lines[i][middle:]] + r.lines[i + 1:], r.says)


def renumbered(r, rng):
    i = next(k for k, line in enumerate(r.lines) if "全年完成" in line)
    line = r.lines[i].replace("全年完成", "全年完成1", 1)
    return Report(r.title, r.lines[:i] + [line] + r.lines[i + 1:], (r.says, "figures", i))


def reworded(r, rng):
    i = rng.choice([k for k, line in enumerate(r.lines) if "全年" in line])
    return Report(r.title, r.lines[:i] + [r.lines[i].replace("全年", "上半年")] + r.lines[i + 1:], (r.says, "words", i))


SAME = [lambda r, rng: r, redacted, traditional, wide, marked]
OTHER = [renumbered, reworded]


def reports(rng, n):
    """n reports, a third of them copies of others that say the same and a few
    that differ in what counts."""
    out = []
    for i in range(n):
        if out and rng.random() < .35:
            out.append(rng.choice(SAME)(rng.choice(out), rng))
        elif out and rng.random() < .15:
            out.append(rng.choice(OTHER)(rng.choice(out), rng))
        else:
            out.append(report(rng, i))
    rng.shuffle(out)
    return out


def compilation(rng, docs):
    """Text of a compilation with a contents page, numbered one way or another."""
    han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]
    number = rng.choice([lambda i: f"{i + 1}.", lambda i: f"{han[i]}、", lambda i: f"（{han[i]}）"])
    contents, ordinals = rng.random() < .8, rng.random() < .2
    lines = ["年度工作总结汇编", f"（{len(docs)}篇）"]
    if contents:
        lines += ["目录"] + [number(i) + d.title for i, d in enumerate(docs)]
    for i, d in enumerate(docs):
        lines += [(f"篇{i + 1}：" if ordinals or not contents else "") + d.title] + d.lines
        lines += [""] * rng.randint(0, 2)
    if rng.random() < .3:
        lines += ["", "更多材料请关注公众号：wenku12345", "网址：https://www.example.com"]
    return lines


ENCODINGS = [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]


def encoded(rng, lines):
    encoding, mark = rng.choice(ENCODINGS)
    end = rng.choice(["\n", "\n", "\r\n", "\r"])
    text = end.join(lines) + (end if rng.random() < .7 else "")
    return mark + text.encode(encoding)


def rows(rng, docs):
    out = b""
    for i, d in enumerate(docs):
        row = {"id": f"r{i}", "meta": {"n": rng.randint(0, 9)}, "text": "\n".join([d.title] + d.lines)}
        out += json.dumps(row, ensure_ascii=rng.random() < .5).encode() + rng.choice([b"\n", b"\r\n", b"  \n"])
        out += rng.choice([b"", b"", b"\n"])
    encoding, mark = rng.choice([("utf-8", b"")] * 3 + ENCODINGS)
    return mark + out.decode().encode(encoding)


NAMES = [b"a.txt", b"b.txt", b"ledger.txt", b"sub/ledger.jsonl", b"sub/c d.txt", "汇编/甲.txt".encode(), b"sub/deep/er/x.md",
         b"odd\xff\xfename.txt", b"new\nline.txt", b"-o.txt", b"sub/\xc3\x28.txt", b"z.ndjson", b"y.jsonl", b"bare"]


def collection(rng, n_files=6, n_docs=20):
    """{name, bytes: content} and the documents with where they stand."""
    docs = reports(rng, n_docs)
    names, files, where = rng.sample(NAMES, n_files), {}, []
    shares = [[] for _ in names]
    for d in docs:
        shares[rng.randrange(n_files)].append(d)
    for name, share in zip(names, shares):
        if name.endswith((b".jsonl", b".ndjson")):
            files[name] = rows(rng, share) or b"\n"
        elif len(share) >= 3:
            files[name] = encoded(rng, compilation(rng, share[:15]))
            share = share[:15]
        elif share:
            files[name] = encoded(rng, [share[0].title] + share[0].lines)
            share = share[:1]
        else:
            files[name] = b"\n"
        where += [(name, d) for d in share]
    return files, where

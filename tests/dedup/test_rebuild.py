# SPDX-License-Identifier: MIT
"""Output and ledger give every input back; what goes says the same as what
stays; what is left is still a collection."""

import json
import os
import random
import re
import textwrap

from generate import ENCODINGS, collection, compilation, renumbered, report, redacted, reports
from rebuild import rebuild
from tool import DedupTest, read_tree

SEEDS = range(int(os.environ.get("DEDUP_SEEDS", "14")))
RULES = [[], ["--remove", "near"], ["--remove", "contained"], ["--strip", "markers,advertisements"], ["--keep", "longest"],
         ["--keep", "newest", "--remove", "near"]]


def records(folder, kind):
    lines = (folder / "ledger.jsonl").read_text().splitlines()
    return [r for r in map(json.loads, lines) if r["type"] == kind]


class Rebuild(DedupTest):
    def test_every_input_is_rebuilt_byte_for_byte(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                rng = random.Random(seed)
                files, _ = collection(rng, n_files=rng.randint(2, 8), n_docs=rng.randint(6, 30))
                self.write(files, f"in{seed}")
                out, back = self.here / f"out{seed}", self.here / f"back{seed}"
                self.crib("dedup", "-q", f"in{seed}", "-o", out, *rng.choice(RULES), expect=(0, 1))
                names = {(b"ledger-2.txt" if n == b"ledger.txt" else n): n for n in files}
                rebuilt = rebuild(out)
                self.assertEqual({names[n]: b for n, b in rebuilt.items()}, files)
                self.crib("dedup", "--restore", out, "-o", back, expect=(0,))
                self.assertEqual(read_tree(back), rebuilt)
                self.assertEqual(read_tree(self.here / f"in{seed}"), files)

    def test_the_account_in_characters_is_even(self):
        for seed in SEEDS:
            rng = random.Random(1000 + seed)
            files, _ = collection(rng)
            self.write(files, f"in{seed}")
            self.crib("dedup", "-q", f"in{seed}", "-o", f"out{seed}", "--strip", "markers")
            chars = records(self.here / f"out{seed}", "summary")[0]["chars"]
            read, left, put = chars.pop("read"), chars.pop("left"), chars.pop("put")
            self.assertEqual(read - sum(chars.values()) + put, left)
            cuts = records(self.here / f"out{seed}", "cut")
            self.assertEqual(sum(c["chars"] for c in cuts), sum(chars.values()))

    def test_the_output_is_the_same_for_any_threads_and_order(self):
        files, _ = collection(random.Random(5))
        self.write(files, "in/one")
        self.write(files, "in/two")
        for out, order, threads in (("o1", ["in/one", "in/two"], "1"), ("o2", ["in/two", "in/one", "in/two"], "2")):
            self.crib("dedup", "-q", *order, "-o", out, "--threads", threads)
        self.assertEqual(read_tree(self.here / "o1"), read_tree(self.here / "o2"))


class WhatGoes(DedupTest):
    def titles_of(self, folder):
        """Document texts that `crib scan` finds in the folder."""
        done = self.crib("scan", "-q", "--format", "jsonl", folder)
        return [r for r in map(json.loads, done.stdout.splitlines()) if r["type"] == "document"]

    def test_of_what_says_the_same_one_stays_and_all_else_stays(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                rng = random.Random(2000 + seed)
                docs = reports(rng, 14)
                self.write({f"{i:02}.txt".encode(): "\n".join([d.title] + d.lines).encode() for i, d in enumerate(docs)}, f"in{seed}")
                self.crib("dedup", "-q", f"in{seed}", "-o", f"out{seed}")
                left = sorted(read_tree(self.here / f"out{seed}").keys() - {b"ledger.txt", b"ledger.jsonl"})
                says = [docs[int(name[:2])].says for name in left]
                self.assertEqual(len(set(map(str, says))), len(says), "one of each stays, and only one")
                self.assertEqual({str(d.says) for d in docs}, set(map(str, says)), "nothing that says something else goes")

    def test_a_compilation_stays_one_with_its_contents_and_count_right(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                rng = random.Random(3000 + seed)
                first, docs = report(rng, "x"), [report(rng, i) for i in range(6)]
                doubled = docs[:2] + [redacted(first, rng)] + docs[2:5] + [docs[1]] + docs[5:]
                text = compilation(rng, doubled)
                encoding, mark = rng.choice(ENCODINGS)
                end = rng.choice(["\n", "\r\n", "\r"])
                self.write({b"a.txt": "\n".join([first.title] + first.lines).encode(), b"b.txt": mark + end.join(text).encode(encoding)})
                self.crib("dedup", "-q", "in", "-o", f"out{seed}", expect=(1,))
                out = (self.here / f"out{seed}/b.txt").read_bytes()
                self.assertEqual(out[:len(mark)], mark)
                lines = out[len(mark):].decode(encoding).split(end)
                shown = self.crib("show", "documents", self.here / f"out{seed}/b.txt").stdout.decode()
                self.assertIn("documents: 6 found, 6 stated", shown)
                self.assertEqual(lines[1], "（6篇）")
                wanted = [d.title for d in docs]
                ordinals = [line for line in lines if line.startswith("篇")]
                self.assertIn(ordinals, [[], [f"篇{i + 1}：{title}" for i, title in enumerate(wanted)]])
                self.assertEqual([line for line in lines if "example.com" in line], [line for line in text if "example.com" in line])
                if lines[2] != "目录":
                    continue
                self.assertEqual([re.sub(r"^(\d+\.|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)", "", line) for line in lines[3:9]], wanted)
                numbers = [line[:len(line) - len(title)] for line, title in zip(lines[3:9], wanted)]
                self.assertIn(numbers, [[f"{i}." for i in range(1, 7)], [f"{c}、" for c in "一二三四五六"],
                                        [f"（{c}）" for c in "一二三四五六"]])

    def test_rows_go_whole_and_the_others_stay_as_they_are(self):
        rng = random.Random(7)
        docs = [report(rng, i) for i in range(5)]
        row = lambda i, d: json.dumps({"id": i, "text": "\n".join([d.title] + d.lines), "tail": [1, 2.50]}, ensure_ascii=i % 2).encode()
        lines = [row(i, d) + b"\r\n" for i, d in enumerate(docs + [docs[0], docs[3]])] + [b"\n", row(9, renumbered(docs[2], rng))]
        self.write({b"rows.jsonl": b"".join(lines)})
        self.crib("dedup", "-q", "in", "-o", "out", expect=(1,))
        self.assertEqual((self.here / "out/rows.jsonl").read_bytes(), b"".join(lines[:5] + lines[7:]))
        self.assertEqual(rebuild(self.here / "out"), {b"rows.jsonl": b"".join(lines)})
        self.assertEqual(len(records(self.here / "out", "undecided")), 1)

    def test_what_differs_in_figures_words_or_title_is_listed_with_its_substitutions(self):
        rng = random.Random(8)
        d = report(rng, 1)
        self.write({b"a.txt": "\n".join([d.title] + d.lines).encode(),
                    b"b.txt": "\n".join([d.title] + [line.replace("全年完成", "全年完成7", 1) for line in d.lines]).encode(),
                    b"c.txt": "\n".join([d.title.replace("工作总结", "工作要点")] + d.lines).encode()})
        self.crib("dedup", "-q", "in", "-o", "out", expect=(0,))
        found = {r["why"]["code"]: r for r in records(self.here / "out", "undecided")}
        self.assertEqual(set(found), {"undecided-figures", "undecided-title"})
        self.assertTrue(all(s["kind"] == "renumbered" for s in found["undecided-figures"]["substitutions"] if s["decides"]))
        title = [s for s in found["undecided-title"]["substitutions"] if s["decides"]]
        self.assertEqual({(s["part"], s["this"], s["beside"]) for s in title}, {("title", "要点", "总结")})

    def test_lines_broken_elsewhere_make_no_other_document(self):
        words = ("harbour office council bridge water road library annual budget staff public work service year building "
                 "repair plan school park safety fire garden light signal market river quay crane north of the in and to").split()
        for seed in SEEDS:
            with self.subTest(seed=seed):
                rng = random.Random(4000 + seed)
                lines = [" ".join(rng.choice(words) for _ in range(40)).capitalize() +
                         f", {rng.randint(2, 99)} piers and {rng.randint(1, 9)}.{rng.randint(1, 9)} miles of quay in Wexley." for _ in range(5)]
                title = "Annual Report of the Harbour Office"
                self.write({b"a.txt": "\n".join([title] + lines).encode(),
                            b"b.txt": "\n".join([title] + sum((textwrap.wrap(line, rng.randint(30, 70)) for line in lines), [])).encode()},
                           f"in{seed}")
                self.crib("dedup", "-q", f"in{seed}", "-o", f"out{seed}", expect=(1,))

    def test_a_document_that_is_part_of_a_row_stays_and_is_listed(self):
        rng = random.Random(11)
        docs = [report(rng, i) for i in range(4)]
        text = "\n".join(["年度工作总结汇编", "（3篇）", "目录"] + [f"{i + 1}.{d.title}" for i, d in enumerate(docs[:3])] +
                         sum(([d.title] + d.lines for d in docs[:3]), []))
        rows_ = [{"name": "z", "body": {"t": text}}, {"name": "a", "body": {"t": "\n".join([docs[1].title] + docs[1].lines)}}]
        content = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows_).encode()
        self.write({b"rows.jsonl": content})
        self.crib("dedup", "-q", "in", "-o", "out", "--text-field", "body.t", "--id-field", "name", expect=(0,))
        self.assertEqual((self.here / "out/rows.jsonl").read_bytes(), content)
        self.assertEqual([r["why"]["code"] for r in records(self.here / "out", "undecided")], ["undecided-part-of-row"])

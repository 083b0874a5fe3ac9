# SPDX-License-Identifier: MIT
"""What people do to a passage they use again: one function a class, from the passage's text to the changed text.

Each takes the passage and the circumstances (the chance, the language, texts to take foreign units from) and gives the
changed text, or None when the passage offers nothing to change. A class that adds something around the passage says
where in the result the passage stands.
"""

import re
import unicodedata

from . import fold, script

SHARES = {"01": 0.01, "03": 0.03, "05": 0.05, "10": 0.10, "20": 0.20}
CLASSES = (
    ["verbatim", "redacted", "renumbered"]
    + [f"edit{share}-{form}" for share in SHARES for form in ("single", "phrase")]
    + ["reordered", "interleaved", "summary", "layout", "furniture", "script", "width", "invisible", "homoglyph", "quotation"]
)
# The passage's own units all stand in the result, in their order: its borders are certain, and can be widened.
WHOLE = {"verbatim", "layout", "furniture", "script", "width", "invisible", "homoglyph", "quotation"}
LONG_ONLY = {"reordered", "interleaved", "summary"}
WANTS_FACTS = {"redacted", "renumbered", "width"}
WANTS_NAMES = {"homoglyph", "width"}

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_INVISIBLES = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u200e\u200f"
_PAIRS = (("\u202a", "\u202c"), ("\u202b", "\u202c"), ("\u2066", "\u2069"), ("\u2068", "\u2069"))
_ALIKE = {
    "a": "а", "c": "с", "e": "е", "o": "оο", "p": "р", "x": "х", "y": "у", "i": "і", "j": "ј", "s": "ѕ", "v": "ν", "A": "АΑ", "B": "ВΒ",
    "C": "С", "E": "ЕΕ", "H": "НΗ", "I": "ІΙ", "K": "КΚ", "M": "МΜ", "N": "Ν", "O": "ОΟ", "P": "РΡ", "S": "Ѕ", "T": "ТΤ", "X": "ХΧ", "Z": "Ζ",
}
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_TO_HALF = {ord(a): b for a, b in zip("，。；：（）！？", ",.;:()!?")}


def changed(cls, text, at):
    """`text` changed as class `cls` says: (new text, beginning and end of the passage in it), or None."""
    if cls == "quotation":
        return _quoted(text, at)
    if cls.startswith("edit"):
        share, form = cls[4:].split("-")
        new = edited(text, SHARES[share], form == "phrase", at)
    elif cls in ("verbatim", "furniture"):        # furniture is put in when the whole page stands
        new = text
    else:
        new = {"redacted": _redacted, "renumbered": _renumbered, "summary": _summary, "layout": _layout, "script": _script,
               "width": _width, "invisible": _invisible, "homoglyph": _homoglyph}[cls](text, at)
    return None if new is None else (new, 0, len(new))


class Circumstances:
    """What a change may draw on. `foreign(n)` gives the text of n consecutive units of some other document."""

    def __init__(self, rng, habits, foreign, places=(), source=None):
        self.rng, self.habits, self.foreign, self.places, self.source = rng, habits, foreign, places, source


# --- units exchanged, put in and left out -----------------------------------------------------------------------------

def edited(text, share, phrases, at):
    """`share` of the units changed: mostly exchanged, some put in, some left out; one at a time or in runs of 2 to 8."""
    cut = fold.units(text)
    n = len(cut)
    wanted = max(2 if phrases else 1, round(n * share))
    for _ in range(20):
        changes = _plan(n, wanted, phrases, at.rng)
        if changes is None:
            continue
        new = _apply(text, cut, changes, at)
        gained = sum(c[2] - c[1] for c in changes)
        if fold.count(new) == n + gained:
            return new
    return None


def _plan(n, wanted, phrases, rng):
    """Changes (unit, left out, put in), apart from each other and from both ends; None when the dice fell badly."""
    changes, taken, left = [], set(), wanted
    for _ in range(200 * wanted):
        if left == 0:
            return sorted(changes)
        size = 1
        if phrases:
            size = rng.randint(2, 8)
            size = left if left - size < 2 and left <= 8 else min(size, left)
        what = rng.random()
        out, put = (size, size) if what < 0.7 else ((0, size) if what < 0.85 else (size, 0))
        beg = rng.randint(2, n - 3)
        reach = range(beg - 1, beg + max(out, 1) + 1)
        if reach[-1] > n - 2 or not taken.isdisjoint(reach):
            if share_is_high(wanted, n) and not phrases and beg not in taken:
                reach = range(beg, beg + 1)
            else:
                continue
        taken.update(range(beg, beg + max(out, 1)))
        changes.append((beg, out, put))
        left -= size
    return None


def share_is_high(wanted, n):
    """Whether so many units change that neighbours must be allowed to."""
    return wanted * 3 > n / 2


def _apply(text, cut, changes, at):
    out, done = [], 0
    for beg, left_out, put_in in changes:
        _add(out, text[done:cut.beg[beg]])
        if put_in:
            _add(out, _unlike(cut.says[max(0, beg - 1):beg + left_out + 1], put_in, at))
        done = cut.end[beg + left_out - 1] if left_out else cut.beg[beg]
        if not put_in and text[done:done + 1] == " " and (not out or out[-1][-1:] in (" ", "")):
            done += 1
        elif put_in and not left_out and fold.is_spaced(cut.says[beg]):
            _add(out, " ")
    _add(out, text[done:])
    return "".join(out)


def _unlike(old, n, at):
    """n foreign units, the first and last of which are none of `old`, and none a figure."""
    for _ in range(50):
        new = at.foreign(n)
        says = fold.units(new).says
        if len(says) == n and says[0] not in old and says[-1] not in old and not any(map(fold.is_number, says)):
            return new
    raise RuntimeError("no foreign units to be had")


def foreign_units(sentences, n, rng):
    """The text of n consecutive units of one of the sentences, without marks between them."""
    for _ in range(500):
        text = rng.choice(sentences)
        cut = fold.units(text)
        if len(cut) < n + 2:
            continue
        i = rng.randint(1, len(cut) - n - 1)
        found = text[cut.beg[i]:cut.end[i + n - 1]]
        if all(c.isalnum() or c in " '’" or unicodedata.category(c)[0] == "M" for c in found):
            return found
    raise RuntimeError(f"no sentence has {n} units without a mark between them")


def _add(out, text):
    """Append, with a space where two words would grow together."""
    if not text:
        return
    last = out[-1][-1] if out else ""
    if last and last.isalnum() and text[0].isalnum() and fold.count(last + text[0]) < 2:
        out.append(" ")
    out.append(text)


# --- names and figures ------------------------------------------------------------------------------------------------

def _redacted(text, at):
    zh = at.habits.way != "en"
    new = text
    for place in sorted(at.places, key=lambda p: (-len(p), p)):
        if zh:
            kept = re.search(r"(?:开发区|開發區|街道|社区|社區|地区|[省市县縣区區镇鎮乡鄉村町])$", place)
            new = new.replace(place, "XX" + (kept.group() if kept else ""))
        else:
            new = re.sub(rf"\b{re.escape(place)}\b", "XXXX", new)

    def hide(m):
        digits = m.group()
        after = new[m.end():m.end() + 1]
        if zh and after == "月":
            return "x"
        if zh:
            return "xx.x" if "." in digits else "XX"
        return re.sub(r"\d", "X", digits) if len(digits) > 1 else "XX"

    new = _FIGURE.sub(hide, new)
    return None if new == text else new


def _renumbered(text, at):
    rng = at.rng

    def renew(m):
        old = m.group()
        for _ in range(20):
            if re.fullmatch(r"(?:19|20)\d\d", old):
                new = str(int(old) + rng.choice((-3, -2, -1, 1, 2, 3)))
            else:
                new = "".join(str(rng.randint(1 if i == 0 else 0, 9)) if c.isdigit() else c for i, c in enumerate(old))
            if new != old:
                return new
        return old

    new = _FIGURE.sub(renew, text)
    return None if new == text else new


# --- order and parts --------------------------------------------------------------------------------------------------

def reordered(sentences, rng):
    """Sentences in another order, moved in blocks of one to three, no two blocks left in their order side by side."""
    blocks, i = [], 0
    while i < len(sentences):
        size = rng.randint(1, 3)
        blocks.append(list(range(i, min(i + size, len(sentences)))))
        i += size
    if len(blocks) < 3:
        blocks = [[i] for i in range(len(sentences))]
    order = list(range(len(blocks)))
    best = None
    for _ in range(50):
        rng.shuffle(order)
        kept = sum(b == a + 1 for a, b in zip(order, order[1:]))
        if best is None or kept < best[0]:
            best = (kept, list(order))
        if kept == 0:
            break
    return [sentences[i] for b in best[1] for i in blocks[b]]


def clauses(text):
    """A text cut after its commas and stops, marks and spaces with the clause before them."""
    return [c for c in re.findall(r".+?(?:[，。；：、！？,.;:!?](?!\d)[”’」』）\"')\]]*\s*|$)", text, re.S) if c.strip()]


def _summary(text, at):
    parts = clauses(text)
    inner = list(range(1, len(parts) - 1))
    if len(inner) < 2:
        return None
    gone = set(at.rng.sample(inner, min(len(inner), len(parts) // 2)))
    return "".join(c for i, c in enumerate(parts) if i not in gone)


# --- the same units otherwise -----------------------------------------------------------------------------------------

def _same_units(old, new):
    return new if new != old and fold.units(new).says == fold.units(old).says else None


def _layout(text, at):
    rng, spaced = at.rng, at.habits.joiner == " "
    for _ in range(5):
        new = _repunctuated(text, rng, spaced)
        if rng.random() < 0.7 or new == text:
            new = _rewrapped(new, rng.randint(45, 75) if spaced else rng.randint(20, 40), rng)
        if _same_units(text, new):
            return new
    return None


def _repunctuated(text, rng, spaced):
    def other(m):
        mark = m.group()
        if rng.random() < 0.5:
            return mark
        return rng.choice(("", ";", " -", ",")) if spaced else rng.choice(("、", "；", "，", " ", ",", ""))

    def stop(m):
        if rng.random() < 0.6:
            return m.group()
        return rng.choice((";", " -", "!")) if spaced else rng.choice(("；", "，", "！", "\n"))

    if spaced:
        return re.sub(r"[.](?=\s)", stop, re.sub(r"[,;:](?=\s)", other, text))
    return re.sub(r"(?<!\d)[。.](?!\d)", stop, re.sub(r"(?<!\d)[，、；,;](?!\d)", other, text))


def _rewrapped(text, width, rng):
    """Lines of about one width: broken at spaces, or in unspaced scripts anywhere between units."""
    if " " in text and fold.is_spaced(fold.units(text).says[0]):
        lines, line = [], ""
        for word in text.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return "\n".join(lines + [line])
    text = text.replace("\n", rng.choice(("", "\n")))
    starts = fold.units(text).beg
    cuts, last = [], 0
    for at in starts:
        if at - last >= width:
            cuts.append(at)
            last = at
    return "\n".join(text[a:b] for a, b in zip([0] + cuts, cuts + [len(text)]))


def _script(text, at):
    direction = "t2s" if at.habits.code == "zh-hant" else "s2t"
    new = script.convert([text], direction)[0]
    return new if new != text and fold.count(new) == fold.count(text) else None


def _width(text, at):
    """Letters, digits and marks in the other width; kana, too."""
    half = sum(0x21 <= ord(c) < 0x7F for c in text)
    full = sum(0xFF01 <= ord(c) < 0xFF5F and c not in "，。；：（）！？" for c in text)
    if half >= full:
        new = "".join(chr(ord(c) + 0xFEE0) if 0x21 <= ord(c) < 0x7F else c for c in text)
        if at.habits.way == "en" and at.rng.random() < 0.5:
            new = new.replace(" ", "\u3000")
    else:
        new = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) < 0xFF5F else c for c in text)
    if at.habits.way != "en" and at.rng.random() < 0.5:
        new = re.sub(r"(?<!\d)[，。；：（）！？](?!\d)", lambda m: _TO_HALF[ord(m.group())], new)
    if at.habits.way == "ja":
        new = re.sub(r"[\u30a1-\u30fc]", lambda m: _HALF_KANA.get(m.group(), m.group()), new)
    return _same_units(text, new)


def _half_kana():
    table = {}
    for code in range(0xFF66, 0xFF9E):
        table[unicodedata.normalize("NFKC", chr(code))] = chr(code)
    for code in range(0x30A1, 0x30FB):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) == 2 and parts[0] in table:
            table[chr(code)] = table[parts[0]] + ("ﾞ" if parts[1] == "\u3099" else "ﾟ")
    return table


_HALF_KANA = _half_kana()


def _invisible(text, at):
    """A character nobody sees after every ten or so, between letters or figures; now and then a bidi pair."""
    rng = at.rng
    inner = [i for i in range(1, len(text)) if text[i - 1].isalnum() and text[i].isalnum()]
    every = 30 if at.habits.joiner == " " else 10
    chosen = sorted(rng.sample(inner, min(len(inner), max(2, len(text) // every))))
    out, done = [], 0
    for i in chosen:
        out.append(text[done:i])
        pair = rng.choice(_PAIRS) if rng.random() < 0.2 else None
        if pair:
            out.append(pair[0] + text[i] + pair[1])
            done = i + 1
        else:
            out.append(rng.choice(_INVISIBLES))
            done = i
    out.append(text[done:])
    return _same_units(text, "".join(out))


def _homoglyph(text, at):
    """Words in which some Latin letters, never all, are look-alikes from Cyrillic or Greek."""
    rng = at.rng
    words = [m for m in _LATIN_WORD.finditer(text) if any(c in _ALIKE for c in m.group())]
    if not words:
        return None
    n = max(1, len(words) // 4) if at.habits.way == "en" else len(words)
    out, done = [], 0
    for m in sorted(rng.sample(words, n), key=lambda m: m.start()):
        out.append(text[done:m.start()] + _mixed(m.group(), rng))
        done = m.end()
    return "".join(out) + text[done:]


def _mixed(word, rng):
    places = [i for i, c in enumerate(word) if c in _ALIKE]
    most = min(len(places), len(word) - 1)
    chosen = set(rng.sample(places, rng.randint(1, max(1, min(3, most)))))
    return "".join(rng.choice(_ALIKE[c]) if i in chosen else c for i, c in enumerate(word))


def _quoted(text, at):
    """The passage between quotation marks, or as a block, with its source named: (text, beginning, end)."""
    rng, habits, source = at.rng, at.habits, at.source
    form = rng.choice(habits.quotes)
    before, after = form.split("{p}")
    said = {"title": source.title, "author": source.author, "year": rng.randint(1980, 2024)}
    before, after = before.format(**said), after.format(**said)
    if before.endswith("> "):
        inside = re.sub(r"\n+", "\n> ", text)
    else:
        (left, right), (in_left, in_right) = habits.inner
        inside = text.replace(left, in_left).replace(right, in_right)
        inside = re.sub(r"\n+", habits.joiner, inside)
    return before + inside + after, len(before), len(before) + len(inside)

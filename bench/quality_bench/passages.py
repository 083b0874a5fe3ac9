# SPDX-License-Identifier: MIT
"""Choosing what is taken from a source: stretches that never overlap, a sentence or more apart, of the length wanted.

A passage becomes a piece of its own in the source, so that nothing is put into it later and its place is known when the
source is written. Passages neither begin nor end with a figure: where a figure's border lies is a matter of taste.
Classes that live on names and figures get some put into their passage, in the source, before it is taken.
"""

import re
from dataclasses import dataclass, field

from . import fold
from .edits import WANTS_FACTS, WANTS_NAMES
from .pieces import BREAK, Piece

_CLOSING = re.compile(r"[，。；：、！？,.;:!?…”’」』）》)\]]*")
_APART = 2      # sentences between two passages of one source, at least


@dataclass
class Request:
    """What a plant wants: its class, the least and most units, the length aimed at, and in what shape."""

    cls: str
    band: str
    least: int
    most: int
    target: int
    aligned: bool                   # begins with a sentence, and ends with one where the length allows
    shape: str = "window"           # window, sentences, or blocks (of sentences)
    passage: object = None


@dataclass
class Passage:
    """What was taken: its text, its parts (sentences or blocks) within it, where it stands, what places it names."""

    text: str
    source: object
    piece: Piece
    parts: list = field(default_factory=list)
    places: list = field(default_factory=list)


class Full(Exception):
    """This source has no room for the passage."""


class Taker:
    """Takes passages from one source, from its beginning to its end."""

    def __init__(self, document, habits, seen, writer, rng):
        self.document, self.habits, self.seen, self.writer, self.rng = document, habits, seen, writer, rng
        self._from = 0

    def take(self, request):
        """Take the passage that `request` wants, or raise Full."""
        pieces = self.document.pieces
        start = self._from
        for _ in range(self.rng.randint(_APART, _APART + 3)):
            start = self._own_from(start) + 1
        for attempt in range(8):
            first = self._own_from(start)
            taken = {"window": self._window, "sentences": self._sentences, "blocks": self._blocks}[request.shape](first, request)
            if taken is not None:
                last, left, text, right, parts = taken
                passage = self._enriched(Passage(text, self.document, None, parts), request)
                if passage is not None:
                    break
            start = first + 1
        else:
            raise Full
        new = [Piece(s, "own", fold.count(s)) for s in (left,) if s]
        passage.piece = Piece(passage.text, "passage", fold.count(passage.text))
        new.append(passage.piece)
        new += [Piece(s, "own", fold.count(s)) for s in (right,) if s]
        pieces[first:last + 1] = new
        self._from = first + len(new)
        request.passage = passage
        return passage

    def _own_from(self, i):
        pieces = self.document.pieces
        while i < len(pieces) and pieces[i].kind != "own":
            i += 1
        if i >= len(pieces):
            raise Full
        return i

    def _joined(self, first, last):
        """The text of pieces first..last as it will be written, and where each sentence stands in it."""
        out, at, spans, before = [], 0, [], None
        for piece in self.document.pieces[first:last + 1]:
            text = self.habits.paragraph if piece.kind == BREAK else piece.text
            if before is not None and piece.kind != BREAK and before.kind != BREAK:
                out.append(self.habits.joiner)
                at += len(self.habits.joiner)
            if piece.kind != BREAK:
                spans.append((at, at + len(text)))
            out.append(text)
            at += len(text)
            before = piece
        return "".join(out), spans

    def _run(self, first, wanted):
        """The last piece of a run of own sentences from `first` that `wanted` (units, sentences) is content with."""
        pieces, n, k = self.document.pieces, 0, 0
        for i in range(first, len(pieces)):
            if pieces[i].kind == "own":
                n, k = n + pieces[i].units, k + 1
                if wanted(n, k):
                    return i
            elif pieces[i].kind != BREAK:
                return None
        raise Full

    def _window(self, first, request):
        rng, pieces = self.rng, self.document.pieces
        facts = self._n_facts(request)
        target = max(12, request.target - facts * (9 if self.habits.way == "en" else 12))
        skip = 0 if request.aligned else rng.randint(0, max(0, pieces[first].units - 4))
        last = self._run(first, lambda n, k: n >= target + skip + 3)
        if last is None:
            return None
        text, spans = self._joined(first, last)
        cut = fold.units(text)
        beg, end = skip, skip + target                                   # units
        if request.aligned:
            ends = [sum(e <= b for e in cut.end) for _, b in spans]
            near = [e for e in ends if abs(e - target) <= target // 4 and e >= 12]
            end = min(near, key=lambda e: abs(e - target)) if near else end
        while end > beg and fold.is_number(cut.says[end - 1]):
            end -= 1
        while beg < end and fold.is_number(cut.says[beg]):
            beg += 1
        if end - beg < 12 or end > len(cut):
            return None
        a = 0 if beg == 0 else cut.beg[beg]
        b = _CLOSING.match(text, cut.end[end - 1]).end()
        left, right = text[:a].strip(), text[b:].strip()
        if "\n" in left or "\n" in right:
            return None
        return last, left, text[a:b], right, []

    def _sentences(self, first, request):
        """4 to 12 whole sentences."""
        wanted = self.rng.randint(4, 12)
        last = self._run(first, lambda n, k: k >= wanted)
        if last is None:
            return None
        text, spans = self._joined(first, last)
        n = fold.count(text)
        if not request.least <= n <= request.most or self._has_figure_at_ends(text):
            return None
        return last, "", text, "", spans

    def _blocks(self, first, request):
        """2 to 4 blocks of 2 to 4 sentences, each of 30 units and more."""
        pieces, blocks, at = self.document.pieces, [], first
        for _ in range(self.rng.randint(2, 4)):
            least = self.rng.randint(2, 4)
            begun = at
            k = n = 0
            while k < least or n < 30:
                if at >= len(pieces):
                    raise Full
                if pieces[at].kind == "own":
                    k, n = k + 1, n + pieces[at].units
                elif pieces[at].kind != BREAK:
                    return None
                at += 1
            if k > 4:
                return None
            blocks.append((begun, at - 1))
            while at < len(pieces) and pieces[at].kind == BREAK:
                at += 1
        last = blocks[-1][1]
        text, spans = self._joined(first, last)
        parts, i = [], 0
        for begun, ended in blocks:
            k = sum(p.kind == "own" for p in pieces[begun:ended + 1])
            parts.append((spans[i][0], spans[i + k - 1][1]))
            i += k
        if any(self._has_figure_at_ends(text[a:b]) for a, b in parts):
            return None
        return last, "", text, "", parts

    @staticmethod
    def _has_figure_at_ends(text):
        says = fold.units(text).says
        return fold.is_number(says[0]) or fold.is_number(says[-1])

    def _n_facts(self, request):
        wants = (request.cls in WANTS_FACTS) + (request.cls in WANTS_NAMES and self.habits.way != "en")
        return wants * max(1, request.target // 60) if wants else 0

    def _enriched(self, passage, request):
        """The passage with the names and figures its class wants; None when they would not fit in."""
        wants = [w for w, on in ((self._facts, request.cls in WANTS_FACTS),
                                 (self._name, request.cls in WANTS_NAMES and self.habits.way != "en")) if on]
        for write in wants:
            for _ in range(max(1, request.target // 60)):
                if not self._put_in(passage, write):
                    return None
        n = fold.count(passage.text)
        return passage if request.shape != "window" or request.least <= n <= request.most else None

    def _facts(self, passage):
        said, place = self.writer.facts()
        return said, [place]

    def _name(self, passage):
        return self.writer.naming(), []

    def _put_in(self, passage, write):
        rng, comma = self.rng, self.habits.comma
        old = self.seen.encode(passage.text)
        for _ in range(30):
            said, places = write(passage)
            text, cut = passage.text, fold.units(passage.text)
            inner = range(5, len(cut) - 5) if len(cut) > 11 else [len(cut) // 2]
            at = rng.choice([k for k in inner if text[:cut.beg[k]].rstrip()[-1] in "，、；,;"] or inner)
            b = cut.beg[at]
            before, after = text[:b].rstrip(" "), text[b:]
            if before.endswith("\n") or not before or before[-1].isdigit() or after[0].isdigit():
                continue
            lead = " " if before[-1:] == "," else ("" if before[-1] in "，、；,;" else comma)
            new = before + lead + said + comma + after
            if before[-1] in "。.!?！？" or fold.count(new) != len(cut) + fold.count(said):
                continue
            row = self.seen.encode(new)
            if self.seen.fresh_change(old, row):
                self.seen.add(row)
                passage.text = new
                passage.places += places
                return True
        return False

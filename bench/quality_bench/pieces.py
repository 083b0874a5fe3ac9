# SPDX-License-Identifier: MIT
"""A document in the making: a row of pieces that each know what they are, so that places can be told at the end.

`Supply` deals out sentences of a corpus such that no two runs of 12 units are alike in all that it has dealt: it keeps
every run it has seen and drops a sentence that would bring one a second time. Figures count as one sign there, so that
two sentences that differ in their figures only are alike.
"""

from dataclasses import dataclass, field

from . import fold
from .corpus import NoCorpus

RUN = 12            # units: no two documents share a run of this length before planting
GRAM = 4            # units of the runs that tell near-copies
REGION = 32         # units: how near together they stand
ALIKE = 12          # units of a sentence in such runs that make it a near-copy
EVERYWHERE = ()
STOCK_PLACES = 32   # a run that stood in more places is everybody's and tells nothing
BREAK = "break"     # the kind of a piece that ends a paragraph


@dataclass
class Piece:
    """A stretch of text. kind: title, heading, own, stock, passage, plant, table or break."""

    text: str
    kind: str = "own"
    units: int = 0
    note: object = None


@dataclass
class Document:
    """Pieces, and when written out the text and where each piece stands in it."""

    name: str
    pieces: list = field(default_factory=list)
    title: str = ""
    author: str = ""
    places: list = field(default_factory=list)    # names of places put in, where a class wants some
    text: str = ""
    spans: list = field(default_factory=list)     # of each piece: beginning and end in `text`

    def write(self, habits):
        """Join the pieces to the text, and note their places."""
        out, at, self.spans, before = [], 0, [], None
        for piece in self.pieces:
            if piece.kind == BREAK:
                text = habits.paragraph
            else:
                text = piece.text
                if before is not None and before.kind != BREAK and habits.joiner:
                    out.append(habits.joiner)
                    at += len(habits.joiner)
            out.append(text)
            self.spans.append((at, at + len(text)))
            at += len(text)
            before = piece
        self.text = "".join(out).rstrip("\n") + "\n"

    def count(self):
        """Units in all pieces."""
        return sum(p.units for p in self.pieces)


class Seen:
    """Every run of 12 units met so far, each unit as one character of a private alphabet."""

    def __init__(self):
        self._code = {}
        self._runs = set()
        self._places = {}       # of each short run: the regions it stood in
        self._n = 0

    def encode(self, text):
        """The units of a text as a string, one character each; figures are all alike."""
        code = self._code
        out = []
        for unit in fold.without_figures(fold.units(text).says):
            sign = code.get(unit)
            if sign is None:
                n = 0x100 + len(code)
                sign = code[unit] = chr(n if n < 0xD800 else n + 0x800)
            out.append(sign)
        return "".join(out)

    def fresh(self, row, after=""):
        """Whether `row`, standing after the row `after`, brings only new runs, each once."""
        tail = after[-(RUN - 1):] + row
        runs = [tail[i:i + RUN] for i in range(len(tail) - RUN + 1)]
        return len(set(runs)) == len(runs) and self._runs.isdisjoint(runs)

    def near_copy(self, row, after=""):
        """Whether much of `row`, or of it and what it follows, has stood before, in short runs near together."""
        tail = after[-REGION:]
        return self._stood(row, 0, self._n) or bool(tail) and self._stood(tail + row, len(tail), self._n - len(tail) - 2 * REGION)

    def _stood(self, row, new, before):
        """Whether much of `row`, some of it from `new` on, stood near together in a region that begins before `before`."""
        grams = {}
        for i in range(len(row) - GRAM + 1):
            for region in self._places.get(row[i:i + GRAM], ()):
                if region * REGION < before:
                    for r in (region, region - 1):
                        grams.setdefault(r, []).append(i)
        for at in grams.values():
            if at[-1] >= new and len(at) * GRAM >= ALIKE and len({u for i in at for u in range(i, i + GRAM)}) >= ALIKE:
                return True
        return False

    def add(self, row, after=""):
        """Remember the runs of `row` after `after`."""
        for i in range(len(row) - GRAM + 1):
            gram, region = row[i:i + GRAM], (self._n + i) // REGION
            places = self._places.setdefault(gram, [])
            if places is not EVERYWHERE and region not in places:
                places.append(region)
                if len(places) == STOCK_PLACES:
                    self._places[gram] = EVERYWHERE
        self._n += len(row) + 2 * REGION * (not after)
        tail = after[-(RUN - 1):] + row
        self._runs.update(tail[i:i + RUN] for i in range(len(tail) - RUN + 1))

    def fresh_change(self, old, new):
        """Whether the runs that `new` has and `old` had not are new to all."""
        had = {old[i:i + RUN] for i in range(len(old) - RUN + 1)}
        runs = [new[i:i + RUN] for i in range(len(new) - RUN + 1)]
        return len(set(runs)) == len(runs) and self._runs.isdisjoint(r for r in runs if r not in had)


class Exhausted(NoCorpus):
    """The corpus has no more text for this batch."""

    def __init__(self, why="the corpus is too small: it ran out of sentences that are unlike each other"):
        super().__init__(why)  # as its only argument: a process tells another of it


class Supply:
    """Deals out a corpus sentence by sentence, unlike all it dealt before."""

    def __init__(self, corpus, rng):
        self._stream = corpus.documents(rng)
        self._left = []         # paragraphs not yet dealt out, the next one last
        self.seen = Seen()
        self.habits = corpus.language

    def take(self, n_units, kind="own"):
        """Own pieces and breaks, at least `n_units` of them, ending with a break."""
        out, n, after = [], 0, ""
        while n < n_units:
            began = len(out)
            for sentence in self._paragraph():
                row = self.seen.encode(sentence)
                if len(row) < 5 or not self.seen.fresh(row, after) or self.seen.near_copy(row, after):
                    continue
                self.seen.add(row, after)
                after = after[-REGION:] + row
                out.append(Piece(sentence, kind, len(row)))
                n += len(row)
                if n >= n_units:
                    break
            if len(out) > began:
                out.append(Piece("", BREAK))
        return out

    def sentences(self, n, least, most):
        """`n` sentences of `least` to `most` units, one to a paragraph and four to a document at the most.

        What else stands in those documents is dealt out later."""
        out, rest = [], []
        while len(out) < n:
            chosen = 0
            for paragraph in self._document():
                found = None if chosen == 4 or len(out) == n else self._phrase(paragraph, least, most)
                if found is None:
                    rest.append(paragraph)
                else:
                    out.append(found)
                    chosen += 1
        self._left += rest[::-1]
        return out

    def _phrase(self, paragraph, least, most):
        for sentence in paragraph:
            row = self.seen.encode(sentence)
            if least <= len(row) <= most and self.seen.fresh(row) and not self.seen.near_copy(row):
                self.seen.add(row)
                return sentence
        return None

    def _document(self):
        try:
            return next(self._stream)
        except StopIteration:
            raise Exhausted from None

    def _paragraph(self):
        while not self._left:
            self._left = list(self._document())[::-1]
        return self._left.pop()

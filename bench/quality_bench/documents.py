# SPDX-License-Identifier: MIT
"""A collection for judging whole documents: originals, their copies, and documents that are alike without being copies.

    DIR/docs/documentNNNNN.txt
    DIR/truth.tsv      document, document, kind, expected: near, not, or free (listed, judged neither way)

Every copy is of one original and every original has one copy: verbatim under another title, redacted, renumbered, with 1,
3 or 5 % of its units changed (near); with 10 or 20 %, or half of it in a document of its own (free). Not copies are the
members of a template's family, pairs on one topic, pairs of tables of the same names, and originals under the same
headings. A pair that is not listed is no copy either: no two documents share a run of 12 units but for stock phrases.
"""

import math
import random
from dataclasses import dataclass
from pathlib import Path

from . import edits, fold
from .corpus import open_corpus
from .dressing import N_STOCK, STOCK_UNITS, Dresser
from .pieces import Document, Exhausted, Piece, Supply

NEAR = ["verbatim", "redacted", "renumbered"] + [f"edit{share}-{form}" for share in ("01", "03", "05") for form in ("single", "phrase")]
FREE = [f"edit{share}-{form}" for share in ("10", "20") for form in ("single", "phrase")] + ["half"]
FAMILY = 20             # members of the template's family
N_PER_KIND = 12
_LEAST, _MOST = 600, 4000


@dataclass
class Pair:
    """Two documents, in what way they are alike, and what is expected of a judge."""

    one: Document
    other: Document
    kind: str
    expected: str


def generate_documents(out_dir, lang, seed, n_per_kind=N_PER_KIND, corpus=None):
    """Write a collection to the folder `out_dir`, which must be empty or absent. `corpus` is a Corpus, a path, or None."""
    if corpus is None or isinstance(corpus, (str, Path)):
        corpus = open_corpus(lang, corpus)
    out = Path(out_dir)
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    documents, pairs = collection(corpus, seed, n_per_kind)
    (out / "docs").mkdir(parents=True, exist_ok=True)
    for document in documents:
        (out / "docs" / document.name).write_bytes(document.text.encode("utf-8"))
    rows = sorted((*sorted((p.one.name, p.other.name)), p.kind, p.expected) for p in pairs)
    (out / "truth.tsv").write_bytes("".join("\t".join(row) + "\n" for row in rows).encode("utf-8"))


def collection(corpus, seed, n_per_kind=N_PER_KIND):
    """Documents with their texts and names, and the pairs among them; the same for the same arguments."""
    rng = random.Random(f"documents/{corpus.language.code}/{seed}")
    while True:
        try:
            return _Maker(corpus, random.Random(rng.random()), n_per_kind).make()
        except Exhausted:
            if n_per_kind == 1:
                raise
            n_per_kind = max(1, n_per_kind * 3 // 4)


class _Maker:
    def __init__(self, corpus, rng, n):
        self.rng, self.n, self.habits = rng, n, corpus.language
        self.supply = Supply(corpus, random.Random(rng.random()))
        self.writer = self.habits.writer(random.Random(rng.random()))
        self.dresser = Dresser(self.habits, self.supply, self.writer, rng)

    def make(self):
        rng = self.rng
        phrases = self.supply.sentences(N_STOCK, *STOCK_UNITS)
        originals = {kind: [self._own() for _ in range(self.n)] for kind in NEAR + FREE}
        for kind in ("redacted", "renumbered"):
            for document in originals[kind]:
                document.places = self._facts(document)
        halves = [self._own() for _ in originals["half"]]
        family = [self._own() for _ in range(FAMILY)]
        self.dresser.template(family)
        pairs = [Pair(a, b, "template", "not") for i, a in enumerate(family) for b in family[i + 1:]]
        negatives = family
        for kind, make in (("topic", self.dresser.topic), ("tables", self.dresser.tables), ("headings", self.dresser.same_headings)):
            for _ in range(self.n):
                two = [self._own(), self._own()]
                make(*two)
                pairs.append(Pair(*two, kind, "not"))
                negatives = negatives + two
        first = [d for kind in originals for d in originals[kind]]
        self.dresser.stock(phrases, first + halves + negatives)
        for document in first + halves + negatives:
            self.dresser.headings(document)
            document.write(self.habits)
        self._foreign = [p.text for d in negatives for p in d.pieces if p.kind == "own" and p.units >= 10]
        copies = []
        for kind in NEAR + FREE:
            for k, original in enumerate(originals[kind]):
                copy = self._half(original, halves[k]) if kind == "half" else self._copy(original, kind)
                copies.append(copy)
                pairs.append(Pair(original, copy, kind, "near" if kind in NEAR else "free"))
        documents = first + copies + negatives
        rng.shuffle(documents)
        for i, document in enumerate(documents, 1):
            document.name = f"document{i:05d}.txt"
        return documents, pairs

    def _own(self):
        n = int(math.exp(self.rng.uniform(math.log(_LEAST), math.log(_MOST))))
        return Document("", self.supply.take(n), *self.dresser.named())

    def _facts(self, document):
        """Put sentences with names and figures through the document, one in eight or so; the places named."""
        places, out = [], []
        for piece in document.pieces:
            out.append(piece)
            if piece.kind == "own" and self.rng.random() < 0.15:
                said, place = self.writer.facts()
                text = said[0].upper() + said[1:] + self.habits.stop
                row = self.supply.seen.encode(text)
                if self.supply.seen.fresh(row):
                    self.supply.seen.add(row)
                    out.append(Piece(text, "own", len(row)))
                    places.append(place)
        document.pieces = out
        return places

    def _copy(self, original, kind):
        """The original's body changed, under its own title or another."""
        title, body = original.text.split(self.habits.paragraph, 1)
        at = edits.Circumstances(self.rng, self.habits, self._units_of_others, original.places, original)
        changed = edits.changed(kind, body.rstrip("\n"), at)
        text = changed[0] if changed else body.rstrip("\n")
        copy = Document("", [], self.dresser.named()[0] if self.rng.random() < 0.5 else title)
        copy.text = copy.title + self.habits.paragraph + text + "\n"
        return copy

    def _half(self, original, other):
        """Half of the original's paragraphs before the paragraphs of a document that else is its own."""
        paragraphs = original.text.rstrip("\n").split(self.habits.paragraph)[1:]
        wanted, kept = fold.count(original.text) // 2, []
        while paragraphs and wanted > 0:
            kept.append(paragraphs.pop(0))
            wanted -= fold.count(kept[-1])
        title, *rest = other.text.rstrip("\n").split(self.habits.paragraph)
        copy = Document("", [], title)
        copy.text = self.habits.paragraph.join([title] + kept + rest) + "\n"
        return copy

    def _units_of_others(self, n):
        return edits.foreign_units(self._foreign, n, self.rng)

# SPDX-License-Identifier: MIT
"""Whole documents: which pairs a tool calls near-duplicates or better, against
which pairs are.

The truth lists pairs of files with a kind and what is expected of them: near
(a whole copy, at most 5 % of its units changed), not (they share a form, a
topic, headings, never a text), free (in between: either answer will do). A
pair that is not listed is as good as `not`."""

from dataclasses import dataclass, field

from . import floors
from .pan import PanError, read_text
from .tables import Table, ratio

NEAR = ("near-duplicate", "duplicate")  # crib's verdicts
EXPECTED = ("near", "not", "free")


def read_truth(path):
    """(file, file) in rising order -> (kind, expected)."""
    truth = {}
    for i, line in enumerate(read_text(path).splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 4 or (cells[3] not in EXPECTED and i > 1):
            raise PanError(f"{path}:{i}: wants two documents, a kind and one of {', '.join(EXPECTED)}, not {line!r}")
        if cells[3] in EXPECTED:
            truth[tuple(sorted(cells[:2]))] = cells[2], cells[3]
    return truth


@dataclass
class WholeScore:
    """Counts that add up over collections."""

    documents: int = 0
    kinds: dict = field(default_factory=dict)  # (expected, kind) -> [pairs, of them found]
    unlisted: int = 0  # found, and no pair of the truth

    def __iadd__(self, other):
        self.documents += other.documents
        self.unlisted += other.unlisted
        for key, (pairs, found) in other.kinds.items():
            self.count(key, pairs, found)
        return self

    def count(self, key, pairs, found):
        counts = self.kinds.setdefault(key, [0, 0])
        counts[0] += pairs
        counts[1] += found

    def _sum(self, expected, i):
        return sum(n[i] for key, n in self.kinds.items() if key[0] == expected)

    @property
    def recall(self):
        pairs = self._sum("near", 0)
        return self._sum("near", 1) / pairs if pairs else 1.0

    @property
    def precision(self):
        right, wrong = self._sum("near", 1), self._sum("not", 1) + self.unlisted
        return right / (right + wrong) if right + wrong else 1.0

    @property
    def f1(self):
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def score_pairs(truth, found, documents):
    """found: the pairs, each in rising order, that a tool calls near."""
    s = WholeScore(documents)
    found = set(map(tuple, found))
    for pair, (kind, expected) in truth.items():
        s.count((expected, kind), 1, pair in found)
    s.unlisted = sum(1 for pair in found if pair not in truth)
    return s


def best_setting(by_setting):
    """The setting with the highest F1, of equal ones the first by name."""
    return max(sorted(by_setting), key=lambda name: by_setting[name].f1)


def document_table(score, peers):
    """peers: name -> WholeScore, or a sentence why there is none."""
    names = list(peers)
    table = Table(f"Whole documents at near-duplicate and above ({score.documents} documents)",
                  ["pairs", "expected", "number", "found by crib", "floor", "", *names])

    def beside(of):
        return [of(p) if isinstance(p, WholeScore) else p for p in peers.values()]

    for expected, kind in sorted(score.kinds, key=lambda k: (EXPECTED.index(k[0]), floors.rank(k[1]))):
        pairs, found = score.kinds[expected, kind]
        table.add(kind, expected, pairs, ratio(found / pairs), "", "",
                  *beside(lambda p, k=(expected, kind): ratio(p.kinds[k][1] / p.kinds[k][0])))
    table.add("any other", "not", "", score.unlisted, "", "", *beside(lambda p: str(p.unlisted)))
    for name, floor in (("precision", floors.DOCUMENT_PRECISION), ("recall", floors.DOCUMENT_RECALL)):
        value = getattr(score, name)
        table.add(name, "", "", ratio(value), f">= {floor:.2f}", table.verdict(floors.at_least(value, floor)),
                  *beside(lambda p, n=name: ratio(getattr(p, n))))
    return table

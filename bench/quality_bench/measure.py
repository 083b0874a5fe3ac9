# SPDX-License-Identifier: MIT
"""The PAN measures of passage detection, by interval arithmetic.

After Potthast, Stein, Barron-Cedeno, Rosso: "An Evaluation Framework for
Plagiarism Detection" (COLING 2010). A case s and a detection r are both a
span of a suspicious document and a span of a source. r detects s when the
documents agree and the spans overlap on both sides; only then does what they
have in common count:

    precision     mean over r of |union over s of (s and r)| / |r|
    recall        mean over s of |union over r of (s and r)| / |s|
    granularity   mean over the detected s of the number of r that detect it
    plagdet       F1(precision, recall) / log2(1 + granularity)

Lengths are characters of both sides together; means are over passages, not
over characters (macro-averaged). As the reference program does, with neither
cases nor detections both means are 1, with only one of them they are 0, and
granularity is 1 when nothing is detected.

A Tally holds the sums, so that rows over many documents, languages and runs
are made by adding.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import log2
from typing import NamedTuple


class Reuse(NamedTuple):
    """A span of one document that stands in another: a case or a detection.

    Offsets are code points, half open."""

    this: str
    this_beg: int
    this_end: int
    source: str
    source_beg: int
    source_end: int

    def length(self):
        return (self.this_end - self.this_beg) + (self.source_end - self.source_beg)


def detects(r, s):
    """Do r and s lie in the same documents and overlap on both sides?"""
    return (r.this == s.this and r.source == s.source
            and r.this_beg < s.this_end and s.this_beg < r.this_end
            and r.source_beg < s.source_end and s.source_beg < r.source_end)


def union_length(spans):
    """Length of the union of half-open spans."""
    total, reached = 0, None
    for beg, end in sorted(spans):
        if reached is None or beg > reached:
            total += max(0, end - beg)
            reached = end
        elif end > reached:
            total += end - reached
            reached = end
    return total


def covered(one, others):
    """Characters of `one`, both sides, that lie in any of the others."""
    this = [(max(one.this_beg, o.this_beg), min(one.this_end, o.this_end)) for o in others]
    source = [(max(one.source_beg, o.source_beg), min(one.source_end, o.source_end)) for o in others]
    return union_length(this) + union_length(source)


@dataclass
class Tally:
    """Sums from which the measures are taken; adding two is scoring both."""

    cases: int = 0
    detections: int = 0
    recalls: float = 0.0     # sum over cases
    precisions: float = 0.0  # sum over detections
    detected: int = 0        # cases with at least one detection
    hits: int = 0            # (case, detection) pairs that detect
    false: int = 0           # detections of no case

    def __iadd__(self, other):
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    def _mean(self, total, n):
        if self.cases == 0 and self.detections == 0:
            return 1.0
        return total / n if n else 0.0

    @property
    def recall(self):
        return self._mean(self.recalls, self.cases)

    @property
    def precision(self):
        return self._mean(self.precisions, self.detections)

    @property
    def granularity(self):
        return self.hits / self.detected if self.detected else 1.0

    @property
    def plagdet(self):
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) / log2(1 + self.granularity) if p + r else 0.0


@dataclass
class Matched:
    """Which detections detect which case: of[i] lists them for case i."""

    cases: list
    detections: list
    of: list = field(default_factory=list)
    by: list = field(default_factory=list)  # by[j]: the cases that detection j detects


def match(cases, detections):
    """Pair cases with the detections that detect them."""
    m = Matched(cases, detections, [[] for _ in cases], [[] for _ in detections])
    of_pair = defaultdict(list)
    for j, r in enumerate(detections):
        of_pair[r.this, r.source].append(j)
    for i, s in enumerate(cases):
        for j in of_pair.get((s.this, s.source), ()):
            if detects(detections[j], s):
                m.of[i].append(j)
                m.by[j].append(i)
    return m


def case_recall(m, i):
    s = m.cases[i]
    return covered(s, [m.detections[j] for j in m.of[i]]) / s.length()


def detection_precision(m, j):
    r = m.detections[j]
    return covered(r, [m.cases[i] for i in m.by[j]]) / r.length()


def tally(m):
    """The sums over all cases and detections of a match."""
    t = Tally(cases=len(m.cases), detections=len(m.detections))
    t.recalls = sum(case_recall(m, i) for i in range(len(m.cases)))
    t.precisions = sum(detection_precision(m, j) for j in range(len(m.detections)))
    t.hits = sum(len(of) for of in m.of)
    t.detected = sum(1 for of in m.of if of)
    t.false = sum(1 for by in m.by if not by)
    return t


def score(cases, detections):
    return tally(match(cases, detections))


def border_errors(m, i, truth=None):
    """How far the detections' outermost borders lie from the case's: the four
    (position of the truth, position found, is it an end) of this and source,
    or none when the case is not detected. `truth` stands for the case when
    its borders are known better."""
    if not m.of[i]:
        return []
    found = [m.detections[j] for j in m.of[i]]
    s = truth or m.cases[i]
    return [
        ("this", s.this_beg, min(r.this_beg for r in found), False),
        ("this", s.this_end, max(r.this_end for r in found), True),
        ("source", s.source_beg, min(r.source_beg for r in found), False),
        ("source", s.source_end, max(r.source_end for r in found), True),
    ]

# SPDX-License-Identifier: MIT
"""What a tool found in a corpus, held against the truth.

Every suspicious document (host) counts for one row, of its class and band, or
of its folder of truth in PAN's own corpora. All that is found between a host
and a source counts for the host's row, the false ones too, and so does what
is found in hosts that hold nothing. What is found between two hosts or two
sources is false, unless two hosts took the same words from one source."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from . import fold
from .measure import Tally, border_errors, match, tally
from .pan import TRUTH

NO_HOST = ("none", "long")  # the row of a document that is no host


@dataclass
class Row:
    """One class and band: the measures, and how far borders are off."""

    tally: Tally = field(default_factory=Tally)
    chars: list = field(default_factory=list)  # border errors, four to a detected case
    units: list = field(default_factory=list)
    flagged: int = 0                           # cases detected with a flag of hidden characters

    def __iadd__(self, other):
        self.tally += other.tally
        self.chars += other.chars
        self.units += other.units
        self.flagged += other.flagged
        return self


@dataclass
class Score:
    """Rows by (class, band), and what was found where nothing was planted."""

    rows: dict = field(default_factory=lambda: defaultdict(Row))
    documents: int = 0
    false_between: int = 0  # passages, of two documents
    false_inside: int = 0   # of one

    def __iadd__(self, other):
        for key, row in other.rows.items():
            self.rows[key] += row
        self.documents += other.documents
        self.false_between += other.false_between
        self.false_inside += other.false_inside
        return self


class Borders:
    """Border errors in characters and in units of the bench's own folding."""

    def __init__(self, corpus):
        self.corpus = corpus
        self.spans = {}  # name -> (begins, ends) of the units

    def _spans(self, name):
        if name not in self.spans:
            units = fold.units(self.corpus.text(name))
            self.spans[name] = units.beg, units.end
        return self.spans[name]

    def units(self, name, truth, found, is_end):
        """Units between two positions: their begins before a span's begin,
        their ends before its end, so that punctuation at a border is none."""
        lo, hi = min(truth, found), max(truth, found)
        begins, ends = self._spans(name)
        if is_end:
            return bisect_right(ends, hi) - bisect_right(ends, lo)
        return bisect_left(begins, hi) - bisect_left(begins, lo)

    def add(self, row, m, i, wide):
        for side, truth, found, is_end in border_errors(m, i, wide):
            name = getattr(m.cases[i], side)
            row.chars.append(abs(truth - found))
            row.units.append(self.units(name, truth, found, is_end))


def common_source(cases_of, found):
    """Do both sides of a passage lie in passages planted from one place?"""
    r = found.reuse
    for s in cases_of.get(r.this, ()):
        if s.this_end <= r.this_beg or r.this_end <= s.this_beg:
            continue
        for t in cases_of.get(r.source, ()):
            if (s.source == t.source and s.source_beg < t.source_end and t.source_beg < s.source_end
                    and t.this_beg < r.source_end and r.source_beg < t.this_end):
                return True
    return False


def host_rows(corpus, cases):
    """Host -> its row, for every suspicious document of a generated corpus;
    without hosts.tsv, the class and band of its own cases."""
    rows = {name: (h.klass, h.band) for name, h in corpus.hosts.items()}
    for c in cases:
        rows.setdefault(c.reuse.this, (c.klass, "short" if c.band == "short" else "long"))
    return rows


def score_rows(cases, found, row_of, borders=None):
    """Row by row: cases, and findings between hosts and sources.
    Yields (row's key, its Row, the Matched, the cases, the findings)."""
    by_row = defaultdict(lambda: ([], []))
    for c in cases:
        by_row[row_of(c.reuse.this)][0].append(c)
    for f in found:
        by_row[row_of(f.reuse.this)][1].append(f)
    for key in sorted(by_row):
        some, finds = by_row[key]
        m = match([c.reuse for c in some], [f.reuse for f in finds])
        row = Row(tally(m))
        for i, c in enumerate(some):
            if borders:
                borders.add(row, m, i, c.wide)
            row.flagged += any(finds[j].record and finds[j].record["flags"] for j in m.of[i])
        yield key, row, m, some, finds


def false_findings(corpus, passages, kind, folder=TRUTH):
    """The findings of kind "between" or "inside" that nothing planted explains."""
    cases_of = defaultdict(list)
    for c in corpus.truth[folder]:
        cases_of[c.reuse.this].append(c.reuse)
    return [p for p in passages if p.is_finding() and p.kind == kind
            and not (kind == "between" and common_source(cases_of, p))]


def score_batch(corpus, passages, folder=TRUTH):
    """Score of a generated corpus: its rows are its hosts'."""
    cases = corpus.truth[folder]
    rows = host_rows(corpus, cases)
    cross = [p for p in passages if p.is_finding() and p.kind == "cross"]
    s = Score(documents=len(corpus.names("susp")) + len(corpus.names("src")))
    for key in set(rows.values()):  # also those in which nothing is, and nothing was found
        s.rows[key] += Row()
    for key, row, *_ in score_rows(cases, cross, lambda host: rows.get(host, NO_HOST), Borders(corpus)):
        s.rows[key] += row
        s.false_between += row.tally.false
    s.false_between += len(false_findings(corpus, passages, "between", folder))
    s.false_inside += len(false_findings(corpus, passages, "inside", folder))
    return s


def score_folders(corpus, passages):
    """Rows of any PAN corpus: one for each folder of truth, over the pairs
    that it names; what is found between other documents is not judged."""
    cross = [p for p in passages if p.is_finding() and p.kind == "cross"]
    rows = {}
    for folder, cases in corpus.truth.items():
        pairs = corpus.pairs[folder]
        wanted = set(pairs) if pairs is not None else None
        some = [f for f in cross if wanted is None or (f.reuse.this, f.reuse.source) in wanted]
        rows[folder] = Row(tally(match([c.reuse for c in cases], [f.reuse for f in some])))
    return rows

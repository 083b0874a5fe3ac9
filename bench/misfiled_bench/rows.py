# SPDX-License-Identifier: MIT
"""The bench's rows: what is made and scanned for each, and the floors.

A row adds up the collections of every kind of one language, in one way to be
misfiled. Rows without a floor are shown and not judged."""

import functools
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import law_collection, made_collection, page_collection
from .made_collection import ELSEWHERE, HOWS, SWAPPED, TWIN
from .told import FORMS, Tally, tally, told

FLOORS = {TWIN: (.97, .93), SWAPPED: (.95, .85), ELSEWHERE: (.95, .60)}  # precision, recall
LAWS, PAGES = "laws", "pages"  # collections of real texts
JUDGED = ("zh", "en", "ja", LAWS)  # the floors are theirs; other languages are shown


@dataclass(frozen=True)
class Cell:
    """One collection: which row it counts in, and how it is made."""

    row: str          # one of HOWS, or what the row is called
    lang: str
    kind: str         # of made_collection's, or LAWS or PAGES
    seed: int
    n_docs: int
    wrong: tuple      # ((how, n), ...)
    form: str = "files"
    hand: str = "first"  # of made_collection.HANDS; of PAGES the folder they are in

    def called(self):
        """Of made-up collections the kind, of pages what they are and the language."""
        return self.lang if self.kind == PAGES else self.kind


@dataclass
class Row:
    """A row of the table: floors are None where it has none."""

    name: str
    lang: str
    n_docs: int
    n_true: int
    precision: float
    recall: float
    floor_p: float
    floor_r: float
    false_per_1000: float

    def ok(self):
        """None without a floor."""
        if self.floor_p is None:
            return None
        return self.precision >= self.floor_p and self.recall >= self.floor_r

    def cells(self):
        """(class, language, n_docs, n_true, precision, recall, floor_p, floor_r)"""
        return (self.name, self.lang, self.n_docs, self.n_true, self.precision, self.recall, self.floor_p, self.floor_r)


def plan(seeds=(1,), hand="first", kinds=None, laws=True):
    """All collections of a run, in the order of the rows."""
    some = [(k, v.lang) for k, v in made_collection.HANDS[hand].items() if kinds is None or k in kinds]
    cells = []
    for how in HOWS:
        cells += [Cell(how, lang, k, s, 330, ((how, 30),), FORMS[s % 2], hand=hand) for s in seeds for k, lang in some]
    for s in seeds:
        for k, lang in some:
            cells += [Cell("a tenth, all three ways", lang, k, s, 330, tuple((h, 10) for h in HOWS), hand=hand),
                      Cell("two of 330, swapped", lang, k, s, 330, ((SWAPPED, 2),), hand=hand),
                      Cell("none of 330", lang, k, s, 330, (), hand=hand)]
            cells += [Cell("one twin of 15", lang, k, 10 * s + i, 15, ((TWIN, 1),), hand=hand) for i in range(3)]
            cells += [Cell("none of 15", lang, k, 10 * s + i, 15, (), hand=hand) for i in range(3)]
    if laws and hand == "first" and (kinds is None or LAWS in kinds):
        cells += [Cell(how, LAWS, LAWS, s, 330, ((how, 30),)) for how in HOWS for s in seeds]
    return cells


def plan_pages(folder, seeds=(1,), languages=None):
    """Pages of those of the languages that are there, or of all."""
    rows = [(how, ((how, 30),)) for how in HOWS] + [("none of 330", ())]
    return [Cell(row, f"{folder.name} {lang}", PAGES, s, 330, wrong, hand=str(folder))
            for lang in page_collection.languages(folder) if not languages or lang in languages for row, wrong in rows for s in seeds]


@functools.lru_cache(maxsize=4)
def _real(kind, folder, lang):
    return law_collection.open_laws() if kind == LAWS else page_collection.open_pages(Path(folder), lang.split()[-1])


def documents_of(cell):
    """The collection of a cell; None when it needs texts that are not there."""
    if cell.kind not in (LAWS, PAGES):
        return made_collection.make(cell.kind, cell.seed, cell.n_docs, dict(cell.wrong), made_collection.HANDS[cell.hand])
    texts = _real(cell.kind, cell.hand, cell.lang)
    return texts and texts.make(cell.seed, cell.n_docs, *(cell.wrong[0] if cell.wrong else ()))


def measure(crib, cell):
    """Makes and scans one collection; in a process of its own."""
    docs = documents_of(cell)
    return tally(docs, told(crib, docs, cell.form)) if docs else None


def sums(crib, cells, jobs):
    """{(row, language): Tally} and {(kind, row): Tally}; cells that need texts
    that are not there are left out."""
    by_row, by_kind = {}, {}
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        for cell, one in zip(cells, pool.map(measure, [crib] * len(cells), cells)):
            if one is not None:
                for sum_of, key in ((by_row, (cell.row, cell.lang)), (by_kind, (cell.called(), cell.row))):
                    sum_of.setdefault(key, Tally())
                    sum_of[key] += one
    return by_row, by_kind


def row_of(name, lang, t):
    floor_p, floor_r = FLOORS.get(name, (None, None)) if lang in JUDGED else (None, None)
    return Row(name, lang, t.docs, t.true, t.precision, t.recall, floor_p, floor_r, t.false_per_1000)


def rows(crib, seeds=(1,), jobs=2, **options):
    """[Row], for the table here and for others to append; see plan()."""
    return [row_of(*key, t) for key, t in sums(crib, plan(seeds, **options), jobs)[0].items()]

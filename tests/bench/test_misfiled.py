# SPDX-License-Identifier: MIT
"""The collections of bench/misfiled, and that what crib finds in some of them
does not fall."""

import os
import unittest
from pathlib import Path

from misfiled_bench import law_collection, made_collection, rows, told
from misfiled_bench.made_collection import ELSEWHERE, HELD_OUT, HOWS, KINDS, SWAPPED, TWIN

CRIB = Path(os.environ.get("CRIB") or Path(__file__).resolve().parents[2] / "build/release/crib").resolve()


class Collections(unittest.TestCase):
    def test_the_same_arguments_make_the_same_documents(self):
        one, two = (made_collection.make("anybody", 5, 60, {SWAPPED: 6}) for _ in range(2))
        self.assertEqual([told.text_of(d) for d in one], [told.text_of(d) for d in two])
        other = made_collection.make("anybody", 6, 60, {SWAPPED: 6})
        self.assertNotEqual([told.text_of(d) for d in one], [told.text_of(d) for d in other])

    def test_every_kind_makes_as_many_documents_and_misfiled_ones_as_asked(self):
        for table in (KINDS, HELD_OUT):
            for kind in table:
                for how in HOWS:
                    docs = made_collection.make(kind, 2, 120, {how: 10}, table)
                    self.assertEqual(len(docs), 120)
                    self.assertTrue(8 <= sum(d.how == how for d in docs) <= 10, f"{kind}, {how}")
                    self.assertFalse(any(d.how not in (None, how) for d in docs))

    def test_a_misfiled_document_does_not_stand_under_its_own_offices_name(self):
        for kind in KINDS:
            for d in made_collection.make(kind, 3, 120, {ELSEWHERE: 10}):
                if d.how:
                    self.assertFalse(any(n in d.title for n in d.unit.names if d.unit.proper is None), d.title)

    def test_a_twin_has_a_first_whose_text_it_shares(self):
        for d in made_collection.make("county", 4, 120, {TWIN: 10}):
            if d.how == TWIN:
                self.assertIsNone(d.first.how)
                self.assertNotEqual(d.title, d.first.title)


class Counts(unittest.TestCase):
    def test_precision_and_recall_count_records_of_misfiled_documents(self):
        docs = [made_collection.Doc("t", ["x"], None, None) for _ in range(4)]
        docs[0].how = docs[1].how = SWAPPED
        t = told.tally(docs, [(docs[0], {}), (docs[2], {})])
        self.assertEqual((t.docs, t.true, t.said, t.right), (4, 2, 2, 1))
        self.assertEqual((t.precision, t.recall, t.false_per_1000), (.5, .5, 250))

    def test_a_row_is_short_when_either_value_is_below_its_floor(self):
        good = rows.row_of(TWIN, "zh", told.Tally(100, 100, 95, 95))
        self.assertIs(good.ok(), True)
        self.assertIs(rows.row_of(TWIN, "zh", told.Tally(100, 100, 80, 80)).ok(), False)
        self.assertIs(rows.row_of(TWIN, "zh", told.Tally(100, 50, 60, 50)).ok(), False)
        self.assertIsNone(rows.row_of("none of 15", "zh", told.Tally(15, 0, 0, 0)).ok())

    def test_a_program_that_is_not_there_is_said(self):
        with self.assertRaises(told.ScanFailed):
            told.told(CRIB.with_name("no-such-crib"), made_collection.make("county", 1, 12, {}))


@unittest.skipUnless(CRIB.exists(), "crib is not built")
class Found(unittest.TestCase):
    """Small samples scatter: these bounds are below bench/misfiled's floors.

    Where nothing is copied, short passages are left out: looking for them is
    nine tenths of a scan of such formulaic texts, and no title depends on it."""

    NO_COPIES = ("--min-length", "100")

    BRIEF = {"zh": made_collection.Kind("zh", made_collection.one_place, lengths=(300, 600)),
             "en": made_collection.Kind("en", made_collection.one_place, lengths=(300, 500))}

    def found(self, how):
        t = told.Tally()
        for seed in range(1, 4 if how == TWIN else 7):
            for kind, form in zip(self.BRIEF, told.FORMS):
                docs = made_collection.make(kind, seed, 240, {how: 20}, self.BRIEF)
                t += told.tally(docs, told.told(CRIB, docs, form, () if how == TWIN else self.NO_COPIES))
        return t

    def test_twins(self):
        t = self.found(TWIN)
        self.assertGreaterEqual(t.precision, .95)
        self.assertGreaterEqual(t.recall, .90)

    def test_swapped_titles(self):
        t = self.found(SWAPPED)
        self.assertGreaterEqual(t.precision, .90)
        self.assertGreaterEqual(t.recall, .80)

    def test_titles_from_elsewhere(self):
        t = self.found(ELSEWHERE)
        self.assertGreaterEqual(t.precision, .90)
        self.assertGreaterEqual(t.recall, .55)

    def test_nobody_is_charged_where_nobody_is_misfiled(self):
        docs = made_collection.make("zh", 2, 240, {}, self.BRIEF)
        self.assertEqual([d.title for d, _ in told.told(CRIB, docs, options=self.NO_COPIES)], [])

    def test_copies_of_real_laws_under_other_laws_titles(self):
        if not law_collection.archive():
            self.skipTest("no laws in CRIB_SHARED")
        docs = law_collection.Laws(law_collection.archive()).make(1, 120, TWIN, 10)
        t = told.tally(docs, told.told(CRIB, docs))
        self.assertGreaterEqual(t.precision, .9)
        self.assertGreaterEqual(t.recall, .7)

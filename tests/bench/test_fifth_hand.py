# SPDX-License-Identifier: MIT
"""The fifth hand of bench/misfiled: its collections are repeatable, nothing of it
stands in what the others wrote, and a reader can tell its reports apart."""

import re
import statistics
import unittest
from pathlib import Path

from misfiled_bench import fifth_hand, made_collection, told
from misfiled_bench.made_collection import ELSEWHERE, FIFTH, HOWS, NAMELESS, SWAPPED, TWIN
from misfiled_bench.report_titles import SUBJECT

SCRIPTS = ("zh", "hant", "en")
NOT_SHAPES = (*fifth_hand.MAKINGS, *fifth_hand.WORDS, "up", "they")
HANDS = {script: fifth_hand.FifthHand(script) for script in SCRIPTS}


def made(kind, seed, n=120, wrong=None):
    return made_collection.make(kind, seed, n, {h: 10 for h in HOWS} if wrong is None else wrong, FIFTH)


def offices(hand):
    return [o for house in hand.houses.values() for o in house.offices]


class Lists(unittest.TestCase):
    def test_no_office_title_or_sentence_of_it_stands_in_the_other_hands_files(self):
        here = Path(fifth_hand.__file__).parent
        files = [p for p in sorted(here.glob("*.*")) if not re.search("fifth|sixth|seventh", p.name) and p.suffix in (".py", ".txt")]
        others = "\n".join(p.read_text("utf-8") for p in files)
        self.assertIn("走进{o}", others)
        for hand in HANDS.values():
            names = [n.replace("{N}", "").strip() for o in offices(hand) for n in o.names]
            shapes = [x for k, lines in hand.part.items() if k not in NOT_SHAPES for x in lines if x != "{who}"]
            shapes = [x.replace("{t}", "{s}").replace("{T}", "{S}").replace("{thing}", "{b}") for x in shapes]
            said = [x for x in names + shapes if " " in x or not x.isascii()]  # one English word may stand anywhere
            self.assertGreater(len(said), 50)
            self.assertEqual([x for x in said if x in others], [])

    def test_it_knows_at_least_thirty_five_offices_a_language_and_seven_sorts_of_words_of_each(self):
        for scripts in (("zh", "hant"), ("en",)):
            some = [o for s in scripts for o in offices(HANDS[s])]
            self.assertGreaterEqual(len(some), 35)
            for o in some:
                for key in fifth_hand.WORDS:
                    self.assertTrue(o.words.get(key), f"{o.names[0]} has no {key}")

    def test_every_house_has_what_it_shares_and_writes_known_genres(self):
        for hand in HANDS.values():
            for house in hand.houses.values():
                for key in (*fifth_hand.WORDS, "dear"):
                    self.assertTrue(house.words.get(key), f"{house.name} has no {key}")
                self.assertGreaterEqual(len(house.genres), 3)
                for genre in house.genres:
                    self.assertIn(genre, fifth_hand.GENRES)
                    self.assertIn(genre, hand.part)


class Collections(unittest.TestCase):
    def test_the_same_arguments_make_the_same_documents(self):
        for kind in FIFTH:
            one, two, other = ([told.text_of(d) for d in made(kind, seed, 60, {SWAPPED: 6})] for seed in (5, 5, 6))
            self.assertEqual(one, two)
            self.assertNotEqual(one, other)

    def test_every_kind_makes_as_many_documents_and_misfiled_ones_as_asked(self):
        for kind in FIFTH:
            for how in HOWS:
                docs = made(kind, 2, 120, {how: 10})
                self.assertEqual(len(docs), 120)
                self.assertTrue(8 <= sum(d.how == how for d in docs) <= 10, f"{kind}, {how}")
            self.assertEqual(len(made(kind, 2, 15, {TWIN: 1})), 15)

    def test_no_brace_is_left_over(self):
        for kind in FIFTH:
            for d in made(kind, 11):
                self.assertNotRegex(told.text_of(d), r"[{}]")

    def test_a_misfiled_document_does_not_stand_under_its_own_offices_name(self):
        for kind in FIFTH:
            for d in made(kind, 3, 120, {ELSEWHERE: 10}):
                if d.how:
                    self.assertFalse(any(n in d.title for n in d.unit.names), d.title)

    def test_a_tenth_of_its_titles_tell_nothing_and_in_two_kinds_a_third(self):
        for kind, habits in FIFTH.items():
            share = sum(d.tells == NAMELESS for d in made(kind, 9, 240, {})) / 240
            low, high = (.22, .42) if habits.nameless >= .3 else (.06, .2)
            self.assertTrue(low < share < high, f"{kind}: {share}")

    def test_half_of_its_bodies_are_shorter_than_seven_hundred_units_or_so(self):
        for kind, habits in FIFTH.items():
            hand = habits.hand
            sizes = [sum(map(hand.size, d.lines)) for d in made(kind, 4, 300, {})]
            self.assertTrue(550 < statistics.median(sizes) < 1000, f"{kind}: {statistics.median(sizes)}")
            self.assertLess(min(sizes), 300)
            self.assertGreater(max(sizes), 1500)


class Readers(unittest.TestCase):
    def test_a_body_speaks_most_of_its_own_offices_matters(self):
        """Counted are an office's things and wares, and the longest words of what it did, means to do and saw."""
        for kind, habits in FIFTH.items():
            some = offices(habits.hand)
            said = {}
            for o in some:
                things = o.words["thing"] + o.words["brand"] + ([] if o.family else o.subjects)
                clauses = [max(re.split(r"\{\w+\}", x), key=len).strip() for k in ("did", "will", "saw", "ask") for x in o.words[k]]
                said[o.key] = [x.lower() for x in things + [x for x in clauses if len(x) > 4]]
            told_wrongly = 0
            for d in made(kind, 7):
                body = "\n".join(d.lines).lower()
                n = {key: sum(body.count(w) for w in words) for key, words in said.items()}
                told_wrongly += max(n, key=n.get) != d.unit.office.key
            self.assertLessEqual(told_wrongly, 1, kind)

    def test_a_reader_finds_the_name_in_every_body_that_only_a_name_tells(self):
        for kind in ("listed", "boards"):
            docs = [d for d in made(kind, 8) if d.named and d.how != TWIN]
            self.assertGreater(len(docs), 30)
            for d in docs:
                self.assertTrue(any(d.unit.proper in line for line in d.lines), d.title)

    def test_a_title_that_names_a_ware_only_stands_over_a_body_that_speaks_of_its_office(self):
        docs = [d for d in made("divisions-and-authorities", 10, 240, {}) if d.tells == SUBJECT]
        wares = {w for o in offices(HANDS["en"]) for w in o.words["brand"]}
        sold = [d for d in docs if any(w.lower() in d.title.lower() for w in wares)]
        self.assertGreater(len(sold), 5)
        for d in sold:
            self.assertTrue(any(w.lower() in d.title.lower() for w in d.unit.office.words["brand"]), d.title)

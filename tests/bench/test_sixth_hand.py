# SPDX-License-Identifier: MIT
"""The sixth hand of bench/misfiled: its collections are repeatable, no sentence of it
stands in what the others wrote, a reader can tell its reports apart, and those that
he cannot, because their offices are of one field, are not called misfiled."""

import re
import statistics
import unittest
from pathlib import Path

from misfiled_bench import made_collection, sixth_hand, sixth_offices, told
from misfiled_bench.made_collection import ELSEWHERE, HOWS, NAMELESS, SIXTH, SWAPPED, TWIN
from misfiled_bench.office_lore import generator

LANGS = ("zh", "en")
OFFICES = {lang: sixth_offices.offices(lang)[0] for lang in LANGS}
BRIEFS = ("town-briefs", "borough-briefs")
COVERS = ("town-covers", "borough-covers")


def made(kind, seed, n=120, wrong=None):
    return made_collection.make(kind, seed, n, {h: 10 for h in HOWS} if wrong is None else wrong, SIXTH)


def units_named_in(title, units):
    """Those of whose names the longest that stands in the title is one."""
    named = {}
    for u in units:
        for name in u.names:
            if name in title:
                named.setdefault(len(name), []).append(u)
    return named[max(named)] if named else []


class Lists(unittest.TestCase):
    def test_no_title_or_sentence_of_it_stands_in_the_other_hands_files(self):
        here = Path(sixth_hand.__file__).parent
        files = [p for p in sorted(here.glob("*.*")) if not re.search("sixth|seventh", p.name) and p.suffix in (".py", ".txt")]
        others = "\n".join(p.read_text("utf-8") for p in files)
        self.assertIn("走进{o}", others)
        for lang in LANGS:
            part = sixth_hand.SixthHand(lang).part
            sentences = ("self", "deed sentences", "matter sentences", "guests", "general")  # how one begins and ends is everybody's
            said = [x for k in sentences for x in part[k]]
            said += [x for k in part if k.startswith("titles") for x in part[k] if "{at}" in x]
            said += [re.sub(r"\{\w+\}", "{n}", d) for o in OFFICES[lang] for d in o.did if len(d) > 18]
            self.assertGreater(len(said), 150)
            self.assertEqual([x for x in said if x in others], [])

    def test_it_knows_some_fifty_offices_a_language_with_a_dozen_deeds_and_matters_each(self):
        for lang in LANGS:
            self.assertGreater(len(OFFICES[lang]), 45)
            for o in OFFICES[lang]:
                self.assertTrue(o.selves[0] and all(o.fields), o.names[0])
                self.assertGreaterEqual(min(len(set(o.did)), len(set(o.matters))), 12, o.names[0])

    def test_offices_elsewhere_are_names_that_nobody_has_here(self):
        for lang in LANGS:
            some, elsewhere = sixth_offices.offices(lang)
            here = {n for o in some for n in o.names}
            self.assertGreater(len(elsewhere), 35)
            for o in elsewhere:
                self.assertTrue(o.names[0] not in here and all(o.fields) and not o.matters, o.names[0])


class Collections(unittest.TestCase):
    def test_the_same_arguments_make_the_same_documents(self):
        for kind in SIXTH:
            one, two, other = ([told.text_of(d) for d in made(kind, seed, 60, {SWAPPED: 6})] for seed in (5, 5, 6))
            self.assertEqual(one, two)
            self.assertNotEqual(one, other)

    def test_every_kind_makes_as_many_documents_and_misfiled_ones_as_asked(self):
        for kind in SIXTH:
            for how in HOWS:
                docs = made(kind, 2, 120, {how: 10})
                self.assertEqual(len(docs), 120)
                self.assertTrue(8 <= sum(d.how == how for d in docs) <= 10, f"{kind}, {how}")
                self.assertFalse(any(d.how not in (None, how) for d in docs))
            self.assertEqual(len(made(kind, 2, 15, {TWIN: 1})), 15)

    def test_no_brace_or_bracket_is_left_over(self):
        for kind in SIXTH:
            for d in made(kind, 11):
                self.assertNotRegex(told.text_of(d), r"[][{}|]")

    def test_a_misfiled_document_does_not_stand_under_its_own_offices_name(self):
        for kind in SIXTH:
            for d in made(kind, 3, 120, {ELSEWHERE: 10}):
                if d.how:
                    self.assertFalse(any(n in d.title for n in d.unit.names), d.title)

    def test_its_kinds_differ_in_how_many_places_there_are_and_how_often_an_office_writes(self):
        for kind, n_places, most in (("one-town", 1, 1), ("ten-towns", 10, 1), ("uneven-towns", 2, 4), ("one-borough", 1, 1),
                                     ("ten-boroughs", 10, 1), ("uneven-boroughs", 2, 4)):
            units, _ = SIXTH[kind].who(SIXTH[kind].lang, generator("places", kind))
            self.assertEqual(len({u.place for u in units}), n_places)
            self.assertEqual(max(map(units.count, units)), most, kind)

    def test_a_twelfth_of_its_titles_tell_nothing_and_in_two_kinds_a_third(self):
        for kind in SIXTH:
            share = sum(d.tells == NAMELESS for d in made(kind, 9, 240, {})) / 240
            low, high = (.22, .42) if kind in COVERS else (.03, .15)
            self.assertTrue(low < share < high, f"{kind}: {share}")

    def test_bodies_have_fifteen_to_sixty_sentences_and_in_two_kinds_ten_to_twenty(self):
        for kind, habits in SIXTH.items():
            stop = "。" if habits.lang == "zh" else r"\.(?: |$)"
            sizes = sorted(sum(len(re.findall(stop, re.sub(r"^\d+\. ", "", line))) for line in d.lines) for d in made(kind, 4, 240, {}))
            least, middle, most = (10, (12, 21), 26) if kind in BRIEFS else (15, (28, 45), 67)
            self.assertGreaterEqual(sizes[0], least, kind)
            self.assertTrue(middle[0] < statistics.median(sizes) < middle[1], f"{kind}: {statistics.median(sizes)}")
            self.assertLessEqual(sizes[-1], most, kind)  # with those on neighbours


class Readers(unittest.TestCase):
    def test_a_body_speaks_most_of_its_own_offices_matters(self):
        """Counted are matters, and what is longest between the figures of what was done."""
        said = {lang: {o.key: [x.lower() for x in o.matters + [max(re.split(r"\{\w+\}", d), key=len).strip() for d in o.did]]
                       for o in some} for lang, some in OFFICES.items()}
        for kind, habits in SIXTH.items():
            told_wrongly = 0
            for d in made(kind, 7):
                body = "\n".join(d.lines).lower()
                n = {key: sum(body.count(w) for w in words if len(w) > 1) for key, words in said[habits.lang].items()}
                told_wrongly += max(n, key=n.get) != d.unit.office.key
            self.assertLessEqual(told_wrongly, 1, kind)

    def test_a_body_without_a_name_does_not_name_itself(self):
        for kind, habits in SIXTH.items():
            rng = generator("mute", kind)
            units = habits.who(habits.lang, rng)[0]
            prose = habits.hand.prose(rng, units)
            for unit in units[::7]:
                body = "\n".join(prose.body(unit, 30 * sixth_hand.SENTENCE[habits.lang], .5, 0, 2021))
                told_of = "\n".join(unit.office.did + unit.office.matters)
                guests = [v.names for v in units if v.office is not unit.office]
                others = "\n".join(n for names in guests for n in names)
                self.assertEqual([n for n in unit.names if n in body and n not in told_of + others], [], kind)

    def test_offices_of_one_field_stand_under_each_others_titles_in_no_misfiled_document(self):
        for kind, habits in SIXTH.items():
            units = [u for part in habits.who(habits.lang, generator("kin", kind)) for u in part]
            n_told = 0
            for d in made(kind, 12, 240, {h: 20 for h in HOWS}):
                named = units_named_in(d.title, units) if d.how else []
                n_told += bool(named)
                self.assertFalse(any(u.fields & d.unit.fields for u in named), f"{d.title} over {d.unit.names[0]}")
            self.assertGreater(n_told, 40, kind)

    def test_kindred_offices_are_no_strangers_and_others_are(self):
        units = [sixth_offices.SixthUnit(o, "zh", "临河县", generator("kin")) for o in OFFICES["zh"]]
        doc = {u.office.names[0]: made_collection.Doc(None, None, u, None) for u in units}
        apart = made_collection._told_apart
        self.assertFalse(apart(doc["人民医院"], doc["卫生健康局"]))
        self.assertFalse(apart(doc["卫生健康局"], doc["人民医院"]))
        self.assertFalse(apart(doc["人民医院"], doc["人民医院"]))
        self.assertTrue(apart(doc["人民医院"], doc["人民法院"]))

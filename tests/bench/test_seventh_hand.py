# SPDX-License-Identifier: MIT
"""The seventh hand of bench/misfiled: its collections are repeatable, no sentence of it
stands in what the others wrote, a reader can tell its documents apart, and those that he
cannot, because their subjects are near each other, are not called misfiled."""

import functools
import re
import statistics
import unittest
from pathlib import Path

from misfiled_bench import made_collection, seventh_hand, seventh_offices, told
from misfiled_bench.made_collection import ELSEWHERE, HOWS, NAMELESS, SEVENTH, SWAPPED, TWIN
from misfiled_bench.office_lore import generator

LANGS = ("zh", "en")
OFFICES = {lang: seventh_offices.offices(lang)[0] for lang in LANGS}
ANYBODYS = {"新登记市场主体{n}户", "人民陪审员参审{n}件", "异地就医直接结算{n}人次", "毕业去向落实率{x}%",  # who else counts it says it so
            "the athletics track was relaid", "special constables gave {n} hours"}
SAID = ("general", "frames", "guests", "openings")  # sections of sentences: headings and titles are anybody's


def made(kind, seed, n, wrong):
    return made_collection.make(kind, seed, n, wrong, SEVENTH)


@functools.lru_cache(maxsize=None)
def mixed(kind):
    """One with wrong titles of all sorts, for all who only look."""
    return made(kind, 7, 120, {h: 10 for h in HOWS})


@functools.lru_cache(maxsize=None)
def faultless(kind):
    return made(kind, 4, 200, {})


def units_named_in(title, units):
    """Those of whose names the longest that stands in the title is one."""
    named = {}
    for u in units:
        for name in u.names:
            if name.lower() in title.lower():
                named.setdefault(len(name), []).append(u)
    return named[max(named)] if named else []


class Lists(unittest.TestCase):
    def test_no_sentence_of_it_stands_in_the_other_hands_files(self):
        here = Path(seventh_hand.__file__).parent
        files = [p for p in sorted(here.glob("*.*")) if "seventh" not in p.name and p.suffix in (".py", ".txt")]
        others = "\n".join(p.read_text("utf-8") for p in files)
        self.assertIn("走进{o}", others)
        for lang in LANGS:
            part = seventh_hand.SeventhHand(lang).part
            said = [x for k in part if k.startswith(SAID) for x in part[k]]
            said += [x for o in OFFICES[lang] for x in o.facts if seventh_hand.size(x, lang) > (10 if lang == "zh" else 4)]
            self.assertGreater(len(said), 500)
            self.assertEqual([x for x in said if x in others and x not in ANYBODYS], [])

    def test_it_knows_some_seventy_subjects_a_language_with_half_a_dozen_terms_and_eight_facts_each(self):
        for lang in LANGS:
            self.assertGreater(len(OFFICES[lang]), 70)
            for o in OFFICES[lang]:
                self.assertTrue(o.fields and {*o.sorts} <= {*seventh_offices.SORTS}, o.names[0])
                self.assertGreaterEqual(len(set(o.terms)), 6, o.names[0])
                self.assertGreaterEqual(len(set(o.facts)), 8, o.names[0])

    def test_offices_elsewhere_are_names_that_nobody_has_here(self):
        for lang in LANGS:
            some, elsewhere = seventh_offices.offices(lang)
            here = {n for o in some for n in o.names}
            others = [o for part in elsewhere.values() for o in part]
            self.assertGreater(len(others), 90)
            for o in others:
                self.assertTrue(o.names[0] not in here and o.sorts and not o.terms, o.names[0])

    def test_fields_that_are_near_each_other_have_something_in_common(self):
        office = {o.names[0]: o for o in OFFICES["zh"]}
        self.assertTrue(office["住房和城乡建设局"].fields & office["城市管理局"].fields)
        self.assertTrue(office["公安局"].fields & office["人民法院"].fields)
        self.assertFalse(office["城市管理局"].fields & office["人民法院"].fields)


class Collections(unittest.TestCase):
    def test_the_same_arguments_make_the_same_documents(self):
        for kind in SEVENTH:
            one, two, other = ([told.text_of(d) for d in made(kind, seed, 30, {SWAPPED: 4})] for seed in (5, 5, 6))
            self.assertEqual(one, two)
            self.assertNotEqual(one, other)

    def test_every_kind_makes_as_many_documents_and_misfiled_ones_as_asked(self):
        for kind in SEVENTH:
            for how in HOWS:
                docs = made(kind, 2, 60, {how: 6})
                self.assertEqual(len(docs), 60)
                self.assertTrue(4 <= sum(d.how == how for d in docs) <= 6, f"{kind}, {how}")
                self.assertFalse(any(d.how not in (None, how) for d in docs))
            self.assertEqual(len(made(kind, 2, 15, {TWIN: 1})), 15)

    def test_no_brace_or_bracket_is_left_over(self):
        for kind in SEVENTH:
            for d in mixed(kind):
                self.assertNotRegex(told.text_of(d), r"[][{}|]")

    def test_a_misfiled_document_does_not_stand_under_its_own_subjects_name(self):
        for kind, habits in SEVENTH.items():
            units = [u for part in habits.who(habits.lang, generator("own", kind)) for u in part]
            for d in mixed(kind):
                if d.how == ELSEWHERE:
                    self.assertNotIn(d.unit.office.key, [u.office.key for u in units_named_in(d.title, units)], d.title)

    def test_its_kinds_differ_in_how_many_places_there_are_and_how_often_a_subject_is_written_about(self):
        for kind, n_places, n_subjects in (("county-bureaus", 1, 22), ("counties-bureaus", 24, 14), ("council-services", 1, 16),
                                           ("parish-committees", 20, 6), ("owners-manuals", 20, 7), ("all-trades", 65, 70)):
            units, _ = SEVENTH[kind].who(SEVENTH[kind].lang, generator("places", kind))
            often = [u.office.key for u in units]
            n = sorted(map(often.count, set(often)))
            self.assertAlmostEqual(len({u.place for u in units}), n_places, delta=n_places // 4, msg=kind)
            self.assertTrue(n_subjects <= len(n) <= n_subjects + seventh_offices.RARE, f"{kind}: {len(n)}")
            self.assertGreater(n[-1], 2 * n[0], kind)

    def test_as_many_of_its_titles_tell_nothing_as_its_kinds_ask_for(self):
        for kind, habits in SEVENTH.items():
            share = sum(d.tells == NAMELESS for d in faultless(kind)) / len(faultless(kind))
            self.assertTrue(habits.nameless - .06 < share < habits.nameless + .06, f"{kind}: {share}")

    def test_bodies_are_short_and_long(self):
        for kind, habits in SEVENTH.items():
            sizes = sorted(sum(seventh_hand.size(line, habits.lang) for line in d.lines) for d in faultless(kind))
            least, middle, most = (60, (600, 1300), 8000) if habits.lang == "zh" else (20, (220, 420), 2300)
            self.assertGreaterEqual(sizes[0], least, kind)
            self.assertTrue(middle[0] < statistics.median(sizes) < middle[1], f"{kind}: {statistics.median(sizes)}")
            self.assertLessEqual(sizes[-1], most, kind)


class Readers(unittest.TestCase):
    def test_a_body_speaks_most_of_its_own_subjects_matters(self):
        """Counted are terms, and what is longest between the figures of a fact."""
        said = {lang: {o.key: [x.lower() for x in o.terms + [max(re.split(r"\{\w+\}|\[.*?\]", f), key=len).strip() for f in o.facts]]
                       for o in some} for lang, some in OFFICES.items()}
        for kind, habits in SEVENTH.items():
            told_wrongly = 0
            for d in mixed(kind):
                body = "\n".join(d.lines).lower()
                n = {key: sum(body.count(w) for w in words if len(w) > 1) for key, words in said[habits.lang].items()}
                told_wrongly += max(n, key=n.get) != d.unit.office.key
            self.assertLessEqual(told_wrongly, 1, kind)

    def test_a_body_names_its_office_in_the_first_sentence_or_nowhere(self):
        for kind, habits in SEVENTH.items():
            rng, n_opened = generator("mute", kind), 0
            units = habits.who(habits.lang, rng)[0]
            prose = habits.hand.prose(rng, units)
            for unit in units[::13]:
                imprint = habits.hand.title(unit, rng, 2021, False)[2]
                body = "\n".join(prose.body(unit, habits.middle, .5, 0, imprint))
                n_opened += imprint[1] in body
                rest = body.replace(imprint[1], "", 1)
                told_of = "\n".join(unit.office.facts + unit.office.terms + [n for u in units if u.office is not unit.office for n in u.names])
                names = [n.lower() for n in unit.names if " " in n or not n.isascii()]  # one English word may stand anywhere
                self.assertEqual([n for n in names if n in rest.lower() and n not in told_of.lower()], [], kind)
            self.assertEqual(n_opened > 0, kind not in ("parish-committees", "owners-manuals"), kind)

    def test_subjects_near_each_other_stand_under_each_others_titles_in_no_misfiled_document(self):
        for kind, habits in SEVENTH.items():
            units = [u for part in habits.who(habits.lang, generator("kin", kind)) for u in part]
            n_told = 0
            for d in mixed(kind):
                named = units_named_in(d.title, units) if d.how else []
                n_told += bool(named)
                self.assertFalse(any(u.fields & d.unit.fields for u in named), f"{d.title} over {d.unit.names[0]}")
            self.assertGreater(n_told, 10, kind)

# SPDX-License-Identifier: MIT
"""The collections of bench/misfiled, and that what crib finds in some of them
does not fall."""

import gzip
import os
import tempfile
import unittest
from pathlib import Path

from misfiled_bench import (fourth_hand, fourth_offices, html_page, law_collection, learn, made_collection, manual_page, office_lore, page_collection,
                            real_collection, rows, third_hand, told)
from misfiled_bench.made_collection import ELSEWHERE, FOURTH, HANDS, SECOND, HOWS, KINDS, SWAPPED, THIRD, TWIN

ROOT = Path(__file__).resolve().parents[2]
CRIB = Path(os.environ.get("CRIB") or ROOT / "build/release/crib").resolve()


def written_by_others(*hands):
    """All that stands in the bench's files but those of some hands."""
    here = Path(office_lore.HERE)
    return "\n".join(p.read_text("utf-8") for p in sorted(here.glob("*.*"))
                     if p.suffix in (".py", ".txt") and not any(h in p.name for h in hands))


class Collections(unittest.TestCase):
    def test_the_same_arguments_make_the_same_documents(self):
        for table, kind in ((KINDS, "anybody"), (SECOND, "any-house"), (THIRD, "whole-province"), (THIRD, "whole-shire"),
                            (FOURTH, "formulas"), (FOURTH, "board-packs")):
            one, two, other = ([told.text_of(d) for d in made_collection.make(kind, seed, 60, {SWAPPED: 6}, table)] for seed in (5, 5, 6))
            self.assertEqual(one, two)
            self.assertNotEqual(one, other)

    def test_every_kind_makes_as_many_documents_and_misfiled_ones_as_asked(self):
        for table in (KINDS, SECOND, THIRD, FOURTH):
            for kind in table:
                for how in HOWS:
                    docs = made_collection.make(kind, 2, 120, {how: 10}, table)
                    self.assertEqual(len(docs), 120)
                    self.assertTrue(8 <= sum(d.how == how for d in docs) <= 10, f"{kind}, {how}")
                    self.assertFalse(any(d.how not in (None, how) for d in docs))

    def test_a_misfiled_document_does_not_stand_under_its_own_offices_name(self):
        for table in (KINDS, THIRD, FOURTH):
            for kind in table:
                for d in made_collection.make(kind, 3, 120, {ELSEWHERE: 10}, table):
                    if d.how:
                        self.assertFalse(any(n in d.title for n in d.unit.names if d.unit.proper is None), d.title)

    def test_a_twin_has_a_first_whose_text_it_shares(self):
        for d in made_collection.make("county", 4, 120, {TWIN: 10}):
            if d.how == TWIN:
                self.assertIsNone(d.first.how)
                self.assertNotEqual(d.title, d.first.title)


class ThirdHand(unittest.TestCase):
    """Nothing of it stands in what the others wrote, and a reader can tell its reports apart."""

    def test_no_office_title_or_sentence_of_it_stands_in_the_other_hands_files(self):
        others = written_by_others("third", "fourth", "sixth", "seventh")
        self.assertIn("走进{o}", others)
        for lang in ("zh", "en"):
            offices = [o for house in third_hand.houses(lang).values() for o in house]
            part = third_hand.ThirdHand(lang).part
            shapes = [x for k in ("titles", "subject titles", "nameless", "slogans", "about", "anything", "self") for x in part[k]]
            names = [n.replace("{N}", "").strip() for o in offices for n in o.names]
            shapes = [x.replace("{t}", "{s}").replace("{T}", "{S}") for x in shapes if x != "{who}"]
            self.assertEqual([x for x in names + shapes if x in others], [])

    def test_a_body_speaks_most_of_its_own_offices_matters(self):
        for kind, habits in THIRD.items():
            offices = {o.key: o for house in third_hand.houses(habits.lang).values() for o in house}
            docs = made_collection.make(kind, 7, 120, {h: 10 for h in HOWS}, THIRD)
            told_wrongly = 0
            for d in docs:
                body = "\n".join(d.lines).lower()
                n_said = {key: sum(body.count(w.lower()) for w in o.nouns + o.subjects) for key, o in offices.items()}
                told_wrongly += max(n_said, key=n_said.get) != d.unit.office.key
            self.assertLessEqual(told_wrongly, 1, kind)

    def test_a_reader_finds_the_name_in_every_body_that_only_a_name_tells(self):
        for kind in ("signboards", "clubs"):
            docs = [d for d in made_collection.make(kind, 8, 120, {h: 10 for h in HOWS}, THIRD) if d.named and d.how != TWIN]
            self.assertGreater(len(docs), 30)
            for d in docs:
                self.assertTrue(any(d.unit.proper in line for line in d.lines), d.title)

    def test_a_tenth_of_its_titles_tell_nothing_and_in_two_kinds_a_third(self):
        for kind in THIRD:
            share = sum(d.tells == made_collection.NAMELESS for d in made_collection.make(kind, 9, 240, {}, THIRD)) / 240
            low, high = (.27, .45) if THIRD[kind].nameless > .3 else (.07, .19)
            self.assertTrue(low < share < high, f"{kind}: {share}")


class FourthHand(unittest.TestCase):
    """Paperwork of other offices in other words, formulaic, and still a reader can tell whose it is."""

    def test_no_office_title_or_sentence_of_it_stands_in_the_other_hands_files(self):
        others = written_by_others("fourth", "sixth", "seventh")
        self.assertIn("走进{o}", others)
        for lang in ("zh", "en"):
            part = fourth_hand.FourthHand(lang).part
            offices = [o for house in fourth_offices.houses(lang).values() for o in house]
            self.assertGreaterEqual(len(offices), 35)
            # a bare genre ("工作总结") is everybody's, and so is a heading that is a matter's name
            sentences = ("work", "next", "aims", "tasks", "party", "duties", "self")
            plain = [x for k, lines in part.items() if k.startswith(("titles ", "subjects ")) or k in sentences for x in lines]
            self.assertGreater(len(plain), 100)
            names = [o.names[0] for o in offices]
            self.assertEqual([x for x in names + [x.replace("{t}", "{s}").replace("{T}", "{S}") for x in plain] if x in others], [])

    def test_a_body_speaks_most_of_its_own_offices_matters(self):
        for kind, habits in FOURTH.items():
            offices = {o.key: o for house in fourth_offices.houses(habits.lang).values() for o in house}
            told_wrongly = 0
            for d in made_collection.make(kind, 7, 120, {h: 10 for h in HOWS}, FOURTH):
                body = "\n".join(d.lines).lower()
                n_said = {key: sum(body.count(w.lower()) for w in o.nouns + o.subjects + o.duties) for key, o in offices.items()}
                told_wrongly += max(n_said, key=n_said.get) != d.unit.office.key
            self.assertLessEqual(told_wrongly, 1, kind)

    def test_a_reader_finds_the_name_in_every_body_that_only_a_name_tells(self):
        for kind in ("streets-and-stations", "subsidiaries"):
            docs = [d for d in made_collection.make(kind, 8, 120, {h: 10 for h in HOWS}, FOURTH) if d.named and d.how != TWIN]
            self.assertGreater(len(docs), 30)
            for d in docs:
                self.assertTrue(any(d.unit.proper in line for line in d.lines), d.title)

    def test_a_body_without_a_name_does_not_name_itself(self):
        for kind, habits in FOURTH.items():
            rng = office_lore.generator("mute", kind)
            units = habits.who(habits.lang, rng)[0]
            prose = habits.hand.prose(rng, units)
            for unit in units[::7]:
                errand = habits.hand.title(unit, rng, 2021, False)[2]
                body = "\n".join(prose.body(unit, 800, .6, 0, errand))
                told = "\n".join(unit.office.papers + unit.office.nouns + unit.office.duties + unit.office.subjects)
                self.assertEqual([n for n in unit.names if n in body and n not in told], [], kind)

    def test_a_quarter_and_more_of_a_body_is_shared_with_other_offices(self):
        for kind, run in (("county-seat", 8), ("county-departments", 24)):
            docs = made_collection.make(kind, 9, 120, {}, FOURTH)
            texts = ["\n".join(d.lines) for d in docs]
            held = {}
            for d, text in zip(docs, texts):
                for i in range(len(text) - run + 1):
                    held.setdefault(text[i:i + run], set()).add(d.unit.office.key)
            shares = sorted(sum(len(held[t[i:i + run]]) > 2 for i in range(len(t) - run + 1)) / len(t) for t in texts)
            self.assertGreater(shares[len(shares) // 2], .25, kind)

    def test_lengths_have_their_middle_near_900_units(self):
        for kind in ("city-and-counties", "trust-and-district"):
            lengths = sorted(len(text) if FOURTH[kind].lang == "zh" else len(text.split())
                             for text in ("\n".join(d.lines) for d in made_collection.make(kind, 9, 240, {}, FOURTH)))
            self.assertTrue(650 < lengths[120] < 1200, f"{kind}: {lengths[120]}")
            self.assertLess(lengths[12], 350, kind)
            self.assertGreater(lengths[-12], 2000, kind)


class Learning(unittest.TestCase):
    """Trees that are learned from titles of which it is known whether they are wrong."""

    @staticmethod
    def lesson(rows, n_docs=400):
        """rows: [([clue, ...], wrong)]"""
        return learn.Lesson(None, n_docs, sum(w for _, w in rows), [c for c, _ in rows], [w for _, w in rows], ["place", "shared", "length"])

    def test_two_clues_that_tell_only_together_are_learned(self):
        corners = [(x, y) for x in (0, 1) for y in (0, 1)]
        rows = [([x + i % 7 / 10, y + i % 5 / 10, i % 3], (x == 1) and (y == 0)) for i in range(50) for x, y in corners]
        model = learn.learn([self.lesson(rows)])
        wrong, right = learn.doubt_of(model, [1.2, .1, 1]), [learn.doubt_of(model, [x + .2, y + .2, 1]) for x, y in corners if (x, y) != (1, 0)]
        self.assertGreater(wrong, 2)
        self.assertLess(max(right), wrong - 3)

    def test_the_same_lessons_make_the_same_trees(self):
        rows = [([i * 37 % 101, i * 61 % 89, i % 3], i * 37 % 101 > 60) for i in range(150)]
        one, two = (learn.header(learn.learn([self.lesson(rows)]), ["place", "shared", "length"]) for _ in range(2))
        self.assertEqual(one, two)
        self.assertIn("CLUE_PLACE", one)

    def test_the_trees_of_the_program_are_as_many_as_are_learned(self):
        header = (ROOT / "src/cluster/doubt_trees.h").read_text("utf-8")
        self.assertEqual(header.count("{ { CLUE_"), learn.TREES)

    def test_what_crib_shows_is_read_document_by_document(self):
        docs = made_collection.make("departments", 3, 60, {SWAPPED: 6})
        lesson = learn.hear(CRIB, rows.Cell("lesson", "en", "departments", 3, 60, ((SWAPPED, 6),), "rows"))
        self.assertEqual((lesson.n_docs, lesson.n_wrong), (len(docs), sum(d.how is not None for d in docs)))
        self.assertTrue(lesson.clues and all(len(c) == len(lesson.names) for c in lesson.clues))


class HelpPages(unittest.TestCase):
    """Pages of two languages, in folders as GNOME's help has them."""

    PAGE = '<page xmlns="http://projectmallard.org/1.0/"><info><title type="sort">x</title></info><title>{}</title>{}</page>'

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "help"  # what is drawn follows the folder's name
        self.folder.mkdir()

    def page(self, lang, name, title, *paragraphs):
        path = self.folder / lang / "guide" / f"{name}.page"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.PAGE.format(title, "".join(f"<p>{p}</p>" for p in paragraphs)), encoding="utf-8")

    def pages(self, n):
        for i in range(n):
            self.page("C", i, f"About thing{i}", f"thing{i} " * 60, "Click it.")
            self.page("de", i, f"Über Ding{i}", f"Ding{i} " * 60, "Klicken Sie darauf.")

    def test_a_page_is_its_title_and_its_paragraphs(self):
        self.page("C", "a", "Use <em>the</em>\n printer", "It  prints.", "", "Well.")
        self.assertEqual(page_collection.read_page(self.folder / "C/guide/a.page"), ("Use the printer", ["It prints.", "Well."]))

    def test_a_page_of_html_is_what_stands_between_the_two_places(self):
        path = self.folder / "en-US/text/shared/a.html"
        path.parent.mkdir(parents=True)
        path.write_text('<html><head><title>Print - Help</title></head><body><h1>Help</h1><p>Search</p><div id="DisplayArea" '
                        'class="x"><p></p><h1 id="t">Use <em>the</em>\n printer</h1><p>It <b>prints</b>.</p><ul><li><p>Well</p></li>'
                        '<li>Fast</li></ul></div><div id="SearchFrame"></div><p>End</p></body></html>', encoding="utf-8")
        self.assertEqual(html_page.read_html(path), ("Use the printer", ["It prints.", "Well", "Fast"]))
        self.assertEqual(page_collection.paths_of(self.folder / "en-US"), [path])
        self.assertEqual(page_collection.source_of(self.folder), "en-US")

    def test_pages_that_cannot_be_read_or_say_little_are_left_out(self):
        self.page("C", "a", "Use the printer", "It prints.")
        (self.folder / "C/guide/b.page").write_text("<page>", encoding="utf-8")
        self.assertEqual(page_collection.read_language(self.folder, "C"), {})

    def test_pages_translated_in_part_are_left_out(self):
        self.pages(page_collection.LEAST_PAGES)
        self.assertIsNotNone(page_collection.open_pages(self.folder, "de"))
        self.page("de", 0, "About thing0", "Ding0 " * 60, "Klicken Sie darauf.")
        self.assertIsNone(page_collection.open_pages(self.folder, "de"))
        self.pages(page_collection.LEAST_PAGES)
        self.page("de", 1, "Über Ding1", "thing1 " * 60, "Klicken Sie darauf.")
        self.assertIsNone(page_collection.open_pages(self.folder, "de"))

    def test_all_hands_are_learned_from_or_all_but_one(self):
        self.assertEqual({c.hand for c in learn.plan((1, 2))}, {*HANDS})
        self.assertEqual({c.hand for c in learn.plan((1, 2), "sixth")}, {*HANDS} - {"sixth"})

    def test_every_other_language_is_learned_from(self):
        self.pages(page_collection.LEAST_PAGES)
        self.assertEqual(page_collection.languages(self.folder), ["C", "de"])
        self.assertEqual({c.lang for c in learn.plan((1, 2), pages=[self.folder]) if c.kind == rows.PAGES}, {f"{self.folder.name} C"})

    def test_two_regions_of_a_language_are_both_learned_from_or_neither(self):
        self.pages(page_collection.LEAST_PAGES)
        for i in range(page_collection.LEAST_PAGES):
            self.page("de_AT", i, f"Über das Ding{i}", f"Ding{i} " * 60, "Klicken Sie darauf.")
        self.assertEqual(page_collection.languages(self.folder), ["C", "de", "de_AT"])
        self.assertEqual(page_collection.learned_from(self.folder), ["C"])

    def test_a_title_of_nothing_but_common_words_is_not_moved_to_its_own_body(self):
        texts = [("About the colour", ["x"])] + [("About the colour " + name, [name]) for name in ("red", "blue", "green")] * 60
        real = real_collection.RealTexts("common words", texts, lambda title: set(title.split()))
        self.assertFalse(real._apart("About the colour", "About the colour"))
        self.assertTrue(real._apart("About the colour red", "About the colour blue"))

    def test_words_are_not_cut_at_their_vowel_signs(self):
        self.assertEqual(page_collection._parts("फ़ाइलें खोजें 2"), {"फ़ाइलें"[:5], "खोजें"[:5]})

    def test_a_language_that_the_folder_has_not_is_left_out(self):
        self.pages(page_collection.LEAST_PAGES)
        self.assertEqual({c.lang for c in rows.plan_pages(self.folder, (1,), ["de", "fr"])}, {f"{self.folder.name} de"})
        self.assertEqual(rows.plan_pages(self.folder, (1,), ["fr"]), [])

    def test_titles_are_moved_to_bodies_they_do_not_fit(self):
        self.pages(200)
        cells = rows.plan_pages(self.folder, (1,), ["de"])
        self.assertEqual([c.row for c in cells], [*HOWS, "none of 330"])
        for cell in cells:
            docs = rows.documents_of(cell)
            self.assertEqual((len(docs), sum(d.how is not None for d in docs)), (150, 13 if cell.wrong else 0))
            for d in docs:
                words = d.lines[0].split()  # a figure in a twin's may have become another
                self.assertEqual(d.how is None, words.count(d.title.removeprefix("Über ")) > len(words) // 2)


class ManualPages(unittest.TestCase):
    """Manual pages, in folders as systems have them."""

    MAN = """.\\" A comment
.TH SORT 1
.SH NAME
{}
.SH "HOW TO USE"
.B sort
[\\fIFILE\\fP]\\-n
.PP
It sorts \\(lqlines\\(rq and
says so.
.so elsewhere
.TP
\\fB\\-r\\fR
Backwards.
"""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "man"
        self.folder.mkdir()

    def manual(self, path, text, packed=True):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode("utf-8")) if packed else text.encode("utf-8"))
        return path

    def test_a_page_is_what_it_is_for_and_what_stands_behind_that(self):
        lines = ["HOW TO USE", "sort [FILE]-n", "It sorts “lines” and says so.", "-r Backwards."]
        for name, packed in (("man1/sort.1.gz", True), ("man1/sort.1", False)):
            path = self.manual(name, self.MAN.format(r"sort \- sort lines of text"), packed)
            self.assertEqual(manual_page.read_manual(path), ("sort lines of text", lines))

    def test_lines_of_a_script_without_spaces_are_joined_without_one(self):
        self.assertEqual(manual_page.sections_of(".SH 名称\nls \\- 列出\n目录内容\n"), [("名称", ["ls - 列出目录内容"])])

    def test_the_other_macro_package_is_read(self):
        path = self.manual("man1/cal.1.gz", ".Sh NAME\n.Nm cal\n.Nd displays a calendar\n.Sh USE\n.Pp\nShows a month.\n")
        self.assertEqual(manual_page.read_manual(path), ("displays a calendar", ["USE", "Shows a month."]))

    def test_links_and_pages_that_say_not_what_they_are_for_are_left_out(self):
        for text in (".so man1/sort.1\n", ".SH NAME\nsort\n.SH USE\nx\n", ".SH NAME\nsort \\- sorts\n", ""):
            self.assertIsNone(manual_page.read_manual(self.manual("man1/a.1.gz", text)))

    def test_english_pages_stand_beside_the_folders_of_other_languages(self):
        for lang, word, use in ((".", "thing", "USE"), ("de", "Ding", "GEBRAUCH")):
            for i in range(page_collection.LEAST_PAGES):
                self.manual(f"{lang}/man1/a{i}.1.gz", f".SH NAME\na{i} \\- {word}{i}\n.SH {use}\n" + f"{word}{i} " * 60)
        self.assertEqual(page_collection.languages(self.folder), ["C", "de"])
        self.assertEqual(page_collection.read_language(self.folder, "C")["man1/a3.1.gz"][0], "thing3")


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
        self.assertIsNone(rows.row_of(TWIN, "ru", told.Tally(100, 100, 80, 80)).ok(), "shown, not judged")

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
        laws = law_collection.open_laws()
        if not laws:
            self.skipTest("no laws in CRIB_SHARED")
        docs = laws.make(1, 120, TWIN, 10)
        t = told.tally(docs, told.told(CRIB, docs))
        self.assertGreaterEqual(t.precision, .9)
        self.assertGreaterEqual(t.recall, .7)

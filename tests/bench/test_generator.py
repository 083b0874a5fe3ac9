# SPDX-License-Identifier: MIT
"""The bench's generator: what it writes is what it says it writes.

The folders are read back as any scorer would read them; only where headings stand, and the words that announce a
quotation, which no file lists, is asked of the batch."""

import filecmp
import pickle
import random
import tempfile
import unicodedata
import unittest
import xml.etree.ElementTree as ET
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from quality_bench import documents, edits, fold, generate, script
from quality_bench.corpus import Generated, NoCorpus, clean_markdown, open_corpus
from quality_bench.hosts import build
from quality_bench.pieces import Exhausted

ALL = edits.CLASSES + ["negative"]
SEED = 11
N_HOSTS = 52        # two of each class

# What the bench promises, said here a second time, so that a slip in the generator shows.
RUN = 12
BANDS = {"short": (30, 60), "medium": (60, 200), "long": (200, 2000)}
SHARES = {"01": .01, "03": .03, "05": .05, "10": .10, "20": .20}
_made = {}


def made(code):
    """A batch in which every class has cases, read back from its folder."""
    if code not in _made:
        folder = tempfile.TemporaryDirectory()
        batch = build(Generated(code), SEED, ALL, N_HOSTS)
        generate.write(batch, Path(folder.name), SEED)
        _made[code] = read(Path(folder.name), batch)
        _made[code].keep = folder
    return _made[code]


def tearDownModule():
    for m in _made.values():
        m.keep.cleanup()
    cut.cache_clear()


def read(folder, batch):
    texts = {p.name: p.read_bytes().decode("utf-8") for sub in ("susp", "src") for p in sorted((folder / sub).iterdir())}
    cases = []
    for path in sorted((folder / "truth").iterdir()):
        root = ET.parse(path).getroot()
        for f in root:
            n = {k: int(v) for k, v in f.items() if k.endswith(("offset", "length"))}
            case = SimpleNamespace(cls=f.get("class"), band=f.get("band"), host=root.get("reference"), source=f.get("source_reference"),
                                   this=(n["this_offset"], n["this_offset"] + n["this_length"]),
                                   src=(n["source_offset"], n["source_offset"] + n["source_length"]), wide=None)
            if "wide_this_offset" in n:
                case.wide = tuple((n[f"wide_{s}_offset"], n[f"wide_{s}_offset"] + n[f"wide_{s}_length"]) for s in ("this", "source"))
            case.new, case.old = texts[case.host][slice(*case.this)], texts[case.source][slice(*case.src)]
            cases.append(case)
    stock = defaultdict(list)
    for name, at, length in table(folder / "stock.tsv"):
        stock[name].append((int(at), int(at) + int(length)))
    headed = {d.name: [s for p, s in zip(d.pieces, d.spans) if p.kind in ("title", "heading", "plant")]      # a plant with its source's title
              for d in [h.document for h in batch.hosts] + batch.sources}
    return SimpleNamespace(folder=folder, batch=batch, texts=texts, cases=cases, hosts=table(folder / "hosts.tsv"), stock=stock, headed=headed)


def table(path):
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


@lru_cache(maxsize=None)
def cut(text):
    return fold.units(text)


def says(text):
    return cut(text).says


def rows_outside(text, spans):
    """The unit rows of a text between the spans that are left out."""
    units = cut(text)
    row = fold.without_figures(units.says)
    out, done = [], 0
    for a, b in sorted(spans):
        out.append(row[done:bisect_right(units.end, a)])
        done = max(done, bisect_left(units.beg, b))
    return out + [row[done:]]


def distance(a, b):
    """Levenshtein's distance between two rows of units."""
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
        last = row
    return last[-1]


class EveryLanguage:
    """What holds for each language; the classes below name one."""

    code = None

    def setUp(self):
        self.m = made(self.code)

    def of(self, *classes):
        found = [c for c in self.m.cases if c.cls in classes]
        self.assertEqual({c.cls for c in found}, set(classes))
        return found

    # --- the plan ---

    def test_a_quarter_of_the_hosts_holds_nothing_and_none_more_than_four_plants(self):
        plants = [int(n) for _, cls, _, n in self.m.hosts if cls != "negative"]
        self.assertLess(abs(plants.count(0) - len(plants) / 4), 1)
        self.assertEqual(set(plants), {0, 1, 2, 3, 4})
        self.assertTrue(all(n == "0" for _, cls, _, n in self.m.hosts if cls == "negative"))

    def test_every_class_that_fits_the_language_has_hosts_and_its_cases_lie_in_them(self):
        there = {cls for _, cls, _, _ in self.m.hosts}
        left_out = set() if self.code.startswith("zh") and script.available() else {"script"}
        self.assertEqual(there, set(ALL) - left_out)
        classes = {name: cls for name, cls, _, _ in self.m.hosts}
        self.assertTrue(all(classes[c.host] == c.cls for c in self.m.cases))

    def test_lengths_come_in_equal_thirds_and_keep_to_the_hosts_band(self):
        group = {name: g for name, _, g, _ in self.m.hosts}
        bands = Counter()
        for c in self.m.cases:
            if c.cls in edits.LONG_ONLY:
                self.assertEqual(group[c.host], "long")
                continue
            least, most = BANDS[c.band]
            self.assertTrue(least <= len(says(c.old)) <= most, f"{c.cls} {c.band}: {len(says(c.old))}")
            self.assertEqual(group[c.host] == "short", c.band == "short")
            bands[c.band] += 1
        total = sum(bands.values())
        self.assertTrue(all(total * .22 < bands[b] < total * .45 for b in BANDS), bands)

    def test_half_of_the_plants_end_a_paragraph(self):
        ends = Counter()
        for h in self.m.batch.hosts:
            pieces = h.document.pieces
            ends.update(pieces[i + 1].kind == "break" for i, p in enumerate(pieces) if p.kind == "plant")
        self.assertLess(abs(ends[True] - ends[False]), .2 * sum(ends.values()))

    def test_documents_have_the_sizes_and_sources_the_distractors_they_should(self):
        for name, text in self.m.texts.items():
            # 500: what is laid over, and what summaries leave out of their plants
            least, most = (3000 - 500, 20000 + 500) if name.startswith("susp") else (1500, 5000 + 500)
            self.assertTrue(least <= len(says(text)) <= most, f"{name}: {len(says(text))}")
        true = {c.source for c in self.m.cases}
        self.assertEqual(6 * len(true), sum(name.startswith("source") for name in self.m.texts))
        users = defaultdict(set)
        for c in self.m.cases:
            users[c.source].add(c.host)
        self.assertTrue(any(len(u) > 1 for u in users.values()))

    def test_stock_phrases_stand_in_2_to_30_percent_of_the_documents_most_in_few(self):
        furnished = {name for name, cls, _, _ in self.m.hosts if cls == "furniture"}     # page headers cut phrases there
        holders = defaultdict(set)
        for name, spans in self.m.stock.items():
            for a, b in spans if name not in furnished else ():
                row = says(self.m.texts[name][a:b])
                self.assertTrue(15 <= len(row) <= 60)
                holders[tuple(row)].add(name)
        n = len(self.m.texts)
        shared_by = sorted(len(names) for names in holders.values())
        self.assertGreaterEqual(len(shared_by), 200)
        self.assertLessEqual(shared_by[-1], .30 * n)
        self.assertGreaterEqual(shared_by[0] + len(furnished), .02 * n)
        self.assertLess(shared_by[len(shared_by) // 2], .06 * n)

    # --- the truth ---

    def test_no_run_of_12_units_is_shared_but_by_plants_stock_phrases_and_headings(self):
        seen = {}
        for name, text in self.m.texts.items():
            spans = self.m.stock[name] + self.m.headed[name] + [c.this for c in self.m.cases if c.host == name]
            for row in rows_outside(text, spans):
                for i in range(len(row) - RUN + 1):
                    run = tuple(row[i:i + RUN])
                    holder = seen.setdefault(run, name)
                    if holder is not name:
                        self.fail(f"{holder} and {name} share {' '.join(run)}")

    def test_planted_text_never_overlaps_and_stays_away_from_stock_phrases(self):
        for side, name_of in (("this", lambda c: c.host), ("src", lambda c: c.source)):
            spans = defaultdict(list)
            for c in self.m.cases:
                spans[name_of(c)].append((*getattr(c, side), c.cls == "interleaved"))
            for name, mine in spans.items():
                mine.sort()
                text = self.m.texts[name]
                for (_, end, blocks), (beg, _, _) in zip(mine, mine[1:]):
                    self.assertLessEqual(end, beg)
                    self.assertTrue(blocks or fold.count(text[end:beg]) >= 5, f"{name} at {beg}")
                for a, b in self.m.stock[name]:
                    for beg, end, _ in mine:
                        self.assertTrue(b <= beg or end <= a, f"{name}: stock phrase in planted text")
                        self.assertGreaterEqual(fold.count(text[b:beg] if b <= beg else text[end:a]), 3, f"{name}: stock phrase at {a}")

    def test_widened_spans_are_the_maximal_common_run(self):
        for c in self.m.cases:
            self.assertEqual(c.wide is not None, c.cls in edits.WHOLE)
            if c.wide is None:
                continue
            a, b = cut(self.m.texts[c.host]), cut(self.m.texts[c.source])
            (i, k), (j, m) = ((bisect_left(u.beg, w[0]), bisect_right(u.end, w[1])) for u, w in zip((a, b), c.wide))
            self.assertEqual((a.beg[i], a.end[k - 1], b.beg[j], b.end[m - 1]), (*c.wide[0], *c.wide[1]))
            self.assertTrue(i == 0 or j == 0 or a.says[i - 1] != b.says[j - 1])
            self.assertTrue(k == len(a) or m == len(b) or a.says[k] != b.says[m])
            first = bisect_left(a.beg, c.this[0])
            self.assertLessEqual(i, first)
            self.assertEqual(a.says[i:first], b.says[j:j + first - i])
            if c.cls not in ("furniture", "homoglyph", "script"):
                self.assertEqual(a.says[i:k], b.says[j:m])

    def test_no_plant_begins_or_ends_with_a_figure_or_beside_one(self):
        for c in self.of("verbatim", "quotation", "layout", "invisible"):
            a = cut(self.m.texts[c.host])
            i, k = bisect_left(a.beg, c.this[0]), bisect_right(a.end, c.this[1])
            near = a.says[i], a.says[k - 1]
            if c.cls != "quotation":            # a year may stand before a quotation's mark
                near += (a.says[i - 1], a.says[k])
            self.assertFalse(any(map(fold.is_number, near)), f"{c.host} {c.this}: {near}")

    # --- the classes ---

    def test_verbatim_and_interleaved_text_is_the_sources_own(self):
        for c in self.of("verbatim", "interleaved"):
            self.assertEqual(c.new, c.old)

    def test_interleaved_blocks_of_two_sources_take_turns(self):
        plants = defaultdict(list)
        for c in self.of("interleaved"):
            self.assertGreaterEqual(len(says(c.old)), 30)
            plants[c.host].append(c)
        for cases in plants.values():
            cases.sort(key=lambda c: c.this)
            beside = [(a, b) for a, b in zip(cases, cases[1:]) if b.this[0] - a.this[1] <= 2]
            self.assertTrue(beside)
            self.assertGreater(sum(a.source != b.source for a, b in beside), len(beside) * .6)

    def test_edits_change_the_share_they_are_named_for(self):
        for share, form in ((s, f) for s in SHARES for f in ("single", "phrase")):
            for c in self.of(f"edit{share}-{form}"):
                a, b = says(c.old), says(c.new)
                wanted = max(1 if form == "single" else 2, round(len(a) * SHARES[share]))
                self.assertEqual((a[0], a[-1]), (b[0], b[-1]))
                self.assertNotEqual(a, b)
                if len(a) <= 200:
                    self.assertTrue(wanted * .7 <= distance(a, b) <= wanted, f"{c.cls}: {distance(a, b)} for {wanted}")

    def test_redaction_leaves_no_figure_and_puts_crosses(self):
        for c in self.of("redacted"):
            self.assertIn("xx", c.new.lower())
            self.assertFalse(any(map(fold.is_number, says(c.new))))
            self.assertTrue(any(map(fold.is_number, says(c.old))))

    def test_renumbering_changes_figures_and_nothing_else(self):
        for c in self.of("renumbered"):
            self.assertNotEqual(says(c.new), says(c.old))
            self.assertEqual(fold.without_figures(says(c.new)), fold.without_figures(says(c.old)))

    def test_reordering_keeps_every_unit_in_another_order(self):
        for c in self.of("reordered"):
            self.assertEqual(Counter(says(c.new)), Counter(says(c.old)))
            self.assertNotEqual(says(c.new), says(c.old))

    def test_a_summary_drops_half_of_the_clauses_and_keeps_the_order(self):
        for c in self.of("summary"):
            old, new = edits.clauses(c.old), edits.clauses(c.new)
            rest = iter(says(c.old))
            self.assertTrue(all(u in rest for u in says(c.new)))
            self.assertLess(abs(len(new) - len(old) / 2), 2.1)
            first, last = says(old[0]), says(old[-1])  # a comma before a figure parts nothing, so that these may have grown
            self.assertEqual((first, last), (says(new[0])[:len(first)], says(new[-1])[-len(last):]))

    def test_layout_width_and_invisible_change_the_text_but_no_unit(self):
        for c in self.of("layout", "width", "invisible"):
            self.assertNotEqual(c.new, c.old)
            self.assertEqual(says(c.new), says(c.old))
        for c in self.of("width"):
            self.assertTrue(any(unicodedata.east_asian_width(x) in "FH" and x not in c.old for x in c.new), c.new[:60])
        for c in self.of("invisible"):
            hidden = [x for x in c.new if unicodedata.category(x) == "Cf"]
            self.assertGreaterEqual(len(hidden), 2)
            self.assertEqual("".join(x for x in c.new if unicodedata.category(x) != "Cf"), c.old)

    def test_homoglyphs_mix_scripts_within_a_word(self):
        for c in self.of("homoglyph"):
            scripts = [{unicodedata.name(x).split()[0] for x in w if x.isalpha()} & {"LATIN", "CYRILLIC", "GREEK"} for w in says(c.new)]
            self.assertTrue(any(len(s) > 1 for s in scripts))
            self.assertEqual(len(c.new), len(c.old))

    def test_page_furniture_cuts_every_plant_and_recurs_through_the_host(self):
        for c in self.of("furniture"):
            title = self.m.texts[c.host].partition("\n")[0]
            rest = iter(says(c.new))
            self.assertTrue(all(u in rest for u in says(c.old)))
            self.assertGreater(c.new.count("\n"), c.old.count("\n"))
            self.assertGreaterEqual(self.m.texts[c.host].count(f"\n{title}\n"), 3)

    def test_quotations_name_their_source(self):
        sources = {s.name: s for s in self.m.batch.sources}
        for c in self.of("quotation"):
            text, source = self.m.texts[c.host], sources[c.source]
            around = text[max(0, c.this[0] - 80):c.this[0]] + text[c.this[1]:c.this[1] + 80]
            self.assertTrue(source.title in around or source.author in around, around)
            self.assertRegex(text[:c.this[0]][-3:], "[“「]$|\n> $")
            self.assertEqual(says(c.new), says(c.old))

    def test_the_other_script_has_as_many_units_of_which_some_differ(self):
        if not self.code.startswith("zh") or not script.available():
            self.skipTest("no second script, or neither opencc nor the shared Bibles")
        for c in self.of("script"):
            a, b = says(c.new), says(c.old)
            self.assertEqual(len(a), len(b))
            self.assertGreater(sum(x != y for x, y in zip(a, b)), len(a) * .05)


class Chinese(EveryLanguage, unittest.TestCase):
    code = "zh-hans"


class English(EveryLanguage, unittest.TestCase):
    code = "en"


class OnDisk(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(self):
        with tempfile.TemporaryDirectory() as top:
            for name, seed in (("a", 5), ("b", 5), ("c", 6)):
                generate.generate_batch(f"{top}/{name}", "ja", seed, ["edit10-phrase", "furniture", "negative"], 5, Generated("ja"))
            a, b, c = (Path(top, x) for x in "abc")
            files = sorted(p.relative_to(a) for p in a.rglob("*") if p.is_file())
            self.assertEqual(files, sorted(p.relative_to(b) for p in b.rglob("*") if p.is_file()))
            _, differ, wrong = filecmp.cmpfiles(a, b, files, shallow=False)
            self.assertEqual((differ, wrong), ([], []))
            self.assertNotEqual((a / "src/source-document00001.txt").read_bytes(), (c / "src/source-document00001.txt").read_bytes())

    def test_pairs_hosts_and_truths_agree(self):
        m = made("en")
        pairs = {tuple(line.split(" ")) for line in (m.folder / "pairs").read_text("utf-8").splitlines()}
        self.assertEqual(pairs, {(c.host, c.source) for c in m.cases})
        for host, source in pairs:
            self.assertTrue((m.folder / "truth" / f"{host[:-4]}-{source[:-4]}.xml").is_file())
        found = Counter(c.host for c in m.cases)
        for name, cls, _, n in m.hosts:
            if cls != "interleaved":
                self.assertEqual(found[name], int(n), name)

    def test_a_folder_with_something_in_it_is_left_alone(self):
        with tempfile.TemporaryDirectory() as top:
            Path(top, "mine.txt").write_text("mine")
            with self.assertRaises(FileExistsError):
                generate.generate_batch(top, "en", 1)
            self.assertEqual([p.name for p in Path(top).iterdir()], ["mine.txt"])

    def test_a_class_nobody_knows_is_refused_by_name(self):
        with tempfile.TemporaryDirectory() as top, self.assertRaisesRegex(ValueError, "no class 'sung'"):
            generate.generate_batch(top, "en", 1, ["sung"])


class WholeDocuments(unittest.TestCase):
    def test_copies_are_what_their_kind_says_and_every_original_has_one(self):
        made_of, pairs = documents.collection(Generated("zh-hans"), 3, 1)
        copied = [p for p in pairs if p.expected != "not"]
        self.assertEqual(Counter(p.kind for p in copied), Counter(documents.NEAR + documents.FREE))
        self.assertEqual({p.kind for p in pairs if p.expected == "not"}, {"template", "topic", "tables", "headings"})
        names = [d.name for d in made_of]
        self.assertEqual(len(set(names)), len(names))
        self.assertEqual(len({id(p.one) for p in copied}), len(copied))
        for p in copied:
            (_, one), (_, other) = (d.text.split("\n", 1) for d in (p.one, p.other))
            a, b = says(one), says(other)
            if p.kind == "verbatim":
                self.assertEqual(one, other)
            elif p.kind == "redacted":
                self.assertFalse(any(map(fold.is_number, b)))
            elif p.kind == "renumbered":
                self.assertEqual(fold.without_figures(a), fold.without_figures(b))
                self.assertNotEqual(a, b)
            elif p.kind == "half":
                kept = set(one.split("\n")) & set(other.split("\n"))
                self.assertTrue(.4 < sum(map(fold.count, kept)) / len(a) < .75)
            else:
                # a change of one unit spoils at most 12 of the runs of 12
                share = SHARES[p.kind[4:6]]
                runs = {tuple(a[i:i + RUN]) for i in range(len(a) - RUN + 1)}
                kept = sum(tuple(b[i:i + RUN]) in runs for i in range(len(b) - RUN + 1))
                self.assertTrue(1 - 13 * share - .02 <= kept / len(runs) < 1, f"{p.kind}: {kept} of {len(runs)}")

    def test_documents_that_are_no_copies_share_no_run_of_12_units_but_stock_phrases(self):
        made_of, pairs = documents.collection(Generated("en"), 3, 1)
        alike = {frozenset((p.one.name, p.other.name)) for p in pairs if p.expected != "not"}
        copies = {p.other.name for p in pairs if p.expected != "not"}
        seen = {}
        for d in made_of:
            if d.name in copies:
                continue
            spans = [s for p, s in zip(d.pieces, d.spans) if p.kind in ("stock", "title", "heading")]
            for row in rows_outside(d.text, spans):
                for i in range(len(row) - RUN + 1):
                    holder = seen.setdefault(tuple(row[i:i + RUN]), d.name)
                    self.assertTrue(holder == d.name or frozenset((holder, d.name)) in alike, f"{holder}, {d.name}: {row[i:i + RUN]}")


class UsersCorpora(unittest.TestCase):
    def test_markdown_and_list_markers_are_taken_off(self):
        text = "# Title\n\n<!-- INFO END -->\n\n第一条 为了**规范**管理，制定本条例。\n\n（二）县级以上人民政府；\n\n| a | b |\n"
        self.assertEqual(clean_markdown(text), "为了规范管理，制定本条例。\n县级以上人民政府；")

    def test_wrapped_lines_are_joined_and_what_is_no_utf8_is_left_out(self):
        with tempfile.TemporaryDirectory() as top:
            Path(top, "a.txt").write_text("\n\n".join(["The first line of it\nruns on to the second one."] * 3))
            Path(top, "b.bin").write_bytes(b"\xff\xfe not text")
            corpus = open_corpus("en", top)
            paragraphs = next(corpus.documents(random.Random(1)))
            self.assertEqual(paragraphs[0], ["The first line of it runs on to the second one."])

    def test_a_corpus_that_is_too_small_or_absent_is_said_to_be(self):
        with tempfile.TemporaryDirectory() as top:
            with self.assertRaisesRegex(NoCorpus, "no such file"):
                open_corpus("en", Path(top, "none"))
            Path(top, "a.txt").write_text("This is far too little text for it. " * 9)
            with self.assertRaisesRegex(NoCorpus, "too small"):
                generate.generate_batch(Path(top, "out"), "en", 1, ["verbatim"], 4, top)

    def test_that_a_corpus_ran_out_is_told_from_one_process_to_another(self):
        ran_out = pickle.loads(pickle.dumps(Exhausted()))
        self.assertIsInstance(ran_out, NoCorpus)
        self.assertIn("too small", str(ran_out))

    def test_a_stock_phrase_of_a_small_batch_stands_in_five_documents(self):
        batch = build(Generated("en"), 4, ["verbatim"], 4)
        holders = Counter(p.text.rstrip(".,!?;") for d in [h.document for h in batch.hosts] + batch.sources
                          for p in d.pieces if p.kind == "stock")
        self.assertGreater(len(holders), 10)
        self.assertEqual(min(holders.values()), 5, f"of {len(batch.sources) + 4} documents")


class Folding(unittest.TestCase):
    def check(self, text, said):
        units = fold.units(text)
        self.assertEqual([(u, text[a:b]) for u, a, b in zip(units.says, units.beg, units.end)], said)
        self.assertEqual(fold.count(text), len(said))

    def test_units_are_characters_words_and_numbers_and_know_their_places(self):
        self.check("共13.4亿元，A4纸", [("共", "共"), ("13.4", "13.4"), ("亿", "亿"), ("元", "元"), ("a4", "A4"), ("纸", "纸")])
        self.check("Don’t pay 1,200!", [("don’t", "Don’t"), ("pay", "pay"), ("1,200", "1,200")])

    def test_what_folds_to_other_lengths_keeps_its_place(self):
        self.check("Ｈi ｶﾞﾗ ﬁne zero\u200bwidth", [("hi", "Ｈi"), ("ガ", "ｶﾞ"), ("ラ", "ﾗ"), ("fine", "ﬁne"), ("zerowidth", "zero\u200bwidth")])


if __name__ == "__main__":
    unittest.main()

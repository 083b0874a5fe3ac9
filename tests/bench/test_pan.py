# SPDX-License-Identifier: MIT
"""PAN's format: read, written, refused when hostile; and what crib writes in
it is what its JSON Lines say."""

import os
import random
import subprocess
import tempfile
import unittest
from pathlib import Path

from quality_bench.measure import Reuse
from quality_bench.pan import (CASE, DETECTION, XML_MOST, Case, Corpus, PanError, format_document, parse_document,
                               read_folder, read_pairs, write_folder)
from quality_bench.scan import passages_of, run_crib
from quality_bench.score import score_folders

CRIB = Path(os.environ.get("CRIB", Path(__file__).resolve().parents[2] / "build/release/crib")).resolve()


def xml(features, reference="a.txt"):
    return (f'<?xml version="1.0" encoding="utf-8"?><document reference="{reference}">{features}</document>').encode()


FEATURE = ('<feature name="plagiarism" type="artificial" this_offset="5" this_length="10" '
           'source_reference="b.txt" source_offset="7" source_length="9"/>')


class Xml(unittest.TestCase):
    def test_what_is_written_is_read_back(self):
        cases = [Case(Reuse('a&b"<>.txt', 0, 5, "报告.txt", 3, 9), "edit05-single", "short"),
                 Case(Reuse('a&b"<>.txt', 50, 70, "报告.txt", 0, 20), "verbatim", "long",
                      Reuse('a&b"<>.txt', 49, 71, "报告.txt", 0, 22))]
        for kind in (CASE, DETECTION):
            shown = format_document('a&b"<>.txt', cases, kind).encode()
            self.assertEqual(parse_document(shown, "x", kind), cases)
        self.assertEqual(parse_document(shown, "x", CASE), [])

    def test_a_folder_has_one_file_for_each_pair(self):
        cases = [Case(Reuse(this, 0, 5, source, n, 5 + n)) for this in ("a.txt", "b.txt")
                 for source in ("c.txt", "d.txt") for n in range(3)]
        with tempfile.TemporaryDirectory() as folder:
            write_folder(folder, cases)
            self.assertEqual(sorted(p.name for p in Path(folder).iterdir()),
                             ["a-c.xml", "a-d.xml", "b-c.xml", "b-d.xml"])
            self.assertEqual(read_folder(folder), cases)

    def test_foreign_attributes_and_features_are_passed_over(self):
        about = '<feature name="about" title="x"/>'
        self.assertEqual(parse_document(xml(about + FEATURE), "x"), [Case(Reuse("a.txt", 5, 15, "b.txt", 7, 16))])

    def refused(self, data, words):
        with self.assertRaises(PanError) as caught:
            parse_document(data, "x.xml")
        self.assertIn(words, str(caught.exception))

    def test_a_document_type_is_refused_before_it_is_parsed(self):
        bomb = ('<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
                '<document reference="&b;"/>')
        self.refused(bomb.encode(), "document type")
        self.refused(b'<!doctype d SYSTEM "file:///etc/passwd"><document/>', "document type")
        self.refused(b'<!\nENTITY x "y"><document/>', "document type")
        self.refused(bomb.encode("utf-16"), "not UTF-8")
        self.refused(bomb.encode("utf-8-sig"), "document type")

    def test_what_is_no_xml_or_no_document_is_refused(self):
        self.refused(b"", "no element")
        self.refused(b"<document", "unclosed token")
        self.refused(b"\xff\xfe<", "not UTF-8")
        self.refused(b"<html/>", "the root is <html>")
        self.refused(b'<document reference="&undeclared;"/>', "undefined entity")
        self.refused(b" " * (XML_MOST + 1), "larger than")

    def test_numbers_that_are_none_are_refused(self):
        for wrong in ("-1", "", "1e3", "0x10", "99999999999999999999", "٣"):
            self.refused(xml(FEATURE.replace('"5"', f'"{wrong}"')), "this_offset")
        self.refused(xml(FEATURE.replace('this_length="10" ', "")), "this_length is None")
        self.refused(xml(FEATURE.replace('"10"', '"0"')), "no length")
        self.refused(xml(FEATURE.replace('source_reference="b.txt"', "")), "two documents")


class Corpora(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def corpus(self):
        """A byte order mark and CR LF count as the characters they are."""
        rng = random.Random(3)
        def words(n):
            return " ".join("".join(rng.choice("aeioulmnrst") for _ in range(rng.randrange(3, 9))) for _ in range(n))
        first, second, quoted = words(60), words(60), words(40)
        self.write("src/source-document00001.txt", f"{words(90)} {second}.\r\n\r\n{words(90)} {first}. {words(50)}")
        self.write("src/source-document00002.txt", f"{words(200)} {quoted}; {words(50)}")
        self.write("susp/suspicious-document00001.txt",
                   f"\ufeffé{words(80)}\r\n{first}. {words(90)} {second}. {words(30)} {quoted}; {words(20)}")
        self.write("susp/suspicious-document00002.txt", words(300))
        susp = (self.folder / "susp/suspicious-document00001.txt").read_bytes().decode()
        cases = []
        for text, n in ((first, 1), (second, 1), (quoted, 2)):
            name = f"source-document{n:05}.txt"
            source = (self.folder / "src" / name).read_bytes().decode()
            a, b = susp.index(text), source.index(text)
            cases.append(Case(Reuse("suspicious-document00001.txt", a, a + len(text), name, b, b + len(text))))
        write_folder(self.folder / "02-no-obfuscation", cases)
        self.write("02-no-obfuscation/pairs", "suspicious-document00001.txt source-document00001.txt\n"
                                              "suspicious-document00001.txt source-document00002.txt\n")
        self.write("01-no-plagiarism/pairs", "suspicious-document00002.txt source-document00001.txt\n")
        return cases

    def test_every_folder_of_truth_is_a_row_over_its_own_pairs(self):
        cases = self.corpus()
        corpus = Corpus(self.folder)
        corpus.check()
        self.assertEqual(list(corpus.truth), ["01-no-plagiarism", "02-no-obfuscation"])
        self.assertEqual(corpus.truth["02-no-obfuscation"], cases)
        self.assertEqual(corpus.pairs["01-no-plagiarism"],
                         [("suspicious-document00002.txt", "source-document00001.txt")])

    def test_a_truth_outside_its_text_is_refused(self):
        cases = self.corpus()
        for broken in (cases[0].reuse._replace(this_end=10 ** 6), cases[0].reuse._replace(source="../passwd"),
                       cases[0].reuse._replace(source="nobody.txt")):
            write_folder(self.folder / "03-broken", [Case(broken)])
            with self.assertRaises(PanError):
                Corpus(self.folder).check()
            for path in (self.folder / "03-broken").iterdir():
                path.unlink()

    def test_a_folder_without_the_parts_of_a_corpus_is_refused(self):
        for wanted in ("susp", "src", "no folder with truth"):
            with self.assertRaisesRegex(PanError, wanted):
                Corpus(self.folder)
            self.write(f"{wanted}/x.txt", "text")

    def test_a_line_of_pairs_has_two_names(self):
        self.write("pairs", "a.txt b.txt\n\nc.txt\n")
        with self.assertRaisesRegex(PanError, "pairs:3"):
            read_pairs(self.folder / "pairs")

    def need_crib(self):
        if not CRIB.is_file():
            self.skipTest(f"no program at {CRIB}; make builds it")

    def crib_pan(self, out, *paths):
        done = subprocess.run([CRIB, "scan", "--documents", "file", "--quiet", "--format", "pan", "-o", out, *paths],
                              check=False)
        self.assertIn(done.returncode, (0, 1))

    def test_the_xml_crib_writes_is_what_its_records_say(self):
        self.need_crib()
        self.corpus()
        folders = [self.folder / "susp", self.folder / "src"]
        out = self.folder / "found"
        self.crib_pan(out, *folders)
        records = run_crib(CRIB, folders, self.folder / "found.jsonl")
        expected = sorted(p.reuse for p in passages_of(records) if p.is_finding() and p.kind == "cross")
        self.assertEqual(len(expected), 3)
        self.assertEqual(sorted(c.reuse for c in read_folder(out, DETECTION)), expected)

    def test_offsets_count_code_points_of_the_file_as_it_is(self):
        self.need_crib()
        cases = self.corpus()
        out = self.folder / "found"
        self.crib_pan(out, self.folder / "susp", self.folder / "src")
        corpus = Corpus(self.folder)
        for case, found in zip(sorted(c.reuse for c in cases), sorted(c.reuse for c in read_folder(out, DETECTION))):
            self.assertEqual(corpus.text(found.this)[found.this_beg:found.this_end].rstrip(".;"),
                             corpus.text(case.this)[case.this_beg:case.this_end])
            self.assertEqual(corpus.text(found.source)[found.source_beg:found.source_end].rstrip(".;"),
                             corpus.text(case.source)[case.source_beg:case.source_end])

    def test_crib_scores_near_one_on_verbatim_reuse_and_one_where_nothing_is(self):
        self.need_crib()
        self.corpus()
        records = run_crib(CRIB, [self.folder / "susp", self.folder / "src"], self.folder / "found.jsonl")
        rows = score_folders(Corpus(self.folder), passages_of(records))
        self.assertEqual(rows["01-no-plagiarism"].tally.plagdet, 1)
        self.assertEqual(rows["02-no-obfuscation"].tally.recall, 1)
        self.assertGreater(rows["02-no-obfuscation"].tally.plagdet, .99)

# SPDX-License-Identifier: MIT
"""Which row a detection counts for, what is false, how borders are counted,
what falls short; and the exact matcher against one that tries everything."""

import io
import pickle
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from quality_bench import floors, peers, tables, whole, worst
from quality_bench.measure import Reuse
from quality_bench.pan import DETECTION, Case, Corpus, PanError, write_folder
from quality_bench.scan import found_of
from quality_bench.score import Borders, Score, score_batch

QUALITY = Path(__file__).resolve().parents[2] / "bench/quality"
A, B, C = "suspicious-a.txt", "suspicious-b.txt", "suspicious-c.txt"
S, T = "source-s.txt", "source-t.txt"


def found(a, a_beg, a_end, b, b_beg, b_end, role="passage", flags=()):
    def part(name):
        return "susp" if name.startswith("suspicious") else "src"
    record = {"role": role, "class": "verbatim", "similarity": 1, "length": a_end - a_beg, "commonness": 2,
              "flags": list(flags), "changes": {}}
    return found_of((part(a), a, a_beg, a_end), (part(b), b, b_beg, b_end), record)


class Generated(unittest.TestCase):
    """A holds one verbatim passage of S, and so does B of the same place; C,
    of class negative, holds none."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for part in ("susp", "src"):
            (self.folder / part).mkdir()
        text = "".join(chr(0x4E00 + i) + ("，" if i % 10 == 9 else "") for i in range(900))
        for name in (A, B, C):
            (self.folder / "susp" / name).write_text(text)
        for name in (S, T):
            (self.folder / "src" / name).write_text(text)
        self.case_a = Case(Reuse(A, 100, 200, S, 300, 400), "verbatim", "medium")
        self.case_b = Case(Reuse(B, 50, 90, S, 320, 360), "edit10-single", "short")
        write_folder(self.folder / "truth", [self.case_a, self.case_b])
        (self.folder / "hosts.tsv").write_text(
            f"host\tclass\tband\tplants\n{A}\tverbatim\tlong\t1\n{B}\tedit10-single\tshort\t1\n{C}\tnegative\tlong\t0\n")
        (self.folder / "stock.tsv").write_text(f"{A}\t500\t40\n")
        self.corpus = Corpus(self.folder)

    def score(self, *passages):
        return score_batch(self.corpus, list(passages))

    def test_a_detection_counts_for_the_row_of_its_host(self):
        s = self.score(found(S, 300, 400, A, 100, 200))
        self.assertEqual(s.rows["verbatim", "long"].tally.plagdet, 1)
        self.assertEqual(s.rows["edit10-single", "short"].tally.recall, 0)
        self.assertEqual(s.rows["edit10-single", "short"].tally.cases, 1)
        self.assertEqual((s.false_between, s.false_inside, s.documents), (0, 0, 5))

    def test_a_find_in_a_host_of_another_source_is_false_for_its_row(self):
        s = self.score(found(A, 100, 200, S, 300, 400), found(A, 500, 540, T, 0, 40), found(C, 0, 30, T, 0, 30))
        self.assertEqual(s.rows["verbatim", "long"].tally.precision, .5)
        self.assertEqual(s.rows["verbatim", "long"].tally.false, 1)
        self.assertEqual(s.rows["negative", "long"].tally.false, 1)
        self.assertEqual(s.false_between, 2)

    def test_formulas_and_boilerplate_are_no_finds(self):
        s = self.score(found(A, 100, 200, S, 300, 400, "formula"), found(C, 0, 30, T, 0, 30, "boilerplate"),
                       found(B, 50, 90, S, 320, 360, "quotation"))
        self.assertEqual(s.rows["verbatim", "long"].tally.recall, 0)
        self.assertEqual(s.rows["edit10-single", "short"].tally.recall, 1)
        self.assertEqual(s.false_between, 0)

    def test_two_hosts_of_one_source_passage_may_be_found_with_each_other(self):
        self.assertEqual(self.score(found(A, 120, 160, B, 50, 90)).false_between, 0)
        self.assertEqual(self.score(found(A, 120, 160, B, 200, 240)).false_between, 1)
        self.assertEqual(self.score(found(S, 320, 360, T, 50, 90)).false_between, 1)

    def test_a_find_inside_one_document_is_counted_apart(self):
        s = self.score(found(A, 100, 200, A, 300, 400), found(S, 0, 50, S, 60, 110))
        self.assertEqual((s.false_between, s.false_inside), (0, 2))

    def test_a_flag_counts_once_for_a_case(self):
        s = self.score(found(A, 100, 150, S, 300, 350, flags=["bidi"]), found(A, 150, 200, S, 350, 400, flags=["bidi"]))
        self.assertEqual(s.rows["verbatim", "long"].flagged, 1)
        self.assertEqual(s.rows["verbatim", "long"].tally.granularity, 2)

    def test_punctuation_at_a_border_is_no_unit(self):
        # Every eleventh character is a comma: 11 characters from unit 0 hold 10 units.
        borders = Borders(self.corpus)
        self.assertEqual(borders.units(A, 0, 11, False), 10)
        self.assertEqual(borders.units(A, 10, 11, False), 0)  # the comma alone
        self.assertEqual(borders.units(A, 22, 10, True), 10)  # in either order
        self.assertEqual(borders.units(A, 10, 11, True), 0)

    def test_border_errors_are_four_to_a_detected_case(self):
        row = self.score(found(A, 103, 200, S, 300, 395)).rows["verbatim", "long"]
        self.assertEqual(row.chars, [3, 0, 0, 5])

    def test_what_costs_most_is_shown_first_with_its_records(self):
        passages = [found(A, 100, 120, S, 300, 320), found(A, 600, 640, T, 0, 40), found(A, 150, 200, S, 350, 400, "formula")]
        out = io.StringIO()
        some = list(worst.items("batch", self.corpus, passages, "verbatim", "long"))
        worst.print_worst(some, 5, out)
        shown = out.getvalue()
        self.assertEqual(len(some), 2)
        self.assertLess(shown.index("FALSE"), shown.index("recall 0.200"))
        self.assertIn("off by this +0,-80 source +0,-80", shown)
        self.assertIn("(no finding) formula/verbatim", shown)
        self.assertIn("«1:", shown)

    def test_a_second_run_sums_up(self):
        one = self.score(found(A, 100, 200, S, 300, 400))
        two = Score()
        two += one
        two += self.score()
        self.assertEqual(two.rows["verbatim", "long"].tally.recall, .5)
        self.assertEqual(two.documents, 10)

    def test_a_value_below_its_floor_is_short_and_named(self):
        full, half = found(A, 100, 200, S, 300, 400), found(A, 100, 150, S, 300, 350)
        for passage, verdict in ((full, "ok"), (half, "short")):
            table = tables.class_table("t", self.score(passage, found(B, 50, 90, S, 320, 360)), {})
            self.assertEqual([row[11] for row in table.rows], [verdict, "ok", ""])  # verbatim, edit10, negative
            self.assertEqual(table.short, int(verdict == "short"))

    def test_a_class_without_a_floor_is_not_judged(self):
        self.assertIsNone(floors.PLAGDET.get(("quotation", "long")))
        self.assertIsNone(floors.at_least(.1, None))

    def test_an_exact_matcher_is_told_the_stock_phrases_only_when_asked(self):
        texts = {A: "x" * 5, B: "", C: "", S: "", T: ""}
        stock = "".join(chr(0x5E00 + i) for i in range(40))
        own = "".join(chr(0x6E00 + i) for i in range(40))
        texts[A] = "甲" * 300 + stock + "乙" * 300 + own
        texts[S] = "丙" * 300 + stock + "丁" * 300 + own
        for name, text in texts.items():
            self.corpus.path(name).write_text(text)
        (self.folder / "stock.tsv").write_text(f"{A}\t300\t40\n{S}\t300\t40\n")
        corpus = Corpus(self.folder)
        self.assertEqual(len(peers.exact_matches(corpus, 25)), 2)
        self.assertEqual([f.reuse for f in peers.exact_matches(corpus, 25, True)], [Reuse(A, 640, 680, S, 640, 680)])


class ExactMatcher(unittest.TestCase):
    def twin(self, texts, q):
        """Every maximal run, by trying every pair of positions."""
        runs = set()
        for d, a in enumerate(texts):
            for e, b in enumerate(texts[:d]):
                for i in range(len(a)):
                    for j in range(len(b)):
                        n = 0
                        if i and j and a[i - 1] == b[j - 1]:
                            continue
                        while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                            n += 1
                        if n >= q:
                            runs.add((d, e, i, j, n))
        return runs

    def test_it_finds_every_maximal_run_and_no_other(self):
        rng = random.Random(8)
        for _ in range(120):
            q = rng.randrange(2, 9)
            texts = ["".join(rng.choice("ab") for _ in range(rng.randrange(60))) for _ in range(3)]
            got = [(d, e, *run) for (d, e), runs in peers.exact_runs(texts, q).items() for run in runs]
            self.assertEqual(len(got), len(set(got)))
            self.assertEqual(set(got), self.twin(texts, q))

    def test_long_runs_grow_to_their_ends(self):
        run = "".join(chr(0x4E00 + i) for i in range(1000))
        self.assertEqual(peers.exact_runs(["x" + run + "y", "pq" + run + "r"], 50), {(1, 0): [(2, 1, 1000)]})

    def test_neighbouring_runs_are_merged_and_far_ones_are_not(self):
        self.assertEqual(peers.merged([(0, 100, 30), (40, 138, 30), (500, 600, 30)], 25),
                         [(0, 70, 100, 168), (500, 530, 600, 630)])


class Whole(unittest.TestCase):
    TRUTH = {("a", "b"): ("verbatim", "near"), ("a", "c"): ("edit05", "near"), ("b", "c"): ("edit10", "free"),
             ("a", "d"): ("template", "not")}

    def test_free_pairs_are_not_judged_and_unlisted_ones_are_wrong(self):
        s = whole.score_pairs(self.TRUTH, [("a", "b"), ("b", "c"), ("c", "d")], 4)
        self.assertEqual((s.precision, s.recall), (.5, .5))
        s = whole.score_pairs(self.TRUTH, [("a", "b"), ("a", "c"), ("a", "d")], 4)
        self.assertEqual((s.precision, s.recall), (2 / 3, 1))
        self.assertEqual(whole.score_pairs(self.TRUTH, [], 4).precision, 1)

    def test_scores_travel_between_processes_and_add_up(self):
        one = pickle.loads(pickle.dumps(whole.score_pairs(self.TRUTH, [("a", "b")], 4)))
        one += pickle.loads(pickle.dumps(whole.score_pairs(self.TRUTH, [("a", "b"), ("a", "c"), ("c", "d")], 4)))
        self.assertEqual((one.documents, one.recall, one.precision), (8, 3 / 4, 3 / 4))
        self.assertEqual(one.kinds["near", "edit05"], [2, 1])

    def test_a_peer_stands_at_the_setting_that_suits_it_best(self):
        scores = {name: whole.score_pairs(self.TRUTH, found, 4)
                  for name, found in (("0.5", [("a", "b"), ("a", "c"), ("a", "d")]), ("0.7", [("a", "b"), ("a", "c")]),
                                      ("0.9", [("a", "b")]))}
        self.assertEqual(whole.best_setting(scores), "0.7")

    def test_the_truth_wants_four_columns(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "truth.tsv"
            path.write_text("docA\tdocB\tkind\texpected\nb\ta\tverbatim\tnear\n")
            self.assertEqual(whole.read_truth(path), {("a", "b"): ("verbatim", "near")})
            path.write_text("b\ta\tverbatim\tnear\nb\ta\tverbatim\tperhaps\n")
            with self.assertRaisesRegex(PanError, "truth.tsv:2"):
                whole.read_truth(path)


class CommandLine(unittest.TestCase):
    setUp = Generated.setUp

    def run_quality(self, *words):
        return subprocess.run([sys.executable, QUALITY, *map(str, words)], capture_output=True, text=True, check=False)

    def test_given_detections_are_scored_by_folder(self):
        write_folder(self.folder / "mine", [self.case_a], DETECTION)
        done = self.run_quality("--pan", self.folder, "--detections", self.folder / "mine")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| truth | 2 | 1 | 0.667 | 1.000 | 0.500 | 1.000 | 0 |", done.stdout)
        self.assertNotIn("| mine |", done.stdout)

    def test_wrong_words_end_with_a_sentence_and_two(self):
        for words, said in ((("--pan", "/nowhere"), "no such folder"), (("--detections", "x"), "goes with --pan"),
                            (("--corpus", "zh=/nowhere"), "something that exists"), (("--worst", "a", "b"), "a number"),
                            (("--cases", "0"), "at least 1")):
            done = self.run_quality(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn(said, done.stderr)
            self.assertNotIn("Traceback", done.stderr)

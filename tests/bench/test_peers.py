# SPDX-License-Identifier: MIT
"""bench/peers: its collections hold the copies that their truth names, costs
are those of the whole process, answers are scored against the truth, and a
tool that cannot be installed or run is a row."""

import json
import os
import sys
import tempfile
import unittest
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from peers_bench import lanes, plan, planted, process, report, rivals
from quality_bench import fold
from quality_bench.peer_datasketch import character_shingles
from quality_bench.venv import python_with

CHILD = Path(__file__).resolve().parents[2] / "bench" / "peers_bench" / "with_gaoya.py"
N = 60


class InAFolder(unittest.TestCase):
    def setUp(self):
        keep = tempfile.TemporaryDirectory()
        self.addCleanup(keep.cleanup)
        self.folder = Path(keep.name)

    def program(self, text):
        path = self.folder / "program.py"
        path.write_text(text, encoding="utf-8")
        return [sys.executable, "-S", "-E", path]


class Collections(InAFolder):
    def test_one_document_in_ten_is_a_copy_with_three_percent_of_its_units_changed(self):
        for code in plan.LANGUAGES:
            rows, truth = planted.make(code, N, seed=3)
            texts = dict(rows)
            self.assertEqual((len(rows), len(texts), len(truth)), (N, N, N // 10))
            self.assertEqual(len({t[0] for t in truth} | {t[1] for t in truth}), 2 * len(truth))
            self.assertEqual({t[2] for t in truth}, set(planted.FORMS))
            for a, b, form in truth:
                one, other = fold.units(texts[a]).says, fold.units(texts[b]).says
                changed = [max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2
                           in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if tag != "equal"]
                with self.subTest(code=code, form=form):
                    self.assertAlmostEqual(sum(changed) / len(one), .03, delta=.005)
                    self.assertEqual(sum(changed) / len(changed) < 1.5, form == "single")

    def test_documents_are_about_two_kilobytes(self):
        for code in plan.LANGUAGES:
            sizes = [len(text.encode()) for _, text in planted.make(code, N, seed=3)[0]]
            self.assertTrue(all(1900 <= s <= 5000 for s in sizes), sizes)
            self.assertLess(sum(sizes) / N, 2900)

    def test_no_other_two_documents_are_alike(self):
        for code in plan.LANGUAGES:
            rows, truth = planted.make(code, N, seed=3)
            copies = {tuple(sorted(t[:2])) for t in truth}
            sets = {name: character_shingles(text) for name, text in rows}
            for a, b in combinations(sorted(sets), 2):
                jaccard = len(sets[a] & sets[b]) / len(sets[a] | sets[b])
                if (a, b) in copies:
                    self.assertGreater(jaccard, .6)
                else:
                    self.assertLess(jaccard, .3)

    def test_what_is_written_is_what_was_made_and_follows_from_the_seed(self):
        path, truth_path = planted.write(self.folder, "en", N, 3)
        rows, truth = planted.make("en", N, 3)
        lines = path.read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line) for line in lines], [{"id": i, "text": t} for i, t in rows])
        self.assertEqual(planted.read_truth(truth_path), {tuple(sorted(t[:2])): t[2] for t in truth})
        self.assertNotEqual(planted.make("en", N, 4)[0], rows)


class Costs(InAFolder):
    def test_processor_time_and_memory_of_the_children_count(self):
        work = ("import os\n"
                "if os.fork() == 0:\n"
                "    if os.fork() == 0:\n"  # an orphan, as the workers of a server are
                "        import time\n"
                "        x, beg = bytearray(60 << 20), time.process_time()\n"
                "        while time.process_time() - beg < .3: pass\n"
                "    os._exit(0)\n"
                "os.wait()\n")
        cost = process.run(self.program(work), self.folder, 1, 60)
        self.assertGreaterEqual(cost.cpu, .3)
        self.assertLess(cost.cpu, 2)
        self.assertGreater(cost.peak, 60)

    def test_the_memory_of_this_process_does_not_count(self):
        ballast = bytearray(80 << 20)
        self.assertLess(process.run(self.program("pass"), self.folder, 1, 60).peak, 60)
        self.assertEqual(len(ballast), 80 << 20)

    def test_a_program_that_fails_says_why(self):
        with self.assertRaisesRegex(process.Failed, "status 3: no such\tthing".replace("\t", " ")):
            process.run(self.program("import sys; print('no such\\tthing', file=sys.stderr); sys.exit(3)"), self.folder, 1, 60)
        with self.assertRaisesRegex(process.Failed, "status 127: /no/such: No such file"):
            process.run(["/no/such"], self.folder, 1, 60)
        self.assertGreater(process.run(self.program("raise SystemExit(1)"), self.folder, 1, 60, ok=(0, 1)).wall, 0)

    def test_a_program_that_does_not_end_is_ended(self):
        with self.assertRaisesRegex(process.Failed, "did not end within 1 s"):
            process.run(self.program("import time; time.sleep(60)"), self.folder, 1, 1)


class Scores(unittest.TestCase):
    COLLECTED = lanes.Collection("en", None, {("a", "b"): "single", ("c", "d"): "phrase", ("e", "f"): "phrase"}, 9)

    def test_recall_and_precision_are_of_the_planted_pairs(self):
        # two of three found, beside one that was not planted
        s = lanes.score(self.COLLECTED, [("a", "b"), ("c", "d"), ("a", "c")])
        self.assertAlmostEqual(s.recall, 2 / 3)
        self.assertAlmostEqual(s.precision, 2 / 3)
        self.assertEqual(s.kinds, {("near", "single"): [1, 1], ("near", "phrase"): [2, 1]})

    def test_crib_is_believed_at_near_duplicate_and_above(self):
        records = [{"type": "document", "doc": f"{i}0", "member": name} for i, name in enumerate("abcdef")]
        records += [{"type": "pair", "a": "10", "b": "00", "verdict": "near-duplicate"},
                    {"type": "pair", "a": "20", "b": "30", "verdict": "duplicate"},
                    {"type": "pair", "a": "00", "b": "40", "verdict": "shares-passages"}]
        self.assertEqual(lanes.crib_pairs(records), [("a", "b"), ("c", "d")])


class Tables(unittest.TestCase):
    class OfTenMegabytes(lanes.Collection):
        megabytes = 10.0

    def runs(self, *seconds, start=1.0):
        made = lanes.Runs(self.OfTenMegabytes("en", None, Scores.COLLECTED.truth, 9), process.Cost(start, start, 5))
        made.costs = [process.Cost(s, s, 50) for s in seconds]
        made.score = lanes.score(made.collected, [("a", "b")])
        return made

    def test_ratios_leave_out_the_start_and_are_taken_round_by_round(self):
        # crib 10 MB in 1, 1, 2 s beside the start, the peer in 4, 6, 8 s: 4, 6, 4 times
        crib, peer = self.runs(2, 2, 3), self.runs(5, 7, 9)
        self.assertEqual(crib.times_as_fast(peer, "cpu"), [4, 6, 4])
        self.assertEqual(lanes.spread([4, 6, 4], ".1f"), "4.0 (4.0–6.0)")

    def test_a_run_that_is_nearly_all_start_has_no_rate(self):
        self.assertIsNone(self.runs(1.1).rate("cpu", 0))
        self.assertEqual(lanes.spread(self.runs(2).times_as_fast(self.runs(1.1), "cpu"), ".1f"), "too short to tell")

    def test_a_peer_that_failed_is_a_row_with_the_reason(self):
        peers = {n: plan.Installed(rivals.BY_NAME[n], "1.0") for n in ("rensa", "gaoya")}
        results = {("en", lanes.CRIB, 1): self.runs(2, 2, 3), ("en", "rensa", 1): self.runs(5, 7, 9),
                   ("en", "gaoya", 1): "could not be installed: no wheel"}
        table = report.lane_a_table(results, peers)
        self.assertEqual([len(r) for r in table.rows], [len(table.header)] * 3)
        self.assertEqual(table.rows[2][:3] + table.rows[2][-1:], ["en", "gaoya", "1", "could not be installed: no wheel"])
        times = table.header.index("crib_times_as_fast_per_core")
        self.assertEqual([r[times] for r in table.rows], ["", "4.00 (4.00–6.00)", ""])
        self.assertEqual(report.short_of_goal(results, peers), ["rensa: 4.00 of 20 (short)"])
        b = report.lane_b_table({("en", "rensa", 1): (400.0, [[10.0, 9.0], [12.0, 11.0]]), ("en", "gaoya", 1): "not in this lane"})
        self.assertEqual([r[-1] for r in b.rows], ["", "not in this lane"])


class Troubles(InAFolder):
    def test_what_cannot_be_installed_has_a_reason(self):
        in_the_way = self.folder / "venv"
        in_the_way.write_text("a file where the environment should stand")
        python, why = python_with(in_the_way, ["rensa"])
        self.assertIsNone(python)
        self.assertRegex(why, "could not be installed: .")

    def test_a_peer_without_its_package_fails_with_the_import_error(self):
        # -S: no packages at all, whatever this machine has
        task = self.folder / "task.json"
        task.write_text("{}")
        with self.assertRaisesRegex(process.Failed, "No module named 'gaoya'"):
            process.run([sys.executable, "-S", "-E", CHILD, task], self.folder, 1, 60)

    def test_every_peer_has_its_program(self):
        for peer in rivals.PEERS:
            self.assertTrue(peer.path.is_file(), peer.path)
            self.assertEqual(set(peer.shingles), {"en", "zh"})


class Crib(InAFolder):
    def test_finds_what_was_planted_among_whole_documents_and_with_all_else(self):
        crib = Path(os.environ.get("CRIB", Path(__file__).resolve().parents[2] / "build/release/crib")).resolve()
        setting = lanes.Setting(self.folder, crib, 3, 128, 16, .8, 60)
        for language in ("zh-hans", "en"):
            collected = lanes.collection(setting, language, N)
            for tool in (lanes.CRIB, lanes.CRIB_ALL):
                _, pairs = lanes.lane_a(setting, tool, None, collected, 1)
                s = lanes.score(collected, pairs)
                self.assertEqual((s.recall, s.precision), (1, 1), (language, tool))


class Peers(InAFolder):
    """With the environments of an earlier bench run; nothing is installed here."""

    def test_rensa_finds_what_was_planted(self):
        work = Path(__file__).resolve().parents[2] / "build" / "peers"
        python = work / "venv-rensa" / "bin" / "python3"
        if not (work / "venv-rensa" / "ready").is_file():
            self.skipTest("no environment with rensa: make bench-peers makes one")
        setting = lanes.Setting(self.folder, None, 3, 128, 16, .8, 60, {"rensa": python})
        collected = lanes.collection(setting, "en", N)
        _, pairs = lanes.lane_a(setting, "rensa", rivals.BY_NAME["rensa"], collected, 1)
        s = lanes.score(collected, pairs)
        self.assertGreaterEqual(s.recall, .5)
        self.assertEqual(s.precision, 1)


if __name__ == "__main__":
    unittest.main()

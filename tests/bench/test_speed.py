# SPDX-License-Identifier: MIT
"""The made corpus of bench/speed: the same seed gives the same bytes, and crib
finds what was planted in it. And the tables: their columns, their verdicts."""

import difflib
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

CRIB = Path(os.environ.get("CRIB") or Path(__file__).resolve().parents[2] / "build/release/crib").resolve()
SPEED = CRIB.with_name("speed")
SMALL = ["--size", "100k"]
STAGE_COLUMNS = ["stage", "bytes", "documents", "ms_min", "ms_median", "MB_per_s", "ratio_to_memcpy", "peak_memory_KiB"]


def run(*args, status=0):
    done = subprocess.run([SPEED, *args], capture_output=True, timeout=60)
    assert done.returncode == status, (done.returncode, done.stderr.decode())
    return done.stdout


def table(out):
    rows = [line.split("\t") for line in out.decode().splitlines()]
    return rows[0], rows[1:]


def corpus(folder, *options):
    """Texts by id, and the copies' originals."""
    rows, truth = Path(folder) / "corpus.jsonl", Path(folder) / "truth.tsv"
    run("corpus", *options, "--out", str(rows), "--truth", str(truth))
    texts = {row["id"]: row["text"] for row in map(json.loads, rows.read_text("utf-8").splitlines())}
    return rows, texts, dict(line.split("\t") for line in truth.read_text().splitlines())


@unittest.skipUnless(SPEED.exists(), f"{SPEED} is not there: make build/release/speed")
class Corpus(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes(self):
        for lang in ("zh", "en", "mixed"):
            one, two = (run("corpus", *SMALL, "--lang", lang, "--seed", "7") for _ in range(2))
            self.assertEqual(one, two)
            self.assertNotEqual(one, run("corpus", *SMALL, "--lang", lang, "--seed", "8"))

    def test_a_larger_corpus_begins_with_the_smaller_one(self):
        small, large = run("corpus", *SMALL), run("corpus", "--size", "300k")
        self.assertTrue(len(small) < len(large) and large.startswith(small))

    def test_it_is_as_large_as_asked_and_documents_are_some_four_kilobytes_long(self):
        with tempfile.TemporaryDirectory() as folder:
            _, texts, _ = corpus(folder, "--size", "2M")
        sizes = [len(t.encode()) for t in texts.values()]
        self.assertTrue(2_000_000 <= sum(sizes) < 2_100_000)
        self.assertTrue(3_000 < sum(sizes) / len(sizes) < 6_000)
        self.assertTrue(max(sizes) > 20_000 and sorted(sizes)[len(sizes) // 2] < 4_000, "lengths follow Zipf's law")

    def test_so_many_documents_of_another_mean_length_are_made_when_asked(self):
        for mean in (1000, 2000):
            with tempfile.TemporaryDirectory() as folder:
                _, texts, _ = corpus(folder, "--documents", "800", "--mean", str(mean))
            self.assertEqual(len(texts), 800)
            self.assertTrue(mean < sum(len(t.encode()) for t in texts.values()) / 800 < 1.5 * mean)

    def test_a_tenth_are_copies_of_an_earlier_document_with_three_edits_in_a_hundred(self):
        with tempfile.TemporaryDirectory() as folder:
            _, texts, truth = corpus(folder, "--size", "2M")
        self.assertTrue(.07 < len(truth) / len(texts) < .13)
        for copy, original in truth.items():
            self.assertLess(original, copy)
            self.assertNotIn(original, truth)
        short = [(c, o) for c, o in truth.items() if 500 < len(texts[o]) < 1500][:8]
        same = [difflib.SequenceMatcher(None, texts[o], texts[c], autojunk=False).ratio() for c, o in short]
        self.assertTrue(.96 < sum(same) / len(same) < .99, same)

    def test_crib_finds_the_copies_and_no_others(self):
        for lang in ("zh", "en", "mixed"):
            with self.subTest(lang), tempfile.TemporaryDirectory() as folder:
                rows, texts, truth = corpus(folder, "--size", "600k", "--lang", lang)
                done = subprocess.run([CRIB, "scan", "--format", "jsonl", rows], capture_output=True, timeout=60)
                self.assertEqual(done.returncode, 1, done.stderr.decode())
                records = [json.loads(line) for line in done.stdout.decode().splitlines()]
                name = {r["doc"]: r["member"] for r in records if r["type"] == "document"}
                self.assertEqual(sorted(name.values()), sorted(texts))
                found = {(name[r["b"]], name[r["a"]]) for r in records
                         if r["type"] == "pair" and r["verdict"] in ("duplicate", "near-duplicate")}
                self.assertEqual(set(truth.items()) - found, set())
                others = {(b, a) for b, a in found if truth.get(b, b) != truth.get(a, a)}
                self.assertEqual(others, set())


@unittest.skipUnless(SPEED.exists(), f"{SPEED} is not there: make build/release/speed")
class Tables(unittest.TestCase):
    def test_every_stage_has_its_time_speed_and_memory(self):
        columns, rows = table(run("stages", *SMALL, "--rounds", "3"))
        self.assertEqual(columns, STAGE_COLUMNS)
        self.assertEqual(rows[0][0], "memcpy")
        for row in rows:
            self.assertEqual(len(row), len(columns))
            size, documents, least, median, speed, ratio, peak = map(float, row[1:])
            self.assertTrue(size > 0 and 0 < least <= median and speed > 0 and ratio > 0 and peak > 0, row)
            self.assertAlmostEqual(speed, size / median / 1e3, delta=.06 + speed * 1e-4 / median)
            self.assertTrue(documents > 0 or row[0] == "memcpy")

    def test_a_gate_is_short_when_its_value_is_and_then_the_status_says_so(self):
        done = subprocess.run([SPEED, "gates", *SMALL, "--rounds", "3"], capture_output=True, timeout=60)
        columns, rows = table(done.stdout)
        self.assertEqual(columns, ["gate", "value", "floor", "ok|short"])
        self.assertEqual(len(rows), 11)
        for gate, value, floor, said in rows:
            ok = float(value) <= float(floor) if "(at most)" in gate else float(value) >= float(floor)
            self.assertEqual(said, "ok" if ok else "short", gate)
        self.assertEqual(done.returncode, int(any(row[3] == "short" for row in rows)))

    def test_the_estimate_is_within_its_bound(self):
        _, rows = table(subprocess.run([SPEED, "gates", *SMALL, "--rounds", "1"], capture_output=True, timeout=60).stdout)
        self.assertEqual([row[3] for row in rows if row[0].startswith("RMSE")], ["ok"])

    def test_what_makes_no_sense_is_refused(self):
        for args in ([], ["fast"], ["stages", "--size"], ["stages", "--size", "-1"], ["stages", "--size", "1x"],
                     ["corpus", "--lang", "tlh"], ["gates", "--rounds", "0"], ["gates", "--copies", "1001"],
                     ["corpus", "--mean", "3"], ["corpus", "--documents", "0"], ["stages", "--documents", "9"]):
            self.assertEqual(run(*args, status=2), b"")


if __name__ == "__main__":
    unittest.main()

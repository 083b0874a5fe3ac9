# SPDX-License-Identifier: MIT
"""bench/index: the inputs are what it says, floors are judged, and a whole run
of a tiny size measures everything."""

import io
import os
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from index_bench import command, made

CRIB = Path(os.environ.get("CRIB") or Path(__file__).resolve().parents[2] / "build/release/crib").resolve()
SPEED = CRIB.with_name("speed")


class Verdicts(unittest.TestCase):
    def test_a_value_above_its_limit_is_short_and_counted(self):
        with redirect_stderr(io.StringIO()):
            rows = command.Rows()
            rows.most("a", .8, .8)
            rows.most("b", .8001, .8)
            rows.holds("c", False)
            rows.holds("d", None)
        self.assertEqual([r[3] for r in rows.table.rows], ["ok", "short", "short", ""])
        self.assertEqual(rows.table.short, 2)


@unittest.skipUnless(CRIB.exists() and SPEED.exists(), f"{CRIB} or {SPEED} is not there: make build/release/crib build/release/speed")
class Runs(unittest.TestCase):
    def setUp(self):
        keep = tempfile.TemporaryDirectory()
        self.addCleanup(keep.cleanup)
        self.folder = Path(keep.name)
        self.folder.chmod(0o755)

    def test_submissions_are_of_five_kilobytes_and_hold_what_is_indexed(self):
        texts = made.documents(SPEED, self.folder, "documents", 300, 1, "zh")
        paths = made.submissions(SPEED, self.folder, 5, texts, 1, "zh")
        everything = "\n".join(texts.samples)
        for path in paths:
            self.assertTrue(4500 < path.stat().st_size < 5100, path.stat().st_size)
            text = path.read_text(encoding="utf-8")
            self.assertTrue(any(text[i:i + made.STRETCH // 2] in everything for i in range(0, len(text), 10)))
        self.assertEqual(len({p.read_text(encoding="utf-8") for p in paths}), 5)

    def test_a_tiny_run_measures_everything_and_finds_no_wrong_answer(self):
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            command.main(["--crib", str(CRIB), "--speed", str(SPEED), "--out", str(self.folder), "--documents", "300", "--checks", "3"])
        rows = dict(line.split("\t")[:2] for line in out.getvalue().splitlines()[2:])
        self.assertEqual(rows["wrong answers beside it"], "0")
        self.assertEqual(rows["submissions with findings"], "3 of 3")
        self.assertGreater(int(rows["answers beside it"]), 0)
        for name in ("build / scan, cpu", "size / text", "size / text, --no-text", "check, warm, median ms", "check, cold, 99 % ms",
                     "adding 1 % / build, wall", "verify, s"):
            self.assertGreater(float(rows[name]), 0, name)
        for name in ("reader without permission to write", "reader on a read-only mount"):
            self.assertIn(rows[name], ("same answer", "not tried: no right to"))
        self.assertEqual(sorted(p.name for p in self.folder.iterdir() if p.name != "cost.json"), ["index.md", "index.tsv"])

# SPDX-License-Identifier: MIT
"""bench/growth: slopes of known curves come out, the inputs are as large as
asked, the picture is well-formed, and a whole run of a tiny size writes all."""

import io
import math
import os
import tempfile
import unittest
import xml.etree.ElementTree as ET
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from growth_bench import command, estimate, made, measure, plot, slopes

CRIB = Path(os.environ.get("CRIB") or Path(__file__).resolve().parents[2] / "build/release/crib").resolve()
SPEED = CRIB.with_name("speed")
SVG = "{http://www.w3.org/2000/svg}"


def curve(exponent, sizes=(10, 100, 1000, 10000, 100000), start=3.0):
    return [(n, start * n ** exponent) for n in sizes]


def point(n, cpu, peak):
    return measure.Point(n, n, 2000 * n, 2100 * n, 1, cpu, cpu, peak, .001, 1.0, 1.0, 5)


class Slopes(unittest.TestCase):
    def test_the_slope_of_a_power_is_its_exponent(self):
        for exponent in (0, .5, 1, 1.35, 2):
            self.assertAlmostEqual(slopes.slope(curve(exponent)), exponent, places=9)

    def test_what_a_run_costs_at_least_does_not_count(self):
        flat_then_steep = [(10, 1), (100, 1)] + curve(2, (1000, 10000, 100000))
        self.assertAlmostEqual(slopes.slope(flat_then_steep), 2, places=9)

    def test_half_of_the_sizes_count_and_never_fewer_than_two(self):
        self.assertEqual([len(slopes.upper_half(curve(1, range(1, n + 1)))) for n in range(1, 7)], [1, 2, 2, 2, 3, 3])

    def test_of_noisy_points_it_is_the_least_squares_line(self):
        e = math.e
        self.assertAlmostEqual(slopes.line([(1, 1), (e, e ** 2), (e ** 2, e)])[0], .5)

    def test_one_size_has_no_slope(self):
        self.assertIsNone(slopes.slope([(10, 1)]))
        self.assertIsNone(slopes.slope([(10, 1), (10, 2)]))

    def test_going_on_multiplies_by_the_power_of_the_ratio(self):
        self.assertAlmostEqual(slopes.carried_on(curve(1.5), 10 ** 7) / curve(1.5)[-1][1], 1000)


class Estimates(unittest.TestCase):
    KINDS = {estimate.POSTINGS: 400.0, estimate.BANDS: 160.0}

    def test_linear_time_by_slope_is_the_linear_time(self):
        rows = [point(n, n / 1e4, 10 + n / 1e3) for n in (1000, 10000, 100000)]
        t = estimate.table("scan", rows, self.KINDS)
        got = dict(zip(t.header, t.rows[0]))
        self.assertEqual(got["hours_by_slope"], got["hours_linear"])
        self.assertEqual(got["hours_linear"], f"{1e8 / 1e4 / 3600:.3g}")
        self.assertEqual((got["text"], got["signatures"], got["postings"]), ("200.0 GB", "51.2 GB", "40.0 GB"))

    def test_one_point_gives_no_estimate(self):
        self.assertEqual(estimate.table("scan", [point(1000, 1, 1)], self.KINDS).rows, [])


class Pictures(unittest.TestCase):
    def drawn(self):
        rows = [point(n, n / 1e4, 10 + n / 1e3) for n in (1000, 10000, 100000)]
        return ET.fromstring(plot.drawing(command.panels([("many <&> documents", rows), ("one document", rows[1:])])))

    def test_the_svg_is_well_formed_and_both_panels_show_both_curves_by_name(self):
        root = self.drawn()
        words = [e.text for e in root.iter(SVG + "text")]
        self.assertEqual(words.count("many <&> documents"), 2)
        self.assertEqual(words.count("one document"), 2)
        for label in ("Computing time", "Peak memory", "1 MB", "100 ms"):
            self.assertIn(label, words)

    def test_every_point_is_drawn_within_its_panel(self):
        root = self.drawn()
        places = [(float(e.get("cx")), float(e.get("cy"))) for e in root.iter(SVG + "circle")]
        self.assertEqual(len(places), 6)
        for x, y in places:
            self.assertTrue(any(left <= x <= left + plot.PANEL_WIDTH for left in plot.LEFTS), x)
            self.assertTrue(plot.TOP <= y <= plot.TOP + plot.PANEL_HEIGHT, y)

    def test_powers_of_ten_are_written_with_their_units(self):
        self.assertEqual([plot.bytes_label(n) for n in (0, 2, 3, 8, 9)], ["1 B", "100 B", "1 kB", "100 MB", "1 GB"])
        self.assertEqual([plot.seconds_label(n) for n in (-3, -1, 0, 2)], ["1 ms", "100 ms", "1 s", "100 s"])


class Scores(unittest.TestCase):
    TRUTH = {"d2": "d1", "d3": "d1"}

    def test_two_copies_of_one_original_are_right_but_not_planted(self):
        self.assertEqual(measure.score({("d1", "d2"), ("d2", "d3")}, self.TRUTH), (.5, 1.0))

    def test_a_pair_of_strangers_costs_precision(self):
        self.assertEqual(measure.score({("d1", "d2"), ("d1", "d3"), ("d1", "d4"), ("d4", "d5")}, self.TRUTH), (1.0, .5))


@unittest.skipUnless(CRIB.exists() and SPEED.exists(), f"{CRIB} or {SPEED} is not there: make build/release/crib build/release/speed")
class Runs(unittest.TestCase):
    def setUp(self):
        keep = tempfile.TemporaryDirectory()
        self.addCleanup(keep.cleanup)
        self.folder = Path(keep.name)

    def run_bench(self, *options):
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            status = command.main(["--crib", str(CRIB), "--speed", str(SPEED), "--out", str(self.folder), "--rounds", "1", *options])
        return status, out.getvalue()

    def test_a_collection_has_so_many_documents_of_two_kilobytes(self):
        got = made.collection(SPEED, self.folder, 500, 1, "zh")
        self.assertEqual(len(got.path.read_bytes().splitlines()), 500)
        self.assertTrue(1600 < got.text_bytes / 500 < 2600, got.text_bytes)
        self.assertTrue(20 < len(got.truth) < 90)

    def test_the_one_document_is_as_long_as_asked_but_for_a_character(self):
        for lang in ("zh", "en"):
            for n in (1000, 10001, 100000):
                got = made.one_document(SPEED, self.folder, n, 1, lang)
                self.assertTrue(n - 4 < got.text_bytes <= n, (n, got.text_bytes))
                got.path.read_bytes().decode("utf-8")

    def test_a_tiny_run_writes_tables_slopes_and_picture_and_finds_the_copies(self):
        status, out = self.run_bench("--documents", "100,200,400", "--whole", "200,400", "--memory", "16M", "--bytes", "1k,20k")
        self.assertEqual(status, 0)
        self.assertEqual(out, (self.folder / "growth.tsv").read_text("utf-8"))
        blocks = {b.splitlines()[0][2:]: [line.split("\t") for line in b.splitlines()[1:]] for b in out.split("\n\n")}
        self.assertEqual(list(blocks), ["Many documents", "Whole documents", "One document", "Slopes", "Estimate for larger collections, scan",
                                        "Estimate for larger collections, scan --whole"])
        for block in blocks.values():
            self.assertTrue(all(len(row) == len(block[0]) for row in block))
        many = [dict(zip(blocks["Many documents"][0], row)) for row in blocks["Many documents"][1:]]
        self.assertEqual([row["documents"] for row in many], ["100", "200", "400"])
        whole = [dict(zip(blocks["Whole documents"][0], row)) for row in blocks["Whole documents"][1:]]
        self.assertEqual([row["documents"] for row in whole], ["200", "400"])
        for row in [*many, *whole]:
            self.assertTrue(float(row["cpu_s"]) > 0 and float(row["peak_MB"]) > 1 and float(row["times_reading"]) > 1, row)
            self.assertTrue(float(row["recall"]) > .9 and float(row["precision"]) > .9, row)
        self.assertEqual([row[0] for row in blocks["Slopes"][1:]], ["many documents of 2 kB", "the same, scan --whole", "one document"])
        self.assertTrue((self.folder / "growth.md").read_text("utf-8").startswith("## Many documents"))
        ET.parse(self.folder / "growth.svg")
        self.assertEqual([p.name for p in self.folder.glob("collection-*")] + [p.name for p in self.folder.glob("document-*")], [])

    def test_a_scan_that_fails_is_a_row_that_says_why(self):
        broken = self.folder / "broken"
        broken.write_text("#!/bin/sh\necho no luck >&2\nexit 4\n")
        broken.chmod(0o755)
        buffer = io.StringIO()
        with redirect_stdout(buffer), redirect_stderr(io.StringIO()):
            status = command.main(["--crib", str(broken), "--speed", str(SPEED), "--out", str(self.folder), "--documents", "",
                                   "--whole", "", "--bytes", "1k"])
        self.assertEqual(status, 1)
        self.assertIn("could not be scanned: status 4: no luck", buffer.getvalue())

    def test_sizes_that_are_none_are_refused(self):
        for bad in ("0", "x", "1q", "-5"):
            with self.assertRaises(SystemExit), redirect_stderr(io.StringIO()):
                command.parse(["--documents=" + bad, "--crib", str(CRIB)])


if __name__ == "__main__":
    unittest.main()

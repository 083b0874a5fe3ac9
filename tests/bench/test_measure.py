# SPDX-License-Identifier: MIT
"""PAN's measures: worked examples with their arithmetic, and a twin that
counts characters one by one."""

import math
import random
import unittest

from quality_bench.measure import Reuse, Tally, border_errors, covered, match, score, tally, union_length


def reuse(this_beg, this_end, source_beg, source_end, this="susp", source="src"):
    return Reuse(this, this_beg, this_end, source, source_beg, source_end)


class WorkedExamples(unittest.TestCase):
    """The case is mostly 100 characters of both documents: this [100, 200),
    source [500, 600), so |s| = 200."""

    CASE = reuse(100, 200, 500, 600)

    def check(self, cases, detections, precision, recall, granularity):
        t = score(cases, detections)
        self.assertAlmostEqual(t.precision, precision, places=12)
        self.assertAlmostEqual(t.recall, recall, places=12)
        self.assertAlmostEqual(t.granularity, granularity, places=12)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        self.assertAlmostEqual(t.plagdet, f1 / math.log2(1 + granularity), places=12)
        return t

    def test_what_is_found_exactly_scores_one(self):
        # precision 200/200, recall 200/200, F1 = 1, log2(1 + 1) = 1
        t = self.check([self.CASE], [self.CASE], 1, 1, 1)
        self.assertEqual(t.plagdet, 1.0)

    def test_half_of_one_side(self):
        # r = this [100, 150), source [500, 600): |r| = 150, all of it in s.
        # precision 150/150 = 1, recall (50 + 100)/200 = .75, F1 = 1.5/1.75 = 6/7
        t = self.check([self.CASE], [reuse(100, 150, 500, 600)], 1, .75, 1)
        self.assertAlmostEqual(t.plagdet, 6 / 7, places=12)

    def test_a_detection_longer_than_the_case(self):
        # r = this [90, 210), source [500, 600): |r| = 220, 200 of it in s.
        # precision 200/220 = 10/11, recall 1, F1 = (20/11)/(21/11) = 20/21
        t = self.check([self.CASE], [reuse(90, 210, 500, 600)], 10 / 11, 1, 1)
        self.assertAlmostEqual(t.plagdet, 20 / 21, places=12)

    def test_two_detections_of_one_case(self):
        # [100, 150) with [500, 550), and [150, 200) with [550, 600): both inside s,
        # together all of it. precision (1 + 1)/2, recall 1, granularity 2:
        # plagdet = 1/log2(3) = .6309
        t = self.check([self.CASE], [reuse(100, 150, 500, 550), reuse(150, 200, 550, 600)], 1, 1, 2)
        self.assertAlmostEqual(t.plagdet, .6309297535714574, places=12)

    def test_overlapping_detections_count_once_for_recall(self):
        # [100, 160) with [500, 560), and [140, 180) with [540, 580): union 80 + 80.
        # precision 1, recall 160/200 = .8, granularity 2, F1 = 1.6/1.8 = 8/9
        t = self.check([self.CASE], [reuse(100, 160, 500, 560), reuse(140, 180, 540, 580)], 1, .8, 2)
        self.assertAlmostEqual(t.plagdet, 8 / 9 / math.log2(3), places=12)

    def test_a_false_detection_halves_precision(self):
        # precision (1 + 0)/2, recall 1, F1 = 1/1.5 = 2/3
        t = self.check([self.CASE], [self.CASE, reuse(300, 400, 700, 800)], .5, 1, 1)
        self.assertAlmostEqual(t.plagdet, 2 / 3, places=12)
        self.assertEqual(t.false, 1)

    def test_overlap_on_one_side_alone_is_false(self):
        # r meets s in the suspicious document but not in the source: it does not detect.
        t = self.check([self.CASE], [reuse(100, 200, 600, 700)], 0, 0, 1)
        self.assertEqual((t.false, t.detected), (1, 0))

    def test_another_source_is_false(self):
        self.check([self.CASE], [self.CASE._replace(source="other")], 0, 0, 1)
        self.check([self.CASE], [self.CASE._replace(this="other")], 0, 0, 1)

    def test_one_detection_over_two_cases(self):
        # s1 = [0, 100) of [0, 100), s2 = [150, 200) of [150, 200), r = [0, 200) of [0, 200):
        # |r| = 400; r and s1 share 200, r and s2 share 100. precision 300/400 = .75,
        # recall 1, each case is detected once: granularity 1, F1 = 1.5/1.75 = 6/7
        cases = [reuse(0, 100, 0, 100), reuse(150, 200, 150, 200)]
        t = self.check(cases, [reuse(0, 200, 0, 200)], .75, 1, 1)
        self.assertAlmostEqual(t.plagdet, 6 / 7, places=12)

    def test_long_and_short_cases_weigh_alike(self):
        # s1 of 2000 characters found whole, s2 of 20 missed: recall (1 + 0)/2.
        cases = [reuse(0, 1000, 0, 1000), reuse(5000, 5010, 5000, 5010)]
        self.check(cases, [cases[0]], 1, .5, 1)

    def test_granularity_is_over_detected_cases_alone(self):
        # s1 detected three times, s2 once, s3 never: (3 + 1)/2 = 2.
        cases = [reuse(0, 90, 0, 90), reuse(200, 290, 200, 290), reuse(400, 490, 400, 490)]
        detections = [reuse(0, 30, 0, 30), reuse(30, 60, 30, 60), reuse(60, 90, 60, 90), cases[1]]
        self.check(cases, detections, 1, 2 / 3, 2)

    def test_no_detections_and_no_cases(self):
        self.assertEqual(self.check([self.CASE], [], 0, 0, 1).plagdet, 0)
        self.assertEqual(self.check([], [self.CASE], 0, 0, 1).plagdet, 0)
        self.assertEqual(self.check([], [], 1, 1, 1).plagdet, 1)

    def test_touching_is_not_overlapping(self):
        self.check([self.CASE], [reuse(200, 300, 500, 600)], 0, 0, 1)


class Borders(unittest.TestCase):
    def test_the_outermost_borders_of_all_detections_count(self):
        m = match([reuse(100, 200, 500, 600)], [reuse(103, 140, 500, 540), reuse(150, 205, 550, 599)])
        self.assertEqual(border_errors(m, 0), [("this", 100, 103, False), ("this", 200, 205, True),
                                               ("source", 500, 500, False), ("source", 600, 599, True)])

    def test_a_case_that_is_not_detected_has_none(self):
        self.assertEqual(border_errors(match([reuse(0, 9, 0, 9)], []), 0), [])

    def test_the_widened_truth_replaces_the_case(self):
        m = match([reuse(100, 200, 500, 600)], [reuse(99, 200, 499, 600)])
        wide = reuse(99, 200, 499, 600)
        self.assertTrue(all(truth == found for _, truth, found, _ in border_errors(m, 0, wide)))


def characters(r):
    return ({("this", r.this, i) for i in range(r.this_beg, r.this_end)}
            | {("source", r.source, i) for i in range(r.source_beg, r.source_end)})


def twin(cases, detections):
    """precision, recall, granularity by sets of characters, word for word as defined."""
    def meet(s, r):
        common = characters(s) & characters(r)
        sides = {side for side, *_ in common}
        same = s.this == r.this and s.source == r.source
        return common if same and sides == {"this", "source"} else set()
    if not cases and not detections:
        return 1, 1, 1
    precision = recall = 0
    for r in detections:
        precision += len(set().union(*(meet(s, r) for s in cases))) / len(characters(r)) / len(detections)
    for s in cases:
        recall += len(set().union(*(meet(s, r) for r in detections))) / len(characters(s)) / len(cases)
    of = [sum(1 for r in detections if meet(s, r)) for s in cases]
    detected = [n for n in of if n]
    return precision, recall, sum(detected) / len(detected) if detected else 1


class Twin(unittest.TestCase):
    def random_reuse(self, rng):
        a, b = rng.randrange(40), rng.randrange(40)
        return reuse(a, a + rng.randrange(1, 20), b, b + rng.randrange(1, 20),
                     rng.choice("xy"), rng.choice("pq"))

    def test_interval_arithmetic_equals_counting_characters(self):
        rng = random.Random(20)
        for _ in range(1500):
            cases = [self.random_reuse(rng) for _ in range(rng.randrange(6))]
            detections = [self.random_reuse(rng) for _ in range(rng.randrange(6))]
            t = score(cases, detections)
            precision, recall, granularity = twin(cases, detections)
            self.assertAlmostEqual(t.precision, precision, places=9)
            self.assertAlmostEqual(t.recall, recall, places=9)
            self.assertAlmostEqual(t.granularity, granularity, places=9)

    def test_adding_tallies_is_scoring_both(self):
        rng = random.Random(21)
        for _ in range(100):
            parts = [([self.random_reuse(rng)._replace(this=name) for _ in range(4)],
                      [self.random_reuse(rng)._replace(this=name) for _ in range(4)]) for name in "ab"]
            one = Tally()
            for cases, detections in parts:
                one += tally(match(cases, detections))
            both = score(parts[0][0] + parts[1][0], parts[0][1] + parts[1][1])
            for name in ("precision", "recall", "granularity", "plagdet", "false"):
                self.assertAlmostEqual(getattr(one, name), getattr(both, name), places=9)

    def test_union_and_cover_equal_counting(self):
        rng = random.Random(22)
        for _ in range(500):
            spans = [(b, b + rng.randrange(1, 9)) for b in (rng.randrange(30) for _ in range(rng.randrange(7)))]
            self.assertEqual(union_length(spans), len({i for b, e in spans for i in range(b, e)}))
        self.assertEqual(covered(reuse(0, 10, 0, 10), [reuse(5, 15, 2, 4)]), 5 + 2)

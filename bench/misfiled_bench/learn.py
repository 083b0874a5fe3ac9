# SPDX-License-Identifier: MIT
"""Learning how much the clues about a title are worth.

crib says of every title what speaks for it and against it (`crib show
titles`). Small decision trees that add up to the logarithm of the odds are
learned from made-up collections, and from real pages in every other language
of theirs (gradient boosting of the logistic loss with Newton's steps:
Friedman 2001), and written as src/cluster/doubt_trees.h.
Twins are no lesson: copies are judged in another way."""

import math
import os
import re
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from . import page_collection
from .made_collection import ELSEWHERE, HANDS, SWAPPED
from .rows import PAGES, Cell, documents_of
from .told import ScanFailed, write_rows

TREES, DEPTH, RATE = 200, 4, .1  # how many, how deep, and how much of its step each makes
LEAST_IN_LEAF = 40     # documents
SHRINK = 1.            # what is added to a leaf's curvature
MOST_CUTS = 255        # places where a clue may be cut: so many quantiles
NEVER = (0, 1e9)       # the clue and the cut of a node that parts nothing
LESSONS = (((ELSEWHERE, 30),), ((SWAPPED, 30),), ())


@dataclass
class Lesson:
    """The doubted titles of one collection."""

    cell: Cell
    n_docs: int
    n_wrong: int                               # of all documents
    clues: list = field(default_factory=list)  # [[value, ...], ...]
    wrong: list = field(default_factory=list)  # [bool, ...]
    names: list = field(default_factory=list)


def plan(seeds, without=None, pages=()):
    """The collections that are learned from: all hands', or but one's, and every other language of folders of pages, whose texts are
    the same for every seed: once is enough."""
    made = [Cell("lesson", kind.lang, name, s, 330, how, "rows", hand)
            for s in seeds for hand in HANDS if hand != without for name, kind in HANDS[hand].items() for how in LESSONS]
    real = [Cell("lesson", f"{folder.name} {lang}", PAGES, s, 330, how, "rows", str(folder))
            for folder in pages for lang in page_collection.learned_from(folder) for how in LESSONS for s in seeds[:1]]
    return made + real


def parse(text, where):
    """[(document, doubted, {clue: value})] in the order shown."""
    out = []
    for block in re.split("^== ", text, flags=re.M)[1:]:
        head, said, *rows = [line for line in block.rstrip("\n").split("\n") if not line.startswith("names ")]
        member = head.split(" / ")[-1].split(" #")[0]
        out.append((where[member], ", doubt " in said, {n: float(v) for n, v in (r.split() for r in rows)}))
    return out


def hear(crib, cell):
    """One collection's lesson; in a process of its own."""
    docs = documents_of(cell)
    with tempfile.TemporaryDirectory() as folder:
        where = write_rows(docs, folder)
        args = [str(crib), "show", "titles", "--quiet", "--threads", "1", "--documents", "file", os.path.join(folder, "collection.jsonl")]
        run = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=1800)
    if run.returncode:
        raise ScanFailed(f"{crib} show titles ended with {run.returncode}: {run.stderr.decode('utf-8', 'replace').strip()}")
    lesson = Lesson(cell, len(docs), sum(d.how is not None for d in docs))
    for doc, doubted, clues in parse(run.stdout.decode("utf-8"), where):
        if doubted:
            lesson.names = list(clues)
            lesson.clues.append(list(clues.values()))
            lesson.wrong.append(doc.how is not None)
    return lesson


def lessons(crib, cells, jobs):
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        return list(pool.map(hear, [crib] * len(cells), cells))


def rounded(x):
    return float(f"{x:.3g}")


def cuts_of(values):
    """Where a clue may be cut: between quantiles, at round numbers."""
    some = sorted(values)
    at = {rounded((some[i - 1] + some[i]) / 2) for i in (len(some) * k // MOST_CUTS for k in range(1, MOST_CUTS)) if some[i - 1] < some[i]}
    return sorted(at) or [0.]


class Learner:
    def __init__(self, rows, wrong):
        self.wrong = wrong
        self.cuts = [cuts_of(column) for column in zip(*rows)]
        self.bins = [[sum_below(cuts, x) for x in column] for cuts, column in zip(self.cuts, zip(*rows))]
        share = sum(wrong) / len(wrong)
        self.first = math.log(share / (1 - share))
        self.odds = [self.first] * len(wrong)
        self.trees = []

    def best_cut(self, some, grad, curve):
        """(gain, clue, cut number) of these rows; gain 0: none is worth it."""
        g_all, h_all = sum(grad[i] for i in some), sum(curve[i] for i in some)
        best = (0., 0, 0)
        for clue, bins in enumerate(self.bins):
            n_cuts = len(self.cuts[clue])
            g, h, n = [0.] * (n_cuts + 1), [0.] * (n_cuts + 1), [0] * (n_cuts + 1)
            for i in some:
                b = bins[i]
                g[b] += grad[i]
                h[b] += curve[i]
                n[b] += 1
            g_left = h_left = n_left = 0
            for b in range(n_cuts):
                g_left, h_left, n_left = g_left + g[b], h_left + h[b], n_left + n[b]
                if min(n_left, len(some) - n_left) < LEAST_IN_LEAF:
                    continue
                gain = g_left ** 2 / (h_left + SHRINK) + (g_all - g_left) ** 2 / (h_all - h_left + SHRINK) - g_all ** 2 / (h_all + SHRINK)
                if gain > best[0] + 1e-9:
                    best = (gain, clue, b)
        return best

    def split(self, some, clue, cut):
        bins = self.bins[clue]
        return [i for i in some if bins[i] <= cut], [i for i in some if bins[i] > cut]

    def grow(self):
        p = [1 / (1 + math.exp(-z)) for z in self.odds]
        grad, curve = [q - y for q, y in zip(p, self.wrong)], [q * (1 - q) for q in p]
        nodes, level = [], [list(range(len(self.wrong)))]
        for _ in range(DEPTH):
            below = []
            for some in level:
                gain, clue, cut = self.best_cut(some, grad, curve)
                nodes.append((clue, self.cuts[clue][cut]) if gain else NEVER)
                below += self.split(some, clue, cut) if gain else (some, [])
            level = below
        leaves = []
        for leaf in level:
            step = -RATE * sum(grad[i] for i in leaf) / (sum(curve[i] for i in leaf) + SHRINK)
            leaves.append(step)
            for i in leaf:
                self.odds[i] += step
        self.trees.append((nodes, leaves))


def sum_below(cuts, x):
    """How many cuts x lies above."""
    lo, hi = 0, len(cuts)
    while lo < hi:
        mid = (lo + hi) // 2
        lo, hi = (mid + 1, hi) if x > cuts[mid] else (lo, mid)
    return lo


def learn(some):
    """(doubt of any, trees) from lessons."""
    learner = Learner([c for x in some for c in x.clues], [w for x in some for w in x.wrong])
    for _ in range(TREES):
        learner.grow()
    wrong, everyone = sum(x.n_wrong for x in some), sum(x.n_docs for x in some)
    seen = math.log(wrong / (everyone - wrong))
    return learner.first - seen, learner.trees


def doubt_of(model, clues):
    first, trees = model
    for nodes, leaves in trees:
        at = 0
        for _ in range(DEPTH):
            clue, above = nodes[at]
            at = 2 * at + 1 + (clues[clue] > above)
        first += leaves[at - len(nodes)]
    return first


HEAD = '''/* SPDX-License-Identifier: MIT */
/* How much the clues about a title are worth: learned, and written here, by
 * bench/misfiled --learn. Do not edit. */
#ifndef CRIB_CLUSTER_DOUBT_TREES_H
#define CRIB_CLUSTER_DOUBT_TREES_H

#include "cluster/clues.h"

enum { DOUBT_DEPTH = %d, DOUBT_NODES = (1 << DOUBT_DEPTH) - 1 };

/* One clue is looked at, then by its side another, and so on: below node i
 * stand 2 i + 1, where its clue is not above, and 2 i + 2, where it is. What is
 * found at the end is added to the doubt. */
struct doubt_tree {
    uint8_t clue[DOUBT_NODES];
    float above[DOUBT_NODES];
    float doubt[DOUBT_NODES + 1];
};

''' % DEPTH


def number(x):
    text = f"{x or 0:.4g}"
    return text + "f" if "." in text or "e" in text else text


def header(model, names):
    first, trees = model
    rows = []
    for nodes, leaves in trees:
        clues = ", ".join("CLUE_" + names[clue].upper() for clue, _ in nodes)
        rows.append("    { { %s },\n      { %s },\n      { %s } }," %
                    (clues, ", ".join(number(cut) for _, cut in nodes), ", ".join(map(number, leaves))))
    return HEAD + f"#define DOUBT_OF_ANY {first:.4f}\n\nstatic const struct doubt_tree doubt_trees[] = {{\n" + "\n".join(rows) + "\n};\n\n#endif\n"


def write(crib, seeds, jobs, path, without=None, pages=()):
    """Learns and writes the trees; returns how many titles were learned from."""
    some = lessons(crib, plan(seeds, without, pages), jobs)
    path.write_text(header(learn(some), next(x.names for x in some if x.names)), encoding="utf-8")
    return sum(len(x.wrong) for x in some)

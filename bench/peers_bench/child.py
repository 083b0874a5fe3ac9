# SPDX-License-Identifier: MIT
"""What the programs with_*.py have in common: each is run by a Python that has
one peer, as `with_PEER.py TASK.json`, and does one lane over one collection.

Lane A: the function `pairs(task)` reads the JSON Lines file and yields pairs of
ids (or `clusters(task)` lists of ids); they are written to task.out. Lane B:
`sketch(sets, task)` is timed on shingles that lie ready in memory, lists of
byte strings, and the rates are printed."""

import json
import sys
import time
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from quality_bench.peer_datasketch import character_shingles, word_shingles  # noqa: E402

LEAST_SECONDS = .5  # that one timing of lane B lasts
TIMINGS = 3


def rows(task):
    """The ids and the texts of the collection."""
    ids, texts = [], []
    with open(task.corpus, encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            ids.append(row["id"])
            texts.append(row["text"])
    return ids, texts


def shingles(text, task):
    """The set of shingles: five words, or where none are written five characters."""
    return word_shingles(text) if task.language == "en" else character_shingles(text)


def pairs_of_clusters(clusters):
    """Every pair of a cluster's members."""
    for members in clusters:
        yield from combinations(sorted(members), 2)


def pairs_of_rows(ids, answers):
    """Pairs from the rows that a query with each row brought."""
    for i, found in enumerate(answers):
        for j in found:
            if j != i:
                yield ids[min(i, j)], ids[max(i, j)]


def timings(sketch, sets, task):
    """Signatures per second of processor time and of wall time, thrice."""
    sketch(sets[:8], task)
    out = []
    for _ in range(TIMINGS):
        n, cpu, wall = 0, time.process_time(), time.perf_counter()
        while time.perf_counter() - wall < LEAST_SECONDS:
            sketch(sets, task)
            n += len(sets)
        out.append((n / (time.process_time() - cpu), n / (time.perf_counter() - wall)))
    return out


def main(pairs, sketch=None):
    task = SimpleNamespace(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    if task.lane == "A":
        found = sorted(set(map(tuple, map(sorted, pairs(task)))))
        Path(task.out).write_text("".join(f"{a}\t{b}\n" for a, b in found), encoding="utf-8")
        return
    sets = [[s.encode() for s in sorted(shingles(text, task))] for text in rows(task)[1]]
    Path(task.out).write_text(json.dumps({"shingles": sum(map(len, sets)) / len(sets),
                                          "rates": timings(sketch, sets, task)}), encoding="utf-8")

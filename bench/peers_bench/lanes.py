# SPDX-License-Identifier: MIT
"""The two lanes.

A: from raw text, a JSON Lines file, to pairs of near-duplicates: the whole
process, its start included. B: the sketch alone, on shingles that lie ready in
memory."""

import json
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from quality_bench.scan import read_records
from quality_bench.whole import NEAR, score_pairs

from . import planted, process

CRIB, CRIB_ALL = "crib scan --whole", "crib scan"
TINY = 20  # documents of the collection that tells what merely starting costs
LEAST_NET = .2  # share of a run beside the start, for a rate to mean something


@dataclass
class Setting:
    """What is the same for all tools of a run."""

    work: Path
    crib: Path
    seed: int
    permutations: int
    bands: int
    threshold: float
    seconds: int      # patience with one process
    pythons: dict = field(default_factory=dict)  # peer -> its Python


@dataclass
class Collection:
    language: str
    path: Path
    truth: dict
    documents: int

    @property
    def megabytes(self):
        return self.path.stat().st_size / 1e6


def collection(setting, language, documents):
    path, truth = planted.write(setting.work / "collections", language, documents, setting.seed)
    return Collection(language, path, planted.read_truth(truth), documents)


def crib_pairs(records):
    """The pairs of rows that crib calls near-duplicates or better."""
    row = {r["doc"]: r["member"] for r in records if r["type"] == "document"}
    return [tuple(sorted((row[r["a"]], row[r["b"]]))) for r in records if r["type"] == "pair" and r["verdict"] in NEAR]


def told_pairs(path):
    return [tuple(line.split("\t")) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def score(collected, pairs):
    """Recall and precision against what was planted (a WholeScore)."""
    return score_pairs({pair: (form, "near") for pair, form in collected.truth.items()}, pairs, collected.documents)


def task_file(setting, peer, lane, collected, threads, scratch):
    """The file that tells a peer's program what to do; and where it will write."""
    out, path = Path(scratch) / "told", Path(scratch) / "task.json"
    path.write_text(json.dumps({
        "lane": lane, "corpus": str(collected.path), "language": collected.language, "threads": threads,
        "permutations": setting.permutations, "bands": setting.bands, "threshold": setting.threshold,
        "scratch": str(scratch), "out": str(out)}), encoding="utf-8")
    return path, out


class Scratch:
    """A folder for one run, so that nothing is left for the next one to find."""

    def __init__(self, setting):
        self.base = setting.work

    def __enter__(self):
        self.path = Path(tempfile.mkdtemp(prefix="run-", dir=self.base))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def lane_a(setting, tool, peer, collected, threads):
    """Cost and pairs of one whole process; `peer` is None for CRIB and CRIB_ALL."""
    with Scratch(setting) as scratch:
        if peer is None:
            out = scratch / "result.jsonl"
            command = [setting.crib, *tool.split()[1:], "--format", "jsonl", "--documents", "file", "--quiet", "--near",
                       f"{setting.threshold:.2f}", "--threads", threads, "-o", out, collected.path]
            cost = process.run(command, scratch, threads, setting.seconds, ok=(0, 1))
            return cost, crib_pairs(read_records(out))
        task, out = task_file(setting, peer, "A", collected, threads, scratch)
        cost = process.run([setting.pythons[peer.name], peer.path, task], scratch, threads, setting.seconds)
        return cost, told_pairs(out)


def lane_b(setting, peer, collected, threads):
    """Mean shingles of a document, and the rates (signatures per second of
    processor time, and of wall time) of some timings."""
    with Scratch(setting) as scratch:
        task, out = task_file(setting, peer, "B", collected, threads, scratch)
        process.run([setting.pythons[peer.name], peer.path, task], scratch, threads, setting.seconds)
        told = json.loads(out.read_text(encoding="utf-8"))
        return told["shingles"], told["rates"]


@dataclass
class Runs:
    """What some runs of one tool on one collection brought."""

    collected: Collection
    start: process.Cost              # of a run over next to nothing
    costs: list = field(default_factory=list)
    score: object = None

    def rate(self, what, i):
        """MB of text per second of `what` (cpu, wall) in run i, the start left
        out; None where the start is nearly all there is."""
        gross = getattr(self.costs[i], what)
        net = gross - getattr(self.start, what)
        return self.collected.megabytes / net if net > LEAST_NET * gross else None

    def rates(self, what):
        return [r for r in (self.rate(what, i) for i in range(len(self.costs))) if r]

    def times_as_fast(self, other, what):
        """How many times as fast this tool is as the other, round by round."""
        both = [(self.rate(what, i), other.rate(what, i)) for i in range(min(len(self.costs), len(other.costs)))]
        return [mine / theirs for mine, theirs in both if mine and theirs]

    def middle(self, what):
        return median(getattr(c, what) for c in self.costs)


def spread(values, form):
    """The median, and in brackets the least and the most."""
    if not values:
        return "too short to tell"
    values = sorted(values)
    return f"{median(values):{form}} ({values[0]:{form}}–{values[-1]:{form}})"

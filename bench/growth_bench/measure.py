# SPDX-License-Identifier: MIT
"""One input: what a scan of it costs, and how much of what was planted it finds."""

import json
import os
import shutil
import subprocess
import time
from statistics import median
from typing import NamedTuple, Optional

from peers_bench import process

READ_AT_ONCE = 1 << 20
READ_SECONDS = .1      # that the reading is timed for at least
ENOUGH_SECONDS = 20    # of scanning one input: no further round after it
KIB_OF_A_MB = 1.024    # process.run's peak is in 1,000 KiB


class Point(NamedTuple):
    size: int          # documents, or bytes of the one document
    documents: int
    text_bytes: int
    file_bytes: int
    rounds: int
    cpu: float         # seconds, user and system; median of the rounds
    wall: float
    peak: float        # MB
    reading: float     # seconds of processor time to read the file from the page cache
    recall: Optional[float]
    precision: Optional[float]
    passages: int


def reading_seconds(path):
    """Processor time of reading the file once, of as many readings as can be timed."""
    buffer = bytearray(READ_AT_ONCE)
    n, beg = 0, time.process_time()
    while n == 0 or time.process_time() - beg < READ_SECONDS:
        with open(path, "rb", buffering=0) as f:
            while f.readinto(buffer):
                pass
        n += 1
    return (time.process_time() - beg) / n


def read_result(path):
    """The near-duplicates as a set of (earlier id, later id), and the number of passages."""
    name, pairs, passages = {}, set(), 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            r = json.loads(line)
            if r["type"] == "document":
                name[r["doc"]] = r["member"] or r["source"]
            elif r["type"] == "pair" and r["verdict"] in ("duplicate", "near-duplicate"):
                pairs.add(tuple(sorted((name[r["a"]], name[r["b"]]))))
            elif r["type"] == "passage":
                passages += 1
    return pairs, passages


def score(pairs, truth):
    """Recall of the planted pairs; precision, where two copies of one original are right too."""
    planted = {tuple(sorted(p)) for p in truth.items()}
    right = sum(truth.get(a, a) == truth.get(b, b) for a, b in pairs)
    return len(planted & pairs) / len(planted) if planted else None, right / len(pairs) if pairs else None


def scan(crib, made, threads, rounds, patience, *options):
    """(costs, pairs, passages) of up to `rounds` scans. Raises process.Failed."""
    out, costs = made.path.with_suffix(".out"), []
    command = [crib, "scan", "--quiet", "--format", "jsonl", "--threads", threads, *options, "-o", out, made.path]
    while len(costs) < rounds and sum(c.wall for c in costs) < ENOUGH_SECONDS:
        costs.append(process.run(command, made.path.parent, threads, patience, ok=(0, 1)))
    pairs, passages = read_result(out)
    out.unlink()
    return costs, pairs, passages


def point(crib, made, size, threads, rounds, patience, *options):
    costs, pairs, passages = scan(crib, made, threads, rounds, patience, *options)
    return Point(size, made.documents, made.text_bytes, os.path.getsize(made.path), len(costs),
                 median(c.cpu for c in costs), median(c.wall for c in costs),
                 max(c.peak for c in costs) * KIB_OF_A_MB, reading_seconds(made.path),
                 *(score(pairs, made.truth) if made.truth else (None, None)), passages)


def stored_bytes(crib, made, patience):
    """What `crib index` keeps of a document: kind of bytes -> bytes a document."""
    index = made.path.with_suffix(".index")
    process.run([crib, "index", "add", index, made.path], made.path.parent, 1, patience)
    told = subprocess.run([crib, "index", "stat", index], check=True, stdout=subprocess.PIPE).stdout.decode()
    shutil.rmtree(index)
    rows = dict(line.split("\t") for line in told.splitlines())
    return {k: int(v) / made.documents for k, v in rows.items() if "bytes" in k}

# SPDX-License-Identifier: MIT
"""crib run over files, its JSON Lines read back.

A passage record becomes a Found: a span pair with the host on the `this`
side. Only roles passage and quotation are findings; the others are kept for
whoever looks into a case that was missed."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple, Optional

from .measure import Reuse

FINDING = ("passage", "quotation")


class ScanError(Exception):
    """crib did not do what it was asked to."""


class Found(NamedTuple):
    """One passage that a tool reports. `kind` says where its two sides stand:
    "cross" in a suspicious document and a source, "between" in two documents
    of one side, "inside" in one document."""

    kind: str
    reuse: Reuse
    record: Optional[dict] = None  # crib's own

    def is_finding(self):
        return self.record is None or self.record["role"] in FINDING


def run_crib(crib, paths, out, options=()):
    """Scan; returns the records. Exit status 0 and 1 are both success."""
    command = [str(crib), "scan", "--format", "jsonl", "--documents", "file", "--quiet", "-o", str(out),
               *options, *map(str, paths)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ScanError(f"{' '.join(command)}: status {done.returncode}: {said}")
    return read_records(out)


def read_records(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def documents_of(records):
    """Document id -> (folder, file name) of its source."""
    return {r["doc"]: (Path(r["source"]).parent.name, Path(r["source"]).name)
            for r in records if r["type"] == "document"}


def found_of(a, b, record):
    """A Found from two places (folder, name, beg, end), in either order."""
    if a[0] != "susp" and b[0] == "susp":
        a, b = b, a
    if a[:2] == b[:2]:
        kind = "inside"
    else:
        kind = "cross" if (a[0], b[0]) == ("susp", "src") else "between"
    return Found(kind, Reuse(a[1], a[2], a[3], b[1], b[2], b[3]), record)


def passages_of(records):
    """Every passage of a scan, of whatever role."""
    of = documents_of(records)
    return [found_of(*((*of[r[side]["doc"]], *r[side]["chars"]) for side in "ab"), r)
            for r in records if r["type"] == "passage"]


def verdicts_of(records):
    """(name, name) in rising order -> verdict, for every pair of files."""
    of = documents_of(records)
    return {tuple(sorted((of[r["a"]][1], of[r["b"]][1]))): r["verdict"]
            for r in records if r["type"] == "pair" and r["a"] != r["b"]}

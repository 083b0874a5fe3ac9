# SPDX-License-Identifier: MIT
"""Running crib on a collection and counting what it called misfiled."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass

FORMS = ("files", "rows")  # a file each; one JSON Lines file


def text_of(doc):
    """The title on the first line, when there is one."""
    return "\n".join(([doc.title, ""] if doc.title else []) + doc.lines) + "\n"


def write_files(docs, folder):
    """A file each; returns {file name: document}."""
    where = {}
    for i, d in enumerate(docs):
        name = f"{i:04}.txt"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text_of(d))
        where[name] = d
    return where


def write_rows(docs, folder):
    """One JSON Lines file; returns {row's id: document}."""
    where = {}
    with open(os.path.join(folder, "collection.jsonl"), "w", encoding="utf-8") as f:
        for i, d in enumerate(docs):
            where[f"{i:04}"] = d
            f.write(json.dumps({"id": f"{i:04}", "text": text_of(d)}, ensure_ascii=False) + "\n")
    return where


class ScanFailed(Exception):
    pass


def scan(crib, folder, options=()):
    """The records of one scan on one thread."""
    args = [str(crib), "scan", "--quiet", "--exit-zero", "--format", "jsonl", "--threads", "1", "--documents", "file", *options, folder]
    try:
        run = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True, timeout=1800)
    except OSError as e:
        raise ScanFailed(f"{crib}: {e.strerror}") from e
    except subprocess.CalledProcessError as e:
        raise ScanFailed(f"{crib} ended with {e.returncode}: {e.stderr.decode('utf-8', 'replace').strip()}") from e
    return [json.loads(x) for x in run.stdout.decode("utf-8").split("\n") if x]


def told(crib, docs, form="files", options=()):
    """[(document, record)] for every misfiled record; options: more of scan's."""
    with tempfile.TemporaryDirectory() as folder:
        where = (write_files if form == "files" else write_rows)(docs, folder)
        records = scan(crib, folder, options)
    at = {}
    for r in records:
        if r["type"] == "document":
            at[r["doc"]] = where[os.path.basename(r["source"]) if form == "files" else r["member"]]
    if len(at) != len(docs):
        raise ScanFailed(f"{len(docs)} documents were handed over and {len(at)} came back")
    return [(at[r["doc"]], r) for r in records if r["type"] == "misfiled"]


@dataclass
class Tally:
    """Counts that add up over collections. `right` are records of documents
    that are misfiled."""

    docs: int = 0
    true: int = 0
    said: int = 0
    right: int = 0

    def __iadd__(self, other):
        self.docs += other.docs
        self.true += other.true
        self.said += other.said
        self.right += other.right
        return self

    @property
    def precision(self):
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self):
        return self.right / self.true if self.true else 1.0

    @property
    def false_per_1000(self):
        return 1000 * (self.said - self.right) / self.docs if self.docs else 0.0


def tally(docs, records):
    """One collection's counts; records as told() gives them."""
    return Tally(len(docs), sum(d.how is not None for d in docs), len(records), sum(d.how is not None for d, _ in records))

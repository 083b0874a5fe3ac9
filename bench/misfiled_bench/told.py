# SPDX-License-Identifier: MIT
"""Running crib on a collection and counting what it called misfiled."""
import json
import os
import subprocess
import tempfile


def write_files(docs, folder):
    """A file each, title first; returns {source name: document}."""
    where = {}
    for i, d in enumerate(docs):
        name = "%04d.txt" % i
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join(([d.title, ""] if d.title else []) + d.lines) + "\n")
        where[name] = d
    return where


def write_rows(docs, folder):
    """One JSON Lines file; returns {row id: document}."""
    where = {}
    with open(os.path.join(folder, "collection.jsonl"), "w", encoding="utf-8") as f:
        for i, d in enumerate(docs):
            where["%04d" % i] = d
            text = "\n".join(([d.title, ""] if d.title else []) + d.lines)
            f.write(json.dumps({"id": "%04d" % i, "text": text}, ensure_ascii=False) + "\n")
    return where


def scan(crib, folder, options=("--documents", "file")):
    run = subprocess.run([crib, "scan", "--quiet", "--exit-zero", "--format", "jsonl", *options, folder],
                         stdout=subprocess.PIPE, check=True, timeout=600)
    return [json.loads(x) for x in run.stdout.decode("utf-8").split("\n") if x]


def told(crib, docs, form="files"):
    """[(document, record)] for every misfiled record."""
    with tempfile.TemporaryDirectory() as folder:
        where = (write_files if form == "files" else write_rows)(docs, folder)
        records = scan(crib, folder)
    at = {}
    for r in records:
        if r["type"] == "document":
            key = os.path.basename(r["source"]) if form == "files" else r["member"]
            at[r["doc"]] = where[key]
    return [(at[r["doc"]], r) for r in records if r["type"] == "misfiled"]


class Tally:
    """Counts over any number of collections."""

    def __init__(self):
        self.docs = self.true = self.said = self.right = self.twins = 0

    def add(self, docs, told_records, hows):
        self.docs += len(docs)
        self.true += sum(d.how in hows for d in docs)
        for d, r in told_records:
            if d.how is None or d.how in hows:
                self.said += 1
                self.right += d.how is not None

    def precision(self):
        return self.right / self.said if self.said else 1.0

    def recall(self):
        return self.right / self.true if self.true else 1.0

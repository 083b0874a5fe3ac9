# SPDX-License-Identifier: MIT
"""A collection as JSON Lines in which it is known which documents are copies.

    NAME.jsonl    {"id": "d0000012", "text": "..."} a line
    NAME.truth    original, copy, form (single or phrase), with tabs between

Documents are about 2 kB of made prose in one language (quality_bench's
writers). One in ten is a copy of another one with 3 % of its units changed:
every second copy unit by unit (single), the others in runs of two to eight
(phrase); no original has two copies. The lines are shuffled. The same
arguments give the same bytes."""

import json
import os
import random
from itertools import count
from pathlib import Path

from quality_bench import edits, fold
from quality_bench.languages import language

BYTES = 2000          # of a document, about
COPIES = .1           # of all documents
SHARE = .03           # of a copy's units changed
FORMS = ("single", "phrase")
FOREIGN = 400         # sentences that changed units are taken from


def documents(code, n, seed):
    """n texts of the language `code`."""
    habits = language(code)
    writer = habits.writer(random.Random(f"peers/{code}/{seed}"))
    for _ in range(n):
        paragraphs, size = [], 0
        while size < BYTES:
            paragraph = habits.joiner.join(writer.document(1)[0])
            size += len(paragraph.encode())
            paragraphs.append(paragraph)
        yield habits.paragraph.join(paragraphs)


def copies(code, originals, seed):
    """A changed copy of each text, and its form."""
    rng = random.Random(f"peers/{code}/{seed}/copies")
    habits = language(code)
    writer = habits.writer(random.Random(rng.random()))
    sentences = [writer.sentence() for _ in range(FOREIGN)]
    at = edits.Circumstances(rng, habits, lambda n: edits.foreign_units(sentences, n, rng))
    for i, text in enumerate(originals):
        form = FORMS[i % len(FORMS)]
        new = edits.edited(text, SHARE, form == "phrase", at)
        if new is None:
            raise RuntimeError(f"a text of {fold.count(text)} units could not be edited")
        yield new, form


def make(code, n, seed):
    """The rows (id, text) and the truth (id, id, form) of a collection of n."""
    n_copies = round(n * COPIES)
    texts = list(documents(code, n - n_copies, seed))
    made = list(copies(code, texts[:n_copies], seed))
    order = list(range(n))
    random.Random(f"peers/{code}/{seed}/order").shuffle(order)
    ids = [f"d{k:07d}" for k in order]
    everything = texts + [text for text, _ in made]
    rows = sorted(zip(ids, everything))
    truth = sorted((ids[i], ids[len(texts) + i], form) for i, (_, form) in zip(count(), made))
    return rows, truth


def write(folder, code, n, seed):
    """The paths of the collection and of its truth; made when not there yet."""
    path = Path(folder) / f"{code}-{n}-{seed}.jsonl"
    truth_path = path.with_suffix(".truth")
    if path.is_file() and truth_path.is_file():
        return path, truth_path
    path.parent.mkdir(parents=True, exist_ok=True)
    rows, truth = make(code, n, seed)
    new = path.with_suffix(".new")
    truth_path.write_text("".join("\t".join(t) + "\n" for t in truth), encoding="utf-8")
    with open(new, "w", encoding="utf-8", newline="\n") as f:
        for name, text in rows:
            f.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    os.replace(new, path)  # the truth is there before the collection is
    return path, truth_path


def read_truth(path):
    """(id, id) in rising order -> form."""
    truth = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        a, b, form = line.split("\t")
        truth[tuple(sorted((a, b)))] = form
    return truth

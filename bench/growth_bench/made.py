# SPDX-License-Identifier: MIT
"""The inputs: collections of so many documents, and one document of so many bytes.

Both are written by bench/speed's generator (Zipfian lengths; one document in
ten is a copy of another one with 3 % of its units changed). The one document is
such a collection written as plain text, cut to the byte count at a character,
so that passages recur within it."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

MEAN = 1700  # asked of the generator, which finishes the last paragraph: 2 kB are made


class Input(NamedTuple):
    path: Path
    documents: int
    text_bytes: int
    truth: dict  # copy -> original, by id


def generate(speed, rows, truth, seed, lang, *size):
    subprocess.run([speed, "corpus", *size, "--mean", str(MEAN), "--seed", str(seed), "--lang", lang,
                    "--out", rows, "--truth", truth], check=True, stderr=subprocess.DEVNULL)


def texts(rows):
    with open(rows, encoding="utf-8") as f:
        for row in f:
            yield json.loads(row)["text"]


def collection(speed, folder, n, seed, lang):
    """n documents of about 2 kB, as JSON Lines."""
    rows, truth = folder / f"collection-{n}.jsonl", folder / f"collection-{n}.truth"
    generate(speed, rows, truth, seed, lang, "--documents", str(n))
    pairs = dict(line.split("\t") for line in truth.read_text(encoding="utf-8").splitlines())
    return Input(rows, n, sum(len(t.encode()) for t in texts(rows)), pairs)


def whole_characters(data):
    """data without a character that its end cuts in two."""
    return data.decode("utf-8", "ignore").encode()


def one_document(speed, folder, n_bytes, seed, lang):
    """One plain text of n_bytes, less what its last character lacks."""
    rows, path = folder / "parts.jsonl", folder / f"document-{n_bytes}.txt"
    generate(speed, rows, folder / "parts.truth", seed, lang, "--size", str(n_bytes))
    left = n_bytes
    with open(path, "wb") as f:
        for text in texts(rows):
            left -= f.write(whole_characters((text + "\n").encode()[:left]))
            if left < 4:
                break
    rows.unlink()
    return Input(path, 1, path.stat().st_size, {})

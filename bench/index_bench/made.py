# SPDX-License-Identifier: MIT
"""The inputs: documents of 2 kB in JSON Lines files of some thousand rows, one
part in a hundred more of them, and submissions of 5 kB.

A submission is text of its own (another seed) in which two stretches of
documents of the collection stand, at places drawn with the seed."""

import json
import random
from typing import NamedTuple

from growth_bench.made import collection

ROWS = 10000          # in a file
STRETCH = 200         # characters of a planted stretch
SUBMISSION = 5000     # bytes
MORE_SEED, OWN_SEED = 1000003, 2000003  # added to the seed: other documents


class Texts(NamedTuple):
    folder: object
    documents: int
    text_bytes: int
    samples: list     # texts of some documents


def split(rows, folder, prefix, keep):
    """Write the rows into files of ROWS, prefixing their ids; every keep-th text is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    out, samples = None, []
    with open(rows, encoding="utf-8") as f:
        for i, line in enumerate(f):
            if i % ROWS == 0:
                if out:
                    out.close()
                out = open(folder / f"{prefix}{i // ROWS:05d}.jsonl", "w", encoding="utf-8")
            out.write(line.replace('{"id":"', f'{{"id":"{prefix}', 1))
            if i % keep == 0:
                samples.append(json.loads(line)["text"])
    if out:
        out.close()
    return samples


def documents(speed, scratch, name, n, seed, lang):
    made = collection(speed, scratch, n, seed, lang)
    samples = split(made.path, scratch / name, name[0], max(1, n // 500))
    made.path.unlink()
    made.path.with_suffix(".truth").unlink()
    return Texts(scratch / name, n, made.text_bytes, samples)


def cut(text, n_bytes):
    return text.encode()[:n_bytes].decode("utf-8", "ignore")


def submissions(speed, scratch, n, texts, seed, lang):
    """n files of about 5 kB below scratch/submissions."""
    rng = random.Random(seed)
    own = collection(speed, scratch, 4 * n, seed + OWN_SEED, lang)
    with open(own.path, encoding="utf-8") as f:
        words = "\n".join(json.loads(line)["text"] for line in f)
    own.path.unlink()
    own.path.with_suffix(".truth").unlink()
    folder, paths, step = scratch / "submissions", [], len(words) // n
    folder.mkdir(exist_ok=True)
    long_enough = [t for t in texts.samples if len(t) > 2 * STRETCH] or texts.samples
    for i in range(n):
        text = cut(words[i * step:], SUBMISSION - 2 * STRETCH * 3)
        for _ in range(2):
            source = rng.choice(long_enough)
            at, to = rng.randrange(max(1, len(source) - STRETCH)), rng.randrange(len(text))
            text = text[:to] + source[at:at + STRETCH] + text[to:]
        path = folder / f"s{i:04d}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths

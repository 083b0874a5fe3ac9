# SPDX-License-Identifier: MIT
"""Simplified and traditional Chinese: Debian's `opencc`, else a table learned from the Bible in both scripts.

The Bibles of the shared data agree verse by verse in length, so that the commonest partner of a character is its other
form. That table knows what the Bible writes, no more; whoever needs a converter asks `available` first.
"""

import functools
import lzma
import shutil
import subprocess
from collections import Counter, defaultdict

from . import shared

_BETWEEN = "\n\x1e\n"
_SOURCES = {"s2t": ("hans", "hant"), "t2s": ("hant", "hans")}


def available():
    """Whether text can be converted on this machine."""
    return shutil.which("opencc") is not None or shared.bible("hans") is not None


def convert(texts, direction):
    """Each of `texts` in the other script; `direction` is s2t or t2s."""
    texts = list(texts)
    if not texts:
        return []
    if shutil.which("opencc") is None:
        table = _learned(direction)
        return [t.translate(table) for t in texts]
    said = subprocess.run(["opencc", "-c", direction], input=_BETWEEN.join(texts).encode(), stdout=subprocess.PIPE, check=True)
    out = said.stdout.decode()
    if out.endswith("\n") and not texts[-1].endswith("\n"):
        out = out[:-1]
    parts = out.split(_BETWEEN)
    if len(parts) != len(texts):
        raise RuntimeError(f"opencc gave back {len(parts)} texts of {len(texts)}")
    return parts


@functools.lru_cache
def characters(direction):
    """A table for str.translate that converts character by character: enough for single words."""
    if shutil.which("opencc") is None:
        return _learned(direction)
    han = [chr(c) for c in range(0x4E00, 0x9FA6)]
    said = subprocess.run(["opencc", "-c", direction], input="\n".join(han).encode(), stdout=subprocess.PIPE, check=True)
    return {ord(a): b for a, b in zip(han, said.stdout.decode().split("\n")) if len(b) == 1 and a != b}


@functools.lru_cache
def _learned(direction):
    one, other = (shared.bible(s) for s in _SOURCES[direction])
    if one is None or other is None:
        raise RuntimeError("no opencc, and no Bibles to learn the other script from")
    seen = defaultdict(Counter)
    with lzma.open(one, "rt", encoding="utf-8") as a, lzma.open(other, "rt", encoding="utf-8") as b:
        for x, y in zip(a, b):
            if len(x) == len(y):
                for c, d in zip(x, y):
                    seen[c][d] += 1
    best = {c: min(n.items(), key=lambda item: (-item[1], item[0]))[0] for c, n in seen.items()}
    return {ord(c): d for c, d in best.items() if c != d}

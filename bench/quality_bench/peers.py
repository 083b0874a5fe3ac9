# SPDX-License-Identifier: MIT
"""What a user would reach for instead, run over the same files.

For passages: exact matchers, of 50 characters (as deduplication of training
data has it) and of 25. White space is taken out, every run of at least that
many equal characters in two documents is found, and runs that lie close
together on both sides are merged, as the users of such tools do. Simple and
complete: any run of q characters holds a whole aligned stretch of (q + 1) / 2,
so the stretches of all documents are indexed, looked up at every position, and
grown in both directions.

For documents: datasketch's MinHash and LSH, see peer_datasketch.py."""

import json
import subprocess
from collections import defaultdict
from pathlib import Path

from .measure import Reuse
from .scan import Found
from .venv import python_with

EXACT = (50, 25)  # characters
DATASKETCH = "datasketch"


class Stripped:
    """A text without white space, and where its characters stood."""

    def __init__(self, name, text):
        self.name = name
        self.at = [i for i, c in enumerate(text) if not c.isspace()]
        self.text = "".join([text[i] for i in self.at])

    def span(self, beg, end):
        return self.at[beg], self.at[end - 1] + 1


def grow(a, i, b, j, n):
    """The longest equal run of a and b around a[i:i+n] == b[j:j+n]."""
    beg = 0
    while i - beg > 0 and j - beg > 0 and a[i - beg - 1] == b[j - beg - 1]:
        beg += 1
    end, most = n, min(len(a) - i, len(b) - j)
    step = 64
    while end < most and step:  # by strides, then ever shorter ones
        if a[i + end:i + end + step] == b[j + end:j + end + step] and end + step <= most:
            end += step
        else:
            step //= 2
    return i - beg, j - beg, beg + end


def exact_runs(texts, q):
    """Every maximal run of at least q equal characters of two of the texts:
    (index, index of an earlier text) -> list of (beg, beg, length)."""
    half = (q + 1) // 2
    index = defaultdict(list)
    runs = defaultdict(list)
    for d, text in enumerate(texts):
        reached = {}  # (other text, diagonal) -> end of the run found there
        for i in range(len(text) - half + 1):
            for e, j in index.get(text[i:i + half], ()):
                if reached.get((e, i - j), 0) >= i + half:
                    continue
                beg, at, n = grow(text, i, texts[e], j, half)
                reached[e, i - j] = beg + n
                if n >= q:
                    runs[d, e].append((beg, at, n))
        for j in range(0, len(text) - half + 1, half):
            index[text[j:j + half]].append((d, j))
    return runs


def merged(runs, gap):
    """Runs with at most `gap` characters between them on both sides, in the
    same order, made one: (beg, end, beg, end)."""
    out = []
    for i, j, n in sorted(runs):
        for k, (ib, ie, jb, je) in enumerate(out):
            if -gap <= i - ie <= gap and -gap <= j - je <= gap and i >= ib and j >= jb:
                out[k] = ib, max(ie, i + n), jb, max(je, j + n)
                break
        else:
            out.append((i, i + n, j, j + n))
    return out


def is_stock(stripped, beg, end, stock):
    """Do at least four fifths of a run lie in planted stock phrases?"""
    first, last = stripped.span(beg, end)
    inside = sum(max(0, min(last, e) - max(first, b)) for b, e in stock.get(stripped.name, ()))
    return 5 * inside >= 4 * (last - first)


def exact_matches(corpus, q, without_stock=False):
    """The Founds of an exact matcher over all documents against all. With
    without_stock it is told where stock phrases were planted, which no such
    tool knows, and drops its runs there."""
    stock = defaultdict(list)
    for name, beg, end in corpus.stock if without_stock else ():
        stock[name].append((beg, end))
    texts = [(part, Stripped(name, corpus.text(name))) for part in ("src", "susp") for name in corpus.names(part)]
    found = []
    for (d, e), runs in sorted(exact_runs([t.text for _, t in texts], q).items()):
        (part, this), (other, source) = texts[d], texts[e]
        if stock:
            runs = [(i, j, n) for i, j, n in runs if not is_stock(this, i, i + n, stock)]
        for ib, ie, jb, je in merged(runs, q):
            found.append(Found("cross" if part != other else "between",
                               Reuse(this.name, *this.span(ib, ie), source.name, *source.span(jb, je))))
    return found


def datasketch_python(work):
    """The Python of a virtual environment with datasketch: see python_with."""
    return python_with(Path(work) / "venv", [DATASKETCH])


def datasketch_pairs(python, folder):
    """For each way of shingling and each setting, the pairs of files that
    datasketch finds: {"word": {"0.5 candidates": [[a, b], ...], ...}, ...}."""
    script = Path(__file__).with_name("peer_datasketch.py")
    done = subprocess.run([str(python), str(script), str(folder)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)

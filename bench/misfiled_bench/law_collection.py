# SPDX-License-Identifier: MIT
"""Collections of real texts: laws under their titles, some of them moved.

Two laws on one matter (the fire protection rules of two provinces) fit each
other's titles, so a title counts as wrong only when it shares little with
the right one: no pair of characters that is rare among titles.
"""
import os
import re
import tarfile

from .made_collection import ELSEWHERE, SWAPPED, TWIN, Doc
from .office_lore import generator
from .report_prose import edited


def archive():
    """Where the laws are: CRIB_SHARED, else ../shared beside the checkout; None when absent."""
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("CRIB_SHARED") or os.path.join(here, "..", "..", "..", "shared")
    path = os.path.join(shared, "data", "laws-zh.tar.xz")
    return path if os.path.exists(path) else None


def read_laws(path):
    """[(title, lines)] of laws with 300 to 8,000 characters."""
    laws = []
    with tarfile.open(path) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if not member.isfile() or not member.name.endswith(".md"):
                continue
            text = tar.extractfile(member).read().decode("utf-8", "replace")
            lines = [re.sub(r"^#+ *", "", x).strip() for x in text.split("\n")]
            lines = [x for x in lines if x and not x.startswith("<!--")]
            if lines and 300 <= sum(map(len, lines[1:])) <= 8000:
                laws.append((lines[0], lines[1:]))
    return laws


def _pairs(title):
    return {title[i:i + 2] for i in range(len(title) - 1)}


class Laws:
    def __init__(self, path):
        self.laws = read_laws(path)
        self.with_pair = {}
        for title, _ in self.laws:
            for p in _pairs(title):
                self.with_pair[p] = self.with_pair.get(p, 0) + 1

    def _apart(self, a, b):
        common = _pairs(a) & _pairs(b)
        return all(self.with_pair[p] > len(self.laws) // 50 for p in common)

    def make(self, seed, n_docs, how, n_wrong):
        rng = generator("laws", seed, n_docs, how, n_wrong)
        chosen = rng.sample(self.laws, n_docs + 200)
        inside, outside = chosen[:n_docs - (n_wrong if how == TWIN else 0)], chosen[n_docs:]
        docs = [Doc(t, lines, None, None) for t, lines in inside]
        moved = rng.sample(docs, n_wrong)
        if how == TWIN:
            for first in moved:
                copy = Doc(None, edited(first.lines, rng, rng.uniform(0, .06)), None, None)
                titles = [d.title for d in docs if self._apart(d.title, first.title)] + \
                    [t for t, _ in outside if self._apart(t, first.title)]
                copy.title, copy.how, copy.first = rng.choice(titles), TWIN, first
                docs.append(copy)
        for i, d in enumerate(moved if how == ELSEWHERE else []):
            d.title, d.how = rng.choice([t for t, _ in outside if self._apart(t, d.title)]), ELSEWHERE
        if how == SWAPPED:
            titles = [d.title for d in moved]
            for _ in range(10000):
                rng.shuffle(titles)
                bad = [i for i, d in enumerate(moved) if not self._apart(d.title, titles[i])]
                if not bad:
                    break
            for i, d in enumerate(moved):
                if i not in bad:
                    d.how = SWAPPED
            for d, t in zip(moved, titles):
                d.title = t
        rng.shuffle(docs)
        return docs

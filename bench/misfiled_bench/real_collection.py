# SPDX-License-Identifier: MIT
"""Collections of real texts under their titles, some of them moved.

Two texts on one matter (the fire protection rules of two provinces) fit each
other's titles, so a title counts as wrong only when it shares little with
the right one: no part that is rare among titles.
"""
from .made_collection import ELSEWHERE, SWAPPED, TWIN, Doc
from .office_lore import generator
from .report_prose import edited

OUTSIDE = 200  # texts whose titles are those from elsewhere; a quarter of all where there are not so many


class RealTexts:
    """texts: [(title, lines)]; parts(title): the set of what tells what it is about."""

    def __init__(self, name, texts, parts):
        self.name, self.texts, self.parts = name, texts, parts
        self.titles_with = {}
        for title, _ in texts:
            for p in parts(title):
                self.titles_with[p] = self.titles_with.get(p, 0) + 1

    def _apart(self, a, b):
        common = self.parts(a) & self.parts(b)
        return a != b and all(self.titles_with[p] > len(self.texts) // 50 for p in common)

    def make(self, seed, n_docs, how=None, n_wrong=0):
        """n_docs documents, fewer where there are not so many texts; n_wrong of them, or as large a share, under
        another's title."""
        rng = generator(self.name, seed, n_docs, *([how, n_wrong] if how else []))
        n_out = OUTSIDE if len(self.texts) >= n_docs + OUTSIDE else len(self.texts) // 4
        n_here = min(n_docs, len(self.texts) - n_out)
        n_wrong = n_wrong * n_here // n_docs
        chosen = rng.sample(self.texts, n_here + n_out)
        inside, outside = chosen[:n_here - (n_wrong if how == TWIN else 0)], chosen[n_here:]
        docs = [Doc(t, lines, None, None) for t, lines in inside]
        moved = rng.sample(docs, n_wrong)
        if how == TWIN:
            for first in moved:
                copy = Doc(None, edited(first.lines, rng, rng.uniform(0, .06)), None, None)
                titles = [d.title for d in docs if self._apart(d.title, first.title)] + \
                    [t for t, _ in outside if self._apart(t, first.title)]
                copy.title, copy.how, copy.first = rng.choice(titles), TWIN, first
                docs.append(copy)
        for d in moved if how == ELSEWHERE else []:
            d.title, d.how = rng.choice([t for t, _ in outside if self._apart(t, d.title)]), ELSEWHERE
        if how == SWAPPED:
            self._swap(moved, rng)
        rng.shuffle(docs)
        return docs

    def _swap(self, moved, rng):
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

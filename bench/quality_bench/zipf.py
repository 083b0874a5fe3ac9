# SPDX-License-Identifier: MIT
"""Words drawn as they are in texts: a few often, most seldom, and each document with favourites of its own.

A table holds each word about as often as its rank earns (Zipf: 1 / rank); drawing from it is one index. A topic
reorders the ranks, so that documents differ in what they speak of but not in how words are spread.
"""


class Zipf:
    """A list of words, drawn by rank."""

    def __init__(self, words, slots=2048):
        self.words = list(dict.fromkeys(words))
        total = sum(1 / (i + 2) for i in range(len(self.words)))
        self.ranks = []
        for i in range(len(self.words)):
            self.ranks.extend([i] * max(1, round(slots / (i + 2) / total)))

    def topic(self, rng, mixed=True):
        """A table over the words with ranks shuffled by `rng` (or in their given order)."""
        order = list(self.words)
        if mixed:
            rng.shuffle(order)
        return [order[i] for i in self.ranks]

# SPDX-License-Identifier: MIT
"""What the writers of all languages have in common: documents of paragraphs, each about one topic."""


class Prose:
    """A writer; who derives from it says new_topic(), sentence() and has the source of chance, rng."""

    def document(self, n_units):
        """Paragraphs of sentences on one topic, about `n_units` long."""
        self.new_topic()
        rng, out, n = self.rng, [], 0
        while n < n_units:
            paragraph = [self.sentence() for _ in range(rng.randint(2, 9))]
            n += self.units_in(paragraph)
            out.append(paragraph)
        return out

    def units_in(self, paragraph):
        """About how many units its sentences have: a character is one, but for the punctuation."""
        return sum(map(len, paragraph)) * 9 // 10

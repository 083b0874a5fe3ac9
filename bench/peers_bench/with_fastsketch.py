# SPDX-License-Identifier: MIT
"""FastSketchLSH: its sketch and its LSH, by their calls for many at once."""

import child
from FastSketchLSH import LSH, FastSimilaritySketch

SEED = 42


def pairs(task):
    ids, texts = child.rows(task)
    sets = [list(child.shingles(text, task)) for text in texts]
    signatures = sketch(sets, task)
    lsh = LSH(num_perm=task.permutations, num_bands=task.bands, num_threads=task.threads)
    lsh.insert(signatures)
    yield from child.pairs_of_rows(ids, lsh.query(signatures))


def sketch(sets, task):
    return FastSimilaritySketch(size=task.permutations, seed=SEED).batch(sets, num_threads=task.threads)


child.main(pairs, sketch)

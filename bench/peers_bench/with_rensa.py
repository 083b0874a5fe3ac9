# SPDX-License-Identifier: MIT
"""rensa: its ordinary MinHash (R-MinHash over the whole set, not the sampling
"rho" pipeline) and its LSH, both by their calls for many at once."""

import child
from rensa import RMinHash, RMinHashLSH

SEED = 42


def pairs(task):
    ids, texts = child.rows(task)
    sets = [list(child.shingles(text, task)) for text in texts]
    signatures = RMinHash.from_token_sets(sets, num_perm=task.permutations, seed=SEED)
    lsh = RMinHashLSH(task.threshold, task.permutations, task.bands)
    lsh.insert_many(signatures)
    yield from child.pairs_of_rows(ids, lsh.query_all(signatures))


def sketch(sets, task):
    return RMinHash.digest_matrix_from_token_byte_sets(sets, num_perm=task.permutations, seed=SEED)


child.main(pairs, sketch)

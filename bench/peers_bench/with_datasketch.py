# SPDX-License-Identifier: MIT
"""datasketch: MinHash and MinHashLSH, filled in bulk as its documentation has it."""

import child
from datasketch import MinHash, MinHashLSH


def pairs(task):
    ids, texts = child.rows(task)
    lsh = MinHashLSH(num_perm=task.permutations, params=(task.bands, task.permutations // task.bands))
    sets = ([s.encode() for s in child.shingles(text, task)] for text in texts)
    signatures = MinHash.bulk(sets, num_perm=task.permutations)
    with lsh.insertion_session() as session:
        for i, m in enumerate(signatures):
            session.insert(i, m)
    yield from child.pairs_of_rows(ids, map(lsh.query, signatures))


def sketch(sets, task):
    return MinHash.bulk(sets, num_perm=task.permutations)


child.main(pairs, sketch)

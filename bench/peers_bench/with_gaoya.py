# SPDX-License-Identifier: MIT
"""gaoya: its index of strings, with its own shingling in Rust. It shows no
signature outside its index, so there is no lane B."""

import child
from gaoya.minhash import MinHashStringIndex


def pairs(task):
    ids, texts = child.rows(task)
    index = MinHashStringIndex(hash_size=32, jaccard_threshold=task.threshold, num_bands=task.bands,
                               band_size=task.permutations // task.bands,
                               analyzer="word" if task.language == "en" else "char", lowercase=True,
                               ngram_range=(5, 5), id_container="smallvec")
    index.par_bulk_insert_docs(list(range(len(ids))), texts)
    yield from child.pairs_of_rows(ids, index.par_bulk_query(texts))


child.main(pairs)

# SPDX-License-Identifier: MIT
"""text-dedup: its command text_dedup.minhash, with its own splitting into words
(so in Chinese a stretch between two punctuation marks is one word). Its
embedding function takes texts, so there is no lane B.

The clusters are read from the command's own union-find when it has written the
deduplicated data set. Every run has a cache of its own: a second one would
find the first one's signatures there."""

import child
from text_dedup import minhash


def pairs(task):
    rows = str(task.permutations // task.bands)
    minhash.main(["--path", "json", "--data_files", task.corpus, "--split", "train", "--cache_dir", f"{task.scratch}/cache",
                  "--output", f"{task.scratch}/out", "--column", "text", "--num_proc", str(task.threads),
                  "--num_perm", str(task.permutations), "--threshold", str(task.threshold),
                  "--b", str(task.bands), "--r", rows], standalone_mode=False)
    ids, clusters = child.rows(task)[0], {}
    for row in list(minhash.uf.parent):
        clusters.setdefault(minhash.uf.find(row), []).append(ids[row])
    yield from child.pairs_of_clusters(clusters.values())


child.main(pairs)

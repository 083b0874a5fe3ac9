# SPDX-License-Identifier: MIT
"""datatrove: its four MinHash stages as its example has them, words by spaCy
(for Chinese by jieba). Tasks are given out by file, so with two threads the
collection is first cut in two. Lane B is the signature of n-grams that are
hashed, which is what its function takes."""

import struct
from pathlib import Path

import child
import numpy as np
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (MinhashConfig, MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter,
                                      MinhashDedupSignature)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.typeshelper import Languages


def config(task):
    return MinhashConfig(num_buckets=task.bands, hashes_per_bucket=task.permutations // task.bands)


def signature(task, folder):
    language = Languages.english if task.language == "en" else Languages.mandarin_chinese
    return MinhashDedupSignature(output_folder=folder, config=config(task), language=language)


def cut(task):
    """The collection in as many files as there are threads; their ids."""
    folder = Path(task.scratch) / "in"
    folder.mkdir()
    lines = Path(task.corpus).read_bytes().splitlines(keepends=True)
    ids, size = child.rows(task)[0], -(-len(lines) // task.threads)
    parts = []
    for k in range(task.threads):
        (folder / f"{k:05d}.jsonl").write_bytes(b"".join(lines[k * size:(k + 1) * size]))
        parts.append(ids[k * size:(k + 1) * size])
    return str(folder), parts


def pairs(task):
    at = {name: f"{task.scratch}/{name}" for name in ("signatures", "buckets", "clusters", "kept", "logs")}
    folder, parts = cut(task)

    def run(name, steps, tasks):
        LocalPipelineExecutor(pipeline=steps, tasks=tasks, workers=task.threads,
                              logging_dir=f"{at['logs']}/{name}", skip_completed=False).run()

    run("1", [JsonlReader(folder), signature(task, at["signatures"])], task.threads)
    run("2", [MinhashDedupBuckets(input_folder=at["signatures"], output_folder=at["buckets"], config=config(task))],
        task.bands)
    run("3", [MinhashDedupCluster(input_folder=at["buckets"], output_folder=at["clusters"], config=config(task),
                                  save_cluster_id=True)], 1)
    run("4", [JsonlReader(folder), MinhashDedupFilter(input_folder=at["clusters"]), JsonlWriter(at["kept"], compression=None)],
        task.threads)
    clusters = {}
    for k, ids in enumerate(parts):
        path = Path(at["clusters"]) / f"{k:06d}.clusters"
        for row, cluster in struct.iter_unpack("<II", path.read_bytes()) if path.is_file() else ():
            clusters.setdefault(cluster, []).append(ids[row])
    yield from child.pairs_of_clusters(clusters.values())


def sketch(sets, task):
    step = signature(task, f"{task.scratch}/signatures")
    hashed = [np.fromiter(map(step._hash_func, (s.decode() for s in a_set)), dtype=np.uint64).reshape((-1, 1))
              for a_set in sets]
    return [step.get_signature(h) for h in hashed]


if __name__ == "__main__":  # its workers import this file
    child.main(pairs, sketch)

# SPDX-License-Identifier: MIT
"""Near-duplicate files by datasketch's MinHashLSH; run as a program of its own
in an environment that has datasketch: peer_datasketch.py FOLDER.

128 permutations, as its documentation has it; shingles of five words (\\w+,
what its users split by) and of five characters without white space; at each
threshold both what the index returns and what of it passes the estimated
Jaccard similarity. Prints JSON: shingles -> setting -> pairs of file names."""

import json
import re
import sys
from pathlib import Path

THRESHOLDS = (.5, .6, .7, .8, .9)
PERMUTATIONS = 128


def word_shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))}


def character_shingles(text):
    text = re.sub(r"\s+", "", text.lower())
    return {text[i:i + 5] for i in range(max(1, len(text) - 4))}


def pairs_at(signatures, threshold, lsh_class):
    """Pairs the index returns, and those that the estimate confirms."""
    lsh = lsh_class(threshold=threshold, num_perm=PERMUTATIONS)
    candidates, confirmed = [], []
    for name, m in signatures.items():
        for other in sorted(lsh.query(m)):
            pair = sorted((name, other))
            candidates.append(pair)
            if m.jaccard(signatures[other]) >= threshold:
                confirmed.append(pair)
        lsh.insert(name, m)
    return candidates, confirmed


def main():
    from datasketch import MinHash, MinHashLSH

    texts = {p.name: p.read_text(encoding="utf-8") for p in sorted(Path(sys.argv[1]).iterdir()) if p.is_file()}
    out = {}
    for kind, shingles in (("word", word_shingles), ("character", character_shingles)):
        signatures = {}
        for name, text in texts.items():
            m = MinHash(num_perm=PERMUTATIONS)
            m.update_batch([s.encode() for s in sorted(shingles(text))])
            signatures[name] = m
        out[kind] = {}
        for threshold in THRESHOLDS:
            candidates, confirmed = pairs_at(signatures, threshold, MinHashLSH)
            out[kind][f"{threshold} candidates"] = candidates
            out[kind][f"{threshold} confirmed"] = confirmed
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: MIT
"""A batch on disk, as PAN keeps text alignment: susp/, src/, pairs, truth/, and what crib's bench wants besides.

    DIR/susp/suspicious-documentNNNNN.txt    the hosts
    DIR/src/source-documentNNNNN.txt         the sources
    DIR/pairs                                "suspicious source", one line for each pair with a truth
    DIR/truth/<suspicious>-<source>.xml      the truths, offsets and lengths in code points
    DIR/hosts.tsv                            host, class, band group (short|long), plants
    DIR/stock.tsv                            file, offset, length of every planted stock phrase

Page furniture is put in last, through the whole host; all places move along with it.
"""

import argparse
import bisect
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

from . import edits, fold
from .corpus import NoCorpus, open_corpus
from .hosts import build

N_HOSTS = 75


def generate_batch(out_dir, lang, seed, classes=None, n_hosts=N_HOSTS, corpus=None):
    """Write one batch to the folder `out_dir`, which must be empty or absent. `corpus` is a Corpus, a path, or None."""
    if corpus is None or isinstance(corpus, (str, Path)):
        corpus = open_corpus(lang, corpus)
    out = Path(out_dir)
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    write(build(corpus, seed, list(classes or edits.CLASSES + ["negative"]), n_hosts), out, seed)


def truths(batch, seed=0):
    """Name and write out all documents; give the truths: (host, source, attributes of the feature)."""
    import random
    rng = random.Random(f"furniture/{batch.habits.code}/{seed}")
    for i, source in enumerate(batch.sources, 1):
        source.name = f"source-document{i:05d}.txt"
        source.write(batch.habits)
    placed = {id(p): span for s in batch.sources for p, span in zip(s.pieces, s.spans)}
    cut = {}
    found = []
    for i, host in enumerate(batch.hosts, 1):
        document = host.document
        document.name = f"suspicious-document{i:05d}.txt"
        document.write(batch.habits)
        cases = [(case, span[0], piece.note) for piece, span in zip(document.pieces, document.spans) if piece.kind == "plant"
                 for case in piece.note.cases]
        spans = [(at + c.beg, at + c.end) for c, at, _ in cases]
        if host.cls == "furniture":
            spans = _furnish(document, spans, batch.habits, rng)
        own = fold.units(document.text) if host.cls in edits.WHOLE and cases else None
        for (case, _, plant), (beg, end) in zip(cases, spans):
            source = case.passage.source
            base = placed[id(case.passage.piece)][0]
            src = (base + case.source_beg, base + case.source_end)
            said = {"name": "plagiarism", "class": plant.cls, "band": plant.band, "this_offset": beg, "this_length": end - beg,
                    "source_reference": source.name, "source_offset": src[0], "source_length": src[1] - src[0]}
            if own is not None:
                if source.name not in cut:
                    cut[source.name] = fold.units(source.text)
                wide, wide_src = _widened(own, (beg, end), cut[source.name], src)
                said.update(wide_this_offset=wide[0], wide_this_length=wide[1] - wide[0],
                            wide_source_offset=wide_src[0], wide_source_length=wide_src[1] - wide_src[0])
            found.append((host, source, said))
    return found


def _widened(a, span_a, b, span_b):
    """Two spans as far as the units before and after them agree, from the first unit to the last."""
    i, j = bisect.bisect_left(a.beg, span_a[0]), bisect.bisect_left(b.beg, span_b[0])
    while i > 0 and j > 0 and a.says[i - 1] == b.says[j - 1]:
        i, j = i - 1, j - 1
    k, m = bisect.bisect_right(a.end, span_a[1]), bisect.bisect_right(b.end, span_b[1])
    while k < len(a) and m < len(b) and a.says[k] == b.says[m]:
        k, m = k + 1, m + 1
    return (a.beg[i], a.end[k - 1]), (b.beg[j], b.end[m - 1])


def _furnish(document, spans, habits, rng):
    """Put page headers and numbers through the text, on lines of their own, within sentences; at least one in each span."""
    header = document.title
    pages, number = rng.choice(habits.pages), rng.randint(1, 60)
    cut = fold.units(document.text)
    every = rng.randint(450, 900)
    kinds = [p for p in zip(document.pieces, document.spans) if p[0].kind in ("stock", "title", "heading")]
    at = []
    u = every + rng.randint(-150, 0)
    while u < len(cut) - 20:
        at.append(u)
        u += every + rng.randint(-30, 30)
    for beg, end in spans:
        first, last = bisect.bisect_left(cut.beg, beg), bisect.bisect_right(cut.end, end)
        near = [u for u in at if first - 40 < u < last + 40 and not first + 8 <= u <= last - 8]
        at = [u for u in at if u not in near]
        if not any(first + 8 <= u <= last - 8 for u in at):
            at.append(rng.randint(first + 10, last - 10))
    inserted = []
    for u in sorted(set(at)):
        b = cut.beg[u]
        if any(x < b < y for _, (x, y) in kinds):
            continue
        line = f"\n{pages.format(n=number)}\n{header}\n" if rng.random() < 0.9 else f"\n{pages.format(n=number)}\n"
        inserted.append((b, line))
        number += 1
    text, out, done = document.text, [], 0
    for b, line in inserted:
        out += [text[done:b], line]
        done = b
    document.text = "".join(out) + text[done:]
    starts, grown = [b for b, _ in inserted], [0]
    for _, line in inserted:
        grown.append(grown[-1] + len(line))

    def moved(x, end=False):
        return x + grown[(bisect.bisect_left if end else bisect.bisect_right)(starts, x)]

    document.spans = [(moved(a), moved(b, True)) for a, b in document.spans]
    return [(moved(a), moved(b, True)) for a, b in spans]


def write(batch, out, seed=0):
    """Write a batch to the folder `out`."""
    found = truths(batch, seed)
    for folder in ("susp", "src", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for host in batch.hosts:
        _text(out / "susp" / host.document.name, host.document.text)
    for source in batch.sources:
        _text(out / "src" / source.name, source.text)
    _text(out / "hosts.tsv", "".join(f"{h.document.name}\t{h.cls}\t{h.group}\t{h.n_plants}\n" for h in batch.hosts))
    stock = [(d.name, a, b - a) for d in [h.document for h in batch.hosts] + batch.sources for p, (a, b) in zip(d.pieces, d.spans) if p.kind == "stock"]
    _text(out / "stock.tsv", "".join(f"{name}\t{a}\t{n}\n" for name, a, n in stock))
    pairs = {}
    for host, source, said in found:
        pairs.setdefault((host.document.name, source.name), []).append(said)
    _text(out / "pairs", "".join(f"{a} {b}\n" for a, b in sorted(pairs)))
    for (a, b), features in pairs.items():
        rows = "".join("  <feature " + " ".join(f"{k}={quoteattr(str(v))}" for k, v in said.items()) + "/>\n" for said in features)
        _text(out / "truth" / f"{a[:-4]}-{b[:-4]}.xml", f'<?xml version="1.0" encoding="utf-8"?>\n<document reference={quoteattr(a)}>\n{rows}</document>\n')


def _text(path, text):
    path.write_bytes(text.encode("utf-8"))


def main(argv=None):
    """Write a batch from the command line, to look at it."""
    parser = argparse.ArgumentParser(prog="quality_bench.generate", description=generate_batch.__doc__)
    parser.add_argument("out")
    parser.add_argument("--lang", default="zh-hans")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--class", dest="classes", help="classes, with commas between them (all)")
    parser.add_argument("--hosts", type=int, default=N_HOSTS)
    parser.add_argument("--corpus", help="a file or folder of UTF-8 text")
    args = parser.parse_args(argv)
    try:
        generate_batch(args.out, args.lang, args.seed, args.classes and args.classes.split(","), args.hosts, args.corpus)
    except (NoCorpus, FileExistsError, ValueError) as e:
        sys.exit(f"quality_bench.generate: {e}")


if __name__ == "__main__":
    main()

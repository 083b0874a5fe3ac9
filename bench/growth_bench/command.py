# SPDX-License-Identifier: MIT
"""The command line of bench/growth, and its tables."""

import argparse
import sys
from pathlib import Path

from peers_bench.process import Failed
from quality_bench.tables import Table

from . import estimate, made, measure, plot, slopes

ROOT = Path(__file__).resolve().parents[2]
STORED_DOCUMENTS = 10000  # at most, in the index whose bytes are told

NOTE = """`crib scan` with {threads} thread(s) on text in {lang} made by bench/speed, seed {seed}. cpu_s is user and system time of the
whole process, the median of `rounds`; wall_s depends on what else the machine does. `times_reading` is cpu_s by the processor
time of reading the file from the page cache (a small file is read faster, from the processor's caches). A collection's documents are rows of one JSON Lines file, a tenth of them copies
with 3 % edits; the one document is a plain text in which a tenth recurs. Slopes are of least squares through the logarithms,
over the upper half of the sizes: 1 is proportional to the size."""


def number(word):
    """10000, 10k, 100M, 1G."""
    units = {"k": 10 ** 3, "M": 10 ** 6, "G": 10 ** 9}
    value = int(word[:-1]) * units[word[-1]] if word[-1:] in units else int(word)
    if value < 1:
        raise ValueError(word)
    return value


def numbers(words):
    try:
        return tuple(sorted({number(w) for w in words.split(",") if w}))
    except ValueError:
        raise argparse.ArgumentTypeError(f"wants sizes with commas between, such as 1k,10k, not {words!r}") from None


def add_programs(parser):
    parser.add_argument("--crib", type=Path, default=ROOT / "build/release/crib", help="the program [build/release/crib]")
    parser.add_argument("--speed", type=Path, help="the generator [`speed` beside the program]")


def find_programs(parser, args):
    args.crib = args.crib.resolve()
    args.speed = (args.speed or args.crib.with_name("speed")).resolve()
    for program in (args.crib, args.speed):
        if not program.is_file():
            parser.error(f"{program} is not there: make build/release/crib build/release/speed")


def parse(argv):
    p = argparse.ArgumentParser(prog="bench/growth", allow_abbrev=False, description="How time and memory of a scan grow: "
                                "tables, slopes, a plot, and what the slopes mean for larger collections.")
    p.add_argument("--documents", type=numbers, default="1k,3k,10k,30k,100k", metavar="A,B",
                   help="numbers of documents of 2 kB; empty: none [%(default)s]")
    p.add_argument("--whole", type=numbers, default="1k,3k,10k,30k,100k", metavar="A,B",
                   help="numbers of documents for scan --whole; empty: none [%(default)s]")
    p.add_argument("--bytes", type=numbers, default="1k,10k,100k,1M,10M,100M", metavar="A,B",
                   help="sizes of the one document; empty: none [%(default)s]")
    p.add_argument("--rounds", type=int, default=3, help="scans of each at most; one that takes long is enough [%(default)s]")
    p.add_argument("--threads", type=int, default=1, help="[%(default)s]")
    p.add_argument("--memory", metavar="SIZE", help="of the scans of many documents [all they want]")
    p.add_argument("--lang", default="zh", choices=("zh", "en", "mixed"), help="[%(default)s]")
    p.add_argument("--seed", type=int, default=1, help="[%(default)s]")
    p.add_argument("--patience", type=int, default=3600, metavar="SECONDS", help="with one scan [%(default)s]")
    add_programs(p)
    p.add_argument("--out", type=Path, default=ROOT / "build/growth", metavar="FOLDER",
                   help="for growth.tsv, growth.md, growth.svg and the inputs while they are needed [build/growth]")
    args = p.parse_args(argv)
    if min(args.rounds, args.threads, args.patience) < 1:
        p.error("--rounds, --threads and --patience want at least 1")
    args.out = args.out.resolve()
    find_programs(p, args)
    return args


def say(sentence):
    print(f"growth: {sentence}", file=sys.stderr, flush=True)


def points(args, sizes, make, *options):
    """A Point for each size, and for a size that could not be scanned a sentence."""
    out = []
    for size in sizes:
        made_input = make(args.speed, args.out, size, args.seed, args.lang)
        try:
            p = measure.point(args.crib, made_input, size, args.threads, args.rounds, args.patience, *options)
            say(f"{size}: {p.cpu:.3f} s of processor time, {p.peak:.0f} MB")
            out.append(p)
        except Failed as why:
            say(f"{size} could not be scanned: {why}")
            out.append((size, str(why)))
        made_input.path.unlink()
        made_input.path.with_suffix(".truth").unlink(missing_ok=True)
    return out


def done(rows):
    return [p for p in rows if isinstance(p, measure.Point)]


def share(value):
    return "" if value is None else f"{value:.4f}"


def points_table(title, unit, rows):
    t = Table(title, [unit, "text_bytes", "file_bytes", "rounds", "cpu_s", "wall_s", "peak_MB", "text_MB_per_cpu_s", "times_reading",
                      "recall", "precision", "passages", "note"])
    for p in rows:
        if isinstance(p, measure.Point):
            t.add(p.size, p.text_bytes, p.file_bytes, p.rounds, f"{p.cpu:.3f}", f"{p.wall:.3f}", f"{p.peak:.1f}",
                  f"{p.text_bytes / 1e6 / p.cpu:.3g}" if p.cpu else "", f"{p.cpu / p.reading:.0f}", share(p.recall),
                  share(p.precision), p.passages, "")
        else:
            t.add(p[0], *[""] * (len(t.header) - 2), f"could not be scanned: {p[1]}")
    return t


def slopes_table(named):
    t = Table("Slopes", ["curve", "from", "to", "time", "memory"])
    for name, rows in named:
        used = slopes.upper_half(rows)
        if len(used) > 1:
            t.add(name, used[0].size, used[-1].size,
                  *(f"{slopes.slope([(p.size, getattr(p, what)) for p in rows]):.3f}" for what in ("cpu", "peak")))
    return t


def panels(named):
    def curves(what):
        return [(name, [(p.text_bytes, getattr(p, what)) for p in rows if getattr(p, what) > 0]) for name, rows in named]
    return [plot.Panel("Computing time", "processor time (seconds)", plot.seconds_label, curves("cpu")),
            plot.Panel("Peak memory", "resident memory (bytes)", plot.megabytes_label, curves("peak"))]


def stored(args):
    """Bytes a document in an index, and of how many documents; of none: ({}, 0)."""
    n = min(max(args.documents, default=0), STORED_DOCUMENTS)
    if n == 0:
        return {}, 0
    made_input = made.collection(args.speed, args.out, n, args.seed, args.lang)
    kinds = measure.stored_bytes(args.crib, made_input, args.patience)
    made_input.path.unlink()
    made_input.path.with_suffix(".truth").unlink()
    return kinds, n


def main(argv=None):
    args = parse(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    memory = ("--memory", args.memory) if args.memory else ()
    collections = points(args, args.documents, made.collection, *memory)
    whole = points(args, args.whole, made.collection, "--whole", *memory)
    one = points(args, args.bytes, made.one_document, "--documents", "file")
    named = [("many documents of 2 kB", done(collections)), ("the same, scan --whole", done(whole)),
             ("one document", done(one))]
    kinds, n = stored(args)
    tables = [points_table("Many documents", "documents", collections), points_table("Whole documents", "documents", whole),
              points_table("One document", "bytes", one), slopes_table(named)]
    for command, rows in (("scan", done(collections)), ("scan --whole", done(whole))):
        if rows and kinds:
            tables.append(estimate.table(command, rows, kinds))
    notes = [NOTE.format(threads=args.threads, lang=args.lang, seed=args.seed), estimate.NOTE.format(documents=n)]
    (args.out / "growth.tsv").write_text("\n".join(t.tsv() for t in tables), encoding="utf-8")
    (args.out / "growth.md").write_text("\n".join([*(t.markdown() for t in tables), *notes]) + "\n", encoding="utf-8")
    if any(rows for _, rows in named):
        (args.out / "growth.svg").write_text(plot.drawing(panels(named)), encoding="utf-8")
    print("\n".join(t.tsv() for t in tables), end="")
    say(f"wrote growth.tsv, growth.md and growth.svg to {args.out}")
    return 0 if all(isinstance(p, measure.Point) for p in [*collections, *whole, *one]) else 1

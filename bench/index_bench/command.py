# SPDX-License-Identifier: MIT
"""The command line of bench/index, and its table."""

import argparse
import shutil
import sys
from pathlib import Path

from growth_bench.command import add_programs, find_programs, number
from peers_bench.process import Failed
from quality_bench.tables import Table, percentile

from . import made, measure

ROOT = Path(__file__).resolve().parents[2]
N_READERS = 4
# Floors, and what each is a limit of.
MOST_SIZE, MOST_BARE_SIZE, MOST_GROWTH = .80, .45, .03

NOTE = """{n} documents of about 2 kB in text in {lang} made by bench/speed (seed {seed}), in JSON Lines files of {rows} rows; checks are of
submissions of 5 kB that hold two stretches of {stretch} characters each of indexed documents, a process each, start included.
cold: the index's pages are dropped from the page cache before. Times are wall time, cpu is of all threads."""


def parse(argv):
    p = argparse.ArgumentParser(prog="bench/index", allow_abbrev=False,
                                description="What an index costs, and how fast it answers. Status 1 when a floor is missed.")
    p.add_argument("--documents", type=number, default="100k", metavar="N", help="of 2 kB each [%(default)s]")
    p.add_argument("--checks", type=int, default=100, metavar="N", help="submissions to check, warm and cold [%(default)s]")
    p.add_argument("--threads", type=int, default=1, help="of the writers and of the scan [%(default)s]")
    p.add_argument("--lang", default="zh", choices=("zh", "en", "mixed"), help="[%(default)s]")
    p.add_argument("--seed", type=int, default=1, help="[%(default)s]")
    p.add_argument("--patience", type=int, default=7200, metavar="SECONDS", help="with one command [%(default)s]")
    p.add_argument("--no-scan", action="store_true", help="leave out the scan that the build is compared with")
    add_programs(p)
    p.add_argument("--out", type=Path, default=ROOT / "build/index-bench", metavar="FOLDER",
                   help="for index.tsv, index.md, and texts and indexes while they are needed [build/index-bench]")
    args = p.parse_args(argv)
    if args.documents < 100 or min(args.checks, args.threads, args.patience) < 1:
        p.error("--documents wants at least 100, --checks, --threads and --patience at least 1")
    args.out = args.out.resolve()
    find_programs(p, args)
    return args


def say(sentence):
    print(f"index: {sentence}", file=sys.stderr, flush=True)


class Rows:
    def __init__(self):
        self.table = Table("Index", ["measure", "value", "floor", "verdict"])

    def add(self, name, value, floor="", ok=None):
        self.table.add(name, value, floor, self.table.verdict(ok))
        say(f"{name}: {value}")

    def most(self, name, value, limit):
        self.add(name, f"{value:.4f}", f"<= {limit}", value <= limit)

    def holds(self, name, outcome):
        self.add(name, "not tried: no right to" if outcome is None else "same answer" if outcome else "another answer",
                 "same answer", outcome)


def building(args, rows, texts):
    """The index with texts, and the time its making took."""
    index = args.out / "index"
    built = measure.add(args.crib, index, texts.folder, args.threads, args.patience)
    rows.add("text, MB", f"{texts.text_bytes / 1e6:.1f}")
    rows.add("build, s", f"{built.wall:.2f}")
    rows.add("build, cpu s", f"{built.cpu:.2f}")
    rows.add("build, peak MB", f"{built.peak:.0f}")
    if not args.no_scan:
        scanned = measure.scan(args.crib, texts, args.threads, args.patience)
        rows.add("scan, s", f"{scanned.wall:.2f}")
        rows.add("build / scan, wall", f"{built.wall / scanned.wall:.3f}")
        rows.add("build / scan, cpu", f"{built.cpu / scanned.cpu:.3f}")
    rows.most("size / text", measure.size_of(index) / texts.text_bytes, MOST_SIZE)
    bare = args.out / "bare"
    measure.add(args.crib, bare, texts.folder, args.threads, args.patience, "--no-text")
    rows.most("size / text, --no-text", measure.size_of(bare) / texts.text_bytes, MOST_BARE_SIZE)
    shutil.rmtree(bare)
    return index, built


def checking(args, rows, index, submissions):
    for name, cold in (("warm", False), ("cold", True)):
        did = measure.checks(args.crib, index, submissions, cold)
        rows.add(f"check, {name}, median ms", f"{1000 * percentile(did.seconds, .5):.1f}")
        rows.add(f"check, {name}, 99 % ms", f"{1000 * percentile(did.seconds, .99):.1f}")
        if cold:
            rows.add("check, cold, read, median MB", f"{percentile(did.read, .5) / 1e6:.1f}")
    rows.add("submissions with findings", f"{did.found} of {len(submissions)}", "all", did.found == len(submissions))


def adding(args, rows, index, built, more):
    grown = args.out / "grown"
    shutil.copytree(index, grown)
    cost = measure.add(args.crib, grown, more.folder, args.threads, args.patience)
    rows.add(f"adding {more.documents}, s", f"{cost.wall:.2f}")
    rows.most("adding 1 % / build, wall", cost.wall / built.wall, MOST_GROWTH)
    shutil.rmtree(grown)


def reading(args, rows, index, more, submission):
    alone = percentile([measure.answer(args.crib, index, submission)[0] for _ in range(9)], .5)
    rows.holds("reader without permission to write", measure.as_nobody(args.crib, index, submission))
    rows.holds("reader on a read-only mount", measure.on_a_read_only_mount(args.crib, index, submission))
    cost, readers = measure.beside_an_audit(args.crib, index, more, submission, N_READERS, args.threads, args.patience)
    rows.add("audit of 1 % beside 4 readers, s", f"{cost.wall:.2f}")
    rows.add("answers beside it", readers.answers)
    rows.add("wrong answers beside it", readers.wrong, "0", readers.wrong == 0)
    rows.add("one reader alone, median ms", f"{1000 * alone:.1f}")
    rows.add("slowest answer beside it, ms", f"{1000 * readers.slowest:.1f}")
    verified = measure.process.run([args.crib, "index", "verify", index], args.out, 1, args.patience)
    rows.add("verify, s", f"{verified.wall:.2f}")


def measured(args, rows):
    n_more = max(1, args.documents // 100)
    texts = made.documents(args.speed, args.out, "documents", args.documents, args.seed, args.lang)
    more = made.documents(args.speed, args.out, "more", n_more, args.seed + made.MORE_SEED, args.lang)
    submissions = made.submissions(args.speed, args.out, args.checks, texts, args.seed, args.lang)
    index, built = building(args, rows, texts)
    checking(args, rows, index, submissions)
    adding(args, rows, index, built, more)
    reading(args, rows, index, more, submissions[0])


def main(argv=None):
    args = parse(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    rows = Rows()
    try:
        measured(args, rows)
    except Failed as why:
        say(f"given up: {why}")
        return 1
    finally:
        for name in ("documents", "more", "submissions", "index", "bare", "grown"):
            shutil.rmtree(args.out / name, ignore_errors=True)
    note = NOTE.format(n=args.documents, lang=args.lang, seed=args.seed, rows=made.ROWS, stretch=made.STRETCH)
    (args.out / "index.tsv").write_text(rows.table.tsv(), encoding="utf-8")
    (args.out / "index.md").write_text(rows.table.markdown() + "\n" + note + "\n", encoding="utf-8")
    print(rows.table.tsv(), end="")
    return 1 if rows.table.short else 0

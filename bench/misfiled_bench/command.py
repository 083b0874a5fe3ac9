# SPDX-License-Identifier: MIT
"""The command line of bench/misfiled."""

import argparse
import sys
from pathlib import Path

from quality_bench.tables import misfiled_table

from . import law_collection, learn, made_collection, page_collection
from .rows import LAWS, documents_of, plan, plan_pages, row_of, sums
from .told import ScanFailed, Tally, told

ROOT = Path(__file__).resolve().parents[2]


def parse(argv):
    p = argparse.ArgumentParser(
        prog="bench/misfiled", allow_abbrev=False,
        description="How well crib tells documents whose title and body disagree: makes collections of reports of which "
                    "it knows the misfiled ones, scans them, and counts. Ends with 1 when a row is short of its floor.")
    p.add_argument("--seeds", default="1", metavar="A,B", help="a collection of each kind for each [%(default)s]")
    p.add_argument("--hand", default="first", choices=made_collection.HANDS,
                   help="who writes [%(default)s]")
    p.add_argument("--kinds", default="", metavar="A,B", help="only these: " + "; ".join(
        f"{hand}: {', '.join(kinds)}" for hand, kinds in made_collection.HANDS.items()) + f"; {LAWS}")
    p.add_argument("--pages", type=Path, metavar="DIR", action="append", default=[],
                   help="instead, real texts in many languages: GNOME's help in DIR (Debian's gnome-user-docs has it in "
                        "/usr/share/help), manual pages (of packages manpages-LANGUAGE in /usr/share/man), or LibreOffice's help "
                        "(libreoffice-help-LANGUAGE in /usr/share/libreoffice/help); may be repeated; "
                        "--kinds are languages then; shown, not judged")
    p.add_argument("--by-kind", action="store_true", help="a second table, kind by kind")
    p.add_argument("--worst", action="store_true", help="instead of tables, print what was missed and what was said wrongly")
    p.add_argument("--learn", action="store_true",
                   help="instead, learn from collections of all hands, and with --pages from every other language of the pages, how "
                        "much clues are worth, and write src/cluster/doubt_trees.h")
    p.add_argument("--without", choices=[*made_collection.HANDS],
                   help="with --learn: from all hands but this one, so that it can be looked at as if it were new")
    p.add_argument("--crib", type=Path, default=ROOT / "build/release/crib", help="the program [build/release/crib]")
    p.add_argument("--jobs", type=int, default=2, help="processes [%(default)s]")
    args = p.parse_args(argv)
    seeds = args.seeds.split(",")
    if not all(s.isdecimal() for s in seeds):
        p.error(f"--seeds wants numbers with commas between, not {args.seeds!r}")
    args.seeds = tuple(int(s) for s in seeds)
    args.kinds = tuple(filter(None, args.kinds.split(","))) or None
    for folder in args.pages:
        if not folder.is_dir():
            p.error(f"{folder}: no such folder")
        if not page_collection.languages(folder):
            p.error(f"{folder}: no language with pages enough")
    there = sorted({x for folder in args.pages for x in page_collection.languages(folder)}) or \
        [*made_collection.HANDS[args.hand], *([LAWS] if args.hand == "first" else [])]
    for k in args.kinds or ():
        if k not in there:
            p.error(f"no kind is called {k!r}; there are {', '.join(there)}")
    if args.jobs < 1:
        p.error("--jobs wants at least 1")
    return args


def print_kinds(by_kind):
    print("\n| kind | class | misfiled | precision | recall | false per 1,000 |\n" + "|---" * 6 + "|")
    for (kind, name), t in sorted(by_kind.items()):
        print(f"| {kind} | {name} | {t.true} | {t.precision:.3f} | {t.recall:.3f} | {t.false_per_1000:.1f} |")


def add_sums(by_row, folder):
    """Adds rows over all languages that were learned from, and over the others."""
    all_of = {f"{folder.name} {x}" for x in page_collection.languages(folder)}
    learned = {f"{folder.name} {x}" for x in page_collection.learned_from(folder)}
    for (row, lang), t in list(by_row.items()):
        if lang in all_of:
            of_all = by_row.setdefault((row, f"{folder.name}, {'learned from' if lang in learned else 'others'}"), Tally())
            of_all += t


def show_worst(args, cells):
    """Document by document, with the evidence that was given."""
    for cell in cells:
        docs = documents_of(cell)
        records = told(args.crib, docs, cell.form) if docs else []
        said = {id(d) for d, _ in records}
        print(f"{cell.called()}, seed {cell.seed}: {cell.row}")
        for d in docs or ():
            if d.how and id(d) not in said:
                print(f"  missed ({d.how})  {d.title}")
        for d, r in records:
            if not d.how:
                facts = "; ".join(" ".join(str(v) for v in e.values()) for e in r["evidence"])
                print(f"  false  {d.title}: {facts}")
    return 0


def main(argv=None):
    args = parse(argv)
    cells = [c for folder in args.pages for c in plan_pages(folder, args.seeds, args.kinds)] or plan(args.seeds, args.hand, args.kinds)
    if any(c.kind == LAWS for c in cells) and not law_collection.archive():
        print("misfiled: no laws in ${CRIB_SHARED:-../shared}/data, their rows are left out", file=sys.stderr)
    try:
        if args.learn:
            n = learn.write(args.crib, args.seeds, args.jobs, ROOT / "src/cluster/doubt_trees.h", args.without, args.pages)
            print(f"misfiled: learned from {n} doubted titles; now make", file=sys.stderr)
            return 0
        if args.worst:
            return show_worst(args, cells)
        by_row, by_kind = sums(args.crib, cells, args.jobs)
    except ScanFailed as e:
        print(f"misfiled: {e}", file=sys.stderr)
        return 2
    for folder in args.pages:
        add_sums(by_row, folder)
    some = [row_of(*key, t) for key, t in by_row.items()]
    print(misfiled_table(some).markdown(), end="")
    if args.by_kind:
        print_kinds(by_kind)
    short = sum(r.ok() is False for r in some)
    print(f"misfiled: {short or 'no'} row{'' if short == 1 else 's'} short of the floor", file=sys.stderr)
    return 1 if short else 0

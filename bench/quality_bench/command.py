# SPDX-License-Identifier: MIT
"""The command line of bench/quality."""

import argparse
import dataclasses
import sys
from pathlib import Path

from misfiled_bench import rows as misfiled_rows
from misfiled_bench.told import ScanFailed

from . import batches, peers, tables, whole, worst
from .corpus import NoCorpus
from .pan import DETECTION, Corpus, PanError, read_folder
from .scan import Found, ScanError, passages_of, read_records, run_crib
from .score import Score, score_folders

LANGS = ("zh-hans", "zh-hant", "en", "ja")
ROOT = Path(__file__).resolve().parents[2]


def parse(argv):
    p = argparse.ArgumentParser(
        prog="bench/quality", allow_abbrev=False,
        description="How good crib is: plants passages in clean text and measures what is found of them, or scores "
                    "a corpus in PAN's format. Ends with 1 when a value is short of its floor.")
    p.add_argument("--lang", default=",".join(LANGS), help="languages, with commas between [%(default)s]")
    p.add_argument("--corpus", action="append", default=[], metavar="LANG=PATH",
                   help="clean UTF-8 text to plant in, a file or a folder, instead of the bench's own; may be repeated")
    p.add_argument("--seed", type=int, default=1, help="of the first batch [%(default)s]")
    p.add_argument("--cases", type=int, default=200, help="least number of a class, over all languages [%(default)s]")
    p.add_argument("--batches", type=int, default=0, metavar="N", help="exactly so many batches of each language")
    p.add_argument("--collections", type=int, default=1, metavar="N",
                   help="collections of whole documents of each language [%(default)s]")
    p.add_argument("--misfiled", type=int, default=1, metavar="N",
                   help="collections of each kind with misfiled documents (bench/misfiled) [%(default)s]")
    p.add_argument("--class", dest="classes", default="", metavar="A,B", help="only these classes")
    p.add_argument("--crib", type=Path, default=ROOT / "build/release/crib", help="the program [build/release/crib]")
    p.add_argument("--option", action="append", default=[], metavar="OPT", help="a further option for crib (--option=--near=0.9)")
    p.add_argument("--jobs", type=int, default=2, help="processes [%(default)s]")
    p.add_argument("--peers", action="store_true", help="also run what a user would reach for instead")
    p.add_argument("--work", type=Path, default=ROOT / "build/quality", help="folder for what is generated [build/quality]")
    p.add_argument("--out", type=Path, help="write the tables to FILE (Markdown) and FILE with .tsv", metavar="FILE")
    p.add_argument("--worst", nargs="+", metavar=("CLASS", "N"),
                   help="instead of tables, show the N [10] cases of CLASS (or CLASS:short, CLASS:long) that cost most; "
                        "'between' and 'inside' are the false passages between two hosts or sources, and in one document")
    p.add_argument("--pan", type=Path, metavar="DIR", help="score a corpus in PAN's format: susp/, src/ and folders of truth")
    p.add_argument("--detections", type=Path, metavar="DIR", help="with --pan: score these detections (XML) instead of crib's")
    args = p.parse_args(argv)
    args.lang = tuple(filter(None, args.lang.split(",")))
    args.classes = tuple(filter(None, args.classes.split(",")))
    corpora = {}
    for pair in args.corpus:
        lang, equals, path = pair.partition("=")
        if not equals or not Path(path).exists():
            p.error(f"--corpus wants LANG=PATH of something that exists, not {pair!r}")
        corpora[lang] = Path(path)
        if lang not in args.lang:
            args.lang += (lang,)
    args.corpus = corpora
    if args.detections and not args.pan:
        p.error("--detections goes with --pan")
    if args.cases < 1 or args.jobs < 1 or args.batches < 0 or args.collections < 0 or args.misfiled < 0:
        p.error("--cases and --jobs want at least 1, --batches, --collections and --misfiled at least 0")
    if args.worst:
        if len(args.worst) > 2 or (len(args.worst) == 2 and not args.worst[1].isdecimal()):
            p.error("--worst wants a class and a number")
        if len(args.worst) == 1:
            args.worst.append("10")
    return args


def say(sentence):
    print(f"quality: {sentence}", file=sys.stderr, flush=True)


def write_tables(args, some):
    """The tables to standard output, or to two files."""
    markdown = "\n".join(t.markdown() for t in some)
    if not args.out:
        print(markdown)
        return
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(markdown, encoding="utf-8")
    args.out.with_suffix(".tsv").write_text("\n".join(t.tsv() for t in some), encoding="utf-8")
    say(f"wrote {args.out} and {args.out.with_suffix('.tsv')}")


def score_pan(args):
    """Any PAN corpus, with crib's detections or those of a folder."""
    corpus = Corpus(args.pan)
    corpus.check()
    if args.detections:
        passages = [Found("cross", c.reuse) for c in read_folder(args.detections, DETECTION)]
        by = f"the detections of {args.detections}"
    else:
        args.work.mkdir(parents=True, exist_ok=True)
        passages = passages_of(run_crib(args.crib, [corpus.susp, corpus.src], args.work / "pan.jsonl", args.option))
        by = "crib"
    write_tables(args, [tables.folder_table(f"{args.pan}, {by}", score_folders(corpus, passages))])
    return 0


def sums(outcomes, of):
    """The scores of some batches added up."""
    total = Score()
    for o in outcomes:
        total += of(o)
    return total


def plan_of(args):
    plan = batches.Plan(args.lang, args.corpus, args.seed, args.classes, args.work.resolve(), args.crib.resolve(),
                        args.jobs, args.peers, options=tuple(args.option))
    there = batches.languages_there(plan, say)
    if not there:
        raise NoCorpus("no language is left to measure")
    return dataclasses.replace(plan, langs=there)


def show_worst(args):
    """The batches of the run, made and scanned as usual; then case by case."""
    klass, _, band = args.worst[0].partition(":")
    plan = plan_of(args)
    outcomes = batches.run_batches(plan, args.cases, args.batches, say)
    items = []
    for o in outcomes:
        corpus = Corpus(o.folder)
        passages = passages_of(read_records(batches.records_path(plan, o.folder)))
        items += worst.items(str(o.folder), corpus, passages, klass, band or None)
    score = sums(outcomes, lambda o: o.score)
    score.rows = {k: r for k, r in score.rows.items() if k[0] == klass}
    if score.rows:
        print(tables.class_table(klass, score, {}).markdown())
    worst.print_worst(items, int(args.worst[1]), sys.stdout)
    return 0


def passage_tables(plan, args):
    """Batches of planted passages, as tables."""
    outcomes = batches.run_batches(plan, args.cases, args.batches, say)
    score = sums(outcomes, lambda o: o.score)
    peer_scores = {name: sums(outcomes, lambda o, n=name: o.peers[n]) for name in outcomes[0].peers}
    some = [tables.class_table(f"Passages, by class and band ({len(outcomes)} batches)", score, peer_scores),
            tables.overall_table(score, peer_scores)]
    if len(plan.langs) > 1:
        by_lang = {lang: sums([o for o in outcomes if o.lang == lang], lambda o: o.score) for lang in plan.langs}
        some.append(tables.language_table(by_lang))
    return some


def generated(args):
    """The whole bench: passages, whole documents, verdict."""
    plan, why_not = plan_of(args), None
    if args.peers and args.collections:
        python, why_not = peers.datasketch_python(plan.work)
        plan = dataclasses.replace(plan, datasketch=python)
    some = passage_tables(plan, args)
    if args.collections:
        score, peer_scores = batches.run_collections(plan, args.collections, say)
        some.append(whole.document_table(score, peer_scores or ({"datasketch": why_not} if why_not else {})))
    if args.misfiled and not args.classes:
        seeds = range(args.seed, args.seed + args.misfiled)
        some.append(tables.misfiled_table(misfiled_rows.rows(plan.crib, seeds, args.jobs)))
    write_tables(args, some)
    short = sum(t.short for t in some)
    say(f"{short} value{'s' if short != 1 else ''} short of the floor" if short else "no value is short of its floor")
    return 1 if short else 0


def main(argv=None):
    args = parse(argv)
    try:
        if args.pan:
            return score_pan(args)
        return show_worst(args) if args.worst else generated(args)
    except (NoCorpus, PanError, ScanError, ScanFailed) as e:
        say(str(e))
        return 2
    except KeyboardInterrupt:
        return 130

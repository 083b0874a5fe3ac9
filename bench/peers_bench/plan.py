# SPDX-License-Identifier: MIT
"""The command line of bench/peers."""

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from quality_bench.venv import python_with

from . import report
from .lanes import CRIB, CRIB_ALL, TINY, Runs, Setting, collection, lane_a, lane_b, score
from .process import Failed
from .rivals import BY_NAME, PEERS, Peer

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh-hans", "en")


def parse(argv):
    p = argparse.ArgumentParser(
        prog="bench/peers", allow_abbrev=False,
        description="How fast crib is beside its peers, and how much each of them finds of what was planted. Installs each "
                    "peer in a virtual environment below --work. A peer that cannot be installed or run is a row that says why.")
    p.add_argument("--documents", type=int, default=8000, metavar="N",
                   help="of 2 kB in each collection; slow peers get a quarter or a tenth of them [%(default)s]")
    p.add_argument("--lang", default=",".join(LANGUAGES), help="languages, with commas between [%(default)s]")
    p.add_argument("--peers", default=",".join(BY_NAME), metavar="A,B", help="which ones [%(default)s]")
    p.add_argument("--lanes", default="A,B", help="[%(default)s]")
    p.add_argument("--threads", default="1,2", help="numbers of threads [%(default)s]")
    p.add_argument("--rounds", type=int, default=3, help="runs of each, one after the other [%(default)s]")
    p.add_argument("--permutations", type=int, default=128, help="[%(default)s]")
    p.add_argument("--bands", type=int, default=16, help="[%(default)s]")
    p.add_argument("--threshold", type=float, default=.8, help="[%(default)s]")
    p.add_argument("--seed", type=int, default=1, help="of the collections [%(default)s]")
    p.add_argument("--patience", type=int, default=300, metavar="SECONDS", help="with one run [%(default)s]")
    p.add_argument("--crib", type=Path, default=ROOT / "build/release/crib", help="the program [build/release/crib]")
    p.add_argument("--work", type=Path, default=ROOT / "build/peers", help="folder for all that is made [build/peers]")
    p.add_argument("--out", type=Path, help="also write the tables to FILE (Markdown)", metavar="FILE")
    args = p.parse_args(argv)
    args.lang, args.peers, args.lanes = (tuple(filter(None, x.split(","))) for x in (args.lang, args.peers, args.lanes))
    unknown = [n for n in args.peers if n not in BY_NAME] + [n for n in args.lanes if n not in ("A", "B")]
    if unknown:
        p.error(f"no such peer or lane: {', '.join(unknown)}")
    try:
        args.threads = tuple(int(t) for t in args.threads.split(","))
    except ValueError:
        p.error(f"--threads wants numbers with commas between, not {args.threads!r}")
    if min(args.threads) < 1 or args.rounds < 1 or args.documents < TINY or not 0 < args.threshold <= 1:
        p.error(f"--threads and --rounds want at least 1, --documents at least {TINY}, --threshold a share")
    if args.permutations < 1 or args.bands < 1 or args.permutations % args.bands:
        p.error("--permutations wants to be a multiple of --bands")
    return args


def say(sentence):
    print(f"peers: {sentence}", file=sys.stderr, flush=True)


@dataclass
class Installed:
    peer: Peer
    version: str = ""
    trouble: str = ""


def install(args, setting):
    """name -> Installed, for every peer that was asked for."""
    out = {}
    for peer in (p for p in PEERS if p.name in args.peers):
        say(f"installing {peer.name}")
        python, why = python_with(setting.work / f"venv-{peer.name}", peer.packages)
        out[peer.name] = Installed(peer, trouble=why or "")
        if python:
            setting.pythons[peer.name] = python
            asked = subprocess.run([str(python), "-c", "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))",
                                    peer.packages[0]], capture_output=True, text=True, check=False)
            out[peer.name].version = asked.stdout.strip()
        else:
            say(f"{peer.name} {why}")
    return out


def all_runs(args, installed):
    """(language, tool, peer or None, threads) in the order of the table."""
    tools = [(CRIB, None), (CRIB_ALL, None), *((i.peer.name, i.peer) for i in installed.values())]
    for language in args.lang:
        for tool, peer in tools:
            for threads in args.threads:
                if peer is None or threads in peer.threads:
                    yield language, tool, peer, threads


def size(args, peer):
    return args.documents if peer is None else max(TINY, int(args.documents * peer.share))


def run_lane_a(args, setting, installed):
    """(language, tool, threads) -> Runs or why not; the tools take turns."""
    results, starts = {}, {}
    for i in range(args.rounds):
        for language, tool, peer, threads in all_runs(args, installed):
            key = language, tool, threads
            if peer and installed[peer.name].trouble:
                results[key] = installed[peer.name].trouble
            if isinstance(results.get(key), str):
                continue
            try:
                if key not in results:
                    if key not in starts:
                        starts[key] = lane_a(setting, tool, peer, collection(setting, language, TINY), threads)[0]
                    results[key] = Runs(collection(setting, language, size(args, peer)), starts[key])
                runs = results[key]
                cost, pairs = lane_a(setting, tool, peer, runs.collected, threads)
                runs.costs.append(cost)
                runs.score = runs.score or score(runs.collected, pairs)
                say(f"round {i + 1}: {' '.join(map(str, key))}: {cost.wall:.2f} s, {cost.cpu:.2f} s of processor time, "
                    f"{cost.peak:.0f} MB, {len(pairs)} pairs")
            except Failed as why:
                results[key] = f"could not be run: {why}"
                say(f"{' '.join(map(str, key))} {results[key]}")
    return results


def run_lane_b(args, setting, installed):
    results = {}
    for language, tool, peer, threads in all_runs(args, installed):
        if peer is None:
            continue
        key = language, tool, threads
        if installed[peer.name].trouble or peer.sketch:
            results[key] = installed[peer.name].trouble or f"not in this lane: {peer.sketch}"
            continue
        try:
            results[key] = lane_b(setting, peer, collection(setting, language, min(1000, size(args, peer))), threads)
            say(f"lane B: {' '.join(map(str, key))}")
        except Failed as why:
            results[key] = f"could not be run: {why}"
            say(f"{' '.join(map(str, key))} {results[key]}")
    return results


def main(argv=None):
    args = parse(argv)
    setting = Setting(args.work.resolve(), args.crib.resolve(), args.seed, args.permutations, args.bands, args.threshold,
                      args.patience)
    setting.work.mkdir(parents=True, exist_ok=True)
    installed = install(args, setting)
    rows = args.permutations // args.bands
    words = {"permutations": args.permutations, "bands": args.bands, "rows": rows, "threshold": args.threshold,
             "middle": (1 - .5 ** (1 / args.bands)) ** (1 / rows), "rounds": args.rounds, "tiny": TINY}
    parts = []
    if "A" in args.lanes:
        results = run_lane_a(args, setting, installed)
        parts.append((report.NOTE_A.format(**words), report.lane_a_table(results, installed)))
        for sentence in report.short_of_goal(results, installed):
            say(f"least ratio to {sentence}")
    if "B" in args.lanes:
        parts.append((report.NOTE_B.format(**words), report.lane_b_table(run_lane_b(args, setting, installed))))
    parts.append(("", report.peer_table(installed)))
    print("\n".join(table.tsv() for _, table in parts), end="")
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text("\n".join(f"{table.markdown()}\n{note}".rstrip() + "\n" for note, table in parts), encoding="utf-8")
        say(f"wrote {args.out}")
    return 0

# SPDX-License-Identifier: MIT
"""The tables of bench/peers."""

from statistics import median

from quality_bench.tables import Table, ratio

from .lanes import CRIB, spread
from .planted import FORMS

NOTE_A = """Lane A runs whole processes from a JSON Lines file to the pairs of near-duplicates; crib also aligns and
verifies every pair and tells what differs in it. `crib scan --whole` does what the peers do and is what they are held
against; `crib scan` finds the passages of all documents besides. {permutations} permutations in {bands} bands of {rows} for every peer (a pair of
J = {middle:.2f} meets in a band as often as not); the threshold is {threshold}, used by crib and by the peers that confirm
their candidates. crib's is the share of both documents in common, a peer's the Jaccard similarity of shingles, which 3 % of
single changes bring to about .75. `MB/s` and the ratios leave out what a run over {tiny} documents costs (`start_s` is its
wall time). A ratio is of the peer's processor (or wall) time per MB to crib's in the same round, in the same language and with
as many threads: median (least–most) of {rounds} rounds. gaoya takes texts for its queries, so it signs each twice."""

NOTE_B = """Lane B times the sketch alone, {permutations} permutations, on shingles that lie ready as lists of byte strings.
crib is not in it: the library shows no sketch, and `crib show sketch` begins with the text."""


def _failed_cells(header, cells, why):
    return [*cells, *[""] * (len(header) - len(cells) - 1), why]


def crib_of(results, key):
    """The runs of crib scan --whole in the language and with the threads of another tool's."""
    crib = results.get((key[0], CRIB, key[2]))
    return None if isinstance(crib, str) else crib


def lane_a_table(results, peers):
    """results: (language, tool, threads) -> Runs, or a sentence why not."""
    header = ["language", "tool", "threads", "documents", "text_MB", "start_s", "wall_s", "cpu_s", "peak_MB", "MB/s",
              "MB/s_per_core", "crib_times_as_fast_per_core", "goal", "crib_times_as_fast_by_wall", "recall",
              *(f"recall_{f}" for f in FORMS), "precision", "note"]
    table = Table("Lane A: raw text to near-duplicates", header)
    for key, runs in results.items():
        if isinstance(runs, str):
            table.add(*_failed_cells(header, key, runs))
            continue
        peer, crib, s = peers.get(key[1]), crib_of(results, key), runs.score
        by_form = {kind: found / pairs for (_, kind), (pairs, found) in s.kinds.items()}
        times = [spread(crib.times_as_fast(runs, what), ".2f") if peer and crib else "" for what in ("cpu", "wall")]
        table.add(*key, runs.collected.documents, f"{runs.collected.megabytes:.1f}", f"{runs.start.wall:.2f}",
                  *(f"{runs.middle(w):.2f}" for w in ("wall", "cpu")), f"{runs.middle('peak'):.0f}",
                  *(f"{median(rates):.2f}" if rates else "" for rates in (runs.rates("wall"), runs.rates("cpu"))),
                  times[0], peer.peer.goal or "" if peer else "", times[1], ratio(s.recall),
                  *(ratio(by_form[f]) if f in by_form else "" for f in FORMS), ratio(s.precision), "")
    return table


def peer_table(peers):
    """How each was run."""
    table = Table("The peers", ["tool", "version", "installed", "a shingle in Chinese", "in English", "answer"])
    for p in peers.values():
        table.add(p.peer.name, p.version, p.trouble or " ".join(p.peer.packages), p.peer.shingles["zh"], p.peer.shingles["en"],
                  p.peer.answer)
    return table


def lane_b_table(results):
    """results: (language, tool, threads) -> (shingles, rates), or a sentence."""
    header = ["language", "tool", "threads", "shingles_per_document", "signatures/s_per_core",
              "signatures/s_wall", "note"]
    table = Table("Lane B: the sketch alone", header)
    for key, told in results.items():
        if isinstance(told, str):
            table.add(*_failed_cells(header, key, told))
            continue
        shingles, rates = told
        table.add(*key, f"{shingles:.0f}", spread([r[0] for r in rates], ".0f"), spread([r[1] for r in rates], ".0f"), "")
    return table


def short_of_goal(results, peers):
    """Sentences: for each peer with a goal, the least median ratio over languages and threads."""
    out = []
    for name, installed in peers.items():
        goal = installed.peer.goal
        ratios = [crib_of(results, key).times_as_fast(runs, "cpu") for key, runs in results.items()
                  if key[1] == name and not isinstance(runs, str) and crib_of(results, key)]
        if goal and any(ratios):
            least = min(median(r) for r in ratios if r)
            out.append(f"{name}: {least:.2f} of {goal} ({'ok' if least >= goal else 'short'})")
    return out

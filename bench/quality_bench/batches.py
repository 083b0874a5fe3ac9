# SPDX-License-Identifier: MIT
"""Batches of generated documents: made once, kept, scanned and scored.

A batch is one language and one seed. Its folder is named by all that decides
its content (see key()), so that a second run, after crib was changed, scans
the same files without making them again. Batches are independent: they are
made and scored in processes of their own, and added up in their order."""

import hashlib
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from . import documents, generate, whole
from . import peers as peer_tools
from .corpus import NoCorpus, open_corpus
from .pan import Corpus
from .scan import passages_of, run_crib, verdicts_of
from .score import Score, score_batch

BATCHES_MOST = 200  # of one language: more means that a class never comes


@dataclass(frozen=True)
class Plan:
    """What a run asks for."""

    langs: tuple
    corpora: dict           # language -> path, of those that bring their own
    seed: int
    classes: tuple          # (): all
    work: Path
    crib: Path
    jobs: int
    peers: bool
    datasketch: Path = None # the Python that has it, with peers
    options: tuple = ()     # further ones for crib


@dataclass
class Outcome:
    """One batch, scored."""

    lang: str
    folder: Path
    score: Score
    peers: dict = field(default_factory=dict)  # name -> Score


def generator_digest():
    """Of every file of this package that can change what is generated."""
    judges = {"measure.py", "pan.py", "score.py", "scan.py", "peers.py", "peer_datasketch.py", "tables.py",
              "floors.py", "worst.py", "batches.py", "command.py", "whole.py"}
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.name not in judges:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def key(plan, lang, seed, kind):
    """Names a batch: the same key, the same files."""
    corpus = plan.corpora.get(lang)
    parts = [generator_digest(), kind, lang, str(seed), ",".join(plan.classes),
             os.environ.get("CRIB_SHARED", ""), str(corpus or "")]
    if corpus:
        files = [Path(corpus)] if Path(corpus).is_file() else sorted(p for p in Path(corpus).rglob("*") if p.is_file())
        parts += [f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    return f"{lang}-{seed}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:12]}"


def kept(folder, make):
    """The folder, made by make(folder) unless it is there whole."""
    if not folder.is_dir():
        part = folder.with_name(f".{folder.name}.{os.getpid()}")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            make(part)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder


def batch_folder(plan, lang, seed):
    """A batch of passages, made when it is not there."""
    def make(folder):
        generate.generate_batch(folder, lang, seed, list(plan.classes) or None, corpus=plan.corpora.get(lang))
    return kept(plan.work / "batches" / key(plan, lang, seed, "passages"), make)


def records_path(plan, folder):
    return plan.work / "scans" / f"{folder.name}.jsonl"


def scan_batch(plan, folder, *parts):
    """crib over parts of a batch: its records, also kept beside the batch."""
    out = records_path(plan, folder)
    out.parent.mkdir(parents=True, exist_ok=True)
    return run_crib(plan.crib, [folder / part for part in parts], out, ("--threads", "1", *plan.options))


def run_batch(plan, lang, seed):
    """Make, scan and score one batch; in a process of its own."""
    folder = batch_folder(plan, lang, seed)
    corpus = Corpus(folder)
    corpus.check()
    outcome = Outcome(lang, folder, score_batch(corpus, passages_of(scan_batch(plan, folder, "susp", "src"))))
    if plan.peers:
        for q in peer_tools.EXACT:
            for name, told in ((f"exact {q}", False), (f"exact {q}, told the stock phrases", True)):
                outcome.peers[name] = score_batch(corpus, peer_tools.exact_matches(corpus, q, told))
    return outcome


def run_collection(plan, lang, seed):
    """Make, scan and score one collection of whole documents; in a process of
    its own. Returns (WholeScore, {peer: {setting: WholeScore} or why not})."""
    def make(folder):
        documents.generate_documents(folder, lang, seed, corpus=plan.corpora.get(lang))
    folder = kept(plan.work / "batches" / key(plan, lang, seed, "documents"), make)
    truth, n = whole.read_truth(folder / "truth.tsv"), len(list((folder / "docs").iterdir()))
    found = [pair for pair, verdict in verdicts_of(scan_batch(plan, folder, "docs")).items() if verdict in whole.NEAR]
    beside = {}
    if plan.datasketch:
        for shingles, settings in peer_tools.datasketch_pairs(plan.datasketch, folder / "docs").items():
            beside[shingles] = {name: whole.score_pairs(truth, pairs, n) for name, pairs in settings.items()}
    return whole.score_pairs(truth, found, n), beside


def run_collections(plan, collections, tell):
    """So many collections of each language: their sum, and the peers' at the
    setting that is best over all of them."""
    jobs = [(lang, plan.seed + n) for n in range(collections) for lang in plan.langs]
    total, settings = whole.WholeScore(), {}
    with ProcessPoolExecutor(max_workers=plan.jobs) as pool:
        for score, beside in pool.map(run_collection, [plan] * len(jobs), *zip(*jobs)):
            total += score
            for shingles, by_setting in beside.items():
                sums = settings.setdefault(shingles, {name: whole.WholeScore() for name in by_setting})
                for name, one in by_setting.items():
                    sums[name] += one
    tell(f"{len(jobs)} collections of whole documents")
    peers = {}
    for shingles, by_setting in settings.items():
        best = whole.best_setting(by_setting)
        peers[f"datasketch, {shingles} shingles, {best}"] = by_setting[best]
    return total, peers


def languages_there(plan, tell):
    """The languages for which there is text; says which are left out."""
    there = []
    for lang in plan.langs:
        try:
            open_corpus(lang, plan.corpora.get(lang))
            there.append(lang)
        except NoCorpus as why:
            tell(f"{lang} is left out: {why}")
    return tuple(there)


def cases_by_class(outcomes):
    n = {}
    for o in outcomes:
        for (klass, _), row in o.score.rows.items():
            n[klass] = n.get(klass, 0) + row.tally.cases
    return n


def enough(outcomes, cases):
    """Has every class that has cases at all reached its number?"""
    counts = [n for n in cases_by_class(outcomes).values() if n > 0]
    return bool(counts) and min(counts) >= cases


def run_batches(plan, cases, batches, tell):
    """Rounds of one batch in each language until every class has `cases`, or
    exactly `batches` rounds. tell(sentence) says how far it is."""
    outcomes = []
    with ProcessPoolExecutor(max_workers=plan.jobs) as pool:
        for n in range(batches or BATCHES_MOST):
            outcomes += pool.map(run_batch, [plan] * len(plan.langs), plan.langs, [plan.seed + n] * len(plan.langs))
            counts = [c for c in cases_by_class(outcomes).values() if c]
            tell(f"round {n + 1}: {len(outcomes)} batches, at least {min(counts, default=0)} cases of a class")
            if not batches and enough(outcomes, cases):
                break
    return outcomes

# SPDX-License-Identifier: MIT
"""The peers: what to install, how each is run, and what its answer means."""

from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Peer:
    name: str
    packages: tuple
    program: str            # the program of this folder that runs it
    share: float            # of crib's collection that it is given: the slow get less
    shingles: dict = field(default_factory=dict)  # en, zh: what a shingle is
    answer: str = "candidates of the bands"
    threads: tuple = (1, 2)
    sketch: str = ""        # why there is no lane B
    goal: int = 0           # how many times faster crib is meant to be, per core

    @property
    def path(self):
        return HERE / self.program


_FIVES = {"en": "5 words", "zh": "5 characters"}

PEERS = (
    Peer("datasketch", ("datasketch",), "with_datasketch.py", .25, _FIVES, threads=(1,), goal=100),
    Peer("text-dedup", ("text-dedup",), "with_textdedup.py", .25,
         {"en": "its own 5 words", "zh": "its own 5 words (split at punctuation)"}, answer="clusters of the candidates",
         sketch="its embedding function takes texts", goal=100),
    Peer("rensa", ("rensa",), "with_rensa.py", 1, _FIVES, goal=20),
    Peer("gaoya", ("gaoya",), "with_gaoya.py", 1, {"en": "its own 5 words", "zh": "its own 5 characters"},
         answer="candidates confirmed by the estimate", sketch="shows no signature outside its index", goal=20),
    Peer("FastSketchLSH", ("FastSketchLSH",), "with_fastsketch.py", 1, _FIVES),
    # what its MinHash stages import; xxhash 4 takes no strings any more
    Peer("datatrove", ("datatrove", "xxhash<4", "regex", "tokenizers", "orjson", "spacy", "jieba"), "with_datatrove.py",
         .1, {"en": "its own 5 words (spaCy)", "zh": "its own 5 words (spaCy, jieba)"},
         answer="clusters of the candidates"),
)
BY_NAME = {p.name: p for p in PEERS}

# SPDX-License-Identifier: MIT
"""One batch: sources, distractors, and hosts into which passages of the sources are planted.

First the hosts are planned (a class, a band of lengths and a number of plants each), then the sources are filled with
the passages wanted, then the passages are changed and planted, then titles, headings and stock phrases are laid over all
documents, away from passages and plants. All own text comes from one supply that never repeats a run of 12 units.
"""

import math
import random
from dataclasses import dataclass, field

from . import edits, fold, script
from .dressing import N_STOCK, STOCK_UNITS, Dresser
from .passages import Full, Request, Taker
from .pieces import BREAK, Document, Exhausted, Piece, Supply

BANDS = {"short": (30, 60), "medium": (61, 200), "long": (201, 2000)}
NEGATIVES = ("template", "template", "template", "topic", "tables", "headings")
_DISTRACTORS = 5            # to each true source
_LEAST_SOURCE, _MOST_SOURCE = 1500, 4400       # units of own text: stock phrases and headings come on top
_LEAST_HOST, _MOST_HOST = 3000, 17500
_APART = 300                # units between two plants of a host


@dataclass
class Case:
    """A truth: a span of a plant's text, and a span of the passage it was taken from."""

    beg: int
    end: int
    passage: object
    source_beg: int
    source_end: int


@dataclass
class Plant:
    """What stands in the host: its text, the truths in it, and how it was asked for."""

    text: str
    cases: list
    cls: str
    band: str


@dataclass
class Host:
    """A suspicious document, its class, its band group (short or long) and the plants it was given."""

    cls: str
    group: str
    n_plants: int
    target: int = 0
    requests: list = field(default_factory=list)
    document: Document = None
    kind: str = ""              # of a negative


@dataclass
class Batch:
    """All that is written to a folder."""

    habits: object
    hosts: list
    sources: list
    n_true: int
    stock: list


def applicable(classes, habits):
    """The classes that make sense in the language."""
    known = edits.CLASSES + ["negative"]
    for cls in classes:
        if cls not in known:
            raise ValueError(f"no class '{cls}'; there are: {' '.join(known)}")
    if not habits.code.startswith("zh") or not script.available():
        classes = [c for c in classes if c != "script"]
    return list(classes)


def build(corpus, seed, classes, n_hosts):
    """A batch of `n_hosts` hosts over `classes`; the same for the same arguments."""
    habits = corpus.language
    rng = random.Random(f"{habits.code}/{seed}")
    classes = applicable(classes, habits)
    if corpus.size is not None:
        n_hosts = max(4, min(n_hosts, corpus.size // 22000))
    stuck = 0
    while True:
        try:
            return _Builder(corpus, random.Random(rng.random()), classes, n_hosts).build()
        except Stuck:
            stuck += 1
            if stuck == 8:
                raise
        except Exhausted:
            if n_hosts <= 4:
                raise
            n_hosts = max(4, n_hosts // 2)


class Stuck(RuntimeError):
    """No source could be made for a passage; with other sources there may be one."""


class _Builder:
    def __init__(self, corpus, rng, classes, n_hosts):
        self.rng, self.classes, self.n_hosts = rng, classes, n_hosts
        self.habits = corpus.language
        self.supply = Supply(corpus, random.Random(rng.random()))
        self.writer = self.habits.writer(random.Random(rng.random()))
        self.dresser = Dresser(self.habits, self.supply, self.writer, rng)

    def build(self):
        phrases = self.supply.sentences(N_STOCK, *STOCK_UNITS)
        hosts = self._plan()
        true = self._sources([r for h in hosts for r in h.requests])
        distractors = [self._source(f"d{i}") for i in range(_DISTRACTORS * len(true))]
        for host in hosts:
            wanted = sum(r.passage.piece.units for r in host.requests)
            least = max(_LEAST_HOST, wanted + _APART * (len(host.requests) + 2))
            own = self.supply.take(max(least, host.target) - wanted)
            host.document = Document("", own, *self.dresser.named())
        self._negatives(hosts, distractors)
        self._foreign = [p.text for d in distractors for p in d.pieces if p.kind == "own" and p.units >= 10]
        for host in hosts:
            self._plant(host)
        sources = true + distractors
        self.dresser.stock(phrases, [h.document for h in hosts] + sources)
        for document in [h.document for h in hosts] + sources:
            self.dresser.headings(document)
        self.rng.shuffle(sources)
        self.rng.shuffle(hosts)
        return Batch(self.habits, hosts, sources, len(true), phrases)

    # --- the plan -----------------------------------------------------------------------------------------------------

    def _plan(self):
        """Classes and bands in turn, a third of the hosts short; a quarter without plants; lengths in equal thirds."""
        rng = self.rng
        plain = [c for c in self.classes if c != "negative"]
        n_negative = 0
        if "negative" in self.classes:
            n_negative = self.n_hosts if not plain else min(len(NEGATIVES), max(1, self.n_hosts // 4))
        n_plain = self.n_hosts - n_negative
        hosts = []
        self._deal = _Dealer(rng)
        for cls, group, n in self._turns(plain, n_plain):
            host = Host(cls, group, n)
            for _ in range(n):
                band = "short" if group == "short" else self._deal("medium", "long")
                host.requests.extend(self._requests(cls, band))
            hosts.append(host)
        hosts += [Host("negative", ("short", "long")[i % 2], 0, kind=NEGATIVES[i % len(NEGATIVES)]) for i in range(n_negative)]
        for host in hosts:
            host.target = _log_uniform(rng, _LEAST_HOST, _MOST_HOST)
        return hosts

    def _turns(self, classes, n):
        """(class, group, plants) for n hosts: the classes in turn, every third host of a class short.

        Within a turn the class that has got least so far gets most, so that all come out near each other."""
        rng, turns, sums = self.rng, [], dict.fromkeys(classes, 0)
        first = {c: i for i, c in enumerate(rng.sample(classes, len(classes)))}
        numbers = _dealt(n, rng)
        turn = 0
        while classes and len(turns) < n:
            here = rng.sample(classes, len(classes))[:n - len(turns)]
            mine = sorted(numbers[len(turns):len(turns) + len(here)])
            for cls, k in zip(sorted(here, key=lambda c: -sums[c]), mine):
                group = "short" if (turn + first[cls]) % 3 == 0 and cls not in edits.LONG_ONLY else "long"
                turns.append((cls, group, k))
                sums[cls] += k
            turn += 1
        return turns

    def _requests(self, cls, band):
        rng = self.rng
        least, most = BANDS[band]
        aligned = self._deal(True, False)
        target = _log_uniform(rng, least, most) if band == "long" else rng.randint(least, most)
        if cls == "interleaved":
            return [Request(cls, band, 60, 2000, target, aligned, "blocks") for _ in range(2)]
        if cls == "reordered":
            return [Request(cls, band, 60, 2000, target, aligned, "sentences")]
        return [Request(cls, band, least, most, target, aligned)]

    # --- sources ------------------------------------------------------------------------------------------------------

    def _source(self, name):
        return Document(name, self.supply.take(_log_uniform(self.rng, _LEAST_SOURCE, _MOST_SOURCE)), *self.dresser.named())

    def _sources(self, requests):
        """True sources that hold all the passages wanted, each source up to about a half."""
        rng, left, out = self.rng, list(requests), []
        rng.shuffle(left)
        left.sort(key=lambda r: r.target > 1000, reverse=True)      # the longest first: they need the longest sources
        failed = 0
        while left:
            wanted = left[0].target if left[0].shape == "window" else 500
            least = max(_LEAST_SOURCE, min(_MOST_SOURCE, int(wanted * 1.3) + 400))
            document = Document(f"t{len(out)}", self.supply.take(_log_uniform(rng, least, _MOST_SOURCE)), *self.dresser.named())
            taker = Taker(document, self.habits, self.supply.seen, self.writer, rng)
            room = document.count() * 0.55
            kept, taken = [], []
            for request in left:
                partner = request.cls == "interleaved" and any(t.cls == "interleaved" for t in taken)
                size = request.target if request.shape == "window" else 400
                if partner or size > room or len(taken) >= 6:
                    kept.append(request)
                    continue
                try:
                    passage = taker.take(request)
                except Full:
                    kept.append(request)
                    continue
                taken.append(request)
                room -= passage.piece.units
            rng.shuffle(kept)
            kept.sort(key=lambda r: r.target > 1000, reverse=True)
            failed = 0 if taken else failed + 1
            if failed > 40:
                raise Stuck(f"{self.habits.code}: no source can be made to hold a passage of class {left[0].cls}")
            left = kept
            if taken:
                out.append(document)
        return out

    # --- plants -------------------------------------------------------------------------------------------------------

    def _units_of_others(self, n):
        return edits.foreign_units(self._foreign, n, self.rng)

    def _circumstances(self, passage):
        return edits.Circumstances(self.rng, self.habits, self._units_of_others, passage.places, passage.source)

    def _changed(self, request):
        passage = request.passage
        whole = len(passage.text)
        if request.cls == "reordered":
            text = self.habits.joiner.join(edits.reordered([passage.text[a:b] for a, b in passage.parts], self.rng))
            return Plant(text, [Case(0, len(text), passage, 0, whole)], request.cls, _band(passage.piece.units))
        got = edits.changed(request.cls, passage.text, self._circumstances(passage))
        if got is None:
            return None
        text, beg, end = got
        return Plant(text, [Case(beg, end, passage, 0, whole)], request.cls, request.band)

    def _interleaved(self, one, other):
        """The blocks of two passages in turn; each is a case."""
        text, cases, joiner = "", [], self.habits.joiner
        turns = [(r.passage, part) for pair in _in_turn(one.passage.parts, other.passage.parts)
                 for r, part in zip((one, other), pair) if part is not None]
        for passage, (a, b) in turns:
            text += joiner if text else ""
            cases.append(Case(len(text), len(text) + b - a, passage, a, b))
            text += passage.text[a:b]
        return Plant(text, cases, one.cls, _band(fold.count(text)))

    def _plant(self, host):
        requests = host.requests
        if host.cls == "interleaved":
            made = [(self._interleaved(a, b), a.aligned) for a, b in zip(requests[::2], requests[1::2])]
        else:
            made = [(self._changed(r), r.aligned) for r in requests]
        made = [(plant, at_end) for plant, at_end in made if plant is not None]
        host.n_plants = len(made)
        places = self._places(host.document, [at_end for _, at_end in made])
        for (plant, at_end), i in sorted(zip(made, places), key=lambda t: -t[1]):
            self._insert(host.document, i, plant, at_end)

    def _places(self, document, at_ends):
        """For each plant an own sentence, far from the others' and from both ends of the document.

        Where `at_ends` says so the sentence ends its paragraph. No figure stands beside a place: whether two different
        figures are the same text is a matter of taste, and would blur the border."""
        units, at = [], 0
        for piece in document.pieces:
            units.append(at)
            at += piece.units
        part = at / max(1, len(at_ends))
        margin = min(_APART, part / 4) / 2
        chosen = []
        for k, at_end in enumerate(at_ends):
            mine = [i for i in range(1, len(units) - 2) if k * part + margin <= units[i] <= (k + 1) * part - margin]
            fit = [i for i in mine if (self._ends_paragraph(document, i) if at_end else self._cuts(document.pieces[i]))]
            chosen.append(self.rng.choice(fit or [i for i in mine if document.pieces[i].kind == "own"]))
        return chosen

    @staticmethod
    def _ends_paragraph(document, i):
        this, between, after = document.pieces[i:i + 3]
        if this.kind != "own" or between.kind != BREAK or after.kind != "own":
            return False
        return not fold.is_number(fold.units(this.text).says[-1]) and not fold.is_number(fold.units(after.text).says[0])

    def _cuts(self, piece):
        """Where the sentence `piece` can be cut in two, away from its ends and from figures."""
        if piece.kind != "own" or piece.units < 8:
            return []
        text, cut = piece.text, fold.units(piece.text)
        return [cut.beg[k] for k in range(3, len(cut) - 3)
                if not any(map(fold.is_number, cut.says[k - 1:k + 1])) and self._parts_at(text, cut.beg[k])]

    def _insert(self, document, i, plant, at_end):
        """Put the plant into the own sentence i, or behind it."""
        pieces = document.pieces
        piece = Piece(plant.text, "plant", fold.count(plant.text), plant)
        cuts = [] if at_end else self._cuts(pieces[i])
        if not cuts:
            pieces.insert(i + 1, piece)
            return
        text, b = pieces[i].text, self.rng.choice(cuts)
        left, right = text[:b].rstrip(), text[b:]
        pieces[i:i + 1] = [Piece(left, "own", fold.count(left)), piece, Piece(right, "own", fold.count(right))]

    def _parts_at(self, text, b):
        return self.habits.joiner == "" or text[b - 1] == " "

    def _negatives(self, hosts, distractors):
        """Make the negative hosts, and some distractors beside them, alike in what is no reuse."""
        kinds = {}
        for host in hosts:
            if host.cls == "negative":
                kinds.setdefault(host.kind, []).append(host.document)
        spare = self.rng.sample(distractors, min(len(distractors), 7 + len(NEGATIVES)))
        if "template" in kinds:
            self.dresser.template(kinds["template"] + spare[:7])
        made = {"topic": self.dresser.topic, "tables": self.dresser.tables, "headings": self.dresser.same_headings}
        for k, kind in enumerate(made):
            for document in kinds.get(kind, ()):
                made[kind](document, spare[(7 + k) % len(spare)])


def _band(n_units):
    return next((band for band, (_, most) in BANDS.items() if n_units <= most), "long")


def _log_uniform(rng, least, most):
    return int(math.exp(rng.uniform(math.log(least), math.log(most))))


class _Dealer:
    """Deals values so that each comes equally often, in random order."""

    def __init__(self, rng):
        self._rng, self._left = rng, {}

    def __call__(self, *values):
        left = self._left.setdefault(values, [])
        if not left:
            left.extend(self._rng.sample(values, len(values)))
        return left.pop()


def _dealt(n, rng):
    """How many plants each of n hosts gets: a quarter none, the others one to four in equal shares."""
    out = [0] * round(n / 4)
    out += [1 + i % 4 for i in range(n - len(out))]
    rng.shuffle(out)
    return out


def _in_turn(a, b):
    n = max(len(a), len(b))
    return zip(a + [None] * (n - len(a)), b + [None] * (n - len(b)))

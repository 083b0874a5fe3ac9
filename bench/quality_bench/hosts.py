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
from .passages import Full, Request, Taker
from .pieces import BREAK, Document, Exhausted, Piece, Supply

N_STOCK = 200
BANDS = {"short": (30, 60), "medium": (61, 200), "long": (201, 2000)}
NEGATIVES = ("template", "template", "template", "topic", "tables", "headings")
_DISTRACTORS = 5            # to each true source
_LEAST_SOURCE, _MOST_SOURCE = 1500, 5000
_LEAST_HOST, _MOST_HOST = 3000, 20000
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
    while True:
        try:
            return _Builder(corpus, random.Random(rng.random()), classes, n_hosts).build()
        except Exhausted:
            if n_hosts <= 4:
                raise
            n_hosts = n_hosts * 3 // 4


class _Builder:
    def __init__(self, corpus, rng, classes, n_hosts):
        self.rng, self.classes, self.n_hosts = rng, classes, n_hosts
        self.habits = corpus.language
        self.supply = Supply(corpus, random.Random(rng.random()))
        self.writer = self.habits.writer(random.Random(rng.random()))

    def build(self):
        phrases = self.supply.sentences(N_STOCK, 15, 60)
        hosts = self._plan()
        true = self._sources([r for h in hosts for r in h.requests])
        distractors = [self._source(f"d{i}") for i in range(_DISTRACTORS * len(true))]
        for host in hosts:
            wanted = sum(r.passage.piece.units for r in host.requests)
            least = max(_LEAST_HOST, wanted + _APART * (len(host.requests) + 2))
            own = self.supply.take(max(least, host.target) - wanted)
            host.document = Document("", own, *self._named())
        self._negatives(hosts, distractors)
        self._foreign = [p.text for d in distractors for p in d.pieces if p.kind == "own" and p.units >= 10]
        for host in hosts:
            self._plant(host)
        sources = true + distractors
        self._stock(phrases, [h.document for h in hosts] + sources)
        for document in [h.document for h in hosts] + sources:
            self._headings(document)
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
        turns = []
        while plain and len(turns) < n_plain:
            for third in rng.sample(range(3), 3):
                turns.extend((c, "short" if (third + i) % 3 == 0 and c not in edits.LONG_ONLY else "long")
                             for i, c in enumerate(rng.sample(plain, len(plain))))
        turns = turns[:n_plain]
        numbers = _dealt(len(turns), rng)
        hosts = [Host(cls, group, n) for (cls, group), n in zip(turns, numbers)]
        long_bands = []
        for host in hosts:
            for _ in range(host.n_plants):
                if not long_bands:
                    long_bands = ["medium", "long"]
                    rng.shuffle(long_bands)
                band = "short" if host.group == "short" else long_bands.pop()
                host.requests.extend(self._requests(host.cls, band))
        hosts += [Host("negative", ("short", "long")[i % 2], 0, kind=NEGATIVES[i % len(NEGATIVES)]) for i in range(n_negative)]
        for host in hosts:
            host.target = _log_uniform(rng, _LEAST_HOST, _MOST_HOST)
        return hosts

    def _requests(self, cls, band):
        rng = self.rng
        least, most = BANDS[band]
        aligned = rng.random() < 0.5
        target = _log_uniform(rng, least, most) if band == "long" else rng.randint(least, most)
        if cls == "interleaved":
            return [Request(cls, band, 60, 2000, target, aligned, "blocks") for _ in range(2)]
        if cls == "reordered":
            return [Request(cls, band, 60, 2000, target, aligned, "sentences")]
        return [Request(cls, band, least, most, target, aligned)]

    # --- sources ------------------------------------------------------------------------------------------------------

    def _named(self):
        return self.writer.title(), self.writer.person().split()[-1]

    def _source(self, name):
        return Document(name, self.supply.take(_log_uniform(self.rng, _LEAST_SOURCE, _MOST_SOURCE)), *self._named())

    def _sources(self, requests):
        """True sources that hold all the passages wanted, each source up to about a half."""
        rng, left, out = self.rng, list(requests), []
        rng.shuffle(left)
        left.sort(key=lambda r: r.target > 1000, reverse=True)      # the longest first: they need the longest sources
        failed = 0
        while left:
            wanted = left[0].target if left[0].shape == "window" else 500
            least = max(_LEAST_SOURCE, min(_MOST_SOURCE, int(wanted * 1.3) + 400))
            document = Document(f"t{len(out)}", self.supply.take(_log_uniform(rng, least, _MOST_SOURCE)), *self._named())
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
                raise RuntimeError(f"{self.habits.code}: no source can be made to hold a passage of class {left[0].cls}")
            left = kept
            if taken:
                out.append(document)
        return out

    # --- plants -------------------------------------------------------------------------------------------------------

    def _units_of_others(self, n):
        """The text of n consecutive units of another document, without marks between them."""
        for _ in range(200):
            text = self.rng.choice(self._foreign)
            cut = fold.units(text)
            if len(cut) < n + 2:
                continue
            i = self.rng.randint(1, len(cut) - n - 1)
            found = text[cut.beg[i]:cut.end[i + n - 1]]
            if all(c.isalnum() or c in " '’" for c in found):
                return found
        raise RuntimeError("the distractors hold no run of units without marks")

    def _circumstances(self, passage):
        return edits.Circumstances(self.rng, self.habits, self._units_of_others, passage.places, passage.source)

    def _changed(self, request):
        passage = request.passage
        whole = len(passage.text)
        if request.cls == "reordered":
            text = self.habits.joiner.join(edits.reordered([passage.text[a:b] for a, b in passage.parts], self.rng))
            return Plant(text, [Case(0, len(text), passage, 0, whole)], request.cls, request.band)
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
        return Plant(text, cases, one.cls, one.band)

    def _plant(self, host):
        plants, requests = [], host.requests
        if host.cls == "interleaved":
            plants = [self._interleaved(a, b) for a, b in zip(requests[::2], requests[1::2])]
            aligned = [a.aligned for a in requests[::2]]
        else:
            made = [(self._changed(r), r.aligned) for r in requests]
            plants = [p for p, _ in made if p is not None]
            aligned = [a for p, a in made if p is not None]
        host.n_plants = len(plants)
        places = self._places(host.document, len(plants))
        for plant, at_end, i in sorted(zip(plants, aligned, places), key=lambda t: -t[2]):
            self._insert(host.document, i, plant, at_end)

    def _places(self, document, n):
        """n own sentences far from each other and from both ends of the document."""
        where, at = [], 0
        for i, piece in enumerate(document.pieces):
            if piece.kind == "own" and piece.units >= 10 and self._plain_ends(piece.text):
                where.append((i, at))
            at += piece.units
        free = [(i, u) for i, u in where if 100 < u < at - 100]
        part = at / max(1, n)
        chosen = []
        for k in range(n):
            mine = [i for i, u in free if k * part + min(_APART, part / 4) / 2 <= u <= (k + 1) * part - min(_APART, part / 4) / 2]
            chosen.append(self.rng.choice(mine))
        return chosen

    @staticmethod
    def _plain_ends(text):
        says = fold.units(text).says
        return not any(map(fold.is_number, says[:1] + says[-1:]))

    def _insert(self, document, i, plant, at_end):
        """Put the plant into the own sentence i, or at the end of the paragraph that sentence stands in."""
        pieces = document.pieces
        piece = Piece(plant.text, "plant", fold.count(plant.text), plant)
        if at_end:
            while pieces[i].kind != BREAK:
                i += 1
            pieces.insert(i, piece)
            return
        text = pieces[i].text
        cut = fold.units(text)
        inner = [k for k in range(3, len(cut) - 3) if not any(map(fold.is_number, cut.says[k - 1:k + 1])) and self._parts_at(text, cut.beg[k])]
        if not inner:
            pieces.insert(i + 1, piece)
            return
        b = cut.beg[self.rng.choice(inner)]
        left, right = text[:b].rstrip(), text[b:]
        pieces[i:i + 1] = [Piece(left, "own", fold.count(left)), piece, Piece(right, "own", fold.count(right))]

    def _parts_at(self, text, b):
        return self.habits.joiner == "" or text[b - 1] == " "

    # --- what all documents share -------------------------------------------------------------------------------------

    def _stock(self, phrases, documents):
        """Each phrase into 2 to 30 % of the documents, most into few; at least a sentence from anything but own text."""
        rng = self.rng
        free = [self._slots(d) for d in documents]
        chosen = [[] for _ in documents]
        for phrase in phrases:
            share = 0.02 + 0.28 * rng.random() ** 6
            n = max(2, math.ceil(share * len(documents)))
            with_room = [k for k in range(len(documents)) if len(chosen[k]) < len(free[k]) and len(chosen[k]) * 45 < documents[k].count() // 3]
            for k in rng.sample(with_room, min(n, len(with_room))):
                chosen[k].append(phrase)
        for document, slots, mine in zip(documents, free, chosen):
            for i, phrase in sorted(zip(rng.sample(slots, len(mine)), mine), reverse=True):
                text = phrase
                if rng.random() < 0.5 and text[-1] in "。.！!？?；;，,":
                    text = text[:-1] + self.habits.comma.strip()
                document.pieces.insert(i, Piece(text, "stock", fold.count(text)))

    @staticmethod
    def _slots(document):
        """Places between two own sentences whose other neighbours are own, too, no two places side by side."""
        pieces, out, last = document.pieces, [], -9
        for i in range(2, len(pieces) - 2):
            around = pieces[i - 2:i + 2]
            if all(p.kind in ("own", BREAK) for p in around) and pieces[i - 1].kind == "own" and pieces[i].kind == "own" and i - last > 2:
                out.append(i)
                last = i
        return out

    def _headings(self, document):
        """A title, and headings before some paragraphs, numbered through; not within passages and plants."""
        rng, pieces, number, since = self.rng, document.pieces, 0, 0
        out = [Piece(document.title, "title", fold.count(document.title)), Piece("", BREAK)]
        for i, piece in enumerate(pieces):
            begins = i == 0 or pieces[i - 1].kind == BREAK
            beside = {p.kind for p in pieces[max(0, i - 2):i + 1]}
            if begins and piece.kind == "own" and beside <= {"own", BREAK} and since > rng.randint(250, 900) and number < 20:
                number += 1
                since = 0
                text = self.habits.heading(number, self.writer.heading())
                out += [Piece(text, "heading", fold.count(text)), Piece("", BREAK)]
            out.append(piece)
            since += piece.units
        document.pieces = out

    # --- negatives ----------------------------------------------------------------------------------------------------

    def _negatives(self, hosts, distractors):
        kinds = {}
        for host in hosts:
            if host.cls == "negative":
                kinds.setdefault(host.kind, []).append(host.document)
        spare = self.rng.sample(distractors, min(len(distractors), 12))
        if "template" in kinds:
            self._template(kinds["template"] + spare[:7])
        for k, (kind, make) in enumerate((("topic", self._topic), ("tables", self._tables), ("headings", self._same_headings))):
            for document in kinds.get(kind, ()):
                make(document, spare[7 + k] if len(spare) > 7 + k else self.rng.choice(distractors))

    def _template(self, documents):
        """The same eight sentences in the same order, with bodies of their own between them."""
        frame = self.supply.sentences(8, 15, 60)
        for document in documents:
            slots = self._slots(document)
            step = max(1, len(slots) // (len(frame) + 1))
            for text, i in sorted(zip(frame, slots[step // 2::step]), key=lambda t: -t[1]):
                document.pieces.insert(i, Piece(text, "stock", fold.count(text)))

    def _topic(self, *documents):
        """Paragraphs about one thing in other words: one writer's topic, other sentences."""
        self.writer.new_topic()
        for document in documents:
            made = []
            for _ in range(12):
                for _ in range(self.rng.randint(3, 6)):
                    made.extend(self._written(self.writer.sentence))
                made.append(Piece("", BREAK))
            document.pieces.extend(made)

    def _written(self, write):
        for _ in range(20):
            text = write()
            row = self.supply.seen.encode(text)
            if self.supply.seen.fresh(row):
                self.supply.seen.add(row)
                return [Piece(text, "own", len(row))]
        return []

    def _tables(self, *documents):
        """Lists and a table of the same names, in another order, with other figures."""
        rng = self.rng
        names = [self.writer.person() for _ in range(40)]
        places = [self.writer.place() for _ in range(30)]
        for document in documents:
            for items in (names, places):
                order = rng.sample(items, len(items))
                rows = [f"{name}\t{rng.randint(1, 9999)}\t{rng.randint(1, 99)}.{rng.randint(0, 9)}" for name in order]
                document.pieces.extend(p for row in rows for p in (Piece(row, "table", fold.count(row)), Piece("", BREAK)))

    def _same_headings(self, *documents):
        """The same headings in the same order, one a paragraph."""
        headings = [self.writer.heading() for _ in range(12)]
        for document in documents:
            starts = [i for i in range(1, len(document.pieces)) if document.pieces[i - 1].kind == BREAK and document.pieces[i].kind == "own"]
            step = max(1, len(starts) // len(headings))
            chosen = list(zip(starts[::step], enumerate(headings, 1)))
            for i, (n, text) in reversed(chosen):
                text = self.habits.heading(n, text)
                document.pieces[i:i] = [Piece(text, "heading", fold.count(text)), Piece("", BREAK)]


def _log_uniform(rng, least, most):
    return int(math.exp(rng.uniform(math.log(least), math.log(most))))


def _dealt(n, rng):
    """How many plants each of n hosts gets: a quarter none, the others one to four in equal shares."""
    out = [0] * round(n / 4)
    out += [1 + i % 4 for i in range(n - len(out))]
    rng.shuffle(out)
    return out


def _in_turn(a, b):
    n = max(len(a), len(b))
    return zip(a + [None] * (n - len(a)), b + [None] * (n - len(b)))

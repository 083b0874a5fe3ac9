# SPDX-License-Identifier: MIT
"""What documents have in common without one being taken from another: titles, headings, stock phrases, a template,
a topic, the names in their tables.

Stock phrases and headings are put between own sentences only, a sentence or more from whatever was taken or planted.
"""

import math

from . import fold
from .pieces import BREAK, RUN, Piece

N_STOCK = 200
STOCK_UNITS = (15, 60)
_LEAST_STOCK = 5            # documents: what fewer have may as well be copied


class Dresser:
    """Lays common text over documents; what it needs of own text comes from `supply`, which knows all runs so far."""

    def __init__(self, habits, supply, writer, rng):
        self.habits, self.supply, self.writer, self.rng = habits, supply, writer, rng

    def named(self):
        """A title and an author. The title is shorter than a run: two hosts may quote one source by its title."""
        titles = (self.writer.title() for _ in range(100))
        title = next(t for t in titles if fold.count(t) < RUN)
        return title, self.writer.person().split()[-1]

    def stock(self, phrases, documents):
        """Each phrase into 2 to 30 % of the documents, and five at least while there is room, most into few; at least a
        sentence from anything but own text."""
        rng = self.rng
        free = [slots(d) for d in documents]
        room = [min(len(mine), d.count() // 90) for mine, d in zip(free, documents)]
        chosen = [[] for _ in documents]
        shares = sorted((0.02 + 0.27 * rng.random() ** 8 for _ in phrases), reverse=True)
        for phrase, share in zip(phrases, shares):
            open_to = [k for k in range(len(documents)) if room[k] > 0]
            if len(open_to) < _LEAST_STOCK:
                break
            lots = sorted(open_to, key=lambda k: rng.random() ** (1 / room[k]), reverse=True)
            for k in lots[:max(_LEAST_STOCK, math.ceil(share * len(documents)))]:
                chosen[k].append(phrase)
                room[k] -= 1
        for document, places, mine in zip(documents, free, chosen):
            for i, phrase in sorted(zip(rng.sample(places, len(mine)), mine), reverse=True):
                text = phrase
                if document.pieces[i].kind == "own" and rng.random() < 0.6 and text[-1] in "。.！!？?；;，,":
                    text = text[:-1] + self.habits.comma.strip()
                document.pieces.insert(i, Piece(text, "stock", fold.count(text)))

    def headings(self, document):
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

    def template(self, documents):
        """The same eight sentences in the same order, with bodies of their own between them."""
        frame = self.supply.sentences(8, *STOCK_UNITS)
        for document in documents:
            free = slots(document)
            step = max(1, len(free) // (len(frame) + 1))
            for text, i in sorted(zip(frame, free[step // 2::step]), key=lambda t: -t[1]):
                document.pieces.insert(i, Piece(text, "stock", fold.count(text)))

    def topic(self, *documents):
        """Paragraphs about one thing in other words: one writer's topic, other sentences."""
        self.writer.new_topic()
        for document in documents:
            made, after = [], ""
            for _ in range(12):
                for _ in range(self.rng.randint(3, 6)):
                    text = self.writer.sentence()
                    row = self.supply.seen.encode(text)
                    if self.supply.seen.fresh(row, after):
                        self.supply.seen.add(row, after)
                        after = (after + row)[-RUN:]
                        made.append(Piece(text, "own", len(row)))
                made.append(Piece("", BREAK))
            replace_end(document, made)

    def tables(self, *documents):
        """Lists and a table of the same names, in another order, with other figures."""
        rng = self.rng
        names = [self.writer.person() for _ in range(40)]
        places = [self.writer.place() for _ in range(30)]
        neighbours = set()
        for document in documents:
            made = []
            for items in (names, places):
                order = _unlike_order(list(dict.fromkeys(items)), neighbours, rng)
                rows = [f"{name}\t{rng.randint(1, 9999)}\t{rng.randint(1, 99)}.{rng.randint(0, 9)}" for name in order]
                made.extend(p for row in rows for p in (Piece(row, "table", fold.count(row)), Piece("", BREAK)))
            replace_end(document, made)

    def same_headings(self, *documents):
        """The same headings in the same order, one a paragraph."""
        headings = [self.writer.heading() for _ in range(12)]
        for document in documents:
            starts = [i for i in range(1, len(document.pieces)) if document.pieces[i - 1].kind == BREAK and document.pieces[i].kind == "own"]
            step = max(1, len(starts) // len(headings))
            chosen = list(zip(starts[::step], enumerate(headings, 1)))
            for i, (n, text) in reversed(chosen):
                text = self.habits.heading(n, text)
                document.pieces[i:i] = [Piece(text, "heading", fold.count(text)), Piece("", BREAK)]


def slots(document):
    """Places behind an own sentence with two own sentences on either side, no two places side by side."""
    pieces = document.pieces
    said = [i for i, p in enumerate(pieces) if p.kind != BREAK]
    out, last = [], -9
    for k in range(2, len(said) - 1):
        if k - last > 2 and all(pieces[i].kind == "own" for i in said[k - 2:k + 2]):
            out.append(said[k - 1] + 1)
            last = k
    return out


def replace_end(document, made):
    """Put new pieces in the place of as much own text at the document's end."""
    n, pieces = sum(p.units for p in made), document.pieces
    while n > 0 and len(pieces) > 8:
        n -= pieces.pop().units
    pieces.extend(([] if pieces[-1].kind == BREAK else [Piece("", BREAK)]) + made)


def _unlike_order(items, neighbours, rng):
    """The items in an order in which no two stand side by side that did so before."""
    order, left = [], rng.sample(items, len(items))
    while left:
        k = next((k for k, item in enumerate(left) if not order or (order[-1], item) not in neighbours), None)
        if k is None:
            break                       # the last few cannot be placed: leave them out
        order.append(left.pop(k))
    neighbours.update(zip(order, order[1:]))
    return order

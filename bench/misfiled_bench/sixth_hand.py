# SPDX-License-Identifier: MIT
"""The kinds of a sixth hand: yearly reports of a town's offices and firms, full of
figures.

Who writes is in offices-LANG-sixth.txt, what everybody writes in
hand-LANG-sixth.txt. A body is a number of sentences: a share of them tell what
the office did or how its matters go, the others would fit any office, and they
mix: the first three fifths of the sections are the office's own, with a good part
of what is general strewn among them, and the last have nothing else. Bodies
hardly ever name their office; every other one names its neighbours. Which offices
are too near each other to be told apart is in sixth_offices.py."""
import re

from .fourth_hand import numbered
from .fourth_offices import resolved
from .report_titles import NAMELESS, NAMES, SUBJECT
from .shapes import Decks, Filler, role_of, sections
from .sixth_offices import BRANCH

SENTENCE = {"zh": 26, "en": 11}  # characters, or words, of one in the middle
LEAST_OWN = 4  # sentences on the office's matters: without them no reader could tell whose report it is
DEEDS = {"zh": .7, "en": .52}  # how many of these tell what it did, while it did something more
STOPS = {"zh": "。", "en": ". "}
HEADS = {"zh": ("{c}、{h}",), "en": ("{h}", "{h}", "{h}", "{i}. {h}", "{i}. {h}")}
COMPANY = re.compile("Ltd|plc|Company|Charity|Trust|Society|Hospice|Port|Airport|Museum|Theatre|College|Hospital")
MOST = (9, 40, 40, 200, 200, 999, 5000, 30000)  # one of these is the greatest that a number may be
SUMS = {"zh": (("%d万元", 11, 9800), ("%.2f亿元", 1, 40), ("%.1f万元", 10, 990)),
        "en": (("£%d,000", 11, 980), ("£%.1f million", 1, 40), ("£%dk", 2, 90))}
SHARES = {"zh": ("%.0f%%", "%.1f%%", "%.1f%%", "%.2f%%"), "en": ("%.1f%%", "%d per cent", "%d%%")}


def called(unit, rng):
    """A name of the unit as it is said without the place."""
    name = rng.choice(unit.names)
    return unit.level + name if name.startswith(BRANCH) else name


class SixthHand:
    def __init__(self, lang):
        self.lang, self.part = lang, sections("hand", lang, "sixth")

    def _shapes(self, office, name):
        """[(shape of a title, what it tells)]"""
        part = self.part
        names, subjects = part["titles"], part.get("subject titles", []) if office.subject else []
        if self.lang == "en":
            names = names + part["titles of companies" if COMPANY.search(name) else "titles of services"]
        return [(x, NAMES) for x in names] + [(x, SUBJECT) for x in subjects]

    def _at(self, unit, name, rng):
        """Where it sits, as it stands before the name: often not at all."""
        r = rng.random()
        if self.lang == "en":
            return unit.place + " " if r < .6 else ""
        return unit.place_name() if r < .65 else unit.level if r < .77 or name.startswith(BRANCH) else ""

    def title(self, unit, rng, year, bare):
        """(title, what it tells, the year that the body is to be of)"""
        name = rng.choice(unit.names)
        shape, tells = (rng.choice(self.part["nameless"]), NAMELESS) if bare else rng.choice(self._shapes(unit.office, name))
        at = self._at(unit, name, rng)
        title = resolved(shape, rng).format(o=name, at=at, the=at or "the ", place=unit.place, me=called(unit, rng),
                                            role=role_of(name, self.part.get("roles", [])), subject=unit.office.subject, y=year, z=year + 1, zz=f"{(year + 1) % 100:02}")
        return title, tells, year

    def prose(self, rng, units):
        return SixthProse(self, rng, units)


class SixthProse:
    """Bodies, as Prose.body makes them; of what year comes with the title."""

    def __init__(self, hand, rng, others):
        self.hand, self.rng, self.others = hand, rng, [u for u in others if u.office.matters]

    def body(self, unit, target, clarity, naming, year):
        return Report(self, unit, naming, year).lines(round(target / SENTENCE[self.hand.lang]), clarity)


class Report(Filler):
    """One body on its way, and what the braces of its shapes stand for."""

    def __init__(self, prose, unit, naming, year):
        hand, rng = prose.hand, prose.rng
        super().__init__(hand.lang, rng, [unit.place], y=year, z=year + 1, o=rng.choice(unit.names), place=unit.place,
                         seat=unit.place_name(), level=unit.level)
        self.lang, self.part, self.unit, self.others, self.naming = hand.lang, hand.part, unit, prose.others, naming
        self.decks = Decks({**hand.part, "matters": unit.office.matters}, rng)
        self.did = rng.sample(unit.office.did, len(unit.office.did))  # each is told once
        self.neighbour = None
        self["self"] = rng.choice(unit.office.selves)

    def _number(self):
        n = self.rng.randint(2, self.rng.choice(MOST))
        return str(n) if self.zh else f"{n:,}"

    def __missing__(self, key):
        rng = self.rng
        if key == "n":
            return self._number()
        if key == "x":
            return rng.choice(SHARES[self.lang]) % rng.uniform(2, 99.9)
        if key == "sum":
            shape, least, most = rng.choice(SUMS[self.lang])
            return shape % rng.uniform(least, most)
        if key == "deed":
            return self.did.pop().format_map(self)
        if key in ("matter", "Matter"):
            matter = self.decks.draw("matters")
            return matter[0].upper() + matter[1:] if key == "Matter" else matter
        if key == "guest":
            return called(self.neighbour, rng)
        if key == "their matter":
            return rng.choice(self.neighbour.office.matters)
        if key == "everybody" and self.naming:
            return self["self"]
        if key == "heading":
            return rng.choice(self.part["headings"])
        return resolved(rng.choice(self.part[key]), rng).format_map(self)

    def say(self, shape):
        return super().say(resolved(shape, self.rng))

    def _own(self):
        """A sentence on what the office did, while there is enough of that, or on how its matters go."""
        deeds = len(self.did) > 1 and self.rng.random() < DEEDS[self.lang]
        return self.say(self.rng.choice(self.part["deed sentences" if deeds else "matter sentences"]))

    def _of_neighbours(self):
        """Sentences that name other offices, in every other body."""
        rng, said = self.rng, []
        for _ in range(rng.choice((0, 0, 0, 1, 2, 3))):
            self.neighbour = rng.choice([u for u in self.others if u.office is not self.unit.office])
            said.append(self.say(self.decks.draw("guests")))
        return said

    def _owned(self, sentence):
        """The sentence with the office for its subject."""
        if self.zh:
            return self["self"] + sentence
        if sentence.startswith("We "):
            return super().say("{self}") + sentence[2:]
        return sentence + self.decks.draw("self tails").format_map(self)

    def _dealt(self, own, general):
        """[(is it the office's own, [sentence])]: the sections, without those that came out empty."""
        rng = self.rng
        n = rng.randint(3, 6)
        n_own = round(n * .6)
        parts = [[] for _ in range(n)]
        for sentence in own:
            parts[rng.randrange(n_own)].append(sentence)
        for sentence in general:
            parts[rng.randrange(0 if rng.random() < .45 else n_own, n)].append(sentence)
        for part in parts:
            rng.shuffle(part)
        return [(i < n_own, part) for i, part in enumerate(parts) if part]

    def _paragraphs(self, sentences, each):
        """[line]: `each`: a sentence a line."""
        stop, lines = STOPS[self.lang], []
        while sentences:
            n = 1 if each else self.rng.randint(1, 5)
            line = stop.join(sentences[:n]) + stop.strip()
            if self.zh and not each and self.rng.random() < .1:
                line = numbered("（{c}）", self.rng.randint(1, 5)) + line
            lines.append(line)
            sentences = sentences[n:]
        return lines

    def lines(self, n_sentences, clarity):
        rng, draw = self.rng, self.decks.draw
        n_own = max(LEAST_OWN, round(n_sentences * clarity))
        general = [self.say(draw("general")) for _ in range(n_sentences - n_own)] + self._of_neighbours()
        parts = self._dealt([self._own() for _ in range(n_own)], general)
        head, each = rng.choice(HEADS[self.lang]), rng.random() < .33
        lines = [self.say(draw("openings"))] if rng.random() < .65 else []
        if self.naming >= .05:
            lines.append(self.say(draw("self")))
        for i, (own, sentences) in enumerate(parts):
            heading = self.say(draw("own headings" if own else "headings"))
            n_owned = min(len(sentences), rng.randint(0, 2)) if self.naming else 0
            for at in rng.sample(range(len(sentences)), n_owned):
                sentences[at] = self._owned(sentences[at])
            lines += [numbered(head, i + 1, h=heading)] + self._paragraphs(sentences, each)
        return lines


__all__ = ["SixthHand", "SENTENCE"]

# SPDX-License-Identifier: MIT
"""The kinds of a third hand: institutions, titles and bodies unlike those of the
other hands.

What it writes is in hand-LANG-third.txt, who it writes about in
offices-LANG-third.txt. Its bodies differ in build from those of the other
hands: a paragraph is either on the office's matters or on nothing in
particular, parted by lists, tables and the words of a letter, and a quota
keeps the share of the former near the clarity that is asked for. All offices
of a house speak of the same few things besides their own."""
import re

from .office_lore import Unit, distinct, en_place, zh_place, zipf
from .report_titles import NAMELESS, NAMES, SUBJECT
from .shapes import Decks, Filler, sections

BUILDS = ("account", "letter", "list", "returns")
LEAST_OWN = 3  # sentences on the office's matters: without them no reader could tell whose report it is


class ThirdOffice:
    """One line of offices-LANG-third.txt, and what its house speaks of."""

    def __init__(self, line, key, common):
        self.names, self.subjects, self.nouns, self.facts = [[w.strip() for w in p.split(",")] for p in line.split("|")]
        self.key, self.common = key, common
        self.family = "{N}" in self.names[0]
        self.core = self.nouns[:1] + ([] if self.family else self.subjects)  # what its name says it is about


def houses(lang):
    """{house: [ThirdOffice]}"""
    out = {}
    for house, lines in sections("offices", lang, "third").items():
        common = re.split("[,，、]", lines[0].strip("= "))
        out[house] = [ThirdOffice(x, f"{lang}-third-{house}{i}", common) for i, x in enumerate(lines[1:])]
    return out


def neighbours(*names, places=2, most=None):
    """Who writes: three quarters of some houses' offices (of `most` of them, drawn), each at every place, or under
    as many proper names and one more; the rest are elsewhere, as are a few more bearers of the families' names."""
    def units(lang, rng):
        make = zh_place if lang == "zh" else en_place
        some = [o for n in names for o in houses(lang)[n]]
        rng.shuffle(some)
        some = some[:most]
        n = len(some) * 3 // 4
        where, proper = distinct(make, rng, places), distinct(make, rng, (places + 2) * len(some))

        def at(offices, more=0):
            return [Unit(o, lang, p, "", proper.pop() if o.family else None, rng)
                    for o in offices for p in (where + where[:more] if o.family else where)]
        return at(some[:n], 1), at(some[n:]) + [Unit(o, lang, where[0], "", proper.pop(), rng) for o in some[:n] if o.family]
    return units


class BodyFiller(Filler):
    """One in which {b}, {f}, {h} and {s} are of a unit, {d} is another."""

    def __init__(self, prose, unit, subject, subject_share):
        super().__init__(prose.lang, prose.rng, prose.places)
        self.unit, self.others, self.subject, self.subject_share, self.last = unit, prose.others, subject, subject_share, None

    def _name(self, unit):
        return ("" if self.zh else "the ") + self.rng.choice(unit.names)

    def _matter(self):
        rng, unit = self.rng, self.unit
        if self.subject and rng.random() < self.subject_share:
            return self.subject
        return rng.choice(unit.office.core) if rng.random() < unit.core else zipf(rng, unit.nouns)

    def __missing__(self, key):
        rng = self.rng
        if key == "b":
            before = self.last
            while self.last == before:
                self.last = self._matter()
            return self.last
        if key == "f":
            return rng.choice(self.unit.facts).format(n=rng.randint(2, 999))
        if key == "h":
            return rng.choice(self.unit.office.common)
        if key in "sd":
            return self._name(self.unit if key == "s" else rng.choice(self.others))
        return super().__missing__(key)


class ThirdHand:
    def __init__(self, lang):
        self.lang, self.part = lang, sections("hand", lang, "third")

    def title(self, unit, rng, year, bare):
        """(title, what it tells, subject or None)"""
        part, subject = self.part, rng.choice(unit.office.subjects)
        if bare:
            tells, shapes = NAMELESS, part["nameless"]
        elif unit.proper or rng.random() < .72:
            tells, shapes = NAMES, part["titles"]
        else:
            tells, shapes = SUBJECT, part["subject titles"]
        fill = Filler(self.lang, rng, [unit.place], o=rng.choice(unit.names), t=subject, T=subject[0].upper() + subject[1:],
                      y=year, z=year + 1, w=rng.choice(part["slogans"]))
        title = rng.choice(shapes).format_map(fill).replace("//", "\n")
        return title, tells, subject if tells == SUBJECT else None

    def prose(self, rng, units):
        return ThirdProse(self, rng, units)


class ThirdProse:
    """Bodies, as Prose.body makes them."""

    def __init__(self, hand, rng, others):
        self.hand, self.lang, self.rng, self.others, self.decks = hand, hand.lang, rng, others, Decks(hand.part, rng)
        make = zh_place if hand.lang == "zh" else en_place
        self.places = [make(rng) for _ in range(15)]

    def _sentence(self, fill, section):
        s = fill.say(self.decks.draw(section))
        if self.rng.random() < .15:
            s = self.decks.draw("asides").format_map(fill).replace("~", s[:-1]) + s[-1]
        return s

    def _paragraph(self, fill, mine, own, naming):
        """[sentence], and how many of them are on the unit's matters."""
        rng = self.rng
        out, n_own = [], 0
        for _ in range(rng.randint(3, 8)):
            on = rng.random() < (.85 if own else .08)
            out.append(self._sentence(fill, "about" if on else "anything"))
            n_own += on
            if rng.random() < naming:
                out.append(self._sentence(mine, "self"))
        return out, n_own

    def _rows(self, fill, build):
        """A list or a table: [line]."""
        n = self.rng.randint(3, 6)
        if build == "list":
            return [fill.say(self.decks.draw("items")) for _ in range(n)]
        return [self.decks.draw("table heads")] + [fill.say(self.decks.draw("table rows")) for _ in range(n)]

    def body(self, unit, target, clarity, naming, subject=None):
        rng, space = self.rng, "" if self.lang == "zh" else " "
        self.decks = Decks(self.hand.part, rng)
        build = rng.choice(BUILDS)
        size_of = lambda s: s.count(" ") + 1 if space else len(s)
        mine = BodyFiller(self, unit, subject, rng.uniform(.08, .3))
        lines = [mine.say(self.decks.draw("openings"))] if build == "letter" or rng.random() < .2 else []
        size, n_said, n_own, guest = 0, 0, 0, rng.random() < .25
        while size < target or n_own < LEAST_OWN:
            own = n_own < clarity * (n_said + 5 * rng.random())
            fill = mine
            if guest and not own and n_own >= 4 * LEAST_OWN:  # one paragraph on what is another's business
                fill, guest, own = BodyFiller(self, rng.choice(self.others), None, 0), False, True
            said, n = self._paragraph(fill, mine, own, naming)
            more = [space.join(said)]
            if own and fill is mine and build in ("list", "returns") and rng.random() < .4:
                more += self._rows(mine, build)
            n_said += len(said) + len(more) - 1
            n_own += n + len(more) - 1 if fill is mine else 0
            lines += more
            size += sum(map(size_of, more))
        if naming >= .05:
            lines.append(mine.say(self.decks.draw("self")))
        if build == "letter" or rng.random() < .15:
            lines.append(mine.say(self.decks.draw("closings")))
        return lines


__all__ = ["ThirdHand", "neighbours"]

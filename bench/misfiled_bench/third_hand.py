# SPDX-License-Identifier: MIT
"""The kinds of a third hand: institutions, titles and bodies that nothing was
fitted to.

What it writes is in hand-LANG-third.txt, who it writes about in
offices-LANG-third.txt. Its bodies differ in build from those of the other
hands: a paragraph is either on the office's matters or on nothing in
particular, parted by lists, tables and the words of a letter, and a quota
keeps the share of the former near the clarity that is asked for. All offices
of a house speak of the same few things besides their own."""
import os
import re

from .office_lore import HERE, Unit, distinct, en_person, en_place, zh_person, zh_place, zipf
from .report_titles import NAMELESS, NAMES, SUBJECT

BUILDS = ("account", "letter", "list", "returns")
MONTHS = "January February March April May June July August September October November December".split()
LEAST_OWN = 3  # sentences on the office's matters: without them no reader could tell whose report it is


def _read(which, lang):
    """{section: [line]} of a file with sections."""
    part = {}
    with open(os.path.join(HERE, f"{which}-{lang}-third.txt"), encoding="utf-8") as f:
        for line in filter(None, (x.strip() for x in f)):
            if line.startswith("["):
                now = part.setdefault(line.strip("[]"), [])
            elif not line.startswith("#"):
                now.append(line)
    return part


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
    for house, lines in _read("offices", lang).items():
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


class Filler(dict):
    """What the braces of a shape stand for, drawn anew for each of them."""

    def __init__(self, lang, rng, places, **fixed):
        super().__init__(fixed)
        self.rng, self.zh, self.places = rng, lang == "zh", places

    def __missing__(self, key):
        rng = self.rng
        if key == "who":
            return (zh_person if self.zh else en_person)(rng)
        if key == "m":
            return str(rng.randint(1, 12)) if self.zh else rng.choice(MONTHS)
        if key == "p":
            return rng.choice(self.places)
        if key == "x":
            return "%.1f" % rng.uniform(1, 40)
        return str(rng.randint(*{"q": (1, 28), "y": (1988, 2024), "n": (2, 80)}[key]))


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

    def say(self, shape):
        s = shape.format_map(self)
        return s[0].upper() + s[1:]


class ThirdHand:
    def __init__(self, lang):
        self.lang, self.part = lang, _read("hand", lang)

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
        self.hand, self.lang, self.rng, self.others, self.decks = hand, hand.lang, rng, others, {}
        make = zh_place if hand.lang == "zh" else en_place
        self.places = [make(rng) for _ in range(15)]

    def _shape(self, section):
        """One of a section's shapes; none comes again in a body before all have come."""
        if not self.decks.get(section):
            self.decks[section] = self.rng.sample(self.hand.part[section], len(self.hand.part[section]))
        return self.decks[section].pop()

    def _sentence(self, fill, section):
        s = fill.say(self._shape(section))
        if self.rng.random() < .15:
            s = self._shape("asides").format_map(fill).replace("~", s[:-1]) + s[-1]
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
            return [fill.say(self._shape("items")) for _ in range(n)]
        return [self._shape("table heads")] + [fill.say(self._shape("table rows")) for _ in range(n)]

    def body(self, unit, target, clarity, naming, subject=None):
        rng, space = self.rng, "" if self.lang == "zh" else " "
        self.decks = {}
        build = rng.choice(BUILDS)
        size_of = lambda s: s.count(" ") + 1 if space else len(s)
        mine = BodyFiller(self, unit, subject, rng.uniform(.08, .3))
        lines = [mine.say(self._shape("openings"))] if build == "letter" or rng.random() < .2 else []
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
            lines.append(mine.say(self._shape("self")))
        if build == "letter" or rng.random() < .15:
            lines.append(mine.say(self._shape("closings")))
        return lines


__all__ = ["ThirdHand", "neighbours"]

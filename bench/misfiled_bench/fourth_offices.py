# SPDX-License-Identifier: MIT
"""Who the fourth hand writes about: offices with duties, figures, people below
them and papers they go by, and what stands for all that in a sentence. The
lines of offices-LANG-fourth.txt say it in seven fields."""
import math
import re

from .office_lore import Unit, distinct, en_place, zh_place, zipf
from .shapes import Decks, Filler, sections

ARTICLE = re.compile(r"(Office|Department|Registrar) "
                     r"|.*(Office|Department|Division|Unit|Team|Center|District|Agency|Defender|Service)$")


class FourthOffice:
    """One line of the list, and what an office of its house may belong to."""

    def __init__(self, line, key, seats):
        self.names, self.subjects, self.duties, self.nouns, self.facts, self.below, self.papers = (
            [w.strip() for w in p.split(",")] for p in line.split("|"))
        self.key, self.seats = key, seats
        self.family = "{N}" in self.names[0]
        self.core = self.nouns[:1] + self.subjects  # what its name says it is about


def houses(lang):
    """{house: [FourthOffice]}"""
    out = {}
    for house, lines in sections("offices", lang, "fourth").items():
        seats = lines.pop(0).strip("= ").split(",") if lines[0].startswith("=") else []
        out[house] = [FourthOffice(x, f"{lang}-fourth-{house}{i}", seats) for i, x in enumerate(lines)]
    return out


def desks(*names, levels, most=None):
    """Who writes: four fifths of some houses' offices (of `most` of them, drawn) at a place of each level, or under six
    proper names each; the rest are elsewhere, as are two more bearers of the families' names."""
    def units(lang, rng):
        some = [o for n in names for o in houses(lang)[n]]
        rng.shuffle(some)
        some = some[:most]
        n = len(some) * 4 // 5
        make = zh_place if lang == "zh" else en_place
        where, proper = list(zip(distinct(make, rng, len(levels)), levels)), distinct(make, rng, 8 * len(some))

        def at(o, times):
            if o.family:
                return [Unit(o, lang, *rng.choice(where), proper.pop(), rng) for _ in range(times)]
            return [Unit(o, lang, *w, None, rng) for w in where]
        return ([u for o in some[:n] for u in at(o, 6)],
                [u for o in some[n:] for u in at(o, 4)] + [u for o in some[:n] if o.family for u in at(o, 2)])
    return units


def resolved(shape, rng):
    """The shape with one of each [a|b]."""
    return re.sub(r"\[([^][]*\|[^][]*)\]", lambda m: rng.choice(m.group(1).split("|")), shape)


def seat(unit):
    """What the unit belongs to, the same for all of a house at one place; or where it sits."""
    seats = unit.office.seats
    return seats[sum(map(ord, unit.place)) % len(seats)].replace("{P}", unit.place) if seats else unit.place_name()


def running(name, unit):
    """The name as it stands in running text: some English ones want an article."""
    return "the " + name if unit.lang == "en" and not unit.proper and ARTICLE.match(name) else name


class DeskFiller(Filler):
    """One that speaks of a unit: see the head of hand-LANG-fourth.txt."""

    def __init__(self, part, lang, rng, places, others, unit, errand, naming):
        y = errand.year
        super().__init__(lang, rng, places, y=y, z=y + 1, a=y - 1, me=errand.me, P=seat(unit), l=unit.level,
                         w=rng.choice(part["slogans"]))
        self.others = [u for u in others if u.office.key != unit.office.key or u.proper != unit.proper]
        self.part, self.unit, self.subject, self.subject_share = part, unit, errand.subject, rng.uniform(.06, .22)
        self.naming, self.must_name = min(1, 12 * naming), naming >= .05
        self.decks = Decks({"points": unit.office.duties, "duties": unit.office.duties, "facts": unit.facts}, rng)
        self.duty, self.thing, self.guest = errand.subject or self.decks.draw("points"), None, None
        self.values, self.given, self.told = {}, set(), set()
        name, ways = unit.names[0], (x.split(" ", 1) for x in part["we"])
        self.we = next(we.split("|") for kind, we in ways if kind in ("*", *name.split()) or name.endswith(kind))

    def _thing(self):
        rng, unit = self.rng, self.unit
        if self.subject and rng.random() < self.subject_share:
            return self.subject
        return rng.choice(unit.office.core) if rng.random() < unit.core else zipf(rng, unit.nouns)

    def _duty(self):
        """The paragraph's duty more often than not, and none twice in a sentence."""
        duty = self.duty if self.rng.random() < .6 else self.decks.draw("duties")
        while duty in self.told:
            duty = self.decks.draw("duties")
        self.told.add(duty)
        return duty

    def _called(self, unit):
        """How a body calls an office: more often than not by its shortest name."""
        rng = self.rng
        name = unit.names[-1] if rng.random() < .55 else rng.choice(unit.names)
        if unit.proper or not self.zh:
            return running(name, unit)
        return rng.choice((name, name, name, unit.level + name, unit.level + name, unit.place_name() + unit.names[0]))

    def _self(self):
        if not self.must_name and self.rng.random() >= self.naming:
            return self.rng.choice(self.we)
        self.must_name = False
        return self._called(self.unit)

    def value(self, fact):
        """The same number whenever a body gives the figure."""
        if fact not in self.values:
            self.values[fact] = int(math.exp(self.rng.uniform(math.log(3), math.log(2500))))
        return self.values[fact]

    def _figure(self, planned):
        """What was counted; once it has been told, at one place."""
        fact = self.decks.draw("facts")
        what, how = fact.split("/")
        n, where = self.value(fact), ""
        if planned:
            n = round(n * self.rng.uniform(1.05, 1.5)) + 1
        elif fact in self.given:
            n, where = 2 + int(n * self.rng.uniform(.02, .3)), self["p"]
        else:
            self.given.add(fact)
        if self.zh:
            return f"{where}{what}{n}{how}"
        return f"{n:,} {what} were {how}" + (" in " + where if where else "")

    def __missing__(self, key):
        rng, office = self.rng, self.unit.office
        if key == "b":
            before = self.thing
            while self.thing == before:
                self.thing = self._thing()
            return self.thing
        if key == "g":
            return self._duty()
        if key in "GB":
            s = self[key.lower()]
            return s[0].upper() + s[1:]
        if key in "fF":
            return self._figure(key == "F")
        if key == "u":
            return ("" if self.zh else "the ") + rng.choice(office.below)
        if key == "c":
            return rng.choice(office.papers)
        if key == "d":
            return self._called(self.guest) if self.guest else rng.choice(self.part["partners"])
        if key == "e":
            return rng.choice(self.guest.office.duties)
        if key == "s":
            return self._self()
        if key == "h":
            return "%.1f" % rng.uniform(85, 99.8)
        return str(rng.randint(*{"k": (20, 990), "j": (2, 14)}[key])) if key in "kj" else super().__missing__(key)

    def say(self, shape):
        self.told.clear()
        self.guest = self.rng.choice(self.others) if "{e}" in shape or self.rng.random() < .3 else None
        return super().say(resolved(shape, self.rng))


__all__ = ["FourthOffice", "houses", "desks", "resolved", "seat", "running", "DeskFiller"]

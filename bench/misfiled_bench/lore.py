# SPDX-License-Identifier: MIT
"""Reports in other languages and genres, each from one list: lore-LANG.txt
holds offices with their business, sentences, and shapes of titles.

In sentences and titles: {b} business, {d} another office, {s} itself, {v} a
verb, {n} and {x} figures, {p} a place; in titles {o} the office, {s} its
subject, {y} and {z} years."""
import os

from .office_lore import HERE, Unit, distinct, zipf
from .report_titles import NAMELESS, NAMES, SUBJECT

SPACELESS = ("ja",)


class LoreOffice:
    family = False

    def __init__(self, line, key):
        self.names, self.subjects, self.nouns = [[w.strip() for w in p.split(",")] for p in line.split("|")]
        self.facts, self.key = [], key
        self.core = self.names[:1] + self.subjects


class Lore:
    def __init__(self, lang):
        self.lang, self.part = lang, {}
        with open(os.path.join(HERE, f"lore-{lang}.txt"), encoding="utf-8") as f:
            for line in filter(None, (x.strip() for x in f)):
                if line.startswith("["):
                    now = self.part.setdefault(line.strip("[]"), [])
                elif not line.startswith("#"):
                    now.append(line)
        for k in ("verbs", "places"):
            self.part[k] = [w for x in self.part[k] for w in x.split(",")]
        self.space = "" if lang in SPACELESS else " "

    def units(self, rng):
        """(inside, outside): two thirds of the offices, at two places; the rest."""
        some = [LoreOffice(x, f"{self.lang}{i}") for i, x in enumerate(self.part["offices"])]
        rng.shuffle(some)
        places = distinct(lambda r: r.choice(self.part["places"]), rng, 2)
        n = len(some) * 2 // 3
        return tuple([Unit(o, self.lang, p, "", None, rng) for o in half for p in places] for half in (some[:n], some[n:]))

    def title(self, unit, rng, year, bare):
        if bare:
            return rng.choice(self.part["nameless"]).format(y=year, z=year + 1), NAMELESS, None
        subject = rng.choice(unit.office.subjects)
        names = rng.random() < .7
        shape = rng.choice(self.part["titles" if names else "subject titles"])
        title = shape.format(o=rng.choice(unit.names), s=subject, y=year, z=year + 1, p=unit.place, n=rng.randint(1, 12))
        return title[0].upper() + title[1:], NAMES if names else SUBJECT, None if names else subject

    def prose(self, rng, units):
        return LoreProse(self, rng, units)


class LoreProse:
    """Bodies, as Prose.body makes them."""

    def __init__(self, lore, rng, others):
        self.lore, self.rng, self.others = lore, rng, others

    def _business(self, unit):
        rng = self.rng
        if self.subject and rng.random() < self.subject_share:
            return self.subject
        return rng.choice(unit.office.core) if rng.random() < unit.core else zipf(rng, unit.nouns)

    def _fill(self, frame, unit):
        rng, part = self.rng, self.lore.part
        fill = {"{b}": lambda: self._business(unit), "{v}": lambda: rng.choice(part["verbs"]), "{p}": lambda: rng.choice(part["places"]),
                "{d}": lambda: rng.choice(rng.choice(self.others).names), "{s}": lambda: rng.choice(unit.names),
                "{n}": lambda: str(rng.randint(2, 900)), "{x}": lambda: str(rng.randint(1, 60))}
        for what, make in fill.items():
            while what in frame:
                frame = frame.replace(what, make(), 1)
        return frame[0].upper() + frame[1:]

    def body(self, unit, target, clarity, naming, subject=None):
        rng, part, space = self.rng, self.lore.part, self.lore.space
        self.subject_share = rng.uniform(.05, .25)
        lines, line, size = [], [], 0
        mine = rng.sample(part["common"], len(part["common"]) * 2 // 3)
        away = unit
        while size < target:
            r = rng.random()
            self.subject = subject if away is unit else None
            which = part["self"] if r < naming else part["frames"] if r < naming + (1 - naming) * clarity else mine
            line.append(self._fill(rng.choice(which), away))
            size += line[-1].count(" ") + 1 if space else len(line[-1])
            if rng.random() < .2:
                lines.append(space.join(line))
                line = []
                away = rng.choice(self.others) if rng.random() < .06 else unit
        return lines + ([space.join(line)] if line else [])

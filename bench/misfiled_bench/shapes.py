# SPDX-License-Identifier: MIT
"""Shapes of titles and sentences: read from files with sections, dealt so that
none comes again too soon, and what fills their braces."""
import os
import re

from .office_lore import HERE, en_person, zh_person

MONTHS = "January February March April May June July August September October November December".split()


def sections(which, lang, hand):
    """{section: [line]} of WHICH-LANG-HAND.txt."""
    part = {}
    with open(os.path.join(HERE, f"{which}-{lang}-{hand}.txt"), encoding="utf-8") as f:
        for line in filter(None, (x.strip() for x in f)):
            if re.fullmatch(r"\[[a-z -]+\]", line):
                now = part.setdefault(line.strip("[]"), [])
            elif not line.startswith("#"):
                now.append(line)
    return part


def role_of(name, roles):
    """Who heads what is so called, by lines of an ending (* any) and a role; "" where they do not say."""
    return next((role for end, role in map(str.split, roles) if end == "*" or name.endswith(end)), "")


class Decks:
    """Deals a section's shapes; none comes again before all have come."""

    def __init__(self, part, rng):
        self.part, self.rng, self.left = part, rng, {}

    def draw(self, section):
        if not self.left.get(section):
            self.left[section] = self.rng.sample(self.part[section], len(self.part[section]))
        return self.left[section].pop()


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

    def say(self, shape):
        s = shape.format_map(self)
        return s[0].upper() + s[1:]


__all__ = ["sections", "role_of", "Decks", "Filler"]

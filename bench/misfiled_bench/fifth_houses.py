# SPDX-License-Identifier: MIT
"""Who writes for the fifth hand: the houses and offices of offices-SCRIPT-fifth.txt, and the units of a collection."""
import os
import re

from .office_lore import HERE, Unit, distinct


def sections(which, script):
    """{section: [line]}"""
    part = {}
    with open(os.path.join(HERE, f"{which}-{script}-fifth.txt"), encoding="utf-8") as f:
        for line in filter(None, (x.strip() for x in f)):
            if line.startswith("["):
                now = part.setdefault(line.strip("[]"), [])
            elif not line.startswith("#"):
                now.append(line)
    return part


def listed(text):
    return [x.strip() for x in re.split("[;；]", text) if x.strip()]


class House:
    """A section of offices-SCRIPT-fifth.txt: its offices, and the words that they share."""

    def __init__(self, name, lines, script):
        self.name, self.words, blocks = name, {}, []
        words = self.words
        for line in lines:
            if line.startswith("@"):
                words = {}
                blocks.append((line[1:], words))
            else:
                key, _, some = line.partition(":")
                words.setdefault(key, []).extend(listed(some))
        self.seat, self.us, self.genres = self.words["seat"][0], self.words["us"], self.words["genre"][0].split()
        self.offices = [FifthOffice(self, *block, f"{script}-fifth-{name}{i}") for i, block in enumerate(blocks)]


class FifthOffice:
    """Its words are by their sort, as House reads them; nouns and facts are what Unit asks for."""

    def __init__(self, house, line, words, key):
        self.house, self.words, self.key = house, words, key
        self.names, self.subjects = [[w.strip() for w in p.split(",")] for p in line.split("|")]
        self.nouns, self.facts = words["thing"], words["sum"]
        self.family = "{N}" in self.names[0]
        self.core = self.nouns[:1] + ([] if self.family else self.subjects)  # what its name says it is about


def of_script(script):
    """{house's name: House}"""
    return {name: House(name, lines, script) for name, lines in sections("offices", script).items()}


def directory(hand, *names, seats=2, most=None):
    """Who writes: three quarters of some houses' offices (of `most` of them, drawn), at every seat of their house
    or under three to six brands, some of them four times as often as others; the rest are elsewhere, as are more
    bearers of the families' brands."""
    def units(lang, rng):
        some = [o for n in names for o in hand.houses[n].offices]
        rng.shuffle(some)
        some = some[:most]
        cut = len(some) * 3 // 4
        brands, places = distinct(hand.brand, rng, 80), distinct(hand.place, rng, 40)
        at = {n: [hand.houses[n].seat.format(B=brands.pop(), P=places.pop()) for _ in range(seats)] for n in names}

        def of(office, n_brands):
            if office.family:
                return [Unit(office, lang, rng.choice(places), "", brands.pop(), rng) for _ in range(n_brands)]
            return [Unit(office, lang, seat, "", None, rng) for seat in at[office.house.name]]
        inside = [u for o in some[:cut] for u in of(o, rng.randint(3, 6))]
        outside = [u for o in some[cut:] for u in of(o, 3)] + [u for o in some[:cut] if o.family for u in of(o, 1)]
        return [u for u in inside for _ in range(rng.choice((1, 1, 2, 4)))], outside
    return units


__all__ = ["sections", "listed", "of_script", "directory"]

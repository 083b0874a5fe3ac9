# SPDX-License-Identifier: MIT
"""Who writes for the sixth hand: the offices of offices-LANG-sixth.txt, and the units of a collection.

Offices are of fields of business (money, health, culture), and two of one field do
much the same: a health bureau's report may well stand under a hospital's title.
So those that have a field in common are no strangers, and neither's title over
the other's body counts as misfiled."""
import re

from .office_lore import Unit
from .shapes import sections

N_HELD = 8  # offices with deeds and matters whose titles come from elsewhere
BRANCH = "委"  # a name that begins with it is never said without the level of its place before it


class SixthOffice:
    """One entry of the list. Those elsewhere have a name and fields and nothing else."""

    def __init__(self, line, key):
        names, fields, selves, subject, *_ = line.split("|") + ["", "", ""]
        self.names, self.fields, self.selves = [[w.strip() for w in p.split(",")] for p in (names, fields, selves)]
        self.fields, self.subject, self.key = frozenset(self.fields), subject.strip(), key
        self.did, self.matters = [], []
        self.nouns, self.facts = self.matters, self.did  # as Unit calls them


class SixthUnit(Unit):
    def __init__(self, office, lang, seat, rng):
        place, level = (seat[:-1], seat[-1]) if lang == "zh" else (seat, "")
        super().__init__(office, lang, place, level, None, rng)
        self.fields = office.fields


def offices(lang):
    """([SixthOffice], those of them that are only elsewhere)"""
    lists = sections("offices", lang, "sixth")
    some = []
    for line in lists["offices"]:
        if line.startswith("@"):
            some.append(SixthOffice(line[1:], f"{lang}-sixth-{len(some)}"))
        else:
            sort, _, words = line.partition(": ")
            {"did": some[-1].did, "matters": some[-1].matters}[sort].extend(re.split("[;；] ?", words))
    return some, [SixthOffice(line, f"{lang}-sixth-elsewhere{i}") for i, line in enumerate(lists["elsewhere"])]


def seats(n_places, uneven=False):
    """Who writes: all offices but a few, at every one of so many places; uneven: some of them up to four times as
    often as others. Elsewhere are those few, and the others that are only there."""
    def units(lang, rng):
        some, elsewhere = offices(lang)
        rng.shuffle(some)
        places = rng.sample(sections("hand", lang, "sixth")["places"], n_places)
        inside, outside = [[SixthUnit(o, lang, p, rng) for o in part for p in places] for part in (some[N_HELD:], some[:N_HELD] + elsewhere)]
        return [u for u in inside for _ in range(rng.choice((1, 1, 2, 4)) if uneven else 1)], outside
    return units


__all__ = ["BRANCH", "SixthOffice", "SixthUnit", "offices", "seats"]

# SPDX-License-Identifier: MIT
"""Who writes for the seventh hand: the subjects of offices-LANG-seventh.txt, and the units of a collection.

A subject may be in several sorts of collection: there are library services, and
a university has a library too. How many documents it has differs much, and some
have one or two. Firms and products go by brands, a few to a subject, what is a
hospital's or a university's by its name, and all others by a place.

Subjects of fields that are near each other are no strangers: neither's title over
the other's body counts as misfiled."""
from .office_lore import Unit
from .shapes import sections

SORTS = ("office", "firm", "faculty", "ward", "museum", "charity", "manual", "parish")
BRANDED = ("firm", "manual")
FEW = 14      # subjects: where there are no more, each has more brands
DRAWS = 640   # twice as many as a collection has documents: a subject is drawn as often as it is written about
RARE, RARE_DRAWS = 8, 2  # so many subjects at most have a document or two
UNEVEN = .5   # of the log-normal weights of subjects


class SeventhOffice:
    """A subject, and who deals with it. Those elsewhere have names and fields and nothing else."""

    def __init__(self, line, key, near, sorts=()):
        names, fields, own_sorts, matters = [[w for w in p.strip().split(";") if w] for p in (line.split("|") + [""] * 3)[:4]]
        self.names, self.sorts, self.matters, self.key = names, own_sorts or sorts, matters, key
        kin = " ".join(fields).split()
        self.fields = frozenset(kin) | {pair for field in kin for pair in near.get(field, ())}
        self.terms, self.facts = [], []
        self.nouns = self.terms  # as Unit calls them


class SeventhUnit(Unit):
    def __init__(self, office, lang, sort, place, rng):
        super().__init__(office, lang, place, "", None, rng)
        self.fields, self.sort = office.fields, sort


def _near(lines):
    """{field: [a name of each pair it is of]}"""
    near = {}
    for line in lines:
        one, _, others = line.partition(": ")
        for other in others.split():
            for field in (one, other):
                near.setdefault(field, []).append(f"{one}-{other}")
    return near


def offices(lang):
    """([SeventhOffice], {sort: those that are only elsewhere})"""
    lists = sections("offices", lang, "seventh")
    near, some = _near(lists["near"]), []
    for line in lists["subjects"]:
        if line.startswith("@"):
            some.append(SeventhOffice(line[1:], f"{lang}-seventh-{len(some)}", near))
        else:
            sort, _, words = line.partition(": ")
            {"terms": some[-1].terms, "facts": some[-1].facts}[sort].extend(words.split(";"))
    elsewhere = {}
    for sort in SORTS:
        for line in lists.get(f"elsewhere {sort}", ()):
            elsewhere.setdefault(sort, []).append(SeventhOffice(line, f"{lang}-seventh-elsewhere-{line}", near, (sort,)))
    return some, elsewhere


class Places:
    """Where the units of one collection sit, or what brands they are of."""

    def __init__(self, lang, rng, n_subjects, one_place):
        self.part, self.rng, self.one = sections("hand", lang, "seventh"), rng, one_place
        self.home = rng.choice(self.part["places"])
        self.brands = (1, 3) if n_subjects > FEW else (3, 6)

    def of(self, sort):
        """All that a subject of this sort may be at."""
        if sort in BRANDED:
            return self.rng.sample(self.part["brands"], self.rng.randint(*self.brands))
        return self.part.get(f"places {sort}") or ([self.home] if self.one else self.part["places"])


def directory(*sorts, most, also=(), elsewhere=SORTS, guests=None, one_place=False):
    """Who writes: of all subjects of these sorts, and of the fields `also`, so many, each as often as it comes; half of the
    others once or twice. Elsewhere are the rest, and those that are only there: of the sorts `elsewhere`, as if they were
    of the sort `guests`."""
    def units(lang, rng):
        some, names_only = offices(lang)
        some = [o for o in some if {*o.sorts} & {*(sorts or SORTS)} or o.fields & {*also}]
        rng.shuffle(some)
        rest = some[most:]
        n_rare = min(RARE, len(rest) // 2)
        places = Places(lang, rng, min(most, len(some)), one_place)

        def seated(office, sort=None):
            sort = sort or next((s for s in sorts if s in office.sorts), office.sorts[0])
            return [SeventhUnit(office, lang, sort, place, rng) for place in places.of(sort)]

        often, weights = [seated(o) for o in some[:most]], [rng.lognormvariate(0, UNEVEN) for _ in some[:most]]
        drawn = rng.choices(often, weights, k=DRAWS) + [seated(o) for o in rest[:n_rare] for _ in range(RARE_DRAWS)]
        outside = [seated(o) for o in rest[n_rare:]] + [seated(o, guests) for sort in elsewhere for o in names_only.get(sort, ())]
        return [rng.choice(seats) for seats in drawn], [rng.choice(seats) for seats in outside]
    return units


__all__ = ["BRANDED", "SORTS", "SeventhOffice", "SeventhUnit", "directory", "offices"]

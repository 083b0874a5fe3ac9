# SPDX-License-Identifier: MIT
"""The kinds of a seventh hand: reports, minutes and manuals on a great many subjects.

Who writes is in offices-LANG-seventh.txt, what everybody writes in
hand-LANG-seventh.txt. A body goes on, sentence by sentence, until it is long
enough: a share of them tell what happened to the subject's matters, or say of
these what might be said of any; the others are general, and a tenth name
neighbours. They mix freely. A subject at one place has habits: it never uses some
of its words and of the general ones. Bodies name their office in their first
sentence or not at all. Whose titles are no strangers is in seventh_offices.py."""
import math
import re

from .fourth_hand import numbered
from .fourth_offices import resolved
from .report_titles import NAMELESS, NAMES, SUBJECT
from .seventh_offices import BRANDED
from .shapes import Decks, Filler, role_of, sections

LEAST_OWN, LEAST_SHARE = 4, .35  # of a body's sentences: with fewer no reader could tell whose it is
OPENED = .38                     # so many reports name their office
BY_ALIAS = .7                    # of titles that tell nothing, where there are brands
GUESTS = .1                      # sentences that name a neighbour
TOLD = .68                       # of the own sentences tell what happened, while there is something left to tell
AGAIN = .12                      # and when all is told, this often it is told once more
HEADED = {"zh": .35, "en": .3}   # sentences with a heading before them
TABLED = .12                     # and with a table, where there are any
LED, NOTED = .25, .2             # own sentences that say when or where; of minutes, those that say that it was said
ANYBODYS = .15                   # of the general sentences, those that any sort of office writes
SENTENCES = {"zh": (1, 1, 2, 2, 3), "en": (1, 1, 1, 2)}  # that are joined in one
HABITS = {"facts": (.8, 8), "terms": (.8, 6), "general": (.75, 1), "frames": (.8, 1)}  # what share of them is used, and how many at least
STYLES = ("plain", "numbered", "numbered", "listed", "tables")
OWN, GENERAL, GUEST, OPENING, HEADING, TABLE = "own", "general", "guest", "opening", "heading", "table"


def of_sort(part, section, sort):
    return part.get(f"{section} {sort}") or part[section]


def size(text, lang):
    return len(text) if lang == "zh" else len(text.split())


def capital(text):
    return text[:1].upper() + text[1:]


def bare(term):
    """The term without its article."""
    return re.sub("^(the|a) ", "", term)


class SeventhHand:
    def __init__(self, lang):
        self.lang, self.part = lang, sections("hand", lang, "seventh")

    def _names(self, unit, rng):
        """What the unit is called, by the braces of titles."""
        base = rng.choice(unit.names)
        say = lambda section: resolved(rng.choice(of_sort(self.part, section, unit.sort)), rng).format(
            place=unit.place, base=base, tens=10 * rng.randint(2, 99))
        full = say("full")
        name = full[len(unit.place):] if self.lang == "zh" else full.removeprefix("The ")
        return {"base": base, "full": full, "name": name, "place": unit.place, "lower": base.lower(),
                "role": role_of(name, self.part.get("roles", [])), "any": rng.choice(unit.names), "alias": say("alias") if unit.sort in BRANDED else ""}

    def _shape(self, unit, rng, bare_title):
        """(the shape of a title, what it tells)"""
        if bare_title:
            aliased = unit.sort in BRANDED and rng.random() < BY_ALIAS
            return rng.choice(of_sort(self.part, "alias titles" if aliased else "nameless", unit.sort)), NAMELESS
        shapes = [(x, NAMES) for x in of_sort(self.part, "titles", unit.sort)]
        if unit.office.matters:
            shapes += [(x, SUBJECT) for x in self.part.get(f"matter titles {unit.sort}", [])]
        return rng.choice(shapes)

    def title(self, unit, rng, _, bare_title):
        """(title, what it tells, (year, full name) that the body is to be of): years go further back than the bench's."""
        names, year = self._names(unit, rng), rng.randint(2009, 2024)
        shape, tells = self._shape(unit, rng, bare_title)
        title = resolved(shape, rng).format(**names, y=year, z=year + 1, zz=f"{(year + 1) % 100:02}", issue=rng.randint(1, 60),
                                            model=rng.choice("ABCX") + str(rng.randint(100, 990)),
                                            matter=rng.choice(unit.office.matters or [""]))
        return title.replace("工作工作", "工作"), tells, (year, names["full"])

    def prose(self, rng, units):
        return SeventhProse(self, rng, units)


class SeventhProse:
    """Bodies, as Prose.body makes them, and the habits of those who write them."""

    def __init__(self, hand, rng, others):
        self.hand, self.rng, self.habits = hand, rng, {}
        self.others = [u for u in others if u.office.terms and u.sort != "manual"]

    def habits_of(self, unit):
        """{what: those of it that the unit uses}"""
        key, part = (unit.office.key, unit.place), self.hand.part
        if key not in self.habits:
            all_of = {"facts": unit.office.facts, "terms": unit.office.terms, "general": part[f"general {unit.sort}"],
                      "frames": of_sort(part, "frames", unit.sort)}
            self.habits[key] = {k: self.rng.sample(some, min(len(some), max(HABITS[k][1], int(len(some) * HABITS[k][0]))))
                                for k, some in all_of.items()}
        return self.habits[key]

    def guests_of(self, unit):
        """Whom a body may name: strangers, and, where offices keep to their own, of the same sort."""
        alike = unit.sort in ("office", "faculty", "ward")
        return [u for u in self.others if not u.fields & unit.fields and (u.sort == unit.sort or not alike)]

    def body(self, unit, target, clarity, _, imprint):
        while True:
            parts = Body(self, unit, *imprint).parts(target, clarity)
            said = [kind for kind, _ in parts if kind != HEADING]
            own = sum(kind in (OWN, TABLE) for kind in said)
            if own >= LEAST_SHARE * len(said) and own >= 2 * said.count(GUEST):
                return laid_out(parts, self.hand.lang, self.rng)


class Body(Filler):
    """One body on its way, and what the braces of its shapes stand for."""

    def __init__(self, prose, unit, year, full):
        rng, part, lang = prose.rng, prose.hand.part, prose.hand.lang
        super().__init__(lang, rng, part["spots"], y=year, full=full)
        self.lang, self.part, self.unit, self.gap = lang, part, unit, "" if lang == "zh" else " "
        self.habits, self.guests = prose.habits_of(unit), prose.guests_of(unit)
        self.decks, self.facts = Decks(self.habits, rng), rng.sample(self.habits["facts"], len(self.habits["facts"]))
        self.manual = unit.sort == "manual"
        self.style, self.minutes = rng.choice(STYLES), not self.manual and rng.random() < .15
        self.framed, self.headed, self.guest, self.n_headings = set(), set(), None, 0

    def __missing__(self, key):
        rng = self.rng
        if key == "n":
            n = int(math.exp(rng.uniform(math.log(12), math.log(6000))))
            return str(n) if self.zh else f"{n:,}"
        if key in ("few", "share", "month", "staff"):
            return str(rng.randint(*{"few": (2, 19), "share": (11, 98), "month": (1, 12), "staff": (5, 400)}[key]))
        if key == "x":
            return "%.1f" % rng.uniform(1.1, 97)
        if key == "spot":
            return rng.choice(self.places)
        if key == "guest":
            return self._guest_called()
        if key == "their term":
            return rng.choice(self.guest.office.terms[:8])
        raise KeyError(key)

    def _say(self, shape, **fixed):
        self.update(fixed)
        said = resolved(shape, self.rng).format_map(self)
        for key in fixed:
            del self[key]
        return said

    def _guest_called(self):
        name, firm = self.rng.choice(self.guest.names), self.guest.sort == "firm"
        if self.zh:
            return name + "公司" if firm else name
        return f"{self.guest.place} {name}" if firm else "the " + name

    def _framed(self):
        """What might be said of any term, of one that it was not yet said of."""
        for _ in range(20):
            term, also, frame = *self.rng.sample(self.habits["terms"], 2), self.rng.choice(self.habits["frames"])
            if (term, frame) not in self.framed:
                break
        self.framed.add((term, frame))
        return self._say(frame, term=term, also=also)

    def _told(self):
        """What happened to the subject's matters."""
        rng = self.rng
        if self.facts and rng.random() < TOLD:
            return self._say(self.facts.pop())
        if not self.facts and rng.random() < AGAIN:
            self.facts = rng.sample(self.habits["facts"], len(self.habits["facts"]))
        return self._framed()

    def _pieces(self, share):
        """(kind, [what is said]) of the next sentence."""
        rng, r = self.rng, self.rng.random()
        if r < share:
            return OWN, [self._told() for _ in range(rng.choice(SENTENCES[self.lang]))]
        if r < share + GUESTS and self.guests and not self.manual:
            self.guest = rng.choice(self.guests)
            return GUEST, [self._say(rng.choice(self.part["guests"]))]
        anybody = not self.manual and rng.random() < ANYBODYS
        return GENERAL, [self._say(rng.choice(self.part["general"]) if anybody else self.decks.draw("general"))]

    def _sentence(self, share):
        rng, zh = self.rng, self.zh
        kind, said = self._pieces(share)
        if kind == OWN and not self.manual and rng.random() < LED:
            said[0] = self._say(rng.choice(self.part["leads"])) + self.gap + said[0]
        joint = rng.choice(of_sort(self.part, "joints", self.unit.sort))
        if joint == ".":
            said = [capital(x) for x in said]
        text = capital((joint + self.gap).join(said))
        text += "。" if zh else "" if text[-1] in "?!" else "."
        if self.minutes and rng.random() < NOTED:
            text = rng.choice(self.part["minutes"]) + self.gap + text
        return kind, text

    def _heading(self):
        rng, sort = self.rng, self.unit.sort
        term, also = (x if self.zh else bare(x) for x in rng.sample(self.habits["terms"], 2))
        say = lambda section: self._say(rng.choice(of_sort(self.part, section, sort)), term=term, Term=capital(term), also=also)
        heading = say("headings")
        if heading in self.headed:
            heading = say("other headings")
        self.headed.add(heading)
        self.n_headings += 1
        shape = "{i}. {h}" if self.style == "listed" else "{c}、{h}" if self.zh and self.style == "numbered" else "{h}"
        return HEADING, numbered(shape, (self.n_headings - 1) % 99 + 1, h=heading)

    def _table(self):
        rng, terms = self.rng, self.habits["terms"]
        some = rng.sample(terms, min(len(terms), rng.randint(3, 5)))
        return TABLE, "\n".join(self._say(rng.choice(self.part["table rows"]), term=x, Term=capital(x)) for x in some)

    def parts(self, target, share):
        """[(kind, text)]"""
        rng, parts, n, own = self.rng, [], 0, 0
        if not self.manual and self.unit.sort != "parish" and rng.random() < OPENED:
            parts.append((OPENING, self._say(rng.choice(self.part["openings"]))))
        while n < target or own < LEAST_OWN:
            if self.style != "plain" and n + 60 < target and rng.random() < HEADED[self.lang]:
                parts.append(self._heading())
            parts.append(self._table() if self.style == "tables" and rng.random() < TABLED else self._sentence(share))
            n += size(parts[-1][1], self.lang)
            own += parts[-1][0] == OWN
        return parts


def laid_out(parts, lang, rng):
    """[line]: a sentence a line, or paragraphs; headings and the rows of tables always stand by themselves."""
    each, gap = rng.random() < 1 / 3, "" if lang == "zh" else " "
    lines, ended = [], True
    for kind, text in parts:
        alone = kind in (HEADING, TABLE)
        if ended or alone:
            lines.append(text)
        else:
            lines[-1] += gap + text
        ended = alone or each or rng.random() < .16
    return [line for text in lines for line in text.split("\n")]


__all__ = ["SeventhHand"]

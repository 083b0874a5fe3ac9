# SPDX-License-Identifier: MIT
"""The kinds of a fourth hand: office paperwork, written to a house's template.

What it writes is in plans-LANG-fourth.txt (titles, plans) and
hand-LANG-fourth.txt (sentences). A body is filled in part by part after the
plan of its genre (a report, a notice, a budget, ...): parts told of the
office's matters, one duty after the other, and parts of formula that would fit
any office. Most bodies of a collection share one template: headings,
numbering, and which formulas come in which order. An office is named by its
initials or a short name, or is just "our office"."""
from collections import namedtuple

from .fourth_offices import DeskFiller, resolved, running, seat
from .office_lore import en_place, zh_place
from .report_titles import NAMELESS, NAMES, SUBJECT
from .shapes import Decks, Filler, sections

Errand = namedtuple("Errand", "genre year subject me")  # what a title lets expect of the body below it
Part = namedtuple("Part", "name own weight heads")      # of a plan; without a weight: one sentence, no heading

# The genres, and how long a body of each may be.
GENRES = {"zh": {"report": 8000, "person": 3500, "plan": 4000, "notice": 1200, "purchase": 1300, "display": 900,
                 "brief": 2000},
          "en": {"report": 8000, "audit": 2500, "budget": 3000, "strategy": 5000, "board": 1800, "review": 4000}}
LEAST_OWN = 3  # sentences on the office's matters: without them no reader could tell whose report it is
TABLED = ("work", "money", "deeds")  # parts that may hold a table
PART_HEADS = {"zh": ("{c}、{h}", "{c}、{h}", "{c}、{h}", "{h}"), "en": ("{i}. {h}", "{h}", "{h}", "SECTION {i}: {h}")}
POINT_HEADS = {"zh": ("（{c}）{h}。", "（{c}）{h}", "{i}.{h}。"), "en": ("{i}) {h}", "{h}", "{h}:")}
ITEMS = {"zh": ("{i}.{s}", "（{i}）{s}", "{c}是{s}"), "en": ("- {s}", "• {s}", "{i}. {s}")}
COLUMNS = ("\t", " | ", "  ")


def numbered(shape, i, **what):
    """The shape with i as a figure and as a Chinese numeral (1 to 99)."""
    tens, ones = divmod(i, 10)
    numeral = ("" if tens < 2 else "二三四五六七八九"[tens - 2]) + ("十" if tens else "") + ("", *"一二三四五六七八九")[ones]
    return shape.format(i=i, c=numeral, **what)


class Template:
    """What the documents of one genre have in common."""

    def __init__(self, hand, genre, rng):
        self.part_head, self.point_head = rng.choice(PART_HEADS[hand.lang]), rng.choice(POINT_HEADS[hand.lang])
        self.item, self.column = rng.choice(ITEMS[hand.lang]), rng.choice(COLUMNS)
        self.parts = [p for p in hand.plans[genre] if p.own or rng.random() < .85]
        self.heads = {p.name: rng.choice(p.heads) for p in self.parts if p.heads}
        names = [p.name + " filler" if p.own else p.name for p in self.parts]
        self.formulas = {n: [resolved(x, rng) for x in rng.sample(hand.part[n], len(hand.part[n]))] for n in names}


class FourthHand:
    def __init__(self, lang, genres=None):
        self.lang, self.genres = lang, genres or dict.fromkeys(GENRES[lang], 1)
        self.part = {**sections("plans", lang, "fourth"), **sections("hand", lang, "fourth")}
        self.plans = {g: [self._part(x) for x in self.part[g]] for g in GENRES[lang]}

    @staticmethod
    def _part(line):
        name, *rest = [w.strip() for w in line.split("|")]
        if name in ("open", "close"):
            return Part(rest[0], False, 0, [])
        return Part(name.strip("+"), name.startswith("+"), int(rest[0]), rest[1:])

    def title(self, unit, rng, year, bare):
        """(title, what it tells, what it lets expect)"""
        part, subject, me = self.part, rng.choice(unit.office.subjects), Filler(self.lang, rng, [])["who"]
        genre = rng.choices(list(self.genres), self.genres.values())[0]
        tells = NAMELESS if bare else NAMES if unit.proper or rng.random() < .74 else SUBJECT
        shapes = part[{NAMES: "titles ", SUBJECT: "subjects ", NAMELESS: "nameless "}[tells] + genre]
        name = rng.choice(unit.names)
        fill = Filler(self.lang, rng, [unit.place], o=name, O=running(name, unit), P=seat(unit), me=me,
                      t=subject, T=subject[0].upper() + subject[1:], y=year, z=year + 1, a=year - 1,
                      w=rng.choice(part["slogans"]), k=rng.randint(100, 990))
        errand = Errand(genre, year, subject if tells == SUBJECT else None, me)
        return resolved(rng.choice(shapes), rng).format_map(fill), tells, errand

    def prose(self, rng, units):
        return FourthProse(self, rng, units)


class FourthProse:
    """Bodies, as Prose.body makes them; what they are about comes as the title's Errand."""

    def __init__(self, hand, rng, others):
        self.hand, self.lang, self.rng, self.others = hand, hand.lang, rng, others
        make = zh_place if hand.lang == "zh" else en_place
        self.places = [make(rng) for _ in range(18)]
        self.space, self.small = ("", 70) if hand.lang == "zh" else (" ", 45)  # no part is smaller
        self.house = {g: Template(hand, g, rng) for g in GENRES[hand.lang]}

    def size(self, s):
        return s.count(" ") + 1 if self.space else len(s)

    def _budgets(self, parts, target, clarity):
        """{part's name: its size}: formula has its share, small parts go to the first that is told of the office."""
        formula = (1 - clarity) * self.rng.uniform(.5, .9)
        out = {}
        for own in (False, True):
            some = [p for p in parts if p.own == own and p.weight]
            all_weights = sum(p.weight for p in some)
            out.update((p.name, target * (1 - formula if own else formula) * p.weight / all_weights) for p in some)
        first = next(p.name for p in parts if p.own)
        for name in [n for n, size in out.items() if size < self.small and n != first]:
            out[first] += out.pop(name)
        return out

    def body(self, unit, target, clarity, naming, errand):
        rng, part = self.rng, self.hand.part
        target = min(target, GENRES[self.lang][errand.genre])
        template = self.house[errand.genre] if rng.random() < .7 else Template(self.hand, errand.genre, rng)
        fill = DeskFiller(part, self.lang, rng, self.places, self.others, unit, errand, naming)
        writer = Writer(self, template, fill, naming)
        budgets = self._budgets(template.parts, target, clarity)
        share = min(1, clarity * target / sum(budgets.get(p.name, 0) for p in template.parts if p.own))
        headed = target > 5 * self.small
        for p in template.parts:
            if not p.weight:
                writer.lines.append(fill.say(rng.choice(part[p.name])))
            elif p.name in budgets:
                if headed and len(budgets) > 1:
                    writer.part_head(p)
                if p.own:
                    writer.own_part(p.name, budgets[p.name], share, headed)
                else:
                    writer.formula_part(p.name, budgets[p.name])
        if naming >= .05 and not any(n in line for n in unit.names for line in writer.lines):
            fill.must_name = True
            writer.lines.append(fill.say(rng.choice(part["self"])))
        return writer.lines


class Writer:
    """One body on its way."""

    def __init__(self, prose, template, fill, naming):
        self.size, self.space, self.small, self.rng = prose.size, prose.space, prose.small, prose.rng
        self.template, self.fill, self.naming = template, fill, naming
        self.decks, self.at = Decks(prose.hand.part, prose.rng), {}
        self.lines, self.n_parts, self.n_own, self.rowed, self.tabled = [], 0, 0, False, False

    def part_head(self, part):
        self.n_parts += 1
        head = self.template.heads[part.name].format_map(self.fill)
        self.lines.append(numbered(self.template.part_head, self.n_parts, h=head))

    def _formula(self, section):
        """The next of the template's formulas; one is left out at times."""
        shapes = self.template.formulas[section]
        self.at[section] = self.at.get(section, -1) + (1 if self.rng.random() < .75 else 2)
        return self.fill.say(shapes[self.at[section] % len(shapes)])

    def formula_part(self, section, budget):
        """Nothing is said twice, however much room there is."""
        size, said = 0, []
        while size < budget and self.at.get(section, 0) + 2 < len(self.template.formulas[section]):
            said.append(self._formula(section))
            size += self.size(said[-1])
        self.lines += [self.space.join(said[i:i + 6]) for i in range(0, len(said), 6)]

    def own_part(self, section, budget, share, headed):
        """Point by point; of the sentences `share` are on the office's matters, the others are formula."""
        size, said, n_points = 0, [0, 0], 0
        while size < budget or self.n_own < LEAST_OWN:
            first, n_points = len(self.lines), n_points + 1
            if n_points > 1:
                self.fill.duty = self.fill.decks.draw("points")
            if headed and budget > 3 * self.small:
                head = self.fill.say(self.decks.draw(section + " heads"))
                self.lines.append(numbered(self.template.point_head, n_points, h=head))
            room = self.rng.uniform(.6, 1.2) * budget / 8
            while True:
                self._block(section, share, said)
                here = sum(map(self.size, self.lines[first:]))
                if here >= room:
                    break
            size += here

    def _block(self, section, share, said):
        """A table, a list or a paragraph; adds to said = [sentences, those on the office's matters]."""
        r = self.rng.random()
        if self.rowed or r >= .4:
            n, own = self._paragraph(section, share, *said)
            self.rowed = False
        else:
            tabled = r < .15 and section in TABLED and not self.tabled
            n = own = self._table() if tabled else self._items(section + " items")
            self.rowed = True
        said[:] = said[0] + n, said[1] + own
        self.n_own += own

    def _paragraph(self, section, share, n_said, n_own):
        """How many sentences, and how many of them on the office's matters."""
        rng, fill, said = self.rng, self.fill, []
        n, own = rng.randint(2, 6), 0
        for i in range(n):
            if n_own + own <= share * (n_said + i + rng.random()):
                said.append(fill.say(self.decks.draw(section)))
                own += 1
            else:
                said.append(self._formula(section + " filler"))
            if rng.random() < self.naming:
                said.append(fill.say(self.decks.draw("self")))
        self.lines.append(self.space.join(said))
        return n, own

    def _items(self, section):
        n = self.rng.randint(3, 5)
        self.lines += [numbered(self.template.item, i + 1, s=self.fill.say(self.decks.draw(section))) for i in range(n)]
        return n

    def _table(self):
        """Rows of figures, this year's beside last year's."""
        fill, facts = self.fill, self.fill.unit.facts
        self.tabled = True
        self.lines.append(self.decks.draw("table heads").format_map(fill).replace("\t", self.template.column))
        for fact in facts:
            now = fill.value(fact)
            last = max(1, round(now * self.rng.uniform(.7, 1.25)))
            cells = fact.split("/") if fill.zh else [fact.replace("/", " ")]
            cells += [str(last), str(now), "%+.1f" % (100 * (now - last) / last)]
            self.lines.append(self.template.column.join(cells))
        return len(facts)


__all__ = ["FourthHand"]

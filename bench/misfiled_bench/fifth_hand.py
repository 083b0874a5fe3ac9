# SPDX-License-Identifier: MIT
"""The kinds of a fifth hand: what associations, firms and public bodies publish.

Who writes is in offices-SCRIPT-fifth.txt, what everybody writes in
hand-SCRIPT-fifth.txt; a script is zh, hant (traditional Chinese) or en.

An office has more than nouns: things done, things meant, things that came
about, sums, partners, wares and questions. So no sentence is an office's own by
its shape: each brace of it is filled from one of three lists, the office's, its
house's or everybody's, and `clarity` is the chance of the first, which moves
from paragraph to paragraph about its mean. A body is two or three genres in a
row, of those that its house writes."""
import datetime
import math
import re
from collections import Counter
from itertools import accumulate

from .fifth_houses import listed, of_script, sections
from .office_lore import distinct, zipf
from .report_titles import NAMELESS, NAMES, SUBJECT
from .shapes import MONTHS

WORDS = ("thing", "did", "will", "saw", "sum", "with", "brand", "ask")
MAKINGS = ("family", "given", "heads", "tails", "brand heads", "brand tails")  # of names
OWN, HOUSE, ANYBODY = "own", "house", "anybody"  # whose list a word is from
NAMING_OF_GUESTS = .3
BRIEF = {"letter": 300, "wares": 200, "articles": 500, "log": 600}  # come first, and are no longer if another follows
LEAST_OWN = 6  # words of its own that a body has: without them no reader could tell whose it is
# What stands before a paragraph, how many sentences it has, and whether each has a line to itself.
GENRES = {
    "prose": (None, (2, 5), False), "money": (None, (2, 4), False), "letter": (None, (2, 5), False),
    "news": ("headlines", (2, 4), False), "faq": ("questions", (1, 3), False),
    "articles": (None, (2, 5), True), "log": (None, (3, 6), True), "wares": (None, (2, 3), True),
}
RANGES = {"i": (2, 15), "m": (1, 12), "q": (1, 28), "c": (2, 9), "y": (1994, 2024), "r": (83, 113)}  # of numbers


class Slots(dict):
    """What braces that are nobody's own stand for, drawn anew each time."""

    def __init__(self, hand, rng, places, **fixed):
        super().__init__(fixed)
        self.hand, self.rng, self.places = hand, rng, places

    def __missing__(self, key):
        rng = self.rng
        if key == "who":
            return self.hand.person(rng)
        if key == "p":
            return rng.choice(self.places)
        if key == "m" and self.hand.script == "en":
            return rng.choice(MONTHS)
        if key == "up":
            return rng.choice(self.hand.part["up"])
        if key == "n":
            return str(int(math.exp(rng.uniform(math.log(3), math.log(500)))))
        if key == "x":
            return "%.1f" % rng.uniform(.3, 35)
        return str(rng.randint(*RANGES[key]))


class Writer(Slots):
    """One that speaks for a unit; counts how much of it is the unit's own."""

    def __init__(self, prose, unit, naming, subject, us=None):
        super().__init__(prose.hand, prose.rng, prose.places)
        rng = self.rng
        self.unit, self.naming, self.subject, self.us = unit, naming, subject, us or unit.office.house.us
        self.lean, self.mood, self.common, self.subject_share = .5, OWN, rng.uniform(.2, .6), rng.uniform(.1, .3)
        self.season = {k: rng.sample(v, math.ceil(len(v) * rng.uniform(.6, 1))) for k, v in unit.office.words.items()}
        self.used, self.n_own, self.n_of_guests, self.within, self.last = Counter(), 0, 0, None, None
        self.count, self.day = 0, rng.randint(0, 90)  # the last number and the last day that were given

    def fresh(self, some):
        """One of those that were used least."""
        least = min(self.used[x] for x in some)
        x = self.rng.choice([x for x in some if self.used[x] == least])
        self.used[x] += 1
        return x

    def _matter(self):
        """One of its things; not the same twice in a row."""
        rng, unit, before = self.rng, self.unit, self.last
        while self.last == before:
            if self.subject and rng.random() < self.subject_share:
                self.last = self.subject
            else:
                self.last = rng.choice(unit.office.core) if rng.random() < unit.core else zipf(rng, unit.nouns)
        return self.last

    def _own(self, key):
        """One of its own words, each twice at most; or what is done with any of its things."""
        over = self.hand.part.get(key + " over", [])
        left = [x for x in self.season.get(key, []) if self.used[x] < 2 or not over]
        return self.fresh(left if left and (not over or self.rng.random() < .65) else over)

    def _whose(self):
        return OWN if self.rng.random() < self.lean else HOUSE if self.rng.random() < self.common else ANYBODY

    def _word(self, key):
        """A word of that sort, and whatever stands in its braces, from one and the same list."""
        within = self.within
        whose = within or (self.mood if self.rng.random() < .7 else self._whose())
        self.n_own += whose == OWN and not within
        if whose == OWN and key == "thing":
            return self._matter()
        if whose == OWN and (key in self.season or key + " over" in self.hand.part):
            word = self._own(key)
        else:
            house = self.unit.office.house.words
            word = self.fresh(whose == ANYBODY and self.hand.part.get(key) or house[key])
        self.within = whose
        word = word.format_map(self)
        self.within = within
        return word

    def name(self):
        return self.hand.article(self.unit) + self.rng.choice(self.unit.names)

    def __missing__(self, key):
        if key in WORDS:
            return self._word(key)
        if key == "we":
            return self.name() if self.rng.random() < 2 * self.naming else self.rng.choice(self.us)
        if key == "name":
            return self.name()
        if key == "dear":
            return self.rng.choice(self.unit.office.house.words["dear"])
        if key == "k":
            self.count += 1
            return str(self.count)
        if key == "day":
            self.day += self.rng.randint(1, 12)
            d = datetime.date(2023, 1, 1) + datetime.timedelta(self.day % 365)
            return f"{d.day} {MONTHS[d.month - 1]}" if self.hand.script == "en" else f"{d.month}月{d.day}日"
        return super().__missing__(key)

    def say(self, section):
        """A sentence, most of whose words are from the list that it is in the mood for."""
        self.mood = self._whose()
        s = self.fresh(self.hand.part[section]).format_map(self)
        return re.sub(r"^[a-z]|(?<=[.?!] )[a-z]", lambda m: m[0].upper(), s)

    def paragraph(self, genre):
        """[line]"""
        rng, part = self.rng, self.hand.part
        lead, (least, most), rows = GENRES[genre]
        lines, said = [self.say(lead)] if lead else [], []
        first, idle = [x if x in part else y for x, y in (("first " + genre, genre), ("idle " + genre, "idle"))]
        for i in range(rng.randint(least, most)):
            said.append(self.say(first if i == 0 else idle if rng.random() < .25 else genre))
            if not rows and rng.random() < self.naming:
                said.append(self.say("self"))
        return lines + (said if rows else [self.hand.space.join(said)])


class FifthHand:
    def __init__(self, script):
        self.script, self.space = script, " " if script == "en" else ""
        self.part = sections("hand", script)
        for key, lines in self.part.items():
            if key in MAKINGS:
                self.part[key] = " ".join(lines).split()
            elif key in WORDS or key.endswith(" over"):
                self.part[key] = listed(";".join(lines))
        self.houses = of_script(script)

    def _made(self, rng, one, two):
        return rng.choice(self.part[one]) + rng.choice(self.part[two])

    def place(self, rng):
        return self._made(rng, "heads", "tails")

    def brand(self, rng):
        return self._made(rng, "brand heads", "brand tails")

    def person(self, rng):
        family, given = rng.choice(self.part["family"]), rng.choice(self.part["given"])
        return f"{given} {family}" if self.space else family + given

    def article(self, unit):
        return "the " if self.space and not unit.proper else ""

    def size(self, line):
        return line.count(" ") + 1 if self.space else len(line)

    def title(self, unit, rng, year, bare):
        """(title, what it tells, subject or None); the subject may be something that it sells"""
        office, r = unit.office, rng.random()
        subject = rng.choice(office.subjects if rng.random() < .6 else office.nouns[:4])
        ware = rng.choice(office.words.get("brand", [None]))
        if bare:
            shapes, tells, subject = "nameless", NAMELESS, None
        elif unit.proper or r < .68:
            shapes, tells, subject = "titles", NAMES, None
        elif r < .9 or not ware:
            shapes, tells = "subject titles", SUBJECT
        else:
            shapes, tells, subject = "brand titles", SUBJECT, ware
        about = subject or ""
        fill = Slots(self, rng, [unit.place], o=rng.choice(unit.names), seat=unit.place, the=self.article(unit),
                     y=year, r=year - 1911, z=year + 1, t=about, T=about[:1].upper() + about[1:], v=about,
                     cry=rng.choice(self.part["slogans"]))
        lines = rng.choice(self.part[shapes]).format_map(fill).split("//")
        return "\n".join(x[0].upper() + x[1:] for x in lines), tells, subject

    def prose(self, rng, units):
        return FifthProse(self, rng, units)


class FifthProse:
    """Bodies, as Prose.body makes them."""

    def __init__(self, hand, rng, others):
        self.hand, self.rng, self.others = hand, rng, others
        self.places = distinct(hand.place, rng, 15)

    def _guest(self, unit):
        """A paragraph's writer who speaks of a neighbour's business, or of the whole house's."""
        rng = self.rng
        near = [u for u in self.others if u.office.house is unit.office.house and u.office is not unit.office]
        if near and rng.random() < .5:
            guest = Writer(self, rng.choice(near), NAMING_OF_GUESTS, None, self.hand.part["they"])
            guest.lean = .7
        else:
            guest = Writer(self, unit, 0, None)
            guest.lean, guest.common = 0, 1
        return guest

    def _paragraph(self, me, genre, clarity):
        """[line]. One in ten is on a neighbour's business or the whole house's: one in five where there is
        enough of its own already."""
        rng = self.rng
        me.lean = rng.betavariate(3 * clarity, 3 * (1 - clarity))
        if rng.random() >= .2 or me.n_own < 2 * (LEAST_OWN + me.n_of_guests) or genre == "letter":
            return me.paragraph(genre)
        guest = self._guest(me.unit)
        guest.count, guest.day = me.count, me.day
        lines = guest.paragraph(genre)
        me.count, me.day = guest.count, guest.day
        me.n_of_guests += guest.n_own
        return lines

    def body(self, unit, target, clarity, naming, subject=None):
        rng, me = self.rng, Writer(self, unit, naming, subject)
        genres = rng.sample(unit.office.house.genres, 1 if target < 250 else rng.choice((2, 2, 3)))
        genres.sort(key=lambda x: x not in BRIEF)
        ends = list(accumulate(rng.uniform(.5, 1.5) for _ in genres))
        lines, n = [], 0
        for genre, end in zip(genres, ends):
            end, last, me.count = target * end / ends[-1], genre is genres[-1], 0
            wanting = last and me.n_own < LEAST_OWN + me.n_of_guests
            if n >= end and not wanting:
                continue
            if genre in BRIEF and not last:
                end = min(end, n + BRIEF[genre])
            lines += [me.say("headings")] if len(genres) > 1 and rng.random() < .5 else []
            lines += [me.say("letter open")] if genre == "letter" else []
            while n < end or (last and me.n_own < LEAST_OWN + me.n_of_guests):
                more = self._paragraph(me, genre, clarity if n < end else .9)
                n += sum(map(self.hand.size, more))
                lines += more
            lines += [me.say("letter close")] if genre == "letter" else []
        if naming >= .05:
            lines.insert(rng.choice((0, len(lines))), me.say("self"))
        return lines


__all__ = ["FifthHand"]

# SPDX-License-Identifier: MIT
"""Collections of reports with known misfiled documents.

A misfiled document is one that a careful reader could tell from the
collection: its title names an office or a subject that its body is not
about. Where two bodies differ by a proper name only (two villages), the
misfiled one names itself. Three ways to be misfiled:

  twin       the text stands under its own title as well; the copy was edited
             a little, and often redacted
  swapped    titles of the collection stand over each other's bodies
  elsewhere  the title is of an office that is not in the collection
"""
import math

from .fifth_hand import FifthHand
from .fifth_houses import directory
from .fourth_hand import FourthHand
from .fourth_offices import desks
from .lore import SPACELESS, Lore
from .office_lore import Unit, distinct, en_person, en_place, generator, offices, zh_person, zh_place
from .other_hand import BUILDS, OtherHand, world
from .report_prose import Prose, edited, redacted, zh_signature
from .report_titles import NAMELESS, en_nameless, en_title, zh_nameless, zh_title
from .seventh_hand import SeventhHand
from .seventh_offices import directory as subjects
from .sixth_hand import SENTENCE, SixthHand
from .sixth_offices import seats
from .third_hand import ThirdHand, neighbours

TWIN, SWAPPED, ELSEWHERE = "twin", "swapped", "elsewhere"
HOWS = (TWIN, SWAPPED, ELSEWHERE)


class Doc:
    def __init__(self, title, lines, unit, tells):
        self.title, self.lines, self.unit, self.tells = title, lines, unit, tells
        self.how = None     # one of HOWS when misfiled
        self.first = None   # of a copy: the document under the fitting title
        self.named = False  # its body surely uses its proper name


class Kind:
    """What sort of collection: who writes, and with what habits."""

    def __init__(self, lang, who, clarity=(.2, .75), nameless=.06, untitled=.03, mute=.3, redact=.1, places=.5, lengths=(300, 8000), hand=None,
                 middle=None, spread=.8):
        self.hand = hand  # who writes titles and bodies; None: report_titles.py and report_prose.py
        self.lang, self.who, self.clarity, self.nameless, self.untitled = lang, who, clarity, nameless, untitled
        self.mute, self.redact, self.places, self.lengths = mute, redact, places, lengths
        self.middle, self.spread = middle or (1500 if lang in ("zh", *SPACELESS) else 700), spread  # of log-normal lengths


def _proper(lang, rng, n):
    return distinct(zh_place if lang == "zh" else en_place, rng, n)


def _split(rng, items, n):
    items = list(items)
    rng.shuffle(items)
    return items[:n], items[n:]


def one_place(lang, rng):
    """Every office of one place, year by year; others are elsewhere."""
    p = _proper(lang, rng, 1)[0]
    level = rng.choice("市县区") if lang == "zh" else ""
    inside, outside = _split(rng, [o for o in offices(lang) if not o.family], 28)
    return tuple([Unit(o, lang, p, level, None, rng) for o in some] for some in (inside, outside))


def many_places(lang, rng):
    """The same twenty offices of many places."""
    inside, outside = _split(rng, [o for o in offices(lang) if not o.family], 20)
    places = _proper(lang, rng, 16)
    level = rng.choice(("县", "区", "市")) if lang == "zh" else ""
    return ([Unit(o, lang, p, level, None, rng) for p in places for o in inside],
            [Unit(o, lang, rng.choice(places), level, None, rng) for o in outside for _ in range(2)])


def families(lang, rng):
    """Towns, villages, schools, hospitals, companies: told apart by proper names."""
    chosen = [o for o in offices(lang) if o.family]
    chosen, unseen = _split(rng, chosen, max(5, len(chosen) * 2 // 3))
    names = _proper(lang, rng, 16 * (len(chosen) + len(unseen)))
    p = _proper(lang, rng, 1)[0]
    take = lambda some, least, most: [Unit(o, lang, p, "县" if lang == "zh" else "", names.pop(), rng)
                                      for o in some for _ in range(rng.randint(least, most))]
    return take(chosen, 4, 10), take(unseen, 2, 5) + take(chosen, 1, 2)


def anybody(lang, rng):
    parts = [one_place(lang, rng), families(lang, rng), many_places(lang, rng)]
    inside = parts[0][0] + parts[1][0] + rng.sample(parts[2][0], 60)
    keys = {u.office.key for u in inside}
    return inside, [u for p in parts for u in p[1] if u.proper or u.office.key not in keys]


def another_world(which):
    """A university's offices, or a hospital's and a newspaper's, each of one or two places."""
    def units(lang, rng):
        inside, outside = _split(rng, offices(lang, which), 11)
        places = _proper(lang, rng, 2)
        return tuple([Unit(o, lang, p, "市" if lang == "zh" else "", None, rng) for o in some for p in places] for some in (inside, outside))
    return units


def _foreign(lang, **habits):
    lore = Lore(lang)
    return Kind(lang, lambda _, rng: lore.units(rng), hand=lore, **habits)


KINDS = {
    "county": Kind("zh", one_place),
    "provinces": Kind("zh", many_places, places=.8),
    "anybody": Kind("zh", anybody),
    "names": Kind("zh", families, mute=.15, redact=0),
    "duty": Kind("zh", one_place, nameless=.35, untitled=.08),
    "vague": Kind("zh", many_places, clarity=(.12, .45), mute=.6),
    "short": Kind("zh", anybody, lengths=(300, 1200)),
    "university": Kind("zh", another_world("-campus"), clarity=(.25, .8)),
    "university-short": Kind("zh", another_world("-campus"), lengths=(300, 900), nameless=.02),
    "departments": Kind("en", one_place),
    "councils": Kind("en", many_places, places=.6),
    "everything": Kind("en", anybody),
    "companies": Kind("en", families, mute=.15, redact=0),
    "headlines": Kind("en", one_place, nameless=.3, untitled=.08),
    "hospital-and-press": Kind("en", another_world("-ward"), clarity=(.25, .8)),
    "hospital-vague": Kind("en", another_world("-ward"), clarity=(.12, .5), mute=.5),
    "stadt": _foreign("de"),
    "kaisha": _foreign("ja"),
    "gorod": _foreign("ru", nameless=.15),
    "puerto": _foreign("es", lengths=(300, 1500)),
}


def _second(lang, *houses, builds=BUILDS, **habits):
    return Kind(lang, world(*houses), hand=OtherHand(lang, builds), **habits)


SECOND = {
    "harbour-and-railway": _second("zh", "port", "rail"),
    "bank-and-courts": _second("zh", "bank", "court", builds=("minutes", "figures", "essay"), clarity=(.12, .5), mute=.5),
    "science-and-culture": _second("zh", "science", "culture", builds=("talk", "diary", "essay"), nameless=.2),
    "cooperatives-and-inns": _second("zh", "named", mute=.15, redact=0),
    "all-houses": _second("zh", "port", "rail", "bank", "court", "science", "culture", "named", lengths=(300, 1500)),
    "docks-and-trains": _second("en", "port", "rail"),
    "vaults-and-trials": _second("en", "bank", "court", builds=("minutes", "figures", "essay"), clarity=(.12, .5), mute=.5),
    "stars-and-stages": _second("en", "science", "culture", builds=("talk", "diary", "essay"), nameless=.2),
    "abbeys-and-ales": _second("en", "named", mute=.15, redact=0),
    "any-house": _second("en", "port", "rail", "bank", "court", "science", "culture", "named", lengths=(300, 1500)),
}


def _third(lang, who, nameless=.1, **habits):
    return Kind(lang, who, hand=ThirdHand(lang), nameless=nameless, **habits)


THIRD = {
    "looms-and-paddies": _third("zh", neighbours("mill", "farm")),
    "wards-and-trades": _third("zh", neighbours("wards", "trades", places=1), clarity=(.12, .5), mute=.5),
    "troupes-and-outposts": _third("zh", neighbours("stage", "station", "justice"), nameless=.33),
    "signboards": _third("zh", neighbours("named", places=5), mute=.15, redact=0),
    "whole-province": _third("zh", neighbours("mill", "farm", "wards", "trades", "stage", "station", "ward-streets", "justice", "named",
                                              places=3, most=36), lengths=(300, 1500)),
    "barracks-and-parish": _third("en", neighbours("garrison", "parish")),
    "claims-and-borough": _third("en", neighbours("underwriters", "borough", places=1), clarity=(.12, .5), mute=.5),
    "footlights-and-outposts": _third("en", neighbours("playhouse", "outpost", "holding"), nameless=.33),
    "clubs": _third("en", neighbours("named", places=5), mute=.15, redact=0),
    "whole-shire": _third("en", neighbours("garrison", "parish", "holding", "playhouse", "outpost", "underwriters", "borough", "named",
                                           places=3, most=36), lengths=(300, 1500)),
}


def _fourth(lang, who, genres=None, nameless=.1, clarity=(.35, .75), middle=900, **habits):
    return Kind(lang, who, hand=FourthHand(lang, genres), nameless=nameless, clarity=clarity, lengths=(150, 8000),
                middle=middle, spread=1, **habits)


FOURTH = {
    "county-seat": _fourth("zh", desks("hall", "group", "bureau-below", levels="县"), {"report": 8, "person": 1, "plan": 1}),
    "city-and-counties": _fourth("zh", desks("hall", "bureau-below", "service", levels="市县区县"), clarity=(.3, .7)),
    "services": _fourth("zh", desks("service", "group", levels="市区"), nameless=.3, untitled=.06),
    "streets-and-stations": _fourth("zh", desks("named", levels="县区"), mute=.15, redact=0),
    "formulas": _fourth("zh", desks("hall", "group", "bureau-below", "service", "named", levels="县", most=40),
                        clarity=(.2, .5), mute=.5, middle=600),
    "county-departments": _fourth("en", desks("county", "district", levels=("", ""))),
    "campus": _fourth("en", desks("campus", levels=("",)), nameless=.3, untitled=.06),
    "trust-and-district": _fourth("en", desks("trust", "district", levels=("", "", "")), clarity=(.3, .7)),
    "subsidiaries": _fourth("en", desks("group", levels=("",)), mute=.15, redact=0),
    "board-packs": _fourth("en", desks("county", "campus", "trust", "district", "group", levels=("",), most=36),
                           {"board": 3, "budget": 1, "audit": 1}, clarity=(.2, .5), mute=.5, middle=500),
}


def _fifth(script, *houses, most=None, lengths=(120, 6000), nameless=.1, **habits):
    hand = FifthHand(script)
    return Kind("zh" if script == "hant" else script, directory(hand, *houses, most=most), hand=hand, middle=700, lengths=lengths,
                nameless=nameless, **habits)


FIFTH = {
    "firms-and-sights": _fifth("zh", "group", "partners", "venues"),
    "faculties-and-clinics": _fifth("zh", "faculties", "clinics", clarity=(.12, .5), mute=.5),
    "societies-and-stations": _fifth("zh", "societies", "farmtech", nameless=.3),
    "listed": _fifth("zh", "listed", mute=.15, redact=0),
    "guilds-and-funds": _fifth("hant", "funds", "guilds", "bureaus"),
    "divisions-and-authorities": _fifth("en", "divisions", "regulators", "utilities"),
    "institutes-and-clinics": _fifth("en", "institutes", "clinics", clarity=(.12, .5), mute=.5),
    "charities-and-learned": _fifth("en", "charities", "learned", nameless=.3),
    "boards": _fifth("en", "boards", mute=.15, redact=0),
    "any-register": _fifth("en", "divisions", "regulators", "charities", "learned", "utilities", "institutes", "clinics", "boards", most=30,
                           lengths=(120, 1500)),
}


def _sixth(lang, who, sentences=(15, 60), nameless=.08, clarity=(.3, .6), **habits):
    lengths = tuple(SENTENCE[lang] * n for n in sentences)
    return Kind(lang, who, hand=SixthHand(lang), nameless=nameless, untitled=0, clarity=clarity, mute=.8, redact=0, lengths=lengths,
                middle=sum(lengths) / 2, spread=.5, **habits)


SIXTH = {
    "one-town": _sixth("zh", seats(1)),
    "ten-towns": _sixth("zh", seats(10)),
    "uneven-towns": _sixth("zh", seats(2, uneven=True)),
    "town-briefs": _sixth("zh", seats(2), sentences=(10, 20)),
    "town-covers": _sixth("zh", seats(1), nameless=.3),
    "one-borough": _sixth("en", seats(1)),
    "ten-boroughs": _sixth("en", seats(10)),
    "uneven-boroughs": _sixth("en", seats(2, uneven=True)),
    "borough-briefs": _sixth("en", seats(2), sentences=(10, 20)),
    "borough-covers": _sixth("en", seats(1), nameless=.3),
}


def _seventh(lang, who, nameless=.1):
    """Bodies name their offices by the hand's own custom: never the bench's."""
    lengths, middle, spread = ((100, 6000), 850, .9) if lang == "zh" else ((80, 1500), 280, .75)  # characters, words
    return Kind(lang, who, hand=SeventhHand(lang), nameless=nameless, untitled=0, clarity=(.38, .72), mute=1, redact=0, lengths=lengths,
                middle=middle, spread=spread)


SEVENTH = {
    "county-bureaus": _seventh("zh", subjects("office", most=22, elsewhere=("office",), one_place=True), nameless=.08),
    "counties-bureaus": _seventh("zh", subjects("office", most=14, elsewhere=("office",)), nameless=.12),
    "lines-of-business": _seventh("zh", subjects("firm", most=16, elsewhere=("firm",)), nameless=.15),
    "faculties-and-wards": _seventh("zh", subjects("faculty", "ward", most=15, elsewhere=("charity",), guests="faculty")),
    "museums-and-charities": _seventh("zh", subjects("museum", "charity", most=11, also=("library", "archive", "culture"),
                                                     elsewhere=("charity", "museum")), nameless=.12),
    "all-trades": _seventh("zh", subjects(most=80), nameless=.12),
    "council-services": _seventh("en", subjects("office", most=16, elsewhere=("office",), one_place=True), nameless=.08),
    "parish-committees": _seventh("en", subjects("parish", most=12, elsewhere=("charity",), guests="parish"), nameless=.06),
    "owners-manuals": _seventh("en", subjects("manual", most=12, elsewhere=("manual",))),
    "colleges-and-wards": _seventh("en", subjects("faculty", "ward", most=16, elsewhere=("charity",), guests="faculty")),
    "firms-and-charities": _seventh("en", subjects("firm", "charity", "museum", most=24, elsewhere=("charity",)), nameless=.14),
    "every-subject": _seventh("en", subjects(most=80), nameless=.12),
}


HANDS = {"first": KINDS, "second": SECOND, "third": THIRD, "fourth": FOURTH, "fifth": FIFTH, "sixth": SIXTH,
         "seventh": SEVENTH}  # who writes


def _title(unit, rng, year, kind, bare):
    if kind.hand:
        return kind.hand.title(unit, rng, year, bare)
    zh = unit.lang == "zh"
    if bare:
        return (zh_nameless if zh else en_nameless)(rng, year), NAMELESS, None
    return (zh_title if zh else en_title)(unit, rng, year, rng.random() < kind.places)


def _body(unit, prose, rng, kind, year, subject, must_name=False):
    lo, hi = kind.lengths
    target = math.exp(rng.gauss(math.log(kind.middle), kind.spread))
    target = min(max(target, lo), hi)
    naming = 0 if rng.random() < kind.mute else rng.choice((.015, .03, .07))
    if must_name:
        naming = max(naming, .05)
    lines = prose.body(unit, target, rng.uniform(*kind.clarity), naming, subject)
    if naming and rng.random() < .3:
        if unit.lang == "zh":
            lines += zh_signature(unit, rng, year)
        else:
            lines += [unit.full_name()]
    if not must_name and rng.random() < kind.redact:
        lines = [redacted(x, unit, rng) for x in lines]
    return lines


def _told_apart(a, b):
    """May a's body be told from b's: by what it is about, unless that is of a field of b's, or by a name it bears?"""
    strangers = a.unit.office.key != b.unit.office.key and not a.unit.fields & b.unit.fields
    return strangers or (a.named and a.unit.proper != b.unit.proper)


def _make_twins(docs, out_units, n, kind, rng, year):
    able = [d for d in docs if d.tells != NAMELESS and d.how is None]
    for d in rng.sample(able, n):
        copy = Doc(None, edited(d.lines, rng, rng.uniform(0, .06)), d.unit, None)
        copy.named, copy.how, copy.first = d.named, TWIN, d
        for _ in range(1000):
            unit = rng.choice(out_units) if rng.random() < .3 else rng.choice(docs).unit
            copy.title, copy.tells, _ = _title(unit, rng, year, kind, False)
            if _told_apart(copy, Doc(None, None, unit, None)):
                break
        if rng.random() < .5 and d.unit.office.key != unit.office.key:
            copy.lines = [redacted(x, d.unit, rng) for x in copy.lines]
        docs.append(copy)


def _swap_titles(docs, n, rng):
    """n documents change titles in a ring, each with one it can be told from."""
    able = [d for d in docs if d.tells != NAMELESS and d.how is None]
    for _ in range(2000):
        ring = rng.sample(able, n)
        if all(_told_apart(ring[i], ring[i - 1]) and ring[i].title != ring[i - 1].title for i in range(n)):
            break
        bad = [i for i in range(n) if not _told_apart(ring[i], ring[i - 1])]
        if len(bad) <= n // 3:  # good enough to mend: only those told apart take part
            ring = [d for i, d in enumerate(ring) if i not in bad]
            extra = [d for d in able if d not in ring]
            rng.shuffle(extra)
            for d in extra:
                if len(ring) >= n:
                    break
                if _told_apart(d, ring[-1]) and _told_apart(ring[-1], d):
                    ring.append(d)
            if all(_told_apart(ring[i], ring[i - 1]) for i in range(len(ring))):
                break
    titles = [d.title for d in ring]
    for i, d in enumerate(ring):
        if _told_apart(d, ring[i - 1]):
            d.title, d.how = titles[i - 1], SWAPPED


def _from_elsewhere(docs, out_units, n, kind, rng, year):
    able = [d for d in docs if d.tells != NAMELESS and d.how is None]
    for d in rng.sample(able, n):
        for _ in range(1000):
            unit = rng.choice(out_units)
            if _told_apart(d, Doc(None, None, unit, None)):
                d.title, d.tells, _ = _title(unit, rng, year, kind, False)
                d.how = ELSEWHERE
                break


def make(kind_name, seed, n_docs, wrong, kinds=KINDS):
    """A collection of n_docs documents, twins' copies among them, of which
    wrong[how] are misfiled. The same bytes for the same arguments."""
    kind = kinds[kind_name]
    rng = generator("misfiled", kind_name, seed, n_docs, sorted(wrong.items()))
    in_units, out_units = kind.who(kind.lang, rng)
    units = in_units + rng.sample(out_units, len(out_units) // 2)  # whom bodies name in passing
    if n_docs < 40:
        in_units = rng.sample(in_units, min(len(in_units), max(4, n_docs * 2 // 3)))
    prose = kind.hand.prose(rng, units) if kind.hand else Prose(kind.lang, rng, units)
    n_wrong = sum(wrong.values())
    docs = []
    for i in range(n_docs - wrong.get(TWIN, 0)):
        unit = in_units[i] if i < len(in_units) and n_docs < 40 else rng.choice(in_units)
        year = rng.randint(2019, 2024)
        # as many as will be misfiled, three times over, name themselves where only that tells
        must_name = bool(unit.proper) and rng.random() < min(1, 3 * n_wrong / n_docs)
        title, tells, subject = _title(unit, rng, year, kind, rng.random() < kind.nameless)
        d = Doc(title, _body(unit, prose, rng, kind, year, subject, must_name), unit, tells)
        d.named = must_name
        if rng.random() < kind.untitled:
            d.title, d.tells = "", NAMELESS
        docs.append(d)
    year = rng.randint(2019, 2024)
    _make_twins(docs, out_units, wrong.get(TWIN, 0), kind, rng, year)
    if wrong.get(SWAPPED, 0):
        _swap_titles(docs, wrong[SWAPPED], rng)
    _from_elsewhere(docs, out_units, wrong.get(ELSEWHERE, 0), kind, rng, year)
    rng.shuffle(docs)
    return docs


__all__ = ["make", "KINDS", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "HANDS", "HOWS", "TWIN", "SWAPPED",
           "ELSEWHERE", "Doc", "Kind", "zh_person", "en_person"]

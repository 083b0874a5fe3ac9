# SPDX-License-Identifier: MIT
"""English prose without end, in the manner of reports: seeded, made by rule, unlike itself.

Sentences are patterns over phrases; phrases are made of function words and of words drawn by rank. Written stems take
endings by rule (plurals, tenses, -ly, un-, re-), noun follows noun, and names of people and places are made of
syllables, so that some hundred written stems make many thousand words.
"""

from .prose import Prose
from .zipf import Zipf

_NOUNS = """account act address agency agreement air animal answer archive area argument army art article audience author bank barn
basin battery beach bell bill bird board boat body book border bottle bridge budget building bus cable camera campaign canal capital
captain car card case castle cause cell census centre century chain chair change chapter charge chart child choice church citizen city
claim class clerk client climate clinic coast coat code coin collection college colour committee community company computer concert
condition contract copper corner cost council country county court cousin craft credit crew crop crowd culture current custom customer
dance danger date daughter deal debate debt decade decision degree delay demand department design desk detail device diet director
disease district doctor document dog door draft drawing dream driver duty edge editor effect effort election engine engineer entry
error estate event evidence example exhibition expert express eye face factor factory failure fair family farm farmer father fault feature
fence ferry festival field figure film finding fire firm fish flag fleet flight floor flower food forest form fortress frame friend front
fruit fund furnace game garden gas gate gift glacier glass goal grain grant grass group guard guest guide habit hall hammer harbour harvest
health heat height hill history holiday home horse hospital hotel hour house idea image income index industry inspector interest island
issue item job journal journey judge key king kitchen label labour lake lamp land language law lawyer leader leaf lease lesson letter level
library licence light line list loan lock machine magazine mail manager map margin market mayor meal measure meeting member memory merchant
message metal method mile mill mine minister mirror mistake model moment money month monument mountain mouth museum music name nation nature
neighbour nerve network night noise nurse object ocean offer office oil opera opinion orchard order organ owner page painter palace panel
paper parent park part partner party passage patient pattern payment peace people period permit phone photograph picture pilot pipe plan
plane plant plate platform player pocket poem poet point police policy pond pool port post poster power practice price priest prince
printer prison prize problem process product professor profit project promise proof property protest province pump pupil purpose quarry
quarter question radio rail rain rate reader reason record reform region relation rent repair report request reserve reservoir result review
reward ridge river road roof room root route rule salt sample sand scale scene scheme school science screen sea season seat section seed
sentence series server service ship shop shore signal silver singer sister site skill sky slope snow soldier song source space speech spring
square staff stage stair standard star statement station statue steel stone store storm story stream street strike student study subject
suburb sugar summer supply surface survey switch symbol system table task tax teacher team temple tenant territory test text theatre theory
thread ticket timber title tool tower town toy track trade tradition trail train transfer travel treaty tree trend trial tribe trust tunnel
turbine uncle union unit user valley value vehicle verdict version vessel victim view village visitor voice volume vote voyage wage wall war
warehouse water wave weapon weather week well wheel wife wind window wing winter witness wood wool word worker workshop world writer yard year""".split()
_VERBS = """accept add admit adopt advise agree allow amend announce answer appoint approve argue arrange ask assess assign attack attend avoid
bake bar block borrow brief burn call carry check claim clean clear climb close collect combine compare complain complete confirm connect
consider construct consult contain contest copy correct count cover create cross damage debate decide declare defend define delay deliver
demand deny describe design destroy detect develop direct discover discuss display divide doubt drain dress drop earn employ enclose
encourage enforce enjoy enter escort establish estimate examine exchange expand expect explain explore export express extend fail favour
fill finance finish fix follow force form found gather govern grant guard guide handle harvest help house identify improve include increase
inform inherit inspect install insure introduce invent invest invite issue join judge land launch lease license limit list load lock
maintain manage mark measure mention move name need note notice obtain occupy offer open oppose order organise own pack paint pass permit
persuade place plan plant post praise prefer prepare present preserve press prevent print produce promise promote propose protect prove
provide publish pump punish question raise rank reach receive recommend record recover recruit reduce refuse register reject release remain
remember remove rent repair repeat replace report request require rescue reserve resist restore restrict retain return reveal review reward
sail sample save search select separate serve settle share shelter sign sort store study submit supply support surround survey suspect
suspend test trace track trade train transfer translate transport treat trust turn use value visit vote warn wash watch welcome widen""".split()
_ADJS = """able active annual ancient average bitter blind bold brief bright broad busy calm careful central cheap civil clean clear close coastal
cold common complete complex constant cool correct curious current daily damp dark deep dense different direct distant domestic double dry
early eastern easy eager empty entire equal exact expensive extra fair famous fast final firm flat foreign formal free frequent fresh full
general gentle glad good grand green half hard heavy high historic hollow honest hot huge human idle important industrial inner joint keen
large late legal light likely local long loose loud low loyal main major marine medical mild minor mixed modern modest moral narrow native
natural neat northern novel official old open ordinary outer pale partial past patient plain polite poor popular present private proper
proud public pure quick quiet random rapid rare raw ready recent regular remote rich rigid rough round royal rural safe secret secure senior
separate serious severe shallow sharp short silent similar simple slow small smooth social soft solid southern spare special stable steady
steep stiff strange strict strong sudden sure sweet swift tall tense thick thin tight tiny total tough typical urban useful usual vague vast
vital warm weak western wet whole wide wild wise wooden young""".split()
_ADVS = """again almost already always barely certainly clearly early easily eventually fairly finally gradually hardly largely later likely
mainly merely mostly nearly never now often only partly perhaps possibly probably quickly quietly rarely rather really recently seldom slowly
sometimes soon still suddenly together twice usually widely""".split()
_PREPS = "of of of of in in in on on at at for for for to to with with from from by by about after against along among around before behind between beyond during near over through towards under until within without across".split()
_DETS = "the the the the the the a a a its their this that each some every another no any one our his her these several".split()
_CONJS = "and and and but because while although when where since so if unless before after until whereas though".split()
_LEADS = "However;Moreover;In addition;For example;At first;In the end;As a result;By contrast;In practice;Meanwhile;On the whole;Even so;Of course;To this day;For this reason;Two years later;Not surprisingly;In the meantime;On paper;At the same time".split(";")
_SYL_A = "Ash Bar Bel Bram Bri Cal Car Chel Col Corn Dal Den Dor Dun East Ed El Fal Farn Gar Glen Gran Hal Ham Har Hart Hol Kel Kil Kings Lan Lang Lin Mar Mel Mil Nor North Oak Or Pem Pen Port Rad Ral Red Ros Sal Sel Stan Thorn Tor Wal War Wel West Win Wood Wy York".split()
_SYL_B = "berry bridge brook burn bury by carrow cester combe cote dale den don dorf field ford gate ham haven hurst ington land ley low mere minster mont mouth port ridge sby shaw stead stoke ston thorpe ton vale ville wardine water well wick win wold worth".split()
_GIVEN = "Alice Anna Arthur Beatrice Carl Clara Daniel David Edith Edward Ella Emil Frank George Grace Hannah Harold Helen Henry Ida Jacob James Jane John Julia Karl Laura Leo Lucy Maria Mark Martha Mary Nora Oscar Paul Peter Rose Ruth Samuel Sarah Simon Thomas Walter William".split()
_MONTHS = "January February March April May June July August September October November December".split()
_MEASURES = "per cent;miles;tonnes;people;households;hectares;pounds;dollars;metres;pages;visitors;days;acres;litres;staff;vehicles;million dollars".split(";")
_HEADINGS = """Introduction;Background;Methods;Main Findings;Discussion;Next Steps;Funding;Staff and Training;Risks;Summary of Costs;Public
 Response;Legal Basis;Site and Buildings;Water and Drainage;Transport;Education;Health Services;Local Economy;Environment;Housing;Governance;
Timetable;Monitoring;Consultation;Comments Received;Recommendations;Appendix;Terms Used;Sources;Acknowledgements;Previous Work;Results by
 District;Open Questions;Equipment;Safety;Partnerships;Procurement;Communication;Evaluation;Conclusion""".replace("\n", "").split(";")

_PATTERNS = [p.split() for p in """
NP VD NP
NP VD NP PP
NP PP VD NP
PP , NP VD NP
NP VD NP PP PP
NP was VD PP
NP were VD by NP
NP B NP
NP B J , and NP VD NP
NP could not V NP PP
NP will V NP and V NP
NP had VD NP before NP VD NP
NP , which VD NP , VD NP PP
NP of NP is J
there was J N PP , but NP VD NP
M VD that NP VD NP
M and M VD NP PP
NP rose to F PP
about F were VD in PL
in Y , NP VD NP
PL VD NP PP
NP who VD NP VD NP
it is D J to V NP PP
NP D VD NP
to V NP , NP must V NP
NP , NP and NP VD NP
neither NP nor NP VD NP
what NP VD was NP
VG NP VD NP PP
NP from PL VD F
""".strip().splitlines()]
_VOWELS = "aeiou"


def _plural(noun):
    if noun == "child":
        return "children"
    if noun == "people":
        return "peoples"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def _double(verb):
    return verb in ("admit", "bar", "drop", "permit", "plan", "prefer", "submit")


def _past(verb):
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _double(verb) else "") + "ed"


def _ing(verb):
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return stem + (stem[-1] if _double(verb) else "") + "ing"


class Writer(Prose):
    """Writes English; everything it writes follows from its rng."""

    def __init__(self, rng):
        self.rng = rng
        verbs = _VERBS + ["re" + v for v in _VERBS if v[0] not in _VOWELS and not v.startswith("re")][::9]
        adjectives = _ADJS + ["un" + a for a in _ADJS[::5] if a[0] not in "uin"][::3] + [_ing(v) for v in _VERBS[::4]]
        self.nouns, self.verbs, self.adjectives = Zipf(_NOUNS, 4096), Zipf(verbs, 4096), Zipf(adjectives)
        self.adverbs = Zipf(_ADVS + [a + "ly" for a in _ADJS if a[-1] not in "ely"][::2], 512)
        self.new_topic()

    def new_topic(self):
        """Give the next document words of its own."""
        rng = self.rng
        self._n, self._v = self.nouns.topic(rng), self.verbs.topic(rng)
        self._j, self._d = self.adjectives.topic(rng), self.adverbs.topic(rng)
        self._places = [self.place() for _ in range(rng.randint(4, 12))]
        self._people = [self.person() for _ in range(rng.randint(3, 9))]

    def place(self):
        """A place that may not exist."""
        return self.rng.choice(_SYL_A) + self.rng.choice(_SYL_B)

    def person(self):
        """Somebody's name."""
        rng = self.rng
        return f"{rng.choice(_GIVEN)} {rng.choice(_SYL_A)}{rng.choice(_SYL_B)}"

    def figure(self):
        """A figure with its measure."""
        rng = self.rng
        if rng.random() < 0.4:
            return f"{rng.randint(1, 99)}.{rng.randint(1, 9)} {rng.choice(_MEASURES)}"
        return f"{rng.randint(2, 10 ** rng.randint(1, 4)):,} {rng.choice(_MEASURES)}"

    def date(self):
        """A year, or a day of one."""
        rng = self.rng
        return rng.choice((f"{rng.randint(1785, 2024)}", f"{rng.choice(_MONTHS)} {rng.randint(1880, 2024)}",
                           f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {rng.randint(1950, 2024)}"))

    def latin(self):
        """A word in Latin letters."""
        return self.rng.choice(_NOUNS)

    def facts(self):
        """A short clause full of names and figures, and the place it names."""
        rng = self.rng
        place = self.place()
        form = rng.choice(("in {p} it was {f} in {d}", "by {d} {p} {v} {f}", "of which {p} {v} {f}", "{p} {v} {f} by {d}", "with {f} at {p} since {d}"))
        return form.format(p=place, f=self.figure(), d=self.date(), v=_past(rng.choice(_VERBS))), place

    def naming(self):
        """A short clause; in English every word is in Latin letters."""
        rng = self.rng
        return f"as the {rng.choice(_NOUNS)} {_past(rng.choice(_VERBS))} the {rng.choice(_NOUNS)}"

    def _noun(self):
        rng = self.rng
        kind = rng.random()
        noun = rng.choice(self._n)
        if kind < 0.22:
            noun = rng.choice(self._n) + " " + noun
        return noun

    def _np(self):
        rng = self.rng
        kind = rng.random()
        if kind < 0.08:
            return rng.choice(self._people)
        if kind < 0.12:
            return rng.choice(("it", "they", "he", "she", "we", "nobody", "everyone"))
        noun = self._noun()
        if kind < 0.35:
            return f"{rng.choice(self._j)} {_plural(noun)}" if kind < 0.25 else _plural(noun)
        det = rng.choice(_DETS)
        if det in ("these", "several"):
            noun = _plural(noun)
        words = f"{rng.choice(self._j)} {noun}" if kind < 0.62 else noun
        if det == "a" and words[0] in _VOWELS:
            det = "an"
        if kind > 0.93:
            return f"{det} {words} of {_plural(self._noun())}"
        return f"{det} {words}"

    def _word(self, sign):
        rng = self.rng
        if sign == "NP":
            return self._np()
        if sign == "VD":
            return _past(rng.choice(self._v))
        if sign == "V":
            return rng.choice(self._v)
        if sign == "VG":
            return _ing(rng.choice(self._v))
        if sign == "PP":
            return f"{rng.choice(_PREPS)} {rng.choice(self._places) if rng.random() < 0.1 else self._np()}"
        if sign == "N":
            return self._noun()
        if sign == "J":
            return rng.choice(self._j)
        if sign == "D":
            return rng.choice(self._d)
        if sign == "B":
            return rng.choice(("is", "was", "remained", "became", "seemed", "has been"))
        if sign == "M":
            return rng.choice(self._people)
        if sign == "F":
            return self.figure()
        if sign == "Y":
            return self.date()
        if sign == "PL":
            return rng.choice(self._places)
        return sign

    def clause(self):
        """One clause, in lower case but for names."""
        return " ".join(map(self._word, self.rng.choice(_PATTERNS))).replace(" ,", ",")

    def sentence(self):
        """One sentence of one to three clauses."""
        rng = self.rng
        text = self.clause()
        for _ in range(rng.choice((0, 0, 1, 1, 1, 2))):
            text += rng.choice((", ", " ", ", ")) + rng.choice(_CONJS) + " " + self.clause()
        if rng.random() < 0.18:
            text = rng.choice(_LEADS) + ", " + text
        return text[0].upper() + text[1:] + rng.choice((".", ".", ".", ".", ".", ".", ".", ".", "?", "!"))

    def units_in(self, paragraph):
        """How many words its sentences have."""
        return sum(s.count(" ") + 1 for s in paragraph)

    def heading(self):
        """A heading such as many documents have."""
        return self.rng.choice(_HEADINGS)

    def title(self):
        """A title for a document."""
        rng = self.rng
        return f"{rng.choice(_ADJS).title()} {_plural(rng.choice(_NOUNS)).title()} in {self.place()}, {rng.randint(1990, 2024)}"

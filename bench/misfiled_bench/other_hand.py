# SPDX-License-Identifier: MIT
"""The second hand's kinds: other institutions, written up by another hand.

So that more is looked at than other words, titles have other shapes
here, and bodies another build: a paragraph keeps to one or two matters and
comes back to them, and a body is a diary, a list of figures, a talk of
questions and answers, minutes or an essay. None of its sentences stands in
report_prose.py."""

import os
import re

from .office_lore import HERE, Office, Unit, distinct, en_person, en_place, zh_person, zh_place, zipf
from .report_titles import NAMELESS, NAMES, SUBJECT

BUILDS = ("diary", "figures", "talk", "minutes", "essay")

TITLES = {"zh": """走进{o}|{o}：{y}这一年|{o}简报（{y}年第{n}期）|{p}{o}大事记（{y}年）|{o}致理事会的信|{o}运行月报第{n}期|答问：{o}怎么办|{o}建设纪实
{y}财年{o}经营回顾|{who}谈{o}|第{n}次例会：{o}情况通报|{o}见闻|{o}|{p}{o}{y}年度财务与业务说明|来自{o}的报告""",
          "en": """Inside the {o}|Letter from the {o}, {m} {y}|{o}: questions and answers|{y} in numbers: {o}|A visit to the {o}|Minutes of the {o}, no. {n}|{who} on the {o}
Bulletin {n}: {o}|What the {o} did in {y}|{o} diary, {m} {y}|{o}|The {o} seen from {p}|{o} – an interview with {who}|{p}: notes on the {o}"""}
SUBJECTS = {"zh": "{s}：问题与出路|谈谈{s}|{s}专题会纪要（第{n}次）|{y}年{s}数据一览|{s}怎么走|{p}的{s}",
            "en": "The trouble with {s}|{S}, explained|A note on {s}|{S} in {p}, {y}|Thinking about {s}|{S}: figures for {y}"}
NAMELESS_TITLES = {"zh": "编者的话|会议纪要（第{n}次）|{y}年大事记|{who}：路在脚下|给同事们的一封信|卷首语|{y}年度数据一览|来信选登",
                   "en": "Editor's note|Minutes, no. {n}|A letter to friends|Diary, {m} {y}|{who}: the long road|News in brief|{y} in numbers|From our postbag"}

# {b}: the paragraph's matter. {c}: its other one, {f} a figure, {d} another house, {who} a person, {p} a place, {n} a number.
ABOUT = {"zh": """{b}是这里最费心思的事。|问起{b}，{who}摇了摇头。|{b}比去年难办，{c}倒是顺手得多。|老{k}干了{n}年{b}，闭着眼也能说出门道。|{f}，这个数字出乎意料。|关于{b}，各人有各人的说法。
说到底，{b}靠的是细心。|{b}坏了就换，换不了就修。|没有{b}，{c}也无从谈起。|{who}把{b}的旧账翻了出来，一笔一笔核对。|新来的年轻人先学{b}，再碰{c}。|到{m}月，{f}。
{b}要花掉{n}万元，占了大头。|{b}的图纸改了{n}稿。|遇到{b}，大家都放慢手脚。|{f}，{f}。|{p}那边也来取经，看的正是{b}。|{b}、{c}，都写进了新的章程。|前年换过一批{b}，如今又到了更换的时候。|{d}借走了{n}份{b}的资料。""",
         "en": """Nothing here takes more thought than {b}.|Ask {who} about {b} and you get a shrug.|{b} were harder than last year, {c} easier.|{who} has dealt with {b} for {n} years.|{f}, which surprised everybody.|Opinions on {b} differ.
In the end {b} call for patience.|What breaks among the {b} is mended, what cannot be mended is replaced.|Without {b} there would be no {c}.|{who} went through the old {b} one by one.|Beginners learn {b} first and {c} later.|By {m}, {f}.
{b} cost {n} thousand this time.|The drawings for {b} were changed {n} times.|With {b} nobody hurries.|{f}; {f}.|Visitors from {p} came to look at {b}.|{b} and {c} have their own chapter in the new rules.|A first lot of {b} was renewed two years ago.|{d} borrowed {n} files about {b}."""}
ANY = {"zh": """窗外下了一整夜的雨。|食堂的早饭七点开门。|{who}值夜班，{m}月{n}日交班时一切如常。|墙上的钟慢了{n}分钟。|这一页留给读者。|有人提议把走廊重新刷一遍。|{p}离这里不到{n}里路。|电话响了{n}次，都是打错的。|新楼比旧楼亮堂。|大家凑钱给{who}过生日。
账目每季度公布一次，谁都能看。|停电{n}分钟，没有耽误。|去年的日历还挂着。|{who}退休了，送行的人站了一院子。|开会迟到的人请大家喝茶。|天气预报说周末转晴。|复印机又卡纸了。|工资晚发了{n}天，解释得很清楚。|来信照登，文责自负。|讨论持续了{n}个小时，没有结论。
章程第{n}条这样写着。|{d}送来一面锦旗。|上次的纪要没有异议。|缺席{n}人，均已请假。|{d}和{d}派人旁听。|下次会议另行通知。|茶水费由个人承担。|{m}月里搬了一次家。|数字四舍五入，合计可能不等。|表中单位除注明外均为万元。|理事会以{n}票通过。|多数人赞成，少数人弃权。""",
       "en": """It rained all night.|The canteen opens at seven.|{who} had the night shift and handed over in good order.|The clock on the wall is {n} minutes slow.|Somebody suggested painting the corridor.|It is {n} miles from here to {p}.|The telephone rang {n} times, always a wrong number.|The new building is lighter than the old one.|There was cake for {who}.
Accounts are posted every quarter for all to read.|The power failed for {n} minutes and nobody minded.|Last year's calendar still hangs there.|{who} retired, and the yard was full of well-wishers.|Whoever comes late makes the tea.|The copier jammed again.|Wages came {n} days late, with an apology.|Letters are printed as they come.|They talked for {n} hours and decided nothing.
Article {n} of the rules says so.|{d} sent flowers.|The minutes of the last session were taken as read.|{n} members sent apologies.|{d} and {d} sent observers.|The date of the next session will be announced.|In {m} we moved house.|Figures are rounded and may not add up.|The motion was carried by {n} votes.|Most were in favour, a few abstained.|The garden door sticks.|Nobody could find the key.|A dog got in and was led out.|Tea was served at four."""}
SELF = {"zh": "{s}就是这样一个地方。|在{s}，日子过得很快。|{s}现有{n}人。|我在{s}待了{n}年。|这些都是{s}的事。", "en": "Such is life at {s}.|At {s} time passes quickly.|{s} counts {n} heads.|I spent {n} years at {s}.|All this is {s} for you."}
ASK = {"zh": "问：{b}怎么样？|问：为什么是{b}？|问：接下来呢？|问：{c}谁来管？", "en": "Q: How are the {b}?|Q: Why {b}?|Q: And what comes next?|Q: Who looks after {c}?"}
ROW = {"zh": "{b}\t{n}\t{x}%|{b}：{n}（上年{n2}）|{b} {n}项，{c} {n2}项", "en": "{b}\t{n}\t{x}%|{b}: {n} (last year {n2})|{b} {n}, {c} {n2}"}
MOVE = {"zh": "{n}. {who}报告{b}。|{n}. 议{b}与{c}，同意。|{n}. {c}缓议。|{n}. {f}，已记录。", "en": "{n}. {who} reported on {b}.|{n}. {b} and {c} were debated and agreed.|{n}. {c} were put off.|{n}. It was noted that {f}."}
MONTHS = "January February March April May June July August September October November December".split()


def split(text):
    return [x for x in re.split(r"[|\n]", text) if x]


def houses(lang):
    """{house: [Office]}"""
    out = {}
    with open(os.path.join(HERE, f"offices-{lang}-held.txt"), encoding="utf-8") as f:
        for i, x in enumerate(x.strip() for x in f):
            if x.startswith("["):
                house = out.setdefault(x.strip("[]"), [])
            elif x and not x.startswith("#"):
                house.append(Office(x, f"{lang}-held{i}"))
    return out


def world(*names):
    """Two thirds of some houses' offices, at two places; the rest are elsewhere."""
    def units(lang, rng):
        place = zh_place if lang == "zh" else en_place
        some = [o for n in names for o in houses(lang)[n]]
        rng.shuffle(some)
        n = len(some) * 2 // 3
        places, proper = distinct(place, rng, 2), distinct(place, rng, 12 * len(some))

        def units_of(part, each):
            return [Unit(o, lang, p, "", proper.pop() if o.family else None, rng) for o in part for p in (places * 3 if o.family else places)[:each]]
        return units_of(some[:n], 6), units_of(some[n:], 3)
    return units


class OtherHand:
    def __init__(self, lang, builds=BUILDS):
        self.lang, self.builds = lang, builds

    def title(self, unit, rng, year, bare):
        r = rng.random()
        s = rng.choice(unit.office.subjects)
        what, shapes = (NAMELESS, NAMELESS_TITLES) if bare else (NAMES, TITLES) if r < .75 or unit.proper else (SUBJECT, SUBJECTS)
        shape = rng.choice(split(shapes[self.lang]))
        title = shape.format(o=rng.choice(unit.names), s=s, S=s[0].upper() + s[1:], y=year, n=rng.randint(1, 60), m=rng.choice(MONTHS), p=unit.place,
                             who=(zh_person if self.lang == "zh" else en_person)(rng))
        return title, what, s if what == SUBJECT else None

    def prose(self, rng, units):
        return OtherProse(self.lang, rng, units, self.builds)


class OtherProse:
    """Bodies, as Prose.body makes them."""

    def __init__(self, lang, rng, others, builds):
        self.lang, self.rng, self.others, self.builds = lang, rng, others, builds
        self.zh = lang == "zh"
        self.places = [(zh_place if self.zh else en_place)(rng) for _ in range(12)]

    def _name(self, unit):
        name = self.rng.choice(unit.names)
        return name if self.zh or unit.proper else "the " + name

    def _matter(self, unit):
        rng = self.rng
        if self.subject and rng.random() < self.subject_share:
            return self.subject
        return rng.choice(unit.office.core) if rng.random() < unit.core else zipf(rng, unit.nouns)

    def _say(self, frames, unit, b, c):
        rng = self.rng
        fill = {"b": lambda: b, "c": lambda: c, "f": lambda: rng.choice(unit.facts).format(n=rng.randint(2, 900)), "d": lambda: self._name(rng.choice(self.others)),
                "who": lambda: (zh_person if self.zh else en_person)(rng), "k": lambda: zh_person(rng)[0], "p": lambda: rng.choice(self.places),
                "n": lambda: str(rng.randint(2, 60)), "n2": lambda: str(rng.randint(2, 900)), "x": lambda: "%.1f" % rng.uniform(.5, 60),
                "m": lambda: str(rng.randint(1, 12)) if self.zh else rng.choice(MONTHS), "s": lambda: self._name(unit)}
        s = re.sub(r"\{(\w+)\}", lambda m: fill[m.group(1)](), rng.choice(frames))
        return s[0].upper() + s[1:]

    def _opening(self, build, unit, b, c):
        rng = self.rng
        if build == "diary":
            return "%d月%d日。" % (rng.randint(1, 12), rng.randint(1, 28)) if self.zh else "%d %s." % (rng.randint(1, 28), rng.choice(MONTHS))
        frames = {"figures": ROW, "talk": ASK, "minutes": MOVE}.get(build)
        return self._say(split(frames[self.lang]), unit, b, c) if frames else None

    def body(self, unit, target, clarity, naming, subject=None):
        rng, lang = self.rng, self.lang
        build = rng.choice(self.builds)
        about, anything, myself = split(ABOUT[lang]), split(ANY[lang]), split(SELF[lang])
        own_size = lambda s: len(s) if self.zh else s.count(" ") + 1
        self.subject_share = rng.uniform(.1, .35)
        lines, size = [], 0
        while size < target:
            speaks = unit if rng.random() > .06 else rng.choice(self.others)
            self.subject = subject if speaks is unit else None
            b = self._matter(speaks)
            c = rng.choice([x for x in speaks.nouns if x != b])
            opening = self._opening(build, speaks, b, c)
            rows = [opening] if opening and build != "diary" else []
            line = [opening] if opening and build == "diary" else []
            for _ in range(rng.randint(1, 3) if build in ("figures", "minutes") else rng.randint(2, 6)):
                mine = rng.random() < min(1, 1.2 * clarity)
                line.append(self._say(about, speaks, b, c) if mine else self._say(anything, speaks, b, c))
                if rng.random() < naming:
                    line.append(self._say(myself, unit, b, c))
            lines += rows + [("" if self.zh else " ").join(line)]
            size += sum(map(own_size, lines[-1 - len(rows):]))
        if naming >= .05:
            lines.append(self._say(myself, unit, "", ""))
        return lines


__all__ = ["OtherHand", "world"]

# SPDX-License-Identifier: MIT
"""What offices are called and what they do, read from offices-LANG.txt, and
names made up for places, people and companies.

An Office is one line of the list. A Unit is an office somewhere: it has a
full name, shorter ones, and, when its line is a family ({N}), a proper name
that alone tells it from others of its kind.
"""
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))

ZH_FIRST = "临清永平新长石柳云龙凤金银松竹梅兰安宁泰和兴隆昌盛福瑞祥东西南北上下青白黄红大双三九武文德义仁广丰富沙泉天景华洪汉江河海湖桃杏桐榆"
ZH_LAST = "山城阳州桥林溪水口川原岭河江湖海泉坪坡湾塘井店沟峡关台岗源港浦陵丘泽滩洲坝"
ZH_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
ZH_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文斌宇浩凯鑫晓春雪梅琳峰健波辉鹏飞"
EN_FIRST = ("Ash Birch Black Brad Brook Burn Car Chel Clay Cold Cran Dal Dun East Elm Fair Fern Gil Glen Green Hal Hart Hazel Hol "
            "Kel King Lang Lin Mar Mill Nor Oak Pem Red Rich Rock Sal Sed Shel Stan Stone Thorn Wal West Whit Win Wood Wren").split()
EN_LAST = "bourne bridge bury by combe cote dale den field ford gate ham haven hurst ley low mere minster mouth port ridge stead stow ton ville wick worth".split()
EN_GIVEN = "Alan Beth Carl Dora Emma Frank Grace Henry Irene James Kate Liam Mary Nora Oscar Paula Ruth Simon Tina Victor Wendy".split()
EN_FAMILY = "Abbott Barker Clarke Dawson Ellis Fletcher Gibson Harris Irving Jenkins Knight Lawson Mason Nolan Osborne Palmer Quinn Reeves Sutton Turner Vaughan Watson".split()


class Office:
    def __init__(self, line, key):
        parts = [[w.strip() for w in p.split(",") if w.strip()] for p in line.split("|")]
        self.names, self.subjects, words = parts
        self.nouns = [w for w in words if "{n}" not in w]
        self.facts = [w for w in words if "{n}" in w]
        self.family = "{N}" in self.names[0]
        self.key = key
        # What its name says it is about, as a body would say it.
        stems = [x[:-1] for x in self.names if x.endswith("*")]
        plain = [x for x in self.names[1:2] if x.isascii() and "{N}" not in x]
        self.core = stems[:2] or [x if x.isupper() else x.lower() for x in plain] or self.subjects


def offices(lang, which=""):
    """The list of a language; which: "" or "-campus", "-ward"."""
    with open(os.path.join(HERE, "offices-%s%s.txt" % (lang, which)), encoding="utf-8") as f:
        lines = [x.strip() for x in f if x.strip() and not x.startswith("#")]
    return [Office(x, "%s%s%d" % (lang, which, i)) for i, x in enumerate(lines)]


def zh_place(rng):
    return rng.choice(ZH_FIRST) + rng.choice(ZH_LAST)


def en_place(rng):
    return rng.choice(EN_FIRST) + rng.choice(EN_LAST)


def zh_person(rng):
    return rng.choice(ZH_FAMILY) + "".join(rng.choice(ZH_GIVEN) for _ in range(rng.choice((1, 2, 2))))


def en_person(rng):
    return rng.choice(EN_GIVEN) + " " + rng.choice(EN_FAMILY)


def distinct(make, rng, n):
    """n different names."""
    seen, out = set(), []
    while len(out) < n:
        name = make(rng)
        if name not in seen:
            seen.add(name)
            out.append(name)
    return out


class Unit:
    """An office at a place: level is 省, 市, 县, 区 or "" (no place)."""

    fields = frozenset()  # of business: a title of one unit is not wrong over the body of another with a field in common

    def __init__(self, office, lang, place, level, proper, rng):
        self.office, self.lang, self.place, self.level, self.proper = office, lang, place, level, proper
        suffix = "厅" if level == "省" and rng.random() < .7 else "局"
        self.names = [x.replace("*", suffix).replace("{N}", proper or "") for x in office.names]
        if lang == "zh" and len(self.names) > 2 and rng.random() < .5:
            self.names = self.names[:1] + rng.sample(self.names[1:], 1)
        self.rng_key = rng.random()
        # Its own share of the office's business, and its own habits among it.
        nouns = list(office.nouns)
        rng.shuffle(nouns)
        self.nouns = nouns[: max(5, int(len(nouns) * rng.uniform(.5, 1)))]
        # How much of its business is put in the words of its name. Twenty real
        # reports use them 2 to 20 times in 1,500 characters, 8 in the middle.
        self.core = rng.choice((.02, .04, .07, .1, .14, .18, .25, .35))
        facts = list(office.facts)
        rng.shuffle(facts)
        self.facts = facts

    def full_name(self):
        return self.names[0]

    def place_name(self):
        return self.place + self.level if self.lang == "zh" else self.place


def zipf(rng, items):
    """One of the items; the kth about 1/k as often as the first."""
    n = len(items)
    return items[int((n + 1) ** rng.random()) - 1]


def generator(*parts):
    return random.Random("/".join(str(p) for p in parts))

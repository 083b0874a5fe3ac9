# SPDX-License-Identifier: MIT
"""Bodies of reports: an office's business in sentences, among much that every
office writes, with other offices named in passing.

A body's *clarity* is the share of its sentences that are on the office's own
business; *naming* is how often it names itself, 0 for never. Both are drawn
by whoever asks. Whole sections may be on what is another office's business
(party building, safety, money), because real reports have them.
"""
import re

from .office_lore import zipf, zh_place, en_place, zh_person

ZH_VERB = "加强 推进 深化 落实 抓好 规范 强化 完善 优化 统筹 做好 开展 夯实 提升 健全 狠抓 聚焦 紧盯 推动 加快".split()
ZH_TAIL = "工作 建设 管理 服务 整治 保障 改革 监管 行动 力度 体系 机制 水平 质量 基础 专项检查".split()
ZH_FRAME = [
    "{v}{b}{t}，{v}{b}{t}，{f}。", "全年{f}，{f}，{b}{t}取得新进展。", "围绕{b}和{b}，制定实施方案，{v}{g}。",
    "针对{b}存在的问题，组织人员到{p}等地实地调研，提出对策{n}条。", "截至{m}月底，{f}，同比增长{x}%。",
    "{b}、{b}、{b}等重点任务有序推进。", "一是{v}{b}{t}；二是{v}{b}{t}；三是{v}{g}{t}。", "在{p}召开{b}现场会，{n}人参加。",
    "联合{d}、{d}开展{b}联合检查{n}次，发现问题{n}个，已整改{n}个。", "{b}实现全覆盖，{b}更加规范。",
    "建立{b}台账，明确责任人和完成时限，{v}{b}{t}。", "对{n}家单位的{b}情况进行了抽查。", "积极向上争取支持，{f}。",
    "{b}信息报送{n}期，被上级采用{n}期。", "举办{b}培训班{n}期，培训{n}人次。", "{v}{b}{t}，群众满意度达到{x}%。",
    "下一步，继续{v}{b}{t}，力争{f}。", "印发《关于{v}{b}{t}的通知》，压实各方责任。", "全力{v}{b}，{b}{t}不断迈上新台阶。",
    "投入资金{n}万元，用于{b}和{b}。", "{b}方面，{f}，{f}。", "会同{d}研究{b}有关事项，形成会议纪要{n}份。",
]
ZH_COMMON = [
    "[以习近平新时代中国特色社会主义思想为指导|坚持以党的二十大精神为指引|深入学习贯彻习近平总书记重要讲话精神]，[{v}{g}|抓好{g}{t}|不忘初心、牢记使命]，[{v}{g}{t}|奋力推进各项工作]。",
    "在[上级党委、政府的坚强领导下|县委、县政府的正确领导下|上级主管部门的关心指导下]，[各项工作取得了新成效|{g}{t}再上新台阶|较好地完成了全年目标任务]。",
    "[坚持以人民为中心的发展思想|牢记为民宗旨|始终把群众利益放在首位]，[切实增强|不断提升]群众[获得感|幸福感|满意度]。", "[认真落实|严格执行]“三会一课”制度，召开[党员大会|支部会议]{n}次，[讲党课{n}次|开展主题党日{n}次]。",
    "[扎实开展|深入推进]主题教育，组织[集中学习|专题研讨]{n}次，[撰写心得体会{n}篇|查摆问题{n}个]。", "[严格执行|认真贯彻]中央八项规定[及其实施细则|]精神，[三公经费同比下降{x}%|驰而不息纠正四风]。",
    "[牢固树立|始终坚持]安全发展理念，[定期排查安全隐患{n}处|{v}{g}{t}]，[确保不发生安全事故|守住安全底线]。", "[落实|压实]安全生产[责任制|责任]，[开展消防演练{n}次|签订责任书{n}份]。",
    "[强化|规范]财务管理，[严格预算执行|严肃财政纪律|完成审计整改{n}项]。", "[积极|主动]配合{d}[、{d}|]做好[有关|各项]工作。", "[主动|自觉]接受[人大监督、政协监督|社会监督]，办理[建议|提案]{n}件。",
    "抓好[意识形态|网络舆情|新闻宣传]工作，{v}{g}{t}。", "做好信访[维稳|接待]工作，化解[矛盾|纠纷]{n}起。", "[认真|扎实]做好[档案管理、保密|统计、档案|保密、机要]等工作。",
    "[抓实|持续推进]乡村振兴驻村帮扶，为{p}村[协调资金{n}万元|办实事{n}件]。", "[持续|不断]优化营商环境，[压缩办理时限|减少申报材料{n}份|上门服务企业{n}家]。", "[加强|注重]干部[队伍建设|教育培养]，[选派{n}名干部参加培训|提拔干部{n}名]。",
    "[落实|扛牢]全面从严治党[主体责任|政治责任]，[开展廉政谈话{n}人次|排查廉政风险点{n}个]。", "[扎实|从严]做好疫情防控[各项|]工作，[组织志愿者{n}人次|发放口罩{n}个]。", "积极参与[文明城市|卫生城市|园林城市]创建，[开展志愿服务{n}次|包保小区{n}个]。",
    "[一年来|今年以来|{m}月以来]，[我们|全体干部职工]主要做了以下[几个方面的|]工作。", "虽然取得了一定成绩，但[与上级要求和群众期盼|对照高质量发展要求]还有[差距|不足]。", "[主要表现在|一是|具体为]：{g}{t}不够，[人员力量不足|经费紧张|专业人才缺乏]。",
    "[下一年|下一步|{m}月前]，我们将[进一步理清思路|真抓实干|攻坚克难]，{v}{g}{t}。", "[完善|修订]规章制度{n}项，[形成用制度管人、管事的良好氛围|{v}{g}]。", "[及时|主动]公开政务信息{n}条。", "结合实际，[制定了工作要点|分解任务{n}项|{v}{g}{t}]。",
    "[加大|创新]{g}宣传[力度|方式]，[营造良好氛围|发放资料{n}份]。", "坚持问题导向，[逐项整改落实|整改问题{n}个]。", "[强化|加强]督促检查，[确保各项任务落到实处|通报{n}次]。", "[深入|到]企业[走访|调研]{n}次，[帮助解决困难{n}个|宣讲政策]。",
    "[完成|做好][上级交办的|领导安排的]其他[任务|工作]。", "统筹[发展和安全|当前和长远]，[守牢底线|{v}{g}]。", "[关心|关爱]干部职工[生活|身心健康]，[丰富业余文化生活|组织体检{n}人]。", "{d}[负责同志|有关人员]参加[会议|活动]。", "按照{d}的[统一部署|要求]，[按时完成|{v}{g}]。",
    "{d}、{d}等[部门|单位]给予了[大力|]支持。", "[配合|会同]{d}开展专项整治{n}次。",
]
ZH_GENERAL = ("责任落实 思想认识 组织领导 作风建设 党的建设 廉政建设 安全生产 财务管理 营商环境 宣传引导 队伍素质 制度执行 工作效能 督查考核 "
              "项目申报 资料归档 信息报送 值班值守 群众服务 风险防控 民生实事 环境卫生 教育培训 法治意识 科技支撑 文化活动 交通秩序 健康体检").split()
ZH_HEAD = ("一、主要工作开展情况 一、基本情况 二、存在的问题 三、下一步工作打算 二、主要做法 三、下一年工作思路 一、工作成效 二、主要工作举措").split()
ZH_SELF = ["{s}高度重视{b}{t}，主要负责同志亲自抓。", "{s}党组召开专题会议{n}次，研究{b}。", "今年以来，{s}{v}{b}{t}。", "{s}被评为先进单位。",
           "{s}现有干部职工{n}人，内设机构{n}个。", "{s}紧紧围绕中心工作，{v}{b}{t}。", "为推动{b}{t}，{s}成立了领导小组。"]

EN_VERB = "reviewed improved extended tested delayed finished planned simplified checked discussed expanded replaced monitored surveyed".split()
EN_FRAME = [
    "The team {v} {b} and {b} in {p}.", "During the year {f}, and {f}.", "Work on {b} went on in {p}, although {b} took longer than expected.",
    "We {v} {b}, {b} and {b}.", "Spending on {b} rose by {x} per cent.", "Together with {d} we {v} {b}.", "In the third quarter {f}, mainly because of {b}.",
    "A new approach to {b} was agreed after talks with {d}.", "{b} remain our first concern, followed by {b}.", "By the end of the period {f}.",
    "Our plan for next year is to look again at {b} and to keep {b} under review.", "The number of {b} fell by {x} per cent against the year before.",
    "Managers met {n} times to discuss {b}.", "Problems with {b} in {p} were solved by {g}.", "We received {n} comments on {b}, most of them kind.",
    "A working group on {b} reported in May.", "More than half of the {b} were {v} before the summer.", "{d} helped us with {b}.",
]
EN_COMMON = [
    "This has been a [demanding|busy|good|mixed] [period|year|half-year] for [everybody|the team|all of us].", "We thank our [colleagues|partners|volunteers] for their [hard work|patience|help].",
    "Budgets were [tight|cut twice|under strain], and we finished {x} per cent [below|above] plan.", "[Health and safety|First aid|Fire safety] training was given to [all|{n}] staff.", "[Two|Three|Several] vacancies were [filled|frozen] and {n} [colleagues|people] retired.",
    "The risk register was [updated|discussed] in [June|autumn], with {n} new entries.", "Policies [were reviewed|on {g} were rewritten] in line with the [corporate|strategic] plan.", "Our environmental footprint [was measured|fell by {x} per cent].",
    "{d} and {d} took part in the [meetings|workshops].", "Complaints were answered within {n} days[, as promised|, with few exceptions|].", "The IT system was [slow at times|replaced in March], and the help desk was called {n} times.", "We [keep to|follow] the procurement rules on {g}.",
    "The internal audit [raised no major points|asked for better {g}].", "[Equality and inclusion|Openness|Value for money] [remain|are] important to us.", "Staff surveys show a [rise|slight fall] in satisfaction with {g}.", "Costs of {g} were kept under control.",
    "There is still [much|a lot|plenty] to do on {g}.", "The outlook for [the coming year|next year] is [uncertain|brighter].", "We shall report on {g} in the [autumn|spring].", "The committee [noted|welcomed] the report on {g}.", "Data protection training was completed by {n} people.",
    "The website was given a new [look|search page].", "Partners across [the region|{p}] supported [this work|our plans].", "Targets [for {g} |]were met in {n} of {n} cases.", "A summary of the figures [on {g} |]is given in the annex.", "Key messages on {g} were shared with the [public|press].",
    "[Quality|Customer service|Teamwork] and {g} are at the heart of what we do.", "Members asked for more detail on [finance|staffing|{g}].", "Remote working has become [normal|rarer].", "Sales of surplus equipment brought in {n} pounds.",
]
EN_OPEN = ["As planned, ", "In spite of the weather, ", "Early in {m}, ", "With help from outside, ", "For the first time, ", "Once again, ", "Because of rising prices, ", "On balance, ",
           "Following a review, ", "From {m} on, ", "As in other regions, ", "Not surprisingly, ", "Step by step, ", "At the request of members, "]
EN_CLOSE = [", which took {n} days", ", at a cost of {n} pounds", ", as {p} had asked", ", and {g} improved", ", a little later than hoped", ", to the relief of many", ", with {n} people involved",
            ", much as in {m}", ", despite doubts about {g}", ", for reasons of {g}", ", ahead of schedule", ", although {g} was short", ", after {n} months", ", and will go on"]
EN_FUNCTION = set("The This We During Work Spending Together In A By Our More Problems There Budgets Staff Costs Members Partners Targets Two Several".split())
EN_MONTH = "January February March April May June July August September October November December".split()
EN_GENERAL = "training budgets meetings planning communication risk staff equipment partnership governance policy safety customers technology research transport".split()
EN_SELF = ["{s} met its main aims.", "The year was a good one for {s}.", "{s} employs {n} people.", "At {s} we believe in {b}.", "{s} {v} {b}.", "For {s}, {b} came first."]
EN_HEAD = ["Summary", "Background", "What we did", "Outlook", "Progress", "Risks and issues", "Next steps"]


class Prose:
    def __init__(self, lang, rng, others):
        self.zh, self.rng, self.others = lang == "zh", rng, others
        self.places = [(zh_place if self.zh else en_place)(rng) for _ in range(12)]

    def _number(self):
        r = self.rng.random()
        return str(self.rng.randint(2, 40) if r < .5 else self.rng.randint(41, 900) if r < .9 else self.rng.randint(1000, 90000))

    def _fill(self, frame, unit, name):
        rng = self.rng
        out, i = [], 0
        frame = re.sub(r"\[([^]]*)\]", lambda m: rng.choice(m.group(1).split("|")), frame)
        while i < len(frame):
            if frame[i] == "{" and frame[i + 2] == "}":
                k = frame[i + 1]
                i += 3
                if k == "b":
                    s = self._business(unit)
                elif k == "f":
                    s = zipf(rng, unit.facts).replace("{n}", self._number())
                elif k == "v":
                    s = rng.choice(ZH_VERB if self.zh else EN_VERB)
                elif k == "t":
                    s = rng.choice(ZH_TAIL)
                elif k == "g":
                    s = rng.choice(ZH_GENERAL if self.zh else EN_GENERAL)
                elif k == "n":
                    s = self._number()
                elif k == "x":
                    s = "%.1f" % rng.uniform(.5, 60)
                elif k == "m":
                    s = str(rng.randint(3, 12)) if self.zh else rng.choice(EN_MONTH)
                elif k == "p":
                    s = rng.choice(self.places)
                elif k == "d":
                    s = self._other()
                elif k == "s":
                    s = name
                out.append(s)
            else:
                out.append(frame[i])
                i += 1
        s = "".join(out)
        return s if self.zh else s[0].upper() + s[1:]

    def _business(self, unit):
        rng = self.rng
        if self.subject and rng.random() < self.subject_share:
            return self.subject if self.zh else self.subject.lower()
        if rng.random() < unit.core:
            return rng.choice(unit.office.core)
        return zipf(rng, unit.nouns)

    def _dressed(self, s, unit):
        rng = self.rng
        if rng.random() < .3:
            first = s.split(" ")[0]
            s = self._fill(rng.choice(EN_OPEN), unit, "") + (s[0].lower() + s[1:] if first in EN_FUNCTION else s)
        if rng.random() < .4:
            s = s[:-1] + self._tail(unit) + "."
        return s

    def _tail(self, unit):
        s = self._fill(self.rng.choice(EN_CLOSE)[2:], unit, "")
        return ", " + s[0].lower() + s[1:]

    def _other(self):
        unit = self.rng.choice(self.others)
        name = self.rng.choice(unit.names)
        return name if self.zh else "the " + name if name[0].isupper() and not unit.proper and self.rng.random() < .6 else name

    def _self(self, unit):
        rng = self.rng
        if self.zh:
            name = rng.choice(unit.names)
            return rng.choice((name, name, unit.place_name() + name, "我局" if "局" in name else "我们", "本单位"))
        name = rng.choice(unit.names)
        return name if unit.proper or rng.random() < .4 else "the " + name

    def body(self, unit, target, clarity, naming, subject=None):
        """About `target` characters (English: words) on the unit's business,
        a subject of it first of all when one is given."""
        rng, zh = self.rng, self.zh
        self.subject, self.subject_share = subject, rng.uniform(.05, .25)
        out, line, size = [], [], 0
        away = None
        common = ZH_COMMON if zh else EN_COMMON
        mine = list(common)
        rng.shuffle(mine)
        mine = mine[: rng.randint(len(mine) // 2, len(mine))]
        heads = iter(sorted(rng.sample(ZH_HEAD if zh else EN_HEAD, 3)))
        left = 0
        while size < target:
            if left == 0:
                if line:
                    out.append(("" if zh else " ").join(line))
                    line = []
                left = rng.randint(2, 7)
                # a section on other people's business now and then
                away = rng.choice(self.others) if rng.random() < .06 else None
                if rng.random() < .12:
                    head = next(heads, None)
                    if head:
                        out.append(head)
                elif zh and rng.random() < .2:
                    line.append("（%s）%s%s%s。" % (rng.choice("一二三四五六"), rng.choice(ZH_VERB), self._business(unit), rng.choice(ZH_TAIL)))
            r = rng.random()
            if naming and r < naming:
                s = self._fill(rng.choice(ZH_SELF if zh else EN_SELF), unit, self._self(unit))
            elif r < naming + (1 - naming) * clarity:
                self.subject = None if away else subject
                s = self._fill(rng.choice(ZH_FRAME if zh else EN_FRAME), away or unit, "")
            else:
                s = self._fill(zipf(rng, mine) if rng.random() < .6 else rng.choice(mine), unit, "")
            if not zh:
                s = self._dressed(s, unit)
            line.append(s)
            size += len(s) if zh else s.count(" ") + 1
            left -= 1
        out.append(("" if zh else " ").join(line))
        return out


def zh_signature(unit, rng, year):
    return [unit.place_name() + unit.full_name(), "%d年%d月%d日" % (year + rng.randint(0, 1), rng.randint(1, 12), rng.randint(1, 28))]


def redacted(text, unit, rng):
    """The text with its place taken out, as people do before they pass it on."""
    mark = rng.choice(("XX", "××", "**", "某某"))
    for name in (unit.place, unit.proper):
        if name:
            text = text.replace(name, mark)
    return text


def edited(lines, rng, share):
    """A copy somebody touched up: some sentences dropped, some figures changed."""
    out = []
    for line in lines:
        stop = "。" if "。" in line else ". " if ". " in line else None
        if stop:
            parts = line.split(stop)
            parts = [p for i, p in enumerate(parts) if i == 0 or not p or rng.random() >= share]
            line = stop.join(parts)
        line = "".join(rng.choice("123456789") if c.isdigit() and rng.random() < share else c for c in line)
        out.append(line)
    return out


__all__ = ["Prose", "zh_signature", "redacted", "edited", "zh_person"]

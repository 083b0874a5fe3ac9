# SPDX-License-Identifier: MIT
"""Titles of reports, in many shapes: with the office's name, with its subject
only, with neither (a person's, a slogan, a bare genre)."""
from .office_lore import zh_person, en_person

ZH_SLOGAN = ("砥砺前行谱新篇 凝心聚力开新局 实干担当勇争先 乘势而上启新程 春华秋实又一年 踔厉奋发向未来 锐意进取结硕果 勇毅前行写华章 "
             "固本强基促提升 真抓实干见实效 风正帆悬正当时 不忘初心再出发").split()
ZH_SPEECH = "在{y}年{s}工作会议上的讲话 在全{l}{s}推进会上的发言 关于{s}情况的调研报告 {s}工作汇报材料 关于{s}工作情况的汇报".split()
EN_LEAD = ["A year of two halves", "Steady as she goes", "Turning the corner", "Building on firm ground", "Hard choices, good outcomes", "More with less", "Looking back, looking forward"]
EN_BARE = ["Annual report {y}", "Report", "Quarterly review", "Progress report", "Report to the board", "Year in review", "Minutes and report"]
ZH_BARE = ["{y}年工作总结", "工作总结", "述职报告", "年度工作总结及{z}年工作打算", "{y}年度总结报告", "半年工作总结", "个人述职述廉报告"]

NAMES, SUBJECT, NAMELESS = "names", "subject", "nameless"


def zh_title(unit, rng, year, with_place):
    """(title, what it tells, subject or None): by the office's name or its subject."""
    p = unit.place_name() if with_place and not (unit.proper and rng.random() < .6) else ""
    o = rng.choice(unit.names)
    s = rng.choice(unit.office.subjects)
    y, z = year, year + 1
    r = rng.random()
    if r < .72 or unit.proper:
        shape = rng.choice((
            "{p}{o}{y}年工作总结及{z}年工作计划", "{p}{o}{y}年工作总结", "{p}{o}{y}年度工作总结和{z}年工作思路", "{p}{o}{y}年上半年工作总结及下半年工作安排",
            "{p}{o}关于{y}年工作情况的报告", "{p}{o}{y}年工作要点", "{p}{o}{y}年度述职报告", "{p}{o}{y}年政府信息公开工作年度报告", "{p}{o}关于{s}工作情况的报告",
            "关于{p}{o}{y}年工作情况的汇报", "{p}{o}{y}年工作总结", "{p}{o}工作总结（{y}年度）", "{lead}——{p}{o}{y}年工作综述", "{p}{o}负责人{who}{y}年述职述廉报告"))
        return shape.format(p=p, o=o, s=s, y=y, z=z, lead=rng.choice(ZH_SLOGAN), who=zh_person(rng)), NAMES, s if "{s}" in shape else None
    shape = rng.choice(["{p}{y}年{s}工作总结", "{p}关于{y}年{s}工作情况的报告", "{y}年{p}{s}工作要点"] + ZH_SPEECH)
    return shape.format(p=p, s=s, y=y, l=unit.level or "市"), SUBJECT, s


def zh_nameless(rng, year):
    r = rng.random()
    if r < .5:
        return rng.choice(ZH_BARE).format(y=year, z=year + 1)
    if r < .8:
        return "%s同志%d年度述职述廉报告" % (zh_person(rng), year)
    return rng.choice(ZH_SLOGAN) + "，" + rng.choice(ZH_SLOGAN)


def en_title(unit, rng, year, with_place):
    o = rng.choice(unit.names)
    s = rng.choice(unit.office.subjects)
    p = unit.place if with_place else ""
    of = " of " + p if p and not unit.proper else ""
    r = rng.random()
    if r < .75 or unit.proper:
        shape = rng.choice((
            "Annual report {y} of the {o}{of}", "{o}: annual report {y}", "Quarterly review – {o}", "{o} – progress report, spring {y}", "{o} annual report {y}/{z}",
            "{lead}: {o} in {y}", "Report of the {o} to the board, {y}", "{o}, year in review", "{o} plan {z}", "{o}{of}: report on {s}"))
        return shape.format(o=o, of=of, y=year, z=year + 1, s=s, lead=rng.choice(EN_LEAD)), NAMES, s if "{s}" in shape else None
    shape = rng.choice(("Report on {s} {y}", "{S}: where we stand", "Review of {s}, {y}", "{S} in {p}", "Update on {s}"))
    return shape.format(s=s, S=s[0].upper() + s[1:], y=year, p=unit.place or "the region"), SUBJECT, s


def en_nameless(rng, year):
    r = rng.random()
    if r < .6:
        return rng.choice(EN_BARE).format(y=year)
    return rng.choice(EN_LEAD) if r < .85 else "Report by %s" % en_person(rng)

# SPDX-License-Identifier: MIT
"""The bench's tables, as Markdown for people and as TSV for programs."""

import math
from dataclasses import dataclass, field

from . import floors


@dataclass
class Table:
    title: str
    header: list
    rows: list = field(default_factory=list)
    short: int = 0  # rows below their floor

    def add(self, *cells):
        self.rows.append([str(c) for c in cells])

    def verdict(self, ok):
        """ok, short or nothing, for a comparison with a floor (None: no floor)."""
        self.short += ok is False
        return "" if ok is None else "ok" if ok else "short"

    def markdown(self):
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        shown = ["| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in lines]
        return f"## {self.title}\n\n" + "\n".join(shown) + "\n"

    def tsv(self):
        lines = [self.header, *self.rows]
        return f"# {self.title}\n" + "\n".join("\t".join(line) for line in lines) + "\n"


def ratio(value):
    return f"{value:.3f}"


def percentile(values, share):
    """The smallest value that at least this share of the values do not exceed."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def border(values):
    if not values:
        return ""
    return f"{percentile(values, .5)} / {percentile(values, .99)}"


def sorted_keys(rows):
    return sorted(rows, key=lambda key: (floors.rank(key[0]), key[1] != "short", key[1]))


def total(rows):
    """All rows as one."""
    rows = list(rows)
    if not rows:
        return None
    one = type(rows[0])()
    for row in rows:
        one += row
    return one


def class_table(title, score, peers):
    """Class by class and band by band; peers: name -> Score on the same files."""
    names = list(peers)
    table = Table(title, ["class", "band", "cases", "plagdet", "precision", "recall", "granularity", "false",
                          "border, characters (median / 99 %)", "border, units (median / 99 %)", "floor", "",
                          *(f"plagdet, {n}" for n in names)])
    for key in sorted_keys(score.rows):
        row, t = score.rows[key], score.rows[key].tally
        beside = [ratio(peers[n].rows[key].tally.plagdet) if t.cases else f"false {peers[n].rows[key].tally.false}"
                  for n in names]
        if t.cases == 0:
            table.add(*key, 0, "", "", "", "", t.false, "", "", "", "", *beside)
            continue
        floor = floors.PLAGDET.get(key)
        table.add(*key, t.cases, ratio(t.plagdet), ratio(t.precision), ratio(t.recall), ratio(t.granularity), t.false,
                  border(row.chars), border(row.units), "" if floor is None else f"{floor:.2f}",
                  table.verdict(floors.at_least(t.plagdet, floor)), *beside)
    return table


def language_table(scores):
    """plagdet by language: languages are columns; a value below the floor has
    a mark. Small rows scatter, so these marks do not fail a run."""
    langs = list(scores)
    table = Table("plagdet by language (* below the floor; number of cases)", ["class", "band", *langs])
    for key in sorted_keys({key for s in scores.values() for key in s.rows}):
        cells = []
        for lang in langs:
            t = scores[lang].rows[key].tally if key in scores[lang].rows else None
            below = t and floors.at_least(t.plagdet, floors.PLAGDET.get(key)) is False
            cells.append(f"{ratio(t.plagdet)}{'*' if below else ''} ({t.cases})" if t and t.cases else "")
        if any(cells):
            table.add(*key, *cells)
    return table


def overall_table(score, peers):
    """What is stated over all classes."""
    names = list(peers)
    table = Table("Over all", ["measure", "value", "limit", "", *names])
    every = [score, *(peers[n] for n in names)]

    def row(name, values, limit, ok):
        table.add(name, values[0], limit, table.verdict(ok), *values[1:])

    granularity = [total(s.rows.values()).tally.granularity for s in every]
    row("granularity", list(map(ratio, granularity)), f"<= {floors.GRANULARITY_MOST}",
        floors.at_most(granularity[0], floors.GRANULARITY_MOST))
    verbatim = [u for key, r in score.rows.items() if key[0] == "verbatim" for u in r.units]
    if verbatim:
        worst = percentile(verbatim, .99)
        row("border error of verbatim, units (median / 99 %)",
            [border(s_units) for s_units in
             ([u for key, r in s.rows.items() if key[0] == "verbatim" for u in r.units] for s in every)],
            f"<= {floors.BORDER_UNITS_MOST}", floors.at_most(worst, floors.BORDER_UNITS_MOST))
    for klass in ("invisible", "homoglyph"):
        rows = [r for key, r in score.rows.items() if key[0] == klass]
        n = sum(r.tally.cases for r in rows)
        if n:
            flagged = sum(r.flagged for r in rows) / n
            row(f"{klass}: matched and flagged, of {n}", [ratio(flagged), *[""] * len(names)],
                f">= {floors.FLAGGED:.0f}", floors.at_least(flagged, floors.FLAGGED))
    for name, count, most in (("between documents", "false_between", floors.FALSE_BETWEEN_MOST),
                              ("inside one document", "false_inside", floors.FALSE_INSIDE_MOST)):
        rates = [1000 * getattr(s, count) / s.documents for s in every]
        shown = [f"{r:.2f}" for r in rates]
        if count == "false_inside":  # exact matchers compare documents with one another only
            shown[1:] = [""] * len(names)
        row(f"false passages {name} per 1,000 of {score.documents} documents", shown, f"<= {most}",
            floors.at_most(rates[0], most))
    return table


def misfiled_table(rows):
    """Documents whose title and body disagree: misfiled_bench's rows."""
    table = Table("Misfiled", ["class", "language", "documents", "misfiled", "precision", "recall", "floors", "",
                               "false per 1,000"])
    for r in rows:
        found = (ratio(r.precision), ratio(r.recall)) if r.n_true else ("", "")
        floor = "" if r.floor_p is None else f"{r.floor_p:.2f} / {r.floor_r:.2f}"
        table.add(r.name, r.lang, r.n_docs, r.n_true, *found, floor, table.verdict(r.ok()), f"{r.false_per_1000:.1f}")
    return table


def folder_table(title, rows):
    """Rows of a PAN corpus: one for each folder of truth, and their sum."""
    table = Table(title, ["truth", "cases", "detections", "plagdet", "precision", "recall", "granularity", "false"])
    for name, row in [*rows.items(), *([("all", total(rows.values()))] if len(rows) > 1 else [])]:
        t = row.tally
        table.add(name, t.cases, t.detections, ratio(t.plagdet), ratio(t.precision), ratio(t.recall),
                  ratio(t.granularity), t.false)
    return table

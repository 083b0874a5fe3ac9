# SPDX-License-Identifier: MIT
"""The cases that cost most, shown so that a person sees why: both texts with
the borders of truth and of what was found, how the two sides of the truth
differ, and crib's records around it, of every role."""

from difflib import SequenceMatcher
from typing import NamedTuple

from . import fold
from .measure import case_recall, covered, detection_precision
from .pan import TRUTH
from .score import NO_HOST, false_findings, host_rows, score_rows
from .scan import FINDING

CONTEXT = 40   # characters shown outside of the outermost marks
STRETCH = 160  # of text without a mark: more is left out in its middle


class Item(NamedTuple):
    loss: float
    batch: str
    corpus: object
    key: tuple         # (class, band)
    case: object       # Case, or None for a false detection
    found: list        # the Founds that detect the case, or the false one
    about: str
    passages: list     # every passage of the batch, of all roles


FALSE = ("between", "inside")  # stand for a class: what is false outside of all rows


def false_items(batch, corpus, passages, kind):
    """What was found between two hosts or two sources, or inside a document."""
    for f in false_findings(corpus, passages, kind):
        yield Item(1.0, batch, corpus, (kind,), None, [f], "FALSE", passages)


def items(batch, corpus, passages, klass, band=None):
    """One for each case of a class and each false detection in its hosts; or,
    for a name of FALSE, for each such find."""
    if klass in FALSE:
        yield from false_items(batch, corpus, passages, klass)
        return
    cases = corpus.truth[TRUTH]
    rows = host_rows(corpus, cases)
    cross = [p for p in passages if p.is_finding() and p.kind == "cross"]
    for key, _, m, some, finds in score_rows(cases, cross, lambda host: rows.get(host, NO_HOST)):
        if key[0] != klass or (band and key[1] != band):
            continue
        for i, case in enumerate(some):
            recall, n = case_recall(m, i), len(m.of[i])
            excess = sum(1 - detection_precision(m, j) for j in m.of[i])
            about = f"recall {recall:.3f}, {n} detection{'s' if n != 1 else ''}"
            if n:
                about += ", precision " + " ".join(f"{detection_precision(m, j):.3f}" for j in m.of[i])
            yield Item(1 - recall + excess + .4 * max(0, n - 1), batch, corpus, key, case,
                       [finds[j] for j in m.of[i]], about, passages)
        for j, by in enumerate(m.by):
            if not by:
                yield Item(1.0, batch, corpus, key, None, [finds[j]], "FALSE", passages)


def _mark(text, marks):
    """Text with marks put in at offsets, and long stretches between them cut."""
    marks = sorted(marks)
    at = max(0, marks[0][0] - CONTEXT)
    shown = ["…" if at else ""]
    for where, sign in [*marks, (min(len(text), marks[-1][0] + CONTEXT), "")]:
        part = text[at:where]
        if len(part) > STRETCH:
            half = STRETCH // 2
            part = f"{part[:half]} …({len(part) - STRETCH})… {part[-half:]}"
        shown += [part, sign]
        at = where
    return "".join(shown).replace("\n", "⏎")


def _side(item, side, name, touching):
    marks = []
    if item.case:
        r = item.case.reuse
        marks += [(getattr(r, side + "_beg"), "⟦"), (getattr(r, side + "_end"), "⟧")]
    for n, p in touching:
        if p in item.found:
            marks += [(getattr(p.reuse, side + "_beg"), f"«{n}:"), (getattr(p.reuse, side + "_end"), f":{n}»")]
    return _mark(item.corpus.text(name), marks)


def _touching(item):
    """Records of any role near the item: on its host side, and on its source."""
    r = item.case.reuse if item.case else item.found[0].reuse
    spans = {r.this: (r.this_beg, r.this_end), r.source: (r.source_beg, r.source_end)}
    found = []
    for p in item.passages:
        sides = [(p.reuse.this, p.reuse.this_beg, p.reuse.this_end),
                 (p.reuse.source, p.reuse.source_beg, p.reuse.source_end)]
        if any(name in spans and beg < spans[name][1] and spans[name][0] < end for name, beg, end in sides):
            found.append(p)
    # What joins the two documents comes first: it is what should be here.
    found.sort(key=lambda p: (not (p.reuse.this == r.this and p.reuse.source == r.source), p.reuse))
    return list(enumerate(found, 1))


def _record(item, n, p):
    r, q = p.reuse, p.record
    line = f"  {n:3} {'' if p.is_finding() else '(no finding) '}"
    if q:
        changes = " ".join(f"{k}={v}" for k, v in q["changes"].items())
        line += (f"{q['role']}/{q['class']} similarity {q['similarity']} length {q['length']} "
                 f"commonness {q['commonness']} flags {','.join(q['flags']) or '-'} [{changes}] ")
    line += f"{p.kind} {r.this} [{r.this_beg},{r.this_end}) x {r.source} [{r.source_beg},{r.source_end})"
    if item.case and (r.this, r.source) == (item.case.reuse.this, item.case.reuse.source):
        s = item.case.reuse
        line += (f"  off by this {r.this_beg - s.this_beg:+},{r.this_end - s.this_end:+} "
                 f"source {r.source_beg - s.source_beg:+},{r.source_end - s.source_end:+}"
                 f", covers {covered(s, [r]) / s.length():.2f}")
    return line


def _difference(source, this):
    """Word for word, in units: what the truth's source became."""
    a, b = fold.units(source).says, fold.units(this).says
    if len(a) > 1500 or len(b) > 1500:
        return None
    spaced = " " if sum(map(len, a)) > 2 * len(a) else ""
    out, same = [], 0
    for how, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            same += j - i
            part = spaced.join(a[i:j])
            out.append(part if len(part) <= 60 else f"{part[:25]}…{part[-25:]}")
        else:
            out.append(f"[-{spaced.join(a[i:j])}-]{{+{spaced.join(b[k:n])}+}}")
    return f"{len(a)} -> {len(b)} units, {same} the same: {spaced.join(out)}"


def show(item, rank):
    """One item as text."""
    r = item.case.reuse if item.case else item.found[0].reuse
    lines = [f"#{rank} loss {item.loss:.3f}  {'/'.join(item.key)}"
             f"{' band ' + item.case.band if item.case else ''}  {item.about}",
             *(f"  {item.corpus.path(name)} [{beg},{end})" for name, beg, end in
               ((r.this, r.this_beg, r.this_end), (r.source, r.source_beg, r.source_end)))]
    touching = _touching(item)
    lines += [f"  this:   {_side(item, 'this', r.this, touching)}",
              f"  source: {_side(item, 'source', r.source, touching)}"]
    if item.case:
        difference = _difference(item.corpus.text(r.source)[r.source_beg:r.source_end],
                                 item.corpus.text(r.this)[r.this_beg:r.this_end])
        if difference:
            lines.append(f"  changed: {difference}")
    shown = touching[:12]
    lines.append(f"  records that touch it ({len(touching)}; roles {', '.join(FINDING)} count):" if touching
                 else "  no record touches it")
    lines += [_record(item, n, p) for n, p in shown]
    return "\n".join(lines) + "\n"


def print_worst(some, n, out):
    lossy = sorted((i for i in some if i.loss > 0),
                   key=lambda i: (-i.loss, i.batch, i.case.reuse if i.case else i.found[0].reuse))
    for rank, item in enumerate(lossy[:n], 1):
        print(show(item, rank), file=out)
    print(f"of {len(some)} cases and false detections {len(lossy)} lose something, "
          f"{sum(1 for i in lossy if i.loss > .02)} more than 0.02", file=out)

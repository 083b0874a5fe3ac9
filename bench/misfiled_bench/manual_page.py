# SPDX-License-Identifier: MIT
"""Manual pages as plain text: what troff's macro packages man and mdoc mark up.

No page is formatted: requests are dropped but for those whose words are read,
and paragraphs are what stands between two that begin one."""

import gzip
import re

BREAKS = {"PP", "P", "LP", "TP", "TQ", "IP", "HP", "SH", "SS", "RS", "RE", "sp", "nf", "fi", "EX", "EE",
          "Pp", "Sh", "Ss", "It", "Bl", "El", "Bd", "Ed"}
HEADINGS = {"SH", "SS", "Sh", "Ss"}
FONTS = {"B", "I", "BR", "IR", "RB", "RI", "BI", "IB", "SM", "SB", "Nm", "Nd", "Fl", "Ar", "Cm", "Pa", "Xr", "Em", "Sy", "Li"}
NAMED = {r"\-": "-", r"\(aq": "'", r"\(dq": '"', r"\(lq": "“", r"\(rq": "”", r"\(bu": "", r"\e": "\\", r"\ ": " ", r"\(em": "—", r"\(en": "–"}
LATER = 0x2E80  # letters from here on are written without spaces between


def _plain(line):
    line = re.sub(r"\\[fF](?:\[[^]]*\]|\(..|.)|\\s[-+]?\d|\\[&/,:%c|^)]", "", line)
    for escape, text in NAMED.items():
        line = line.replace(escape, text)
    return re.sub(r"\\\[[^]]*\]|\\\(..|\\\*(?:\[[^]]*\]|\(..|.)", "", line)


def _join(a, b):
    apart = not a or not b or not (ord(a[-1]) >= LATER and ord(b[0]) >= LATER)
    return f"{a} {b}".strip() if apart else a + b


def sections_of(source):
    """[(heading, [paragraph, ...])]; what stands before the first heading is left out."""
    out, text = [], ""
    for line in source.split("\n"):
        line = re.sub(r'\\".*', "", line)  # a comment
        request = re.match(r"[.'][ \t]*([A-Za-z]*)[ \t]*(.*)", line)
        name, words = request.groups() if request else (None, line)
        words = _plain(words.replace('"', "") if request else words).strip()
        if name in BREAKS or (not request and not words):
            if text and out:
                out[-1][1].append(text)
            text = ""
            if name in HEADINGS:
                out.append((words, []))
        elif not request or name in FONTS:
            text = _join(text, "- " + words if name == "Nd" else words)
    if text and out:
        out[-1][1].append(text)
    return out


def read_manual(path):
    """(title, lines) of a page: what its first section says it is for, and all that stands behind that; None when it
    is a link, or has nothing of the kind."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as f:
        sections = sections_of(f.read().decode("utf-8", "replace"))
    said = re.match(r".*?\s[-–—]+\s+(\S.*)", " ".join(sections[0][1])) if sections else None
    lines = [x for heading, paragraphs in sections[1:] for x in (heading, *paragraphs) if x]
    return (said[1], lines) if said and lines else None

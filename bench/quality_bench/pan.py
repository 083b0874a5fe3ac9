# SPDX-License-Identifier: MIT
"""Corpora in PAN's text alignment format (2012 and later), read and written.

    DIR/susp/suspicious-document00001.txt      UTF-8
    DIR/src/source-document00001.txt
    DIR/pairs                                  lines "susp src"
    DIR/TRUTH/suspicious-document00001-source-document00002.xml

A truth or detection file holds one pair's passages, offsets in code points:

    <document reference="suspicious-document00001.txt">
      <feature name="plagiarism" this_offset="0" this_length="9"
               source_reference="source-document00002.txt" source_offset="4" source_length="9"/>
    </document>

PAN's own corpora have several folders of truth (01-no-plagiarism,
02-no-obfuscation, ...), each with its own `pairs`; generated ones have one,
with attributes of their own (class, band, the truth widened to the maximal
common run), and hosts.tsv and stock.tsv beside it. All of these files may
come from anybody: XML with a document type or entities is refused before it
is parsed, and so is whatever does not have its place inside the texts.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Optional
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from .measure import Reuse

TRUTH = "truth"         # the folder of truth of a generated corpus
CASE, DETECTION = "plagiarism", "detected-plagiarism"
XML_MOST = 64 << 20  # bytes of one file
WIDE = ("wide_this_offset", "wide_this_length", "wide_source_offset", "wide_source_length")


class PanError(Exception):
    """A corpus that is not what it should be; says where and why."""


@dataclass(frozen=True)
class Case:
    """One planted passage: where it stands, what was done to it."""

    reuse: Reuse
    klass: str = ""
    band: str = ""
    wide: Optional[Reuse] = None  # widened to the maximal common run


class Host(NamedTuple):
    """A suspicious document of a generated corpus: the row it counts for."""

    name: str
    klass: str
    band: str  # "short" or "long"
    plants: int


def read_text(path):
    """A document as PAN counts it: every code point, line ends as they are."""
    try:
        return Path(path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise PanError(f"{path}: {e}") from None


def parse_xml(data, name):
    """The root element. Entities can be neither declared nor fetched: both
    need a document type, and text that may hold one is refused unparsed."""
    if len(data) > XML_MOST:
        raise PanError(f"{name}: larger than {XML_MOST} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise PanError(f"{name}: not UTF-8: {e}") from None
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise PanError(f"{name}: has a document type declaration, which is refused")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as e:
        raise PanError(f"{name}: {e}") from None


def _number(feature, attribute, name):
    value = feature.get(attribute)
    if value is None or not re.fullmatch(r"[0-9]{1,12}", value):
        raise PanError(f"{name}: {attribute} is {value!r}, not a number")
    return int(value)


def _reuse(feature, this, name, prefix=""):
    source = feature.get("source_reference")
    if not source or not this:
        raise PanError(f"{name}: a passage without its two documents")
    t, s = (_number(feature, f"{prefix}{side}_offset", name) for side in ("this", "source"))
    t_n, s_n = (_number(feature, f"{prefix}{side}_length", name) for side in ("this", "source"))
    if t_n == 0 or s_n == 0:
        raise PanError(f"{name}: a passage of no length")
    return Reuse(this, t, t + t_n, source, s, s + s_n)


def parse_document(data, name, kind=CASE):
    """The passages of one file of truth (kind CASE) or of detections."""
    root = parse_xml(data, name)
    if root.tag != "document":
        raise PanError(f"{name}: the root is <{root.tag}>, not <document>")
    cases = []
    for feature in root.iter("feature"):
        if feature.get("name") != kind:
            continue
        wide = all(feature.get(a) is not None for a in WIDE)
        cases.append(Case(
            _reuse(feature, root.get("reference"), name), feature.get("class", ""), feature.get("band", ""),
            _reuse(feature, root.get("reference"), name, "wide_") if wide else None))
    return cases


def read_folder(folder, kind=CASE):
    """The passages of every XML file of a folder, in the order of the names."""
    cases = []
    for path in sorted(Path(folder).glob("*.xml")):
        cases += parse_document(path.read_bytes(), str(path), kind)
    return cases


def format_document(this, cases, kind=CASE):
    """The XML of one pair's passages."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<document reference={quoteattr(this)}>"]
    for c in cases:
        r = c.reuse
        attributes = [("name", kind), ("class", c.klass), ("band", c.band),
                      ("this_offset", r.this_beg), ("this_length", r.this_end - r.this_beg),
                      ("source_reference", r.source),
                      ("source_offset", r.source_beg), ("source_length", r.source_end - r.source_beg)]
        if c.wide:
            w = c.wide
            attributes += zip(WIDE, (w.this_beg, w.this_end - w.this_beg, w.source_beg, w.source_end - w.source_beg))
        shown = " ".join(f"{n}={quoteattr(str(v))}" for n, v in attributes if v != "")
        lines.append(f"  <feature {shown}/>")
    return "\n".join(lines + ["</document>", ""])


def write_folder(folder, cases, kind=CASE):
    """One file for each pair of documents that has passages."""
    of_pair = {}
    for c in cases:
        of_pair.setdefault((c.reuse.this, c.reuse.source), []).append(c)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for (this, source), some in sorted(of_pair.items()):
        name = f"{Path(this).stem}-{Path(source).stem}.xml"
        (Path(folder) / name).write_text(format_document(this, some, kind), encoding="utf-8")


def read_pairs(path):
    """The (susp, src) names of a `pairs` file."""
    pairs = []
    for i, line in enumerate(read_text(path).splitlines(), 1):
        words = line.split()
        if len(words) not in (0, 2):
            raise PanError(f"{path}:{i}: wants two names, not {line!r}")
        if words:
            pairs.append((words[0], words[1]))
    return pairs


def _rows(path, numbers):
    """The rows of a table; `numbers` are its columns of numbers, the last one
    among them. A first line without a number there is the header."""
    rows = []
    for i, line in enumerate(read_text(path).splitlines(), 1):
        cells = line.split("\t")
        if len(cells) <= numbers[-1]:
            raise PanError(f"{path}:{i}: wants {numbers[-1] + 1} columns, not {line!r}")
        if all(re.fullmatch("[0-9]{1,12}", cells[n]) for n in numbers):
            rows.append(cells)
        elif i > 1:
            raise PanError(f"{path}:{i}: wants numbers, not {line!r}")
    return rows


def read_hosts(path):
    return [Host(r[0], r[1], r[2], int(r[3])) for r in _rows(path, [3])]


def read_stock(path):
    """Where stock phrases were planted: (file, beg, end)."""
    return [(r[0], int(r[1]), int(r[1]) + int(r[2])) for r in _rows(path, [1, 2])]


class Corpus:
    """A folder in PAN format. `truth` maps each folder of truth to its cases."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.susp, self.src = self.folder / "susp", self.folder / "src"
        for part in (self.susp, self.src):
            if not part.is_dir():
                raise PanError(f"{part}: no such folder; a PAN corpus has susp/ and src/")
        self.truth, self.pairs = {}, {}
        of_all = read_pairs(self.folder / "pairs") if (self.folder / "pairs").is_file() else None
        for sub in sorted(p for p in self.folder.iterdir() if p.is_dir()):
            if sub not in (self.susp, self.src):
                self._read_truth(sub, of_all)
        if not self.truth:
            raise PanError(f"{self.folder}: no folder with truth (*.xml) beside susp/ and src/")
        hosts, stock = self.folder / "hosts.tsv", self.folder / "stock.tsv"
        self.hosts = {h.name: h for h in read_hosts(hosts)} if hosts.is_file() else {}
        self.stock = read_stock(stock) if stock.is_file() else []
        self._texts = {}

    def _read_truth(self, sub, of_all):
        """A folder is one of truth when it says so, or names pairs, or has
        cases; one of detections has none of that."""
        cases = read_folder(sub)
        own = read_pairs(sub / "pairs") if (sub / "pairs").is_file() else None
        if cases or own is not None or sub.name == TRUTH:
            self.truth[sub.name], self.pairs[sub.name] = cases, own if own is not None else of_all

    def names(self, part):
        return sorted(p.name for p in (self.folder / part).iterdir() if p.is_file())

    def path(self, name):
        """Where the document of that name lies, in susp/ or src/."""
        if "/" in name or name.startswith("."):
            raise PanError(f"{name}: not a name of a document of {self.folder}")
        return self.susp / name if (self.susp / name).is_file() else self.src / name

    def text(self, name):
        if name not in self._texts:
            self._texts[name] = read_text(self.path(name))
        return self._texts[name]

    def check(self):
        """Does every case stand inside its texts? PanError when one does not."""
        for cases in self.truth.values():
            for c in cases:
                for r in filter(None, (c.reuse, c.wide)):
                    for name, end in ((r.this, r.this_end), (r.source, r.source_end)):
                        if end > len(self.text(name)):
                            raise PanError(f"{name}: a passage ends at {end}, the text at {len(self.text(name))}")

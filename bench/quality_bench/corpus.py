# SPDX-License-Identifier: MIT
"""Clean text, language by language: streams of documents, each a list of paragraphs, each a list of sentences.

Simplified Chinese is the shared laws; traditional Chinese the Bible and the laws converted; where those are absent, and
for English and Japanese, text is generated. A user's own corpus is any file or folder of UTF-8 text. List markers,
article numbers and Markdown are taken off, because what counts as a number of a list is for crib to say, not for the
truth it is measured against.
"""

import functools
import lzma
import re
import tarfile
from pathlib import Path

from . import fold, script, shared
from .languages import language

_ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千两]+[条條章节節编編款项項](?:之[一二三四五六七八九十]+)?[\s　]*")
_MARKER = re.compile(
    r"^(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}(?:[、．)）]|\.(?!\d))|[-*+•●■◆]\s|[①-⑳㈠-㈩])[\s　]*")
_MARKDOWN = re.compile(r"\*\*|__|`|<!--.*?-->|!?\[([^\]]*)\]\([^)]*\)")
_SENTENCE = re.compile(r".+?(?:[。！？!?…][”’」』）)\"》]*|\.[\"'”’)\]]*(?=\s+[^\sa-z])|$)", re.S)
_CLAUSE = re.compile(r".+?(?:[，；：、,;:](?!\d)[”’」』]*|$)", re.S)
_LONGEST = 160      # units: a longer sentence is cut at a clause
_SHORTEST = 5
_PIECE = 9000       # characters: a book is cut into documents of about this length


class NoCorpus(Exception):
    """There is no text of this language here; says why."""


class Generated:
    """Text without end, made by the language's writer."""

    size = None

    def __init__(self, code):
        self.language = language(code)

    def documents(self, rng):
        """Yield documents, never the same twice."""
        writer = self.language.writer(rng)
        while True:
            yield writer.document(rng.randint(1500, 6000))


class Texts:
    """Existing texts, in an order drawn anew for each batch."""

    def __init__(self, code, texts, convert=None, converted_from=0):
        """`texts` are raw; those from `converted_from` on are converted (s2t) when they are read."""
        self._texts = texts
        self._convert = convert
        self._from = converted_from if convert else len(texts)
        self.size = sum(map(len, texts))
        sample = "".join(t[:400] for t in texts[:50])
        self.language = language(code, sample)
        if not _spaced(sample):
            return
        self.size //= 6

    def documents(self, rng):
        """Yield each text once, in random order."""
        order = list(range(len(self._texts)))
        rng.shuffle(order)
        for i in range(0, len(order), 60):
            for text in self._ready(order[i:i + 60]):
                paragraphs = cut(text)
                if paragraphs:
                    yield paragraphs

    def _ready(self, chosen):
        texts = {i: self._texts[i] for i in chosen}
        raw = [i for i in chosen if i >= self._from]
        texts.update(zip(raw, script.convert((texts[i] for i in raw), self._convert)) if raw else ())
        return [texts[i] for i in chosen]


def open_corpus(code, path=None):
    """The corpus of language `code`: at `path` when one is given, else the bench's own."""
    if path is not None:
        return Texts(code, _read(Path(path)))
    laws, bible = shared.laws(), shared.bible("hant")
    if code == "zh-hans":
        return Texts(code, _laws(laws)) if laws else Generated(code)
    if code == "zh-hant":
        if bible is None:
            raise NoCorpus("zh-hant needs the Bibles of the shared data (CRIB_SHARED) or --corpus zh-hant=PATH")
        verses = _chapters(bible)
        if laws and script.available():
            return Texts(code, verses + _laws(laws), "s2t", len(verses))
        return Texts(code, verses)
    if code in ("en", "ja"):
        return Generated(code)
    raise NoCorpus(f"no text of language '{code}' is at hand; give one with --corpus {code}=PATH")


def cut(text):
    """Cut a clean text into paragraphs of sentences."""
    out = []
    for line in text.split("\n"):
        sentences = []
        for sentence in _sentences(line.strip()):
            n = fold.count(sentence)
            if n > _LONGEST:
                sentences.extend(_halves(sentence))
            elif n >= _SHORTEST:
                sentences.append(sentence)
        if sentences:
            out.append(sentences)
    return out


def _sentences(line):
    return [s for s in (m.group().strip() for m in _SENTENCE.finditer(line)) if s]


def _halves(sentence):
    """A sentence without end, cut at clauses into parts of a usual length."""
    out, part, n = [], "", 0
    clauses = [w for c in _CLAUSE.findall(sentence) for w in (re.findall(r"\S+\s*", c) if fold.count(c) > _LONGEST else [c])]
    for clause in clauses:
        part, n = part + clause, n + fold.count(clause)
        if n > 40:
            out.append(part.strip())
            part, n = "", 0
    if n >= _SHORTEST:
        out.append(part.strip())
    return [p for p in out if fold.count(p) <= 3 * _LONGEST]


def _spaced(sample):
    found = fold.units(sample).says
    return sum(map(fold.is_spaced, found)) > len(found) // 2


@functools.lru_cache
def _laws(path):
    texts = []
    with lzma.open(path) as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md"):
                texts.append((member.name, clean_markdown(archive.extractfile(member).read().decode("utf-8", "replace"))))
    return [text for _, text in sorted(texts) if text]


@functools.lru_cache
def _chapters(path):
    """The Bible's chapters, three verses a paragraph."""
    chapters = {}
    with lzma.open(path, "rt", encoding="utf-8") as verses:
        for verse in verses:
            place, _, text = verse.rstrip("\n").partition("\t")
            chapters.setdefault(place.split(":")[0], []).append(text)
    return ["\n".join("".join(v[i:i + 3]) for i in range(0, len(v), 3)) for v in chapters.values()]


def clean_markdown(text):
    """The running text of a Markdown file: no headings, tables, comments, emphasis, article numbers or list markers."""
    text = text.partition("<!-- INFO END -->")[2] or text
    lines = []
    for line in text.splitlines():
        line = _MARKDOWN.sub(r"\1", line).strip().lstrip("> ").strip("　 ")
        if not line or line[0] in "#|" or set(line) <= set("-=*_ "):
            continue
        line = _MARKER.sub("", _ARTICLE.sub("", line))
        if line:
            lines.append(line)
    return "\n".join(lines)


def _read(path):
    """The texts of a file or of a folder's files, in the order of their names; what is no UTF-8 is left out."""
    if not path.exists():
        raise NoCorpus(f"{path}: no such file or folder")
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    texts = []
    for file in files:
        raw = file.read_bytes()
        if b"\0" in raw:
            continue
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        texts.extend(_documents(clean_markdown(_unwrap(text))))
    if not texts:
        raise NoCorpus(f"{path}: holds no UTF-8 text")
    return texts


def _unwrap(text):
    """Join lines that were only wrapped: where blank lines part blocks of several lines, a block is a paragraph."""
    blocks = [b.splitlines() for b in re.split(r"\n\s*\n", text) if b.strip()]
    if not blocks or sum(map(len, blocks)) < 2 * len(blocks) or len(blocks) < 3:
        return text
    return "\n\n".join(functools.reduce(_join, (line.strip() for line in block)) for block in blocks)


def _join(a, b):
    return a + (" " if a and b and ord(a[-1]) < 0x2E80 and ord(b[0]) < 0x2E80 else "") + b


def _documents(text):
    """A text in pieces of a document's size, cut between lines."""
    out, lines, n = [], [], 0
    for line in text.split("\n"):
        lines.append(line)
        n += len(line)
        if n >= _PIECE:
            out.append("\n".join(lines))
            lines, n = [], 0
    if n > 200 or (lines and not out):
        out.append("\n".join(lines))
    return out

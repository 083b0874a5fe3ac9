# SPDX-License-Identifier: MIT
"""Help and manual pages under their titles: real texts in many languages.

GNOME's help is a folder of languages with folders of pages in Mallard, an XML
format; Debian's package gnome-user-docs puts it into /usr/share/help. Manual
pages are in /usr/share/man, in folders of languages, too, but for the English
ones; packages manpages-LANGUAGE have them. LibreOffice's help is HTML, in
/usr/share/libreoffice/help; packages libreoffice-help-LANGUAGE. Clues are
learned from every other language of a folder, so that the rest can be looked
at as if it were new. Pages are left out that are translated in part only: a
title in one language over a body in another is no title to judge."""

import functools
import re
import unicodedata
import xml.etree.ElementTree as ElementTree

from .html_page import read_html
from .manual_page import read_manual
from .real_collection import RealTexts

SOURCES = ("en-US", "C")  # the language of the English originals, a folder of help pages
MANUALS = "man[1-8]"  # folders of manual pages
LEAST_TEXT = 300      # characters of a page
MOST_LINES = 400      # that are taken of one
LEAST_PAGES = 150     # of a language
MOST_LEFT = .1        # share of a page's lines that may stand as in the original


def _text(element):
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def read_page(path):
    """(title, lines) of a page; None when it is not well-formed or has no title."""
    try:
        page = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return None
    title = next((_text(e) for e in page if e.tag.endswith("}title")), "")
    lines = [t for t in (_text(e) for e in page.iter() if e.tag.endswith("}p")) if t]
    return (title, lines) if title else None


def source_of(folder):
    """The language of the originals."""
    return next((x for x in SOURCES if (folder / x).is_dir()), SOURCES[-1])


def home_of(folder, language):
    """The folder of a language."""
    return folder if language == source_of(folder) and any(folder.glob(MANUALS)) else folder / language


def paths_of(here):
    """The pages in a language's folder, in order."""
    return sorted([*here.glob("*/*.page"), *here.glob("text/**/*.html"),
                   *(p for p in here.glob(f"{MANUALS}/*") if p.is_file() and not p.is_symlink())])


READERS = {".page": read_page, ".html": read_html}


def read_language(folder, language):
    """{page: (title, lines)}, each title once; pages by their path below the language's folder."""
    out, seen, here = {}, set(), home_of(folder, language)
    for path in paths_of(here):
        page = READERS.get(path.suffix, read_manual)(path)
        if page and page[0] not in seen and sum(map(len, page[1])) >= LEAST_TEXT:
            seen.add(page[0])
            out[str(path.relative_to(here))] = page[0], page[1][:MOST_LINES]
    return out


@functools.lru_cache(maxsize=2)
def originals_of(folder):
    """The pages that the others were translated from."""
    return read_language(folder, source_of(folder))


def is_translated(page, original):
    """Is hardly a line of the page as in the original?"""
    same = set(original[1]) if original else set()
    return not original or (page[0] != original[0] and sum(x in same for x in page[1]) <= MOST_LEFT * len(page[1]))


def _parts(title):
    """The beginnings of words, and pairs of characters where there are no spaces."""
    words = "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in title.lower()).split()
    apart = {w[:5] for w in words if w[0] < "\u3040" or "\uac00" <= w[0] <= "\ud7a3"}
    return apart | {w[i:i + 2] for w in words for i in range(len(w) - 1) if "\u3040" <= w[i] < "\uac00"}


def open_pages(folder, language):
    """The pages of a language as RealTexts; None when there are few."""
    pages = read_language(folder, language)
    if language != source_of(folder):
        originals = originals_of(folder)
        pages = {k: p for k, p in pages.items() if is_translated(p, originals.get(k))}
    texts = list(pages.values())
    return RealTexts(f"{folder.name} {language}", texts, _parts) if len(texts) >= LEAST_PAGES else None


@functools.lru_cache(maxsize=4)
def languages(folder):
    """Those with pages enough, in order."""
    some = {source_of(folder), *(p.name for p in folder.iterdir() if p.is_dir())}
    return [x for x in sorted(some) if open_pages(folder, x)]


def learned_from(folder):
    """Every other language; what is spoken here and there is one."""
    spoken = [re.split("[_@]", x)[0] for x in languages(folder)]
    learned = sorted(set(spoken))[::2]
    return [x for x, s in zip(languages(folder), spoken) if s in learned]

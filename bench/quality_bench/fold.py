# SPDX-License-Identifier: MIT
"""The bench's own notion of a unit, made apart from crib's so that the one can judge the other.

NFKC and case folding; one unit for each Han, kana, Hangul or Thai character, one for each word of a spaced script, one
for each number; white space, punctuation, controls and invisible characters are nothing. Every unit knows where it
stands in the text, in code points.

Text that folds character by character (nearly all of it) is cut by one regular expression. The rest is folded cluster
by cluster, a cluster being a character with the marks that compose with it, so that offsets stay exact.
"""

import functools
import re
import unicodedata

# Scripts in which a character is a unit. Iteration and prolonged sound marks belong to the words they stand in.
_ALONE = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\u0e01-\u0e3a\u0e40-\u0e4e"
    "\U00020000-\U0003ffff"
)
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORD = rf"(?:(?![{_ALONE}])[^\W\d_][\u0300-\u036f]*)(?:(?![{_ALONE}])[^\W_][\u0300-\u036f]*|['\u2019](?=(?![{_ALONE}])[^\W\d_]))*"
_UNIT = re.compile(rf"[{_ALONE}]|{_NUMBER}|{_WORD}")
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.S)
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


class Units:
    """The units of a text: what each says, and where it begins and ends."""

    __slots__ = ("says", "beg", "end")

    def __init__(self, says, beg, end):
        self.says = says
        self.beg = beg
        self.end = end

    def __len__(self):
        return len(self.says)


def units(text):
    """Cut `text` into its units."""
    folded = _fold_quickly(text)
    if folded is not None:
        found = list(_UNIT.finditer(folded))
        return Units([m.group() for m in found], [m.start() for m in found], [m.end() for m in found])
    folded, at = _fold_slowly(text)
    says, beg, end = [], [], []
    for m in _UNIT.finditer(folded):
        says.append(m.group())
        beg.append(at[m.start()][0])
        end.append(at[m.end() - 1][1])
    return Units(says, beg, end)


def count(text):
    """How many units `text` has."""
    folded = _fold_quickly(text)
    return len(_UNIT.findall(_fold_slowly(text)[0] if folded is None else folded))


def is_number(unit):
    """Whether a unit is a figure."""
    return unit[0].isdigit()


def is_spaced(unit):
    """Whether a unit belongs to a script that puts spaces between words."""
    return not re.fullmatch(f"[{_ALONE}]", unit)


# Forms that fold to one character whatever stands beside them: capitals, full-width forms, wide spaces.
_ONE_TO_ONE = {
    **{c: chr(c + 32) for c in range(0x41, 0x5B)},
    **{c: chr(c - 0xFEE0).lower() for c in range(0xFF01, 0xFF5F)},
    0x3000: " ", 0x00A0: " ",
}


def _fold_quickly(text):
    """The folded text where every character folds to one, else None."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_ONE_TO_ONE)
    if folded.casefold() == folded and unicodedata.is_normalized("NFKC", folded) and not _INVISIBLE.search(folded):
        return folded
    return None


def _fold_slowly(text):
    """Fold cluster by cluster: the folded text, and for each of its characters the span it came from."""
    out, at = [], []
    beg = 0
    for cluster in _CLUSTER.findall(text):
        end = beg + len(cluster)
        folded = cluster.lower() if cluster.isascii() else _fold_cluster(_INVISIBLE.sub("", cluster))
        out.append(folded)
        at.extend([(beg, end)] * len(folded))
        beg = end
    return "".join(out), at


@functools.lru_cache(maxsize=1 << 16)
def _fold_cluster(cluster):
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    return _INVISIBLE.sub("", once)


def without_figures(says):
    """The same units with one sign for every number, as two texts are compared."""
    return ["0" if u[0].isdigit() else u for u in says]

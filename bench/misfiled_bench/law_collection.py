# SPDX-License-Identifier: MIT
"""Laws under their titles: real texts, of the shared data."""

import os
import re
import tarfile

from .real_collection import RealTexts


def archive():
    """Where the laws are: CRIB_SHARED, else ../shared beside the checkout; None when absent."""
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("CRIB_SHARED") or os.path.join(here, "..", "..", "..", "shared")
    path = os.path.join(shared, "data", "laws-zh.tar.xz")
    return path if os.path.exists(path) else None


def read_laws(path):
    """[(title, lines)] of laws with 300 to 8,000 characters."""
    laws = []
    with tarfile.open(path) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if not member.isfile() or not member.name.endswith(".md"):
                continue
            text = tar.extractfile(member).read().decode("utf-8", "replace")
            lines = [re.sub(r"^#+ *", "", x).strip() for x in text.split("\n")]
            lines = [x for x in lines if x and not x.startswith("<!--")]
            if lines and 300 <= sum(map(len, lines[1:])) <= 8000:
                laws.append((lines[0], lines[1:]))
    return laws


def _pairs(title):
    return {title[i:i + 2] for i in range(len(title) - 1)}


def open_laws():
    """The laws as RealTexts; None when they are absent."""
    path = archive()
    return RealTexts("laws", read_laws(path), _pairs) if path else None

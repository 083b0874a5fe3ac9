# SPDX-License-Identifier: MIT
"""Where the real data lie: the folder CRIB_SHARED names, else ../shared beside the checkout. It may be absent."""

import os
from pathlib import Path


def folder():
    """The folder of shared data, or None."""
    named = os.environ.get("CRIB_SHARED")
    path = Path(named) if named else Path(__file__).resolve().parents[3] / "shared"
    return path if path.is_dir() else None


def _file(name):
    base = folder()
    path = base / "data" / name if base else None
    return path if path and path.is_file() else None


def laws():
    """The archive of Chinese laws, or None."""
    return _file("laws-zh.tar.xz")


def bible(script):
    """The Bible in `script` (hans or hant), or None."""
    return _file(f"bible-zh-{script}.tsv.xz")

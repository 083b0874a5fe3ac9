# SPDX-License-Identifier: MIT
"""What crib has to reach, and in which order the rows stand.

Floors are stated for groups of classes; a row without one is shown and not
judged."""

KIN = ("verbatim", "redacted", "renumbered", "script", "width", "invisible", "furniture")
MIXED = ("reordered", "interleaved", "summary")

ORDER = ("verbatim", "redacted", "renumbered", "script", "width", "invisible", "homoglyph", "furniture", "layout",
         "quotation",
         *(f"edit{share:02}-{how}" for share in (1, 3, 5, 10, 20) for how in ("single", "phrase")),
         *MIXED, "negative")

PLAGDET = {
    **{(klass, "long"): .98 for klass in KIN},
    **{(klass, "short"): .95 for klass in KIN},
    **{(f"edit05-{how}", "long"): .97 for how in ("single", "phrase")},
    **{(f"edit10-{how}", "long"): .95 for how in ("single", "phrase")},
    ("edit20-single", "long"): .85, ("edit20-phrase", "long"): .93,
    **{(f"edit05-{how}", "short"): .92 for how in ("single", "phrase")},
    **{(f"edit10-{how}", "short"): .88 for how in ("single", "phrase")},
    ("edit20-single", "short"): .55, ("edit20-phrase", "short"): .85,
    ("reordered", "long"): .85, ("interleaved", "long"): .88, ("summary", "long"): .70,
}

GRANULARITY_MOST = 1.03
BORDER_UNITS_MOST = 0       # median and 99th percentile, class verbatim
FALSE_BETWEEN_MOST = 2      # per 1,000 documents
FALSE_INSIDE_MOST = 20
DOCUMENT_PRECISION = .99    # at near-duplicate and above
DOCUMENT_RECALL = .99       # of whole copies with at most 5 % of the units changed
FLAGGED = 1.0               # share of the hidden-character cases that are matched and flagged


def rank(klass):
    """Rows are in this order; classes nobody foresaw come last, by name."""
    return (ORDER.index(klass) if klass in ORDER else len(ORDER), klass)


def at_least(value, floor):
    return None if floor is None else value >= floor


def at_most(value, ceiling):
    return None if ceiling is None else value <= ceiling

# SPDX-License-Identifier: MIT
"""What the measured slopes mean for collections nobody has scanned here.

Nothing of this is measured but the points it goes on from."""

from quality_bench.tables import Table

from . import slopes

SIZES = (10 ** 8, 10 ** 10)
SIGNATURE = 128 * 4  # bytes in memory: k words of 32 bits
POSTINGS, BANDS = "segment-bytes-SEEDS", "segment-bytes-BANDS"

NOTE = """An estimate, not a measurement. It assumes documents of the same mean length, the same share of copies, one thread of
the machine the points were measured on, and that the slope of the upper half holds over three to five more powers of ten;
`linear` is what the same time would be if it grew in proportion from the largest point. Signatures are 128 words of 4 bytes.
Bands and postings are what `crib index stat` tells of {documents} documents, carried on in proportion. Peak memory is that of a
scan that keeps everything in memory. Writing, merging and shuffling between machines is not in the hours."""


def bytes_of(n):
    for exponent, name in ((15, "PB"), (12, "TB"), (9, "GB"), (6, "MB")):
        if n >= 10 ** exponent:
            return f"{n / 10 ** exponent:.1f} {name}"
    return f"{n / 1000:.1f} kB"


def table(command, points, stored):
    """points: of the collections; stored: bytes a document by kind."""
    t = Table(f"Estimate for larger collections, {command}",
              ["documents", "text", "signatures", "bands", "postings", "hours_by_slope", "hours_linear", "peak_memory_by_slope"])
    cpu, peak = ([(p.size, getattr(p, what)) for p in points] for what in ("cpu", "peak"))
    if slopes.slope(cpu) is None:
        return t
    last = max(points)
    for n in SIZES:
        t.add(n, bytes_of(n * last.text_bytes / last.documents), bytes_of(n * SIGNATURE), bytes_of(n * stored[BANDS]),
              bytes_of(n * stored[POSTINGS]), f"{slopes.carried_on(cpu, n) / 3600:.3g}",
              f"{last.cpu * n / last.size / 3600:.3g}", bytes_of(slopes.carried_on(peak, n) * 1e6))
    return t

/* SPDX-License-Identifier: MIT */
/* Texts known beforehand whose words are nobody's (templates): which units of
 * a row stand in them. */
#ifndef CRIB_INDEX_REFERENCE_H
#define CRIB_INDEX_REFERENCE_H

#include "core/sort.h"
#include "core/units.h"

struct reference {
    const struct units *row; /* [n_row] borrowed */
    uint32_t n_row;
    struct kv *entry;        /* [n] (shingle, row << 32 | first unit), sorted */
    size_t n;
};

/* Index the shingles of rows[n]; they must outlive *out. O(units) by radix
 * sort. reference_done() also after a failure. */
int reference_build(const struct units *rows, uint32_t n, struct reference *out, struct crib_err *err);
void reference_done(struct reference *r);

/* Set the bits (u64[u->n / 64 + 1], one a unit) of the units of u that stand in
 * some reference row; *n_marked of them.
 *
 * A run is a shingle or more, alike unit by unit (a figure like any other, and
 * like a redaction). Runs that follow each other in one reference row, with at
 * most REFERENCE_GAP units between them on either side, are one stretch: a
 * blank was filled in, a word changed. A stretch counts when its runs weigh at
 * least `least`, figures and redactions not counted. What stands between
 * its runs is aligned, and marked where it is the reference's; the rest of it
 * is not. O(units * REFERENCE_LOOKS). */
enum { REFERENCE_GAP = 32, REFERENCE_LOOKS = 32 };
int reference_mark(const struct reference *r, const struct units *u, uint32_t least, uint64_t *bits,
                   uint32_t *n_marked, struct crib_err *err);

#endif

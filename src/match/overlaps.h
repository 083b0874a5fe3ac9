/* SPDX-License-Identifier: MIT */
/* Which of many passages overlap a stretch of the first row. */
#ifndef CRIB_MATCH_OVERLAPS_H
#define CRIB_MATCH_OVERLAPS_H

#include "core/err.h"
#include "core/span.h"

struct found;

struct overlaps {
    const struct found *item;
    struct by_beg { uint32_t beg, reach; size_t at; } *order; /* by a.beg; reach: the farthest end up to this one */
    size_t n, cap;
};

/* Of item[n], which is borrowed and may not move. O(n log n). */
int overlaps_of(struct overlaps *o, const struct found *item, size_t n, struct crib_err *err);
void overlaps_done(struct overlaps *o);

/* Places in order[] of those that may overlap the stretch of a; some do not, as the caller sees. */
struct unit_span overlaps_with(const struct overlaps *o, struct unit_span a);

#endif

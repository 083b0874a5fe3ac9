/* SPDX-License-Identifier: MIT */
/* Is it worth extending? Mostly it is not: texts part behind an anchor. */
#ifndef CRIB_MATCH_GAINS_H
#define CRIB_MATCH_GAINS_H

#include "core/units.h"

/* Scores of an extension (align.h). */
enum {
    EXTEND_GAIN = 1,
    EXTEND_LOSS = 2,
    EXTEND_DROP = 20 /* what is farther below the best is given up */
};

/* Units of a and b to extend over: la and lb from a and b on, dir +1, or those
 * before a and b, dir -1. */
struct walk {
    const struct units *ua, *ub;
    uint32_t a, b;
    uint32_t la, lb;
    int dir;
};

/* May an extension come to a score above 0? Never wrong when it says no; what
 * it cannot tell soon, it lets pass. O(EXTEND_DROP). */
bool may_gain(const struct walk *w);

#endif

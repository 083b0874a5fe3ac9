/* SPDX-License-Identifier: MIT */
/* How far two rows are equal from a place on: mostly far, since they are
 * compared because they are alike. So eight units are asked about at a time. */
#ifndef CRIB_MATCH_EQUAL_H
#define CRIB_MATCH_EQUAL_H

#include "core/base.h"

enum { EQUAL_STEP = 8 };

static inline bool equal_step(const uint32_t *x, const uint32_t *y)
{
    uint32_t differ = 0;
    for (int i = 0; i < EQUAL_STEP; i++)
        differ |= x[i] ^ y[i];
    return differ == 0;
}

/* How many of x[0, n) equal those of y, up to the first that does not. */
static inline uint32_t equal_ahead(const uint32_t *x, const uint32_t *y, uint32_t n)
{
    uint32_t i = 0;
    while (n - i >= EQUAL_STEP && equal_step(x + i, y + i))
        i += EQUAL_STEP;
    while (i < n && x[i] == y[i])
        i++;
    return i;
}

/* The same backwards: of x[-n, 0) and y[-n, 0), from the end on. */
static inline uint32_t equal_behind(const uint32_t *x, const uint32_t *y, uint32_t n)
{
    uint32_t i = 0;
    while (n - i >= EQUAL_STEP && equal_step(x - i - EQUAL_STEP, y - i - EQUAL_STEP))
        i += EQUAL_STEP;
    while (i < n && x[-1 - (ptrdiff_t)i] == y[-1 - (ptrdiff_t)i])
        i++;
    return i;
}

#endif

/* SPDX-License-Identifier: MIT */
/* What a row says but for its figures and redactions, as a hash: by this titles
 * and lines are compared that differ in a year. */
#ifndef CRIB_CLUSTER_WORDING_H
#define CRIB_CLUSTER_WORDING_H

#include "core/hash.h"
#include "core/units.h"

/* The hash of a row and its unit i behind it; h: of those before, 0 of none. */
static inline uint64_t wording_join(uint64_t h, const struct units *u, uint32_t i)
{
    return unit_is_placeholder(u, i) ? h : hash_join(h, unit_code(u, i)) | 1;
}

/* 0: nothing but figures. */
static inline uint64_t wording_of(const struct units *u)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < u->n; i++)
        h = wording_join(h, u, i);
    return h;
}

#endif

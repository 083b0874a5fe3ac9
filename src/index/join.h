/* SPDX-License-Identifier: MIT */
/* What both ways of joining two documents have in common (join.c). */
#ifndef CRIB_INDEX_JOIN_H
#define CRIB_INDEX_JOIN_H

#include "index/postings.h"

enum { JOIN_ALL_PAIRS = 64 }; /* hits of one seed up to which all are listed */

/* Two documents that are joined; self: they are one. */
struct joined {
    const struct units *ua, *ub;
    uint32_t length;
    bool self;
    struct hits *out;
};

int join_add(struct hits *out, uint32_t a, uint32_t b, struct crib_err *err);

/* The hits of a seed that stands often in both: at place[0, na) in the one, at
 * place[na, na + nb) in the other; self: na places, nb is 0. */
int join_windows(const struct joined *j, const struct seed_place *place, size_t na, size_t nb, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Anchors: maximal runs of equal units, grown from shared seeds. */
#ifndef CRIB_MATCH_ANCHOR_H
#define CRIB_MATCH_ANCHOR_H

#include "core/sort.h"
#include "core/units.h"

/* Units [a, a + len) of one row equal [b, b + len) of the other. */
struct anchor {
    uint32_t a, b, len;
};

/* Two unit positions that hold the same shingle. */
struct seed_hit {
    uint32_t a, b;
};

struct anchors {
    struct anchor *item; /* by (a, b), unique */
    size_t n, cap;
    struct kv *kv;       /* scratch */
    size_t cap_kv;
    struct grown { uint32_t call, beg, end; } *grown; /* the run grown last on each diagonal, and in which call; scratch */
    size_t cap_grown;
    uint32_t n_calls;
};

/* Grow every hit to the longest run of equal units (figures included) around
 * it. In one document (self: ua == ub, hits have a < b) a run may reach into
 * its own copy: then text repeats with period b - a, and the run becomes one
 * or two anchors whose places do not overlap and which together cover all
 * that repeats. O(units of both rows + units of the distinct runs +
 * hits log hits); of hits whose order is by a, hits alone. */
int anchors_grow(const struct units *ua, const struct units *ub, bool self, const struct seed_hit *hit, size_t n_hits,
                 struct anchors *out, struct crib_err *err);
void anchors_done(struct anchors *a);

#endif

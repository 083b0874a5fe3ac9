/* SPDX-License-Identifier: MIT */
/* Short agreements near longer ones: what edits left between the anchors. */
#ifndef CRIB_MATCH_DENSE_H
#define CRIB_MATCH_DENSE_H

#include "match/anchor.h"

/* A part of the plane of both rows that holds anchors. */
struct dense_box {
    struct unit_span a, b;
    size_t first;           /* one of its anchors */
    size_t n_anchors;
};

struct dense {
    struct dense_box *box;  /* scratch, as all here */
    size_t n_box, cap_box;
    uint32_t *head, *next;  /* places in b by the hash of their DENSE_UNITS units */
    uint64_t *any;          /* a bit for each finer part of the slots: is a place in it? */
    uint32_t n_slots;       /* power of two */
    size_t cap_head, cap_next, cap_any;
    struct seed_hit *hit;   /* the anchors' beginnings among what was found near them */
    size_t n_hits, cap_hit;
};

/* Find again, by every run of DENSE_UNITS equal units, what stands within
 * `reach` units of an anchor on both sides, and put the hits, with the anchors
 * themselves, into d->hit for anchors_grow. A run that stands more than
 * DENSE_PLACES times in the b side of a box says little and is left out, and so
 * is a short anchor that stands alone and around which the rows do not go on
 * agreeing for half of reach / 2 in weight. For two different rows. O(anchors
 * * reach). */
enum { DENSE_UNITS = 3, DENSE_PLACES = 4 };
int dense_hits(struct dense *d, const struct anchors *an, const struct units *ua, const struct units *ub,
               uint32_t reach, struct crib_err *err);
void dense_done(struct dense *d);

#endif

/* SPDX-License-Identifier: MIT */
/* Chains: anchors in the same order in both rows, near enough to each other
 * to be one reuse. */
#ifndef CRIB_MATCH_CHAIN_H
#define CRIB_MATCH_CHAIN_H

#include "match/anchor.h"

struct chain {
    size_t beg, n;    /* its anchors: chains.order[beg, beg + n), ascending in both rows */
    int64_t score;
};

struct chains {
    struct chain *item;
    size_t n, cap;
    uint32_t *order;     /* indices into the anchors */
    size_t n_order, cap_order;
    struct link *link;   /* scratch of the dynamic programme */
    size_t cap_link;
    struct kv *end;      /* the anchors by score */
    size_t cap_end;
};

/* Local chaining after Li (minimap2, 2018, section 2.1): the score of an
 * anchor is its own length plus the best earlier anchor's score less the cost
 * of the gap, or its length alone; bounded look-back; every anchor is in
 * exactly one chain. Gaps are bounded by chain_gap_limit(length). In one
 * document (self) a chain's first place ends before its second begins.
 * O(anchors * look-back). */
int chains_make(const struct anchors *anchors, bool self, uint32_t length, struct chains *out, struct crib_err *err);
/* The best first; equal scores by the place of their anchors. */
void chains_rank(struct chains *c);
void chains_done(struct chains *c);

/* Widest gap, in units, inside one chain. */
static inline uint32_t chain_gap_limit(uint32_t length) { return min_u32(max_u32(6 * length, 64), 256); }

/* Twice the units that a gap of da units in one row and db in the other takes
 * from a chain. */
int64_t chain_gap_cost(uint32_t da, uint32_t db);

#endif

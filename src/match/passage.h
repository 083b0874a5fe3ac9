/* SPDX-License-Identifier: MIT */
/* From shared seeds of two documents to the passages they share. */
#ifndef CRIB_MATCH_PASSAGE_H
#define CRIB_MATCH_PASSAGE_H

#include "match/align.h"
#include "match/chain.h"
#include "match/dense.h"
#include "match/overlaps.h"
#include "match/shuffled.h"

/* A stretch of one document that stands, changed or not, in another (or
 * elsewhere in the same). Its blocks say which units stand against which. */
struct found {
    struct unit_span a, b;
    size_t block_beg, n_block; /* founds.blocks; ascending in a; in b too unless reordered */
    uint32_t matched;          /* equal aligned units; a figure against another counts
                                * when running text on both sides holds it */
    uint32_t distance;         /* unit edit distance of the alignment */
    bool reordered;            /* blocks stand in another order in b */
    bool list;                 /* both places lie in one paragraph, close to each other, and the second is no exact
                                * repetition that follows the first at once: parallel items, no passage */
};

struct founds {
    struct found *item;  /* by (a.beg, b.beg, a.end, b.end) */
    size_t n, cap;
    struct blocks blocks;
};

/* What one thread needs to match pair after pair without allocating. */
struct matcher {
    struct founds bags;          /* what is shuffled */
    struct anchors anchors;
    struct dense dense;
    struct chains chains;
    struct shuffled shuffled;
    struct overlaps overlaps;
    struct blocks scratch, side;
    uint64_t *cover_a, *cover_b; /* units in passages */
    uint64_t *cover_list;        /* units in list patterns */
    size_t cap_a, cap_b, cap_list;
};

void matcher_init(struct matcher *m);
void matcher_done(struct matcher *m);
void founds_done(struct founds *f);

/* All passages of rows ua and ub, from the shingles they share, appended to
 * *out. paragraph u32[ua->n]: not NULL when both are one row; the paragraph
 * that each unit stands in. A passage has at least `length` weight of
 * units equal in both, figures included; at least half of its shorter place
 * stands in it, and what is alike makes up for what differs. Every unit of a verbatim run of at least `length` that holds a hit at
 * both places lies, at both, inside a passage. Two rows that are equal are
 * one passage, however short. O(hits log hits + aligned units + gaps'
 * products). */
int match_rows(struct matcher *m, const struct units *ua, const struct units *ub, const uint32_t *paragraph,
               const struct seed_hit *hit, size_t n_hits, uint32_t length, struct founds *out, struct crib_err *err);

/* Count matched and distance of f anew from its blocks. */
void found_measure(struct found *f, const struct alike *block, const struct units *ua, const struct units *ub,
                   uint32_t *weight);

/* Put the blocks of f, at least one, in order of a, each unit in one of them
 * at most (the longer keeps it); sets n_block and reordered. */
void found_order_blocks(struct found *f, struct alike *block);

/* The next matched stretch of a block from *at on (offsets into the block),
 * *at moved past it; false when there is none. Figures that differ are
 * matched when at most two of them stand between equal units. */
bool alike_next_matched(const struct alike *k, const struct units *ua, const struct units *ub, uint32_t *at,
                        struct unit_span *s);

/* Units of the blocks that can stay where they are when the others move: the
 * heaviest choice that ascends in b, too. */
uint32_t founds_in_order(const struct found *f, const struct alike *block);

/* Join passages of one pair that are pieces of one reuse in another order:
 * near each other on both sides. What is reordered already stays as it is.
 * Used by match_rows. */
int founds_join_reordered(struct founds *f, size_t first, const struct units *ua, const struct units *ub,
                          uint32_t length, struct crib_err *err);

#endif

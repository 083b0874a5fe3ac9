/* SPDX-License-Identifier: MIT */
/* Reuse in an order so different that no chain holds much of it. */
#ifndef CRIB_MATCH_SHUFFLED_H
#define CRIB_MATCH_SHUFFLED_H

#include "match/align.h"

struct found;
struct founds;
struct overlaps;

/* Scratch. */
struct shuffled {
    struct anchor *run;     /* the longest first */
    struct piece *piece;
    struct part *part;      /* of the pieces, yet to be looked at */
    size_t cap_run, cap_piece, cap_part;
    uint64_t *bits_a, *bits_b; /* units of the pieces */
    size_t cap_a, cap_b;
    struct blocks side;
    struct ranked { int64_t score; size_t at; } *rank; /* of what was found, by shuffled_rank */
    struct found *told;     /* what of it became passages */
    size_t cap_rank, n_told, cap_told;
};

/* Append to *out what the anchors of two different rows fill in both without
 * being in one order: three quarters of either stretch at least, and not by
 * those alone that ascend in both; no gap of the least length in it; what is
 * alike makes up for what differs and for every piece that moved. The blocks
 * of each are made new and ascend in a. O(anchors log anchors), a few times. */
int shuffled_find(struct shuffled *s, const struct anchors *an, const struct units *ua, const struct units *ub,
                  uint32_t length, struct founds *out, struct crib_err *err);
/* What is alike less what differs and what moved, comparable to a chain's
 * score; `equal` units of f are. */
int64_t shuffled_score(const struct found *f, const struct alike *block, uint32_t equal);
/* Take off the list what one of out's passages from `first` on holds three quarters of in its order. */
int shuffled_drop_ordered(struct founds *shuffled, const struct founds *out, size_t first, struct overlaps *scratch,
                          struct crib_err *err);
/* s->rank becomes their places in the list, the best first, by a score comparable to a chain's: what is alike less
 * what differs and what moved. Nothing is told yet. */
int shuffled_rank(struct shuffled *s, const struct founds *shuffled, struct crib_err *err);
void shuffled_done(struct shuffled *s);

#endif

/* SPDX-License-Identifier: MIT */
/* Looking at who holds the shingles of a text: the whole of it, or a stretch. */
#ifndef CRIB_INDEX_COMMON_LOOK_H
#define CRIB_INDEX_COMMON_LOOK_H

#include "index/common.h"

static const uint64_t COMMON_NOBODY = UINT64_MAX; /* index of a shingle that no group holds */

/* Is group g among those that hold shingle i? O(log of these). */
bool common_held_by(const struct common *c, size_t i, uint32_t g);

/* Room for a text of n shingles. */
int common_look_room(struct common_scratch *x, size_t n, struct crib_err *err);

/* Nothing of the shingles index[n] is seen, and all are wanted. */
void common_look_open(const struct common *c, const uint64_t *index, size_t n, struct reading *out);

/* Look at blocks [beg, end) of groups, those before having been looked at, and
 * count into x->cover the groups with a stretch of `least` shingles, as
 * group_bits_cover() does, for the shingles of x->reading[n] that are wanted;
 * with twos those with a stretch of two into x->twos, as well. x->skip says
 * which groups do not count. O(n * blocks). */
void common_cover(const struct common *c, size_t n, size_t beg, size_t end, unsigned least, bool twos,
                  struct common_scratch *x);

/* The groups that hold 80 % of the n different shingles (index, those that
 * fewest groups hold first), into x->holder; none when they are `family` or
 * more. O(n * blocks), or less where some of the shingles are rare. */
int common_holders(const struct common *c, const uint64_t *index, size_t n, uint32_t family, struct common_scratch *x,
                   struct crib_err *err);

#endif

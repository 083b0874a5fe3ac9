/* SPDX-License-Identifier: MIT */
/* Whether what two rows have alike makes a passage, and one or two. */
#ifndef CRIB_MATCH_ENOUGH_H
#define CRIB_MATCH_ENOUGH_H

#include "match/passage.h"

/* Is enough alike: the least length, half of the shorter place, and so much
 * that it makes up for what differs, a word replaced as much as two characters?
 * The shorter a passage, the less may be changed in it: stock phrases are alike in every other word. Much may be left
 * out on one side (a summary), not by turns on both, and nowhere so much at
 * once that less than a third is alike: around so wide a gap stand two reuses.
 * block[f->n_block], weight: that of the units which are equal. */
bool alike_enough(const struct found *f, const struct alike *block, const struct units *ua, const struct units *ub,
                  uint32_t weight, uint32_t length);

/* The block behind the widest gap in which both rows have a text of their own:
 * twice the least length of it, and as much as is alike before it or behind;
 * 0 when there is none. What was replaced belongs to the passage around it;
 * where both go on with another matter for longer than they agreed, they meet
 * again by a second reuse. */
size_t block_behind_foreign(const struct found *f, const struct alike *block, const struct units *ua,
                            const struct units *ub, uint32_t length);

#endif

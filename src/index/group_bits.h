/* SPDX-License-Identifier: MIT */
/* Which groups hold which shingles of a text, as bits, and what 256 groups are
 * asked in one go. Row k of a block tells of shingle k: bit g is set when group
 * g of the block holds it. */
#ifndef CRIB_INDEX_GROUP_BITS_H
#define CRIB_INDEX_GROUP_BITS_H

#include "core/base.h"

enum { GROUPS_IN_BLOCK = 256, BLOCK_WORDS = GROUPS_IN_BLOCK / 64 };
struct group_block { uint64_t word[BLOCK_WORDS]; };

/* What makes a stretch: shingles of the text in one group, each at most
 * STRETCH_STEP after the one before: room between for a unit that was edited. */
enum { STRETCH_STEP = 6 };

/* Rows around the text's own that must be there, and zero. */
enum { BLOCK_MARGIN = STRETCH_STEP };

/* Of each shingle k, add to cover[k] how many groups, but for those of `skip`,
 * have a stretch of `least` (2, 4 or 8) shingles or more from before or at k to
 * behind or at it; of 4 they must stand in a row, since three or four shreds
 * of a sentence, each from elsewhere, are in many texts. row[-BLOCK_MARGIN ..
 * n + BLOCK_MARGIN); room[n]: scratch. O(n). */
void group_bits_cover(const struct group_block *row, size_t n, unsigned least, const struct group_block *skip,
                      struct group_block *room, uint32_t *cover);

/* Take from left[k] how many groups hold shingle k. O(n). */
void group_bits_held(const struct group_block *row, size_t n, uint32_t *left);

/* The groups that hold at least `need` (1 to n) of the n shingles. n below
 * 2^31. O(n log n). */
struct group_block group_bits_holding(const struct group_block *row, size_t n, uint32_t need);

#endif

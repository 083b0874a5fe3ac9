/* SPDX-License-Identifier: MIT */
/* Two whole rows, aligned from end to end. */
#ifndef CRIB_ENGINE_DEDUP_ALIGN_H
#define CRIB_ENGINE_DEDUP_ALIGN_H

#include "engine/compare.h"

/* Blocks that ascend in both rows, from the passages of the pair (a, b), with
 * what lies between them aligned as well. ua and ub are rows equal to those of
 * a and b, or, when swapped, of b and a. O(blocks log blocks + gaps' products). */
int align_whole(const struct comparison *cmp, uint32_t a, uint32_t b, bool swapped, const struct units *ua,
                const struct units *ub, struct blocks *out, struct crib_err *err);

/* Align what lies between the last block and units (a, b), when it is small
 * enough; what is not stays one difference. */
int align_rest(const struct units *ua, const struct units *ub, uint32_t a, uint32_t b, struct blocks *out,
               struct crib_err *err);

#endif

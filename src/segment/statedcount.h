/* SPDX-License-Identifier: MIT */
/* How many documents a compilation says it holds: （12篇）. */
#ifndef CRIB_SEGMENT_STATEDCOUNT_H
#define CRIB_SEGMENT_STATEDCOUNT_H

#include "segment/segparts.h"

/* The count, its line (index) and its figure; 0, UINT32_MAX and an empty span
 * when none is stated. */
uint32_t stated_count(const struct cut *c, uint32_t *at, struct txt_span *figure);

#endif

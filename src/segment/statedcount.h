/* SPDX-License-Identifier: MIT */
/* How many documents a compilation says it holds: （12篇）. */
#ifndef CRIB_SEGMENT_STATEDCOUNT_H
#define CRIB_SEGMENT_STATEDCOUNT_H

#include "segment/segparts.h"

/* The count and its line (index); 0 and UINT32_MAX when none is stated. */
uint32_t stated_count(const struct cut *c, uint32_t *at);

#endif

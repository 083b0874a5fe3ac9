/* SPDX-License-Identifier: MIT */
/* The longest chain of meetings between entries and lines that rises in both. */
#ifndef CRIB_SEGMENT_RISINGCHAIN_H
#define CRIB_SEGMENT_RISINGCHAIN_H

#include "core/base.h"

struct meeting {
    uint32_t entry, line;
    uint32_t prev; /* set: the meeting before it in its chain, UINT32_MAX when none */
    uint8_t wide;  /* lines the title takes */
};

/* m[n] sorted by entry, and by falling line for the same entry; tail[n] is
 * work space. Returns the length of the longest chain, *last its end; among
 * the longest, the one whose lines come earliest. O(n log n). */
size_t chain_longest(struct meeting *m, size_t n, uint32_t *tail, uint32_t *last);

#endif

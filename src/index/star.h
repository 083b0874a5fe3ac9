/* SPDX-License-Identifier: MIT */
/* Common text as stars: first occurrence to each other, never all pairs. */
#ifndef CRIB_INDEX_STAR_H
#define CRIB_INDEX_STAR_H

#include "index/postings.h"

/* For every window (run of `length`, see sketch.h) whose least shingle is a
 * seed that stands in more than `rare` places: the pair of the first document
 * that holds the window with each other one (and with itself, when it holds
 * it twice). Pairs a << 32 | b, a <= b, sorted and unique; mem_free(*pair).
 * n - 1 pairs for n documents. O(windows) by radix sort. */
int star_pairs(const struct postings *p, const struct units *rows, uint32_t length, size_t rare, int n_threads,
               uint64_t **pair, size_t *n, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Binary search of anything sorted, by a condition over an index. */
#ifndef CRIB_CORE_SEARCH_H
#define CRIB_CORE_SEARCH_H

#include "core/base.h"

/* Set `i`, an integer variable, to the first index in [0, n) for which the
 * condition `before` does not hold, or to n. `before` is an expression over
 * `i` that holds for a beginning of the indices and for none behind it:
 *
 *     size_t at;
 *     LOWER_BOUND(at, d->n, d->item[at].id < id);
 *     return at < d->n && d->item[at].id == id;
 *
 * `n` is evaluated once, `before` O(log n) times and only for i < n. */
#define LOWER_BOUND(i, n, before)                    \
    do {                                             \
        size_t lo_ = 0, hi_ = (n);                   \
        while (lo_ < hi_) {                          \
            (i) = lo_ + (hi_ - lo_) / 2;             \
            if (before)                              \
                lo_ = (size_t)(i) + 1;               \
            else                                     \
                hi_ = (i);                           \
        }                                            \
        (i) = lo_;                                   \
    } while (0)

#endif

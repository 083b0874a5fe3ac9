/* SPDX-License-Identifier: MIT */
/* Hunt and Szymanski's reduction of the longest common subsequence to the
 * longest increasing one, with patience sorting: tail[k] ends the chain of
 * k + 1 meetings that has the earliest last line. Falling lines within an
 * entry keep it from taking part twice. */
#include "segment/risingchain.h"

size_t chain_longest(struct meeting *m, size_t n, uint32_t *tail, uint32_t *last)
{
    size_t n_tail = 0;
    for (size_t i = 0; i < n; i++) {
        size_t lo = 0, hi = n_tail;
        while (lo < hi) {
            size_t mid = lo + (hi - lo) / 2;
            if (m[tail[mid]].line < m[i].line)
                lo = mid + 1;
            else
                hi = mid;
        }
        m[i].prev = lo == 0 ? UINT32_MAX : tail[lo - 1];
        if (lo == n_tail || m[i].line < m[tail[lo]].line)
            tail[lo] = (uint32_t)i;
        n_tail += lo == n_tail;
    }
    *last = n_tail == 0 ? UINT32_MAX : tail[n_tail - 1];
    return n_tail;
}

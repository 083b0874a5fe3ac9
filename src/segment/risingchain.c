/* SPDX-License-Identifier: MIT */
/* Hunt and Szymanski's reduction of the longest common subsequence to the
 * longest increasing one, with patience sorting: tail[k] ends the chain of
 * k + 1 meetings that has the earliest last line. Falling lines within an
 * entry keep it from taking part twice. */
#include "segment/risingchain.h"

#include "core/search.h"

size_t chain_longest(struct meeting *m, size_t n, uint32_t *tail, uint32_t *last)
{
    size_t n_tail = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at;
        LOWER_BOUND(at, n_tail, m[tail[at]].line < m[i].line);
        m[i].prev = at == 0 ? UINT32_MAX : tail[at - 1];
        if (at == n_tail || m[i].line < m[tail[at]].line)
            tail[at] = (uint32_t)i;
        n_tail += at == n_tail;
    }
    *last = n_tail == 0 ? UINT32_MAX : tail[n_tail - 1];
    return n_tail;
}

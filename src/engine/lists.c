/* SPDX-License-Identifier: MIT */
/* List patterns. A paragraph that sets figures or names into one and the same
 * sentence again and again shares much with itself and borrows nothing. */
#include "engine/lists.h"

const struct line *line_at(const struct document *d, uint32_t byte)
{
    uint32_t lo = 0, hi = d->n_line;
    while (lo < hi) { /* the last line that begins at or before the byte */
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->line[mid].span.beg <= byte)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? &d->line[lo - 1] : NULL;
}

void lists_paragraphs(const struct document *d, const struct units *u, uint32_t *paragraph)
{
    uint32_t line = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        while (line + 1 < d->n_line && d->line[line + 1].span.beg <= unit_beg(u, i))
            line++;
        paragraph[i] = line;
    }
}

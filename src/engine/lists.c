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

static bool immediate_repetition(const struct raw *r)
{
    return r->found.n_block == 1 && r->found.distance == 0 && r->found.matched == unit_len(r->found.a) &&
           r->found.a.end == r->found.b.beg;
}

void lists_mark(const struct collection *c, struct comparison *cmp)
{
    for (size_t i = 0; i < cmp->n_raw; i++) {
        struct raw *r = &cmp->raw[i];
        if (r->a != r->b || immediate_repetition(r))
            continue;
        const struct units *u = &c->rows[r->a];
        const struct document *d = c->doc[r->a].seg;
        r->list = line_at(d, u->beg[r->found.a.beg]) == line_at(d, u->beg[r->found.b.end - 1]);
    }
}

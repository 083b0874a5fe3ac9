/* SPDX-License-Identifier: MIT */
/* Sorted by where they begin, those that overlap a stretch end before it does;
 * and none of those before the first whose reach is past its beginning can. */
#include "match/overlaps.h"

#include <stdlib.h>

#include "core/search.h"
#include "match/passage.h"

void overlaps_done(struct overlaps *o)
{
    mem_free(o->order);
    *o = (struct overlaps){ 0 };
}

static int by_beg(const void *p, const void *q)
{
    const struct by_beg *x = p, *y = q;
    if (x->beg != y->beg)
        return x->beg < y->beg ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

int overlaps_of(struct overlaps *o, const struct found *item, size_t n, struct crib_err *err)
{
    o->item = item;
    o->n = n;
    CRIB_TRY(VEC_GROW(o->order, 0, &o->cap, n, err));
    for (size_t i = 0; i < n; i++)
        o->order[i] = (struct by_beg){ item[i].a.beg, item[i].a.end, i };
    if (n > 1)
        qsort(o->order, n, sizeof *o->order, by_beg);
    for (size_t i = 1; i < n; i++)
        o->order[i].reach = max_u32(o->order[i].reach, o->order[i - 1].reach);
    return CRIB_OK;
}

struct unit_span overlaps_with(const struct overlaps *o, struct unit_span a)
{
    uint32_t beg, end;
    LOWER_BOUND(beg, (uint32_t)o->n, o->order[beg].reach <= a.beg);
    LOWER_BOUND(end, (uint32_t)o->n, o->order[end].beg < a.end);
    return (struct unit_span){ beg, max_u32(beg, end) };
}

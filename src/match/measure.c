/* SPDX-License-Identifier: MIT */
/* How much of a passage is alike, from its blocks: equal units, and figures
 * that differ where running text holds them. */
#include "match/passage.h"

#include "match/equal.h"

/* In a table of figures nothing holds them in place: three that differ in a
 * row, or one at an edge, are not matched. */
bool alike_next_matched(const struct alike *k, const struct units *ua, const struct units *ub, uint32_t *at,
                        struct unit_span *s)
{
    const uint32_t *x = ua->exact + k->a, *y = ub->exact + k->b;
    uint32_t i = *at;
    while (i < k->len && x[i] != y[i])
        i++;
    s->beg = i;
    while (i < k->len) {
        i += equal_ahead(x + i, y + i, k->len - i);
        uint32_t differ = i;
        while (differ < k->len && x[differ] != y[differ])
            differ++;
        if (differ == k->len || differ - i > 2)
            break;
        i = differ;
    }
    s->end = *at = i;
    return s->beg < s->end;
}

/* Weight of the units that are equal. A packed row's is told by their values,
 * without asking for each one's kind. */
static uint32_t equal_weight(const struct alike *k, const struct units *ua, const struct units *ub)
{
    const uint32_t *x = ua->exact + k->a, *y = ub->exact + k->b;
    uint32_t weight = 0;
    if (!ua->kind)
        for (uint32_t i = 0; i < k->len; i++)
            weight += x[i] == y[i] ? 1 + (x[i] >> 31) : 0;
    else
        for (uint32_t i = 0; i < k->len; i++)
            weight += x[i] == y[i] ? unit_weight(ua->kind[k->a + i]) : 0;
    return weight;
}

static uint32_t equal_units(const struct alike *k, const struct units *ua, const struct units *ub, uint32_t *weight)
{
    *weight += equal_weight(k, ua, ub);
    uint32_t matched = 0;
    struct unit_span s;
    for (uint32_t at = 0; alike_next_matched(k, ua, ub, &at, &s);)
        matched += unit_len(s);
    return matched;
}

void found_measure(struct found *f, const struct alike *block, const struct units *ua, const struct units *ub,
                   uint32_t *weight)
{
    f->matched = f->distance = *weight = 0;
    for (size_t x = 0; x < f->n_block; x++) {
        const struct alike *k = &block[x];
        f->matched += equal_units(k, ua, ub, weight);
        if (x + 1 < f->n_block)
            f->distance += max_u32(k[1].a - (k->a + k->len), k[1].b - (k->b + k->len));
    }
    if (f->reordered)
        f->distance = max_u32(unit_len(f->a), unit_len(f->b)) - founds_in_order(f, block);
}

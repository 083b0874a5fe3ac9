/* SPDX-License-Identifier: MIT */
/* What is alike against what differs, gap by gap. */
#include "match/enough.h"

/* Of two stretches that stand against each other, the lighter one's. */
static uint32_t lighter(const struct units *ua, struct unit_span a, const struct units *ub, struct unit_span b)
{
    return min_u32(units_weight(ua, a, UINT32_MAX), units_weight(ub, b, UINT32_MAX));
}

bool alike_enough(const struct found *f, const struct alike *k, const struct units *ua, const struct units *ub,
                  uint32_t weight, uint32_t length)
{
    if (weight < length || 2 * (uint64_t)f->matched < min_u32(unit_len(f->a), unit_len(f->b)))
        return false;
    int64_t score = 2 * (int64_t)weight;
    uint64_t only_a = 0, only_b = 0;
    for (size_t i = 1; i < f->n_block; i++) {
        uint32_t a = k[i - 1].a + k[i - 1].len, b = k[i - 1].b + k[i - 1].len, da = k[i].a - a, db = k[i].b - b;
        uint32_t both = min_u32(da, db);
        if (max_u32(da, db) > 2 * (uint64_t)f->matched)
            return false;
        uint32_t replaced = lighter(ua, (struct unit_span){ a, a + both }, ub, (struct unit_span){ b, b + both });
        score -= chain_gap_cost(da, db) - both + 2 * (int64_t)replaced;
        only_a += da - both;
        only_b += db - both;
    }
    return 3 * score >= 5 * (int64_t)length && 2 * min_size(only_a, only_b) <= f->matched;
}

size_t block_behind_foreign(const struct found *f, const struct alike *k, const struct units *ua,
                            const struct units *ub, uint32_t length)
{
    uint32_t widest = 2 * length - 1, before = 0, all = 0;
    size_t at = 0;
    for (size_t i = 0; i < f->n_block; i++)
        all += k[i].len;
    for (size_t i = 1; i < f->n_block; i++) {
        uint32_t a = k[i - 1].a + k[i - 1].len, b = k[i - 1].b + k[i - 1].len, gap = min_u32(k[i].a - a, k[i].b - b);
        before += k[i - 1].len;
        if (2 * (uint64_t)gap <= widest || gap < min_u32(before, all - before)) /* a word weighs two */
            continue;
        uint32_t foreign = lighter(ua, (struct unit_span){ a, k[i].a }, ub, (struct unit_span){ b, k[i].b });
        if (foreign > widest) {
            widest = foreign;
            at = i;
        }
    }
    return at;
}

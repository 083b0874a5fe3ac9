/* SPDX-License-Identifier: MIT */
/* Growing hits to anchors, diagonal by diagonal: a hit inside the run that
 * was grown last on its diagonal is part of it and costs nothing. */
#include "match/anchor.h"

#include "match/equal.h"

void anchors_done(struct anchors *a)
{
    mem_free(a->item);
    mem_free(a->kv);
    *a = (struct anchors){ 0 };
}

static struct anchor grow(const struct units *ua, const struct units *ub, uint32_t a, uint32_t b)
{
    uint32_t left = equal_behind(ua->exact + a, ub->exact + b, min_u32(a, b));
    uint32_t right = equal_ahead(ua->exact + a, ub->exact + b, min_u32(ua->n - a, ub->n - b));
    return (struct anchor){ a - left, b - left, left + right };
}

static int add(struct anchors *out, struct anchor x, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
    out->item[out->n++] = x;
    return CRIB_OK;
}

/* The text [x.a, x.b + x.len) has period x.b - x.a. Its first half repeats in
 * its second; what an uneven number of periods leaves over at the end is
 * covered by the same halves moved to the end. */
static int add_periodic(struct anchors *out, struct anchor x, struct crib_err *err)
{
    uint32_t period = x.b - x.a, all = period + x.len, end = x.a + all;
    uint32_t half = all / 2 / period * period;
    CRIB_TRY(add(out, (struct anchor){ x.a, x.a + half, half }, err));
    if (2 * half < all)
        CRIB_TRY(add(out, (struct anchor){ end - 2 * half, end - half, half }, err));
    return CRIB_OK;
}

/* By (a, b); anchors are unique, so that no two share both. */
static int sort_anchors(struct anchors *x, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(x->kv, 0, &x->cap_kv, x->n, err));
    for (size_t i = 0; i < x->n; i++)
        x->kv[i] = (struct kv){ (uint64_t)x->item[i].a << 32 | x->item[i].b, x->item[i].len };
    CRIB_TRY(sort_kv(x->kv, x->n, true, err));
    for (size_t i = 0; i < x->n; i++)
        x->item[i] = (struct anchor){ (uint32_t)(x->kv[i].key >> 32), (uint32_t)x->kv[i].key, (uint32_t)x->kv[i].val };
    return CRIB_OK;
}

/* Diagonals near the main one, which most are, differ in their low bytes only. */
static const uint64_t MAIN_DIAGONAL = (UINT64_C(1) << 32) + (1 << 15);

int anchors_grow(const struct units *ua, const struct units *ub, bool self, const struct seed_hit *hit, size_t n_hits,
                 struct anchors *out, struct crib_err *err)
{
    out->n = 0;
    CRIB_TRY(VEC_GROW(out->kv, 0, &out->cap_kv, n_hits, err));
    struct kv *kv = out->kv;
    for (size_t i = 0; i < n_hits; i++)
        kv[i] = (struct kv){ MAIN_DIAGONAL + hit[i].b - hit[i].a, hit[i].a };
    CRIB_TRY(sort_kv(kv, n_hits, true, err));
    struct anchor last = { 0 };
    for (size_t i = 0; i < n_hits; i++) {
        uint32_t a = (uint32_t)kv[i].val, b = (uint32_t)(kv[i].key + a - MAIN_DIAGONAL);
        if (i > 0 && kv[i].key == kv[i - 1].key && a < last.a + last.len)
            continue;
        last = grow(ua, ub, a, b);
        if (self && last.len > last.b - last.a)
            CRIB_TRY(add_periodic(out, last, err));
        else
            CRIB_TRY(add(out, last, err));
    }
    return sort_anchors(out, err);
}

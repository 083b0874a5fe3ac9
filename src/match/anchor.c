/* SPDX-License-Identifier: MIT */
/* Growing hits to anchors, diagonal by diagonal: a hit inside the run that
 * was grown last on its diagonal is part of it and costs nothing. */
#include "match/anchor.h"

#include "core/sort.h"
#include "match/equal.h"

void anchors_done(struct anchors *a)
{
    mem_free(a->item);
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

static int by_place(const void *p, const void *q)
{
    const struct anchor *x = p, *y = q;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->len > y->len) - (x->len < y->len);
}

int anchors_grow(const struct units *ua, const struct units *ub, bool self, const struct seed_hit *hit, size_t n_hits,
                 struct anchors *out, struct crib_err *err)
{
    out->n = 0;
    struct kv *kv = mem_alloc(n_hits * sizeof *kv);
    if (!kv)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n_hits; i++)
        kv[i] = (struct kv){ (uint64_t)hit[i].b + UINT32_MAX - hit[i].a, hit[i].a };
    int rc = sort_kv(kv, n_hits, true, err);
    struct anchor last = { 0 };
    for (size_t i = 0; i < n_hits && rc == CRIB_OK; i++) {
        uint32_t a = (uint32_t)kv[i].val, b = (uint32_t)(kv[i].key + a - UINT32_MAX);
        if (i > 0 && kv[i].key == kv[i - 1].key && a < last.a + last.len)
            continue;
        last = grow(ua, ub, a, b);
        if (self && last.len > last.b - last.a)
            rc = add_periodic(out, last, err);
        else
            rc = add(out, last, err);
    }
    mem_free(kv);
    if (rc == CRIB_OK && out->n)
        qsort(out->item, out->n, sizeof *out->item, by_place);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Growing hits to anchors: a hit inside the run that was grown last on its
 * diagonal is part of it and costs nothing. */
#include "match/anchor.h"

#include "match/equal.h"

void anchors_done(struct anchors *a)
{
    mem_free(a->item);
    mem_free(a->kv);
    mem_free(a->grown);
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

/* By (a, b), each once: a run that was grown again, from a hit that came late,
 * is all there twice. */
static int sort_anchors(struct anchors *x, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(x->kv, 0, &x->cap_kv, x->n, err));
    for (size_t i = 0; i < x->n; i++)
        x->kv[i] = (struct kv){ (uint64_t)x->item[i].a << 32 | x->item[i].b, x->item[i].len };
    CRIB_TRY(sort_kv(x->kv, x->n, true, err));
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        if (i == 0 || x->kv[i].key != x->kv[i - 1].key || x->kv[i].val != x->kv[i - 1].val)
            x->item[n++] = (struct anchor){ (uint32_t)(x->kv[i].key >> 32), (uint32_t)x->kv[i].key,
                                            (uint32_t)x->kv[i].val };
    x->n = n;
    return CRIB_OK;
}

/* The run around a hit, which no run grown so far holds. */
static int add_run(const struct units *ua, const struct units *ub, bool self, struct seed_hit hit, struct anchors *out,
                   struct unit_span *run, struct crib_err *err)
{
    struct anchor x = grow(ua, ub, hit.a, hit.b);
    *run = (struct unit_span){ x.a, x.a + x.len };
    return self && x.len > x.b - x.a ? add_periodic(out, x, err) : add(out, x, err);
}

/* Diagonals near the main one, which most are, differ in their low bytes only. */
static const uint64_t MAIN_DIAGONAL = (UINT64_C(1) << 32) + (1 << 15);

/* Diagonal by diagonal. */
static int grow_sorted(const struct units *ua, const struct units *ub, bool self, const struct seed_hit *hit,
                       size_t n_hits, struct anchors *out, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(out->kv, 0, &out->cap_kv, n_hits, err));
    struct kv *kv = out->kv;
    for (size_t i = 0; i < n_hits; i++)
        kv[i] = (struct kv){ MAIN_DIAGONAL + hit[i].b - hit[i].a, hit[i].a };
    CRIB_TRY(sort_kv(kv, n_hits, true, err));
    struct unit_span run = { 0, 0 };
    for (size_t i = 0; i < n_hits; i++) {
        uint32_t a = (uint32_t)kv[i].val, b = (uint32_t)(kv[i].key + a - MAIN_DIAGONAL);
        if (i == 0 || kv[i].key != kv[i - 1].key || a >= run.end)
            CRIB_TRY(add_run(ua, ub, self, (struct seed_hit){ a, b }, out, &run, err));
    }
    return CRIB_OK;
}

/* As the hits come, with a table of all diagonals: what an earlier call left
 * there is told by its number. Where they come in no order, runs are grown again
 * and again: then it gives up, and *done is false. */
static int grow_as_they_come(const struct units *ua, const struct units *ub, bool self, const struct seed_hit *hit,
                             size_t n_hits, struct anchors *out, bool *done, struct crib_err *err)
{
    enum { TIMES = 8 }; /* so often all units may be grown over */
    uint64_t grown = 0, most = TIMES * ((uint64_t)ua->n + ub->n);
    size_t had = out->cap_grown;
    CRIB_TRY(VEC_GROW(out->grown, 0, &out->cap_grown, (size_t)ua->n + ub->n, err));
    if (++out->n_calls == 0) { /* after four thousand million calls */
        had = 0;
        out->n_calls = 1;
    }
    memset(out->grown + had, 0, (out->cap_grown - had) * sizeof *out->grown);
    for (size_t i = 0; i < n_hits && grown <= most; i++) {
        struct grown *g = &out->grown[hit[i].b + (ua->n - hit[i].a)];
        if (g->call == out->n_calls && g->beg <= hit[i].a && hit[i].a < g->end)
            continue;
        struct unit_span run;
        CRIB_TRY(add_run(ua, ub, self, hit[i], out, &run, err));
        *g = (struct grown){ out->n_calls, run.beg, run.end };
        grown += unit_len(run);
    }
    *done = grown <= most;
    return CRIB_OK;
}

/* Up to so many diagonals have a table each thread can afford, one and a half MB. */
enum { MOST_DIAGONALS = 1 << 17 };

int anchors_grow(const struct units *ua, const struct units *ub, bool self, const struct seed_hit *hit, size_t n_hits,
                 struct anchors *out, struct crib_err *err)
{
    bool done = false;
    out->n = 0;
    if ((uint64_t)ua->n + ub->n <= MOST_DIAGONALS)
        CRIB_TRY(grow_as_they_come(ua, ub, self, hit, n_hits, out, &done, err));
    if (!done) {
        out->n = 0;
        CRIB_TRY(grow_sorted(ua, ub, self, hit, n_hits, out, err));
    }
    return sort_anchors(out, err);
}

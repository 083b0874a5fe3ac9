/* SPDX-License-Identifier: MIT */
/* Anchors come from sampled seeds: an index of every shingle would be eight
 * times as large, and where one unit of five is replaced few shingles are left
 * at all. But once two documents are known to meet at some place, every short
 * run that they share nearby is evidence, and looking at all of them costs no
 * more than the place is long. So boxes are drawn around the anchors, joined
 * where they overlap, and searched with a small table of their own. */
#include "match/dense.h"

#include "core/agree.h"

#include "core/hash.h"

enum { NEIGHBOURS = 8, DENSE_TOLD = 12 };
static const uint32_t NONE = UINT32_MAX;

void dense_done(struct dense *d)
{
    mem_free(d->box);
    mem_free(d->head);
    mem_free(d->next);
    mem_free(d->any);
    mem_free(d->hit);
    *d = (struct dense){ 0 };
}

static struct unit_span around(uint32_t beg, uint32_t len, uint32_t reach, uint32_t n)
{
    return (struct unit_span){ beg > reach ? beg - reach : 0, min_u32(n, beg + len + reach) };
}

static bool meet(struct unit_span x, struct unit_span y) { return x.beg <= y.end && y.beg <= x.end; }

static struct unit_span both(struct unit_span x, struct unit_span y)
{
    return (struct unit_span){ min_u32(x.beg, y.beg), max_u32(x.end, y.end) };
}

/* Anchors come by place in a, so that a box is joined with one of the last few
 * or not at all. */
static int draw_boxes(struct dense *d, const struct anchors *an, uint32_t n_a, uint32_t n_b, uint32_t reach,
                      struct crib_err *err)
{
    d->n_box = 0;
    for (size_t i = 0; i < an->n; i++) {
        const struct anchor *x = &an->item[i];
        struct dense_box box = { around(x->a, x->len, reach, n_a), around(x->b, x->len, reach, n_b), i, 1 };
        bool joined = false;
        for (size_t back = 1; back <= NEIGHBOURS && back <= d->n_box && !joined; back++) {
            struct dense_box *y = &d->box[d->n_box - back];
            joined = meet(box.a, y->a) && meet(box.b, y->b);
            if (joined)
                *y = (struct dense_box){ both(box.a, y->a), both(box.b, y->b), y->first, y->n_anchors + 1 };
        }
        if (joined)
            continue;
        CRIB_TRY(VEC_GROW(d->box, d->n_box, &d->cap_box, 1, err));
        d->box[d->n_box++] = box;
    }
    return CRIB_OK;
}

static bool equal_run(const struct units *ua, uint32_t a, const struct units *ub, uint32_t b)
{
    for (uint32_t i = 0; i < DENSE_UNITS; i++)
        if (ua->exact[a + i] != ub->exact[b + i])
            return false;
    return true;
}

/* A unit's share of the hash of it and its neighbours: one product, turned by
 * its place in the run; the sum's high bits are the hash. */
static uint64_t share(uint32_t exact) { return exact * UINT64_C(0x9e3779b97f4a7c15); }
static uint64_t turned(uint64_t x, int by) { return x << by | x >> (64 - by); }
static_assert(DENSE_UNITS == 3, "three units are hashed below");
static uint32_t hash_of(uint64_t first, uint64_t second, uint64_t third)
{
    return (uint32_t)((first + turned(second, 21) + turned(third, 42)) >> 32);
}

/* Bits of d->any for each slot: of the runs that b does not hold, most are told
 * from one bit, and no list is begun in vain. */
enum { FINER = 8, LEAST_SLOTS = 64 };

static bool may_hold(const struct dense *d, uint32_t hash)
{
    uint32_t part = hash & (d->n_slots * FINER - 1);
    return d->any[part >> 6] >> (part & 63) & 1;
}

static int add_hit(struct dense *d, uint32_t a, uint32_t b, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(d->hit, d->n_hits, &d->cap_hit, 1, err));
    d->hit[d->n_hits++] = (struct seed_hit){ a, b };
    return CRIB_OK;
}

/* The places of b in the table that hold what stands at `a`, unless too many. */
static int look_up(struct dense *d, const struct units *ua, uint32_t a, uint32_t hash, const struct units *ub,
                   uint32_t base, struct crib_err *err)
{
    size_t before = d->n_hits;
    for (uint32_t i = d->head[hash & (d->n_slots - 1)]; i != NONE; i = d->next[i]) {
        if (!equal_run(ua, a, ub, base + i))
            continue;
        if (d->n_hits - before == DENSE_PLACES) {
            d->n_hits = before;
            return CRIB_OK;
        }
        CRIB_TRY(add_hit(d, a, base + i, err));
    }
    return CRIB_OK;
}

/* Of runs that begin in [beg, end) of a. */
static int look_up_all(struct dense *d, const struct units *ua, uint32_t beg, uint32_t end, const struct units *ub,
                       uint32_t base, struct crib_err *err)
{
    if (beg >= end)
        return CRIB_OK;
    const uint32_t *exact = ua->exact;
    uint64_t first = share(exact[beg]), second = share(exact[beg + 1]);
    for (uint32_t a = beg; a < end; a++) {
        uint64_t third = share(exact[a + 2]);
        uint32_t hash = hash_of(first, second, third);
        if (may_hold(d, hash))
            CRIB_TRY(look_up(d, ua, a, hash, ub, base, err));
        first = second;
        second = third;
    }
    return CRIB_OK;
}

/* The table of the runs that begin in the n units from `exact` on. */
static int make_table(struct dense *d, const uint32_t *exact, uint32_t n, struct crib_err *err)
{
    d->n_slots = LEAST_SLOTS;
    while (d->n_slots < n)
        d->n_slots *= 2;
    size_t words = (size_t)d->n_slots * FINER / 64;
    CRIB_TRY(VEC_GROW(d->head, 0, &d->cap_head, d->n_slots, err));
    CRIB_TRY(VEC_GROW(d->next, 0, &d->cap_next, n, err));
    CRIB_TRY(VEC_GROW(d->any, 0, &d->cap_any, words, err));
    memset(d->head, 0xff, d->n_slots * sizeof *d->head);
    memset(d->any, 0, words * sizeof *d->any);
    uint64_t second = share(exact[n]), third = share(exact[n + 1]);
    for (uint32_t i = n; i-- > 0;) {
        uint64_t first = share(exact[i]);
        uint32_t hash = hash_of(first, second, third), part = hash & (d->n_slots * FINER - 1);
        uint32_t *head = &d->head[hash & (d->n_slots - 1)];
        d->any[part >> 6] |= UINT64_C(1) << (part & 63);
        d->next[i] = *head;
        *head = i;
        third = second;
        second = first;
    }
    return CRIB_OK;
}

static uint32_t end_of(const struct anchor *x) { return x->a + x->len; }

/* Past the anchors that hold unit a, or a itself: what long anchors hold of a
 * is told, and the same words elsewhere in b would only hide it. *i: the
 * anchors before it end before a. */
static uint32_t past_anchors(const struct anchors *an, size_t *i, uint32_t a)
{
    for (; *i < an->n && an->item[*i].a <= a; ++*i)
        if (an->item[*i].len >= DENSE_TOLD)
            a = max_u32(a, end_of(&an->item[*i]));
    return a;
}

/* The anchors before `from` end before the box begins. */
static int search_box(struct dense *d, const struct anchors *an, size_t from, const struct dense_box *box,
                      const struct units *ua, const struct units *ub, struct crib_err *err)
{
    if (unit_len(box->a) < DENSE_UNITS || unit_len(box->b) < DENSE_UNITS)
        return CRIB_OK;
    CRIB_TRY(make_table(d, ub->exact + box->b.beg, unit_len(box->b) - DENSE_UNITS + 1, err));
    uint32_t past = box->a.end - DENSE_UNITS + 1, next;
    for (uint32_t a = past_anchors(an, &from, box->a.beg); a < past; a = past_anchors(an, &from, next)) {
        next = from < an->n ? min_u32(past, an->item[from].a) : past;
        CRIB_TRY(look_up_all(d, ua, a, next, ub, box->b.beg, err));
    }
    return CRIB_OK;
}

/* Most anchors of two documents are a phrase that both use, and no more. */
static bool worth_searching(const struct dense_box *box, const struct anchors *an, const struct units *ua,
                            const struct units *ub, uint32_t reach)
{
    const struct anchor *x = &an->item[box->first];
    if (box->n_anchors > 1 || x->len >= DENSE_TOLD)
        return true;
    uint32_t enough = reach / 4, weight = units_weight(ua, (struct unit_span){ x->a, x->a + x->len }, UINT32_MAX);
    struct agree_run run = { x->a, x->b, x->len, weight };
    return agree_weight(ua, ub, run, box->a, box->b, enough) >= enough;
}

/* The anchors' beginnings among the hits, from the back: both come by their
 * place in a, mostly, and what is in order is sooner sorted. */
static int merge_anchors(struct dense *d, const struct anchors *an, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(d->hit, d->n_hits, &d->cap_hit, an->n, err));
    size_t left = d->n_hits, to = left + an->n;
    d->n_hits = to;
    for (size_t i = an->n; i > 0;) {
        const struct anchor *x = &an->item[i - 1];
        if (left > 0 && d->hit[left - 1].a > x->a) {
            d->hit[--to] = d->hit[--left];
        } else {
            d->hit[--to] = (struct seed_hit){ x->a, x->b };
            i--;
        }
    }
    return CRIB_OK;
}

int dense_hits(struct dense *d, const struct anchors *an, const struct units *ua, const struct units *ub,
               uint32_t reach, struct crib_err *err)
{
    d->n_hits = 0;
    CRIB_TRY(draw_boxes(d, an, ua->n, ub->n, reach, err));
    size_t from = 0; /* boxes come by their begin in a, too */
    for (size_t i = 0; i < d->n_box; i++) {
        while (from < an->n && end_of(&an->item[from]) <= d->box[i].a.beg)
            from++;
        if (worth_searching(&d->box[i], an, ua, ub, reach))
            CRIB_TRY(search_box(d, an, from, &d->box[i], ua, ub, err));
    }
    return merge_anchors(d, an, err);
}

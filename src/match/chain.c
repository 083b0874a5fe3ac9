/* SPDX-License-Identifier: MIT */
/* Chaining anchors by dynamic programming.
 *
 * The cost of a gap is half a unit for each unit replaced and, beyond the
 * shorter side, a sum that grows slower than what was inserted: an inserted
 * sentence does not end a passage, a foreign paragraph does. Units that agree
 * inside a gap are found later, by alignment; that is why a replaced unit
 * costs only a half here. */
#include "match/chain.h"

#include "core/sort.h"

enum { LOOK_BACK = 128 };

struct link {
    int64_t score;  /* twice the units, so that halves stay integers */
    uint32_t prev;  /* index + 1 of the anchor before, 0: the chain begins here */
    uint32_t first_b; /* second place's beginning of the chain: bounds a self chain */
    uint32_t reach;   /* furthest end in a of this anchor and all before it */
    bool used;
};

void chains_done(struct chains *c)
{
    mem_free(c->item);
    mem_free(c->order);
    mem_free(c->link);
    mem_free(c->end);
    *c = (struct chains){ 0 };
}

int64_t chain_gap_cost(uint32_t da, uint32_t db)
{
    uint32_t both = min_u32(da, db), more = max_u32(da, db) - both;
    int64_t inserted = more <= 4 ? 2 * (int64_t)more : 8 + 3 * (31 - __builtin_clz(more) - 2);
    return both + inserted;
}

/* Does y begin behind x's beginning in b, and not too far behind its end? Of
 * those that come before y in a four of five do not, and are told by this. */
static bool near_in_b(const struct anchor *x, const struct anchor *y, uint32_t limit)
{
    return y->b - x->b - 1 < x->len + limit;
}

/* Score of y after x, near in b, or INT64_MIN when they cannot follow each other. */
static int64_t follow(const struct anchor *x, const struct link *lx, const struct anchor *y, bool self, uint32_t limit)
{
    if (y->a <= x->a || (self && y->a + y->len > lx->first_b))
        return INT64_MIN;
    uint32_t end_a = x->a + x->len, end_b = x->b + x->len;
    uint32_t over_a = end_a > y->a ? end_a - y->a : 0, over_b = end_b > y->b ? end_b - y->b : 0;
    uint32_t over = max_u32(over_a, over_b);
    if (over >= y->len)
        return INT64_MIN;
    uint32_t da = y->a + over - end_a, db = y->b + over - end_b;
    if (da > limit || db > limit)
        return INT64_MIN;
    return lx->score + 2 * (int64_t)(y->len - over) - chain_gap_cost(da, db);
}

/* Those of the anchors [from, i) that are near anchor i in b, ascending: told
 * without a branch, since nobody could guess which. */
static size_t list_near(const struct anchor *item, size_t from, size_t i, uint32_t limit, uint32_t near[LOOK_BACK])
{
    size_t n = 0;
    for (size_t j = from; j < i; j++) {
        near[n] = (uint32_t)j;
        n += near_in_b(&item[j], &item[i], limit);
    }
    return n;
}

static void fill_links(const struct anchors *an, bool self, uint32_t limit, struct link *link)
{
    const struct anchor *item = an->item;
    uint32_t near[LOOK_BACK];
    for (size_t i = 0, from = 0; i < an->n; i++) {
        const struct anchor *y = &item[i];
        struct link best = { .score = 2 * (int64_t)y->len, .prev = 0, .first_b = y->b };
        uint32_t end = y->a + y->len;
        best.reach = i > 0 ? max_u32(end, link[i - 1].reach) : end;
        from = i > LOOK_BACK ? max_size(from, i - LOOK_BACK) : from;
        while (from < i && (uint64_t)link[from].reach + limit < y->a)
            from++; /* too far back for this and all behind */
        for (size_t k = list_near(item, from, i, limit, near); k-- > 0;) {
            uint32_t j = near[k];
            int64_t s = follow(&item[j], &link[j], y, self, limit);
            if (s > best.score)
                best = (struct link){ .score = s, .prev = j + 1, .first_b = link[j].first_b, .reach = best.reach };
        }
        link[i] = best;
    }
}

/* Walk back from an end until a used anchor; what was walked is one chain. */
static void trace(struct chains *c, uint32_t end)
{
    size_t beg = c->n_order;
    uint32_t at = end + 1;
    for (; at && !c->link[at - 1].used; at = c->link[at - 1].prev) {
        c->link[at - 1].used = true;
        c->order[c->n_order++] = at - 1;
    }
    for (size_t i = beg, j = c->n_order; i + 1 < j; i++) {
        uint32_t t = c->order[i];
        c->order[i] = c->order[--j];
        c->order[j] = t;
    }
    int64_t below = at ? c->link[at - 1].score : 0;
    c->item[c->n++] = (struct chain){ beg, c->n_order - beg, c->link[end].score - below };
}

int chains_make(const struct anchors *an, bool self, uint32_t length, struct chains *c, struct crib_err *err)
{
    c->n = c->n_order = 0;
    if (an->n >= UINT32_MAX)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "%zu anchors in one pair of documents", an->n);
    CRIB_TRY(VEC_GROW(c->link, 0, &c->cap_link, an->n, err));
    CRIB_TRY(VEC_GROW(c->order, 0, &c->cap_order, an->n, err));
    CRIB_TRY(VEC_GROW(c->item, 0, &c->cap, an->n, err));
    fill_links(an, self, chain_gap_limit(length), c->link);
    CRIB_TRY(VEC_GROW(c->end, 0, &c->cap_end, an->n, err));
    for (size_t i = 0; i < an->n; i++)
        c->end[i] = (struct kv){ ~(uint64_t)c->link[i].score, i }; /* scores are above 0: the best first */
    CRIB_TRY(sort_kv(c->end, an->n, true, err));
    for (size_t i = 0; i < an->n; i++)
        if (!c->link[c->end[i].val].used)
            trace(c, (uint32_t)c->end[i].val);
    return CRIB_OK;
}

static int by_chain_score(const void *p, const void *q)
{
    const struct chain *x = p, *y = q;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

void chains_rank(struct chains *c)
{
    if (c->n > 1)
        qsort(c->item, c->n, sizeof *c->item, by_chain_score);
}

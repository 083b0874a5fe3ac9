/* SPDX-License-Identifier: MIT */
/* The blocks of all passages are weighed by their length, and the heaviest
 * choice that ascends in both rows is kept (a weighted longest increasing
 * subsequence, with a tree of best ends, as minimap2's and others' chaining
 * without gap costs). So every unit of both rows is either alike or part of a
 * difference, whatever moved. */
#include "engine/dedup_align.h"

#include "core/search.h"
#include "core/sort.h"

enum { GAP_CELLS = 1 << 22 }; /* a gap with more pairs of units is one replacement */

int align_rest(const struct units *ua, const struct units *ub, uint32_t a, uint32_t b, struct blocks *out,
               struct crib_err *err)
{
    const struct alike *last = out->n ? &out->item[out->n - 1] : NULL;
    struct unit_span ga = { last ? last->a + last->len : 0, a }, gb = { last ? last->b + last->len : 0, b };
    if ((uint64_t)unit_len(ga) * unit_len(gb) > GAP_CELLS)
        return CRIB_OK;
    return align_gap(ua, ga, ub, gb, out, err);
}

static size_t first_raw(const struct comparison *cmp, uint32_t a, uint32_t b)
{
    size_t at;
    LOWER_BOUND(at, cmp->n_raw, cmp->raw[at].a < a || (cmp->raw[at].a == a && cmp->raw[at].b < b));
    return at;
}

struct chosen {
    struct alike *block; /* [n] by a */
    size_t n, cap;
    uint64_t *best;      /* [n] weight of the best chain that ends with it */
    size_t *before;      /* [n] the block before it in that chain, or SIZE_MAX */
    size_t *tree;        /* [n_end + 1] of ends in b: the block with the best chain that ends there or before */
    uint32_t *end;       /* [n_end] ends in b, sorted, unique */
    size_t n_end;
};

static int by_a(const void *p, const void *q)
{
    const struct alike *x = p, *y = q;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return x->len < y->len ? -1 : x->len > y->len;
}

static int list_blocks(const struct comparison *cmp, uint32_t a, uint32_t b, bool swapped, struct chosen *c,
                       struct crib_err *err)
{
    for (size_t i = first_raw(cmp, a, b); i < cmp->n_raw && cmp->raw[i].a == a && cmp->raw[i].b == b; i++) {
        const struct raw *r = &cmp->raw[i];
        if (r->found.list)
            continue;
        CRIB_TRY(VEC_GROW(c->block, c->n, &c->cap, r->found.n_block, err));
        for (size_t k = 0; k < r->found.n_block; k++) {
            struct alike at = r->block[k];
            c->block[c->n++] = swapped ? (struct alike){ at.b, at.a, at.len } : at;
        }
    }
    if (c->n)
        qsort(c->block, c->n, sizeof *c->block, by_a);
    return CRIB_OK;
}

/* How many ends are at most x. */
static size_t ends_up_to(const struct chosen *c, uint32_t x)
{
    size_t at;
    LOWER_BOUND(at, c->n_end, c->end[at] <= x);
    return at;
}

static size_t best_up_to(const struct chosen *c, size_t i)
{
    size_t best = SIZE_MAX;
    for (; i > 0; i -= i & -i)
        if (c->tree[i] != SIZE_MAX && (best == SIZE_MAX || c->best[c->tree[i]] > c->best[best]))
            best = c->tree[i];
    return best;
}

static void offer(struct chosen *c, size_t k)
{
    for (size_t i = ends_up_to(c, c->block[k].b + c->block[k].len); i <= c->n_end; i += i & -i)
        if (c->tree[i] == SIZE_MAX || c->best[k] > c->best[c->tree[i]])
            c->tree[i] = k;
}

/* Blocks come by where they begin in a; one is offered to later ones once they
 * begin behind its end. kv: by ends in a. Returns the last of the best chain. */
static size_t choose(struct chosen *c, const struct kv *by_end)
{
    size_t last = SIZE_MAX, ended = 0;
    for (size_t i = 0; i <= c->n_end; i++)
        c->tree[i] = SIZE_MAX;
    for (size_t k = 0; k < c->n; k++) {
        for (; ended < c->n && by_end[ended].key <= c->block[k].a; ended++)
            offer(c, (size_t)by_end[ended].val);
        size_t before = best_up_to(c, ends_up_to(c, c->block[k].b));
        c->before[k] = before;
        c->best[k] = c->block[k].len + (before == SIZE_MAX ? 0 : c->best[before]);
        if (last == SIZE_MAX || c->best[k] > c->best[last])
            last = k;
    }
    return last;
}

/* Turn the chain that ends with `last` round, into the front of block. */
static size_t take_chain(struct chosen *c, size_t last)
{
    size_t n = 0;
    for (size_t k = last; k != SIZE_MAX; k = c->before[k])
        c->tree[n++] = k;
    for (size_t i = 0; i < n; i++)
        c->block[i] = c->block[c->tree[n - 1 - i]]; /* never behind where it is read: both ascend */
    return n;
}

static int chain_blocks(struct chosen *c, struct crib_err *err)
{
    struct kv *kv = mem_alloc(c->n * sizeof *kv);
    c->best = mem_alloc(c->n * sizeof *c->best);
    c->before = mem_alloc(c->n * sizeof *c->before);
    c->tree = mem_alloc((c->n + 1) * sizeof *c->tree);
    c->end = mem_alloc(c->n * sizeof *c->end);
    int rc = kv && c->best && c->before && c->tree && c->end ? CRIB_OK : CRIB_NOMEM(err);
    for (size_t k = 0; rc == CRIB_OK && k < c->n; k++)
        kv[k] = (struct kv){ c->block[k].b + c->block[k].len, k };
    if (rc == CRIB_OK)
        rc = sort_kv(kv, c->n, true, err);
    for (size_t k = 0; rc == CRIB_OK && k < c->n; k++)
        if (c->n_end == 0 || c->end[c->n_end - 1] != kv[k].key)
            c->end[c->n_end++] = (uint32_t)kv[k].key;
    for (size_t k = 0; rc == CRIB_OK && k < c->n; k++)
        kv[k] = (struct kv){ c->block[k].a + c->block[k].len, k };
    if (rc == CRIB_OK)
        rc = sort_kv(kv, c->n, true, err);
    if (rc == CRIB_OK)
        c->n = take_chain(c, choose(c, kv));
    mem_free(kv);
    return rc;
}

int align_whole(const struct comparison *cmp, uint32_t a, uint32_t b, bool swapped, const struct units *ua,
                const struct units *ub, struct blocks *out, struct crib_err *err)
{
    struct chosen c = { 0 };
    int rc = list_blocks(cmp, a, b, swapped, &c, err);
    if (rc == CRIB_OK)
        rc = chain_blocks(&c, err);
    for (size_t k = 0; k < c.n && rc == CRIB_OK; k++) {
        rc = align_rest(ua, ub, c.block[k].a, c.block[k].b, out, err);
        if (rc == CRIB_OK)
            rc = blocks_add(out, c.block[k].a, c.block[k].b, c.block[k].len, err);
    }
    if (rc == CRIB_OK)
        rc = align_rest(ua, ub, ua->n, ub->n, out, err);
    mem_free(c.block);
    mem_free(c.best);
    mem_free(c.before);
    mem_free(c.tree);
    mem_free(c.end);
    return rc;
}

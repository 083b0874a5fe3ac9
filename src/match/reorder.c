/* SPDX-License-Identifier: MIT */
/* Reordered reuse: sentences taken over in another order give one passage
 * per run of sentences that kept its order. Passages that lie close together
 * on both sides, but in another order, are pieces of one reuse.
 *
 * Closeness is transitive: pieces are joined by union-find over neighbours in
 * a, as long as their places in b are neighbours too, and a joined passage is
 * kept only when it is still mostly covered by its pieces on both sides. */
#include "match/passage.h"

/* Distance between two spans, 0 when they touch or overlap. */
static uint32_t apart(struct unit_span x, struct unit_span y)
{
    if (x.end <= y.beg)
        return y.beg - x.end;
    return y.end <= x.beg ? x.beg - y.end : 0;
}

/* Do the blocks of x and y stand beside each other, in a and in b? Their spans
 * may cross: two sentences with a third between them are one chain, too. Both
 * ascend, so one walk over both lists tells. */
static bool disjoint(const struct found *x, const struct found *y, const struct alike *block)
{
    for (int in_b = 0; in_b < 2; in_b++)
        for (size_t i = 0, j = 0; i < x->n_block && j < y->n_block;) {
            const struct alike *p = &block[x->block_beg + i], *q = &block[y->block_beg + j];
            uint32_t p_beg = in_b ? p->b : p->a, q_beg = in_b ? q->b : q->a;
            if (p_beg + p->len <= q_beg)
                i++;
            else if (q_beg + q->len <= p_beg)
                j++;
            else
                return false;
        }
    return true;
}

static uint32_t root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static int by_a(const void *p, const void *q)
{
    const struct found *x = p, *y = q;
    if (x->a.beg != y->a.beg)
        return x->a.beg < y->a.beg ? -1 : 1;
    if (x->b.beg != y->b.beg)
        return x->b.beg < y->b.beg ? -1 : 1;
    return (x->a.end > y->a.end) - (x->a.end < y->a.end);
}

enum { NEIGHBOURS = 8, MOST_JOINED = 512 /* passages in one pair past which order says little */ };

/* Consecutive blocks that ascend in b. */
struct piece { uint32_t units, b_beg, b_end, best; };

uint32_t founds_in_order(const struct found *f, const struct alike *block)
{
    struct piece piece[MOST_JOINED];
    uint32_t n = 0, most = 0;
    for (size_t i = 0; i < f->n_block; i++) {
        const struct alike *k = &block[i];
        bool follows = i > 0 && k->b >= k[-1].b + k[-1].len;
        if (!follows && n < MOST_JOINED)
            piece[n++] = (struct piece){ 0, k->b, k->b, 0 };
        piece[n - 1].units += k->len;
        piece[n - 1].b_end = k->b + k->len;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < i; j++)
            if (piece[j].b_end <= piece[i].b_beg)
                piece[i].best = max_u32(piece[i].best, piece[j].best);
        piece[i].best += piece[i].units;
        most = max_u32(most, piece[i].best);
    }
    return most;
}

/* Link each passage with the next few in a that are near it in b as well. */
static void link_near(const struct found *f, size_t n, const struct alike *block, uint32_t near, uint32_t *parent)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && j <= i + NEIGHBOURS && f[j].a.beg <= f[i].a.end + near; j++) {
            if (apart(f[i].a, f[j].a) <= near && apart(f[i].b, f[j].b) <= 3 * near && disjoint(&f[i], &f[j], block))
                parent[root(parent, (uint32_t)j)] = root(parent, (uint32_t)i);
        }
}

static int block_by_a(const void *p, const void *q)
{
    const struct alike *x = p, *y = q;
    return (x->a > y->a) - (x->a < y->a);
}

/* Join the members into one passage at the end of *f, unless they leave most
 * of it uncovered, overlap, or did not change their order after all. */
static int join(struct founds *f, const size_t *member, size_t n, const struct units *ua, const struct units *ub,
                bool *joined, struct crib_err *err)
{
    struct found all = f->item[member[0]];
    uint64_t matched = 0;
    bool crossed = false;
    *joined = false;
    for (size_t i = 0; i < n; i++) {
        const struct found *x = &f->item[member[i]];
        matched += x->matched;
        all.a = (struct unit_span){ min_u32(all.a.beg, x->a.beg), max_u32(all.a.end, x->a.end) };
        all.b = (struct unit_span){ min_u32(all.b.beg, x->b.beg), max_u32(all.b.end, x->b.end) };
        crossed |= i > 0 && x->b.beg < f->item[member[i - 1]].b.beg;
        for (size_t j = 0; j < i; j++)
            if (!disjoint(&f->item[member[j]], x, f->blocks.item))
                return CRIB_OK;
    }
    if (!crossed || 4 * matched < 3 * (uint64_t)max_u32(unit_len(all.a), unit_len(all.b)))
        return CRIB_OK;
    all.block_beg = f->blocks.n;
    all.n_block = 0;
    all.reordered = true;
    for (size_t i = 0; i < n; i++) {
        const struct found *x = &f->item[member[i]];
        CRIB_TRY(VEC_GROW(f->blocks.item, f->blocks.n, &f->blocks.cap, x->n_block, err));
        memcpy(f->blocks.item + f->blocks.n, f->blocks.item + x->block_beg, x->n_block * sizeof *f->blocks.item);
        f->blocks.n += x->n_block;
        all.n_block += x->n_block;
    }
    qsort(f->blocks.item + all.block_beg, all.n_block, sizeof *f->blocks.item, block_by_a);
    uint32_t weight;
    found_measure(&all, f->blocks.item + all.block_beg, ua, ub, &weight);
    CRIB_TRY(VEC_GROW(f->item, f->n, &f->cap, 1, err));
    f->item[f->n++] = all;
    *joined = true;
    return CRIB_OK;
}

/* Members of one set, in order of a; joined ones are marked by an empty a. */
static int join_sets(struct founds *f, size_t first, size_t n, uint32_t *parent, size_t *member,
                     const struct units *ua, const struct units *ub, struct crib_err *err)
{
    for (uint32_t r = 0; r < n; r++) {
        if (root(parent, r) != r)
            continue;
        size_t n_member = 0;
        for (uint32_t i = 0; i < n; i++)
            if (root(parent, i) == r)
                member[n_member++] = first + i;
        bool joined = false;
        if (n_member > 1)
            CRIB_TRY(join(f, member, n_member, ua, ub, &joined, err));
        for (size_t i = 0; joined && i < n_member; i++)
            f->item[member[i]].n_block = 0;
    }
    return CRIB_OK;
}

int founds_join_reordered(struct founds *f, size_t first, const struct units *ua, const struct units *ub,
                          uint32_t length, struct crib_err *err)
{
    size_t n = f->n - first;
    if (n > MOST_JOINED)
        return CRIB_OK;
    qsort(f->item + first, n, sizeof *f->item, by_a);
    uint32_t parent[MOST_JOINED];
    size_t member[MOST_JOINED];
    for (uint32_t i = 0; i < n; i++)
        parent[i] = i;
    link_near(f->item + first, n, f->blocks.item, 2 * length, parent);
    CRIB_TRY(join_sets(f, first, n, parent, member, ua, ub, err));
    size_t kept = first;
    for (size_t i = first; i < f->n; i++)
        if (f->item[i].n_block > 0)
            f->item[kept++] = f->item[i];
    f->n = kept;
    return CRIB_OK;
}

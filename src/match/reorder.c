/* SPDX-License-Identifier: MIT */
/* Reordered reuse: sentences taken over in another order give one passage
 * per run of sentences that kept its order. Passages that lie close together
 * on both sides, but in another order, are pieces of one reuse.
 *
 * Such pieces follow each other in a, with little between them, and fill what
 * they span in b as well, in whatever order. So windows of neighbours in a are
 * tried, the widest that is filled on both sides is one passage. A piece that
 * would tear the span in b open stands elsewhere and is passed over. */
#include "match/passage.h"

static uint32_t block_beg(const struct alike *k, bool in_b) { return in_b ? k->b : k->a; }

/* Units that blocks of both x and y stand on, in a or in b. Their spans may
 * cross: two sentences with a third between them are one chain, too. Both
 * ascend, so one walk over both lists tells. */
static uint32_t shared_units(const struct found *x, const struct found *y, const struct alike *block, bool in_b)
{
    uint32_t n = 0;
    for (size_t i = 0, j = 0; i < x->n_block && j < y->n_block;) {
        const struct alike *p = &block[x->block_beg + i], *q = &block[y->block_beg + j];
        uint32_t p_beg = block_beg(p, in_b), q_beg = block_beg(q, in_b), p_end = p_beg + p->len, q_end = q_beg + q->len;
        uint32_t beg = max_u32(p_beg, q_beg), end = min_u32(p_end, q_end);
        n += end > beg ? end - beg : 0;
        if (p_end <= q_end)
            i++;
        else
            j++;
    }
    return n;
}

/* Do x and y stand beside each other, in a and in b? The gaps of one may hold
 * a few units that agree by chance with what is the other's. */
static bool beside(const struct found *x, const struct found *y, const struct alike *block)
{
    uint32_t allowed = min_u32(x->matched, y->matched) / 4;
    return shared_units(x, y, block, false) <= allowed && shared_units(x, y, block, true) <= allowed;
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

enum { MOST_JOINED = 512 /* passages in one pair past which order says little */ };

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

static int block_by_a(const void *p, const void *q)
{
    const struct alike *x = p, *y = q;
    return (x->a > y->a) - (x->a < y->a);
}


/* Passages of one pair that may be pieces of one reuse, in order of a. */
struct window {
    const struct found *member[MOST_JOINED];
    size_t n;
    struct unit_span a, b;  /* what they span */
    uint64_t matched;
    bool crossed;           /* their order in b is another */
};

static struct unit_span both(struct unit_span x, struct unit_span y)
{
    return (struct unit_span){ min_u32(x.beg, y.beg), max_u32(x.end, y.end) };
}

static bool within(struct unit_span x, struct unit_span y) { return y.beg <= x.beg && x.end <= y.end; }

static bool filled(const struct window *w)
{
    return 4 * w->matched >= 3 * (uint64_t)max_u32(unit_len(w->a), unit_len(w->b));
}

/* Take x in, unless it stands where another member does or far from them all
 * in b: further than the members together are long, and some sentences. */
static void take_in(struct window *w, const struct found *x, const struct alike *block, uint32_t near)
{
    struct unit_span b = both(w->b, x->b);
    if (w->n == MOST_JOINED || unit_len(b) > 3 * (w->matched + x->matched + near))
        return;
    for (size_t i = 0; i < w->n; i++)
        if (!beside(w->member[i], x, block))
            return;
    /* What comes after all the others in a and in b is in order with them. */
    w->crossed |= x->b.beg < w->b.end || x->a.beg < w->a.end;
    w->member[w->n++] = x;
    w->a = both(w->a, x->a);
    w->b = b;
    w->matched += x->matched;
}

static int block_by_b(const void *p, const void *q)
{
    const struct alike *x = p, *y = q;
    return (x->b > y->b) - (x->b < y->b);
}

/* Where two blocks stand on the same units of one side, the longer keeps them
 * and the shorter is cut short. Blocks by their place on that side; returns
 * how many are left. */
static size_t part_blocks(struct alike *block, size_t n, bool in_b)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct alike k = block[i];
        while (kept > 0 && k.len > 0) {
            struct alike *last = &block[kept - 1];
            uint32_t end = block_beg(last, in_b) + last->len, beg = block_beg(&k, in_b);
            uint32_t over = end > beg ? end - beg : 0;
            if (over == 0)
                break;
            if (last->len >= k.len) {
                over = min_u32(over, k.len);
                k = (struct alike){ k.a + over, k.b + over, k.len - over };
            } else if (over < last->len) {
                last->len -= over;
            } else {
                kept--;
            }
        }
        if (k.len > 0)
            block[kept++] = k;
    }
    return kept;
}

/* The widest filled window that begins with f[0]: its members, none when no
 * window of two or more is filled and in another order. */
static size_t widest_window(const struct found *f, size_t n, const struct alike *block, uint32_t near, struct window *w)
{
    size_t widest = 0;
    *w = (struct window){ .member = { f }, .n = 1, .a = f->a, .b = f->b, .matched = f->matched };
    for (size_t j = 1; j < n && f[j].a.beg <= w->a.end + near; j++) {
        if (f[j].n_block == 0 || f[j].reordered)
            continue;
        take_in(w, &f[j], block, near);
        if (w->crossed && filled(w))
            widest = w->n;
    }
    return widest;
}

static bool in_another_order(const struct alike *block, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (block[i].b < block[i - 1].b)
            return true;
    return false;
}

void found_order_blocks(struct found *f, struct alike *block)
{
    qsort(block, f->n_block, sizeof *block, block_by_b);
    f->n_block = part_blocks(block, f->n_block, true);
    qsort(block, f->n_block, sizeof *block, block_by_a);
    f->n_block = part_blocks(block, f->n_block, false);
    f->reordered = in_another_order(block, f->n_block);
}

/* One passage of the window's first n members, its blocks at the end of *f;
 * reordered: false when they are in the same order after all. Its places hold
 * all of the members' places, so that no run falls out of them. */
static int join(struct founds *f, const struct window *w, size_t n, const struct units *ua, const struct units *ub,
                struct found *all, struct crib_err *err)
{
    *all = *w->member[0];
    all->block_beg = f->blocks.n;
    all->n_block = 0;
    for (size_t i = 0; i < n; i++) {
        const struct found *x = w->member[i];
        all->a = both(all->a, x->a);
        all->b = both(all->b, x->b);
        CRIB_TRY(VEC_GROW(f->blocks.item, f->blocks.n, &f->blocks.cap, x->n_block, err));
        memcpy(f->blocks.item + f->blocks.n, f->blocks.item + x->block_beg, x->n_block * sizeof *f->blocks.item);
        f->blocks.n += x->n_block;
        all->n_block += x->n_block;
    }
    struct alike *block = f->blocks.item + all->block_beg;
    uint32_t weight;
    found_order_blocks(all, block);
    found_measure(all, block, ua, ub, &weight);
    return CRIB_OK;
}

int founds_join_reordered(struct founds *f, size_t first, const struct units *ua, const struct units *ub,
                          uint32_t length, struct crib_err *err)
{
    size_t n = f->n - first;
    if (n > MOST_JOINED)
        return CRIB_OK;
    struct found *item = f->item + first;
    qsort(item, n, sizeof *item, by_a);
    for (size_t i = 0; i < n; i++) {
        struct window w;
        struct found all;
        if (item[i].n_block == 0 || item[i].reordered)
            continue;
        size_t widest = widest_window(&item[i], n - i, f->blocks.item, 2 * length, &w);
        if (widest == 0)
            continue;
        CRIB_TRY(join(f, &w, widest, ua, ub, &all, err));
        if (!all.reordered)
            continue;
        for (size_t k = i; k < n; k++)
            if (within(item[k].a, all.a) && within(item[k].b, all.b))
                item[k].n_block = 0; /* told by `all` from now on */
        item[i] = all;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (item[i].n_block > 0)
            item[kept++] = item[i];
    f->n = first + kept;
    return CRIB_OK;
}

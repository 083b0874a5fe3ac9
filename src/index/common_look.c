/* SPDX-License-Identifier: MIT */
/* Groups by blocks of 256. Of a shingle that few groups hold the bits are made
 * from its list as the blocks go by. */
#include "index/common_look.h"

#include "core/search.h"

int common_scratch_init(struct common_scratch *s, const struct common *c, struct crib_err *err)
{
    *s = (struct common_scratch){ 0 };
    s->count = mem_zero(c->n_here, sizeof *s->count);
    s->skip = mem_zero(c->n_blocks, sizeof *s->skip);
    return s->count && s->skip ? CRIB_OK : CRIB_NOMEM(err);
}

void common_scratch_done(struct common_scratch *s)
{
    mem_free(s->count);
    mem_free(s->index);
    mem_free(s->shingle);
    mem_free(s->place);
    mem_free(s->at);
    mem_free(s->holder);
    mem_free(s->skip);
    mem_free(s->cover);
    mem_free(s->twos);
    mem_free(s->left);
    mem_free(s->reading);
    mem_free(s->block);
    mem_free(s->room);
    *s = (struct common_scratch){ 0 };
}

void common_look_open(const struct common *c, const uint64_t *index, size_t n, struct reading *r)
{
    for (size_t k = 0; k < n; k++) {
        uint64_t i = index[k];
        if (i == COMMON_NOBODY)
            r[k] = (struct reading){ 0 };
        else if (common_has_row(c, i))
            r[k] = (struct reading){ .row = (const struct group_block *)(c->bits + c->at[i]), .wanted = true };
        else
            r[k] = (struct reading){ .next = c->at[i], .end = c->at[i] + c->count[i], .wanted = true };
    }
}

/* The block's rows of n shingles into out, with margins that are zero. Of a
 * list, what stands before the block was read or is not wanted. */
static void gather(const struct common *c, struct reading *r, size_t n, size_t block, struct group_block *out)
{
    uint64_t beg = (uint64_t)block * GROUPS_IN_BLOCK, end = beg + GROUPS_IN_BLOCK;
    memset(out - BLOCK_MARGIN, 0, BLOCK_MARGIN * sizeof *out);
    memset(out + n, 0, BLOCK_MARGIN * sizeof *out);
    for (size_t k = 0; k < n; k++) {
        if (r[k].row) {
            out[k] = r[k].row[block];
            continue;
        }
        out[k] = (struct group_block){ { 0 } };
        for (; r[k].next < r[k].end && c->group[r[k].next] < end; r[k].next++) {
            uint32_t g = (uint32_t)(c->group[r[k].next] - beg);
            out[k].word[g / 64] |= UINT64_C(1) << (g & 63);
        }
    }
}

int common_look_room(struct common_scratch *x, size_t n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(x->reading, 0, &x->cap_reading, n, err));
    CRIB_TRY(VEC_GROW(x->block, 0, &x->cap_block, n + 2 * (size_t)BLOCK_MARGIN, err));
    CRIB_TRY(VEC_GROW(x->room, 0, &x->cap_room, n, err));
    CRIB_TRY(VEC_GROW(x->cover, 0, &x->cap_cover, n, err));
    CRIB_TRY(VEC_GROW(x->twos, 0, &x->cap_twos, n, err));
    return VEC_GROW(x->left, 0, &x->cap_left, n, err);
}

static bool has_bit(const uint64_t *word, uint32_t i) { return word[i / 64] >> (i & 63) & 1; }

bool common_held_by(const struct common *c, size_t i, uint32_t g)
{
    if (common_has_row(c, i))
        return has_bit(c->bits + c->at[i], g);
    const uint32_t *group = c->group + c->at[i];
    size_t at, n = c->count[i];
    LOWER_BOUND(at, n, group[at] < g);
    return at < n && group[at] == g;
}

static bool holds(size_t count, size_t n) { return (uint64_t)count * 5 >= (uint64_t)n * 4; }

/* Next bit set from i on, or n. */
static uint32_t next_bit(const uint64_t *word, uint32_t i, uint32_t n)
{
    while (i < n) {
        uint64_t rest = word[i / 64] >> (i & 63);
        if (rest)
            return i + (uint32_t)__builtin_ctzll(rest);
        i = (i | 63) + 1;
    }
    return n;
}

static void count_group(struct common_scratch *x, uint32_t g)
{
    if (x->count[g]++ == 0)
        x->holder[x->n_holder++] = g;
}

/* Such a group holds one of any n / 5 + 1 of the shingles; so those that hold
 * one of the rarest are looked at, and no other. */
static void holders_of_rarest(const struct common *c, const uint64_t *index, size_t n, size_t rare,
                              struct common_scratch *x)
{
    size_t kept = 0;
    for (size_t k = 0; k < rare; k++) {
        size_t i = index[k];
        const uint64_t *row = c->bits + c->at[i];
        if (common_has_row(c, i))
            for (uint32_t g = 0; (g = next_bit(row, g, c->n_here)) < c->n_here; g++)
                count_group(x, g);
        else
            for (size_t e = c->at[i]; e < c->at[i] + c->count[i]; e++)
                count_group(x, c->group[e]);
    }
    for (size_t h = 0; h < x->n_holder; h++) {
        uint32_t g = x->holder[h], count = x->count[g];
        x->count[g] = 0;
        for (size_t k = rare; k < n && holds(count + (n - k), n); k++)
            count += common_held_by(c, index[k], g);
        if (holds(count, n))
            x->holder[kept++] = g;
    }
    x->n_holder = kept;
}

/* The same by asking all groups, a block at a time. */
static int holders_of_all(const struct common *c, const uint64_t *index, size_t n, uint32_t family,
                          struct common_scratch *x, struct crib_err *err)
{
    uint32_t need = (uint32_t)((4 * (uint64_t)n + 4) / 5);
    struct group_block *row = x->block + BLOCK_MARGIN;
    common_look_open(c, index, n, x->reading);
    for (size_t b = 0; b < c->n_blocks && x->n_holder < family; b++) {
        gather(c, x->reading, n, b, row);
        struct group_block holding = group_bits_holding(row, n, need);
        CRIB_TRY(VEC_GROW(x->holder, x->n_holder, &x->cap_holder, GROUPS_IN_BLOCK, err));
        for (uint32_t g = 0; (g = next_bit(holding.word, g, GROUPS_IN_BLOCK)) < GROUPS_IN_BLOCK; g++)
            x->holder[x->n_holder++] = (uint32_t)(b * GROUPS_IN_BLOCK) + g;
    }
    return CRIB_OK;
}

int common_holders(const struct common *c, const uint64_t *index, size_t n, uint32_t family,
                   struct common_scratch *x, struct crib_err *err)
{
    enum { ASKED = 4 }; /* rows of a block that are gathered and counted while one group is asked about the rest */
    size_t n_some = 0, rare = min_size(n, n / 5 + 1);
    for (size_t k = 0; k < rare; k++)
        n_some += c->count[index[k]];
    x->n_holder = 0;
    if (n_some * ASKED < c->n_blocks * n) {
        CRIB_TRY(VEC_GROW(x->holder, 0, &x->cap_holder, n_some, err));
        holders_of_rarest(c, index, n, rare, x);
    } else {
        CRIB_TRY(holders_of_all(c, index, n, family, x, err));
    }
    x->n_holder = x->n_holder < family ? x->n_holder : 0;
    return CRIB_OK;
}

void common_cover(const struct common *c, size_t n, size_t beg, size_t end, unsigned least, bool twos,
                  struct common_scratch *x)
{
    struct group_block *row = x->block + BLOCK_MARGIN;
    for (size_t from = 0, to; from < n; from = to) {
        bool wanted = x->reading[from].wanted;
        for (to = from + 1; to < n && x->reading[to].wanted == wanted; to++)
            ;
        for (size_t b = beg; wanted && b < end; b++) {
            gather(c, x->reading + from, to - from, b, row);
            group_bits_cover(row, to - from, least, &x->skip[b], x->room, x->cover + from);
            if (twos)
                group_bits_cover(row, to - from, 2, &x->skip[b], x->room, x->twos + from);
            group_bits_held(row, to - from, x->left + from);
        }
    }
}

/* SPDX-License-Identifier: MIT */
/* Sentences shuffled one by one share every unit and no order. Chains through
 * them hold the few that happen to ascend, with all the others as gaps, and
 * several such chains lie across each other.
 *
 * So order is left out of it: each unit stands against one other at most, the
 * longest runs first. The pieces are parted wherever either row has a gap,
 * the widest first, until a part is filled in both or nothing is left of it. A
 * part that ascends is the chains' matter. */
#include "match/shuffled.h"

#include "match/cover.h"
#include "match/overlaps.h"
#include "match/passage.h"

enum {
    PIECES = 3,        /* of the least length: shorter runs are phrases, which any two texts share in any order */
    MOST_PARTED = 512  /* pieces without a wide gap past which order says little: each parting is two sorts */
};

struct piece {
    uint32_t a, b, len;
    struct anchor run;     /* what it was before a longer one took its units */
    uint32_t from_b, to_b; /* where its neighbours in b end and begin */
};
struct part { size_t beg, n; };

struct search {
    struct shuffled *s;
    const struct units *ua, *ub;
    uint32_t length;
    struct founds *out;
    size_t n_part;
};

void shuffled_done(struct shuffled *s)
{
    mem_free(s->run);
    mem_free(s->piece);
    mem_free(s->part);
    mem_free(s->rank);
    mem_free(s->told);
    mem_free(s->bits_a);
    mem_free(s->bits_b);
    blocks_done(&s->side);
    *s = (struct shuffled){ 0 };
}

/* ---- pieces ---- */

static bool is_taken(const struct shuffled *s, uint32_t a, uint32_t b)
{
    return (s->bits_a[a >> 6] >> (a & 63) & 1) || (s->bits_b[b >> 6] >> (b & 63) & 1);
}

/* What of x is free at both its ends; none when something inside is not. */
static struct anchor trimmed(const struct shuffled *s, struct anchor x)
{
    while (x.len > 0 && is_taken(s, x.a, x.b))
        x = (struct anchor){ x.a + 1, x.b + 1, x.len - 1 };
    while (x.len > 0 && is_taken(s, x.a + x.len - 1, x.b + x.len - 1))
        x.len--;
    if (cover_count(s->bits_a, (struct unit_span){ x.a, x.a + x.len }) > 0 ||
        cover_count(s->bits_b, (struct unit_span){ x.b, x.b + x.len }) > 0)
        x.len = 0;
    return x;
}

static uint32_t weight_of(const struct units *u, uint32_t beg, uint32_t len)
{
    return units_weight(u, (struct unit_span){ beg, beg + len }, UINT32_MAX);
}

static bool is_long_enough(const struct search *q, const struct anchor *x)
{
    uint32_t least = q->length / PIECES;
    return x->len >= least || (2 * x->len >= least && weight_of(q->ua, x->a, x->len) >= least);
}

static int longest_first(const void *p, const void *q)
{
    const struct anchor *x = p, *y = q;
    if (x->len != y->len)
        return x->len > y->len ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* The anchors that may be pieces; none when they ascend in b as they do in a. */
static int list_runs(struct search *q, const struct anchors *an, size_t *n, struct crib_err *err)
{
    struct shuffled *s = q->s;
    bool crossed = false;
    uint32_t reach = 0;
    *n = 0;
    CRIB_TRY(VEC_GROW(s->run, 0, &s->cap_run, an->n, err));
    for (size_t i = 0; i < an->n; i++) {
        if (!is_long_enough(q, &an->item[i]))
            continue;
        crossed |= an->item[i].b < reach;
        reach = max_u32(reach, an->item[i].b);
        s->run[(*n)++] = an->item[i];
    }
    if (!crossed)
        *n = 0;
    return CRIB_OK;
}

static int choose_pieces(struct search *q, const struct anchors *an, size_t *n, struct crib_err *err)
{
    struct shuffled *s = q->s;
    size_t n_runs;
    *n = 0;
    CRIB_TRY(list_runs(q, an, &n_runs, err));
    if (n_runs == 0)
        return CRIB_OK;
    qsort(s->run, n_runs, sizeof *s->run, longest_first);
    CRIB_TRY(VEC_GROW(s->piece, 0, &s->cap_piece, n_runs, err));
    CRIB_TRY(cover_clear(&s->bits_a, &s->cap_a, q->ua->n, err));
    CRIB_TRY(cover_clear(&s->bits_b, &s->cap_b, q->ub->n, err));
    for (size_t i = 0; i < n_runs; i++) {
        struct anchor x = trimmed(s, s->run[i]);
        if (!is_long_enough(q, &x))
            continue;
        cover_add(s->bits_a, (struct unit_span){ x.a, x.a + x.len });
        cover_add(s->bits_b, (struct unit_span){ x.b, x.b + x.len });
        s->piece[(*n)++] = (struct piece){ .a = x.a, .b = x.b, .len = x.len, .run = s->run[i] };
    }
    return CRIB_OK;
}

static int piece_by_a(const void *p, const void *q)
{
    const struct piece *x = p, *y = q;
    return (x->a > y->a) - (x->a < y->a);
}
static int piece_by_b(const void *p, const void *q)
{
    const struct piece *x = p, *y = q;
    return (x->b > y->b) - (x->b < y->b);
}

/* ---- one part ---- */

/* The pieces, by a, as blocks, each extended into what is free beside it. */
static int list_blocks(struct search *q, const struct piece *piece, size_t n, struct crib_err *err)
{
    struct blocks *out = &q->out->blocks, *side = &q->s->side;
    for (size_t i = 0; i < n; i++) {
        const struct piece *x = &piece[i];
        uint32_t from_a = i > 0 ? piece[i - 1].a + piece[i - 1].len : 0, to_a = i + 1 < n ? piece[i + 1].a : q->ua->n;
        side->n = 0;
        CRIB_TRY(extend_left(q->ua, x->a, from_a, q->ub, x->b, x->from_b, side, err));
        CRIB_TRY(extend_right(q->ua, x->a + x->len, to_a, q->ub, x->b + x->len, x->to_b, side, err));
        CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, side->n + 1, err));
        out->item[out->n++] = (struct alike){ x->a, x->b, x->len };
        if (side->n)
            memcpy(out->item + out->n, side->item, side->n * sizeof *side->item);
        out->n += side->n;
    }
    return CRIB_OK;
}

/* What a stretch taken from its place costs: as much as one put in. The
 * longest stays where it is. */
static int64_t moving_cost(const struct found *f, const struct alike *block)
{
    int64_t cost = 0;
    uint32_t units = 0, longest = 0;
    for (size_t i = 0; i < f->n_block; i++) {
        units += block[i].len;
        if (i + 1 < f->n_block && block[i + 1].b >= block[i].b + block[i].len)
            continue;
        cost += chain_gap_cost(0, units);
        longest = max_u32(longest, units);
        units = 0;
    }
    return cost - chain_gap_cost(0, longest);
}

static bool is_filled(const struct found *f, uint32_t units)
{
    return 4 * (uint64_t)units >= 3 * (uint64_t)max_u32(unit_len(f->a), unit_len(f->b));
}

/* Is it in order after all? By its equal blocks, or unit by unit from where
 * both places begin: of two tables with the same figures in other rows the
 * runs cross, and the rows do not. */
static bool is_in_order(const struct search *q, const struct found *f, const struct alike *block)
{
    uint32_t shorter = min_u32(unit_len(f->a), unit_len(f->b)), alike = 0;
    for (uint32_t i = 0; i < shorter; i++)
        alike += units_alike(q->ua, f->a.beg + i, q->ub, f->b.beg + i);
    return is_filled(f, max_u32(alike, founds_in_order(f, block)));
}

int64_t shuffled_score(const struct found *f, const struct alike *block, uint32_t equal)
{
    uint32_t da = unit_len(f->a) - f->matched, db = unit_len(f->b) - f->matched;
    return 2 * (int64_t)equal - chain_gap_cost(da, db) - min_u32(da, db) - moving_cost(f, block);
}

static struct unit_span with(struct unit_span x, uint32_t beg, uint32_t len)
{
    return (struct unit_span){ min_u32(x.beg, beg), max_u32(x.end, beg + len) };
}

/* The places hold all of the runs, so that none falls out of them by a unit
 * that another one has. */
static void set_places(struct found *f, const struct alike *block, const struct piece *piece, size_t n)
{
    f->a = f->b = (struct unit_span){ UINT32_MAX, 0 };
    for (size_t i = 0; i < f->n_block; i++) {
        f->a = with(f->a, block[i].a, block[i].len);
        f->b = with(f->b, block[i].b, block[i].len);
    }
    for (size_t i = 0; i < n; i++) {
        f->a = with(f->a, piece[i].run.a, piece[i].run.len);
        f->b = with(f->b, piece[i].run.b, piece[i].run.len);
    }
}

/* Pieces by a that lie close together in both rows: are they to be told? If
 * not, *filled says whether the chains will. */
static int try_part(struct search *q, const struct piece *piece, size_t n, bool *filled, struct crib_err *err)
{
    struct founds *out = q->out;
    struct found f = { .block_beg = out->blocks.n };
    uint32_t weight;
    CRIB_TRY(list_blocks(q, piece, n, err));
    f.n_block = out->blocks.n - f.block_beg;
    struct alike *block = out->blocks.item + f.block_beg;
    found_order_blocks(&f, block);
    set_places(&f, block, piece, n);
    found_measure(&f, block, q->ua, q->ub, &weight);
    *filled = is_filled(&f, f.matched);
    if (!*filled || is_in_order(q, &f, block) ||
        3 * shuffled_score(&f, block, weight) < 5 * (int64_t)q->length) {
        out->blocks.n = f.block_beg;
        return CRIB_OK;
    }
    CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
    out->item[out->n++] = f;
    return CRIB_OK;
}

/* ---- parting ---- */

/* Units between a piece and the one before it in a row. */
static uint32_t gap_before(const struct piece *y, bool in_b)
{
    const struct piece *x = y - 1;
    return in_b ? y->b - (x->b + x->len) : y->a - (x->a + x->len);
}

static uint32_t widest_gap(const struct piece *piece, size_t n, bool in_b)
{
    uint32_t widest = 0;
    for (size_t i = 1; i < n; i++)
        widest = max_u32(widest, gap_before(&piece[i], in_b));
    return widest;
}

static bool ascend(const struct piece *piece, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (piece[i].b < piece[i - 1].b)
            return false;
    return true;
}

/* Half of what lies between the first and the last, by a: the rest may turn
 * out alike when they are extended. */
static bool may_fill(const struct piece *piece, size_t n)
{
    uint64_t units = 0;
    for (size_t i = 0; i < n; i++)
        units += piece[i].len;
    return 2 * units >= piece[n - 1].a + piece[n - 1].len - piece[0].a;
}

static void note_neighbours(struct piece *by_b, size_t n, uint32_t n_units)
{
    for (size_t i = 0; i < n; i++) {
        by_b[i].from_b = i > 0 ? by_b[i - 1].b + by_b[i - 1].len : 0;
        by_b[i].to_b = i + 1 < n ? by_b[i + 1].b : n_units;
    }
}

static int push(struct search *q, size_t beg, size_t n, struct crib_err *err)
{
    if (n < 2)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(q->s->part, q->n_part, &q->s->cap_part, 1, err));
    q->s->part[q->n_part++] = (struct part){ beg, n };
    return CRIB_OK;
}

/* Part where gaps of this width and more are; pieces by the row it is about. */
static int cut(struct search *q, struct part part, bool in_b, uint32_t width, struct crib_err *err)
{
    const struct piece *piece = q->s->piece + part.beg;
    size_t beg = 0;
    for (size_t i = 1; i <= part.n; i++) {
        if (i < part.n && gap_before(&piece[i], in_b) < width)
            continue;
        CRIB_TRY(push(q, part.beg + beg, i - beg, err));
        beg = i;
    }
    return CRIB_OK;
}

static int look_at(struct search *q, struct part part, struct crib_err *err)
{
    struct piece *piece = q->s->piece + part.beg;
    qsort(piece, part.n, sizeof *piece, piece_by_b);
    uint32_t wide_b = widest_gap(piece, part.n, true);
    if (wide_b >= q->length)
        return cut(q, part, true, q->length, err);
    note_neighbours(piece, part.n, q->ub->n);
    qsort(piece, part.n, sizeof *piece, piece_by_a);
    uint32_t wide_a = widest_gap(piece, part.n, false);
    if (wide_a >= q->length)
        return cut(q, part, false, q->length, err);
    if (ascend(piece, part.n))
        return CRIB_OK;
    bool filled = false;
    if (may_fill(piece, part.n))
        CRIB_TRY(try_part(q, piece, part.n, &filled, err));
    if (filled || part.n > MOST_PARTED)
        return CRIB_OK;
    if (wide_a >= wide_b)
        return cut(q, part, false, wide_a, err);
    qsort(piece, part.n, sizeof *piece, piece_by_b);
    return cut(q, part, true, wide_b, err);
}

int shuffled_find(struct shuffled *s, const struct anchors *an, const struct units *ua, const struct units *ub,
                  uint32_t length, struct founds *out, struct crib_err *err)
{
    struct search q = { .s = s, .ua = ua, .ub = ub, .length = length, .out = out };
    size_t n;
    CRIB_TRY(choose_pieces(&q, an, &n, err));
    CRIB_TRY(push(&q, 0, n, err));
    while (q.n_part > 0)
        CRIB_TRY(look_at(&q, s->part[--q.n_part], err));
    return CRIB_OK;
}

/* ---- beside what is in order ---- */

static int64_t later(int64_t x, int64_t y) { return x > y ? x : y; }
static int64_t earlier(int64_t x, int64_t y) { return x < y ? x : y; }

/* Units of f's blocks that stand in both places of another. */
static uint32_t units_within(const struct found *f, const struct alike *block, const struct found *in)
{
    uint32_t units = 0;
    for (const struct alike *k = block; k < block + f->n_block; k++) {
        int64_t beg = later(0, later((int64_t)in->a.beg - k->a, (int64_t)in->b.beg - k->b));
        int64_t end = earlier(k->len, earlier((int64_t)in->a.end - k->a, (int64_t)in->b.end - k->b));
        units += end > beg ? (uint32_t)(end - beg) : 0;
    }
    return units;
}

int shuffled_drop_ordered(struct founds *shuffled, const struct founds *out, size_t first, struct overlaps *scratch,
                          struct crib_err *err)
{
    size_t kept = 0;
    if (shuffled->n > 0)
        CRIB_TRY(overlaps_of(scratch, out->item + first, out->n - first, err));
    for (size_t i = 0; i < shuffled->n; i++) {
        struct found *f = &shuffled->item[i];
        struct unit_span near = overlaps_with(scratch, f->a);
        uint32_t most = 0;
        for (uint32_t k = near.beg; k < near.end; k++) {
            const struct found *told = &out->item[first + scratch->order[k].at];
            most = max_u32(most, units_within(told, out->blocks.item + told->block_beg, f));
        }
        if (4 * (uint64_t)most < 3 * (uint64_t)f->matched)
            shuffled->item[kept++] = *f;
    }
    shuffled->n = kept;
    return CRIB_OK;
}

static int best_first(const void *p, const void *q)
{
    const struct ranked *x = p, *y = q;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

int shuffled_rank(struct shuffled *s, const struct founds *shuffled, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(s->rank, 0, &s->cap_rank, shuffled->n, err));
    for (size_t i = 0; i < shuffled->n; i++) {
        const struct found *f = &shuffled->item[i];
        s->rank[i] = (struct ranked){ shuffled_score(f, shuffled->blocks.item + f->block_beg, f->matched), i };
    }
    if (shuffled->n > 1)
        qsort(s->rank, shuffled->n, sizeof *s->rank, best_first);
    s->n_told = 0;
    return CRIB_OK;
}

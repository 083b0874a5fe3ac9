/* SPDX-License-Identifier: MIT */
/* Chains become passages: best chain first, gaps aligned, ends extended.
 *
 * A chain whose places are both covered by better passages says nothing new
 * and is left out; one that has a place of its own stays, so that nothing
 * verbatim is lost. A passage that came out less than half alike was joined
 * too boldly: it is cut at its widest gap and both halves are tried.
 *
 * In one document, chains inside one paragraph come last: many are parallel
 * items, and a list pattern must not keep a passage from being told. */
#include "match/passage.h"

#include "match/cover.h"
#include "match/enough.h"

void matcher_init(struct matcher *m) { *m = (struct matcher){ 0 }; }

void matcher_done(struct matcher *m)
{
    anchors_done(&m->anchors);
    dense_done(&m->dense);
    chains_done(&m->chains);
    shuffled_done(&m->shuffled);
    overlaps_done(&m->overlaps);
    founds_done(&m->bags);
    blocks_done(&m->scratch);
    blocks_done(&m->side);
    mem_free(m->cover_a);
    mem_free(m->cover_b);
    mem_free(m->cover_list);
    matcher_init(m);
}

void founds_done(struct founds *f)
{
    mem_free(f->item);
    blocks_done(&f->blocks);
    *f = (struct founds){ 0 };
}

struct pair {
    struct matcher *m;
    const struct units *ua, *ub;
    bool self;
    const uint32_t *paragraph; /* of each unit, when self */
    uint32_t length;
    struct founds *out;
};

/* In one document both places are marked in the same bits. */
static uint64_t *bits_b(const struct pair *p) { return p->self ? p->m->cover_a : p->m->cover_b; }

/* ---- one chain to blocks ---- */

static const struct anchor *anchor_of(const struct pair *p, size_t i)
{
    return &p->m->anchors.item[p->m->chains.order[i]];
}

/* Align a gap. Where two long stretches agree in less than a third they are
 * different texts: what chance aligned there would only hide that the one was
 * put in the other's place, or stands elsewhere. */
static int fill_gap(struct pair *p, struct unit_span a, struct unit_span b, struct crib_err *err)
{
    enum { LONG = 12 };
    struct blocks *out = &p->m->scratch;
    struct alike last = out->item[out->n - 1];
    size_t n = out->n;
    CRIB_TRY(align_gap(p->ua, a, p->ub, b, out, err));
    uint32_t agreed = out->item[n - 1].len - last.len, shorter = min_u32(unit_len(a), unit_len(b));
    for (size_t i = n; i < out->n; i++)
        agreed += out->item[i].len;
    if (shorter >= LONG && 3 * agreed < shorter) {
        out->n = n;
        out->item[n - 1] = last;
    }
    return CRIB_OK;
}

/* Anchors of a chain may overlap by some units: the later one gives way. */
static int add_anchor(struct pair *p, const struct anchor *y, struct crib_err *err)
{
    struct blocks *out = &p->m->scratch;
    if (out->n == 0)
        return blocks_add(out, y->a, y->b, y->len, err);
    struct alike last = out->item[out->n - 1];
    uint32_t end_a = last.a + last.len, end_b = last.b + last.len;
    uint32_t over = max_u32(end_a > y->a ? end_a - y->a : 0, end_b > y->b ? end_b - y->b : 0);
    if (over >= y->len)
        return CRIB_OK;
    CRIB_TRY(fill_gap(p, (struct unit_span){ end_a, y->a + over }, (struct unit_span){ end_b, y->b + over }, err));
    return blocks_add(out, y->a + over, y->b + over, y->len - over, err);
}

static int build(struct pair *p, size_t beg, size_t n, struct crib_err *err)
{
    struct blocks *out = &p->m->scratch, *side = &p->m->side;
    const struct anchor *first = anchor_of(p, beg), *last = anchor_of(p, beg + n - 1);
    out->n = side->n = 0;
    uint32_t left_b = p->self ? last->a + last->len : 0;
    CRIB_TRY(extend_left(p->ua, first->a, 0, p->ub, first->b, left_b, side, err));
    for (size_t i = side->n; i-- > 0;)
        CRIB_TRY(blocks_add(out, side->item[i].a, side->item[i].b, side->item[i].len, err));
    for (size_t i = beg; i < beg + n; i++)
        CRIB_TRY(add_anchor(p, anchor_of(p, i), err));
    struct alike end = out->item[out->n - 1];
    uint32_t right_a = p->self ? out->item[0].b : p->ua->n;
    side->n = 0;
    CRIB_TRY(extend_right(p->ua, end.a + end.len, right_a, p->ub, end.b + end.len, p->ub->n, side, err));
    for (size_t i = 0; i < side->n; i++)
        CRIB_TRY(blocks_add(out, side->item[i].a, side->item[i].b, side->item[i].len, err));
    return CRIB_OK;
}

/* Units of both places are covered now, but for gaps of the least length and
 * more: what stands there may be another piece of the same reuse, moved. */
static void cover_blocks(struct pair *p, const struct found *f, const struct alike *k)
{
    uint64_t *in_a = f->list ? p->m->cover_list : p->m->cover_a, *in_b = f->list ? p->m->cover_list : bits_b(p);
    for (size_t i = 0; i < f->n_block; i++) {
        struct unit_span a = { k[i].a, k[i].a + k[i].len }, b = { k[i].b, k[i].b + k[i].len };
        if (i > 0 && a.beg - (k[i - 1].a + k[i - 1].len) < p->length)
            a.beg = k[i - 1].a + k[i - 1].len;
        if (i > 0 && b.beg - (k[i - 1].b + k[i - 1].len) < p->length)
            b.beg = k[i - 1].b + k[i - 1].len;
        cover_add(in_a, a);
        cover_add(in_b, b);
    }
}

static int append(struct pair *p, const struct found *f, const struct alike *block, struct crib_err *err)
{
    struct founds *out = p->out;
    CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
    CRIB_TRY(VEC_GROW(out->blocks.item, out->blocks.n, &out->blocks.cap, f->n_block, err));
    struct found *made = &out->item[out->n++];
    *made = *f;
    made->block_beg = out->blocks.n;
    memcpy(out->blocks.item + out->blocks.n, block, f->n_block * sizeof *block);
    out->blocks.n += f->n_block;
    return CRIB_OK;
}

static int emit(struct pair *p, const struct found *f, struct crib_err *err)
{
    CRIB_TRY(append(p, f, p->m->scratch.item, err));
    cover_blocks(p, f, p->m->scratch.item);
    return CRIB_OK;
}

static bool in_one_paragraph(const struct pair *p, uint32_t first, uint32_t last)
{
    return p->paragraph && p->paragraph[first] == p->paragraph[last];
}

/* Do the places [a.beg, a.end) and [b.beg, b.end) follow each other closely,
 * as the items of a list do? */
static bool follow_closely(struct unit_span a, struct unit_span b)
{
    return b.beg - a.end <= 2 * (uint64_t)max_u32(unit_len(a), unit_len(b));
}

/* The second place repeats the first at once, to the letter and the figure. */
static bool repeats_at_once(const struct found *f)
{
    return f->n_block == 1 && f->matched == unit_len(f->a) && f->a.end == f->b.beg;
}

static size_t widest_gap(const struct pair *p, size_t beg, size_t n)
{
    size_t at = beg + 1;
    uint32_t widest = 0;
    for (size_t i = beg + 1; i < beg + n; i++) {
        const struct anchor *x = anchor_of(p, i - 1), *y = anchor_of(p, i);
        uint32_t gap = max_u32(y->a - min_u32(y->a, x->a + x->len), y->b - min_u32(y->b, x->b + x->len));
        if (gap > widest)
            widest = gap, at = i;
    }
    return at;
}

/* Do the anchors weigh so much? */
static bool weigh(const struct pair *p, size_t beg, size_t n, uint32_t enough)
{
    uint32_t weight = 0;
    for (size_t i = beg; i < beg + n && weight < enough; i++) {
        const struct anchor *x = anchor_of(p, i);
        weight += units_weight(p->ua, (struct unit_span){ x->a, x->a + x->len }, enough - weight);
    }
    return weight >= enough;
}

/* Does the chain's own agreement promise a passage? */
static bool promising(const struct pair *p, size_t beg, size_t n) { return weigh(p, beg, n, p->length / 2); }

/* Most chains are a phrase or two and no more: of them nothing comes. */
static void keep_promising(const struct pair *p)
{
    struct chains *c = &p->m->chains;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (promising(p, c->item[i].beg, c->item[i].n))
            c->item[n++] = c->item[i];
    c->n = n;
}

static bool says_nothing_new(const struct pair *p, size_t beg, size_t n)
{
    const struct anchor *first = anchor_of(p, beg), *last = anchor_of(p, beg + n - 1);
    struct unit_span a = { first->a, last->a + last->len }, b = { first->b, last->b + last->len };
    if (cover_holds(p->m->cover_a, a) && cover_holds(bits_b(p), b))
        return true;
    return in_one_paragraph(p, a.beg, b.end - 1) && cover_holds(p->m->cover_list, a) && cover_holds(p->m->cover_list, b);
}

static bool is_told(const struct pair *p, const struct anchor *x)
{
    return cover_holds(p->m->cover_a, (struct unit_span){ x->a, x->a + x->len }) &&
           cover_holds(bits_b(p), (struct unit_span){ x->b, x->b + x->len });
}

/* Is a run of the least length in it that is not told yet at both places? Then
 * it is told, however little else of it is new. The anchors say it: a block
 * may have given way to another. */
static bool holds_new_run(const struct pair *p, size_t beg, size_t n)
{
    for (size_t i = beg; i < beg + n; i++)
        if (weigh(p, i, 1, p->length) && !is_told(p, anchor_of(p, i)))
            return true;
    return false;
}

/* Is half of one place outside the passages told so far? What is alike but
 * edited, between places that better passages hold, is chance or habit. */
static bool mostly_new(const struct pair *p, const struct found *f)
{
    return 2 * cover_count(p->m->cover_a, f->a) <= unit_len(f->a) ||
           2 * cover_count(bits_b(p), f->b) <= unit_len(f->b);
}

/* Work list of chain pieces, so that cutting needs no recursion. */
struct part { size_t beg, n; };

/* Both halves, before the anchor and from it on, are tried, the first one first. */
static void cut(struct part part, size_t at, struct part *rest, size_t *n_rest)
{
    rest[(*n_rest)++] = (struct part){ at, part.beg + part.n - at };
    rest[(*n_rest)++] = (struct part){ part.beg, at - part.beg };
}

/* The anchor before which the chain is two, each of which tells twice the least
 * length by itself, so that neither is lost; 0 where it is one. */
static size_t foreign_gap(const struct pair *p, struct part part, const struct found *f)
{
    const struct alike *k = p->m->scratch.item;
    size_t behind = block_behind_foreign(f, k, p->ua, p->ub, p->length), at = part.beg, end = part.beg + part.n;
    while (behind > 0 && at < end && anchor_of(p, at)->a < k[behind].a)
        at++;
    uint32_t sure = 2 * p->length;
    return behind > 0 && weigh(p, part.beg, at - part.beg, sure) && weigh(p, at, end - at, sure) ? at : 0;
}

static int emit_part(struct pair *p, struct part part, struct part *rest, size_t *n_rest, struct crib_err *err)
{
    if (!promising(p, part.beg, part.n) || says_nothing_new(p, part.beg, part.n))
        return CRIB_OK;
    CRIB_TRY(build(p, part.beg, part.n, err));
    const struct blocks *k = &p->m->scratch;
    const struct alike *last = &k->item[k->n - 1];
    struct found f = { .a = { k->item[0].a, last->a + last->len }, .b = { k->item[0].b, last->b + last->len },
                       .n_block = k->n };
    uint32_t weight;
    found_measure(&f, k->item, p->ua, p->ub, &weight);
    if (!alike_enough(&f, k->item, p->ua, p->ub, weight, p->length)) {
        if (part.n > 1)
            cut(part, widest_gap(p, part.beg, part.n), rest, n_rest);
        return CRIB_OK;
    }
    size_t second = foreign_gap(p, part, &f);
    if (second > 0) {
        cut(part, second, rest, n_rest);
        return CRIB_OK;
    }
    if (!holds_new_run(p, part.beg, part.n) && !mostly_new(p, &f))
        return CRIB_OK;
    f.list = in_one_paragraph(p, f.a.beg, f.b.end - 1) && follow_closely(f.a, f.b) && !repeats_at_once(&f);
    return emit(p, &f, err);
}

/* In which pass a chain's turn comes: first what reaches from paragraph to
 * paragraph, then neighbours in one paragraph, which are mostly list items,
 * last places of one paragraph that lie apart: they say nothing new when both
 * are items. */
static int pass_of(const struct pair *p, const struct chain *c)
{
    const struct anchor *first = anchor_of(p, c->beg), *last = anchor_of(p, c->beg + c->n - 1);
    struct unit_span a = { first->a, last->a + last->len }, b = { first->b, last->b + last->len };
    return !in_one_paragraph(p, a.beg, b.end - 1) ? 0 : follow_closely(a, b) ? 1 : 2;
}

static int emit_chain(struct pair *p, const struct chain *c, struct crib_err *err)
{
    struct part *rest = mem_alloc((c->n + 1) * sizeof *rest);
    if (!rest)
        return CRIB_NOMEM(err);
    size_t n_rest = 0;
    int rc = CRIB_OK;
    rest[n_rest++] = (struct part){ c->beg, c->n };
    while (n_rest && rc == CRIB_OK) {
        struct part part = rest[--n_rest];
        rc = emit_part(p, part, rest, &n_rest, err);
    }
    mem_free(rest);
    return rc;
}

/* ---- a pair ---- */

static bool within(struct unit_span x, struct unit_span y) { return y.beg <= x.beg && x.end <= y.end; }

/* Tell what is shuffled, unless better chains hold most of it. */
static int emit_bag(struct pair *p, const struct found *bag, struct crib_err *err)
{
    struct shuffled *s = &p->m->shuffled;
    if (!mostly_new(p, bag))
        return CRIB_OK;
    CRIB_TRY(append(p, bag, p->m->bags.blocks.item + bag->block_beg, err));
    CRIB_TRY(VEC_GROW(s->told, s->n_told, &s->cap_told, 1, err));
    s->told[s->n_told++] = p->out->item[p->out->n - 1];
    cover_add(p->m->cover_a, bag->a);
    cover_add(p->m->cover_b, bag->b);
    return CRIB_OK;
}

/* What is shuffled tells what the pair's passages inside it told. */
static int drop_inside(struct pair *p, size_t first, struct crib_err *err)
{
    struct overlaps *o = &p->m->overlaps;
    struct founds *out = p->out;
    size_t kept = first;
    CRIB_TRY(overlaps_of(o, p->m->shuffled.told, p->m->shuffled.n_told, err));
    for (size_t i = first; i < out->n; i++) {
        const struct found *f = &out->item[i];
        struct unit_span near = overlaps_with(o, f->a);
        bool inside = false;
        for (uint32_t k = near.beg; k < near.end && !inside; k++) {
            const struct found *bag = &o->item[o->order[k].at];
            inside = bag->block_beg != f->block_beg && within(f->a, bag->a) && within(f->b, bag->b);
        }
        if (!inside)
            out->item[kept++] = *f;
    }
    out->n = kept;
    return CRIB_OK;
}

/* The best first, shuffled or in order. */
static int emit_by_score(struct pair *p, size_t first, struct crib_err *err)
{
    struct matcher *m = p->m;
    size_t next = 0;
    CRIB_TRY(shuffled_rank(&m->shuffled, &m->bags, err));
    for (size_t i = 0; i <= m->chains.n; i++) {
        int64_t score = i < m->chains.n ? m->chains.item[i].score : INT64_MIN;
        for (; next < m->bags.n && m->shuffled.rank[next].score >= score; next++)
            CRIB_TRY(emit_bag(p, &m->bags.item[m->shuffled.rank[next].at], err));
        if (i < m->chains.n)
            CRIB_TRY(emit_chain(p, &m->chains.item[i], err));
    }
    return drop_inside(p, first, err);
}

/* Of two rows: in order, and anew where something proves to be shuffled. */
static int emit_pair(struct pair *p, struct crib_err *err)
{
    struct matcher *m = p->m;
    size_t first = p->out->n, first_block = p->out->blocks.n;
    for (size_t i = 0; i < m->chains.n; i++)
        CRIB_TRY(emit_chain(p, &m->chains.item[i], err));
    CRIB_TRY(shuffled_drop_ordered(&m->bags, p->out, first, &m->overlaps, err));
    if (m->bags.n > 0) {
        p->out->n = first;
        p->out->blocks.n = first_block;
        CRIB_TRY(cover_clear(&m->cover_a, &m->cap_a, p->ua->n, err));
        CRIB_TRY(cover_clear(&m->cover_b, &m->cap_b, p->ub->n, err));
        CRIB_TRY(emit_by_score(p, first, err));
    }
    return p->out->n - first > 1 ? founds_join_reordered(p->out, first, p->ua, p->ub, p->length, err) : CRIB_OK;
}

/* Of one row. */
static int emit_self(struct pair *p, struct crib_err *err)
{
    const struct chains *c = &p->m->chains;
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < c->n; i++)
            if (pass_of(p, &c->item[i]) == pass)
                CRIB_TRY(emit_chain(p, &c->item[i], err));
    return CRIB_OK;
}

static int by_place(const void *p, const void *q)
{
    const struct found *x = p, *y = q;
    const uint32_t kx[] = { x->a.beg, x->b.beg, x->a.end, x->b.end }, ky[] = { y->a.beg, y->b.beg, y->a.end, y->b.end };
    for (size_t i = 0; i < COUNT_OF(kx); i++)
        if (kx[i] != ky[i])
            return kx[i] < ky[i] ? -1 : 1;
    return 0;
}

int match_rows(struct matcher *m, const struct units *ua, const struct units *ub, const uint32_t *paragraph,
               const struct seed_hit *hit, size_t n_hits, uint32_t length, struct founds *out, struct crib_err *err)
{
    bool self = paragraph != NULL;
    struct pair p = { .m = m, .ua = ua, .ub = ub, .self = self, .paragraph = paragraph, .length = length, .out = out };
    size_t first = out->n;
    CRIB_TRY(cover_clear(&m->cover_list, &m->cap_list, self ? ua->n : 0, err));
    CRIB_TRY(cover_clear(&m->cover_a, &m->cap_a, ua->n, err));
    CRIB_TRY(cover_clear(&m->cover_b, &m->cap_b, ub->n, err));
    if (!self && ua->n > 0 && units_equal(ua, ub)) {
        m->scratch.n = 0;
        CRIB_TRY(blocks_add(&m->scratch, 0, 0, ua->n, err));
        struct found whole = { .a = { 0, ua->n }, .b = { 0, ub->n }, .n_block = 1, .matched = ua->n };
        return emit(&p, &whole, err);
    }
    CRIB_TRY(anchors_grow(ua, ub, self, hit, n_hits, &m->anchors, err));
    if (!self) {
        CRIB_TRY(dense_hits(&m->dense, &m->anchors, ua, ub, 2 * length, err));
        CRIB_TRY(anchors_grow(ua, ub, false, m->dense.hit, m->dense.n_hits, &m->anchors, err));
        m->bags.n = m->bags.blocks.n = 0;
        CRIB_TRY(shuffled_find(&m->shuffled, &m->anchors, ua, ub, length, &m->bags, err));
    }
    CRIB_TRY(chains_make(&m->anchors, self, length, &m->chains, err));
    keep_promising(&p);
    chains_rank(&m->chains);
    CRIB_TRY(self ? emit_self(&p, err) : emit_pair(&p, err));
    if (out->n > first)
        qsort(out->item + first, out->n - first, sizeof *out->item, by_place);
    return CRIB_OK;
}

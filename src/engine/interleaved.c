/* SPDX-License-Identifier: MIT */
/* A long one-sided gap inside a passage is a stretch that a summary left out,
 * or one that somebody put in between. Two rows cannot tell; a third document
 * can: when the gap, and not what stands beside it, is aligned with another
 * document, its text was taken from there, and the passage around it is two. */
#include "engine/interleaved.h"

#include "core/search.h"
#include "engine/matched.h"

enum {
    FLANK = 12,   /* units beside a gap that its filler must not go on in */
    SPECKS = 2    /* blocks this long inside a gap are chance */
};

/* Where a passage stands in one of its documents. */
struct place {
    uint32_t doc;
    struct unit_span units;
    uint32_t reach; /* greatest end of this place and those before it in the document */
    size_t raw;
    bool in_b;
};

struct cutter {
    const struct collection *c;
    struct comparison *cmp;
    uint32_t length;
    struct place *place;   /* by (doc, beginning, passage, side) */
    size_t *doc_beg;       /* [n_doc + 1] into place */
};

static int by_place(const void *p, const void *q)
{
    const struct place *x = p, *y = q;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    if (x->units.beg != y->units.beg)
        return x->units.beg < y->units.beg ? -1 : 1;
    if (x->raw != y->raw)
        return x->raw < y->raw ? -1 : 1;
    return x->in_b - y->in_b;
}

static int list_places(struct cutter *t, struct crib_err *err)
{
    size_t n = 0, n_raw = t->cmp->n_raw;
    t->place = mem_alloc(2 * n_raw * sizeof *t->place);
    t->doc_beg = mem_zero((size_t)t->c->n_doc + 1, sizeof *t->doc_beg);
    if (!t->place || !t->doc_beg)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n_raw; i++) {
        const struct raw *r = &t->cmp->raw[i];
        if (r->a == r->b)
            continue;
        t->place[n++] = (struct place){ .doc = r->a, .units = r->found.a, .raw = i };
        t->place[n++] = (struct place){ .doc = r->b, .units = r->found.b, .raw = i, .in_b = true };
    }
    if (n)
        qsort(t->place, n, sizeof *t->place, by_place);
    for (size_t i = 0; i < n; i++) {
        struct place *p = &t->place[i];
        bool first = i == 0 || p[-1].doc != p->doc;
        p->reach = first ? p->units.end : max_u32(p[-1].reach, p->units.end);
        t->doc_beg[p->doc + 1] = i + 1;
    }
    for (uint32_t d = 0; d < t->c->n_doc; d++)
        t->doc_beg[d + 1] = max_size(t->doc_beg[d + 1], t->doc_beg[d]);
    return CRIB_OK;
}

static uint32_t overlap(uint32_t beg, uint32_t end, struct unit_span s)
{
    uint32_t from = max_u32(beg, s.beg), to = min_u32(end, s.end);
    return to > from ? to - from : 0;
}

static struct unit_span block_in(const struct place *p, const struct alike *k)
{
    uint32_t beg = p->in_b ? k->b : k->a;
    return (struct unit_span){ beg, beg + k->len };
}

/* Aligned units of a place inside s. Blocks come in order on both sides, but
 * those of what was reordered. */
static uint32_t aligned_in(const struct cutter *t, const struct place *p, struct unit_span s)
{
    const struct raw *r = &t->cmp->raw[p->raw];
    size_t k = 0, n = r->found.n_block;
    uint32_t sum = 0;
    if (!r->found.reordered)
        LOWER_BOUND(k, n, block_in(p, &r->block[k]).end <= s.beg);
    for (; k < n; k++) {
        struct unit_span x = block_in(p, &r->block[k]);
        if (x.beg >= s.end && !r->found.reordered)
            break;
        sum += overlap(x.beg, x.end, s);
    }
    return sum;
}

/* Of document doc's places the first that may reach into the gap. */
static size_t first_reaching(const struct cutter *t, uint32_t doc, struct unit_span gap)
{
    const struct place *p = t->place + t->doc_beg[doc];
    size_t at, n = t->doc_beg[doc + 1] - t->doc_beg[doc];
    LOWER_BOUND(at, n, p[at].reach <= gap.beg);
    return t->doc_beg[doc] + at;
}

/* Is the gap in document doc another document's text, and what is beside it not? */
static bool filled_by_another(const struct cutter *t, uint32_t doc, uint32_t other, struct unit_span gap)
{
    struct unit_span before = { gap.beg > FLANK ? gap.beg - FLANK : 0, gap.beg }, after = { gap.end, gap.end + FLANK };
    uint64_t most = 4 * (uint64_t)unit_len(gap);
    for (size_t i = first_reaching(t, doc, gap); i < t->doc_beg[doc + 1] && t->place[i].units.beg < gap.end; i++) {
        const struct place *p = &t->place[i];
        if (5 * (uint64_t)overlap(p->units.beg, p->units.end, gap) < most)
            continue;
        const struct raw *r = &t->cmp->raw[p->raw];
        if ((p->in_b ? r->a : r->b) != other && 5 * (uint64_t)aligned_in(t, p, gap) >= most &&
            aligned_in(t, p, before) + aligned_in(t, p, after) <= FLANK / 2)
            return true;
    }
    return false;
}

/* Blocks [beg, end) of a passage as one of its own; false when that is too
 * little to be told. */
static bool part_of(const struct cutter *t, const struct raw *r, const struct alike *block, size_t beg, size_t end,
                    struct found *part)
{
    uint32_t weight;
    const struct alike *first = &block[beg], *last = &block[end - 1];
    *part = (struct found){ .a = { first->a, last->a + last->len }, .b = { first->b, last->b + last->len },
                            .block_beg = r->found.block_beg + beg, .n_block = end - beg };
    found_measure(part, first, &t->c->rows[r->a], &t->c->rows[r->b], &weight);
    return weight >= t->length && 2 * (uint64_t)part->matched >= min_u32(unit_len(part->a), unit_len(part->b));
}

/* Do the units weigh as much as the least that is told? Words weigh more than characters. */
static bool may_be_told(const struct cutter *t, uint32_t doc, struct unit_span s)
{
    return units_weight(&t->c->rows[doc], s, t->length) >= t->length;
}

/* The gap that ends before block *next (specks of chance between passed over)
 * is long in one document alone and another's text there. */
static bool cut_here(const struct cutter *t, const struct raw *r, size_t last, size_t *next)
{
    const struct alike *k = r->block;
    while (*next + 1 < r->found.n_block && k[*next].len <= SPECKS)
        ++*next;
    struct unit_span a = { k[last].a + k[last].len, k[*next].a }, b = { k[last].b + k[last].len, k[*next].b };
    bool in_a = unit_len(a) > unit_len(b);
    uint32_t doc = in_a ? r->a : r->b, other = in_a ? r->b : r->a;
    struct unit_span more = in_a ? a : b, less = in_a ? b : a;
    return unit_len(less) <= t->length / 4 && may_be_told(t, doc, more) && filled_by_another(t, doc, other, more);
}

/* Cut one passage: part[] gets its pieces; 1 when it stays whole. */
static size_t cut_one(const struct cutter *t, const struct raw *r, struct found *part)
{
    size_t n = 0, beg = 0, n_block = r->found.n_block;
    struct found rest;
    for (size_t i = 0; i + 1 < n_block;) {
        size_t next = i + 1;
        if (r->block[i].len > SPECKS && cut_here(t, r, i, &next) && part_of(t, r, r->block, beg, i + 1, &part[n]) &&
            part_of(t, r, r->block, next, n_block, &rest)) {
            n++;
            beg = next;
        }
        i = next;
    }
    if (n == 0)
        return 1;
    part_of(t, r, r->block, beg, n_block, &part[n]);
    return n + 1;
}

/* Replace the item of f that r shows with its pieces; the others follow them. */
static int replace(struct founds *f, size_t item, const struct found *part, size_t n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(f->item, f->n, &f->cap, n - 1, err));
    memmove(f->item + item + n, f->item + item + 1, (f->n - item - 1) * sizeof *f->item);
    memcpy(f->item + item, part, n * sizeof *part);
    f->n += n - 1;
    return CRIB_OK;
}

/* All pieces are found before the first passage is replaced, since gaps are
 * judged by the passages as they were. */
struct cuts {
    struct cut { size_t raw, n_part, part_beg; } *item;
    size_t n, cap;
    struct found *part;
    size_t n_part, cap_part;
};

static int find_cuts(const struct cutter *t, struct cuts *out, struct crib_err *err)
{
    for (size_t i = 0; i < t->cmp->n_raw; i++) {
        const struct raw *r = &t->cmp->raw[i];
        if (r->a == r->b || r->found.reordered || r->found.n_block < 2)
            continue;
        CRIB_TRY(VEC_GROW(out->part, out->n_part, &out->cap_part, r->found.n_block, err));
        size_t n = cut_one(t, r, out->part + out->n_part);
        if (n < 2)
            continue;
        CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
        out->item[out->n++] = (struct cut){ i, n, out->n_part };
        out->n_part += n;
    }
    return CRIB_OK;
}

/* raw lists the items of founds[0], founds[1] ... in order; from the last one
 * back, what is replaced moves nothing that is still to be replaced. */
static int apply_cuts(const struct cutter *t, const struct cuts *cuts, struct bit_room *bits, struct crib_err *err)
{
    struct comparison *cmp = t->cmp;
    size_t at = cuts->n, beg = cmp->n_raw;
    for (size_t i = cmp->n_founds; i-- > 0 && at > 0;) {
        const size_t after = at;
        const struct candidate *k = &cmp->candidates.item[i];
        beg -= cmp->founds[i].n;
        for (; at > 0 && cuts->item[at - 1].raw >= beg; at--) {
            const struct cut *cut = &cuts->item[at - 1];
            CRIB_TRY(replace(&cmp->founds[i], cut->raw - beg, cuts->part + cut->part_beg, cut->n_part, err));
        }
        if (at < after) /* the specks in the gaps are gone */
            CRIB_TRY(matched_all(t->c, k->a, k->b, &cmp->founds[i], bits, &cmp->matched[i], err));
    }
    return CRIB_OK;
}

int interleaved_cut(const struct collection *c, uint32_t length, struct comparison *cmp, size_t *n_cut,
                    struct crib_err *err)
{
    struct cutter t = { .c = c, .cmp = cmp, .length = length };
    struct cuts cuts = { 0 };
    struct bit_room bits = { 0 };
    int rc = list_places(&t, err);
    if (rc == CRIB_OK)
        rc = find_cuts(&t, &cuts, err);
    if (rc == CRIB_OK)
        rc = apply_cuts(&t, &cuts, &bits, err);
    bit_room_done(&bits);
    *n_cut = cuts.n;
    mem_free(cuts.item);
    mem_free(cuts.part);
    mem_free(t.place);
    mem_free(t.doc_beg);
    return rc;
}

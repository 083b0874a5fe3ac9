/* SPDX-License-Identifier: MIT */
/* Subtracting known texts.
 *
 * Matching asks for a long run, so that chance proposes nothing. Here the
 * other text is known to be a form, and what slips through is reported as
 * somebody's copy; so runs from a shingle on are taken, and only together must
 * they be long. Reading on from the last place comes before the longest run,
 * since a form repeats its own words (name, date, seal). */
#include "index/reference.h"

#include "core/mem.h"
#include "core/search.h"
#include "sketch/sketch.h"

enum { BACK = 8 }; /* earlier runs looked at for the one that a run goes on from */

void reference_done(struct reference *r)
{
    mem_free(r->entry);
    *r = (struct reference){ 0 };
}

static int list_shingles(const struct units *u, uint32_t row, struct reference *r, struct crib_err *err)
{
    uint32_t n = shingle_count(u->n);
    uint64_t *shingle = mem_alloc((size_t)n * sizeof *shingle);
    if (!shingle)
        return CRIB_NOMEM(err);
    shingle_hash(u, shingle);
    for (uint32_t i = 0; i < n; i++)
        r->entry[r->n++] = (struct kv){ shingle[i], (uint64_t)row << 32 | i };
    mem_free(shingle);
    return CRIB_OK;
}

int reference_build(const struct units *rows, uint32_t n, struct reference *out, struct crib_err *err)
{
    *out = (struct reference){ .row = rows, .n_row = n };
    size_t total = 0;
    for (uint32_t i = 0; i < n; i++)
        total += shingle_count(rows[i].n);
    out->entry = mem_alloc(total * sizeof *out->entry);
    if (!out->entry)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < n; i++)
        CRIB_TRY(list_shingles(&rows[i], i, out, err));
    return sort_kv(out->entry, out->n, true, err);
}

/* Units [beg, beg + len) of the row are alike [pos, pos + len) of reference row `row`. */
struct run {
    uint32_t beg, len, row, pos;
    uint32_t weight;  /* placeholders aside */
    uint32_t score;   /* weight of the best stretch that ends here */
    size_t prev;      /* the run before in that stretch, SIZE_MAX: none */
    bool marked;
};

struct runs { struct run *item; size_t n, cap; };

static size_t first_at(const struct reference *r, uint64_t hash, uint64_t place)
{
    size_t at;
    LOWER_BOUND(at, r->n, r->entry[at].key < hash || (r->entry[at].key == hash && r->entry[at].val < place));
    return at;
}

static uint32_t alike_from(const struct units *u, uint32_t beg, const struct units *ref, uint32_t pos)
{
    uint32_t n = 0, most = min_u32(u->n - beg, ref->n - pos);
    while (n < most && unit_code(u, beg + n) == unit_code(ref, pos + n))
        n++;
    return n;
}

static bool goes_on(const struct run *last, uint32_t row, uint32_t pos)
{
    return last && last->row == row && pos >= last->pos + last->len && pos - (last->pos + last->len) <= REFERENCE_GAP;
}

/* The run that begins at unit beg: from those places of the shingle that
 * follow the last run, and the first ones of all. len 0: none. */
static struct run run_at(const struct reference *r, const struct units *u, uint32_t beg, uint64_t hash,
                         const struct run *last)
{
    struct run best = { .beg = beg }, next = { .beg = beg };
    uint64_t after = last ? (uint64_t)last->row << 32 | (last->pos + last->len) : 0;
    for (int pass = 0; pass < 2; pass++) {
        size_t i = first_at(r, hash, pass == 0 ? after : 0);
        for (int k = 0; k < REFERENCE_LOOKS / 2 && i < r->n && r->entry[i].key == hash; k++, i++) {
            uint32_t row = (uint32_t)(r->entry[i].val >> 32), pos = (uint32_t)r->entry[i].val;
            uint32_t len = alike_from(u, beg, &r->row[row], pos);
            if (len > best.len)
                best.len = len, best.row = row, best.pos = pos;
            if (len > next.len && goes_on(last, row, pos))
                next.len = len, next.row = row, next.pos = pos;
        }
    }
    return 2 * next.len >= best.len ? next : best;
}

static int find_runs(const struct reference *r, const struct units *u, struct runs *out, struct crib_err *err)
{
    uint32_t n = shingle_count(u->n), end = 0;
    uint64_t *shingle = mem_alloc((size_t)n * sizeof *shingle);
    if (!shingle)
        return CRIB_NOMEM(err);
    shingle_hash(u, shingle);
    int rc = CRIB_OK;
    for (uint32_t i = 0; i < n && rc == CRIB_OK;) {
        struct run x = run_at(r, u, i, shingle[i], out->n ? &out->item[out->n - 1] : NULL);
        if (x.len < min_u32(SHINGLE_UNITS, u->n) || x.beg + x.len <= end) {
            i++;
            continue;
        }
        for (uint32_t k = 0; k < x.len; k++)
            x.weight += unit_is_placeholder(u, x.beg + k) ? 0 : unit_weighs(u, x.beg + k);
        end = x.beg + x.len;
        i = max_u32(i + 1, end - min_u32(end, SHINGLE_UNITS - 1)); /* the next may share its first units */
        rc = VEC_GROW(out->item, out->n, &out->cap, 1, err);
        if (rc == CRIB_OK)
            out->item[out->n++] = x;
    }
    mem_free(shingle);
    return rc;
}

static void link_runs(struct runs *v)
{
    for (size_t i = 0; i < v->n; i++) {
        struct run *x = &v->item[i];
        x->prev = SIZE_MAX;
        x->score = x->weight;
        for (size_t k = i; k-- > 0 && k + BACK >= i;) {
            const struct run *y = &v->item[k];
            bool near = x->beg >= y->beg + y->len && x->beg - (y->beg + y->len) <= REFERENCE_GAP;
            if (near && goes_on(y, x->row, x->pos) && y->score + x->weight > x->score) {
                x->score = y->score + x->weight;
                x->prev = k;
            }
        }
    }
}

static void mark(uint64_t *bits, uint32_t i) { bits[i >> 6] |= UINT64_C(1) << (i & 63); }

/* Mark what the stretches between two runs have in common, in order: a longest
 * common subsequence. Both are at most REFERENCE_GAP long. */
static void mark_between(const struct units *u, uint32_t beg, uint32_t n, const struct units *ref, uint32_t pos,
                         uint32_t m, uint64_t *bits)
{
    uint8_t longest[REFERENCE_GAP + 1][REFERENCE_GAP + 1] = { { 0 } };
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t k = m; k-- > 0;) {
            uint8_t skip = longest[i + 1][k] > longest[i][k + 1] ? longest[i + 1][k] : longest[i][k + 1];
            longest[i][k] = unit_code(u, beg + i) == unit_code(ref, pos + k)
                                ? (uint8_t)(longest[i + 1][k + 1] + 1) : skip;
        }
    for (uint32_t i = 0, k = 0; i < n && k < m;) {
        if (unit_code(u, beg + i) == unit_code(ref, pos + k))
            mark(bits, beg + i), i++, k++;
        else if (longest[i + 1][k] >= longest[i][k + 1])
            i++;
        else
            k++;
    }
}

static void mark_stretch(const struct reference *r, const struct units *u, struct runs *v, size_t last, uint64_t *bits)
{
    for (size_t i = last; i != SIZE_MAX && !v->item[i].marked; i = v->item[i].prev) {
        struct run *x = &v->item[i];
        x->marked = true;
        for (uint32_t k = x->beg; k < x->beg + x->len; k++)
            mark(bits, k);
        if (x->prev == SIZE_MAX)
            continue;
        const struct run *y = &v->item[x->prev];
        uint32_t beg = y->beg + y->len, pos = y->pos + y->len;
        mark_between(u, beg, x->beg - beg, &r->row[x->row], pos, x->pos - pos, bits);
    }
}

int reference_mark(const struct reference *r, const struct units *u, uint32_t least, uint64_t *bits,
                   uint32_t *n_marked, struct crib_err *err)
{
    struct runs v = { 0 };
    *n_marked = 0;
    int rc = find_runs(r, u, &v, err);
    if (rc == CRIB_OK) {
        link_runs(&v);
        for (size_t i = v.n; i-- > 0;)
            if (v.item[i].score >= least)
                mark_stretch(r, u, &v, i, bits);
        for (uint32_t i = 0; i < u->n; i += 64)
            *n_marked += (uint32_t)__builtin_popcountll(bits[i >> 6]);
    }
    mem_free(v.item);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Candidates: documents that share seeds in a way that can be a passage.
 *
 * One seed in common is nothing: a five-unit phrase. A pair is proposed when
 * around a shared seed the texts agree for the least length, or when several
 * shared seeds stand near each other, in the same order, and the pieces they
 * grow into add up to half of it (what edits left of a passage). Both are
 * looked at per document `a` against all later places of its rare seeds, so
 * the work is spread over threads and its memory is one document's hits.
 *
 * Seeds that stand in more places are common text. For them star.c pairs the
 * first occurrence of each common window with every other. */
#include "index/candidate.h"

#include "core/par.h"
#include "core/sort.h"
#include "core/agree.h"
#include "index/star.h"

void candidates_done(struct candidates *c)
{
    mem_free(c->item);
    *c = (struct candidates){ 0 };
}

struct finder {
    const struct postings *p;
    const struct units *rows;
    uint32_t length;
    struct candidates *per_doc;     /* [n_docs] each found by one thread */
    struct scratch {
        uint64_t *own; /* position << 32 | entry, of a */
        size_t cap_own;
        struct kv *hit;
        size_t cap;
        uint32_t touched;
        struct windows { uint32_t beg, end; } *least; /* [units of a] windows whose least shingle begins here */
        size_t cap_least;
    } *scratch; /* [n_threads] */
};

static struct agree_run grow(const struct units *ua, const struct units *ub, uint32_t a, uint32_t b)
{
    const uint32_t *x = ua->exact + a, *y = ub->exact + b;
    uint32_t left = 0, right = 0, weight = 0;
    uint32_t most_left = min_u32(a, b), most_right = min_u32(ua->n - a, ub->n - b);
    while (right < most_right && x[right] == y[right])
        right++;
    while (left < most_left && *(x - left - 1) == *(y - left - 1))
        left++;
    for (uint32_t i = a - left; i < a + right; i++)
        weight += unit_weighs(ua, i);
    return (struct agree_run){ a - left, b - left, left + right, weight };
}

/* Does the piece hold a whole window whose least shingle begins at the hit? A
 * long piece without one is common text that a rare seed led to by chance:
 * it was chosen for windows across an edit, where the usual least shingle is
 * gone. The piece's own windows have other seeds, or are a star's. */
static bool owns_window(const struct units *ua, const struct agree_run *p, struct windows w, uint32_t length)
{
    uint32_t first = max_u32(w.beg, p->a);
    return first < w.end && window_end(ua, first, length) <= p->a + p->len;
}

/* Do the texts around the piece agree, but for edits, for about the least
 * length? In one document the two places stay apart. */
static bool agrees_nearly(const struct finder *f, const struct units *ua, const struct units *ub,
                          const struct agree_run *p, bool self)
{
    struct unit_span within_a = { 0, ua->n }, within_b = { 0, ub->n };
    if (self) {
        if (p->a + p->len > p->b)
            return false;
        within_a.end = within_b.beg = p->a + p->len + (p->b - p->a - p->len) / 2;
    }
    uint32_t enough = f->length - f->length / 4;
    return agree_weight(ua, ub, *p, within_a, within_b, enough) >= enough;
}

/* The last pieces seen, in order of their place in a. */
enum { RECENT = 16 };

/* Hits of one other document, by (position in a, position in b). */
static uint32_t evidence(const struct finder *f, const struct units *ua, const struct units *ub,
                         const struct windows *least, const struct kv *hit, size_t n, bool self)
{
    struct agree_run recent[RECENT];
    size_t n_recent = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t a = (uint32_t)(hit[i].val >> 32), b = (uint32_t)hit[i].val;
        const struct agree_run *known = NULL;
        for (size_t j = 0; j < min_size(n_recent, RECENT) && !known; j++) {
            const struct agree_run *r = &recent[j];
            if (a - r->a == b - r->b && a >= r->a && a < r->a + r->len)
                known = r;
        }
        struct agree_run p = known ? *known : grow(ua, ub, a, b);
        if (p.weight >= f->length && owns_window(ua, &p, least[a], f->length))
            return WHY_RUN;
        if (known)
            continue;
        uint32_t sum = p.weight;
        for (size_t j = 0; j < min_size(n_recent, RECENT); j++) {
            const struct agree_run *r = &recent[j];
            if (r->weight < f->length && r->a + r->len <= p.a && r->b + r->len <= p.b && p.a - r->a <= 3 * f->length &&
                p.b - r->b <= 3 * f->length && (!self || p.a + p.len <= r->b))
                sum += r->weight;
        }
        if (p.weight < f->length && sum > p.weight && sum >= f->length / 2)
            return WHY_PIECES;
        if (p.weight < f->length && agrees_nearly(f, ua, ub, &p, self))
            return WHY_NEARLY;
        recent[n_recent++ % RECENT] = p;
    }
    return 0;
}

static int add(struct candidates *c, uint32_t a, uint32_t b, uint32_t why, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(c->item, c->n, &c->cap, 1, err));
    c->item[c->n++] = (struct candidate){ a, b, why };
    return CRIB_OK;
}

/* Document a's entries by position. */
static int own_entries(const struct finder *f, uint32_t a, struct scratch *s, size_t *n_out, struct crib_err *err)
{
    const struct postings *p = f->p;
    size_t n = p->doc_beg[a + 1] - p->doc_beg[a];
    CRIB_TRY(VEC_GROW(s->own, 0, &s->cap_own, n, err));
    for (size_t i = 0; i < n; i++) {
        size_t e = postings_held(p, p->doc_beg[a] + i);
        s->own[i] = (uint64_t)postings_pos(p, e) << 32 | e;
    }
    *n_out = n;
    return sort_u64(s->own, n, err);
}

/* All later places of document a's rare seeds, as (other document, places). */
static int later_places(const struct finder *f, uint32_t a, struct scratch *s, size_t *n_out, struct crib_err *err)
{
    const struct postings *p = f->p;
    size_t n = 0, n_own = 0, beg, end;
    CRIB_TRY(own_entries(f, a, s, &n_own, err));
    CRIB_TRY(VEC_GROW(s->least, 0, &s->cap_least, f->rows[a].n, err));
    for (size_t i = 0; i < n_own; i++) {
        uint32_t e = (uint32_t)s->own[i];
        struct seed_place here = postings_place(p, e);
        s->least[here.pos] = (struct windows){ here.win_beg, here.win_end };
        if (!postings_rare(p, e, CANDIDATE_RARE, &beg, &end))
            continue;
        CRIB_TRY(VEC_GROW(s->hit, n, &s->cap, end - e, err));
        for (size_t k = (size_t)e + 1; k < end; k++)
            s->hit[n++] = (struct kv){ postings_doc(p, k), (uint64_t)here.pos << 32 | postings_pos(p, k) };
    }
    *n_out = n;
    return sort_kv(s->hit, n, false, err);
}

/* Every hit leads somewhere else in memory. Reading a unit of each, none of
 * which waits for another, brings their lines and pages in together; asking
 * for them with a prefetch does not, where it is dropped when the page is not
 * known. */
static void touch(const struct finder *f, const struct kv *hit, size_t n, struct scratch *s)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += f->rows[hit[i].key].exact[(uint32_t)hit[i].val];
    s->touched += sum; /* so that it is done */
}

enum { TOUCH = 256 }; /* hits whose lines stay in cache together */

static int find_for(size_t doc, int thread, void *arg, struct crib_err *err)
{
    struct finder *f = arg;
    struct scratch *s = &f->scratch[thread];
    uint32_t a = (uint32_t)doc;
    size_t n = 0;
    CRIB_TRY(later_places(f, a, s, &n, err));
    for (size_t i = 0, j, touched = 0; i < n; i = j) {
        for (j = i + 1; j < n && s->hit[j].key == s->hit[i].key; j++)
            ;
        if (j > touched) {
            size_t end = min_size(n, max_size(j, i + TOUCH));
            touch(f, s->hit + touched, end - touched, s);
            touched = end;
        }
        uint32_t b = (uint32_t)s->hit[i].key;
        uint32_t why = evidence(f, &f->rows[a], &f->rows[b], s->least, s->hit + i, j - i, a == b);
        if (why)
            CRIB_TRY(add(&f->per_doc[a], a, b, why, err));
    }
    return CRIB_OK;
}

/* Merge sorted list `more` into c; equal pairs join their reasons. */
static int merge(struct candidates *c, const struct candidate *more, size_t n_more, struct crib_err *err)
{
    struct candidates out = { 0 };
    int rc = VEC_GROW(out.item, 0, &out.cap, c->n + n_more, err);
    if (rc != CRIB_OK)
        return rc;
    for (size_t i = 0, j = 0; i < c->n || j < n_more;) {
        uint64_t x = i < c->n ? (uint64_t)c->item[i].a << 32 | c->item[i].b : UINT64_MAX;
        uint64_t y = j < n_more ? (uint64_t)more[j].a << 32 | more[j].b : UINT64_MAX;
        struct candidate item = x <= y ? c->item[i] : more[j];
        if (x == y)
            item.why |= more[j].why;
        i += x <= y;
        j += y <= x;
        out.item[out.n++] = item;
    }
    candidates_done(c);
    *c = out;
    return CRIB_OK;
}

int candidates_add_bands(struct candidates *c, const uint64_t *pair, size_t n, const uint64_t *sim,
                         struct crib_err *err)
{
    struct candidate *more = mem_alloc(n * sizeof *more);
    if (!more)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++) {
        uint32_t a = (uint32_t)(pair[i] >> 32), b = (uint32_t)pair[i];
        bool near = __builtin_popcountll(sim[a] ^ sim[b]) <= 3;
        more[i] = (struct candidate){ a, b, WHY_BAND | (near ? WHY_SKETCH : 0) };
    }
    int rc = merge(c, more, n, err);
    mem_free(more);
    return rc;
}

int candidates_add_periodic(struct candidates *c, const bool *periodic, uint32_t n_docs, struct crib_err *err)
{
    struct candidates more = { 0 };
    int rc = CRIB_OK;
    for (uint32_t d = 0; d < n_docs && rc == CRIB_OK; d++)
        if (periodic[d])
            rc = add(&more, d, d, WHY_PERIODIC, err);
    if (rc == CRIB_OK)
        rc = merge(c, more.item, more.n, err);
    candidates_done(&more);
    return rc;
}

int candidates_add(struct candidates *c, const uint64_t *pair, size_t n, uint32_t why, struct crib_err *err)
{
    struct candidate *more = mem_alloc(n * sizeof *more);
    if (!more)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        more[i] = (struct candidate){ (uint32_t)(pair[i] >> 32), (uint32_t)pair[i], why };
    int rc = merge(c, more, n, err);
    mem_free(more);
    return rc;
}

static int add_stars(const struct finder *f, int n_threads, struct candidates *out, struct crib_err *err)
{
    uint64_t *pair = NULL;
    size_t n = 0;
    CRIB_TRY(star_pairs(f->p, f->rows, f->length, CANDIDATE_RARE, n_threads, &pair, &n, err));
    int rc = candidates_add(out, pair, n, WHY_STAR, err);
    mem_free(pair);
    return rc;
}

/* Forget the pairs that do not begin with one of the first documents. */
static void keep_first(struct candidates *c, uint32_t n_first)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->item[i].a < n_first)
            c->item[n++] = c->item[i];
    c->n = n;
}

int candidates_of_first(const struct postings *p, const struct units *rows, uint32_t n_first, uint32_t length,
                        int n_threads, struct candidates *out, struct crib_err *err)
{
    *out = (struct candidates){ 0 };
    struct finder f = { .p = p, .rows = rows, .length = length };
    f.per_doc = mem_zero(p->n_docs, sizeof *f.per_doc);
    f.scratch = mem_zero((size_t)n_threads, sizeof *f.scratch);
    int rc = f.per_doc && f.scratch ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = par_for(n_first, n_threads, find_for, &f, err);
    for (uint32_t d = 0; f.per_doc && d < p->n_docs; d++) {
        struct candidates *c = &f.per_doc[d];
        if (rc == CRIB_OK)
            rc = VEC_GROW(out->item, out->n, &out->cap, c->n, err);
        if (rc == CRIB_OK && c->n) {
            memcpy(out->item + out->n, c->item, c->n * sizeof *c->item);
            out->n += c->n;
        }
        candidates_done(c);
    }
    for (int t = 0; f.scratch && t < n_threads; t++) {
        mem_free(f.scratch[t].own);
        mem_free(f.scratch[t].hit);
        mem_free(f.scratch[t].least);
    }
    mem_free(f.scratch);
    mem_free(f.per_doc);
    if (rc == CRIB_OK)
        rc = add_stars(&f, n_threads, out, err);
    if (rc != CRIB_OK)
        candidates_done(out);
    keep_first(out, n_first);
    return rc;
}

int candidates_from_seeds(const struct postings *p, const struct units *rows, uint32_t length, int n_threads,
                          struct candidates *out, struct crib_err *err)
{
    return candidates_of_first(p, rows, p->n_docs, length, n_threads, out, err);
}

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
#include "core/search.h"
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
    uint32_t beg, end;              /* the block of documents among which others are looked for */
    struct candidates *per_doc;     /* [n_docs] each found by one thread */
    struct scratch {
        uint64_t *own; /* position << 32 | entry, of a */
        size_t cap_own;
        struct kv *hit;
        size_t cap;
        bool *alone;   /* of each hit: it agrees in the shingle and no further */
        size_t cap_alone, n_own;
        uint32_t sum;
    } *scratch; /* [n_threads] */
};

static struct agree_run grow(const struct units *ua, const struct units *ub, uint32_t a, uint32_t b)
{
    const uint32_t *x = ua->exact + a, *y = ub->exact + b;
    uint32_t left = 0, right = 0;
    uint32_t most_left = min_u32(a, b), most_right = min_u32(ua->n - a, ub->n - b);
    while (right < most_right && x[right] == y[right])
        right++;
    while (left < most_left && *(x - left - 1) == *(y - left - 1))
        left++;
    uint32_t weight = units_weight(ua, (struct unit_span){ a - left, a + right }, UINT32_MAX);
    return (struct agree_run){ a - left, b - left, left + right, weight };
}

/* Does the piece hold a whole window whose least shingle begins at the hit? A
 * long piece without one is common text that a rare seed led to by chance:
 * it was chosen for windows across an edit, where the usual least shingle is
 * gone. The piece's own windows have other seeds, or are a star's. */
static bool owns_window(const struct finder *f, const struct units *ua, const struct agree_run *p,
                        const struct scratch *s, uint32_t pos)
{
    size_t at;
    LOWER_BOUND(at, s->n_own - 1, s->own[at] >> 32 < pos);
    struct seed_place w = postings_place(f->p, (uint32_t)s->own[at]);
    uint32_t first = max_u32(w.win_beg, p->a);
    return first < w.win_end && window_end(ua, first, f->length) <= p->a + p->len;
}

static uint32_t enough_of(const struct finder *f) { return f->length - f->length / 4; }

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
    return agree_weight(ua, ub, *p, within_a, within_b, enough_of(f)) >= enough_of(f);
}

/* Is the hit a seed in common and no more? Asked of each hit by itself, of all
 * of a document's before anything else: none waits for another, while each
 * leads to another place in memory. Then the least that is enough to be near
 * must be more than a shingle can weigh. */
static bool stands_alone(const struct finder *f, const struct units *ua, const struct units *ub, const struct kv *hit)
{
    uint32_t a = (uint32_t)(hit->val >> 32), b = (uint32_t)hit->val, differ = 0;
    if (enough_of(f) <= 2 * SHINGLE_UNITS || ua->n - a < SHINGLE_UNITS || ub->n - b < SHINGLE_UNITS)
        return false;
    for (uint32_t i = 0; i < SHINGLE_UNITS; i++)
        differ |= ua->exact[a + i] ^ ub->exact[b + i];
    return agree_stops(ua, ub, (struct agree_run){ a, b, SHINGLE_UNITS, 0 }) && !differ;
}

static struct agree_run shingle_run(const struct units *ua, uint32_t a, uint32_t b)
{
    uint32_t weight = units_weight(ua, (struct unit_span){ a, a + SHINGLE_UNITS }, UINT32_MAX);
    return (struct agree_run){ a, b, SHINGLE_UNITS, weight };
}

/* The last pieces seen, in order of their place in a. */
enum { RECENT = 16 };
struct recent {
    struct agree_run run[RECENT];
    size_t n;
};

static const struct agree_run *find_known(const struct recent *r, uint32_t a, uint32_t b)
{
    for (size_t j = 0; j < min_size(r->n, RECENT); j++) {
        const struct agree_run *k = &r->run[j];
        if (a - k->a == b - k->b && a >= k->a && a < k->a + k->len)
            return k;
    }
    return NULL;
}

/* Weight of the piece and of those near before it, in the same order. */
static uint32_t weight_together(const struct finder *f, const struct recent *recent, const struct agree_run *p,
                                bool self)
{
    uint32_t sum = p->weight;
    for (size_t j = 0; j < min_size(recent->n, RECENT); j++) {
        const struct agree_run *r = &recent->run[j];
        if (r->weight < f->length && r->a + r->len <= p->a && r->b + r->len <= p->b && p->a - r->a <= 3 * f->length &&
            p->b - r->b <= 3 * f->length && (!self || p->a + p->len <= r->b))
            sum += r->weight;
    }
    return sum;
}

/* Hits [i, end) are one other document's, by (position in a, position in b). */
static uint32_t evidence(const struct finder *f, const struct units *ua, const struct units *ub,
                         const struct scratch *s, size_t i, size_t end, bool self)
{
    struct recent recent;
    recent.n = 0; /* its runs are written before they are read */
    for (; i < end; i++) {
        uint32_t a = (uint32_t)(s->hit[i].val >> 32), b = (uint32_t)s->hit[i].val;
        const struct agree_run *known = s->alone[i] ? NULL : find_known(&recent, a, b);
        struct agree_run p = known ? *known : s->alone[i] ? shingle_run(ua, a, b) : grow(ua, ub, a, b);
        if (p.weight >= f->length && owns_window(f, ua, &p, s, a))
            return WHY_RUN;
        if (known)
            continue;
        uint32_t sum = weight_together(f, &recent, &p, self);
        if (p.weight < f->length && sum > p.weight && sum >= f->length / 2)
            return WHY_PIECES;
        if (!s->alone[i] && p.weight < f->length && agrees_nearly(f, ua, ub, &p, self))
            return WHY_NEARLY;
        recent.run[recent.n++ % RECENT] = p;
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
static int own_entries(const struct finder *f, uint32_t a, struct scratch *s, struct crib_err *err)
{
    const struct postings *p = f->p;
    s->n_own = p->doc_beg[a + 1] - p->doc_beg[a];
    CRIB_TRY(VEC_GROW(s->own, 0, &s->cap_own, s->n_own, err));
    for (size_t i = 0; i < s->n_own; i++) {
        size_t e = postings_held(p, p->doc_beg[a] + i);
        s->own[i] = (uint64_t)postings_pos(p, e) << 32 | e;
    }
    return sort_u64(s->own, s->n_own, err);
}

/* All later places of document a's rare seeds in the block, as (other document,
 * places). A seed's places are in the order of their documents. */
static int later_places(const struct finder *f, uint32_t a, struct scratch *s, size_t *n_out, struct crib_err *err)
{
    const struct postings *p = f->p;
    size_t n = 0, beg, end;
    CRIB_TRY(own_entries(f, a, s, err));
    for (size_t i = 0; i < s->n_own; i++) {
        uint32_t e = (uint32_t)s->own[i];
        if (!postings_rare(p, e, CANDIDATE_RARE, &beg, &end))
            continue;
        if (s->cap - n < CANDIDATE_RARE)
            CRIB_TRY(VEC_GROW(s->hit, n, &s->cap, CANDIDATE_RARE, err));
        for (size_t k = (size_t)e + 1; k < end; k++) {
            uint32_t b = postings_doc(p, k);
            if (b >= f->end)
                break;
            if (b >= f->beg)
                s->hit[n++] = (struct kv){ b, s->own[i] >> 32 << 32 | postings_pos(p, k) };
        }
    }
    *n_out = n;
    return sort_kv(s->hit, n, false, err);
}

/* Every hit leads somewhere else in memory. Reading units on either side of
 * each, none of which waits for another, brings many lines and pages in
 * together; a prefetch does not, where it is dropped when the page is unknown. */
enum { TOUCHED = 128 }; /* hits whose lines stay in cache */

static void touch(const struct finder *f, struct scratch *s, size_t beg, size_t end)
{
    enum { ASIDE = 10 };
    uint32_t sum = 0;
    for (size_t i = beg; i < end; i++) {
        const struct units *ub = &f->rows[s->hit[i].key];
        uint32_t b = (uint32_t)s->hit[i].val;
        sum += ub->exact[b < ASIDE ? b : b - ASIDE] + ub->exact[b + ASIDE < ub->n ? b + ASIDE : b];
    }
    s->sum += sum; /* so that it is read */
}

static int find_for(size_t doc, int thread, void *arg, struct crib_err *err)
{
    struct finder *f = arg;
    struct scratch *s = &f->scratch[thread];
    const struct units *rows = f->rows, *ua = &rows[doc];
    uint32_t a = (uint32_t)doc;
    size_t n = 0;
    CRIB_TRY(later_places(f, a, s, &n, err));
    CRIB_TRY(VEC_GROW(s->alone, 0, &s->cap_alone, n, err));
    for (size_t beg = 0; beg < n; beg += TOUCHED) {
        size_t end = min_size(n, beg + TOUCHED);
        touch(f, s, beg, end);
        for (size_t i = beg; i < end; i++)
            s->alone[i] = stands_alone(f, ua, &rows[s->hit[i].key], &s->hit[i]);
    }
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && s->hit[j].key == s->hit[i].key; j++)
            ;
        uint32_t b = (uint32_t)s->hit[i].key;
        uint32_t why = j == i + 1 && s->alone[i] ? 0 : evidence(f, ua, &rows[b], s, i, j, a == b);
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
        bool near = sim && __builtin_popcountll(sim[a] ^ sim[b]) <= 3;
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

/* Others are looked for block by block: of a collection larger than memory no
 * more than a block is read at random. */
static int find_all(struct finder *f, uint32_t n_first, uint64_t block_units, int n_threads, struct crib_err *err)
{
    for (f->beg = 0; f->beg < f->p->n_docs; f->beg = f->end) {
        uint64_t units = 0;
        f->end = f->beg;
        while (f->end < f->p->n_docs && units < block_units)
            units += f->rows[f->end++].n;
        CRIB_TRY(par_for(min_u32(n_first, f->end), n_threads, find_for, f, err));
    }
    return CRIB_OK;
}

int candidates_from_seeds(const struct postings *p, const struct units *rows, uint32_t n_first, uint32_t length,
                          uint64_t block_units, int n_threads, struct candidates *out, struct crib_err *err)
{
    *out = (struct candidates){ 0 };
    struct finder f = { .p = p, .rows = rows, .length = length };
    f.per_doc = mem_zero(p->n_docs, sizeof *f.per_doc);
    f.scratch = mem_zero((size_t)n_threads, sizeof *f.scratch);
    int rc = f.per_doc && f.scratch ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = find_all(&f, n_first, block_units, n_threads, err);
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
        mem_free(f.scratch[t].alone);
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

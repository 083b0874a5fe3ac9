/* SPDX-License-Identifier: MIT */
/* Seed postings, built part by part: the low byte of its hash says which of
 * 256 parts a seed is in, and a part is small enough to stay in cache. There
 * the seeds that stand once, most of all, are told by a filter and go; only
 * the rest is sorted by hash. The order of the documents and of the seeds in
 * them is kept from beginning to end, so that it need not be sorted by.
 *
 * Runs are numbered by part and hash. Nothing depends on that order; but it is
 * one, so that joining two documents is a merge. */
#include "index/postings.h"

#include "core/par.h"
#include "core/sort.h"
#include "index/twice.h"

enum { PARTS = 256 };

void postings_done(struct postings *p)
{
    packed_done(&p->doc);
    packed_done(&p->pos);
    packed_done(&p->back);
    packed_done(&p->windows);
    packed_done(&p->held);
    mem_free(p->doc_beg);
    mem_free(p->start);
    *p = (struct postings){ 0 };
}

static size_t n_words(const struct postings *p) { return p->n / 64 + 1; }

uint64_t postings_bytes(const struct postings *p)
{
    return packed_bytes(&p->doc) + packed_bytes(&p->pos) + packed_bytes(&p->back) + packed_bytes(&p->windows) +
           packed_bytes(&p->held) + ((uint64_t)p->n_docs + 1) * sizeof *p->doc_beg +
           n_words(p) * sizeof *p->start;
}

struct builder {
    const struct seeds *seeds;
    uint32_t n_docs;
    struct kv *kv;          /* (hash, document << 32 | number of its seed), part by part, each in their order */
    size_t beg[PARTS + 1];  /* of each part */
    size_t kept[PARTS];     /* entries of each part, at its begin */
    uint32_t most_pos, most_back, most_windows;
    struct twice *twice;    /* [n_threads] */
};

static uint32_t part_of(uint64_t hash) { return hash & (PARTS - 1); }

/* Sizes of the parts, and the largest numbers. */
static size_t measure(struct builder *b)
{
    size_t total = 0;
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const struct seeds *s = &b->seeds[d];
        for (uint32_t i = 0; i < s->n; i++) {
            const struct seed *x = &s->item[i];
            b->beg[part_of(x->hash) + 1]++;
            b->most_pos = max_u32(b->most_pos, x->pos);
            b->most_windows = max_u32(b->most_windows, x->win_end - x->win_beg);
            if (x->win_end > x->win_beg)
                b->most_back = max_u32(b->most_back, x->pos - x->win_beg);
        }
        total += s->n;
    }
    for (int k = 0; k < PARTS; k++)
        b->beg[k + 1] += b->beg[k];
    return total;
}

static int deal(struct builder *b, struct crib_err *err)
{
    size_t total = measure(b), next[PARTS];
    if (total >= UINT32_MAX)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "%zu seeds are more than one run can hold", total);
    b->kv = mem_alloc(total * sizeof *b->kv);
    if (!b->kv)
        return CRIB_NOMEM(err);
    memcpy(next, b->beg, sizeof next);
    for (uint32_t d = 0; d < b->n_docs; d++)
        for (uint32_t i = 0; i < b->seeds[d].n; i++) {
            uint64_t hash = b->seeds[d].item[i].hash;
            b->kv[next[part_of(hash)]++] = (struct kv){ hash, (uint64_t)d << 32 | i };
        }
    return CRIB_OK;
}

/* Items before `end` that have item i's hash, and i. */
static size_t run_end(const struct kv *kv, size_t i, size_t end)
{
    size_t j = i + 1;
    while (j < end && kv[j].key == kv[i].key)
        j++;
    return j;
}

/* Leave the runs of two and more of a part. */
static int keep_runs(size_t part, int thread, void *arg, struct crib_err *err)
{
    struct builder *b = arg;
    struct twice *t = &b->twice[thread];
    struct kv *kv = b->kv + b->beg[part];
    size_t n = b->beg[part + 1] - b->beg[part], n_some = 0, n_kept = 0;
    CRIB_TRY(twice_begin(t, n, err));
    for (size_t i = 0; i < n; i++)
        twice_see(t, kv[i].key / PARTS);
    for (size_t i = 0; i < n; i++) {
        kv[n_some] = kv[i];
        n_some += twice_seen(t, kv[i].key / PARTS);
    }
    CRIB_TRY(sort_kv(kv, n_some, false, err));
    for (size_t i = 0, j; i < n_some; i = j) {
        j = run_end(kv, i, n_some);
        if (j - i < 2)
            continue;
        if (n_kept < i)
            memmove(kv + n_kept, kv + i, (j - i) * sizeof *kv);
        n_kept += j - i;
    }
    b->kept[part] = n_kept;
    return CRIB_OK;
}

static int find_runs(struct builder *b, int n_threads, struct crib_err *err)
{
    b->twice = mem_zero((size_t)n_threads, sizeof *b->twice);
    int rc = b->twice ? par_for(PARTS, n_threads, keep_runs, b, err) : CRIB_NOMEM(err);
    for (int t = 0; b->twice && t < n_threads; t++)
        twice_done(&b->twice[t]);
    mem_free(b->twice);
    return rc;
}

static int make_room(struct postings *p, const struct builder *b, struct crib_err *err)
{
    for (int k = 0; k < PARTS; k++)
        p->n += b->kept[k];
    CRIB_TRY(packed_init(&p->doc, p->n, p->n_docs ? p->n_docs - 1 : 0, err));
    CRIB_TRY(packed_init(&p->pos, p->n, b->most_pos, err));
    CRIB_TRY(packed_init(&p->back, p->n, b->most_back, err));
    CRIB_TRY(packed_init(&p->windows, p->n, b->most_windows, err));
    CRIB_TRY(packed_init(&p->held, p->n, p->n, err));
    p->doc_beg = mem_zero((size_t)p->n_docs + 2, sizeof *p->doc_beg);
    p->start = mem_zero(n_words(p), sizeof *p->start);
    return p->doc_beg && p->start ? CRIB_OK : CRIB_NOMEM(err);
}

static void put_start(struct postings *p, size_t e) { p->start[e >> 6] |= UINT64_C(1) << (e & 63); }

/* Whose each entry is, and where runs start; number[e] becomes which of its
 * document's seeds it is. */
static void write_runs(struct postings *p, const struct builder *b, uint32_t *number)
{
    size_t e = 0;
    for (int k = 0; k < PARTS; k++) {
        const struct kv *kv = b->kv + b->beg[k];
        for (size_t i = 0; i < b->kept[k]; i++, e++) {
            if (i == 0 || kv[i - 1].key != kv[i].key)
                put_start(p, e), p->n_runs++;
            uint32_t doc = (uint32_t)(kv[i].val >> 32);
            packed_set(&p->doc, e, doc);
            number[e] = (uint32_t)kv[i].val;
            p->doc_beg[doc + 2]++;
        }
    }
    put_start(p, p->n);
}

/* Dealing the entries out by document leaves each one's ascending. */
static void list_held(struct postings *p)
{
    uint32_t *next = p->doc_beg + 1; /* becomes doc_beg itself once dealt */
    for (uint32_t d = 0; d < p->n_docs; d++)
        next[d + 1] += next[d];
    for (size_t e = 0; e < p->n; e++)
        packed_set(&p->held, next[postings_doc(p, e)]++, e);
}

/* Where the entries stand, document by document: the seeds, which are many
 * times as large, are read from one end to the other. */
static void write_places(struct postings *p, const struct seeds *seeds, const uint32_t *number)
{
    for (uint32_t d = 0; d < p->n_docs; d++)
        for (size_t i = p->doc_beg[d]; i < p->doc_beg[d + 1]; i++) {
            size_t e = postings_held(p, i);
            const struct seed *s = &seeds[d].item[number[e]];
            packed_set(&p->pos, e, s->pos);
            packed_set(&p->windows, e, s->win_end - s->win_beg);
            if (s->win_end > s->win_beg)
                packed_set(&p->back, e, s->pos - s->win_beg);
        }
}

int postings_build(const struct seeds *seeds, uint32_t n_docs, int n_threads, struct postings *out,
                   struct crib_err *err)
{
    *out = (struct postings){ .n_docs = n_docs };
    struct builder b = { .seeds = seeds, .n_docs = n_docs };
    int rc = deal(&b, err);
    if (rc == CRIB_OK)
        rc = find_runs(&b, n_threads, err);
    if (rc == CRIB_OK)
        rc = make_room(out, &b, err);
    uint32_t *number = rc == CRIB_OK ? mem_alloc(out->n * sizeof *number) : NULL;
    if (rc == CRIB_OK && !number)
        rc = CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        write_runs(out, &b, number);
        list_held(out);
        write_places(out, seeds, number);
    }
    mem_free(number);
    mem_free(b.kv);
    if (rc != CRIB_OK)
        postings_done(out);
    return rc;
}

/* The start at or before e, within `most` entries of it; -1: there is none. */
static int64_t start_before(const struct postings *p, size_t e, size_t most)
{
    size_t k = e >> 6;
    uint64_t w = p->start[k] & ((UINT64_C(2) << (e & 63)) - 1);
    while (!w) {
        if (k == 0 || e - (k << 6) >= most)
            return -1;
        w = p->start[--k];
    }
    return (int64_t)((k << 6) + 63 - (size_t)__builtin_clzll(w));
}

bool postings_rare(const struct postings *p, size_t e, size_t most, size_t *beg, size_t *end)
{
    int64_t from = start_before(p, e, most);
    if (from < 0)
        return false;
    size_t k = (e + 1) >> 6;
    uint64_t w = p->start[k] >> ((e + 1) & 63) << ((e + 1) & 63);
    while (!w) {
        if (((k + 1) << 6) - (size_t)from > most)
            return false;
        w = p->start[++k];
    }
    *beg = (size_t)from;
    *end = (k << 6) + (size_t)__builtin_ctzll(w);
    return *end - *beg <= most;
}

static bool runs_valid(const struct postings *p, const char **why)
{
    size_t n_runs = 0;
    if (!postings_starts(p, 0) || !postings_starts(p, p->n))
        return *why = "the first or last run does not reach to the border", false;
    for (size_t e = 0; e < p->n; e++) {
        n_runs += postings_starts(p, e);
        if (postings_starts(p, e) && postings_starts(p, e + 1))
            return *why = "a run of less than two entries", false;
        uint32_t d = postings_doc(p, e), before = e ? postings_doc(p, e - 1) : 0;
        if (!postings_starts(p, e) && (before > d || (before == d && postings_pos(p, e - 1) >= postings_pos(p, e))))
            return *why = "entries of a run are not sorted or not unique", false;
    }
    return n_runs == p->n_runs ? true : (*why = "runs are counted wrongly", false);
}

bool postings_valid(const struct postings *p, const char **why)
{
    if (p->doc_beg[0] != 0 || p->doc_beg[p->n_docs] != p->n)
        return *why = "the last document does not end where the entries end", false;
    for (uint32_t d = 0; d < p->n_docs; d++)
        for (size_t i = p->doc_beg[d]; i < p->doc_beg[d + 1]; i++) {
            size_t e = postings_held(p, i);
            if (e >= p->n || postings_doc(p, e) != d)
                return *why = "a document holds another's entry", false;
            if (i > p->doc_beg[d] && postings_held(p, i - 1) >= e)
                return *why = "a document's entries are not ascending", false;
        }
    return runs_valid(p, why);
}

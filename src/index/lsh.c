/* SPDX-License-Identifier: MIT */
/* Locality-sensitive hashing by sorting: no table is kept. For each band the
 * documents are sorted by the band's key; a run of equal keys is a bucket, and
 * its members come in ascending order, because the sort is stable. Keys that
 * stand once, most of all, are told by a filter and not sorted.
 *
 * Bands are worked on in parallel, as many at a time as there are threads,
 * and each one's sorted pairs are merged into the result before the next come:
 * near-duplicates meet in twenty bands of thirty-two, and the lists of all
 * bands together would be twenty times the result. The result is a set, so it
 * does not depend on how many bands are in hand. */
#include "index/lsh.h"

#include "core/hash.h"
#include "core/par.h"
#include "core/sort.h"
#include "index/hot.h"
#include "index/twice.h"
#include "sketch/sketch.h"

static_assert(LSH_BANDS * LSH_ROWS == MINHASH_K, "bands use the whole signature");

/* Bits of a band's key that are sorted by. Two bands that differ share a key
 * once in 2^48 times; that costs one needless verification. */
enum { KEY_BITS = 48 };

struct bands {
    const uint32_t *sig;
    const uint32_t *doc;      /* [n] the documents that have shingles, ascending */
    uint32_t n;
    uint32_t first;           /* band of item 0 */
    struct band {
        uint64_t *pair;
        size_t n, cap;
        struct hot_buckets hot;
    } band[LSH_BANDS];
    struct room {             /* used again for each band of a thread */
        struct kv *kv;
        size_t cap;
        struct twice twice;
    } *room;                  /* [n_threads] */
};

void lsh_pairs_done(struct lsh_pairs *p)
{
    mem_free(p->pair);
    *p = (struct lsh_pairs){ 0 };
}

static bool has_shingles(const uint32_t *sig)
{
    uint32_t all = UINT32_MAX;
    for (int i = 0; i < MINHASH_K; i++)
        all &= sig[i];
    return all != UINT32_MAX;
}

static uint64_t key_of(const uint32_t *rows)
{
    uint64_t h = hash_join((uint64_t)rows[0] << 32 | rows[1], (uint64_t)rows[2] << 32 | rows[3]);
    return h >> (64 - KEY_BITS);
}

static int square(const struct kv *member, size_t n, struct band *b, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(b->pair, b->n, &b->cap, n * (n - 1) / 2, err));
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            b->pair[b->n++] = member[i].val << 32 | member[j].val;
    return CRIB_OK;
}

static int buckets(const struct kv *kv, size_t n, struct band *b, struct crib_err *err)
{
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && kv[j].key == kv[i].key; j++)
            ;
        if (j - i > LSH_HOT)
            CRIB_TRY(hot_buckets_add(&b->hot, kv + i, j - i, err));
        else if (j - i > 1)
            CRIB_TRY(square(kv + i, j - i, b, err));
    }
    return CRIB_OK;
}

/* The documents whose key another may have, with their keys. */
static int list_keys(const struct bands *s, const uint32_t *rows, struct room *r, size_t *n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(r->kv, 0, &r->cap, s->n, err));
    CRIB_TRY(twice_begin(&r->twice, s->n, err));
    for (uint32_t d = 0; d < s->n; d++) {
        r->kv[d] = (struct kv){ key_of(rows + (size_t)s->doc[d] * MINHASH_K), s->doc[d] };
        twice_see(&r->twice, r->kv[d].key);
    }
    *n = 0;
    for (uint32_t d = 0; d < s->n; d++) {
        r->kv[*n] = r->kv[d];
        *n += twice_seen(&r->twice, r->kv[d].key);
    }
    return CRIB_OK;
}

static int one_band(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct bands *s = arg;
    struct band *b = &s->band[i];
    struct room *r = &s->room[thread];
    size_t n;
    CRIB_TRY(list_keys(s, s->sig + (s->first + i) * LSH_ROWS, r, &n, err));
    CRIB_TRY(sort_kv(r->kv, n, false, err));
    CRIB_TRY(buckets(r->kv, n, b, err));
    return b->n > 0 ? sort_u64(b->pair, b->n, err) : CRIB_OK;
}

/* Merge v[n] into the result, both sorted, from the back, where the room is. */
static int merge(struct lsh_pairs *out, const uint64_t *v, size_t n, struct crib_err *err)
{
    if (n == 0)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(out->pair, out->n, &out->cap, n, err));
    size_t left = out->n, to = left + n;
    out->n = to;
    while (n > 0) {
        bool old = left > 0 && out->pair[left - 1] > v[n - 1];
        out->pair[--to] = old ? out->pair[--left] : v[--n];
    }
    out->n = uniq_u64(out->pair, out->n);
    return CRIB_OK;
}

static int all_bands(struct bands *s, int n_threads, struct hot_buckets *hot, struct lsh_pairs *out,
                     struct crib_err *err)
{
    const uint32_t batch = n_threads < 1 ? 1 : min_u32((uint32_t)n_threads, LSH_BANDS);
    for (; s->first < LSH_BANDS; s->first += batch) {
        uint32_t n = min_u32(batch, LSH_BANDS - s->first);
        CRIB_TRY(par_for(n, n_threads, one_band, s, err));
        for (uint32_t i = 0; i < n; i++) {
            struct band *b = &s->band[i];
            CRIB_TRY(merge(out, b->pair, b->n, err));
            CRIB_TRY(hot_buckets_move(hot, &b->hot, err));
            b->n = 0;
        }
    }
    return CRIB_OK;
}

/* The pairs of the hot buckets of all bands. */
static int add_hot(struct hot_buckets *hot, const uint32_t *sig, int n_threads, struct lsh_pairs *out,
                   struct crib_err *err)
{
    struct lsh_pairs around = { 0 };
    CRIB_TRY(hot_buckets_unique(hot, err));
    int rc = hot_pairs(hot, sig, n_threads, &around, err);
    if (rc == CRIB_OK && around.n > 0)
        rc = sort_u64(around.pair, around.n, err);
    if (rc == CRIB_OK)
        rc = merge(out, around.pair, around.n, err);
    out->n_hot = hot->n;
    out->n_skipped = around.n_skipped;
    lsh_pairs_done(&around);
    return rc;
}

static int pairs_of(struct bands *s, int n_threads, struct lsh_pairs *out, struct crib_err *err)
{
    struct hot_buckets hot = { 0 };
    const size_t n_rooms = n_threads < 1 ? 1 : (size_t)n_threads;
    s->room = mem_zero(n_rooms, sizeof *s->room);
    int rc = s->room ? all_bands(s, n_threads, &hot, out, err) : CRIB_NOMEM(err);
    for (size_t t = 0; s->room && t < n_rooms; t++) {
        mem_free(s->room[t].kv);
        twice_done(&s->room[t].twice);
    }
    mem_free(s->room);
    if (rc == CRIB_OK)
        rc = add_hot(&hot, s->sig, n_threads, out, err);
    hot_buckets_done(&hot);
    for (int b = 0; b < LSH_BANDS; b++) {
        mem_free(s->band[b].pair);
        hot_buckets_done(&s->band[b].hot);
    }
    return rc;
}

int lsh_pairs(const uint32_t *sig, uint32_t n_docs, int n_threads, struct lsh_pairs *out, struct crib_err *err)
{
    *out = (struct lsh_pairs){ 0 };
    uint32_t *doc = mem_alloc(n_docs * sizeof *doc), n = 0;
    if (!doc)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n_docs; d++)
        if (has_shingles(sig + (size_t)d * MINHASH_K))
            doc[n++] = d;
    struct bands s = { .sig = sig, .doc = doc, .n = n };
    int rc = n > 1 ? pairs_of(&s, n_threads, out, err) : CRIB_OK;
    mem_free(doc);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Hot buckets: a template filed ten thousand times fills a bucket in every
 * band, and has fifty million pairs that say nothing new.
 *
 * What a bucket yields depends on its members alone, not on its band; so the
 * members are kept as a set, and of buckets with equal sets (a family of
 * copies has one in each band) one is worked on. */
#include "index/hot.h"

#include "core/hash.h"
#include "core/par.h"
#include "core/sort.h"
#include "sketch/sketch.h"

enum { ALIKE = MINHASH_K / 2 /* equal bins from which a member goes with a representative */ };

void hot_buckets_done(struct hot_buckets *h)
{
    for (size_t i = 0; i < h->n; i++)
        docset_done(&h->item[i].member);
    mem_free(h->item);
    *h = (struct hot_buckets){ 0 };
}

int hot_buckets_add(struct hot_buckets *h, const struct kv *member, size_t n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(h->item, h->n, &h->cap, 1, err));
    struct hot_bucket *b = &h->item[h->n++];
    *b = (struct hot_bucket){ .hash = n };
    for (size_t i = 0; i < n; i++) {
        CRIB_TRY(docset_add(&b->member, (uint32_t)member[i].val, err));
        b->hash = hash_join(b->hash, member[i].val);
    }
    return CRIB_OK;
}

int hot_buckets_move(struct hot_buckets *h, struct hot_buckets *from, struct crib_err *err)
{
    if (from->n == 0)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(h->item, h->n, &h->cap, from->n, err));
    memcpy(h->item + h->n, from->item, from->n * sizeof *from->item);
    h->n += from->n;
    from->n = 0;
    return CRIB_OK;
}

int hot_buckets_unique(struct hot_buckets *h, struct crib_err *err)
{
    if (h->n < 2)
        return CRIB_OK;
    struct kv *order = mem_alloc(h->n * sizeof *order);
    if (!order)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < h->n; i++)
        order[i] = (struct kv){ h->item[i].hash, i };
    int rc = sort_kv(order, h->n, true, err);
    for (size_t i = 1; rc == CRIB_OK && i < h->n; i++) /* the last of each kind stays, the others become empty */
        if (order[i].key == order[i - 1].key &&
            docset_equal(&h->item[order[i].val].member, &h->item[order[i - 1].val].member))
            docset_done(&h->item[order[i - 1].val].member);
    mem_free(order);
    CRIB_TRY(rc);
    size_t kept = 0;
    for (size_t i = 0; i < h->n; i++)
        if (h->item[i].member.n > 0)
            h->item[kept++] = h->item[i];
    h->n = kept;
    return CRIB_OK;
}

/* What one bucket yields: its own slot, so that threads do not meet. */
struct yield {
    uint64_t *pair;     /* [n_pair], room for every member */
    size_t n_pair;
    uint64_t *skipped;  /* [n_skipped] */
    size_t n_skipped, cap_skipped;
};

struct work {
    const struct hot_buckets *buckets;
    const uint32_t *sig;
    struct yield *yield;
};

static const uint32_t *signature(const uint32_t *sig, uint32_t doc) { return sig + (size_t)doc * MINHASH_K; }

static int pair_members(const uint32_t *member, uint32_t n, const uint32_t *sig, struct yield *y, struct crib_err *err)
{
    uint32_t rep[LSH_REPRESENTATIVES], n_rep = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t r = 0;
        while (r < n_rep && minhash_equal(signature(sig, rep[r]), signature(sig, member[i])) < ALIKE)
            r++;
        if (r < n_rep) {
            y->pair[y->n_pair++] = (uint64_t)rep[r] << 32 | member[i];
        } else if (n_rep < LSH_REPRESENTATIVES) {
            rep[n_rep++] = member[i];
        } else {
            CRIB_TRY(VEC_GROW(y->skipped, y->n_skipped, &y->cap_skipped, 1, err));
            y->skipped[y->n_skipped++] = member[i];
        }
    }
    return CRIB_OK;
}

static int work_on(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    const struct work *w = arg;
    const struct docset *set = &w->buckets->item[i].member;
    struct yield *y = &w->yield[i];
    uint32_t *member = mem_alloc(set->n * sizeof *member);
    y->pair = mem_alloc(set->n * sizeof *y->pair);
    int rc = member && y->pair ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        docset_list(set, member);
        rc = pair_members(member, set->n, w->sig, y, err);
    }
    mem_free(member);
    return rc;
}

static int collect(const struct yield *yield, size_t n, struct lsh_pairs *out, struct crib_err *err)
{
    uint64_t *skipped = NULL;
    size_t n_skipped = 0, cap_skipped = 0;
    int rc = CRIB_OK;
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        const struct yield *y = &yield[i];
        rc = VEC_GROW(out->pair, out->n, &out->cap, y->n_pair, err);
        if (rc == CRIB_OK)
            rc = VEC_GROW(skipped, n_skipped, &cap_skipped, y->n_skipped, err);
        if (rc != CRIB_OK)
            break;
        for (size_t k = 0; k < y->n_pair; k++)
            out->pair[out->n++] = y->pair[k];
        for (size_t k = 0; k < y->n_skipped; k++)
            skipped[n_skipped++] = y->skipped[k];
    }
    if (rc == CRIB_OK && n_skipped > 0)
        rc = sort_u64(skipped, n_skipped, err);
    if (rc == CRIB_OK)
        out->n_skipped = uniq_u64(skipped, n_skipped);
    mem_free(skipped);
    return rc;
}

int hot_pairs(const struct hot_buckets *h, const uint32_t *sig, int n_threads, struct lsh_pairs *out,
              struct crib_err *err)
{
    if (h->n == 0)
        return CRIB_OK;
    struct work w = { h, sig, mem_zero(h->n, sizeof *w.yield) };
    if (!w.yield)
        return CRIB_NOMEM(err);
    int rc = par_for(h->n, n_threads, work_on, &w, err);
    if (rc == CRIB_OK)
        rc = collect(w.yield, h->n, out, err);
    for (size_t i = 0; i < h->n; i++) {
        mem_free(w.yield[i].pair);
        mem_free(w.yield[i].skipped);
    }
    mem_free(w.yield);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Seed postings, built by one radix sort over (hash, document, position).
 *
 * Runs are numbered in hash order, so that a document's seeds sorted by run
 * are sorted by hash, and joining two documents is a merge. */
#include "index/postings.h"

#include "core/hash.h"
#include "core/sort.h"

void postings_done(struct postings *p)
{
    mem_free(p->entry);
    mem_free(p->run_beg);
    mem_free(p->seed);
    mem_free(p->doc_beg);
    *p = (struct postings){ 0 };
}

/* By document and position as they come; so sorting by hash alone will do. */
static int gather(const struct seeds *seeds, uint32_t n_docs, int n_threads, struct kv **out, size_t *n,
                  struct crib_err *err)
{
    size_t total = 0;
    for (uint32_t d = 0; d < n_docs; d++)
        total += seeds[d].n;
    if (total >= UINT32_MAX)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "%zu seeds are more than one run can hold", total);
    struct kv *kv = mem_alloc(total * sizeof *kv);
    if (!kv)
        return CRIB_NOMEM(err);
    size_t k = 0;
    for (uint32_t d = 0; d < n_docs; d++)
        for (uint32_t i = 0; i < seeds[d].n; i++)
            kv[k++] = (struct kv){ seeds[d].item[i].hash, (uint64_t)d << 32 | seeds[d].item[i].pos };
    *out = kv;
    *n = total;
    return sort_hashes(kv, total, n_threads, err);
}

/* Keep the runs of two and more; entries move to the front of their array. */
static int keep_runs(struct postings *p, const struct kv *kv, size_t n, struct crib_err *err)
{
    size_t n_runs = 0, n_kept = 0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && kv[j].key == kv[i].key; j++)
            ;
        if (j - i >= 2)
            n_runs++, n_kept += j - i;
    }
    p->entry = mem_alloc(n_kept * sizeof *p->entry);
    p->run_beg = mem_alloc((n_runs + 1) * sizeof *p->run_beg);
    if (!p->entry || !p->run_beg)
        return CRIB_NOMEM(err);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && kv[j].key == kv[i].key; j++)
            ;
        if (j - i < 2)
            continue;
        p->run_beg[p->n_runs++] = p->n;
        for (size_t k = i; k < j; k++)
            p->entry[p->n++] = kv[k].val;
    }
    p->run_beg[p->n_runs] = p->n;
    return CRIB_OK;
}

static const struct seed *seed_at(const struct seeds *s, uint32_t pos)
{
    uint32_t lo = 0, hi = s->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->item[mid].pos < pos)
            lo = mid + 1;
        else
            hi = mid;
    }
    return &s->item[lo];
}

/* Walking the runs in order and dealing the entries out by document leaves
 * each document's seeds sorted by run. */
static int by_document(struct postings *p, const struct seeds *seeds, struct crib_err *err)
{
    p->seed = mem_alloc(p->n * sizeof *p->seed);
    p->doc_beg = mem_zero((size_t)p->n_docs + 2, sizeof *p->doc_beg);
    if (!p->seed || !p->doc_beg)
        return CRIB_NOMEM(err);
    size_t *next = p->doc_beg + 1; /* becomes doc_beg itself once dealt */
    for (size_t i = 0; i < p->n; i++)
        next[entry_doc(p->entry[i]) + 1]++;
    for (uint32_t d = 0; d < p->n_docs; d++)
        next[d + 1] += next[d];
    for (size_t r = 0; r < p->n_runs; r++)
        for (size_t i = p->run_beg[r]; i < p->run_beg[r + 1]; i++) {
            uint32_t doc = entry_doc(p->entry[i]), pos = entry_pos(p->entry[i]);
            const struct seed *s = seed_at(&seeds[doc], pos);
            p->seed[next[doc]++] = (struct doc_seed){ (uint32_t)r, pos, s->win_beg, s->win_end };
        }
    return CRIB_OK;
}

int postings_build(const struct seeds *seeds, uint32_t n_docs, int n_threads, struct postings *out,
                   struct crib_err *err)
{
    *out = (struct postings){ .n_docs = n_docs };
    struct kv *kv = NULL;
    size_t n = 0;
    int rc = gather(seeds, n_docs, n_threads, &kv, &n, err);
    if (rc == CRIB_OK)
        rc = keep_runs(out, kv, n, err);
    mem_free(kv);
    if (rc == CRIB_OK)
        rc = by_document(out, seeds, err);
    if (rc != CRIB_OK)
        postings_done(out);
    return rc;
}

bool postings_valid(const struct postings *p, const char **why)
{
    if (p->run_beg[p->n_runs] != p->n || p->doc_beg[p->n_docs] != p->n)
        return *why = "the last run or document does not end where the entries end", false;
    for (size_t r = 0; r < p->n_runs; r++) {
        if (p->run_beg[r + 1] < p->run_beg[r] + 2)
            return *why = "a run of less than two entries", false;
        for (size_t i = p->run_beg[r] + 1; i < p->run_beg[r + 1]; i++)
            if (p->entry[i - 1] >= p->entry[i])
                return *why = "entries of a run are not sorted or not unique", false;
    }
    for (uint32_t d = 0; d < p->n_docs; d++)
        for (size_t i = p->doc_beg[d] + 1; i < p->doc_beg[d + 1]; i++)
            if (p->seed[i - 1].run > p->seed[i].run)
                return *why = "a document's seeds are not sorted by run", false;
    return true;
}

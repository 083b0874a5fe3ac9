/* SPDX-License-Identifier: MIT */
#include "ref/lsh_ref.h"

#include "core/mem.h"
#include "harness.h"
#include "sketch/sketch.h"

static bool is_empty(const uint32_t *sig)
{
    for (int i = 0; i < MINHASH_K; i++)
        if (sig[i] != UINT32_MAX)
            return false;
    return true;
}

static bool share(const uint32_t *sig, uint32_t a, uint32_t b, int band)
{
    return memcmp(sig + (size_t)a * MINHASH_K + band * LSH_ROWS, sig + (size_t)b * MINHASH_K + band * LSH_ROWS,
                  LSH_ROWS * sizeof *sig) == 0;
}

struct table { uint8_t *pair; bool *skipped; uint32_t n; };

static void around_representatives(const uint32_t *sig, const uint32_t *member, uint32_t n, struct table *t)
{
    uint32_t rep[LSH_REPRESENTATIVES], n_rep = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (uint32_t r = 0; r < n_rep && !found; r++)
            if (minhash_equal(sig + (size_t)rep[r] * MINHASH_K, sig + (size_t)member[i] * MINHASH_K) * 2 >= MINHASH_K) {
                t->pair[(size_t)rep[r] * t->n + member[i]] = 1;
                found = true;
            }
        if (!found && n_rep < LSH_REPRESENTATIVES)
            rep[n_rep++] = member[i];
        else if (!found)
            t->skipped[member[i]] = true;
    }
}

static void one_band(const uint32_t *sig, int band, struct table *t)
{
    bool *done = mem_zero(t->n, sizeof *done);
    uint32_t *member = mem_alloc(t->n * sizeof *member);
    for (uint32_t a = 0; a < t->n; a++) {
        uint32_t n = 0;
        for (uint32_t b = a; b < t->n; b++)
            if (!done[b] && !is_empty(sig + (size_t)b * MINHASH_K) && share(sig, a, b, band)) {
                done[b] = true;
                member[n++] = b;
            }
        if (n > LSH_HOT) {
            around_representatives(sig, member, n, t);
            continue;
        }
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = i + 1; j < n; j++)
                t->pair[(size_t)member[i] * t->n + member[j]] = 1;
    }
    mem_free(done);
    mem_free(member);
}

void lsh_ref(const uint32_t *sig, uint32_t n_docs, struct lsh_pairs *out)
{
    struct table t = { mem_zero(n_docs, n_docs), mem_zero(n_docs, 1), n_docs };
    *out = (struct lsh_pairs){ 0 };
    for (int band = 0; band < LSH_BANDS; band++)
        one_band(sig, band, &t);
    for (uint32_t a = 0; a < n_docs; a++) {
        out->n_skipped += t.skipped[a];
        for (uint32_t b = 0; b < n_docs; b++)
            if (t.pair[(size_t)a * n_docs + b]) {
                if (VEC_GROW(out->pair, out->n, &out->cap, 1, NULL) != CRIB_OK)
                    abort();
                out->pair[out->n++] = (uint64_t)a << 32 | b;
            }
    }
    mem_free(t.pair);
    mem_free(t.skipped);
}

void sig_random(uint32_t *sig, uint64_t *rng)
{
    for (int i = 0; i < MINHASH_K; i++)
        sig[i] = (uint32_t)test_random(rng);
}

void sig_near(uint32_t *sig, const uint32_t *of, double chance, uint64_t *rng)
{
    for (int i = 0; i < MINHASH_K; i++)
        sig[i] = (double)(test_random(rng) >> 11) * 0x1p-53 < chance ? (uint32_t)test_random(rng) : of[i];
}

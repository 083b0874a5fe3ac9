/* SPDX-License-Identifier: MIT */
/* For each band a hash table of open addresses, for each key a bitmap, made
 * when the key's first document comes; then the bitmaps are read back and all
 * their pairs sorted. */
#include "core/base.h"

#include <roaring/roaring.h>

#include "core/hash.h"
#include "core/sort.h"
#include "sketch/sketch.h"
#include "speed/speed_rivals.h"

struct slot {
    uint64_t key;
    roaring_bitmap_t *set;
};

static bool has_shingles(const uint32_t *sig)
{
    uint32_t all = UINT32_MAX;
    for (int i = 0; i < MINHASH_K; i++)
        all &= sig[i];
    return all != UINT32_MAX;
}

static int add(struct slot *table, size_t mask, uint64_t key, uint32_t doc, struct crib_err *err)
{
    size_t i = key & mask;
    while (table[i].set && table[i].key != key)
        i = (i + 1) & mask;
    if (!table[i].set) {
        table[i] = (struct slot){ key, roaring_bitmap_create() };
        if (!table[i].set)
            return CRIB_NOMEM(err);
    }
    roaring_bitmap_add(table[i].set, doc);
    return CRIB_OK;
}

static int pairs_of(const roaring_bitmap_t *set, struct lsh_pairs *out, uint32_t *member, struct crib_err *err)
{
    size_t n = roaring_bitmap_get_cardinality(set);
    if (n < 2)
        return CRIB_OK;
    roaring_bitmap_to_uint32_array(set, member);
    size_t n_first = n > LSH_HOT ? 1 : n;
    CRIB_TRY(VEC_GROW(out->pair, out->n, &out->cap, n_first * n, err));
    for (size_t i = 0; i < n_first; i++)
        for (size_t j = i + 1; j < n; j++)
            out->pair[out->n++] = (uint64_t)member[i] << 32 | member[j];
    out->n_hot += n > LSH_HOT;
    return CRIB_OK;
}

static int one_band(const uint32_t *rows, const uint32_t *sig, uint32_t n_docs, struct slot *table, size_t mask,
                    uint32_t *member, struct lsh_pairs *out, struct crib_err *err)
{
    int rc = CRIB_OK;
    for (uint32_t d = 0; d < n_docs && rc == CRIB_OK; d++) {
        const uint32_t *r = rows + (size_t)d * MINHASH_K;
        if (has_shingles(sig + (size_t)d * MINHASH_K))
            rc = add(table, mask, hash_join((uint64_t)r[0] << 32 | r[1], (uint64_t)r[2] << 32 | r[3]), d, err);
    }
    for (size_t i = 0; i <= mask; i++) {
        if (!table[i].set)
            continue;
        if (rc == CRIB_OK)
            rc = pairs_of(table[i].set, out, member, err);
        roaring_bitmap_free(table[i].set);
        table[i].set = NULL;
    }
    return rc;
}

int roaring_pairs(const uint32_t *sig, uint32_t n_docs, struct lsh_pairs *out, struct crib_err *err)
{
    size_t cap = 16;
    while (cap < 2 * (size_t)n_docs)
        cap *= 2;
    *out = (struct lsh_pairs){ 0 };
    struct slot *table = mem_zero(cap, sizeof *table);
    uint32_t *member = mem_alloc((size_t)n_docs * sizeof *member);
    int rc = table && member ? CRIB_OK : CRIB_NOMEM(err);
    for (int b = 0; b < LSH_BANDS && rc == CRIB_OK; b++)
        rc = one_band(sig + b * LSH_ROWS, sig, n_docs, table, cap - 1, member, out, err);
    if (rc == CRIB_OK)
        rc = sort_u64(out->pair, out->n, err);
    if (rc == CRIB_OK)
        out->n = uniq_u64(out->pair, out->n);
    mem_free(member);
    mem_free(table);
    return rc;
}

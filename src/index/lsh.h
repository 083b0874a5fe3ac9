/* SPDX-License-Identifier: MIT */
/* Candidate pairs from MinHash signatures: 32 bands of 4 rows, one bucket per
 * band and key, kept as runs of a sorted array; large buckets as roaring
 * bitmaps. */
#ifndef CRIB_INDEX_LSH_H
#define CRIB_INDEX_LSH_H

#include "core/err.h"

enum {
    LSH_BANDS = 32,
    LSH_ROWS = 4,
    LSH_HOT = 32,            /* members above which a bucket is hot */
    LSH_REPRESENTATIVES = 32
};

struct lsh_pairs {
    uint64_t *pair;      /* [n] a << 32 | b with a < b, sorted, unique */
    size_t n, cap;
    uint64_t n_hot;      /* hot buckets; the same documents in buckets of several bands count once */
    uint64_t n_skipped;  /* documents that in some hot bucket matched no representative when the limit was full */
};

/* sig u32[n_docs][128]; documents without shingles (all UINT32_MAX) pair with
 * none. Two documents that agree in all rows of a band are a pair, unless
 * their bucket is hot. Members of a hot bucket are compared, by signature,
 * with at most 32 representatives of it, in ascending order (a member that
 * agrees in half of its bins with none becomes one) and paired with the first
 * that agrees; a bucket is never squared. At most 31 pairs a document and
 * band. O(n log n) and the pairs. Same output for any thread count. *out is
 * overwritten; lsh_pairs_done() also after a failure. */
int lsh_pairs(const uint32_t *sig, uint32_t n_docs, int n_threads, struct lsh_pairs *out, struct crib_err *err);
void lsh_pairs_done(struct lsh_pairs *p);

#endif

/* SPDX-License-Identifier: MIT */
/* Buckets too large to be squared: their members, and pairs around
 * representatives. A part of lsh. */
#ifndef CRIB_INDEX_HOT_H
#define CRIB_INDEX_HOT_H

#include "index/docset.h"
#include "index/lsh.h"

struct kv;

struct hot_bucket {
    struct docset member;
    uint64_t hash;      /* of the members */
};

struct hot_buckets {
    struct hot_bucket *item;
    size_t n, cap;
};

void hot_buckets_done(struct hot_buckets *h);
/* Add a bucket of n >= 1 documents, ascending, in the val of each. */
int hot_buckets_add(struct hot_buckets *h, const struct kv *member, size_t n, struct crib_err *err);
/* Move all of *from to the end of *h. */
int hot_buckets_move(struct hot_buckets *h, struct hot_buckets *from, struct crib_err *err);
/* Drop buckets with the same members as another. */
int hot_buckets_unique(struct hot_buckets *h, struct crib_err *err);

/* Append the pairs of all buckets to *out, in no order and with repeats
 * between buckets, and count the skipped documents. */
int hot_pairs(const struct hot_buckets *h, const uint32_t *sig, int n_threads, struct lsh_pairs *out,
              struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Radix sorts: stable, linear, the same result on every machine. */
#ifndef CRIB_CORE_SORT_H
#define CRIB_CORE_SORT_H

#include "core/err.h"

struct kv { uint64_t key, val; };

/* Sort kv[n] by key, then by val (when by_val) or keeping the order of equal
 * keys (when not). O(n) with one temporary array of n. Fails with
 * CRIB_E_NOMEM only. */
int sort_kv(struct kv *kv, size_t n, bool by_val, struct crib_err *err);
/* The same by key for keys that are hashes, in parallel: equal keys keep their
 * order. The keys' first byte deals them into 256 parts of about one size. */
int sort_hashes(struct kv *kv, size_t n, int n_threads, struct crib_err *err);
int sort_u64(uint64_t *v, size_t n, struct crib_err *err);
/* Drop repeats from a sorted array; returns how many remain. */
size_t uniq_u64(uint64_t *v, size_t n);

#endif

/* SPDX-License-Identifier: MIT */
/* The loop that hashes shingles, once for each kind of processor. All give
 * the same bits; which one runs is decided when it runs, so that one program
 * is as fast as each machine allows. */
#ifndef CRIB_SKETCH_SHINGLE_KERNELS_H
#define CRIB_SKETCH_SHINGLE_KERNELS_H

#include "sketch/sketch.h"

/* out[i], for i < n, hashes the codes [i, i + SHINGLE_UNITS): code holds
 * n + SHINGLE_UNITS - 1. */
typedef void shingle_kernel_fn(const uint32_t *code, uint32_t n, uint64_t *out);

struct shingle_kernel {
    const char *name;
    bool usable;               /* on this machine */
    shingle_kernel_fn *hash;
};

/* All there are, the slowest (and always usable) first; *n of them, at most
 * SHINGLE_KERNELS_MOST. */
enum { SHINGLE_KERNELS_MOST = 3 };
void shingle_kernels(struct shingle_kernel kernel[SHINGLE_KERNELS_MOST], size_t *n);

/* The fastest usable one. */
shingle_kernel_fn *shingle_kernel_best(void);

/* Of one shingle, of n_units units; of exact values or of codes. */
uint64_t shingle_hash_one(const uint32_t *c, uint32_t n_units, bool exact);

#endif

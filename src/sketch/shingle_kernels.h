/* SPDX-License-Identifier: MIT */
/* The loops that hash shingles, once for each kind of processor. All give
 * the same bits; which one runs is decided when it runs, so that one program
 * is as fast as each machine allows. */
#ifndef CRIB_SKETCH_SHINGLE_KERNELS_H
#define CRIB_SKETCH_SHINGLE_KERNELS_H

#include "sketch/sketch.h"

struct shingle_kernel {
    const char *name;
    bool usable;               /* on this machine */
    /* out[i], for i < n, hashes the codes [i, i + SHINGLE_UNITS): code holds
     * n + SHINGLE_UNITS - 1. */
    void (*hash)(const uint32_t *code, uint32_t n, uint64_t *out);
    /* Bit i, for i < n <= 64: code[i] is a placeholder. */
    uint64_t (*held)(const uint32_t *code, uint32_t n);
};

/* All there are, the slowest on this machine first; *n of them, at most
 * SHINGLE_KERNELS_MOST. */
enum { SHINGLE_KERNELS_MOST = 3 };
void shingle_kernels(struct shingle_kernel kernel[SHINGLE_KERNELS_MOST], size_t *n);

/* The fastest usable one. */
struct shingle_kernel shingle_kernel_best(void);

/* Of one shingle, of n_units units; of exact values or of codes. */
uint64_t shingle_hash_one(const uint32_t *c, uint32_t n_units, bool exact);

#endif

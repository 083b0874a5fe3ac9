/* SPDX-License-Identifier: MIT */
/* The loops of seeds.c that run over many units or shingles, once for each
 * kind of processor, all with the same outcome. */
#ifndef CRIB_SKETCH_SEED_KERNELS_H
#define CRIB_SKETCH_SEED_KERNELS_H

#include "core/base.h"

#define SEED_SAMPLED_BELOW (UINT64_C(1) << 61)

/* A row's sampled shingles, and of each the windows whose least it is. Signed,
 * because processors compare signed words the better; hashes are below 2^61. */
struct sampled {
    int64_t *hash, *pos; /* [n + SEED_ROOM] by pos */
    int64_t *from;       /* [n] the first window that holds it */
    int64_t *beg, *end;  /* [n] windows [beg, end) */
    uint32_t n;
};

struct seed_kernel {
    const char *name;
    bool usable; /* on this machine */
    /* weight[i], i <= n: of the units before i. */
    void (*weigh)(const uint32_t *exact, uint32_t n, uint32_t *weight);
    /* How many of shingle[n] are sampled. */
    uint32_t (*count)(const uint64_t *shingle, uint32_t n);
    /* Take the sampled ones of shingle[n]: hash, pos and n of *s. hash and pos
     * have room for SEED_ROOM more than there are. */
    void (*sample)(const uint64_t *shingle, uint32_t n, struct sampled *s);
    /* Narrow [beg, end) by the j-th sampled one before and behind: past one
     * before that is less, short of the first window of one behind that is not
     * greater. Returns whether any two of them that far apart share a window. */
    bool (*narrow)(struct sampled *s, uint32_t j);
};

enum { SEED_ROOM = 8 };

/* All there are, the slowest (and always usable) first; *n of them. */
enum { SEED_KERNELS_MOST = 3 };
void seed_kernels(struct seed_kernel kernel[SEED_KERNELS_MOST], size_t *n);

/* The fastest usable one. */
struct seed_kernel seed_kernel_best(void);

#endif

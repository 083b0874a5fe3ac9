/* SPDX-License-Identifier: MIT */
/* The loops of seeds.c that run over many units or shingles, once for each
 * kind of processor, all with the same outcome. */
#ifndef CRIB_SKETCH_SEED_KERNELS_H
#define CRIB_SKETCH_SEED_KERNELS_H

#include "core/base.h"

#define SEED_SAMPLED_BELOW (UINT64_C(1) << 61)

/* A row's sampled shingles, and of each the windows whose least it is. Hashes
 * are signed, because processors compare signed words the better, and below
 * 2^61. All arrays have SEED_ROOM more before the first and behind the last
 * one, which are nobody's neighbours: sampled_fence(). */
enum { SEED_ROOM = 32 };
struct sampled {
    int64_t *hash;       /* [n] by pos */
    int32_t *pos;        /* [n] */
    int32_t *from;       /* [n] the first window that holds it */
    int32_t *beg, *end;  /* [n] windows [beg, end) */
    uint32_t n;
};

/* Set what stands before and behind. */
void sampled_fence(struct sampled *s);

struct seed_kernel {
    const char *name;
    bool usable; /* on this machine */
    /* weight[i], i <= n: of the units before i. */
    void (*weigh)(const uint32_t *exact, uint32_t n, uint32_t *weight);
    /* Which of shingle[n] are sampled: pos[], with room for SEED_ROOM more than
     * there are. Returns how many. */
    uint32_t (*sample)(const uint64_t *shingle, uint32_t n, int32_t *pos);
    /* Of each, the windows whose least it is, but for those behind the row's
     * last: past the nearest one before that is less, short of the first window
     * of the nearest one behind that is not greater. False, beg and end of no
     * use, when that takes more than SEED_FAR neighbours. */
    bool (*narrow)(struct sampled *s);
    /* Which of shingle[n], n > 0, is the least, the last one on ties. */
    uint32_t (*least)(const uint64_t *shingle, uint32_t n);
};

enum { SEED_FAR = 24 }; /* in varied text no window of some sixty units holds so many sampled ones */

/* All there are, the slowest (and always usable) first; *n of them. */
enum { SEED_KERNELS_MOST = 2 };
void seed_kernels(struct seed_kernel kernel[SEED_KERNELS_MOST], size_t *n);

/* The fastest usable one. */
struct seed_kernel seed_kernel_best(void);

#endif

/* SPDX-License-Identifier: MIT */
/* Shingles: runs of five units, reduced to one 64-bit hash each.
 *
 * The hash is a sum of products with odd constants, finished by an avalanche
 * step. A sum has no chain from one unit to the next, so that the loop
 * vectorises and a shingle's hash does not depend on where it stands; the
 * finisher is a bijection, so that two shingles collide only when their sums
 * do, which for constants without structure is as rare as chance. Without
 * it the sum's low bits would depend on the codes' low bits alone, and later
 * stages take bins, samples and keys from any bits.
 *
 * Shingles that are mostly placeholders (all figures look alike in a table)
 * hash the figures themselves. They are few: a second pass rewrites them,
 * and the first stays one straight loop. Which shingles they are depends on
 * the codes alone, so that alike runs are treated alike. */
#include "sketch/sketch.h"

#include "sketch/shingle_kernels.h"

/* Where three placeholders stand within one shingle's length, those shingles
 * that hold all three are hashed anew. */
static void rehash_placeholders(const struct units *u, uint32_t n, uint64_t *out)
{
    enum { MOST = SHINGLE_UNITS / 2 + 1 };
    uint32_t last[MOST] = { 0 }, n_seen = 0; /* places of the last ones, in turns */
    for (uint32_t i = 0; i < u->n; i++) {
        if (!unit_is_placeholder(u, i))
            continue;
        last[n_seen++ % MOST] = i;
        uint32_t first = last[n_seen % MOST];
        if (n_seen < MOST || i - first >= SHINGLE_UNITS)
            continue;
        uint32_t beg = i >= SHINGLE_UNITS ? i - SHINGLE_UNITS + 1 : 0;
        for (uint32_t k = beg; k <= first && k < n; k++)
            out[k] = shingle_hash_one(u->exact + k, SHINGLE_UNITS, true);
    }
}

void shingle_hash(const struct units *u, uint64_t *out)
{
    if (u->n >= SHINGLE_UNITS) {
        shingle_kernel_best()(u->code, shingle_count(u->n), out);
        rehash_placeholders(u, shingle_count(u->n), out);
    } else if (u->n > 0) {
        uint32_t n_held = 0;
        for (uint32_t i = 0; i < u->n; i++)
            n_held += unit_is_placeholder(u, i);
        bool exact = n_held * 2 > u->n;
        out[0] = shingle_hash_one(exact ? u->exact : u->code, u->n, exact);
    }
}

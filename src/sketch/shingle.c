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

#include "core/hash.h"

static const uint64_t factor[SHINGLE_UNITS] = {
    0xC2B2AE3D27D4EB4Fu, 0x9FB21C651E98DF25u, 0xD6E8FEB86659FD93u, 0xA0761D6478BD642Fu, 0xE7037ED1A0B428DBu,
};

/* What a sum starts from: a row's whole shingle of n units never equals one
 * of another length, nor a shingle of codes one of exact values. */
static uint64_t start_of(uint32_t n_units, bool exact)
{
    return n_units * 0x9E3779B97F4A7C15u + (exact ? 0x589965CC75374CC3u : 0);
}

static uint64_t hash_of(const uint32_t *c, uint32_t n_units, bool exact)
{
    uint64_t sum = start_of(n_units, exact);
    for (uint32_t j = 0; j < n_units; j++)
        sum += factor[j] * c[j];
    return hash_mix(sum);
}

static void hash_codes(const uint32_t *code, uint32_t n, uint64_t *out)
{
    const uint64_t start = start_of(SHINGLE_UNITS, false);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *c = code + i;
        out[i] = hash_mix(start + factor[0] * c[0] + factor[1] * c[1] + factor[2] * c[2] + factor[3] * c[3] +
                          factor[4] * c[4]);
    }
}

static void rehash_placeholders(const struct units *u, uint32_t n, uint64_t *out)
{
    uint32_t n_held = 0;
    for (uint32_t i = 0; i < SHINGLE_UNITS - 1; i++)
        n_held += unit_is_placeholder(u, i);
    for (uint32_t i = 0; i < n; i++) {
        n_held += unit_is_placeholder(u, i + SHINGLE_UNITS - 1);
        if (n_held * 2 > SHINGLE_UNITS)
            out[i] = hash_of(u->exact + i, SHINGLE_UNITS, true);
        n_held -= unit_is_placeholder(u, i);
    }
}

void shingle_hash(const struct units *u, uint64_t *out)
{
    if (u->n >= SHINGLE_UNITS) {
        hash_codes(u->code, shingle_count(u->n), out);
        rehash_placeholders(u, shingle_count(u->n), out);
    } else if (u->n > 0) {
        uint32_t n_held = 0;
        for (uint32_t i = 0; i < u->n; i++)
            n_held += unit_is_placeholder(u, i);
        bool exact = n_held * 2 > u->n;
        out[0] = hash_of(exact ? u->exact : u->code, u->n, exact);
    }
}

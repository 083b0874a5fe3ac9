/* SPDX-License-Identifier: MIT */
/* 64-bit hashes. XXH3 for bytes; a strong mixer for single words. The values
 * are part of ids and of stored indexes: they never change. */
#ifndef CRIB_CORE_HASH_H
#define CRIB_CORE_HASH_H

#include "core/base.h"

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed); /* XXH3, same on every machine; NULL with n = 0 is fine */

/* A bijection of 64-bit words with full avalanche (MurmurHash3's fmix64 with
 * the constants of Stafford's variant 13). */
static inline uint64_t hash_mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* Order-sensitive combination. */
static inline uint64_t hash_join(uint64_t h, uint64_t x)
{
    return hash_mix((h ^ x) * 0x9E3779B97F4A7C15u + (h << 7 | h >> 57));
}

#endif

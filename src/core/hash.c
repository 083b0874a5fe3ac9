/* SPDX-License-Identifier: MIT */
/* The only file that sees xxHash; inlined, so that no symbol of it leaks. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/hash.h"

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed)
{
    return XXH3_64bits_withSeed(n ? bytes : "", n, seed);
}

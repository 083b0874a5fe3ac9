/* SPDX-License-Identifier: MIT */
/* What is stored of a signature is its bands: a question asks for nothing
 * else, and what needs all of it makes it anew from the text. */
#include "index/bandkey.h"

#include "core/hash.h"

bool band_keys(const uint32_t *sig, uint64_t *key)
{
    uint32_t all = UINT32_MAX;
    for (int i = 0; i < MINHASH_K; i++)
        all &= sig[i];
    for (uint64_t band = 0; band < LSH_BANDS; band++) {
        const uint32_t *row = sig + band * LSH_ROWS;
        uint64_t h = hash_join((uint64_t)row[0] << 32 | row[1], (uint64_t)row[2] << 32 | row[3]);
        key[band] = band << BANDKEY_BITS | h >> (64 - BANDKEY_BITS);
    }
    return all != UINT32_MAX;
}

/* SPDX-License-Identifier: MIT */
/* Keys under which a stored index finds a document's signature and its seeds. */
#ifndef CRIB_INDEX_BANDKEY_H
#define CRIB_INDEX_BANDKEY_H

#include "index/lsh.h"
#include "sketch/sketch.h"

/* Bits kept of a band's hash and of a seed's. Fewer make a smaller index; two
 * that share a key by chance cost one document looked at in vain: in ten
 * million documents a look-up by all bands meets about one such, one by a
 * seed one in a hundred. */
enum { BANDKEY_BITS = 28, SEEDKEY_BITS = 36 };

/* key[LSH_BANDS]: the band's number above the leading bits of its hash. False
 * for the signature of an empty row, which is like nothing. */
bool band_keys(const uint32_t *sig, uint64_t *key);

static inline uint64_t seed_key(uint64_t hash) { return hash >> (64 - SEEDKEY_BITS); }

#endif

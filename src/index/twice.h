/* SPDX-License-Identifier: MIT */
/* Which hashes of many stand there once only: told from two bits each, before
 * anything is sorted. (A counting Bloom filter of one hash that counts to two.) */
#ifndef CRIB_INDEX_TWICE_H
#define CRIB_INDEX_TWICE_H

#include "core/mem.h"

enum { TWICE_SLOTS = 8 }; /* per hash, at least: one in eight that stand once is taken for more */

struct twice {
    uint64_t *word; /* two bits a slot: seen, seen again */
    size_t cap;     /* words allocated */
    uint64_t mask;  /* slots - 1 */
};

/* Forget all; room for n hashes. A struct of zeros is empty. */
int twice_begin(struct twice *t, size_t n, struct crib_err *err);
void twice_done(struct twice *t);

/* slot: the hash, or a part of it whose low bits are random. */
static inline void twice_see(struct twice *t, uint64_t slot)
{
    slot &= t->mask;
    uint64_t *w = &t->word[slot >> 5], bit = UINT64_C(1) << 2 * (slot & 31);
    *w |= bit | (*w & bit) << 1;
}
/* false: it was seen once at most. */
static inline bool twice_seen(const struct twice *t, uint64_t slot)
{
    slot &= t->mask;
    return t->word[slot >> 5] >> 2 * (slot & 31) & 2;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Numbers below a bound, in as many bits as the bound needs: what an index
 * holds millions of. Any one is read in a few instructions, wherever it is. */
#ifndef CRIB_INDEX_PACKED_H
#define CRIB_INDEX_PACKED_H

#include "core/mem.h"

struct packed {
    uint64_t *word; /* item i is bits [i * width, i * width + width), the lowest of a word first */
    size_t n;
    unsigned width; /* 0: all are 0 */
};

/* n zeros, each with room for numbers up to most. */
int packed_init(struct packed *p, size_t n, uint64_t most, struct crib_err *err);
void packed_done(struct packed *p);
uint64_t packed_bytes(const struct packed *p);

/* Item i, still 0, becomes v. Neighbours share words: one thread at a time. */
static inline void packed_set(struct packed *p, size_t i, uint64_t v)
{
    size_t at = i * p->width;
    unsigned shift = at & 63;
    p->word[at >> 6] |= v << shift;
    p->word[(at >> 6) + 1] |= v >> 1 >> (63 - shift);
}

static inline uint64_t packed_at(const struct packed *p, size_t i)
{
    size_t at = i * p->width;
    unsigned shift = at & 63;
    uint64_t v = p->word[at >> 6] >> shift | p->word[(at >> 6) + 1] << 1 << (63 - shift);
    return v & ((UINT64_C(1) << p->width) - 1); /* width is 63 at most */
}

/* Ask ahead for item i. */
static inline void packed_fetch(const struct packed *p, size_t i) { __builtin_prefetch(p->word + (i * p->width >> 6)); }

#endif

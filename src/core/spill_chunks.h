/* SPDX-License-Identifier: MIT */
/* Which chunks of the file of spill.h are taken. Extents of few chunks keep
 * their room when they are freed. Of large ones it goes back to the file
 * system at once, and free neighbours become one, so that a long run does not
 * need ever new addresses, with page tables and entries of `info` for each. */
#ifndef CRIB_CORE_SPILL_CHUNKS_H
#define CRIB_CORE_SPILL_CHUNKS_H

#include <stdatomic.h>

#include "core/err.h"

enum {
    SPILL_CHUNK = 1 << 15,     /* bytes */
    SPILL_KEPT = 32,           /* freed extents of up to so many chunks are kept with their room */
    SPILL_POWERS = 32          /* lists of larger ones, one for each power of two */
};
/* Marks in info[]: the chunk holds blocks of a class (then that); the extent is free. */
static const uint32_t SPILL_SMALL = 0x80000000u, SPILL_FREE = 0x40000000u;

struct spill_chunks {
    int fd;
    uint64_t size;             /* bytes that there are addresses for, less than SPILL_FREE chunks */
    uint64_t reserved;         /* bytes */
    _Atomic uint32_t n;        /* chunks, taken or free */
    uint32_t cap;
    uint32_t *info;            /* [n] of an extent's first and last chunk: how many, with a mark when it is large and free, and then
                                * info[first + 1], [first + 2]: the next and the last such, as below; of a kept one's first: the next */
    uint32_t kept[SPILL_KEPT + 1];  /* first chunk + 1 of a freed extent of so many */
    uint32_t large[SPILL_POWERS];   /* first chunk + 1 of a free extent of that power of two chunks and more */
    bool full;                 /* the file system refused room */
};

/* *n chunks in a row, or a few more, in the file for sure: their first.
 * UINT32_MAX: no room, no addresses, no memory. */
uint32_t spill_chunks_take(struct spill_chunks *c, uint32_t *n);
/* The room of n chunks that are to be freed must be released first. */
static inline bool spill_chunks_lose_room(uint32_t n) { return n > SPILL_KEPT; }
void spill_chunks_free(struct spill_chunks *c, uint32_t at, uint32_t n);

#endif

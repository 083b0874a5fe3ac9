/* SPDX-License-Identifier: MIT */
/* Extents with their size at both ends (Knuth's boundary tags), the free ones
 * in a list for each power of two. */
#include "core/spill_chunks.h"

#include <stdlib.h>

#include "core/spill_file.h"

enum {
    LOOKS = 16,               /* so many extents of a list are tried */
    RESERVE = 64 << 20        /* room in the file is reserved by so much */
};

static bool room_for_info(struct spill_chunks *c, uint32_t n)
{
    if (n <= c->cap)
        return true;
    uint32_t cap = n > UINT32_MAX / 2 ? UINT32_MAX : 2 * n;
    uint32_t *info = realloc(c->info, cap * sizeof *info);
    if (!info)
        return false;
    c->info = info;
    c->cap = cap;
    return true;
}

/* Room for the first n bytes of the file; ahead, while there is room. */
static bool reserve_to(struct spill_chunks *c, uint64_t n)
{
    if (n <= c->reserved)
        return true;
    uint64_t ahead = n - c->reserved > RESERVE ? n : c->reserved + RESERVE;
    if (!spill_file_reserve(c->fd, c->reserved, ahead - c->reserved)) {
        ahead = n; /* the last bit of a disk that is nearly full */
        if (!spill_file_reserve(c->fd, c->reserved, ahead - c->reserved))
            return false;
    }
    c->reserved = ahead;
    return true;
}

static uint32_t refuse(struct spill_chunks *c)
{
    c->full = true;
    return UINT32_MAX;
}

static unsigned power_of(uint32_t n) { return 31 - (unsigned)__builtin_clz(n); }

static void free_add(struct spill_chunks *c, uint32_t at, uint32_t n)
{
    uint32_t *first = &c->large[power_of(n)];
    c->info[at] = c->info[at + n - 1] = n | SPILL_FREE;
    c->info[at + 1] = *first;
    c->info[at + 2] = 0;
    if (*first)
        c->info[*first - 1 + 2] = at + 1;
    *first = at + 1;
}

static uint32_t free_remove(struct spill_chunks *c, uint32_t at)
{
    uint32_t n = c->info[at] & ~SPILL_FREE, next = c->info[at + 1], before = c->info[at + 2];
    *(before ? &c->info[before - 1 + 1] : &c->large[power_of(n)]) = next;
    if (next)
        c->info[next - 1 + 2] = before;
    return n;
}

/* A free extent of n chunks or more; UINT32_MAX: none. */
static uint32_t free_find(const struct spill_chunks *c, uint32_t n)
{
    for (unsigned power = power_of(n); power < SPILL_POWERS; power++) {
        uint32_t at = c->large[power];
        for (int i = 0; at && i < LOOKS; i++, at = c->info[at - 1 + 1])
            if ((c->info[at - 1] & ~SPILL_FREE) >= n)
                return at - 1;
    }
    return UINT32_MAX;
}

uint32_t spill_chunks_take(struct spill_chunks *c, uint32_t *n)
{
    uint32_t at = UINT32_MAX;
    if (*n <= SPILL_KEPT && c->kept[*n]) {
        at = c->kept[*n] - 1;
        c->kept[*n] = c->info[at];
    } else if (*n > SPILL_KEPT && (at = free_find(c, *n)) != UINT32_MAX) {
        uint32_t all = c->info[at] & ~SPILL_FREE, taken = all - *n > SPILL_KEPT ? *n : all;
        if (!spill_file_reserve(c->fd, (uint64_t)at * SPILL_CHUNK, (uint64_t)taken * SPILL_CHUNK))
            return refuse(c);
        (void)free_remove(c, at);
        if (taken < all)
            free_add(c, at + taken, all - taken);
        *n = taken;
    } else {
        uint64_t end = (uint64_t)c->n + *n;
        if (end * SPILL_CHUNK > c->size || !room_for_info(c, (uint32_t)end))
            return UINT32_MAX;
        if (!reserve_to(c, end * SPILL_CHUNK))
            return refuse(c);
        at = c->n;
        c->n = (uint32_t)end;
    }
    c->info[at] = c->info[at + *n - 1] = *n;
    return at;
}

/* Of few chunks the room is kept. */
static void keep(struct spill_chunks *c, uint32_t at, uint32_t n)
{
    c->info[at] = c->kept[n];
    c->kept[n] = at + 1;
}

/* Of many it went back to the file system: only addresses are left, together
 * with those of free neighbours. */
static void join(struct spill_chunks *c, uint32_t at, uint32_t n)
{
    if (at + n < c->n && (c->info[at + n] & SPILL_FREE))
        n += free_remove(c, at + n);
    if (at > 0 && (c->info[at - 1] & SPILL_FREE)) {
        uint32_t before = c->info[at - 1] & ~SPILL_FREE;
        at -= before;
        (void)free_remove(c, at);
        n += before;
    }
    free_add(c, at, n);
}

void spill_chunks_free(struct spill_chunks *c, uint32_t at, uint32_t n)
{
    if (spill_chunks_lose_room(n))
        join(c, at, n);
    else
        keep(c, at, n);
}

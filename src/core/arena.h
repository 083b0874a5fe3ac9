/* SPDX-License-Identifier: MIT */
/* Memory that dies together: whatever belongs to one document (or one result)
 * is taken from its arena and freed with it. */
#ifndef CRIB_CORE_ARENA_H
#define CRIB_CORE_ARENA_H

#include "core/mem.h"

struct arena {
    struct arena_block *block; /* newest first */
};

void arena_init(struct arena *a);
/* The first n bytes, more than ARENA_HEAD, come from room[n], aligned for any
 * type, which must live until arena_done(). */
enum { ARENA_HEAD = 64 };
void arena_init_in(struct arena *a, void *room, size_t n);
void arena_done(struct arena *a); /* frees everything; may be used again after arena_init */

/* n bytes aligned for any type, uninitialised; NULL when memory is refused. */
void *arena_alloc(struct arena *a, size_t n);
/* count * size zeroed bytes; the product is checked. */
void *arena_zero(struct arena *a, size_t count, size_t size);
/* NUL terminated copy of n bytes. */
char *arena_strndup(struct arena *a, const char *s, size_t n);

#endif

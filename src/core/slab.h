/* SPDX-License-Identifier: MIT */
/* Many pieces that are made one after the other and live long: taken from
 * large slabs, each of which is given back when the last of its pieces is.
 * Large slabs are of huge pages (mem.h). */
#ifndef CRIB_CORE_SLAB_H
#define CRIB_CORE_SLAB_H

#include "core/mem.h"

struct slab;

/* n bytes, aligned for any type, uninitialised; NULL when memory is refused.
 * *now is the slab that is being filled, NULL at first, and *of becomes the
 * piece's, to be given back with it. What is large has a slab of its own.
 * One thread fills a slab. */
void *slab_take(struct slab **now, size_t n, struct slab **of);
/* Give one piece back; on any thread. */
void slab_give(struct slab *of);
/* No more pieces will be taken from *now, which becomes NULL. */
void slab_done(struct slab **now);

#endif

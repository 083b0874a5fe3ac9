/* SPDX-License-Identifier: MIT */
/* Many pieces that are made one after the other and live long: taken from
 * large slabs, each of which is given back when the last of its pieces is.
 * Where the system has huge pages, a slab asks for them: a collection's rows
 * are met for the first time 4 KB by 4 KB otherwise, which takes longer than
 * writing them. */
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

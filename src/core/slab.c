/* SPDX-License-Identifier: MIT */
/* The first slab has 64 KB, so that a small collection takes little, the next
 * are whole huge pages, 2 to 8 MB. Whoever fills a slab counts as one of its
 * pieces. */
#include "core/slab.h"

#include <stdatomic.h>

struct slab {
    size_t used, cap;
    _Atomic uint64_t live;
    max_align_t data[];
};

enum { FIRST = 1 << 16, MOST = 8 << 20 };

/* cap bytes and the slab's head; what is large fills its huge pages. */
static struct slab *slab_new(size_t cap)
{
    size_t size = cap + sizeof(struct slab);
    if (size >= MEM_HUGE_PAGE)
        size = (size + MEM_HUGE_PAGE - 1) / MEM_HUGE_PAGE * MEM_HUGE_PAGE;
    struct slab *s = mem_alloc(size);
    if (!s)
        return NULL;
    s->used = 0;
    s->cap = size - sizeof *s;
    atomic_init(&s->live, 1);
    return s;
}

void *slab_take(struct slab **now, size_t n, struct slab **of)
{
    const size_t align = _Alignof(max_align_t);
    if (n > SIZE_MAX / 2)
        return NULL;
    n = (n + align - 1) / align * align;
    struct slab *s = *now;
    if (!s || n > s->cap - s->used) {
        bool alone = n > MOST / 8;
        size_t cap = s ? min_size(max_size(s->cap * 4, MEM_HUGE_PAGE), MOST) - sizeof *s : FIRST;
        struct slab *fresh = slab_new(alone ? n : max_size(cap, n));
        if (!fresh)
            return NULL;
        if (alone) /* its one piece fills it */
            return *of = fresh, fresh->data;
        slab_done(now);
        *now = s = fresh;
    }
    void *p = (char *)s->data + s->used;
    s->used += n;
    atomic_fetch_add_explicit(&s->live, 1, memory_order_relaxed);
    *of = s;
    return p;
}

void slab_give(struct slab *of)
{
    if (atomic_fetch_sub_explicit(&of->live, 1, memory_order_acq_rel) == 1)
        mem_free(of);
}

void slab_done(struct slab **now)
{
    if (*now)
        slab_give(*now);
    *now = NULL;
}

/* SPDX-License-Identifier: MIT */
/* A bump allocator over blocks that double from 208 bytes, in which the lines
 * of a short document have room, to 1 MiB; what is larger gets a block of its
 * own. */
#include "core/arena.h"

struct arena_block {
    struct arena_block *next;
    size_t used, cap;
    bool lent;
    max_align_t data[];
};

static_assert(sizeof(struct arena_block) <= ARENA_HEAD, "what arena.h promises");

enum { ARENA_FIRST = 208, ARENA_MOST = 1 << 20 };

void arena_init(struct arena *a) { a->block = NULL; }

void arena_init_in(struct arena *a, void *room, size_t n)
{
    struct arena_block *b = room;
    *b = (struct arena_block){ .cap = n - sizeof *b, .lent = true };
    a->block = b;
}

void arena_done(struct arena *a)
{
    for (struct arena_block *b = a->block; b;) {
        struct arena_block *next = b->next;
        if (!b->lent)
            mem_free(b);
        b = next;
    }
    a->block = NULL;
}

void *arena_alloc(struct arena *a, size_t n)
{
    const size_t align = sizeof(max_align_t);
    if (n > SIZE_MAX - sizeof(struct arena_block) - align)
        return NULL;
    n = (n + align - 1) / align * align;
    struct arena_block *b = a->block;
    if (!b || n > b->cap - b->used) {
        size_t cap = b ? min_size(b->cap * 2, ARENA_MOST) : ARENA_FIRST;
        cap = max_size(cap, n);
        struct arena_block *fresh = mem_alloc(sizeof *fresh + cap);
        if (!fresh)
            return NULL;
        *fresh = (struct arena_block){ .next = b, .cap = cap };
        a->block = b = fresh;
    }
    void *p = (char *)b->data + b->used;
    b->used += n;
    return p;
}

void *arena_zero(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    void *p = arena_alloc(a, count * size);
    if (p)
        memset(p, 0, count * size);
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = n < SIZE_MAX ? arena_alloc(a, n + 1) : NULL;
    if (!copy)
        return NULL;
    if (n)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

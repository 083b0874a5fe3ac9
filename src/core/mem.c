/* SPDX-License-Identifier: MIT */
/* Counted allocation. The counters are relaxed atomics: they order nothing,
 * they only count, and allocations are made per document, not per unit. */
#include "core/mem.h"

#include "core/spill.h"

#include <stdatomic.h>
#include <sys/mman.h>

static bool on_disk(void) { return atomic_load_explicit(&spill_is_open, memory_order_relaxed); }

static _Atomic uint64_t live_blocks;
static _Atomic long refuse_at = -1;

static bool refused(void)
{
    if (atomic_load_explicit(&refuse_at, memory_order_relaxed) < 0)
        return false;
    for (;;) {
        long left = atomic_load_explicit(&refuse_at, memory_order_relaxed);
        if (left <= 0)
            return left == 0;
        if (atomic_compare_exchange_weak_explicit(&refuse_at, &left, left - 1,
                                                  memory_order_relaxed, memory_order_relaxed))
            return false;
    }
}

void mem_refuse_from(long nth) { atomic_store_explicit(&refuse_at, nth, memory_order_relaxed); }

uint64_t mem_live(void) { return atomic_load_explicit(&live_blocks, memory_order_relaxed); }

/* A large block begins where a huge page does and asks for such: it would be
 * met for the first time 4 KB by 4 KB otherwise, which takes longer than
 * writing it. Advice only: where there are no huge pages, nothing changes. */
static void *take_huge(size_t n)
{
    if (n > SIZE_MAX - MEM_HUGE_PAGE)
        return NULL;
    size_t size = (n + MEM_HUGE_PAGE - 1) / MEM_HUGE_PAGE * MEM_HUGE_PAGE;
    void *p = aligned_alloc(MEM_HUGE_PAGE, size);
    if (p)
        (void)madvise(p, size, MADV_HUGEPAGE);
    return p;
}

/* Another thread may close the file between the two questions. */
static void *take(size_t n)
{
    void *p;
    if (on_disk() && spill_alloc(n, &p))
        return p;
    return n >= MEM_HUGE_PAGE ? take_huge(n) : malloc(n ? n : 1);
}

void *mem_alloc(size_t n)
{
    if (refused())
        return NULL;
    void *p = take(n);
    if (p)
        atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
    return p;
}

void *mem_zero(size_t count, size_t size)
{
    if (refused())
        return NULL;
    if (on_disk()) {
        if (size && count > SIZE_MAX / size)
            return NULL;
        void *block = take(count * size);
        if (!block)
            return NULL;
        atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
        return memset(block, 0, count * size);
    }
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (p)
        atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
    return p;
}

void *mem_realloc(void *p, size_t n)
{
    if (!p)
        return mem_alloc(n);
    if (refused())
        return NULL;
    return spill_owns(p) ? spill_realloc(p, n ? n : 1) : realloc(p, n ? n : 1);
}

void mem_free(void *p)
{
    if (!p)
        return;
    atomic_fetch_sub_explicit(&live_blocks, 1, memory_order_relaxed);
    if (spill_owns(p))
        spill_free(p);
    else
        free(p);
}

char *mem_strndup(const char *s, size_t n)
{
    char *copy = n < SIZE_MAX ? mem_alloc(n + 1) : NULL;
    if (!copy)
        return NULL;
    if (n)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

int mem_grow(void **p, size_t n, size_t *cap, size_t more, size_t size, struct crib_err *err)
{
    if (more <= *cap - n)
        return CRIB_OK;
    if (more > SIZE_MAX / size - n)
        return CRIB_NOMEM(err);
    size_t want = n + more;
    size_t doubled = *cap > SIZE_MAX / size / 2 ? want : *cap * 2;
    size_t new_cap = max_size(max_size(want, doubled), 8);
    void *q = mem_realloc(*p, new_cap * size);
    if (!q)
        return CRIB_NOMEM(err);
    *p = q;
    *cap = new_cap;
    return CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* Memory: counted, so that a test can refuse every allocation once and see
 * that nothing leaks. All of crib's own allocations go through here. */
#ifndef CRIB_CORE_MEM_H
#define CRIB_CORE_MEM_H

#include "core/err.h"

/* n bytes, uninitialised; NULL when refused. mem_alloc(0) is not NULL. From
 * MEM_HUGE_PAGE bytes on, huge pages where the system has them. */
enum { MEM_HUGE_PAGE = 2 << 20 };
void *mem_alloc(size_t n);
void *mem_zero(size_t count, size_t size); /* zeroed; checks the product */
void *mem_realloc(void *p, size_t n);      /* the old block lives on when refused */
void mem_free(void *p);                    /* NULL is fine */
char *mem_strndup(const char *s, size_t n); /* NUL terminated copy */

/* For tests: from now on, refuse the nth allocation (0 is the next) and all
 * after it; -1: refuse none. */
void mem_refuse_from(long nth);
uint64_t mem_live(void);  /* blocks handed out and not freed */

/* A growable array of any type, held by its owner as { T *p; size_t n, cap; }.
 * After VEC_GROW there is room for `more` further items. Usage:
 *     CRIB_TRY(VEC_GROW(v.item, v.n, &v.cap, 1, err)); v.item[v.n++] = x; */
int mem_grow(void **p, size_t n, size_t *cap, size_t more, size_t size, struct crib_err *err);
/* Mostly there is room, and asking for it is all that happens. */
static inline int mem_room(void **p, size_t n, size_t *cap, size_t more, size_t size, struct crib_err *err)
{
    return more <= *cap - n ? CRIB_OK : mem_grow(p, n, cap, more, size, err);
}
#define VEC_GROW(p, n, cap, more, err) mem_room((void **)&(p), (n), (cap), (more), sizeof *(p), (err))

#endif

/* SPDX-License-Identifier: MIT */
/* Memory that the system may put on disk: while it is open, all that mem.h
 * hands out lies in a nameless file in the temporary folder, and a thread
 * sees to it that the process holds little more than its budget at a time.
 * For collections larger than memory. Of the whole process, not of a job. */
#ifndef CRIB_CORE_SPILL_H
#define CRIB_CORE_SPILL_H

#include <stdatomic.h>

#include "core/err.h"

enum { SPILL_LEAST = 16000000 };

/* From now on mem_alloc() takes from the file. `budget`: bytes, SPILL_LEAST
 * at least. Opened more than once, the smallest budget holds. The file is in
 * $TMPDIR, without one in /tmp, or in /var/tmp where /tmp itself lies in
 * memory; it has no name, so that it is gone when the process is, however it
 * ends. CRIB_E_IO when there can be no such file.
 *
 * A child that is forked meanwhile takes from elsewhere. It may read and free
 * what there was at the fork, as long as the parent does not change it, and
 * open a file of its own (else CRIB_E_ARG) when all that is freed. */
int spill_open(uint64_t budget, struct crib_err *err);
/* As often as opened. What was taken lives on until it is freed; the file
 * goes with the last of it. */
void spill_close(void);

/* For mem.c only. */
extern _Atomic bool spill_is_open;
extern _Atomic uintptr_t spill_place;    /* the file's first address, a multiple of pages, and the power of two that is its size; or 0 */
bool spill_alloc(size_t n, void **p);    /* false: not open (any more); else *p, NULL when the temporary folder is full */
void *spill_realloc(void *p, size_t n);  /* the old block lives on when refused */
void spill_free(void *p);
/* One load, so that no moment of an opening or closing can mislead. */
static inline bool spill_owns(const void *p)
{
    uintptr_t place = atomic_load_explicit(&spill_place, memory_order_relaxed);
    return ((uintptr_t)p - (place & ~(uintptr_t)63)) >> (place & 63) == 0;
}

/* Between two items of work: wait a little while the keeper is taking pages.
 * What is read at random is mapped faster than a thread that has to share a
 * processor with the readers can take it away. */
extern _Atomic bool spill_is_over;
void spill_wait(void);
static inline void spill_pause(void)
{
    if (atomic_load_explicit(&spill_is_over, memory_order_relaxed))
        spill_wait();
}

/* Was memory refused for want of room in the temporary folder? */
bool spill_is_full(void);
/* For tests: how often pages were given back, how large the file is. */
uint64_t spill_n_trims(void);
uint64_t spill_file_bytes(void);

#endif

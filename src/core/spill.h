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
 * $TMPDIR or /tmp and has no name, so that it is gone when the process is,
 * however it ends. CRIB_E_IO when there can be no such file. */
int spill_open(uint64_t budget, struct crib_err *err);
/* As often as opened. What was taken lives on until it is freed; the file
 * goes with the last of it. */
void spill_close(void);

/* For mem.c only. */
extern _Atomic bool spill_is_open;
extern _Atomic uintptr_t spill_base, spill_size;
void *spill_alloc(size_t n);            /* NULL when the temporary folder is full */
void *spill_realloc(void *p, size_t n); /* the old block lives on when refused */
void spill_free(void *p);
static inline bool spill_owns(const void *p)
{
    return (uintptr_t)p - atomic_load_explicit(&spill_base, memory_order_relaxed) <
           atomic_load_explicit(&spill_size, memory_order_relaxed);
}

/* Was memory refused for want of room in the temporary folder? */
bool spill_is_full(void);
/* For tests: how often pages were given back, how large the file is. */
uint64_t spill_n_trims(void);
uint64_t spill_file_bytes(void);

#endif

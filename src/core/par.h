/* SPDX-License-Identifier: MIT */
/* Parallel loops whose outcome does not depend on the number of threads. */
#ifndef CRIB_CORE_PAR_H
#define CRIB_CORE_PAR_H

#include "core/err.h"

typedef int par_fn(size_t i, int thread, void *arg, struct crib_err *err);

/* Call fn(i, thread, arg) once for each i in [0, n), 0 <= thread < n_threads.
 * When several calls fail, the error of the smallest i is reported: the
 * outcome is the same on 1 thread and on 64. Items below a failed one are
 * always run; items above it may be skipped. n_threads = 1 enters no parallel
 * region. Items are handed out one at a time, in order. */
int par_for(size_t n, int n_threads, par_fn *fn, void *arg, struct crib_err *err);

/* Threads to use: `wanted`, or one per processor when it is 0; at least 1. */
int par_threads(uint32_t wanted);

#endif

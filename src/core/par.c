/* SPDX-License-Identifier: MIT */
/* The only file that sees OpenMP. Dynamic hand-out, one item at a time: items
 * are documents or pairs, whose sizes differ by orders of magnitude. Without
 * OpenMP (make OMP=) everything runs on one thread. */
#include "core/par.h"

#include <stdatomic.h>

#ifdef _OPENMP
#include <omp.h>
#endif

int par_threads(uint32_t wanted)
{
    if (wanted > 0)
        return wanted > 1024 ? 1024 : (int)wanted;
#ifdef _OPENMP
    int n = omp_get_num_procs();
    return n < 1 ? 1 : n;
#else
    return 1;
#endif
}

static int one_thread(size_t n, par_fn *fn, void *arg, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++)
        CRIB_TRY(fn(i, 0, arg, err));
    return CRIB_OK;
}

#ifdef _OPENMP
struct first_failure {
    _Atomic size_t item; /* smallest failed item so far, SIZE_MAX: none */
    struct crib_err err;
};

static int many_threads(size_t n, int n_threads, par_fn *fn, void *arg, struct crib_err *err)
{
    struct first_failure first = { .err = { .code = CRIB_OK } };
    atomic_init(&first.item, SIZE_MAX);
#pragma omp parallel for schedule(dynamic, 1) num_threads(n_threads)
    for (size_t i = 0; i < n; i++) {
        if (i > atomic_load(&first.item))
            continue;
        struct crib_err mine = { .code = CRIB_OK };
        if (fn(i, omp_get_thread_num(), arg, &mine) == CRIB_OK)
            continue;
#pragma omp critical(crib_par_first_failure)
        if (i < atomic_load(&first.item)) {
            atomic_store(&first.item, i);
            first.err = mine;
        }
    }
    if (atomic_load(&first.item) == SIZE_MAX)
        return CRIB_OK;
    if (err)
        *err = first.err;
    return first.err.code;
}
#endif

int par_for(size_t n, int n_threads, par_fn *fn, void *arg, struct crib_err *err)
{
#ifdef _OPENMP
    if (n_threads > 1 && n > 1)
        return many_threads(n, n_threads, fn, arg, err);
#endif
    (void)n_threads;
    return one_thread(n, fn, arg, err);
}

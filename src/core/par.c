/* SPDX-License-Identifier: MIT */
/* The only file that sees OpenMP. Dynamic hand-out, one item at a time: items
 * are documents or pairs, whose sizes differ by orders of magnitude. Without
 * OpenMP (make OMP=) everything runs on one thread.
 *
 * Threads wait for each other by spinning, which costs a small collection
 * more than its own work. So a loop of many items begins on one thread, and
 * the others are called when it turns out to take a while. */
#include "core/par.h"

#include <stdatomic.h>
#include <time.h>

#include "core/spill.h"

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

static int one_thread(size_t beg, size_t n, par_fn *fn, void *arg, struct crib_err *err)
{
    for (size_t i = beg; i < n; i++) {
        spill_pause();
        CRIB_TRY(fn(i, 0, arg, err));
    }
    return CRIB_OK;
}

#ifdef _OPENMP
struct first_failure {
    _Atomic size_t item; /* smallest failed item so far, SIZE_MAX: none */
    struct crib_err err;
};

static int many_threads(size_t beg, size_t n, int n_threads, par_fn *fn, void *arg, struct crib_err *err)
{
    struct first_failure first = { .err = { .code = CRIB_OK } };
    atomic_init(&first.item, SIZE_MAX);
#pragma omp parallel for schedule(dynamic, 1) num_threads(n_threads)
    for (size_t i = beg; i < n; i++) {
        if (i > atomic_load(&first.item))
            continue;
        struct crib_err mine = { .code = CRIB_OK };
        spill_pause();
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

/* A loop of at least so many items, each a small part of it, runs for so long
 * on one thread first. Where threads are being checked, they are to meet. */
#if defined __has_feature
#if __has_feature(thread_sanitizer)
#define CHECKING_THREADS
#endif
#endif
#if defined CHECKING_THREADS || defined __SANITIZE_THREAD__
enum { MANY = 16, ALONE_NS = 0 };
#else
enum { MANY = 16, ALONE_NS = 1000000 };
#endif

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int alone_for_a_while(size_t *next, size_t n, par_fn *fn, void *arg, struct crib_err *err)
{
    int64_t until = now_ns() + ALONE_NS;
    while (*next < n && now_ns() < until)
        CRIB_TRY(fn((*next)++, 0, arg, err));
    return CRIB_OK;
}
#endif

int par_for(size_t n, int n_threads, par_fn *fn, void *arg, struct crib_err *err)
{
    size_t next = 0;
#ifdef _OPENMP
    if (n_threads > 1 && n >= MANY)
        CRIB_TRY(alone_for_a_while(&next, n, fn, arg, err));
    if (n_threads > 1 && n - next > 1)
        return many_threads(next, n, n_threads, fn, arg, err);
#endif
    (void)n_threads;
    return one_thread(next, n, fn, arg, err);
}

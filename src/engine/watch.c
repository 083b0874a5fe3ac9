/* SPDX-License-Identifier: MIT */
/* Progress: items are counted by all threads; one at a time talks to the
 * caller, and the others do not wait for it. A stop is answered to each. */
#include "core/err.h"
#include "engine/collection.h"

void progress_init(struct progress *p, const struct crib_watch *watch)
{
    p->watch = watch;
    atomic_flag_clear(&p->talking);
    progress_stage(p, "start", 0);
}

void progress_stage(struct progress *p, const char *stage, uint64_t total)
{
    p->stage = stage;
    p->total = total;
    atomic_store(&p->done, 0);
}

int progress_step(struct progress *p, struct crib_err *err)
{
    uint64_t done = atomic_fetch_add(&p->done, 1) + 1;
    if (!p->watch || !p->watch->tick)
        return CRIB_OK;
    if (atomic_flag_test_and_set(&p->talking))
        return CRIB_OK;
    int stop = p->watch->tick(p->watch->arg, p->stage, done, p->total);
    atomic_flag_clear(&p->talking);
    return stop ? CRIB_FAIL(err, CRIB_E_INTERRUPTED, CRIB_NOWHERE, "interrupted while at %s", p->stage) : CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* How well each title fits the body that it fits best. */
#ifndef CRIB_CLUSTER_HOSTS_H
#define CRIB_CLUSTER_HOSTS_H

#include "cluster/terms.h"

/* best[d]: the fit of d's title, by the rare terms that it shares with a body
 * (score.h), to the body of another group that it fits best; 0 where there is
 * none. Cost: for each body, the titles that share a rare term with it. The
 * same for any number of threads. */
int hosts_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t, int n_threads,
               float *best, struct crib_err *err);

#endif

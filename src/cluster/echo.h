/* SPDX-License-Identifier: MIT */
/* How much a body has of what is chiefly said under titles with the terms of its own. */
#ifndef CRIB_CLUSTER_ECHO_H
#define CRIB_CLUSTER_ECHO_H

#include "cluster/standing.h"
#include "cluster/topics.h"

/* Sets out[d].echo of the documents asked[n_asked], each once: of those that
 * have a title. Linear in their bodies, plus a bounded amount of work for each
 * term of their titles and their kin's. The same for any number of threads. */
int echoes_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
                const struct kindred *kin, const struct topics *topics, const uint32_t *asked, uint32_t n_asked,
                int n_threads, struct standing *out, struct crib_err *err);

#endif

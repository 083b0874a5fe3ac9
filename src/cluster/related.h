/* SPDX-License-Identifier: MIT */
/* Whether the titles of a body's kin name its title's topic in another form. */
#ifndef CRIB_CLUSTER_RELATED_H
#define CRIB_CLUSTER_RELATED_H

#include "cluster/standing.h"

/* Sets out[d].related of the documents asked[n_asked], each once, which have a title. mute[]: documents whose titles
 * are not asked. A bounded amount of work for each. The same for any number of threads. */
int related_find(const struct titled *doc, const struct terms *t, const struct kindred *kin,
                 const struct speller *speller, const bool *mute, const uint32_t *asked, uint32_t n_asked, int n_threads,
                 struct standing *out, struct crib_err *err);

#endif

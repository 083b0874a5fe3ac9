/* SPDX-License-Identifier: MIT */
/* Titles that several documents have. */
#ifndef CRIB_CLUSTER_REPEATED_H
#define CRIB_CLUSTER_REPEATED_H

#include "cluster/standing.h"

/* Sets out[d].repeated, d < n: in how many groups of documents beside its own, copies being one
 * group, a document has d's title, figures aside; 0 where it names nothing else. O(units of titles + n log n). */
int repeated_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct standing *out,
                  struct crib_err *err);

#endif

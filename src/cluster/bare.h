/* SPDX-License-Identifier: MIT */
/* Titles that name nothing of their own. */
#ifndef CRIB_CLUSTER_BARE_H
#define CRIB_CLUSTER_BARE_H

#include "cluster/terms.h"

/* is_topic[f]: a term that names a topic. bare[n_title]: set where the title
 * is what other titles begin with before they name their topic ("More with
 * less" beside "More with less: fisheries in 2020"), or where it stands as a
 * line in several other bodies (a heading that was taken for a title).
 * Linear in the units of titles and bodies. */
int bare_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
              const bool *is_topic, bool *bare, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* How well titles fit bodies: all that is asked of the bodies. */
#ifndef CRIB_CLUSTER_FITS_H
#define CRIB_CLUSTER_FITS_H

#include "cluster/standing.h"

/* Sets out[n].fit; 0 for documents without a title. Of each title's fits to
 * other bodies than its own (kin, any, best) nothing, unless `others`. Linear
 * in what the bodies use of the titles. The same for any number of threads.
 * listener: NULL for none. */
int fits_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
              const struct kindred *kin, int n_threads, bool others, const struct standing_listener *listener,
              struct standing *out, struct crib_err *err);

#endif

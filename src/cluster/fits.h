/* SPDX-License-Identifier: MIT */
/* How well titles fit bodies: all that is asked of the bodies. */
#ifndef CRIB_CLUSTER_FITS_H
#define CRIB_CLUSTER_FITS_H

#include "cluster/kindred.h"
#include "cluster/score.h"

struct fits {
    double own;       /* of a document's title to its own body                                     */
    double kin;       /* to the bodies of its kin, in the mean                                     */
    double any;       /* to bodies of the collection taken at random, in the mean                  */
    double best;      /* to the body, of those with another text, that it fits best                */
};

/* Who else wants to hear a body while it is counted: called for each, with
 * the fit of its own title (0 without one), by several threads at once. */
typedef void fits_listener(uint32_t doc, const struct counted *b, double fit, void *arg);

/* out[n], zeroed; 0 for documents without a title. Linear in what the bodies
 * use of the titles. The same for any number of threads. listener: NULL for
 * none. */
int fits_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
              const struct kindred *kin, int n_threads, fits_listener *listener, void *arg, struct fits *out,
              struct crib_err *err);

#endif

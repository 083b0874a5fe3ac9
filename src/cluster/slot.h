/* SPDX-License-Identifier: MIT */
/* Where in titles a topic is named: beside which words. */
#ifndef CRIB_CLUSTER_SLOT_H
#define CRIB_CLUSTER_SLOT_H

#include "cluster/terms.h"

/* with[f]: titles that have a term; topic[f]: of these, documents whose kin
 * share it (fractions count); fit[n_title]: of a title to its body.
 * out[n_title], 0..1: how surely a title names a topic by terms that no kin
 * share, judged by what stands in the same place elsewhere. Linear in the
 * titles. */
int slots_rate(const struct titled *doc, const struct terms *t, const uint32_t *with, const double *topic,
               const double *fit, double *out, struct crib_err *err);

#endif

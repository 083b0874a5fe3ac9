/* SPDX-License-Identifier: MIT */
/* Which terms of titles are forms: what stands beside topics of any kind. */
#ifndef CRIB_CLUSTER_FORM_H
#define CRIB_CLUSTER_FORM_H

#include "cluster/terms.h"

/* with[n_exact]: documents whose title has a term; home[n]: documents whose
 * kin share a topic that the title names. Fills, both zeroed,
 *   beside[n_exact]  documents at home whose title has the term
 *   form[n_exact]    how surely it is a form, 0..1
 * Linear in the terms of the titles. */
void forms_find(const struct terms *t, uint32_t n, const uint32_t *with, const bool *home, uint32_t *beside,
                double *form);

#endif

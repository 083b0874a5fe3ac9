/* SPDX-License-Identifier: MIT */
/* How much speaks against a title. */
#ifndef CRIB_CLUSTER_DOUBT_H
#define CRIB_CLUSTER_DOUBT_H

#include "cluster/clues.h"

/* The logarithm of the odds that a title with these clues is wrong, if wrong
 * and right ones were equally many. */
double doubt_of(const struct clues *c);

/* Wrong titles are fewer than right ones: the logarithm of the odds that any
 * title is wrong, such as agree with all doubts (Saerens et al. 2002);
 * -HUGE_VAL: there is nothing to doubt. */
double doubt_prior(const double *doubt, uint32_t n);

/* Do the kin speak for the title, though the body may not? */
bool is_at_home(const struct standing *s, const struct usual *u);

/* The doubt about a title beside that of a twin, whose body is the same: how much
 * better the twin's fits, as the logarithm of odds. */
double doubt_beside(const struct standing *s, double weight, const struct standing *twin, const struct usual *u);

#endif

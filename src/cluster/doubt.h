/* SPDX-License-Identifier: MIT */
/* How much speaks against a title, by what the collection's other titles and
 * bodies tell of it. */
#ifndef CRIB_CLUSTER_DOUBT_H
#define CRIB_CLUSTER_DOUBT_H

#include "cluster/standing.h"

/* What the collection's titles usually show: the middle one's values. */
struct usual { double weight, best, kin, shared, length, formal, like; bool telling; };

/* judged[d]: the title names something, and the body can be asked. */
int usual_find(const struct standing *s, const struct terms *t, const bool *judged, uint32_t n, struct usual *out,
               struct crib_err *err);

/* The logarithm of the odds that a title of such a weight is wrong, if wrong
 * and right ones were equally many; -HUGE_VAL when it names nothing of its
 * own, when it is at home here, or when its kin agree on nothing else. */
double doubt_of(const struct standing *s, double weight, const struct usual *u);

/* Do the kin speak for the title, though the body may not? */
bool is_at_home(const struct standing *s, const struct usual *u);

/* The doubt about a title beside that of a twin, whose body is the same: how much
 * better the twin's fits, as the logarithm of odds. */
double doubt_beside(const struct standing *s, double weight, const struct standing *twin, const struct usual *u);

/* Wrong titles are fewer than right ones: the logarithm of the odds that any
 * title is wrong, such as agree with all doubts (Saerens et al. 2002). */
double doubt_prior(const double *doubt, uint32_t n);

#endif

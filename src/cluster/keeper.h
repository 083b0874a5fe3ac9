/* SPDX-License-Identifier: MIT */
/* Which of several documents with the same text to keep. */
#ifndef CRIB_CLUSTER_KEEPER_H
#define CRIB_CLUSTER_KEEPER_H

#include "cluster/group.h"

/* True when a is the one to keep, of two different documents. A strict total
 * order. */
bool keeper_prefers(const struct candidate_keeper *doc, enum keep_rule rule, uint32_t a, uint32_t b);

/* Fill keep, why and fuller of a group whose members are set. may_keep[i]:
 * member i is like all the others; true for one of the best not misfiled
 * members at least. */
void keeper_choose(const struct candidate_keeper *doc, enum keep_rule rule, const bool *may_keep, struct group *g);

#endif

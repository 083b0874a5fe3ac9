/* SPDX-License-Identifier: MIT */
/* The grouping of src/cluster/partition.c and its keepers, by tables of all
 * pairs and repeated search. */
#ifndef CRIB_TESTS_REF_CLUSTER_STARS_H
#define CRIB_TESTS_REF_CLUSTER_STARS_H

#include "cluster/group.h"

enum { STARS_MOST = 40 };

struct stars {
    bool alike[STARS_MOST][STARS_MOST], unlike[STARS_MOST][STARS_MOST], same[STARS_MOST][STARS_MOST];
    uint32_t strength[STARS_MOST][STARS_MOST];
    uint32_t leader[STARS_MOST]; /* a document of the class its group is around: the class's smallest */
    uint32_t keep[STARS_MOST];   /* of its group */
};

void stars_make(struct stars *s, const struct edge *edge, size_t n_edge, const struct candidate_keeper *doc, uint32_t n);

#endif

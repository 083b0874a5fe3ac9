/* SPDX-License-Identifier: MIT */
/* Which documents stand in one group: a graph of verified edges, cut into
 * stars. */
#ifndef CRIB_CLUSTER_PARTITION_H
#define CRIB_CLUSTER_PARTITION_H

#include "cluster/group.h"

/* Classes are sets of documents whose texts are equal, named by their
 * smallest member; everything else is said of classes. */
struct partition {
    uint32_t n_doc;
    uint32_t *class_of;   /* [n_doc] the class's smallest document                        */
    uint32_t *size;       /* [n_doc] documents of a class, at its name                    */
    uint32_t *leader;     /* [n_doc] of a class, at its name: the class its group is around */
    uint32_t *first;      /* [n_doc + 1] neighbours of a class: near[first[c] .. first[c + 1]) */
    struct near *near;    /* strongest first, unlike ones last                            */
};

struct near { uint32_t class; uint32_t strength; bool unlike; };

/* last[d], or NULL: a class of such documents only leads no group in which
 * another could. */
int partition_make(const struct edge *edge, size_t n_edge, uint32_t n_doc, const bool *last,
                   struct partition *out, struct crib_err *err);
void partition_done(struct partition *p); /* also after a failure */

static inline uint32_t partition_leader(const struct partition *p, uint32_t doc) { return p->leader[p->class_of[doc]]; }

#endif

/* SPDX-License-Identifier: MIT */
/* Which documents have a title or a term of one, and whether a term names a topic. */
#ifndef CRIB_CLUSTER_TOPICS_H
#define CRIB_CLUSTER_TOPICS_H

#include "cluster/terms.h"

/* The documents that have a title: doc[first[t] .. first[t + 1]). */
struct bearers { uint32_t *first, *doc; };

int bearers_list(const struct terms *t, uint32_t n, struct bearers *out, struct crib_err *err);
void bearers_done(struct bearers *b); /* also after a failure */

/* Of terms, by their numbers. */
struct topics {
    uint32_t *with;   /* documents whose title has it                          */
    double *topic;    /* of these, those whose kin share it; fractions count   */
    struct bearers of;
};

void topics_done(struct topics *t);

/* How much of a term a document's kin share: 1 where it surely is their topic.
 * share: of their likeness, that of kin whose titles have it; with: of n documents so many titles do. */
static inline double topic_of_kin(double share, uint32_t with, uint32_t n)
{
    const double surely = .15;
    double above = (share - (double)with / n) / surely;
    return above < 0 ? 0 : above < 1 ? above : 1;
}

#endif

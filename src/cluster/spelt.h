/* SPDX-License-Identifier: MIT */
/* How much of what a title is spelt with its body has. */
#ifndef CRIB_CLUSTER_SPELT_H
#define CRIB_CLUSTER_SPELT_H

#include "cluster/standing.h"

enum { SPELT_BODIES = 64 }; /* that tell what is rare */

struct spelt {
    const struct titled *doc;
    const uint32_t *group_of;
    const struct terms *terms;
    const struct speller *speller;
    int n_threads;
    struct spelt_desk *desk;          /* [n_threads]; NULL: not opened */
    uint32_t body[SPELT_BODIES], n_body;
};

/* All is borrowed. Linear in the beginnings of some bodies. After a failure, too, spelt_done() is due. */
int spelt_open(struct spelt *s, const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
               const struct speller *speller, int n_threads, struct crib_err *err);

/* Sets out[d].spelt of the documents asked[n_asked], each once. Linear in
 * their bodies. The same for any number of threads. */
int spelt_ask(struct spelt *s, const uint32_t *asked, uint32_t n_asked, struct standing *out, struct crib_err *err);

void spelt_done(struct spelt *s); /* also of one that is all zero */

#endif

/* SPDX-License-Identifier: MIT */
/* What stands around the topic of a title, and what nobody knows of it. */
#ifndef CRIB_CLUSTER_FRAME_H
#define CRIB_CLUSTER_FRAME_H

#include "cluster/slot.h"
#include "cluster/topics.h"

/* Of one title. */
struct frame {
    double unknown;  /* weight of the words that no body uses: as of words between spaces that none does */
    double formal;   /* share of its units, figures aside, that belong to forms */
    double set;      /* how surely it holds a set phrase, 0..1: words that stand in several titles, never at home,
                      * beside the same other words */
    bool figures;    /* it has some: a year, a number */
};

/* out[n_title]. home[n]: documents whose kin share a topic that their titles
 * name; n_home of n_titled are. Linear in the terms of the titles, but for a
 * bounded number of titles compared for each term. */
int frames_find(const struct titled *doc, const struct terms *t, const struct term_custom *of, const bool *home,
                const struct bearers *b, double home_share, struct frame *out, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* How often bodies use the features of titles: one body at a time, or the
 * whole collection's once for all. */
#ifndef CRIB_CLUSTER_COUNTS_H
#define CRIB_CLUSTER_COUNTS_H

#include "cluster/misfiled.h"
#include "cluster/term_table.h"

/* How often one body uses each feature. */
struct counts {
    uint32_t *n;              /* [n_feature + 1] the last is nobody's */
    uint32_t *touched;        /* [n_touched] features with n > 0, in an order that is the body's alone */
    uint32_t n_touched;
    uint32_t n_exact;         /* the first of touched[] that are exact, when it was recalled */
};

int counts_init(struct counts *c, const struct term_table *t, struct crib_err *err);
void counts_done(struct counts *c);
/* Count one body; forgets what was counted before. Linear in its units. */
void counts_body(struct counts *c, const struct term_table *t, const struct titled *doc);

/* What each body was counted to use, so that it is read once: its features,
 * exact ones first, and how often, at most 255 times an entry. */
struct tally { uint32_t *feature; uint8_t *n; uint32_t n_entry, n_exact; };
struct census {
    struct tally *tally;      /* [n_doc] */
    uint32_t n_doc;
};

/* How the uses of a feature lie over bodies, twins counted once. */
struct spread {
    double squares;           /* sum of the squares of its times in each */
    uint32_t in_bodies;
};

/* Counts all bodies, and sums up those of the documents that stand for their
 * groups (group_of[d] == d): times in uses[n_feature], spread[n_exact]; both
 * zeroed, and whole numbers, so that the order of the sums does not matter. */
int census_make(const struct term_table *t, const struct titled *doc, uint32_t n, const uint32_t *group_of,
                int n_threads, double *uses, struct spread *spread, struct census *out, struct crib_err *err);
void census_done(struct census *s); /* also after a failure */

/* As counts_body, from the census. */
void counts_recall(struct counts *c, const struct census *s, uint32_t doc);

/* Threads that may hold so many bytes each: all of them when that is little. */
int threads_for(int n_threads, uint64_t bytes_each);

#endif

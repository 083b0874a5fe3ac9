/* SPDX-License-Identifier: MIT */
/* How often a body uses the features of titles. */
#ifndef CRIB_CLUSTER_COUNTS_H
#define CRIB_CLUSTER_COUNTS_H

#include "cluster/misfiled.h"
#include "cluster/term_table.h"

/* How often one body uses each feature. */
struct counts {
    uint32_t *n;              /* [n_feature + 1] the last is nobody's */
    uint32_t *touched;        /* [n_touched] features with n > 0, in an order that is the body's alone */
    uint32_t n_touched;
    uint32_t n_exact;         /* the first of touched[] that are exact, */
    uint32_t n_whole;         /* or no parts, when it was recalled (census.h) */
    uint32_t first_part;
    double *part;             /* [n_feature + 1 - first_part] how much it has of each part (score.h), or 0 */
};

int counts_init(struct counts *c, const struct term_table *t, struct crib_err *err);
void counts_done(struct counts *c);
void counts_forget(struct counts *c);
/* Count one body; forgets what was counted before. Linear in its units. */
void counts_body(struct counts *c, const struct term_table *t, const struct titled *doc);

/* Threads that may hold so many bytes each: all of them when that is little. */
int threads_for(int n_threads, uint64_t bytes_each);

#endif

/* SPDX-License-Identifier: MIT */
/* How well a title fits a body. */
#ifndef CRIB_CLUSTER_SCORE_H
#define CRIB_CLUSTER_SCORE_H

#include "cluster/terms.h"

/* A body whose features were counted. */
struct counted {
    const struct terms *terms;
    const struct counts *counts;
    uint64_t units;
};

/* Recalls what a body was counted to use, and looks how much it has of each part. */
struct counted counted_recall(const struct terms *t, struct counts *c, uint32_t doc, uint64_t units);

/* How much more than everywhere else a body of so many units uses a feature,
 * if it does so many times: 0 no, 1 ever so much more. */
double presence_of(const struct terms *t, uint32_t feature, uint32_t times, uint64_t units);
double feature_presence(const struct counted *b, uint32_t feature);
/* The same of a term: of itself, or less of what is left of it. */
double term_presence(const struct counted *b, const struct term *term);

/* Share of the title's weight that the body speaks of, 0..1; 0 when the title
 * has none. */
double title_fit(const struct counted *b, uint32_t title);
/* The same of those terms that the other title has not; *weight: theirs. */
double title_fit_without(const struct counted *b, uint32_t title, uint32_t other, double *weight);

/* Is an exact feature so rare that the titles which have it are asked about a body? */
bool leads_to_titles(const struct terms *t, uint32_t feature);

/* A sum for each title, and which are not 0: none outside of one body. */
struct scorer {
    double *sum;
    uint32_t *touched, n_touched;
};
int scorer_init(struct scorer *s, const struct terms *t, struct crib_err *err);
void scorer_done(struct scorer *s);

/* Sums up, for every title that shares a rare enough term with the body, the
 * weight that the body speaks of. Cost: the features found in the body, times
 * a constant. */
void scorer_gather(struct scorer *s, const struct counted *b);
void scorer_clear(struct scorer *s);

/* Of the titles gathered, other than `own`, the one that fits best, heavy ones
 * before light ones; UINT32_MAX when there is none. */
uint32_t best_title(const struct scorer *s, const struct counted *b, uint32_t own, double *fit);

#endif

/* SPDX-License-Identifier: MIT */
/* The terms of a collection's titles, and how often bodies use them. */
#ifndef CRIB_CLUSTER_TERMS_H
#define CRIB_CLUSTER_TERMS_H

#include "cluster/census.h"

/* A term is a pair of neighbouring characters of a title, or one word of it.
 * Bodies are searched for two features of it: itself (exact), and what an
 * abbreviation or an inflection leaves of it (loose): the two characters a
 * little apart in the same order, or a word with the same beginning. */
struct term {
    uint32_t exact, loose;    /* feature numbers */
    uint32_t part[2];         /* of a pair: its characters' */
    struct unit_span at;      /* in the title's row */
    double weight;            /* its exact feature's: for who reads all of a title */
};

/* Titles that read the same, figures and redactions aside, are one title. */
struct title {
    struct term *term;        /* [n_term] in reading order, each feature once; terms.term's */
    uint32_t *exact;          /* [n_term] their exact features, for who wants nothing else */
    uint32_t n_term;
    uint32_t doc;             /* the first document that has it */
    double weight;            /* sum over its terms */
};

struct terms {
    struct title *title;      /* [n_title] */
    uint32_t n_title;
    uint32_t *title_of;       /* [n_doc]; UINT32_MAX: no term in its title */
    struct term *term;        /* [n_term] of all titles, one after the other */
    size_t n_term, cap_term;
    uint32_t *exact;          /* [n_term] */

    struct term_table table;
    uint32_t n_feature;       /* the table's; exact ones are numbered first */
    uint32_t n_exact;
    struct census census;     /* what each body has of them */

    double *uses;             /* [n_feature] in the bodies, twins counted once      */
    struct spread *spread;    /* [n_exact] over these bodies                        */
    uint32_t *in_titles;      /* [n_exact] titles that have it                      */
    double *cohesion;         /* [n_exact] of pairs: how much more often its characters meet than by chance, 0..1 */
    double *weight;           /* [n_exact] how much it tells: set it with title_weigh() */
    uint64_t n_body, n_unit;  /* bodies, twins counted once, and their units        */

    uint32_t *posting_first;  /* [n_exact + 1] titles that have a feature: posting[first[f] .. first[f+1]) */
    uint32_t *posting;
};

/* group_of[d]: documents of one group have the same text; a group is called by its first. Where no title has a
 * term (n_title 0) the bodies are not read, and all but title_of stays empty. */
int terms_make(const struct titled *doc, uint32_t n, const uint32_t *group_of, int n_threads, struct terms *out,
               struct crib_err *err);
void terms_done(struct terms *t); /* also after a failure */

/* After the weights of features were changed: the title's and its terms'. */
void title_weigh(struct terms *t, uint32_t title);

/* How rare an exact feature is among titles: 0 when all have it, 1 when one has. */
double rare_in_titles(const struct terms *t, uint32_t feature);

/* How surely it may name a topic at all: what nearly every body has ("and") does not, whoever shares it; 0..1. */
double may_name_topic(const struct terms *t, uint32_t feature);

bool title_has(const struct terms *t, uint32_t title, uint32_t feature);

#endif

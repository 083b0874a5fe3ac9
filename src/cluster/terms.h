/* SPDX-License-Identifier: MIT */
/* The terms of a collection's titles, and how often bodies use them. */
#ifndef CRIB_CLUSTER_TERMS_H
#define CRIB_CLUSTER_TERMS_H

#include "cluster/misfiled.h"

/* A term is a pair of neighbouring characters of a title, or one word of it.
 * Bodies are searched for two features of it: itself (exact), and what an
 * abbreviation or an inflection leaves of it (loose): the two characters a
 * little apart in the same order, or a word with the same beginning. */
struct term {
    uint32_t exact, loose;    /* feature numbers */
    uint32_t part[2];         /* of a pair: its characters' */
    struct unit_span at;      /* in the title's row */
};

/* Titles that read the same, figures and redactions aside, are one title. */
struct title {
    struct term *term;        /* [n_term] in reading order, each feature once */
    uint32_t n_term;
    uint32_t doc;             /* the first document that has it */
    double weight;            /* sum over its terms */
};

struct terms {
    struct title *title;      /* [n_title] */
    uint32_t n_title;
    uint32_t *title_of;       /* [n_doc]; UINT32_MAX: no term in its title */

    uint32_t n_feature;
    uint64_t *slot_key;       /* open addressing over the features' keys; 0 is free */
    uint32_t *slot_feature;
    size_t n_slot;            /* a power of two */
    uint64_t *filter;         /* a bit for each key's hash: most units of a body are in no title */

    uint32_t *in_titles;      /* [n_feature] titles that have it (exact ones)       */
    uint32_t *in_bodies;      /* [n_feature] bodies, twins counted once             */
    uint64_t *uses;           /* [n_feature] times in those bodies                  */
    double *squares;          /* [n_feature] sum of the squares of its times in each */
    double *cohesion;         /* [n_feature] of pairs: how much more often its characters meet than by chance, 0..1 */
    double *weight;           /* [n_feature] of exact features: how much it tells   */
    uint64_t n_body, n_unit;  /* bodies, twins counted once, and their units        */

    uint32_t *posting_first;  /* [n_feature + 1] titles that have a feature: posting[first[f] .. first[f+1]) */
    uint32_t *posting;
};

/* How often one body uses each feature. */
struct counts {
    uint32_t *n;              /* [n_feature] */
    uint32_t *touched;        /* [n_touched] features with n > 0 */
    uint32_t n_touched;
};

/* group_of[d]: documents of one group have the same text. */
int terms_make(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct terms *out, struct crib_err *err);
void terms_done(struct terms *t); /* also after a failure */

bool title_has(const struct terms *t, uint32_t title, uint32_t feature);

int counts_init(struct counts *c, const struct terms *t, struct crib_err *err);
void counts_done(struct counts *c);
/* Count one body; forgets what was counted before. Linear in its units. */
void counts_body(struct counts *c, const struct terms *t, const struct titled *doc);

#endif

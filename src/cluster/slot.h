/* SPDX-License-Identifier: MIT */
/* Where in titles a topic is named: beside which words. */
#ifndef CRIB_CLUSTER_SLOT_H
#define CRIB_CLUSTER_SLOT_H

#include "cluster/terms.h"

/* What titles do with a term, by its number. */
struct term_custom {
    uint32_t *with;      /* documents whose title has it                                      */
    double *topic;       /* of these, those whose kin share it; fractions count               */
    uint32_t *beside;    /* of these, those whose kin share some topic that the title names   */
    double *form;        /* how surely it is a form (form.h)                                  */
    double *kept;        /* share of its weight that is left: less of a form's                */
};

/* What bodies say of a title, by its number. */
struct title_custom {
    bool *home;          /* the kin of one that has it share a topic that it names */
    double *fit;         /* of the last that has it                                */
};

/* out[n_title], 0..1: how surely a title names a topic by terms that no kin
 * share, judged by what stands in the same place elsewhere. Linear in the
 * titles. */
int slots_rate(const struct titled *doc, const struct terms *t, const struct term_custom *of,
               const struct title_custom *in, double *out, struct crib_err *err);

#endif

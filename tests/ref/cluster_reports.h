/* SPDX-License-Identifier: MIT */
/* Made-up collections of office reports, with known misfiled documents. */
#ifndef CRIB_TESTS_REF_CLUSTER_REPORTS_H
#define CRIB_TESTS_REF_CLUSTER_REPORTS_H

#include "cluster/misfiled.h"

/* How a document came to stand under a wrong title. */
enum misfiling { RIGHT, BESIDE_TWIN, SWAPPED, FROM_ELSEWHERE, N_MISFILINGS };

struct made_doc {
    char *text;             /* title, line end, body */
    size_t n, cap;
    struct units title, body;
    enum misfiling how;
    uint32_t theme;         /* of its body */
};

struct reports {
    struct made_doc *doc;
    struct titled *titled;  /* [n] as misfiled_find takes them */
    uint32_t n;
    struct twin *twin;
    size_t n_twin;
};

struct reports_plan {
    uint64_t seed;
    bool words;             /* a language with spaces; else characters */
    uint32_t n_themes;      /* offices' subjects in the collection; as many again are outside it */
    uint32_t n_doc;         /* before twins are added */
    uint32_t n_wrong[N_MISFILINGS];
    uint32_t vague;         /* so many in 100 speak of their theme less than others, down to not at all */
};

void reports_make(struct reports *c, const struct reports_plan *plan);
void reports_free(struct reports *c);

#endif

/* SPDX-License-Identifier: MIT */
/* Documents whose title and body disagree. No list of offices, genres or
 * languages decides: the collection's own titles and bodies do. */
#ifndef CRIB_CLUSTER_MISFILED_H
#define CRIB_CLUSTER_MISFILED_H

#include "core/fact.h"
#include "core/units.h"

/* One document as this stage sees it. Rows are borrowed. */
struct titled {
    const struct units *title;   /* units of the title; empty when it has none */
    const char *title_text;      /* the member's text the title's units point into */
    const struct units *body;
    const char *body_text;
    struct txt_span signature;   /* signature lines' bytes in body_text; empty when none */
    uint32_t ordinal;            /* shown in evidence: "document 9" */
};

/* b has the same text as a (near-duplicate or duplicate edge). */
struct twin { uint32_t a, b; uint32_t per_10000; };

struct misfiled {
    uint32_t doc;
    uint32_t twin;               /* the twin under a fitting title, or UINT32_MAX */
    struct crib_fact *evidence;
    size_t n_evidence;
};

struct misfiled_list {
    struct misfiled *item;       /* by doc */
    size_t n;
    uint32_t n_unjudged;         /* titles that name nothing: counted, not judged */
    struct arena arena;
};

/* fit[n]: how well title and body agree, 0..10000 (10000 when the title names
 * nothing). Linear in the bodies times the number of distinct title terms
 * found in them; see misfiled.c for the score. Deterministic. */
int misfiled_find(const struct titled *doc, uint32_t n, const struct twin *twin, size_t n_twin,
                  uint32_t *fit, struct misfiled_list *out, struct crib_err *err);
void misfiled_done(struct misfiled_list *l);

#endif

/* SPDX-License-Identifier: MIT */
/* Why a document is held for misfiled, in facts a person can check. */
#ifndef CRIB_CLUSTER_EVIDENCE_H
#define CRIB_CLUSTER_EVIDENCE_H

#include "cluster/score.h"

/* What speaks for a document's being misfiled. */
struct charge {
    uint32_t doc;
    uint32_t title;        /* its own title's number */
    uint32_t other;        /* a title that fits, or UINT32_MAX */
    uint32_t other_doc;    /* the document that stands under it */
    uint32_t twin;         /* that document when it has the same text, else UINT32_MAX */
    uint32_t per_10000;    /* of the twin */
};

/* Facts for one document, whose body is counted in b; at most
 * EVIDENCE_FACTS, in the order misfiled.h lists them. */
enum { EVIDENCE_FACTS = 8 };
int evidence_collect(const struct titled *doc, const struct counted *b, const struct charge *c,
                     struct arena *arena, struct crib_fact *out, size_t *n_out, struct crib_err *err);

/* Does a document's signature name what weighs most in a title? */
bool signature_agrees(const struct titled *doc, const struct terms *t, uint32_t title, uint32_t signed_doc);

/* Times the stretch s of needle's units stands in body, without overlap. */
uint32_t units_count(const struct units *body, const struct units *needle, struct unit_span s);

#endif

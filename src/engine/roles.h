/* SPDX-License-Identifier: MIT */
/* Which passages are somebody's text, and which are everybody's. */
#ifndef CRIB_ENGINE_ROLES_H
#define CRIB_ENGINE_ROLES_H

#include "engine/compare.h"

/* Sets role, commonness and dropped of every raw passage.
 *
 * Commonness counts groups of near-duplicates, which at this point are told
 * by all that is matched, whatever its role. Of common passages (formula,
 * boilerplate) those that cover nothing new on either side are dropped, which
 * leaves the first occurrence with each other: n - 1 records for n places.
 *
 * What is disguised (hidden characters or look-alike letters in one place, not
 * in the other) is a passage, however common.
 *
 * Of a passage with template text only the rest is judged. It must hold
 * together for half the least length; else the passage is boilerplate, however
 * long it is and however few documents there are. */
int roles_assign(const struct collection *c, const struct engine_options *o, struct comparison *cmp,
                 struct progress *p, struct crib_err *err);

/* The same for a collection that is part of a larger one: only documents with
 * counts[d] are counted, and of the others, which are not here, there are so
 * many that `contents` different ones are counted in all. */
struct wider {
    const bool *counts;  /* [n_doc] */
    const bool *outside; /* [n_doc] counted, but none of `contents` */
    const bool *alone;   /* [n_doc] known to be common with its near-duplicates only; NULL: of none */
    uint64_t contents;
    uint32_t n_first;    /* passages of later documents with each other only tell groups, and are dropped from cmp->raw */
};
int roles_assign_within(const struct collection *c, const struct engine_options *o, const struct wider *w,
                        struct comparison *cmp, struct progress *p, struct crib_err *err);

#endif

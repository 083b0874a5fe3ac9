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

#endif

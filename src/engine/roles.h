/* SPDX-License-Identifier: MIT */
/* Which passages are somebody's text, and which are everybody's. */
#ifndef CRIB_ENGINE_ROLES_H
#define CRIB_ENGINE_ROLES_H

#include "engine/compare.h"

/* Matched units of the pair whose passages are raw[beg, end): units of a
 * (and of b) that stand against an equal one in some passage; the smaller of
 * the two counts. common: those of roles formula and boilerplate count too. */
int matched_units(const struct collection *c, const struct raw *raw, size_t n, bool common, uint32_t *matched,
                  struct crib_err *err);

/* Do the two documents of raw[0, n) hold at least `near` of each other, by all
 * that is matched, whatever its role? *near false for one document. */
int pair_is_near(const struct collection *c, const struct engine_options *o, const struct raw *raw, size_t n,
                 bool *near, struct crib_err *err);

/* Sets role, commonness and dropped of every raw passage.
 *
 * Commonness counts groups of near-duplicates, which at this point are told
 * by all that is matched, whatever its role. Of common passages (formula,
 * boilerplate) those that cover nothing new on either side are dropped, which
 * leaves the first occurrence with each other: n - 1 records for n places. */
int roles_assign(const struct collection *c, const struct engine_options *o, struct comparison *cmp,
                 struct progress *p, struct crib_err *err);

#endif

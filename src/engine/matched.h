/* SPDX-License-Identifier: MIT */
/* How much two documents have in common, unit by unit. Template text is
 * neither's: it counts neither as matched nor as theirs. */
#ifndef CRIB_ENGINE_MATCHED_H
#define CRIB_ENGINE_MATCHED_H

#include "engine/compare.h"

static inline bool is_common_role(uint8_t role) { return role == CRIB_ROLE_FORMULA || role == CRIB_ROLE_BOILERPLATE; }

/* Matched units of the pair whose passages are raw[0, n): units of a (and of
 * b) that stand against an equal one in some passage, template text aside; the
 * smaller of the two counts. common: those of roles formula and boilerplate
 * count too. */
int matched_units(const struct collection *c, const struct raw *raw, size_t n, bool common, uint32_t *matched,
                  struct crib_err *err);

/* Do the two documents of raw[0, n) hold at least `near` of each other, by all
 * that is matched, whatever its role? *near false for one document. */
int pair_is_near(const struct collection *c, const struct engine_options *o, const struct raw *raw, size_t n,
                 bool *near, struct crib_err *err);

#endif

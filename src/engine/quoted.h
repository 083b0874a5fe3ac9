/* SPDX-License-Identifier: MIT */
/* Which passages are quotations. */
#ifndef CRIB_ENGINE_QUOTED_H
#define CRIB_ENGINE_QUOTED_H

#include "engine/compare.h"

/* Passages (role passage) become quotations when on one of their sides more
 * than half the units stand in quotations with a source or in reference lists
 * (segment/quotations.h), and nothing beside these weighs the least length:
 * what was copied around a quotation is not hidden by it, the passage stays
 * one. Parallel over documents; O(text of those that have passages). */
int quoted_assign(const struct collection *c, const struct engine_options *o, struct comparison *cmp,
                  struct crib_err *err);

#endif

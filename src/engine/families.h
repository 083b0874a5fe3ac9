/* SPDX-License-Identifier: MIT */
/* Families of near-duplicates, compared with one of their own. */
#ifndef CRIB_ENGINE_FAMILIES_H
#define CRIB_ENGINE_FAMILIES_H

#include "engine/compare.h"

/* Pairs that are worth aligning besides those in cmp: in a large family the
 * index compares each copy with a few others, not with all (stars, hot
 * buckets), and no copy need have been compared with every other. For each
 * set of documents that near-duplicate edges connect, the one with most edges
 * leads; it is proposed with each member that it was not compared with.
 * Members unlike it are led by the next in a later call. Appends to *more
 * (pairs a << 32 | b, sorted, unique); none when every family is complete. At
 * most one pair for each document. */
int families_incomplete(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                        uint64_t **more, size_t *n_more, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Text put together from two others by turns is a passage for each stretch. */
#ifndef CRIB_ENGINE_INTERLEAVED_H
#define CRIB_ENGINE_INTERLEAVED_H

#include "engine/compare.h"

/* Cut the passages of cmp at gaps of `length` units and more that stand in one
 * document only and there are another document's text, so that what stands
 * around the gap and in it comes from two places. Both parts must be worth
 * telling by themselves. cmp->raw is read, cmp->founds changed: the raw list
 * is to be made anew when *n_cut is not 0. O(passages log passages + long gaps
 * * passages of their documents). */
int interleaved_cut(const struct collection *c, uint32_t length, struct comparison *cmp, size_t *n_cut,
                    struct crib_err *err);

#endif

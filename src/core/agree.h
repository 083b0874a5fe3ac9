/* SPDX-License-Identifier: MIT */
/* How far two rows go on agreeing past their differences. */
#ifndef CRIB_CORE_AGREE_H
#define CRIB_CORE_AGREE_H

#include "core/units.h"

/* An equal run: units [a, a + len) of one row and [b, b + len) of the other. */
struct agree_run { uint32_t a, b, len, weight; };

/* Weight of the units that agree in and around run r, in the same order, with
 * at most AGREE_SKIP units replaced, left out or put in between two stretches
 * that agree. A lower bound of what an alignment finds there, for telling a
 * candidate: greedy, it takes the nearest place where AGREE_AGAIN units agree.
 * Stops when `enough` is reached, or AGREE_DROP units of difference are not
 * made good. within_a, within_b: the units that may be looked at; they hold
 * the run. O(units passed * AGREE_SKIP). */
enum { AGREE_SKIP = 8, AGREE_AGAIN = 2, AGREE_DROP = 20 };
uint32_t agree_weight(const struct units *ua, const struct units *ub, struct agree_run r, struct unit_span within_a,
                      struct unit_span within_b, uint32_t enough);

/* Is it sure that nothing around the run agrees, so that agree_weight() would
 * find its own weight, whatever may be looked at? Asked of places that have a
 * seed in common by chance, which nearly all have. Never sure of rows that are
 * not packed, nor near a row's ends. O(AGREE_SKIP) without a branch. */
bool agree_stops(const struct units *ua, const struct units *ub, struct agree_run r);

#endif

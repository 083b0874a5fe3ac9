/* SPDX-License-Identifier: MIT */
/* The stupid twin of finding what stands twice: every pair of places, unit by
 * unit. */
#ifndef CRIB_TESTS_RUNS_REF_H
#define CRIB_TESTS_RUNS_REF_H

#include "core/units.h"

typedef void runs_ref_fn(uint32_t a, struct unit_span sa, uint32_t b, struct unit_span sb, void *arg);

/* Call fn for every maximal run of equal units of at least `length` weight
 * that stands in two places of rows[n] (a <= b). Two places in one row do not
 * overlap: of a run that reaches into its own copy every longest two places
 * that do not overlap are reported. O(units squared) and more when periodic. */
void runs_ref(const struct units *rows, uint32_t n, uint32_t length, runs_ref_fn *fn, void *arg);

#endif

/* SPDX-License-Identifier: MIT */
/* Time, memory at its highest, and the middle of several measurements. */
#ifndef CRIB_SPEED_CLOCK_H
#define CRIB_SPEED_CLOCK_H

#include "core/base.h"

enum { ROUNDS_MOST = 101 };

double clock_ms(bool wall); /* processor time of the calling thread, or time on the wall */

/* Forget the process's highest memory so far; what it was since then. Where
 * the system does not let it be forgotten, it is the highest since the start. */
void peak_forget(void);
uint64_t peak_kib(void);

/* v[n], 1 <= n <= ROUNDS_MOST; left as it is. */
double median_of(const double *v, int n);
double least_of(const double *v, int n);

/* For the bench's own programs: a failure ends them with status 2. */
void must(int rc, const struct crib_err *err);

#endif

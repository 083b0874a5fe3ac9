/* SPDX-License-Identifier: MIT */
/* Text that repeats itself at once: a million equal lines, one character
 * filling a file. */
#ifndef CRIB_MATCH_TANDEM_H
#define CRIB_MATCH_TANDEM_H

#include "sketch/sketch.h"

/* Drop the seeds inside stretches that repeat with one period four times or
 * more, but for those of the first two periods and of `length` units at both
 * edges. What is dropped says nothing that the kept ones do not: any window
 * inside the stretch also stands in its first period, and the stretch itself
 * becomes a passage of its first half with its second (anchor.h).
 *
 * seeds are one document's, by position. Returns how many were dropped, or -1
 * when memory was refused. O(units) amortised. */
int64_t tandem_thin(const struct units *u, struct seeds *seeds, uint32_t length, struct crib_err *err);

#endif

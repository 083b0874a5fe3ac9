/* SPDX-License-Identifier: MIT */
/* The line most like a contents entry, where none is the same. */
#ifndef CRIB_SEGMENT_NEARLINES_H
#define CRIB_SEGMENT_NEARLINES_H

#include "segment/segparts.h"

/* Of the open, short, unnumbered lines in [beg, end) the one whose wording is
 * most like that of line `entry`; UINT32_MAX when none shares at least three
 * fifths of it. The first of equals. */
uint32_t near_line(const struct cut *c, uint32_t entry, uint32_t beg, uint32_t end);

#endif

/* SPDX-License-Identifier: MIT */
/* Headings, list items and their numbers inside one document. */
#ifndef CRIB_SEGMENT_SECTIONS_H
#define CRIB_SEGMENT_SECTIONS_H

#include "segment/segment.h"
#include "segment/segparts.h"

/* Refine the lines [beg, end) whose role is LINE_BODY: line[i - beg] gets its
 * role, number and level. Linear. */
void sections_fill(const struct cut *c, uint32_t beg, uint32_t end, struct line *line);

#endif

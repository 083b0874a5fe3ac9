/* SPDX-License-Identifier: MIT */
/* Matching lines with the user's own pattern for the first line of a document. */
#ifndef CRIB_SEGMENT_PATTERN_H
#define CRIB_SEGMENT_PATTERN_H

#include "segment/segment.h"

/* The part of a pattern that matching changes: one for each member. */
struct matching;
struct matching *matching_new(const struct segment_pattern *p, struct crib_err *err); /* NULL: out of memory */
void matching_free(struct matching *m);

/* Is the pattern found in the line? Lines of more than 4096 bytes are no
 * titles; a pattern that takes too long on a line does not match it. */
bool matching_line(struct matching *m, const char *s, size_t n);

#endif

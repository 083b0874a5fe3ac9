/* SPDX-License-Identifier: MIT */
/* Matching of one line with a compiled --documents pattern. */
#ifndef CRIB_SEGMENT_DOCPATTERN_H
#define CRIB_SEGMENT_DOCPATTERN_H

#include "segment/segment.h"

bool pattern_matches(const struct segment_pattern *p, const char *s, size_t n);

#endif

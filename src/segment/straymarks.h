/* SPDX-License-Identifier: MIT */
/* Stray markers: ##…## with no white space and no # inside, left behind by
 * the software a text went through. */
#ifndef CRIB_SEGMENT_STRAYMARKS_H
#define CRIB_SEGMENT_STRAYMARKS_H

#include "core/span.h"

/* The same number as CRIB_MARK_MARKER, which this folder may not include. */
enum { MASKED_MARKER = 1 };

/* The whole of s[0, n) is one marker, or several. */
bool marker_fills(const char *s, size_t n);

/* The first marker in text[from, to): true, and where. Linear over a line
 * when called again from where the last one ended. */
bool marker_next(const char *text, uint32_t from, uint32_t to, struct txt_span *out);

#endif

/* SPDX-License-Identifier: MIT */
/* What the bytes of a line tell when all are looked at, once. */
#ifndef CRIB_SEGMENT_LINESCAN_H
#define CRIB_SEGMENT_LINESCAN_H

#include "core/base.h"

struct linescan {
    uint32_t width; /* columns, wide characters count 2 */
    bool stops;     /* a mark that ends a sentence (。；！？ or "! ") stands before the line's end */
    bool dates;     /* there may be a date in it; see linescan.c */
};

/* Of s[0, n), valid UTF-8. Linear. */
struct linescan linescan(const char *s, size_t n);
/* The same, one character after the other. */
struct linescan linescan_plain(const char *s, size_t n);

#endif

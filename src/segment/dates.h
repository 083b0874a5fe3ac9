/* SPDX-License-Identifier: MIT */
/* Lines that are dates, and lines that hold one. */
#ifndef CRIB_SEGMENT_DATES_H
#define CRIB_SEGMENT_DATES_H

#include "core/span.h"

enum date_shape {
    DATE_NONE,
    DATE_ALONE,   /* the line is a date: 2023年12月5日, 二〇二三年十二月, December 5, 2023 */
    DATE_BRACKET, /* the line is a date in brackets, with or without words: （2023年12月5日 通过） */
    DATE_FIRST,   /* begins with a date that names at least a month, then goes on */
    DATE_LAST,    /* ends with one */
    DATE_INSIDE
};

/* The shape of s[0, n); reads at most the first 400 bytes. */
int date_shape(const char *s, size_t n);

/* The next date in s[*from, n): its place; *from moves past it. False when
 * there is none. */
bool date_next(const char *s, size_t n, size_t *from, struct txt_span *date);

/* The latest date that s[0, n) states, as yyyymmdd, 0 when it states none; a
 * month or day that is not said, or not in figures, is 0. */
uint32_t date_latest(const char *s, size_t n);

/* The latest year (1900 to 2099, four figures) in s[0, n), as yyyy0000; 0 when
 * there is none. */
uint32_t year_latest(const char *s, size_t n);
/* The first. */
uint32_t year_first(const char *s, size_t n);

#endif

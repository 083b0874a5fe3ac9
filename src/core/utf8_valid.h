/* SPDX-License-Identifier: MIT */
/* Is a text UTF-8? Nearly every one is, and then nothing else is asked. */
#ifndef CRIB_CORE_UTF8_VALID_H
#define CRIB_CORE_UTF8_VALID_H

#include "core/base.h"

/* Well-formed by Unicode 15, table 3-7, as utf8_broken() counts. O(n). */
bool utf8_valid(const char *s, size_t n);
/* The same, byte by byte: what runs where there are no vectors. */
bool utf8_valid_plain(const char *s, size_t n);

#endif

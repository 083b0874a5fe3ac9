/* SPDX-License-Identifier: MIT */
/* Lists of frequent characters, sorted by code point. */
#ifndef CRIB_SOURCE_CHARSET_COMMON_H
#define CRIB_SOURCE_CHARSET_COMMON_H

#include <uchar.h>

#include "core/base.h"

const char16_t *charset_common_han(size_t *n);
const char16_t *charset_common_hangul(size_t *n);
bool charset_is_listed(const char16_t *list, size_t n, uint32_t c); /* O(log n) */

#endif

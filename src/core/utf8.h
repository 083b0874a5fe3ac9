/* SPDX-License-Identifier: MIT */
/* UTF-8, one code point at a time. Texts inside crib are valid UTF-8 (source
 * sees to that), but no function here reads past the end of any input. */
#ifndef CRIB_CORE_UTF8_H
#define CRIB_CORE_UTF8_H

#include "core/base.h"

enum { UTF8_BAD = 0xFFFD };

/* Decode the code point at s[*i], *i < n, and step past it. Ill-formed input
 * (overlong, surrogate, cut, beyond U+10FFFF) gives U+FFFD and steps past the
 * maximal ill-formed subpart, as the Unicode standard (3.9, table 3-8) and
 * the WHATWG decoder do. *ok, if not NULL, is cleared then and else left. */
uint32_t utf8_next_checked(const char *s, size_t n, size_t *i, bool *ok);

static inline uint32_t utf8_next(const char *s, size_t n, size_t *i)
{
    unsigned char c = (unsigned char)s[*i];
    if (c < 0x80)
        return (*i)++, c;
    if (c >= 0xE1 && c <= 0xEF && c != 0xED && n - *i >= 3 && ((unsigned char)s[*i + 1] & 0xC0) == 0x80 &&
        ((unsigned char)s[*i + 2] & 0xC0) == 0x80) {
        uint32_t cp = (uint32_t)(c & 0x0F) << 12 | (uint32_t)(s[*i + 1] & 0x3F) << 6 | (uint32_t)(s[*i + 2] & 0x3F);
        *i += 3;
        return cp;
    }
    return utf8_next_checked(s, n, i, NULL);
}

/* Byte offset of the code point that ends at i (0 < i <= n). */
static inline size_t utf8_prev(const char *s, size_t i)
{
    do
        i--;
    while (i > 0 && ((unsigned char)s[i] & 0xC0) == 0x80);
    return i;
}

size_t utf8_encode(uint32_t cp, char out[4]);      /* bytes written; a surrogate or worse becomes U+FFFD */
size_t utf8_count(const char *s, size_t n);        /* code points in valid UTF-8 */
size_t utf8_broken(const char *s, size_t n, size_t *first_at); /* ill-formed subparts; *first_at of the first */

#endif

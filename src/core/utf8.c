/* SPDX-License-Identifier: MIT */
/* UTF-8 by the table of well-formed sequences (Unicode 15, table 3-7). */
#include "core/utf8.h"

#include "core/utf8_valid.h"

uint32_t utf8_next_checked(const char *text, size_t n, size_t *i, bool *ok)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t at = *i;
    unsigned char c = s[at];
    if (c < 0x80)
        return *i = at + 1, c;
    unsigned lo = 0x80, hi = 0xBF, more;
    uint32_t cp;
    if (c >= 0xC2 && c <= 0xDF) {
        more = 1, cp = c & 0x1Fu;
    } else if (c >= 0xE0 && c <= 0xEF) {
        more = 2, cp = c & 0x0Fu;
        if (c == 0xE0) lo = 0xA0;
        if (c == 0xED) hi = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        more = 3, cp = c & 0x07u;
        if (c == 0xF0) lo = 0x90;
        if (c == 0xF4) hi = 0x8F;
    } else {
        goto bad;
    }
    at++;
    for (; more; more--, at++) {
        if (at >= n || s[at] < lo || s[at] > hi) {
            *i = at;
            goto flagged;
        }
        cp = cp << 6 | (s[at] & 0x3Fu);
        lo = 0x80, hi = 0xBF;
    }
    *i = at;
    return cp;
bad:
    *i = at + 1;
flagged:
    if (ok)
        *ok = false;
    return UTF8_BAD;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80)
        return out[0] = (char)cp, 1;
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if ((cp >= 0xD800 && cp < 0xE000) || cp > 0x10FFFF)
        cp = UTF8_BAD;
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_count(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_broken(const char *s, size_t n, size_t *first_at)
{
    size_t broken = 0;
    if (utf8_valid(s, n))
        return 0;
    for (size_t i = 0; i < n;) {
        if ((unsigned char)s[i] < 0x80) {
            i++;
            continue;
        }
        size_t at = i;
        bool ok = true;
        utf8_next_checked(s, n, &i, &ok);
        if (!ok && broken++ == 0 && first_at)
            *first_at = at;
    }
    return broken;
}

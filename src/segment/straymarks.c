/* SPDX-License-Identifier: MIT */
/* Finding stray markers. "## Heading ##" in Markdown has white space inside
 * and is none; "####" holds nothing and is none. */
#include "segment/straymarks.h"

#include "segment/linechars.h"

enum { MARKER_MOST = 64 }; /* bytes between the signs */

/* Bytes of the marker that begins at s[0] == '#', 0 when none does. */
static size_t marker_at(const char *s, size_t n)
{
    size_t i = 2;
    if (n < 5 || s[1] != '#' || s[2] == '#')
        return 0;
    while (i < n && i < MARKER_MOST + 2u && s[i] != '#') {
        uint32_t cp = utf8_next(s, n, &i);
        if (char_is_space(cp))
            return 0;
    }
    if (i + 2 > n || s[i] != '#' || s[i + 1] != '#')
        return 0;
    i += 2;
    return i < n && s[i] == '#' && !(i + 1 < n && s[i + 1] == '#') ? 0 : i;
}

bool marker_next(const char *text, uint32_t from, uint32_t to, struct txt_span *out)
{
    uint32_t i = from;
    while (i < to) {
        const char *sign = memchr(text + i, '#', to - i);
        if (sign == NULL)
            return false;
        i = (uint32_t)(sign - text);
        size_t n = marker_at(sign, to - i);
        if (n != 0) {
            *out = (struct txt_span){ i, i + (uint32_t)n };
            return true;
        }
        i++;
    }
    return false;
}

bool marker_fills(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        size_t j = i;
        if (char_is_space(utf8_next(s, n, &j))) {
            i = j;
            continue;
        }
        size_t m = s[i] == '#' ? marker_at(s + i, n - i) : 0;
        if (m == 0)
            return false;
        i += m;
    }
    return n > 0;
}

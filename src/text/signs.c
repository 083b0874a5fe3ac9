/* SPDX-License-Identifier: MIT */
/* Signs by Unicode's general categories. Bullets and frames (geometric shapes,
 * box drawing, stars) are layout. */
#include "text/signs.h"

#include <unicode/uchar.h>

#include "core/hash.h"
#include "core/utf8.h"

static bool is_ornament(uint32_t c)
{
    return (c >= 0x2500 && c <= 0x25FF) || c == 0x2605 || c == 0x2606 || c == 0xFFFC || c == 0xFFFD;
}

/* What a mark says of the figure beside it; 0: nothing. */
static uint32_t figure_sign(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    switch (c) {
    case '~': case 0x301C: return '~';
    case '%': case '/': case '+': case '<': case '>': case '=': case 0x2030: case 0xB0: case 0xB1: return c;
    default: break;
    }
    if (c == 0x2212 || u_charType((UChar32)c) == U_DASH_PUNCTUATION)
        return '-';
    return u_charType((UChar32)c) == U_CURRENCY_SYMBOL ? c : 0;
}

uint64_t signs_hash(const char *text, struct txt_span gap, bool beside_figure, uint64_t h)
{
    for (size_t i = gap.beg; i < gap.end;) {
        uint32_t c = utf8_next(text, gap.end, &i), sign = 0;
        if (beside_figure)
            sign = figure_sign(c);
        if (!sign && c >= 0x80 && (U_MASK(u_charType((UChar32)c)) & U_GC_S_MASK) && !is_ornament(c) &&
            !(c >= 0xFF01 && c <= 0xFF5E))
            sign = c;
        if (sign)
            h = hash_join(h, sign);
    }
    return h;
}

/* SPDX-License-Identifier: MIT */
/* What a document contains cannot drive the terminal: escape sequences begin
 * with a control, reordering needs a bidi control, hiding a zero-width one.
 * The list is by code point and not by ICU's property, so that the same bytes
 * come out whatever Unicode version the machine has. */
#include "core/harmless.h"

#include "core/utf8.h"

bool harmful(uint32_t cp)
{
    static const struct { uint32_t first, last; } range[] = {
        { 0x0000, 0x001F },   /* C0 */
        { 0x007F, 0x009F },   /* DEL, C1 */
        { 0x00AD, 0x00AD },   /* soft hyphen */
        { 0x034F, 0x034F },   /* combining grapheme joiner */
        { 0x061C, 0x061C },   /* Arabic letter mark */
        { 0x115F, 0x1160 },   /* Hangul fillers */
        { 0x17B4, 0x17B5 },   /* invisible Khmer vowels */
        { 0x180B, 0x180F },   /* Mongolian selectors and vowel separator */
        { 0x200B, 0x200F },   /* zero width, LRM, RLM */
        { 0x2028, 0x202E },   /* separators, embeddings, overrides */
        { 0x2060, 0x206F },   /* word joiner, invisible operators, isolates */
        { 0x3164, 0x3164 },   /* Hangul filler */
        { 0xFEFF, 0xFEFF },   /* byte order mark */
        { 0xFFA0, 0xFFA0 },   /* half width Hangul filler */
        { 0xFFF0, 0xFFFB },   /* interlinear annotation */
        { 0x1BCA0, 0x1BCA3 }, /* shorthand format controls */
        { 0x1D173, 0x1D17A }, /* musical format controls */
        { 0xE0000, 0xE00FF }, /* tags */
        { 0xE01F0, 0xE0FFF },
    };
    if ((cp >= 0x20 && cp < 0x7F) || (cp > 0x3164 && cp < 0xFEFF))
        return false; /* nearly everything */
    for (size_t i = 0; i < COUNT_OF(range); i++)
        if (cp <= range[i].last)
            return cp >= range[i].first;
    return false;
}

enum { ZWNJ = 0x200C, ZWJ = 0x200D, EMOJI_STYLE = 0xFE0F };

/* Scripts whose letters change shape beside a joiner. */
static bool joins(uint32_t cp)
{
    return (cp >= 0x0620 && cp < 0x0E00)     /* Arabic to Sinhala */
           || (cp >= 0x0F40 && cp < 0x10A0)  /* Tibetan, Myanmar */
           || (cp >= 0x1780 && cp < 0x1800)  /* Khmer */
           || (cp >= 0x1820 && cp < 0x18B0); /* Mongolian */
}

static bool is_pictorial(uint32_t cp)
{
    return (cp >= 0x2190 && cp < 0x2C00) || (cp >= 0x1F000 && cp < 0x20000);
}

uint32_t harmless_next(const char *s, size_t n, size_t *i, bool *escape)
{
    size_t at = *i;
    uint32_t cp = utf8_next(s, n, i);
    *escape = harmful(cp);
    if ((cp != ZWNJ && cp != ZWJ) || at == 0 || *i == n)
        return cp;
    size_t before_at = utf8_prev(s, at), after_at = *i;
    uint32_t before = utf8_next(s, n, &before_at), after = utf8_next(s, n, &after_at);
    bool emoji = cp == ZWJ && (is_pictorial(before) || before == EMOJI_STYLE) && is_pictorial(after);
    *escape = !emoji && !(joins(before) && joins(after));
    return cp;
}

size_t harmless_escape(uint32_t cp, char out[HARMLESS_ESCAPE + 1])
{
    int n = snprintf(out, HARMLESS_ESCAPE + 1, "\\u{%04" PRIX32 "}", cp & 0x1FFFFF);
    return (size_t)n;
}

int harmless_add(struct buf *out, const char *s, size_t n, struct crib_err *err)
{
    for (size_t i = 0; i < n;) {
        bool escape;
        size_t at = i;
        uint32_t cp = harmless_next(s, n, &i, &escape);
        char escaped[HARMLESS_ESCAPE + 1];
        if (escape)
            CRIB_TRY(buf_add(out, escaped, harmless_escape(cp, escaped), err));
        else
            CRIB_TRY(buf_add(out, s + at, i - at, err));
    }
    return CRIB_OK;
}

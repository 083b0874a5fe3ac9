/* SPDX-License-Identifier: MIT */
/* East Asian Width (UAX #11) and the part of line breaking (UAX #14) that a
 * report needs, from ICU's properties: wcwidth() depends on the locale and is
 * wrong for Chinese in the C locale. */
#include "report/width.h"

#include <unicode/uchar.h>

#include "core/harmless.h"

static bool combining(uint32_t cp)
{
    int8_t type = u_charType((UChar32)cp);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
           (cp >= 0x1160 && cp <= 0x11FF); /* Hangul vowels and finals join the syllable */
}

unsigned width_of(uint32_t cp, bool zh)
{
    if (cp < 0x7F)
        return 1;
    if (combining(cp))
        return 0;
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_WIDE:
    case U_EA_FULLWIDTH: return 2;
    case U_EA_AMBIGUOUS: return zh && u_ispunct((UChar32)cp) ? 2 : 1;
    default: return 1;
    }
}

size_t width_of_text(const char *s, size_t n, bool zh)
{
    size_t columns = 0;
    for (size_t i = 0; i < n;) {
        char shown[HARMLESS_ESCAPE + 1];
        bool escape;
        uint32_t cp = harmless_next(s, n, &i, &escape);
        columns += escape ? harmless_escape(cp, shown) : width_of(cp, zh);
    }
    return columns;
}

static bool closes(uint32_t cp)
{
    if (u_charType((UChar32)cp) == U_FINAL_PUNCTUATION)
        return true;
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK)) {
    case U_LB_CLOSE_PUNCTUATION:
    case U_LB_CLOSE_PARENTHESIS:
    case U_LB_EXCLAMATION:
    case U_LB_INFIX_NUMERIC:
    case U_LB_POSTFIX_NUMERIC:
    case U_LB_NONSTARTER:
    case U_LB_INSEPARABLE: return true;
    default: return false;
    }
}

static bool opens(uint32_t cp)
{
    return u_charType((UChar32)cp) == U_INITIAL_PUNCTUATION ||
           u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK) == U_LB_OPEN_PUNCTUATION;
}

bool width_may_break(uint32_t before, uint32_t after, bool zh)
{
    if (before < 0x7F && after < 0x7F)
        return false;
    if (width_of(before, zh) < 2 && width_of(after, zh) < 2)
        return false;
    return !combining(after) && !closes(after) && !opens(before);
}

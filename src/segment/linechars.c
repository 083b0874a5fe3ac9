/* SPDX-License-Identifier: MIT */
/* Character classes for segmentation. Ranges, not tables: a line is looked at
 * once, and only its first and last characters closely. */
#include "segment/linechars.h"

static bool in(uint32_t cp, uint32_t lo, uint32_t hi)
{
    return cp >= lo && cp <= hi;
}

bool char_is_space(uint32_t cp)
{
    return in(cp, 0x09, 0x0D) || cp == ' ' || cp == 0x85 || cp == 0xA0 || cp == 0x1680 || in(cp, 0x2000, 0x200B) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

bool char_is_latin(uint32_t cp)
{
    return in(cp | 0x20, 'a', 'z');
}

/* In most blocks capital and small letter take turns, the capital first at an
 * even place, in a few at an odd one. */
bool char_is_small(uint32_t cp)
{
    bool odd = cp & 1;
    if (cp < 0x100)
        return in(cp, 'a', 'z') || (cp >= 0xDF && cp != 0xF7);
    if (in(cp, 0x139, 0x148) || in(cp, 0x179, 0x17E) || in(cp, 0x4C1, 0x4CE))
        return !odd;
    if (in(cp, 0x100, 0x137) || in(cp, 0x14A, 0x177) || in(cp, 0x460, 0x481) || in(cp, 0x48A, 0x4BF) ||
        in(cp, 0x4D0, 0x52F) || in(cp, 0x1E00, 0x1E95) || in(cp, 0x1EA0, 0x1EFF))
        return odd;
    return cp == 0x138 || cp == 0x149 || cp == 0x17F || cp == 0x390 || in(cp, 0x3AC, 0x3CE) || in(cp, 0x430, 0x45F) ||
           cp == 0x4CF || in(cp, 0x560, 0x588) || in(cp, 0x1E96, 0x1E9D) || cp == 0x1E9F;
}

bool char_is_mark(uint32_t cp)
{
    if (cp < 0x80)
        return !char_is_latin(cp) && !in(cp, '0', '9');
    if (cp < 0x300)
        return in(cp, 0x80, 0xBF) || cp == 0xD7 || cp == 0xF7;
    return in(cp, 0x2000, 0x206F) || in(cp, 0x20A0, 0x20CF) || in(cp, 0x2190, 0x23FF) || in(cp, 0x2500, 0x2BFF) ||
           in(cp, 0x3000, 0x3004) || in(cp, 0x3008, 0x3020) || cp == 0x3030 || cp == 0x30FB || in(cp, 0xE000, 0xF8FF) ||
           in(cp, 0xFE00, 0xFE0F) || in(cp, 0xFE30, 0xFE6F) || cp == 0xFEFF || in(cp, 0xFF01, 0xFF0F) ||
           in(cp, 0xFF1A, 0xFF20) || in(cp, 0xFF3B, 0xFF40) || in(cp, 0xFF5B, 0xFF65) || in(cp, 0xFFE0, 0xFFFD);
}

bool char_is_han(uint32_t cp)
{
    return in(cp, 0x4E00, 0x9FFF) || in(cp, 0x3400, 0x4DBF) || in(cp, 0x20000, 0x3FFFF) || in(cp, 0xF900, 0xFAFF) ||
           cp == 0x3005 || cp == 0x3007;
}

bool char_is_wide(uint32_t cp)
{
    return char_is_han(cp) || in(cp, 0x1100, 0x115F) || in(cp, 0x2E80, 0x33FF) || in(cp, 0xA960, 0xA97F) ||
           in(cp, 0xAC00, 0xD7A3) || in(cp, 0xFE30, 0xFE6F) || in(cp, 0xFF01, 0xFF60) || in(cp, 0xFFE0, 0xFFE6) ||
           in(cp, 0x1F300, 0x1FAFF);
}

int char_digit_elsewhere(uint32_t cp)
{
    static const uint32_t zero[] = { 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66,
                                     0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0xFF10 };
    for (size_t i = 0; i < COUNT_OF(zero); i++)
        if (in(cp, zero[i], zero[i] + 9))
            return (int)(cp - zero[i]);
    return -1;
}

int char_han_digit(uint32_t cp)
{
    switch (cp) {
    case 0x3007: case 0x96F6: case 0x25CB: case 0x25EF: return 0; /* 零, and ○ ◯ written for 〇 */
    case 0x4E00: return 1;
    case 0x4E8C: case 0x4E24: return 2; /* 两 */
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return -1;
    }
}

bool char_is_closing(uint32_t cp)
{
    switch (cp) {
    case '.': case '!': case '?': case ';': case ',': case ':':
    case 0x3002: case 0xFF0E: case 0xFF61: case 0xFF01: case 0xFF1F: case 0xFF1B: case 0xFF0C: case 0xFF1A:
    case 0x3001: case 0x2026: case 0x0964: case 0x0965: case 0x061F: case 0x06D4: case 0x060C: case 0x17D4:
        return true;
    default:
        return false;
    }
}

bool char_is_closing_bracket(uint32_t cp)
{
    switch (cp) {
    case ')': case ']': case '}': case '"': case '\'': case '*': case '_':
    case 0x2019: case 0x201D: case 0x00BB: case 0x300B: case 0x3009: case 0x300D: case 0x300F: case 0x3011:
    case 0x3015: case 0xFF09: case 0xFF3D: case 0xFF5D: case 0xFF02: case 0xFF07:
        return true;
    default:
        return false;
    }
}

uint32_t char_fold(uint32_t cp)
{
    if (in(cp, 0xFF01, 0xFF5E))
        cp -= 0xFEE0;
    if (in(cp, 'A', 'Z') || (in(cp, 0xC0, 0xDE) && cp != 0xD7) || in(cp, 0x391, 0x3A9) || in(cp, 0x410, 0x42F))
        return cp + 32;
    if (in(cp, 0x400, 0x40F))
        return cp + 80;
    if (in(cp, 0x100, 0x137) || in(cp, 0x14A, 0x177) || in(cp, 0x460, 0x481) || in(cp, 0x48A, 0x4BF))
        return cp | 1;
    int digit = cp < 0x80 ? -1 : char_digit(cp);
    return digit >= 0 ? (uint32_t)('0' + digit) : cp;
}

bool char_is_redaction(uint32_t cp)
{
    switch (cp) {
    case 'X': case 'x': case '*': case 0xD7: case 0x2715: case 0x2716: case 0x25A1: case 0x25CB: case 0x25EF:
    case 0x25A0: case 0xFF38: case 0xFF58: case 0xFF0A: case 0x67D0: case 0x2573:
        return true;
    default:
        return false;
    }
}

/* SPDX-License-Identifier: MIT */
/* What segmentation asks about single characters. Small tables of its own:
 * the cutting of lines looks at shape, not at meaning, and must give the same
 * answer with every version of Unicode. */
#ifndef CRIB_SEGMENT_LINECHARS_H
#define CRIB_SEGMENT_LINECHARS_H

#include "core/span.h"
#include "core/utf8.h"

bool char_is_space(uint32_t cp);
/* Punctuation, symbols, controls and characters that do not show. */
bool char_is_mark(uint32_t cp);
/* Han, kana, Hangul and other characters as wide as two Latin letters. */
bool char_is_wide(uint32_t cp);
/* Han characters only (no kana, no Hangul). */
bool char_is_han(uint32_t cp);
/* An ASCII letter. */
bool char_is_latin(uint32_t cp);
/* A small letter of a script that has capitals: Latin, Greek, Cyrillic, Armenian. */
bool char_is_small(uint32_t cp);
/* A decimal digit of any script crib knows: its value, else -1. */
int char_digit_elsewhere(uint32_t cp); /* of those that are not ASCII */
static inline int char_digit(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= '0' && cp <= '9' ? (int)(cp - '0') : -1;
    return cp < 0x660 || (cp > 0x17E9 && cp < 0xFF10) ? -1 : char_digit_elsewhere(cp); /* nearly no letter is left */
}
/* The value of a Han digit 〇一二…九 (and 零 两 廿 aside): 0..9, else -1. */
int char_han_digit(uint32_t cp);
/* A mark that ends a sentence or a clause. */
bool char_is_closing(uint32_t cp);
/* One that ends a question; also the Arabic one, and Greek's where it is told from a semicolon. */
static inline bool char_is_question(uint32_t cp) { return cp == '?' || cp == 0xFF1F || cp == 0x061F || cp == 0x037E; }
/* Brackets and quotation marks that may stand after the closing mark. */
bool char_is_closing_bracket(uint32_t cp);
/* A dash longer than a hyphen. */
static inline bool char_is_dash(uint32_t cp) { return (cp >= 0x2012 && cp <= 0x2015) || cp == 0x2E3A || cp == 0x2E3B; }
/* One to one: full width to half width, capitals to small letters. */
uint32_t char_fold(uint32_t cp);
/* Stands for something taken out when it stands twice: X x × * □ ○ 某. */
bool char_is_redaction(uint32_t cp);

#endif

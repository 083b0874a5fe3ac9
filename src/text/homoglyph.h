/* SPDX-License-Identifier: MIT */
/* Words that mix Latin with Greek or Cyrillic letters that look Latin. */
#ifndef CRIB_TEXT_HOMOGLYPH_H
#define CRIB_TEXT_HOMOGLYPH_H

#include "core/base.h"
#include "text/token.h"

enum { LETTERS_LATIN = 1, LETTERS_GREEK = 2, LETTERS_CYRILLIC = 4 };

/* Which of these scripts a folded letter is of; 0 for any other. */
static inline unsigned letters_of(uint32_t folded)
{
    if (folded < 0x370)
        return LETTERS_LATIN;
    if (folded < 0x400)
        return LETTERS_GREEK;
    if (folded < 0x530)
        return LETTERS_CYRILLIC;
    if (folded >= 0x1E00 && folded < 0x2000)
        return folded < 0x1F00 ? LETTERS_LATIN : LETTERS_GREEK;
    return 0;
}

static inline bool letters_mixed(unsigned seen) { return seen & LETTERS_LATIN && seen & ~(unsigned)LETTERS_LATIN; }

/* The word's letters, as written and folded; when all of one script's look
 * like another's, folded[] is put into that one and true returned.
 *
 *   written, folded   u32[n]   letters, marks and digits of one word
 *
 * A word mostly of the other script takes its Latin letters into it (привeт
 * with a Latin e). Ordinary, and left alone: one Greek letter at either end
 * of a Latin word that looks like no Latin one or is small (μm, ΔT, kΩ,
 * αhelix), the letter o excepted. */
bool homoglyph_resolve(const uint32_t *written, uint32_t *folded, size_t n);

/* The same for the word in s[0, n): its characters, folded one by one, as far
 * as TOKEN_MOST, into folded[]; true when they were put into one script. */
bool homoglyph_in_word(const char *s, size_t n, uint32_t *folded, size_t *n_folded);

#endif

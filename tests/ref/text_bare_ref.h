/* SPDX-License-Identifier: MIT */
/* What of a word's letters and marks people leave out, or write without when
 * they have no key for it, asked of ICU each time. */
#ifndef CRIB_TESTS_REF_TEXT_BARE_REF_H
#define CRIB_TESTS_REF_TEXT_BARE_REF_H

#include "core/base.h"

/* A folded letter without its accents, before variants; 0 for a mark that
 * does not count; else c itself. */
uint32_t text_bare_ref(uint32_t c);

/* Forms of one letter for which keyboards differ: the Persian and Urdu ones
 * of Arabic letters. They are variants, as simplified and traditional
 * characters are. [i][0] and [i][1] are one letter. */
enum { TEXT_KEYBOARD_FORMS = 3 };
extern const uint16_t text_keyboard_forms[TEXT_KEYBOARD_FORMS][2];

#endif

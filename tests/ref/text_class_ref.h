/* SPDX-License-Identifier: MIT */
/* What the fold table ought to say of a character, variants aside, asked of
 * ICU each time. */
#ifndef CRIB_TESTS_REF_TEXT_CLASS_REF_H
#define CRIB_TESTS_REF_TEXT_CLASS_REF_H

#include "core/base.h"

/* No character folds to more. */
enum { TEXT_CASEFOLD_MOST = 32 };

/* NFKC_Casefold of c[n] into out[cap]; how many. Aborts when cap (in UTF-16
 * units) is too small. */
size_t text_casefold_ref(const uint32_t *c, size_t n, uint32_t *out, size_t cap);

/* Class and bits of c's entry; *folded is its folded form before variants,
 * and c where it folds to several. */
uint32_t text_class_ref(uint32_t c, uint32_t *folded);

bool text_assigned_ref(uint32_t c);
const char *text_unicode_ref(void); /* version of the ICU compiled against */

#endif

/* SPDX-License-Identifier: MIT */
/* Characters that show nothing, and whether they have a use where they stand. */
#ifndef CRIB_TEXT_HIDDEN_H
#define CRIB_TEXT_HIDDEN_H

#include "core/base.h"

/* CRIB_FLAG_ZERO_WIDTH or CRIB_FLAG_BIDI when the ignorable character at
 * text[at] has no ordinary use there; else 0. Its neighbours are looked for in
 * text[0, end); byte 0 is the text's beginning. O(1): no further than a
 * fixed number of characters. */
unsigned hidden_at(const char *text, size_t at, size_t end);

/* How many such characters stand in text[beg, end). */
size_t hidden_count(const char *text, size_t beg, size_t end);

#endif

/* SPDX-License-Identifier: MIT */
/* How a character sits on a terminal: its columns, and where a line may end. */
#ifndef CRIB_REPORT_WIDTH_H
#define CRIB_REPORT_WIDTH_H

#include "core/base.h"

/* Columns of a code point that is not shown escaped: 0 for combining marks, 2 for
 * wide and full-width characters, else 1. In Chinese text (zh) the common
 * punctuation of ambiguous width (“ ” ‘ ’ … — · and the like) counts as 2. */
unsigned width_of(uint32_t cp, bool zh);

/* Columns of a UTF-8 text, as it would be shown. */
size_t width_of_text(const char *s, size_t n, bool zh);

/* True when a line may end between two characters, neither of them a space:
 * beside a wide one, but never before closing nor after opening punctuation,
 * and never before a combining mark. */
bool width_may_break(uint32_t before, uint32_t after, bool zh);

#endif

/* SPDX-License-Identifier: MIT */
/* Words of spaced scripts. */
#ifndef CRIB_TEXT_WORD_H
#define CRIB_TEXT_WORD_H

#include "text/glyph.h"

/* The word that begins at `at`, a letter. True when it is done; false when
 * the table alone cannot fold it: then only beg, end and next are set. */
bool word_at(const struct stretch *s, size_t at, struct token *out);

#endif

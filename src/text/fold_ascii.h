/* SPDX-License-Identifier: MIT */
/* Words and numbers of ASCII letters and digits: nearly all there are. */
#ifndef CRIB_TEXT_FOLD_ASCII_H
#define CRIB_TEXT_FOLD_ASCII_H

#include "text/token.h"

/* The word that begins at `at`, an ASCII letter, or the number that begins at
 * `at`, an ASCII digit: what token_at() would make of it, but that the space
 * behind a word may be passed as well. False, *out as it was, where that takes
 * a closer look: at an x, at a sign of redaction, at a separator of thousands,
 * at any character that belongs to it and is not ASCII. Looks no further than
 * TOKEN_MOST bytes and one character. */
bool ascii_word_at(const struct stretch *s, size_t at, struct token *out);
bool ascii_number_at(const struct stretch *s, size_t at, struct token *out);

#endif

/* SPDX-License-Identifier: MIT */
/* Words that the end of a line cut in two. */
#ifndef CRIB_TEXT_HYPHEN_H
#define CRIB_TEXT_HYPHEN_H

#include "core/units.h"
#include "text/token.h"

/* The last unit of row is the last word of a line that ends at byte `end`;
 * the next line's text is text[next). Where the one ends with a hyphen and the
 * other begins with a word in small letters, *whole becomes the one word they
 * are without it, from the first's beginning to the second's end; else
 * whole->beg == whole->end. O(the word). CRIB_E_NOMEM only. */
int hyphen_between(const char *text, const struct units *row, uint32_t end, struct txt_span next, struct token *whole,
                   struct crib_err *err);

#endif

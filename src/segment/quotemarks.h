/* SPDX-License-Identifier: MIT */
/* Quotation marks of all scripts, and what stands among them. */
#ifndef CRIB_SEGMENT_QUOTEMARKS_H
#define CRIB_SEGMENT_QUOTEMARKS_H

#include "core/base.h"

/* Where the next character of text[at, end) stands that may open or close a
 * quotation: " « » U+FF02, U+2018 to 203A, U+300C to 301F; end when there is
 * none. text is valid UTF-8, a character begins at `at`. Linear. */
size_t quotemark_next(const char *text, size_t at, size_t end);
/* The same, one character after the other. */
size_t quotemark_next_plain(const char *text, size_t at, size_t end);

#endif

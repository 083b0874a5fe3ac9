/* SPDX-License-Identifier: MIT */
/* Words between spaces and line ends, as a row of units: for texts that say
 * which unit is what. */
#ifndef CRIB_TESTS_REF_SPLIT_WORDS_H
#define CRIB_TESTS_REF_SPLIT_WORDS_H

#include "core/units.h"

/* Words of s[beg, end) are appended to u. */
void split_words(const char *s, size_t beg, size_t end, struct units *u);

#endif

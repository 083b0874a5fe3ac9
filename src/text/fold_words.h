/* SPDX-License-Identifier: MIT */
/* The inner loop of folding for scripts with spaces, once for each kind of
 * processor: words of ASCII letters and digits, and what is dropped between
 * them. Nearly all of an English text is that. */
#ifndef CRIB_TEXT_FOLD_WORDS_H
#define CRIB_TEXT_FOLD_WORDS_H

#include "core/units.h"

/* From `at`, where a word begins, on; returns where what begins takes a closer
 * look (fold_ascii.h), is no ASCII, or may belong to the word before it, or
 * where out is nearly full: out has room for FOLD_WORDS_ROOM more units, some
 * of which are written, and written over. What the units are is what
 * ascii_word_at() would say, called again and again. Nothing was taken when
 * `at` is returned. */
enum { FOLD_WORDS_ROOM = 64 };
typedef size_t fold_words_fn(const char *text, size_t at, size_t end, struct units *out);

/* The fastest that this machine has; and all it has, which take the same
 * (returns how many). */
fold_words_fn *fold_words_best(void);
enum { FOLD_WORDS_LOOPS = 3 };
size_t fold_words_loops(fold_words_fn *out[FOLD_WORDS_LOOPS]);

#endif

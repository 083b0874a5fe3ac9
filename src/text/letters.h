/* SPDX-License-Identifier: MIT */
/* The letters of words without case and accents: what tells whether two forms
 * of a word, or a word and its compound, have a part in common. */
#ifndef CRIB_TEXT_LETTERS_H
#define CRIB_TEXT_LETTERS_H

#include "core/err.h"
#include "core/span.h"

enum { LETTERS_KNOWN = 0x530 }; /* code points below are looked up: Latin, Greek, Cyrillic */

struct letters {
    uint16_t plain[LETTERS_KNOWN]; /* 0: a mark, no letter */
    const void *decomposer;        /* ICU's */
};

/* CRIB_E_NOMEM when ICU has no decomposition. Nothing is to be given back. */
int letters_init(struct letters *l, struct crib_err *err);

/* Letters of the word into out[most]; returns how many. A letter of several
 * parts (ﬁ) counts as its first. Accents and other marks above or below are no
 * letters, vowel signs are. arg: a struct letters. Linear. */
uint32_t letters_of(const void *arg, const char *text, struct txt_span word, uint32_t *out, uint32_t most);

#endif

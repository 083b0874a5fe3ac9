/* SPDX-License-Identifier: MIT */
/* A few titled texts of words, written out in a test. */
#ifndef CRIB_TESTS_REF_SMALL_TEXTS_H
#define CRIB_TESTS_REF_SMALL_TEXTS_H

#include "cluster/misfiled.h"

struct small_text { char s[512]; struct units title, body; };

/* text[n] keeps what out[n] points to: texts[i] are a title and a body. */
void small_texts_make(struct small_text *text, struct titled *out, const char *const (*texts)[2], size_t n);
void small_texts_done(struct small_text *text, size_t n);

#endif

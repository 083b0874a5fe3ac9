/* SPDX-License-Identifier: MIT */
/* Characters that must not reach a terminal or a spreadsheet as they are. */
#ifndef CRIB_CORE_HARMLESS_H
#define CRIB_CORE_HARMLESS_H

#include "core/buf.h"

/* True for C0 and C1 controls (line ends and tabs included), bidirectional
 * controls, zero-width and other invisible format characters, line and
 * paragraph separators, tag characters. Variation selectors are ordinary. */
bool harmful(uint32_t cp);

/* The code point at s[*i], stepped past as utf8_next() does; *escape says
 * whether it is to be shown escaped: when it is harmful, but for a joiner
 * where its script has a use for it (ZWNJ in Persian, ZWJ in Indic scripts
 * and in emoji). */
uint32_t harmless_next(const char *s, size_t n, size_t *i, bool *escape);

enum { HARMLESS_ESCAPE = 11 };

/* Write "\u{200B}" for cp into out, NUL terminated; returns its length. */
size_t harmless_escape(uint32_t cp, char out[HARMLESS_ESCAPE + 1]);

/* Append n bytes of UTF-8 with what is harmful escaped. */
int harmless_add(struct buf *out, const char *s, size_t n, struct crib_err *err);

#endif

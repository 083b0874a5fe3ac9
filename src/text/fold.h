/* SPDX-License-Identifier: MIT */
/* Folding: text to units, with exact positions (DESIGN: one folding). */
#ifndef CRIB_TEXT_FOLD_H
#define CRIB_TEXT_FOLD_H

#include "core/span.h"
#include "core/units.h"

enum { FOLD_MARKDOWN = 1 }; /* '*' and '_' are markup, never a redaction */

/* Append the units of text[run.beg, run.end) to *out. A run is one stretch of
 * running text (a line without its list marker); a word, number or redaction
 * never reaches across runs, so call it for each run in order. text is valid
 * UTF-8. Linear; CRIB_E_NOMEM or CRIB_E_LIMIT only. */
int fold_run(const char *text, struct txt_span run, unsigned flags, struct units *out, struct crib_err *err);

/* Hash of the fold table: an index made with another one is refused. */
uint64_t fold_table_hash(void);

/* Fold to plain text, for showing and for titles: units joined, words apart
 * by one space, numbers in ASCII digits, redactions as U+25A1. */
struct buf;
int fold_print(const char *text, const struct units *u, struct unit_span s, struct buf *out, struct crib_err *err);

#endif

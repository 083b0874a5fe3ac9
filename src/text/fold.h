/* SPDX-License-Identifier: MIT */
/* Folding: text to units, with exact positions (DESIGN: one folding).
 *
 * What becomes a unit
 *   character   of a script written without spaces, and a Hangul syllable,
 *               with the marks that belong to it (ที่ is one unit); a private
 *               use character. ㍿ and its like, which fold to several
 *               characters, are one unit as well.
 *   word        letters, marks and digits, beginning with a letter; an
 *               apostrophe between two letters belongs to it and is not
 *               hashed. Any other mark, a hyphen and _ among them, ends it.
 *   number      digits of any script, with . between two, with , before
 *               three that end there (2,023) and : before two (10:30).
 *               Letters after it are the next unit: 5G is 5 and g.
 *   redaction   two or more of X x × * □ ■ ○ ● ◯ █ ╳ ✕ ✖, with digits and the
 *               same . , : between them (20XX, xx.x), with no Latin letter
 *               beside it; or two or more 某.
 * White space, punctuation, controls, default-ignorables, symbols and emoji
 * are dropped; default-ignorables and controls do not end a word.
 *
 * Values of `code`                 top bits
 *   folded character               000…, < 0x110000
 *   UNIT_PLACEHOLDER               0x110000
 *   character of several parts     001 and 29 bits of their hash
 *   word                           1   and 31 bits of its hash
 * `exact` is the code, but for a number
 *                                  01  and 30 bits of the hash of its figures
 * so that no number's exact value is anything else's code. */
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

/* Append one unit that was read otherwise (text/token.h). CRIB_E_NOMEM or CRIB_E_LIMIT only. */
struct token;
int fold_put(struct units *out, const struct token *t, struct crib_err *err);

/* Hash of the fold table: an index made with another one is refused. */
uint64_t fold_table_hash(void);

/* Fold to plain text, for showing and for titles: units joined, words and
 * numbers apart by one space, numbers in ASCII digits, redactions as U+25A1. */
struct buf;
int fold_print(const char *text, const struct units *u, struct unit_span s, struct buf *out, struct crib_err *err);

#endif

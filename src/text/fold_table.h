/* SPDX-License-Identifier: MIT */
/* The fold table: for every code point its folded form and its class.
 *
 * fold_table.c is made by scripts/make-fold-table and checked in, so that
 * what an index holds does not depend on the ICU of the machine; README and
 * licence notices of its sources stand beside it.
 *
 *   entry, 32 bits
 *     0..3    enum fold_class
 *     4       FOLD_JOINS     may compose with what stands before it
 *     5       FOLD_REORDERS  has a combining class: may trade places with a neighbour that has one
 *     6       FOLD_SEVERAL   folds to several characters: ICU folds it
 *     8..31   folded form minus the code point, modulo 2^24
 *
 * A word's letters are hashed bare: without accents, and without the marks
 * and forms of letters that people leave out or have no key for.
 */
#ifndef CRIB_TEXT_FOLD_TABLE_H
#define CRIB_TEXT_FOLD_TABLE_H

#include <stdint.h>

enum fold_class {
    FOLD_DROP,   /* white space, punctuation, symbols: nothing, and the word ends  */
    FOLD_CHAR,   /* a unit of its own: scripts without spaces, private use         */
    FOLD_LETTER, /* of a spaced script                                             */
    FOLD_MARK,   /* combining: belongs to what stands before it                    */
    FOLD_DIGIT,  /* decimal, of any script; its folded form is the ASCII digit     */
    FOLD_IGNORE, /* control or default-ignorable: nothing, and the word goes on    */
    FOLD_SIGN,   /* × * □ and the like: two or more are a redaction, else nothing  */
    FOLD_SOME    /* 某: a character, but two or more are a redaction                */
};

enum { FOLD_CLASS = 0x0F, FOLD_JOINS = 0x10, FOLD_REORDERS = 0x20, FOLD_SEVERAL = 0x40, FOLD_SHIFT = 8 };

/* Signs that stand for something taken out, folded: * × ■ □ ○ ● ◯ █ ╳ ✕ ✖ */
#define FOLD_REDACTION_SIGNS \
    { '*', 0xD7, 0x25A0, 0x25A1, 0x25CB, 0x25CF, 0x25EF, 0x2588, 0x2573, 0x2715, 0x2716 }
#define FOLD_SOMEBODY 0x67D0 /* 某 */

/* Ranges in which letters that look Latin are known. */
enum { FOLD_GREEK = 0x370, FOLD_CYRILLIC = 0x400, FOLD_CYRILLIC_END = 0x530 };

extern const char fold_table_unicode[];   /* Unicode version it was made from, "15.0" */
extern const uint16_t fold_page[0x1100];  /* which page of entries serves code points [256 p, 256 p + 256) */
extern const uint32_t fold_entry[][256];
extern const uint32_t fold_pages;         /* pages in fold_entry */
/* [c - FOLD_GREEK] the folded Latin letter that a Greek or Cyrillic letter
 * looks like, 0 when none. */
extern const char fold_latin[FOLD_CYRILLIC_END - FOLD_GREEK];
/* [0: Greek, 1: Cyrillic][ASCII letter] the folded letter it looks like, 0. */
extern const uint16_t fold_unlatin[2][128];

/* Of a folded letter or mark of a word, what is hashed; 0: nothing. Beyond the
 * end each is what it is: no language in use has accents there. */
enum { FOLD_BARE_END = 0x2000 };
extern const uint16_t fold_bare[FOLD_BARE_END];

static inline uint32_t fold_bare_of(uint32_t folded) { return folded < FOLD_BARE_END ? fold_bare[folded] : folded; }

static inline uint32_t fold_entry_of(uint32_t c) { return fold_entry[fold_page[c >> 8]][c & 0xFF]; }
static inline uint32_t fold_entry_to(uint32_t c, uint32_t e) { return (c + (e >> FOLD_SHIFT)) & 0xFFFFFF; }

#endif

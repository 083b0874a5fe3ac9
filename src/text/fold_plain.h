/* SPDX-License-Identifier: MIT */
/* The inner loop of folding, once for each kind of processor: characters of
 * three bytes that are a unit each, and what is dropped between them. Nearly
 * all of a Chinese text is that. */
#ifndef CRIB_TEXT_FOLD_PLAIN_H
#define CRIB_TEXT_FOLD_PLAIN_H

#include "core/units.h"
#include "text/fold_table.h"

/* The one combination of class and bits that is a unit without further ado. */
static inline bool fold_is_plain(uint32_t entry) { return (entry & 0xFF) == FOLD_CHAR; }
static inline bool fold_is_dropped(uint32_t entry) { return (entry & 0xFF) == FOLD_DROP; }

/* Characters of three bytes as the loops see them: what a plain one folds to,
 * where that is a 16-bit number; else one of these. Made of the fold table
 * when it is first asked for, 128 KB in a third of a millisecond: twice as
 * much of it stays in cache, and one look-up serves where two did. */
enum { FOLD_FLAT_OTHER = 0, FOLD_FLAT_DROPPED = 1 };
const uint16_t *fold_flat(void); /* [0x10000] */

/* From `at` on; returns where a character of another kind or length begins.
 * *open: the end of the last character, unless it is dropped. out has room for
 * (end - at) / 3 + FOLD_PLAIN_ROOM more units: what is too much is written,
 * and written over. */
enum { FOLD_PLAIN_ROOM = 16 };
typedef size_t fold_plain_fn(const uint16_t *flat, const char *text, size_t at, size_t end, struct units *out,
                             size_t *open);

fold_plain_fn fold_plain_by_four; /* everywhere */

/* The fastest that this machine has. */
fold_plain_fn *fold_plain_best(void);

#endif

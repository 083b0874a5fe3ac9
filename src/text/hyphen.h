/* SPDX-License-Identifier: MIT */
/* Words that the end of a line cut in two. */
#ifndef CRIB_TEXT_HYPHEN_H
#define CRIB_TEXT_HYPHEN_H

#include "core/err.h"
#include "core/units.h"

/* Units [first, row->n) are those of a line whose text begins at byte `beg`; the
 * line before it in the row ends at byte `end`. Where that ends with a word and
 * a hyphen, and this one begins with a word in small letters, the two become
 * the one word they are without the hyphen, which stands at both places and
 * what is between. Not packed. O(units of the line) where it does, else O(1).
 * CRIB_E_NOMEM or CRIB_E_LIMIT only. */
int hyphen_join(const char *text, uint32_t end, uint32_t beg, uint32_t first, struct units *row, struct crib_err *err);

#endif

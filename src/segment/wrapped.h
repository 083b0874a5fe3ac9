/* SPDX-License-Identifier: MIT */
/* Paragraphs whose lines were broken where a line was full: e-mail, manuals,
 * licences. Their lines look like titles, short and open, and are none. */
#ifndef CRIB_SEGMENT_WRAPPED_H
#define CRIB_SEGMENT_WRAPPED_H

#include "segment/segparts.h"

/* Sets c->wrapped and c->wraps. Linear; only refused memory fails. */
int wrapped_find(struct cut *c, struct crib_err *err);

/* What c->wrapped[i] would be, of one line: looks no further than the lines
 * that may belong to its paragraph. */
bool wrapped_holds(const struct cut *c, uint32_t i);

/* May line i be a paragraph's second or later one? */
bool wrapped_may_continue(const struct cut *c, uint32_t i);

#endif

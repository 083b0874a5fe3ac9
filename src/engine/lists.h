/* SPDX-License-Identifier: MIT */
/* Parallel items inside one paragraph (第三档占比…第四档占比…) are a list
 * pattern, not passages. */
#ifndef CRIB_ENGINE_LISTS_H
#define CRIB_ENGINE_LISTS_H

#include "engine/compare.h"

/* Mark as list every raw passage inside one document whose two places lie in
 * one paragraph (line), unless the second is an exact repetition that follows
 * the first at once. */
void lists_mark(const struct collection *c, struct comparison *cmp);

/* The line of a document that holds a byte; NULL when none does. */
const struct line *line_at(const struct document *d, uint32_t byte);

#endif

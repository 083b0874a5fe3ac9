/* SPDX-License-Identifier: MIT */
/* Parallel items inside one paragraph (第三档占比…第四档占比…) are a list
 * pattern, not passages. */
#ifndef CRIB_ENGINE_LISTS_H
#define CRIB_ENGINE_LISTS_H

#include "engine/collection.h"

/* paragraph[i]: number of the line that unit i of document d stands in. */
void lists_paragraphs(const struct document *d, const struct units *u, uint32_t *paragraph);

/* The line of a document that holds a byte; NULL when none does. */
const struct line *line_at(const struct document *d, uint32_t byte);

#endif

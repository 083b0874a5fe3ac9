/* SPDX-License-Identifier: MIT */
/* A passage's text as it stands: its hash, and the punctuation that closes it. */
#ifndef CRIB_MATCH_SURFACE_H
#define CRIB_MATCH_SURFACE_H

#include "core/hash.h"
#include "match/describe.h"

/* Hash of a stretch of text without its white space. */
uint64_t surface_hash(const char *text, struct txt_span s);
/* The id of a passage with these two surfaces, whichever is named first: it
 * stays when a file gets another name, or becomes the submission. */
static inline uint64_t passage_id(uint64_t x, uint64_t y) { return x < y ? hash_join(x, y) : hash_join(y, x); }

/* Lengthen both spans over the closing punctuation that follows on both
 * sides, as long as it is the same. Line ends stop it. */
void surface_take_closing(const struct side *a, struct txt_span *sa, const struct side *b, struct txt_span *sb);

#endif

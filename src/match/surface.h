/* SPDX-License-Identifier: MIT */
/* A passage's text as it stands: its hash, and the punctuation that closes it. */
#ifndef CRIB_MATCH_SURFACE_H
#define CRIB_MATCH_SURFACE_H

#include "match/describe.h"

/* Hash of a stretch of text without its white space. */
uint64_t surface_hash(const char *text, struct txt_span s);

/* Lengthen both spans over the closing punctuation that follows on both
 * sides, as long as it is the same. Line ends stop it. */
void surface_take_closing(const struct side *a, struct txt_span *sa, const struct side *b, struct txt_span *sb);

#endif

/* SPDX-License-Identifier: MIT */
/* A short cut around json-c for rows that are plain: an object of strings,
 * whole numbers, true, false and null. Nearly all are. */
#ifndef CRIB_SOURCE_JSONL_QUICK_H
#define CRIB_SOURCE_JSONL_QUICK_H

#include "source/jsonl_row.h"

struct jsonl_quick {
    const char *raw;      /* [n_raw] the text as it stands in the row, escapes and all */
    size_t n_raw, n_text; /* n_text: bytes of it without */
    const char *id;       /* [n_id] NULL: the row has none that names it */
    size_t n_id;
};

/* The text and the id of a row line[n], valid UTF-8, no white space at its
 * edges: what json-c says of them. False where json-c must be asked: the row
 * is not plain, has no text, an id that is not plain, or one of them twice. */
bool jsonl_quick_read(const char *line, size_t n, const struct jsonl_options *o, struct jsonl_quick *out);

/* The n_text bytes of the text to `to`. */
void jsonl_quick_text(const struct jsonl_quick *q, char *to);

#endif

/* SPDX-License-Identifier: MIT */
/* JSON Lines: one object a line, one member an object. */
#ifndef CRIB_SOURCE_JSONL_READ_H
#define CRIB_SOURCE_JSONL_READ_H

#include "source/input.h"
#include "source/source.h"

/* What json-c can be given at once. */
#define JSONL_ROW_MOST ((size_t)INT32_MAX - 1)

struct jsonl_options {
    const char *text_field, *id_field; /* a key, or keys joined by dots */
    size_t row_most;                   /* bytes; a longer row is lost */
    bool placed;                       /* complaints say where: the bytes are those of the file */
};

/* Read rows from *have (UTF-8 that was read already, `skip` bytes of it to be
 * left out) and then from *in until its end. Every row that holds a text
 * becomes a member of *s, sorted by name; what is wrong with the others
 * becomes complaints, the first 20 each by itself. Objects nest at most 32
 * deep. Linear; besides the members one row is held. */
int jsonl_read(struct input *in, struct buf *have, size_t skip, const struct jsonl_options *o, struct source *s,
               struct crib_err *err);

/* The first line that is not blank is whole and an object with a text. */
bool jsonl_begins(const char *bytes, size_t n, const struct jsonl_options *o);

#endif

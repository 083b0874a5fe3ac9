/* SPDX-License-Identifier: MIT */
/* JSON Lines: one object a line, one member an object. */
#ifndef CRIB_SOURCE_JSONL_READ_H
#define CRIB_SOURCE_JSONL_READ_H

#include "source/jsonl_row.h"

/* Read rows from *have (UTF-8 that was read already, `skip` bytes of it to be
 * left out) and then from *in until its end. Every row that holds a text
 * becomes a member of *s, sorted by name; what is wrong with the others
 * becomes complaints, the first 20 each by itself. Objects nest at most 32
 * deep. Linear; besides the members a megabyte of the file is held for each thread,
 * or one row. The same result for any number of threads. */
int jsonl_read(struct input *in, struct buf *have, size_t skip, const struct jsonl_options *o, struct source *s,
               struct crib_err *err);

#endif

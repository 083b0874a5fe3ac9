/* SPDX-License-Identifier: MIT */
/* What reading, writing and mending the log of decisions share. */
#ifndef CRIB_STORE_DECISIONS_INSIDE_H
#define CRIB_STORE_DECISIONS_INSIDE_H

#include "core/buf.h"
#include "store/decisions.h"

/* The whole log, to mem_free(); NULL when there is none. */
int decisions_read_text(const char *folder, char **text, size_t *n, struct crib_err *err);
/* Is the line, without its end, as it was written behind d->last? Then *out
 * is in d's arena and d->last its sum. */
bool decisions_read_line(struct decisions *d, const char *s, size_t n, struct decision *out, struct crib_err *err,
                         int *rc);
/* The sum that stands in a line, whole or not. */
bool decisions_line_sum(const char *s, size_t n, uint64_t *sum);
/* Lines that follow d's, into b, which is to be emptied unless this fails. */
int decisions_lines(const struct decisions *d, const struct decision *v, size_t n, struct buf *b, struct crib_err *err);

#endif

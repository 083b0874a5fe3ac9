/* SPDX-License-Identifier: MIT */
/* From the lines of a document to its unit row. */
#ifndef CRIB_ENGINE_ROWS_H
#define CRIB_ENGINE_ROWS_H

#include "core/units.h"
#include "segment/segment.h"

/* The running text of d, a document of m: its body, headings, list items and
 * quotations, without markers and numbers and around what is masked. It is
 * written on the desk, over what was there: sketch it while it is in cache,
 * and keep it packed. */
int rows_fold(const struct member *m, const struct document *d, struct units *desk, struct crib_err *err);
/* Append all its lines' units, title, signature and all. */
int rows_fold_whole(const struct member *m, const struct document *d, struct units *row, struct crib_err *err);

#endif

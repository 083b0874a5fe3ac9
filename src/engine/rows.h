/* SPDX-License-Identifier: MIT */
/* From the lines of a document to its unit row. */
#ifndef CRIB_ENGINE_ROWS_H
#define CRIB_ENGINE_ROWS_H

#include "core/units.h"
#include "segment/segment.h"

/* Append the running text of d, a document of m: its body, headings, list
 * items and quotations, without markers and numbers and around what is masked. */
int rows_fold(const struct member *m, const struct document *d, struct units *row, struct crib_err *err);
/* The same of all its lines, title, signature and all. */
int rows_fold_whole(const struct member *m, const struct document *d, struct units *row, struct crib_err *err);

#endif

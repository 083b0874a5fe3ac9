/* SPDX-License-Identifier: MIT */
/* A text cut into its lines. */
#ifndef CRIB_SOURCE_LINES_H
#define CRIB_SOURCE_LINES_H

#include "source/source.h"

/* Of a run of blank lines this many become blocks. */
enum { BLANK_RUN_MOST = 64 };

/* Fill m->block from m->text: kinds BLOCK_BLANK and BLOCK_TEXT. Spans leave
 * out Unicode white space and U+FEFF at both edges; a blank line's span is
 * empty, at the line's start. Linear. */
int lines_cut(struct member *m, struct crib_err *err);

/* Unicode's White_Space, and U+FEFF. */
bool is_white(uint32_t c);

/* s without white space at its edges. */
struct txt_span lines_trim(const char *text, struct txt_span s);

#endif

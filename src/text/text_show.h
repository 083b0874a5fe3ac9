/* SPDX-License-Identifier: MIT */
/* `crib show units`: a document's row, one unit a line. */
#ifndef CRIB_TEXT_TEXT_SHOW_H
#define CRIB_TEXT_TEXT_SHOW_H

#include "core/buf.h"
#include "core/units.h"

/* Number, kind, bytes, surface; tabs between. */
int text_show_units(const char *text, const struct units *u, struct buf *out, struct crib_err *err);

#endif

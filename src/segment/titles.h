/* SPDX-License-Identifier: MIT */
/* Documents without a contents page: by wording and numbering. */
#ifndef CRIB_SEGMENT_TITLES_H
#define CRIB_SEGMENT_TITLES_H

#include "segment/segparts.h"

/* Set c->starts when the text shows itself to be a compilation; else leave it
 * empty. Linear (sorts of what it collects). */
int titles_find(struct cut *c, struct crib_err *err);

#endif

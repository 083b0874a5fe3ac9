/* SPDX-License-Identifier: MIT */
/* Captions of figures and heads of tables: short and open like titles, often
 * worded alike, and numbered (Figure 3.5. …, 表3-2 …). */
#ifndef CRIB_SEGMENT_CAPTIONS_H
#define CRIB_SEGMENT_CAPTIONS_H

#include "segment/segparts.h"

/* Sets c->caption. Linear; only refused memory fails. */
int captions_find(struct cut *c, struct crib_err *err);

#endif

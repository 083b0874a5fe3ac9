/* SPDX-License-Identifier: MIT */
/* Page furniture: page numbers and running headers. */
#ifndef CRIB_SEGMENT_FURNITURE_H
#define CRIB_SEGMENT_FURNITURE_H

#include "segment/segparts.h"

/* Set SHAPE_FURNITURE on the lines that are it. Linear (one sort). */
int furniture_find(struct cut *c, struct crib_err *err);

#endif

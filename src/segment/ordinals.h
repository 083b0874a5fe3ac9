/* SPDX-License-Identifier: MIT */
/* Documents that are numbered themselves: 篇1： … 篇2： …, or 1. … 2. … over
 * texts that number their sections from 一、 or 第一条. */
#ifndef CRIB_SEGMENT_ORDINALS_H
#define CRIB_SEGMENT_ORDINALS_H

#include "segment/segparts.h"

/* Set c->starts when such a series runs through the text. Linear. */
int ordinals_find(struct cut *c, struct crib_err *err);

#endif

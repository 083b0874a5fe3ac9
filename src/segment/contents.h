/* SPDX-License-Identifier: MIT */
/* Contents pages: runs of short lines that recur, in order, as lines of the
 * text below them. */
#ifndef CRIB_SEGMENT_CONTENTS_H
#define CRIB_SEGMENT_CONTENTS_H

#include "segment/segparts.h"

/* Mark every contents page in c->contents. When one of them lists documents
 * (not sections), set c->starts to where these begin. */
int contents_find(struct cut *c, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* What each line of a document is. */
#ifndef CRIB_SEGMENT_DOCROLES_H
#define CRIB_SEGMENT_DOCROLES_H

#include "segment/segment.h"
#include "segment/segparts.h"

/* Fill doc->line and doc->masked for lines [s->at, end) of the cut; `last`:
 * no document follows. The arrays come from `a`. */
int docroles_fill(const struct cut *c, const struct start *s, uint32_t end, bool last, bool markdown,
                  struct document *doc, struct arena *a, struct crib_err *err);

/* A line that carries a contact and stands at a source's edge. */
bool docroles_is_edge_advert(const struct cut *c, uint32_t i);

#endif

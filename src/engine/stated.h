/* SPDX-License-Identifier: MIT */
/* What a document says of itself: when it was written, for which year, by whom. */
#ifndef CRIB_ENGINE_STATED_H
#define CRIB_ENGINE_STATED_H

#include "engine/collection.h"
#include "store/catalogue.h"

/* Where it is signed and dated, else the title's date, else the latest year
 * in the title; yyyymmdd, 0 for what is not said. For telling the newer of two. */
uint32_t stated_date(const struct doc *d);

/* Fill *out; the office's name is in the arena. */
int stated_read(const struct doc *d, struct arena *a, struct catalogue_stated *out, struct crib_err *err);

#endif

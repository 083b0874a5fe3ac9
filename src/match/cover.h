/* SPDX-License-Identifier: MIT */
/* Which units of a row are told already: a bit for each. */
#ifndef CRIB_MATCH_COVER_H
#define CRIB_MATCH_COVER_H

#include "core/mem.h"
#include "core/units.h"

/* Room for n units, none of them covered. */
int cover_clear(uint64_t **bits, size_t *cap, uint32_t n, struct crib_err *err);
void cover_add(uint64_t *bits, struct unit_span s);
bool cover_holds(const uint64_t *bits, struct unit_span s); /* all of s */
uint32_t cover_count(const uint64_t *bits, struct unit_span s);

#endif

/* SPDX-License-Identifier: MIT */
/* Spans carry their ruler in their type, so that one cannot be passed for the
 * other. Half open. */
#ifndef CRIB_CORE_SPAN_H
#define CRIB_CORE_SPAN_H

#include "core/base.h"

struct txt_span { uint32_t beg, end; };  /* bytes of a member's extracted UTF-8 text */
struct unit_span { uint32_t beg, end; }; /* unit numbers of one document's row */

/* A member's text is at most this long: 32 bits hold any offset, and comparing
 * it needs about ten times as much memory. */
#define TXT_MOST ((size_t)1 << 30)

static inline uint32_t txt_len(struct txt_span s) { return s.end - s.beg; }
static inline uint32_t unit_len(struct unit_span s) { return s.end - s.beg; }

#endif

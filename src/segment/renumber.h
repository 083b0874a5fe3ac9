/* SPDX-License-Identifier: MIT */
/* Writing a marker's number anew, in the way it was written. */
#ifndef CRIB_SEGMENT_RENUMBER_H
#define CRIB_SEGMENT_RENUMBER_H

#include "core/span.h"

enum { RENUMBER_MOST = 64 }; /* bytes of a figure written anew */

/* The figure s[0, n) (12, 012, １２, 十二, ⑫, xii, B) as `value`, in its own
 * digits: its bytes in out, their number; 0 when it cannot say that value. */
size_t figure_as(const char *s, size_t n, uint32_t value, char out[RENUMBER_MOST]);

/* Where in the line s[0, n) the number of its marker (number_read) stands, and
 * what to put there for `value`. False when there is no such marker, or the
 * line would not read as one with that value. */
bool renumber(const char *s, size_t n, uint32_t value, struct txt_span *figure, char out[RENUMBER_MOST], size_t *n_out);

#endif

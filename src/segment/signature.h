/* SPDX-License-Identifier: MIT */
/* Who signed a document, and when: the short lines at its end. */
#ifndef CRIB_SEGMENT_SIGNATURE_H
#define CRIB_SEGMENT_SIGNATURE_H

#include "segment/segparts.h"

/* Set role[i - beg] to LINE_SIGNATURE for the signature lines of the document
 * of lines [beg, end), whose body begins at `body`. Lines that have a role
 * already (not LINE_BODY) are passed over. Returns one past the last of the
 * signature lines, or 0. */
uint32_t signature_find(const struct cut *c, uint32_t beg, uint32_t body, uint32_t end, uint8_t *role);

#endif

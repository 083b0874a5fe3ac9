/* SPDX-License-Identifier: MIT */
/* Advertisements at a document's edge. */
#ifndef CRIB_SEGMENT_ADVERTS_H
#define CRIB_SEGMENT_ADVERTS_H

#include "core/span.h"

enum contact {
    CONTACT_NONE,
    CONTACT_WEAK,  /* a telephone number or an e-mail address: officials have them too */
    CONTACT_STRONG /* a web address, a messenger account */
};

/* The strongest contact in s[0, n). Linear. */
int contact_in(const char *s, size_t n);

/* Columns of s[0, n), a line with a contact, that addresses, accounts, numbers
 * and the words that go with them take up. Linear. */
uint32_t contact_columns(const char *s, size_t n);

#endif

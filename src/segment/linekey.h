/* SPDX-License-Identifier: MIT */
/* The wording of a short line without what varies between a contents line and
 * the title it announces: white space, punctuation, width, case, redactions. */
#ifndef CRIB_SEGMENT_LINEKEY_H
#define CRIB_SEGMENT_LINEKEY_H

#include "core/span.h"

enum { KEY_MOST = 256 }; /* characters of a key; a longer line has none */

/* The key of s[0, n) as folded code points; returns how many. 0 also when
 * there would be more than KEY_MOST. */
size_t key_read(const char *s, size_t n, uint32_t out[KEY_MOST]);

/* Hash of a key, such that key_join() gives the hash of two keys in a row. */
uint64_t key_hash(const uint32_t *key, size_t n);
uint64_t key_join(uint64_t a, uint64_t b, size_t n_b);

/* Length of s[0, n) without a page number at its end: "…\t12", "… .... 12",
 * "…（12）", "… 12"; n when there is none. */
size_t key_without_page(const char *s, size_t n);

#endif

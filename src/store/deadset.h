/* SPDX-License-Identifier: MIT */
/* A set of a segment's documents, as a roaring bitmap: its tombstones, or those
 * that a filter lets through. Stored: XXH3 of the rest (8), then CRoaring's portable form. */
#ifndef CRIB_STORE_DEADSET_H
#define CRIB_STORE_DEADSET_H

#include "core/buf.h"

struct deadset {
    struct roaring_bitmap_s *bitmap; /* NULL: the empty set */
};

int deadset_add(struct deadset *d, uint32_t doc, struct crib_err *err);
bool deadset_has(const struct deadset *d, uint32_t doc);
uint32_t deadset_count(const struct deadset *d);
/* Keep what is in both; what is not in the other. */
void deadset_and(struct deadset *d, const struct deadset *other);
void deadset_less(struct deadset *d, const struct deadset *other);
/* All documents below n. */
int deadset_all(struct deadset *d, uint32_t n, struct crib_err *err);
void deadset_done(struct deadset *d);
/* Append the stored form; nothing for an empty set. */
int deadset_save(const struct deadset *d, struct buf *out, struct crib_err *err);
/* n = 0: the empty set. CRIB_E_DAMAGED for anything that was not saved so, and
 * for members from n_docs on. */
int deadset_load(struct deadset *d, const void *bytes, size_t n, uint32_t n_docs, struct crib_err *err);

#endif

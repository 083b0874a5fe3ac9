/* SPDX-License-Identifier: MIT */
/* A set of document (or group) numbers: a sorted array while it is small, a
 * roaring bitmap when it is large. */
#ifndef CRIB_INDEX_DOCSET_H
#define CRIB_INDEX_DOCSET_H

#include "core/mem.h"

enum { DOCSET_ARRAY = 512 /* most numbers kept as an array; see docset.c for the measurement */ };

struct docset {
    uint32_t *array;                 /* [n] ascending; NULL in the bitmap form */
    struct roaring_bitmap_s *bitmap; /* NULL in the array form */
    uint32_t n, cap;                 /* members; room in array */
    uint32_t last;                   /* the largest, when n > 0 */
};

void docset_init(struct docset *s); /* all zero is an empty set too */
void docset_done(struct docset *s);

/* Add a number no smaller than the largest so far (a smaller one is a bug:
 * assert); the largest once more changes nothing. CRIB_E_NOMEM only. */
int docset_add(struct docset *s, uint32_t doc, struct crib_err *err);

bool docset_has(const struct docset *s, uint32_t doc);                       /* O(log n) */
uint32_t docset_common(const struct docset *a, const struct docset *b);      /* size of the intersection */
bool docset_equal(const struct docset *a, const struct docset *b);
void docset_list(const struct docset *s, uint32_t *out);                     /* u32[n], ascending */
/* Call fn on each member, ascending, while it returns true. */
void docset_each(const struct docset *s, bool (*fn)(uint32_t doc, void *arg), void *arg);
/* Bytes of memory behind the set: what was asked for in the array form; in
 * the bitmap form an estimate that does not see CRoaring's room to grow, which
 * is at most as much again. */
size_t docset_bytes(const struct docset *s);
bool docset_valid(const struct docset *s, const char **why);

#endif

/* SPDX-License-Identifier: MIT */
/* Which documents hold a key: sorted lists in a chunk of a segment.
 *
 *   byte    size    what
 *      0       8    keys (n)
 *      8       8    entries of the index (m): one for each POSTLIST_GROUP keys
 *     16    16 m    the index: first key (8), begin of its group in the lists (8)
 *  16+16m           the lists, group by group; every number is a LEB128
 *
 *   key minus the one before (0 for a group's first) * 2 + 1 if several hold it
 *   one:      the document
 *   several:  documents - 2; from POSTLIST_LONG on the bytes that follow, too;
 *             the first document; each next one minus the one before, minus 1
 *
 * Keys come in ascending order and documents in ascending order; there are no
 * empty lists. Looking a key up costs a binary search and one group. */
#ifndef CRIB_STORE_POSTLIST_H
#define CRIB_STORE_POSTLIST_H

#include "core/sort.h"
#include "store/segfile.h"

enum { POSTLIST_GROUP = 64, POSTLIST_LONG = 32 };

/* Write kv[n] (key, document; sorted by both, unique) as the current chunk. */
int postlist_write(struct segfile_writer *w, const struct kv *kv, size_t n, struct crib_err *err);

struct postlist {
    struct segfile *file;
    const struct segfile_chunk *chunk;
    uint64_t n_keys, n_groups;
};

/* Bind to a chunk of a segment whose documents are numbered below n_docs. */
int postlist_open(struct postlist *p, struct segfile *file, uint64_t kind, struct crib_err *err);

/* The first documents that hold a key, in order, at most `most`; all of them
 * are `total`, 0 when nobody holds it. One that is not below n_docs is damage. */
struct postlist_docs { uint32_t *doc; size_t n, cap; uint64_t total; };
int postlist_find(const struct postlist *p, uint64_t key, uint32_t n_docs, uint64_t most, struct postlist_docs *out,
                  struct crib_err *err);

/* These keys[n], in ascending order, will be looked up: the system begins to
 * read what that takes. */
int postlist_expect(const struct postlist *p, const uint64_t *key, size_t n, struct crib_err *err);

/* Called for each key and document, in order. */
typedef int postlist_fn(void *arg, uint64_t key, uint32_t doc, struct crib_err *err);
int postlist_each(const struct postlist *p, uint32_t n_docs, postlist_fn *fn, void *arg, struct crib_err *err);

#endif

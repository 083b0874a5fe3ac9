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

#include "core/buf.h"
#include "core/sort.h"
#include "store/segfile.h"

enum { POSTLIST_GROUP = 64, POSTLIST_LONG = 32 };

struct postlist_entry { uint64_t key, at; };
static_assert(sizeof(struct postlist_entry) == 16, "on-disk layout");

/* ---- writing (postlist_write.c) ---- */

/* The index stands before the lists, which may be more than memory holds. So
 * all lists are put twice: first only the index is made of them, and then, after
 * postlist_again(), they are written. */
struct postlist_writer {
    struct segfile_writer *file;
    struct postlist_entry *entry;    /* [n_entry] the index */
    size_t n_entry, cap_entry;
    struct buf out, list;            /* what is not written yet; one list */
    bool again;
    uint64_t n_keys, n_bytes;        /* of this pass */
    uint64_t n_keys_before, n_bytes_before;
    uint64_t last;                   /* key */
};
void postlist_writer_init(struct postlist_writer *w, struct segfile_writer *file);
/* The documents doc[n], n > 0, hold the key; keys and documents ascend, and documents are below 2^32. */
int postlist_put(struct postlist_writer *w, uint64_t key, const uint64_t *doc, size_t n, struct crib_err *err);
int postlist_again(struct postlist_writer *w, struct crib_err *err);
/* CRIB_E_INTERNAL when the second pass was not the same as the first. */
int postlist_finish(struct postlist_writer *w, struct crib_err *err);
void postlist_writer_done(struct postlist_writer *w);

/* Write kv[n] (key, document; sorted by both, unique) as the current chunk. */
int postlist_write(struct segfile_writer *w, const struct kv *kv, size_t n, struct crib_err *err);

/* ---- reading ---- */

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

/* All lists, by key: begin, then next until no `more`. All that lists promise
 * is checked on the way. */
struct postlist_cursor {
    const struct postlist *p;
    uint32_t n_docs;
    uint64_t i_group;             /* of the group that is opened next */
    struct postlist_group {
        const struct postlist *p;
        const unsigned char *at, *end;
        uint64_t begin;           /* in the chunk, for complaints */
        uint64_t key;
        uint64_t left;            /* keys */
        uint32_t n_docs;
    } group;
    bool more, any;               /* key and docs are those of a list; there was one before */
    uint64_t key;
    struct postlist_docs docs;
};
void postlist_begin(struct postlist_cursor *c, const struct postlist *p, uint32_t n_docs);
int postlist_next(struct postlist_cursor *c, struct crib_err *err);
void postlist_end(struct postlist_cursor *c);

#endif

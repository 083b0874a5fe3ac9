/* SPDX-License-Identifier: MIT */
/* Where in a file's own bytes a stretch of its text stands, so that the file
 * can be cut there and the rest stay as it is. */
#ifndef CRIB_SOURCE_SPLICE_H
#define CRIB_SOURCE_SPLICE_H

#include "source/input.h"
#include "source/source.h"

struct splice {
    uint64_t text_beg, text_end; /* of the text */
    const char *put;             /* UTF-8 that takes its place; NULL: nothing */
    size_t n_put;
    uint64_t text_hash;          /* what hash_bytes() gives for the stretch of text, when `hashed` */
    bool hashed;
    uint64_t beg, end;           /* filled: of the bytes */
    const char *bytes;           /* filled: put in the file's encoding */
    size_t n_bytes;
};

enum splice_outcome {
    SPLICE_PLACED,
    SPLICE_CHANGED,  /* the file's text is not `text` any more, or it cannot be read */
    SPLICE_CANNOT    /* the encoding cannot be cut there, or not say what is put: the result would read otherwise */
};

/* Place n cuts (sorted, disjoint) of a file's text. text: what was read of it;
 * NULL for rows in another encoding than UTF-8, whose text was not kept: the
 * hashes of the cuts then tell whether the file is still the same. The placed
 * result has been decoded and read as the cut text reads. put is encoded into
 * the arena. Memory: about six times the file. */
int splice_place(const struct source_entry *e, const struct source_options *o, const char *text, size_t n_text,
                 struct splice *cut, size_t n, struct arena *a, uint64_t *n_bytes, uint64_t *hash,
                 enum splice_outcome *how, struct crib_err *err);

/* A hash of bytes that come in any stretches: each block of SPLICE_BLOCK is
 * hashed, and joined to those before it. */
enum { SPLICE_BLOCK = 1 << 20 };
uint64_t splice_hash(const char *bytes, size_t n);
uint64_t splice_hash_block(uint64_t h, const char *block, size_t n);

#endif

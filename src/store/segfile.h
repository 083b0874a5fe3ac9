/* SPDX-License-Identifier: MIT */
/* A segment: one immutable file of checksummed chunks. Little endian.
 *
 *   byte       size    what
 *      0          8    "CRIBSEG\n"
 *      8          4    format version, 1
 *     12          4    number of chunks, at most SEGFILE_CHUNKS
 *     16          8    digest of the parameters the index was made with
 *     24          8    hash of the fold table
 *     32          8    where the table of contents begins (t)
 *     40          8    where the checksums begin (s)
 *     48          8    size of the file
 *     56          8    XXH3 of bytes 0..55
 *     64               the chunks, each at a multiple of 8, zeros between
 *      t     24 * n    table of contents: kind (8), begin (8), bytes (8)
 *      s      8 * k    XXH3 of every SEGFILE_BLOCK bytes of [64, s), seed: the block's number
 *                 8    XXH3 of the k checksums
 *
 * Chunks are checked block by block when they are first looked at, so that a
 * question costs what it reads; nothing is believed before it is checked. A
 * question reads here and there: the system, which reads megabytes ahead of a
 * page that is asked for, is told not to, and which blocks are wanted next. */
#ifndef CRIB_STORE_SEGFILE_H
#define CRIB_STORE_SEGFILE_H

#include <stdatomic.h>

#include "store/durable.h"

enum { SEGFILE_HEAD = 64, SEGFILE_BLOCK = 16384, SEGFILE_CHUNKS = 32, SEGFILE_VERSION = 1 };

struct segfile_chunk {
    uint64_t kind, at, n_bytes;
};
static_assert(sizeof(struct segfile_chunk) == 24, "on-disk layout");

/* ---- writing ---- */

struct segfile_writer {
    struct durable file;
    uint64_t params, fold;
    struct segfile_chunk chunk[SEGFILE_CHUNKS];
    uint32_t n_chunk;
    uint64_t at;             /* bytes written so far */
    unsigned char *block;    /* [SEGFILE_BLOCK] the current block */
    uint64_t *sum;           /* [n_sum] */
    size_t n_sum, cap_sum;
};

/* segfile_abandon() after any failure; segfile_finish() lets go of everything too. */
int segfile_create(struct segfile_writer *w, const char *folder, const char *name, uint64_t params, uint64_t fold,
                   struct crib_err *err);
/* What is written from now on is the chunk of this kind. */
int segfile_chunk(struct segfile_writer *w, uint64_t kind, struct crib_err *err);
int segfile_write(struct segfile_writer *w, const void *bytes, size_t n, struct crib_err *err);
int segfile_finish(struct segfile_writer *w, struct crib_err *err);
void segfile_abandon(struct segfile_writer *w);

/* ---- reading ---- */

struct segfile {
    char name[64];
    const unsigned char *map;
    size_t n;                     /* bytes of the file */
    uint64_t params, fold, sums_at;
    struct segfile_chunk chunk[SEGFILE_CHUNKS];
    uint32_t n_chunk;
    size_t n_block;
    _Atomic uint64_t *checked;    /* a bit for each block */
    _Atomic uint64_t *expected;   /* the same: the system was told to read it; NULL unless read here and there */
};

/* Map and check the head, the table and the checksums. CRIB_E_DAMAGED, with
 * err->at, for what is not as it was written; CRIB_E_FORMAT for a file that is
 * no segment or of another version. segfile_close() also after a failure. */
int segfile_open(struct segfile *s, const char *path, struct crib_err *err);
void segfile_close(struct segfile *s);

/* From now on blocks are read alone, in no order. Before other threads read the file. */
int segfile_read_here_and_there(struct segfile *s, struct crib_err *err);
/* These bytes of the chunk will be asked for: of a file read here and there the
 * system begins to read their blocks and does not wait. A hint; what the chunk
 * does not hold is left out. */
void segfile_expect(struct segfile *s, const struct segfile_chunk *c, uint64_t at, uint64_t n);

/* Bytes [at, at + n) of the chunk, checked; the chunk must hold them, else
 * CRIB_E_DAMAGED. Any number of threads. Bytes lie at a multiple of 8 when
 * `at` is one. */
int segfile_bytes(struct segfile *s, const struct segfile_chunk *c, uint64_t at, size_t n, const void **out,
                  struct crib_err *err);
/* The chunk of that kind, or NULL. */
const struct segfile_chunk *segfile_find(const struct segfile *s, uint64_t kind);
/* The process holds none of the file's pages any more; they come back when they
 * are touched. For whoever reads large files from one end to the other. */
void segfile_forget(const struct segfile *s);
/* Check every block. */
int segfile_check_all(struct segfile *s, struct crib_err *err);
/* Say that bytes which are as they were written say something impossible. */
int segfile_broken(const struct segfile *s, const struct segfile_chunk *c, uint64_t at, const char *why,
                   struct crib_err *err);

static inline uint64_t segfile_kind(const char name[8])
{
    uint64_t kind;
    memcpy(&kind, name, 8);
    return kind;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Texts, one after the other, in frames that are unpacked one by one.
 *
 * Chunk "TEXT": zstd frames, each of TEXTSTORE_FRAME bytes of text, the last of
 * fewer. Chunk "FRAMES": bytes of text (8), frames (8), begin of each frame in
 * TEXT and its end (8 each, frames + 1). */
#ifndef CRIB_STORE_TEXTSTORE_H
#define CRIB_STORE_TEXTSTORE_H

#include "core/buf.h"
#include "store/segfile.h"

enum { TEXTSTORE_FRAME = 65536 };

struct textstore_writer {
    struct segfile_writer *file;
    void *packer;           /* ZSTD_CCtx */
    char *frame, *packed;
    size_t n_frame, cap_packed;
    uint64_t n_bytes;       /* of text so far */
    uint64_t at;            /* in the chunk */
    uint64_t *beg;          /* [n_beg] */
    size_t n_beg, cap_beg;
};

/* Begins the chunk "TEXT"; add texts; finish writes "FRAMES". textstore_done() in either case. */
int textstore_begin(struct textstore_writer *w, struct segfile_writer *file, struct crib_err *err);
int textstore_add(struct textstore_writer *w, const char *text, size_t n, struct crib_err *err);
int textstore_finish(struct textstore_writer *w, struct crib_err *err);
void textstore_done(struct textstore_writer *w);

struct textstore {
    struct segfile *file;
    const struct segfile_chunk *text, *frames;
    uint64_t n_bytes, n_frames;
};

/* *there: false when the segment holds no texts. */
int textstore_open(struct textstore *t, struct segfile *file, bool *there, struct crib_err *err);

/* Bytes [at, at + n) of the texts into out[n]. Frames are unpacked into
 * *desk, which remembers the last one: texts asked for in order cost each
 * frame once. */
struct textstore_desk {
    void *unpacker;        /* ZSTD_DCtx */
    char *frame;
    const struct textstore *of;
    uint64_t i_frame;      /* what frame holds; UINT64_MAX: nothing */
    size_t n_frame;
};
int textstore_read(const struct textstore *t, uint64_t at, size_t n, char *out, struct textstore_desk *desk,
                   struct crib_err *err);
/* Bytes [at, at + n) will be asked for: the system begins to read their frames. */
int textstore_expect(const struct textstore *t, uint64_t at, size_t n, struct crib_err *err);
void textstore_desk_done(struct textstore_desk *desk);

#endif

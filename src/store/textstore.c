/* SPDX-License-Identifier: MIT */
/* Texts in zstd frames. What zstd makes of a text is not part of any answer,
 * only the text is; so another version of it may pack otherwise. */
#include "store/textstore.h"

#include <zstd.h>

enum { LEVEL = 9, HEAD = 16 };

int textstore_begin(struct textstore_writer *w, struct segfile_writer *file, struct crib_err *err)
{
    *w = (struct textstore_writer){ .file = file, .cap_packed = ZSTD_compressBound(TEXTSTORE_FRAME) };
    w->packer = ZSTD_createCCtx();
    w->frame = mem_alloc(TEXTSTORE_FRAME);
    w->packed = mem_alloc(w->cap_packed);
    if (!w->packer || !w->frame || !w->packed)
        return CRIB_NOMEM(err);
    return segfile_chunk(file, segfile_kind("TEXT\0\0\0"), err);
}

static int pack(struct textstore_writer *w, struct crib_err *err)
{
    size_t n = ZSTD_compressCCtx(w->packer, w->packed, w->cap_packed, w->frame, w->n_frame, LEVEL);
    if (ZSTD_isError(n))
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "a text cannot be packed: %s", ZSTD_getErrorName(n));
    CRIB_TRY(VEC_GROW(w->beg, w->n_beg, &w->cap_beg, 1, err));
    w->beg[w->n_beg++] = w->at;
    w->at += n;
    w->n_frame = 0;
    return segfile_write(w->file, w->packed, n, err);
}

int textstore_add(struct textstore_writer *w, const char *text, size_t n, struct crib_err *err)
{
    w->n_bytes += n;
    while (n > 0) {
        size_t some = min_size(n, TEXTSTORE_FRAME - w->n_frame);
        memcpy(w->frame + w->n_frame, text, some);
        w->n_frame += some;
        text += some;
        n -= some;
        if (w->n_frame == TEXTSTORE_FRAME)
            CRIB_TRY(pack(w, err));
    }
    return CRIB_OK;
}

int textstore_finish(struct textstore_writer *w, struct crib_err *err)
{
    if (w->n_frame > 0)
        CRIB_TRY(pack(w, err));
    uint64_t head[2] = { w->n_bytes, w->n_beg };
    CRIB_TRY(segfile_chunk(w->file, segfile_kind("FRAMES\0"), err));
    CRIB_TRY(segfile_write(w->file, head, sizeof head, err));
    CRIB_TRY(segfile_write(w->file, w->beg, w->n_beg * sizeof *w->beg, err));
    return segfile_write(w->file, &w->at, sizeof w->at, err);
}

void textstore_done(struct textstore_writer *w)
{
    ZSTD_freeCCtx(w->packer);
    mem_free(w->frame);
    mem_free(w->packed);
    mem_free(w->beg);
    *w = (struct textstore_writer){ 0 };
}

int textstore_open(struct textstore *t, struct segfile *file, bool *there, struct crib_err *err)
{
    const void *head;
    *t = (struct textstore){ .file = file, .text = segfile_find(file, segfile_kind("TEXT\0\0\0")),
                             .frames = segfile_find(file, segfile_kind("FRAMES\0")) };
    *there = t->text && t->frames;
    if (!*there)
        return CRIB_OK;
    CRIB_TRY(segfile_bytes(file, t->frames, 0, HEAD, &head, err));
    memcpy(&t->n_bytes, head, 8);
    memcpy(&t->n_frames, (const char *)head + 8, 8);
    if (t->n_frames != t->n_bytes / TEXTSTORE_FRAME + (t->n_bytes % TEXTSTORE_FRAME > 0) ||
        t->frames->n_bytes < HEAD + 8 || t->n_frames != (t->frames->n_bytes - HEAD) / 8 - 1)
        return segfile_broken(file, t->frames, 0, "frames do not make up the texts", err);
    return CRIB_OK;
}

/* Where frame i lies in TEXT. */
static int frame_span(const struct textstore *t, uint64_t i, uint64_t span[2], struct crib_err *err)
{
    const void *bytes;
    CRIB_TRY(segfile_bytes(t->file, t->frames, HEAD + i * 8, 16, &bytes, err));
    memcpy(span, bytes, 16);
    if (span[0] > span[1])
        return segfile_broken(t->file, t->frames, HEAD + i * 8, "frames out of order", err);
    return CRIB_OK;
}

static int unpack(const struct textstore *t, uint64_t i, struct textstore_desk *desk, struct crib_err *err)
{
    const void *bytes;
    uint64_t span[2];
    if (desk->of == t && desk->i_frame == i)
        return CRIB_OK;
    if (!desk->unpacker)
        desk->unpacker = ZSTD_createDCtx();
    if (!desk->frame)
        desk->frame = mem_alloc(TEXTSTORE_FRAME);
    if (!desk->unpacker || !desk->frame)
        return CRIB_NOMEM(err);
    desk->of = NULL;
    CRIB_TRY(frame_span(t, i, span, err));
    CRIB_TRY(segfile_bytes(t->file, t->text, span[0], (size_t)(span[1] - span[0]), &bytes, err));
    size_t n = ZSTD_decompressDCtx(desk->unpacker, desk->frame, TEXTSTORE_FRAME, bytes, (size_t)(span[1] - span[0]));
    uint64_t most = t->n_bytes - i * TEXTSTORE_FRAME;
    if (ZSTD_isError(n) || n != (most < TEXTSTORE_FRAME ? most : TEXTSTORE_FRAME))
        return segfile_broken(t->file, t->text, span[0], "a frame cannot be unpacked", err);
    desk->of = t;
    desk->i_frame = i;
    desk->n_frame = n;
    return CRIB_OK;
}

static int check_span(const struct textstore *t, uint64_t at, size_t n, struct crib_err *err)
{
    if (at > t->n_bytes || n > t->n_bytes - at)
        return segfile_broken(t->file, t->frames, 0, "a text that lies outside of the texts", err);
    return CRIB_OK;
}

int textstore_expect(const struct textstore *t, uint64_t at, size_t n, struct crib_err *err)
{
    uint64_t span[2];
    CRIB_TRY(check_span(t, at, n, err));
    for (uint64_t i = at / TEXTSTORE_FRAME; n > 0 && i <= (at + n - 1) / TEXTSTORE_FRAME; i++) {
        CRIB_TRY(frame_span(t, i, span, err));
        segfile_expect(t->file, t->text, span[0], span[1] - span[0]);
    }
    return CRIB_OK;
}

int textstore_read(const struct textstore *t, uint64_t at, size_t n, char *out, struct textstore_desk *desk,
                   struct crib_err *err)
{
    CRIB_TRY(check_span(t, at, n, err));
    while (n > 0) {
        CRIB_TRY(unpack(t, at / TEXTSTORE_FRAME, desk, err));
        size_t from = (size_t)(at % TEXTSTORE_FRAME), some = min_size(n, desk->n_frame - from);
        memcpy(out, desk->frame + from, some);
        out += some;
        at += some;
        n -= some;
    }
    return CRIB_OK;
}

void textstore_desk_done(struct textstore_desk *desk)
{
    ZSTD_freeDCtx(desk->unpacker);
    mem_free(desk->frame);
    *desk = (struct textstore_desk){ 0 };
}

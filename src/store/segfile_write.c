/* SPDX-License-Identifier: MIT */
/* Writing a segment front to back; only the head is written twice. */
#include "core/hash.h"
#include "core/mem.h"
#include "store/segfile.h"

int segfile_create(struct segfile_writer *w, const char *folder, const char *name, uint64_t params, uint64_t fold,
                   struct crib_err *err)
{
    *w = (struct segfile_writer){ .params = params, .fold = fold, .file = { .fd = -1, .folder = -1 } };
    static const unsigned char head[SEGFILE_HEAD];
    w->block = mem_alloc(SEGFILE_BLOCK);
    if (!w->block)
        return CRIB_NOMEM(err);
    CRIB_TRY(durable_begin(&w->file, folder, name, err));
    CRIB_TRY(durable_write(&w->file, head, sizeof head, err));
    w->at = SEGFILE_HEAD;
    return CRIB_OK;
}

static int end_block(struct segfile_writer *w, size_t n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(w->sum, w->n_sum, &w->cap_sum, 1, err));
    w->sum[w->n_sum] = hash_bytes(w->block, n, w->n_sum);
    w->n_sum++;
    return durable_write(&w->file, w->block, n, err);
}

int segfile_write(struct segfile_writer *w, const void *bytes, size_t n, struct crib_err *err)
{
    const unsigned char *p = bytes;
    while (n > 0) {
        size_t used = (size_t)((w->at - SEGFILE_HEAD) % SEGFILE_BLOCK), some = min_size(n, SEGFILE_BLOCK - used);
        memcpy(w->block + used, p, some);
        w->at += some;
        p += some;
        n -= some;
        if (used + some == SEGFILE_BLOCK)
            CRIB_TRY(end_block(w, SEGFILE_BLOCK, err));
    }
    return CRIB_OK;
}

static int align(struct segfile_writer *w, struct crib_err *err)
{
    static const unsigned char zero[8];
    if (w->n_chunk > 0)
        w->chunk[w->n_chunk - 1].n_bytes = w->at - w->chunk[w->n_chunk - 1].at;
    return segfile_write(w, zero, (size_t)(-w->at & 7), err);
}

int segfile_chunk(struct segfile_writer *w, uint64_t kind, struct crib_err *err)
{
    assert(w->n_chunk < SEGFILE_CHUNKS);
    CRIB_TRY(align(w, err));
    w->chunk[w->n_chunk++] = (struct segfile_chunk){ .kind = kind, .at = w->at };
    return CRIB_OK;
}

static int write_head(struct segfile_writer *w, uint64_t toc_at, uint64_t sums_at, uint64_t size, struct crib_err *err)
{
    unsigned char head[SEGFILE_HEAD] = "CRIBSEG\n";
    const uint32_t version = SEGFILE_VERSION;
    const uint64_t words[] = { w->params, w->fold, toc_at, sums_at, size };
    memcpy(head + 8, &version, 4);
    memcpy(head + 12, &w->n_chunk, 4);
    memcpy(head + 16, words, sizeof words);
    uint64_t sum = hash_bytes(head, 56, 0);
    memcpy(head + 56, &sum, 8);
    return durable_patch(&w->file, head, sizeof head, 0, err);
}

int segfile_finish(struct segfile_writer *w, struct crib_err *err)
{
    CRIB_TRY(align(w, err));
    uint64_t toc_at = w->at;
    CRIB_TRY(segfile_write(w, w->chunk, w->n_chunk * sizeof *w->chunk, err));
    uint64_t sums_at = w->at, last = (w->at - SEGFILE_HEAD) % SEGFILE_BLOCK;
    if (last > 0)
        CRIB_TRY(end_block(w, (size_t)last, err));
    uint64_t sum = hash_bytes(w->sum, w->n_sum * sizeof *w->sum, 0);
    CRIB_TRY(durable_write(&w->file, w->sum, w->n_sum * sizeof *w->sum, err));
    CRIB_TRY(durable_write(&w->file, &sum, sizeof sum, err));
    CRIB_TRY(write_head(w, toc_at, sums_at, sums_at + (w->n_sum + 1) * 8, err));
    CRIB_TRY(durable_finish(&w->file, err));
    mem_free(w->block);
    mem_free(w->sum);
    *w = (struct segfile_writer){ .file = { .fd = -1, .folder = -1 } };
    return CRIB_OK;
}

void segfile_abandon(struct segfile_writer *w)
{
    durable_abandon(&w->file);
    mem_free(w->block);
    mem_free(w->sum);
    *w = (struct segfile_writer){ .file = { .fd = -1, .folder = -1 } };
}

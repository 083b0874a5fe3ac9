/* SPDX-License-Identifier: MIT */
/* A collection becomes a segment. Documents are numbered by the hash of their
 * content: whoever reads the beginning of a posting list reads a sample that
 * does not depend on when a document came. */
#include "core/sort.h"
#include "engine/archive.h"
#include "index/bandkey.h"

struct making {
    const struct collection *c;
    const struct kv *order;   /* [n_doc] (content, document) sorted */
    uint32_t *number;         /* [n_doc] */
    uint32_t *member;         /* [n_part] number of each part's member */
    bool texts;
    struct segfile_writer file;
    struct kv *kv;
    size_t n_kv, cap_kv;
};

static int write_docs(struct making *m, struct crib_err *err)
{
    const struct collection *c = m->c;
    CRIB_TRY(segfile_chunk(&m->file, segfile_kind("DOCS\0\0\0"), err));
    for (uint32_t i = 0; i < c->n_doc; i++) {
        const struct doc *d = &c->doc[m->order[i].val];
        struct stored_doc out = { .content = d->content, .member = (uint32_t)(d->part - c->part), .ordinal = d->ordinal,
                                  .units = c->rows[m->order[i].val].n };
        CRIB_TRY(segfile_write(&m->file, &out, sizeof out, err));
    }
    return CRIB_OK;
}

static int write_members(struct making *m, struct crib_err *err)
{
    uint64_t at = 0;
    CRIB_TRY(segfile_chunk(&m->file, segfile_kind("MEMBERS"), err));
    for (size_t i = 0; i < m->c->n_part; i++) {
        const struct member *member = m->c->part[i].member;
        struct stored_member out = { .text_at = m->texts ? at : 0, .n_bytes = (uint32_t)member->n_bytes,
                                     .flags = member->markdown ? STORED_MARKDOWN : 0 };
        CRIB_TRY(segfile_write(&m->file, &out, sizeof out, err));
        at += member->n_bytes;
    }
    return CRIB_OK;
}

static int write_texts(struct making *m, struct crib_err *err)
{
    struct textstore_writer w;
    int rc = textstore_begin(&w, &m->file, err);
    for (size_t i = 0; i < m->c->n_part && rc == CRIB_OK; i++)
        rc = textstore_add(&w, m->c->part[i].member->text, m->c->part[i].member->n_bytes, err);
    if (rc == CRIB_OK)
        rc = textstore_finish(&w, err);
    textstore_done(&w);
    return rc;
}

static int put(struct making *m, uint64_t key, uint32_t number, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(m->kv, m->n_kv, &m->cap_kv, 1, err));
    m->kv[m->n_kv++] = (struct kv){ key, number };
    return CRIB_OK;
}

static int write_postings(struct making *m, const char kind[8], struct crib_err *err)
{
    size_t n = 0;
    CRIB_TRY(sort_kv(m->kv, m->n_kv, true, err));
    for (size_t i = 0; i < m->n_kv; i++)
        if (i == 0 || m->kv[i].key != m->kv[n - 1].key || m->kv[i].val != m->kv[n - 1].val)
            m->kv[n++] = m->kv[i];
    CRIB_TRY(segfile_chunk(&m->file, segfile_kind(kind), err));
    return postlist_write(&m->file, m->kv, n, err);
}

static int write_seeds(struct making *m, struct crib_err *err)
{
    const struct collection *c = m->c;
    m->n_kv = 0;
    for (uint32_t d = 0; d < c->n_doc; d++)
        for (uint32_t i = 0; i < c->seeds[d].n; i++)
            CRIB_TRY(put(m, seed_key(c->seeds[d].item[i].hash), m->number[d], err));
    return write_postings(m, "SEEDS\0\0", err);
}

static int write_bands(struct making *m, struct crib_err *err)
{
    const struct collection *c = m->c;
    uint64_t key[LSH_BANDS];
    m->n_kv = 0;
    for (uint32_t d = 0; d < c->n_doc; d++)
        if (band_keys(c->sig + (size_t)d * MINHASH_K, key))
            for (int b = 0; b < LSH_BANDS; b++)
                CRIB_TRY(put(m, key[b], m->number[d], err));
    return write_postings(m, "BANDS\0\0", err);
}

static int write_chunks(struct making *m, struct crib_err *err)
{
    CRIB_TRY(write_docs(m, err));
    CRIB_TRY(write_members(m, err));
    CRIB_TRY(write_seeds(m, err));
    CRIB_TRY(write_bands(m, err));
    if (m->texts)
        CRIB_TRY(write_texts(m, err));
    return segfile_finish(&m->file, err);
}

static int number_documents(struct making *m, struct kv *order, struct crib_err *err)
{
    for (uint32_t d = 0; d < m->c->n_doc; d++)
        order[d] = (struct kv){ m->c->doc[d].content, d };
    CRIB_TRY(sort_kv(order, m->c->n_doc, true, err));
    for (uint32_t i = 0; i < m->c->n_doc; i++)
        m->number[order[i].val] = i;
    m->order = order;
    return CRIB_OK;
}

int archive_write_segment(struct archive *a, const struct collection *c,
                          uint32_t *segment, uint32_t *number, struct crib_err *err)
{
    char name[32];
    struct making m = { .c = c, .number = number, .texts = strcmp(a->making.texts, "none") != 0 };
    struct kv *order = mem_alloc((size_t)c->n_doc * sizeof *order);
    int rc = order ? number_documents(&m, order, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = archive_new_name(a, name, err);
    if (rc == CRIB_OK) {
        rc = segfile_create(&m.file, a->folder, name, a->params, a->fold, err);
        if (rc == CRIB_OK)
            rc = write_chunks(&m, err);
        if (rc != CRIB_OK)
            segfile_abandon(&m.file);
    }
    mem_free(m.kv);
    mem_free(order);
    return rc == CRIB_OK ? archive_take_segment(a, name, c->n_doc, segment, err) : rc;
}

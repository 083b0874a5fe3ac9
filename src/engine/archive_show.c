/* SPDX-License-Identifier: MIT */
/* `crib show segment FILE`: what a segment's head, chunks and records say. */
#include "engine/archive_show.h"

static int head(const struct segfile *s, struct buf *out, struct crib_err *err)
{
    CRIB_TRY(buf_printf(out, err,
                        "== %s\nbytes %zu, parameters %016" PRIx64 ", fold table %016" PRIx64 ", blocks %zu\n", s->name,
                        s->n, s->params, s->fold, s->n_block));
    for (uint32_t i = 0; i < s->n_chunk; i++) {
        char kind[9] = "";
        memcpy(kind, &s->chunk[i].kind, 8);
        for (size_t k = 0; kind[k]; k++)
            kind[k] = kind[k] >= ' ' && kind[k] <= '~' ? kind[k] : '?';
        CRIB_TRY(buf_printf(out, err, "chunk %-8s at %" PRIu64 ", bytes %" PRIu64 "\n", kind, s->chunk[i].at,
                            s->chunk[i].n_bytes));
    }
    return CRIB_OK;
}

static int documents(struct segfile *s, uint32_t *n, struct buf *out, struct crib_err *err)
{
    const struct segfile_chunk *c = segfile_find(s, segfile_kind("DOCS\0\0\0"));
    *n = c ? (uint32_t)(c->n_bytes / sizeof(struct stored_doc)) : 0;
    for (uint32_t i = 0; i < *n; i++) {
        const void *bytes;
        struct stored_doc d;
        CRIB_TRY(segfile_bytes(s, c, i * sizeof d, sizeof d, &bytes, err));
        memcpy(&d, bytes, sizeof d);
        CRIB_TRY(buf_printf(out, err, "document %u: content %016" PRIx64 ", member %u, ordinal %u, units %u\n", i,
                            d.content, d.member, d.ordinal, d.units));
    }
    return CRIB_OK;
}

static int members(struct segfile *s, struct buf *out, struct crib_err *err)
{
    const struct segfile_chunk *c = segfile_find(s, segfile_kind("MEMBERS"));
    for (uint64_t i = 0; c && i < c->n_bytes / sizeof(struct stored_member); i++) {
        const void *bytes;
        struct stored_member m;
        CRIB_TRY(segfile_bytes(s, c, i * sizeof m, sizeof m, &bytes, err));
        memcpy(&m, bytes, sizeof m);
        CRIB_TRY(buf_printf(out, err, "member %" PRIu64 ": text at %" PRIu64 ", bytes %u%s\n", i, m.text_at, m.n_bytes,
                            m.flags & STORED_MARKDOWN ? ", markdown" : ""));
    }
    return CRIB_OK;
}

static int postings(struct segfile *s, const char kind[8], const char *name, uint32_t n_docs, struct buf *out,
                    struct crib_err *err)
{
    struct postlist p;
    struct postlist_cursor c;
    uint64_t keys = 0, n = 0;
    CRIB_TRY(postlist_open(&p, s, segfile_kind(kind), err));
    postlist_begin(&c, &p, n_docs);
    int rc = postlist_next(&c, err);
    for (; rc == CRIB_OK && c.more; rc = postlist_next(&c, err)) {
        keys++;
        n += c.docs.n;
    }
    postlist_end(&c);
    CRIB_TRY(rc);
    return buf_printf(out, err, "%s: keys %" PRIu64 ", postings %" PRIu64 "\n", name, keys, n);
}

int archive_show_segment(const char *path, struct buf *out, struct crib_err *err)
{
    struct segfile s;
    uint32_t n_docs = 0;
    int rc = segfile_open(&s, path, err);
    if (rc == CRIB_OK)
        rc = segfile_check_all(&s, err);
    if (rc == CRIB_OK)
        rc = head(&s, out, err);
    if (rc == CRIB_OK)
        rc = documents(&s, &n_docs, out, err);
    if (rc == CRIB_OK)
        rc = members(&s, out, err);
    if (rc == CRIB_OK)
        rc = postings(&s, "SEEDS\0\0", "seeds", n_docs, out, err);
    if (rc == CRIB_OK)
        rc = postings(&s, "BANDS\0\0", "bands", n_docs, out, err);
    segfile_close(&s);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Writing posting lists. Both passes encode every list; the first keeps its
 * length only. */
#include "store/postlist.h"

enum { FLUSHED = 1 << 16 };

void postlist_writer_init(struct postlist_writer *w, struct segfile_writer *file)
{
    *w = (struct postlist_writer){ .file = file };
    buf_init(&w->out, SIZE_MAX / 2);
    buf_init(&w->list, SIZE_MAX / 2);
}

void postlist_writer_done(struct postlist_writer *w)
{
    mem_free(w->entry);
    buf_done(&w->out);
    buf_done(&w->list);
    *w = (struct postlist_writer){ 0 };
}

static int put_number(struct buf *b, uint64_t v, struct crib_err *err)
{
    char bytes[10];
    size_t n = 0;
    do {
        bytes[n++] = (char)((v & 0x7F) | (v > 0x7F ? 0x80 : 0));
        v >>= 7;
    } while (v > 0);
    return buf_add(b, bytes, n, err);
}

static int put_documents(struct postlist_writer *w, const uint64_t *doc, size_t n, struct crib_err *err)
{
    if (n == 1)
        return put_number(&w->out, doc[0], err);
    CRIB_TRY(put_number(&w->out, n - 2, err));
    w->list.n = 0;
    for (size_t i = 0; i < n; i++) {
        assert(i == 0 || doc[i] > doc[i - 1]);
        CRIB_TRY(put_number(&w->list, i == 0 ? doc[0] : doc[i] - doc[i - 1] - 1, err));
    }
    if (n >= POSTLIST_LONG)
        CRIB_TRY(put_number(&w->out, w->list.n, err));
    return buf_add(&w->out, w->list.p, w->list.n, err);
}

int postlist_put(struct postlist_writer *w, uint64_t key, const uint64_t *doc, size_t n, struct crib_err *err)
{
    assert(n > 0 && doc[n - 1] <= UINT32_MAX && key <= UINT64_MAX / 2 && (w->n_keys == 0 || key > w->last));
    size_t before = w->out.n;
    if (w->n_keys % POSTLIST_GROUP == 0) {
        if (!w->again) {
            CRIB_TRY(VEC_GROW(w->entry, w->n_entry, &w->cap_entry, 1, err));
            w->entry[w->n_entry++] = (struct postlist_entry){ key, w->n_bytes };
        }
        w->last = key;
    }
    CRIB_TRY(put_number(&w->out, (key - w->last) * 2 + (n > 1), err));
    CRIB_TRY(put_documents(w, doc, n, err));
    w->last = key;
    w->n_keys++;
    w->n_bytes += w->out.n - before;
    if (w->again && w->out.n < FLUSHED)
        return CRIB_OK;
    if (w->again)
        CRIB_TRY(segfile_write(w->file, w->out.p, w->out.n, err));
    w->out.n = 0;
    return CRIB_OK;
}

int postlist_again(struct postlist_writer *w, struct crib_err *err)
{
    uint64_t head[2] = { w->n_keys, w->n_entry };
    assert(!w->again);
    CRIB_TRY(segfile_write(w->file, head, sizeof head, err));
    CRIB_TRY(segfile_write(w->file, w->entry, w->n_entry * sizeof *w->entry, err));
    w->again = true;
    w->n_keys_before = w->n_keys;
    w->n_bytes_before = w->n_bytes;
    w->n_keys = w->n_bytes = 0;
    return CRIB_OK;
}

int postlist_finish(struct postlist_writer *w, struct crib_err *err)
{
    if (!w->again || w->n_keys != w->n_keys_before || w->n_bytes != w->n_bytes_before)
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "posting lists were not the same the second time");
    return segfile_write(w->file, w->out.p, w->out.n, err);
}

/* One pass; *doc has room for the longest list that was met. */
static int put_all(struct postlist_writer *w, const struct kv *kv, size_t n, uint64_t **doc, size_t *cap,
                   struct crib_err *err)
{
    for (size_t i = 0, j; i < n; i = j) {
        size_t n_doc = 0;
        for (j = i; j < n && kv[j].key == kv[i].key; j++) {
            CRIB_TRY(VEC_GROW(*doc, n_doc, cap, 1, err));
            (*doc)[n_doc++] = kv[j].val;
        }
        CRIB_TRY(postlist_put(w, kv[i].key, *doc, n_doc, err));
    }
    return CRIB_OK;
}

int postlist_write(struct segfile_writer *file, const struct kv *kv, size_t n, struct crib_err *err)
{
    struct postlist_writer w;
    uint64_t *doc = NULL;
    size_t cap = 0;
    postlist_writer_init(&w, file);
    int rc = put_all(&w, kv, n, &doc, &cap, err);
    if (rc == CRIB_OK)
        rc = postlist_again(&w, err);
    if (rc == CRIB_OK)
        rc = put_all(&w, kv, n, &doc, &cap, err);
    if (rc == CRIB_OK)
        rc = postlist_finish(&w, err);
    mem_free(doc);
    postlist_writer_done(&w);
    return rc;
}

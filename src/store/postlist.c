/* SPDX-License-Identifier: MIT */
/* Posting lists. Numbers are read one by one inside a group that was checked
 * as a whole; a group ends where the next begins. */
#include "store/postlist.h"

#include "core/buf.h"

enum { HEAD = 16, ENTRY = 16 };

/* ---- writing ---- */

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

static int put_documents(struct buf *b, struct buf *list, const struct kv *kv, size_t n, struct crib_err *err)
{
    if (n == 1)
        return put_number(b, kv[0].val, err);
    CRIB_TRY(put_number(b, n - 2, err));
    list->n = 0;
    for (size_t i = 0; i < n; i++)
        CRIB_TRY(put_number(list, i == 0 ? kv[0].val : kv[i].val - kv[i - 1].val - 1, err));
    if (n >= POSTLIST_LONG)
        CRIB_TRY(put_number(b, list->n, err));
    return buf_add(b, list->p, list->n, err);
}

struct entry { uint64_t key, at; };
static_assert(sizeof(struct entry) == ENTRY, "on-disk layout");

static int put_lists(const struct kv *kv, size_t n, struct buf *lists, struct buf *list, struct entry *entry,
                     struct crib_err *err)
{
    uint64_t n_keys = 0, last = 0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && kv[j].key == kv[i].key; j++)
            ;
        if (n_keys % POSTLIST_GROUP == 0) {
            entry[n_keys / POSTLIST_GROUP] = (struct entry){ kv[i].key, lists->n };
            last = kv[i].key;
        }
        CRIB_TRY(put_number(lists, (kv[i].key - last) * 2 + (j - i > 1), err));
        CRIB_TRY(put_documents(lists, list, kv + i, j - i, err));
        last = kv[i].key;
        n_keys++;
    }
    return CRIB_OK;
}

int postlist_write(struct segfile_writer *w, const struct kv *kv, size_t n, struct crib_err *err)
{
    uint64_t head[2] = { 0 };
    for (size_t i = 0; i < n; i++) {
        assert(i == 0 || kv[i].key > kv[i - 1].key || (kv[i].key == kv[i - 1].key && kv[i].val > kv[i - 1].val));
        assert(kv[i].key <= UINT64_MAX / 2);
        head[0] += i == 0 || kv[i].key != kv[i - 1].key;
    }
    head[1] = (head[0] + POSTLIST_GROUP - 1) / POSTLIST_GROUP;
    struct buf lists, list;
    buf_init(&lists, SIZE_MAX / 2);
    buf_init(&list, SIZE_MAX / 2);
    struct entry *entry = mem_alloc(((size_t)head[1] + 1) * sizeof *entry);
    int rc = entry ? put_lists(kv, n, &lists, &list, entry, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = segfile_write(w, head, sizeof head, err);
    if (rc == CRIB_OK)
        rc = segfile_write(w, entry, (size_t)head[1] * sizeof *entry, err);
    if (rc == CRIB_OK)
        rc = segfile_write(w, lists.p, lists.n, err);
    mem_free(entry);
    buf_done(&list);
    buf_done(&lists);
    return rc;
}

/* ---- reading ---- */

int postlist_open(struct postlist *p, struct segfile *file, uint64_t kind, struct crib_err *err)
{
    const void *head;
    *p = (struct postlist){ .file = file, .chunk = segfile_find(file, kind) };
    if (!p->chunk)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s is damaged at byte 0: a chunk of postings is missing", file->name);
    CRIB_TRY(segfile_bytes(file, p->chunk, 0, HEAD, &head, err));
    memcpy(&p->n_keys, head, 8);
    memcpy(&p->n_groups, (const char *)head + 8, 8);
    if (p->n_groups != p->n_keys / POSTLIST_GROUP + (p->n_keys % POSTLIST_GROUP > 0) ||
        p->n_groups > (p->chunk->n_bytes - HEAD) / ENTRY)
        return segfile_broken(file, p->chunk, 0, "an index of postings that does not fit", err);
    return CRIB_OK;
}

static int entry_at(const struct postlist *p, uint64_t i, struct entry *out, struct crib_err *err)
{
    const void *bytes;
    CRIB_TRY(segfile_bytes(p->file, p->chunk, HEAD + i * ENTRY, ENTRY, &bytes, err));
    memcpy(out, bytes, ENTRY);
    return CRIB_OK;
}

/* A group being read. */
struct group {
    const struct postlist *p;
    const unsigned char *at, *end;
    uint64_t begin;    /* in the chunk, for complaints */
    uint64_t key;
    uint64_t left;     /* keys */
    uint32_t n_docs;
};

static int broken(const struct group *g, const char *why, struct crib_err *err)
{
    return segfile_broken(g->p->file, g->p->chunk, g->begin, why, err);
}

static int open_group(const struct postlist *p, uint64_t i, uint32_t n_docs, struct group *g, struct crib_err *err)
{
    struct entry first, next;
    uint64_t lists = HEAD + p->n_groups * ENTRY, n_lists = p->chunk->n_bytes - lists;
    CRIB_TRY(entry_at(p, i, &first, err));
    next.at = n_lists;
    if (i + 1 < p->n_groups)
        CRIB_TRY(entry_at(p, i + 1, &next, err));
    if (first.at > next.at || next.at > n_lists)
        return segfile_broken(p->file, p->chunk, HEAD + i * ENTRY, "groups of postings out of order", err);
    const void *bytes;
    CRIB_TRY(segfile_bytes(p->file, p->chunk, lists + first.at, (size_t)(next.at - first.at), &bytes, err));
    uint64_t left = p->n_keys - i * POSTLIST_GROUP;
    *g = (struct group){ .p = p, .at = bytes, .end = (const unsigned char *)bytes + (next.at - first.at),
                         .begin = lists + first.at, .key = first.key, .n_docs = n_docs,
                         .left = left < POSTLIST_GROUP ? left : POSTLIST_GROUP };
    return CRIB_OK;
}

static int number(struct group *g, uint64_t *out, struct crib_err *err)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (g->at == g->end)
            return broken(g, "a list of postings is cut", err);
        unsigned char c = *g->at++;
        v |= (uint64_t)(c & 0x7F) << shift;
        if (!(c & 0x80)) {
            *out = v;
            return CRIB_OK;
        }
    }
    return broken(g, "a number without end in a list of postings", err);
}

/* The next key and how many documents follow; *bytes of them, 0 when the list
 * does not say. */
static int next_key(struct group *g, uint64_t *n, uint64_t *bytes, struct crib_err *err)
{
    uint64_t step = 0;
    CRIB_TRY(number(g, &step, err));
    g->left--;
    g->key += step >> 1;
    *n = 1;
    *bytes = 0;
    if (!(step & 1))
        return CRIB_OK;
    CRIB_TRY(number(g, n, err));
    if (*n >= UINT32_MAX - 2)
        return broken(g, "a list of more documents than there can be", err);
    *n += 2;
    if (*n >= POSTLIST_LONG) {
        CRIB_TRY(number(g, bytes, err));
        if (*bytes > (uint64_t)(g->end - g->at))
            return broken(g, "a list of postings that reaches beyond its group", err);
    }
    return CRIB_OK;
}

static int next_document(struct group *g, bool first, uint64_t *doc, struct crib_err *err)
{
    uint64_t step = 0;
    CRIB_TRY(number(g, &step, err));
    if (step >= g->n_docs || (!first && *doc + step + 1 >= g->n_docs))
        return broken(g, "a document that does not exist in a list of postings", err);
    *doc = first ? step : *doc + step + 1;
    return CRIB_OK;
}

static int list_documents(struct group *g, uint64_t n, struct postlist_docs *out, struct crib_err *err)
{
    uint64_t doc = 0;
    for (uint64_t k = 0; k < n; k++) {
        CRIB_TRY(next_document(g, k == 0, &doc, err));
        CRIB_TRY(VEC_GROW(out->doc, out->n, &out->cap, 1, err));
        out->doc[out->n++] = (uint32_t)doc;
    }
    return CRIB_OK;
}

static int skip_documents(struct group *g, uint64_t n, uint64_t bytes, struct crib_err *err)
{
    uint64_t doc = 0;
    g->at += bytes;
    for (uint64_t k = 0; bytes == 0 && k < n; k++)
        CRIB_TRY(next_document(g, k == 0, &doc, err));
    return CRIB_OK;
}

/* The groups that begin at or before a key lie, in number, between lo and hi:
 * it can only be in the last of them. */
struct bounds { uint64_t lo, hi; };

static int halve(const struct postlist *p, uint64_t key, struct bounds *b, struct crib_err *err)
{
    uint64_t mid = b->lo + (b->hi - b->lo) / 2;
    struct entry e;
    CRIB_TRY(entry_at(p, mid, &e, err));
    if (e.key <= key)
        b->lo = mid + 1;
    else
        b->hi = mid;
    return CRIB_OK;
}

/* All searches go down together, so that what a step of them reads is asked for at once. */
static int expect_groups(const struct postlist *p, const uint64_t *key, struct bounds *b, size_t n, struct crib_err *err)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n; i++)
            if (b[i].lo < b[i].hi)
                segfile_expect(p->file, p->chunk, HEAD + (b[i].lo + (b[i].hi - b[i].lo) / 2) * ENTRY, ENTRY);
        for (size_t i = 0; i < n; i++) {
            if (b[i].lo < b[i].hi)
                CRIB_TRY(halve(p, key[i], &b[i], err));
            more |= b[i].lo < b[i].hi;
        }
    }
    for (size_t i = 0; i < n; i++) {
        struct entry of;
        if (b[i].lo == 0)
            continue;
        CRIB_TRY(entry_at(p, b[i].lo - 1, &of, err));
        segfile_expect(p->file, p->chunk, HEAD + p->n_groups * ENTRY + of.at, 1);
    }
    return CRIB_OK;
}

int postlist_expect(const struct postlist *p, const uint64_t *key, size_t n, struct crib_err *err)
{
    struct bounds *b = mem_alloc(n * sizeof *b);
    if (!b)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        b[i] = (struct bounds){ 0, p->n_groups };
    int rc = expect_groups(p, key, b, n, err);
    mem_free(b);
    return rc;
}

int postlist_find(const struct postlist *p, uint64_t key, uint32_t n_docs, uint64_t most, struct postlist_docs *out,
                  struct crib_err *err)
{
    out->n = 0;
    out->total = 0;
    struct bounds b = { 0, p->n_groups };
    while (b.lo < b.hi)
        CRIB_TRY(halve(p, key, &b, err));
    if (b.lo == 0)
        return CRIB_OK;
    struct group g;
    CRIB_TRY(open_group(p, b.lo - 1, n_docs, &g, err));
    while (g.left > 0) {
        uint64_t n, bytes;
        CRIB_TRY(next_key(&g, &n, &bytes, err));
        if (g.key == key) {
            out->total = n;
            return list_documents(&g, n < most ? n : most, out, err);
        }
        if (g.key > key)
            return CRIB_OK;
        CRIB_TRY(skip_documents(&g, n, bytes, err));
    }
    return CRIB_OK;
}

int postlist_each(const struct postlist *p, uint32_t n_docs, postlist_fn *fn, void *arg, struct crib_err *err)
{
    uint64_t last = 0;
    bool any = false;
    for (uint64_t i = 0; i < p->n_groups; i++) {
        struct group g;
        CRIB_TRY(open_group(p, i, n_docs, &g, err));
        while (g.left > 0) {
            uint64_t n, bytes, doc = 0;
            CRIB_TRY(next_key(&g, &n, &bytes, err));
            if (any && g.key <= last)
                return broken(&g, "keys of postings out of order", err);
            last = g.key;
            any = true;
            const unsigned char *begin = g.at;
            for (uint64_t k = 0; k < n; k++) {
                CRIB_TRY(next_document(&g, k == 0, &doc, err));
                CRIB_TRY(fn(arg, g.key, (uint32_t)doc, err));
            }
            if (bytes > 0 && bytes != (uint64_t)(g.at - begin))
                return broken(&g, "a list of postings is not as long as it says", err);
        }
        if (g.at != g.end)
            return broken(&g, "a group of postings holds more than its keys", err);
    }
    return CRIB_OK;
}

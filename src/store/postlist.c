/* SPDX-License-Identifier: MIT */
/* Reading posting lists. Numbers are read one by one inside a group that was
 * checked as a whole; a group ends where the next begins. */
#include "store/postlist.h"

enum { HEAD = 16, ENTRY = 16 };

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

static int entry_at(const struct postlist *p, uint64_t i, struct postlist_entry *out, struct crib_err *err)
{
    const void *bytes;
    CRIB_TRY(segfile_bytes(p->file, p->chunk, HEAD + i * ENTRY, ENTRY, &bytes, err));
    memcpy(out, bytes, ENTRY);
    return CRIB_OK;
}

static int broken(const struct postlist_group *g, const char *why, struct crib_err *err)
{
    return segfile_broken(g->p->file, g->p->chunk, g->begin, why, err);
}

static int open_group(const struct postlist *p, uint64_t i, uint32_t n_docs, struct postlist_group *g,
                      struct crib_err *err)
{
    struct postlist_entry first, next;
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
    *g = (struct postlist_group){ .p = p, .at = bytes, .end = (const unsigned char *)bytes + (next.at - first.at),
                                  .begin = lists + first.at, .key = first.key, .n_docs = n_docs,
                                  .left = left < POSTLIST_GROUP ? left : POSTLIST_GROUP };
    return CRIB_OK;
}

static int number(struct postlist_group *g, uint64_t *out, struct crib_err *err)
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
static int next_key(struct postlist_group *g, uint64_t *n, uint64_t *bytes, struct crib_err *err)
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

static int next_document(struct postlist_group *g, bool first, uint64_t *doc, struct crib_err *err)
{
    uint64_t step = 0;
    CRIB_TRY(number(g, &step, err));
    if (step >= g->n_docs || (!first && *doc + step + 1 >= g->n_docs))
        return broken(g, "a document that does not exist in a list of postings", err);
    *doc = first ? step : *doc + step + 1;
    return CRIB_OK;
}

static int list_documents(struct postlist_group *g, uint64_t n, struct postlist_docs *out, struct crib_err *err)
{
    uint64_t doc = 0;
    for (uint64_t k = 0; k < n; k++) {
        CRIB_TRY(next_document(g, k == 0, &doc, err));
        CRIB_TRY(VEC_GROW(out->doc, out->n, &out->cap, 1, err));
        out->doc[out->n++] = (uint32_t)doc;
    }
    return CRIB_OK;
}

static int skip_documents(struct postlist_group *g, uint64_t n, uint64_t bytes, struct crib_err *err)
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
    struct postlist_entry e;
    CRIB_TRY(entry_at(p, mid, &e, err));
    if (e.key <= key)
        b->lo = mid + 1;
    else
        b->hi = mid;
    return CRIB_OK;
}

/* All searches go down together, so that what a step of them reads is asked for at once. */
static int expect_groups(const struct postlist *p, const uint64_t *key, struct bounds *b, size_t n,
                         struct crib_err *err)
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
        struct postlist_entry of;
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
    struct postlist_group g = { 0 };
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

void postlist_begin(struct postlist_cursor *c, const struct postlist *p, uint32_t n_docs)
{
    *c = (struct postlist_cursor){ .p = p, .n_docs = n_docs };
}

void postlist_end(struct postlist_cursor *c)
{
    mem_free(c->docs.doc);
    *c = (struct postlist_cursor){ 0 };
}

/* On to a group that holds a key; none is left when group.left stays 0. */
static int next_group(struct postlist_cursor *c, struct crib_err *err)
{
    struct postlist_group *g = &c->group;
    while (g->left == 0) {
        if (g->at != g->end)
            return broken(g, "a group of postings holds more than its keys", err);
        if (c->i_group == c->p->n_groups)
            return CRIB_OK;
        CRIB_TRY(open_group(c->p, c->i_group++, c->n_docs, g, err));
    }
    return CRIB_OK;
}

int postlist_next(struct postlist_cursor *c, struct crib_err *err)
{
    struct postlist_group *g = &c->group;
    uint64_t n, bytes;
    CRIB_TRY(next_group(c, err));
    c->more = g->left > 0;
    if (!c->more)
        return CRIB_OK;
    CRIB_TRY(next_key(g, &n, &bytes, err));
    if (c->any && g->key <= c->key)
        return broken(g, "keys of postings out of order", err);
    c->key = g->key;
    c->any = true;
    const unsigned char *begin = g->at;
    c->docs.n = 0;
    c->docs.total = n;
    CRIB_TRY(list_documents(g, n, &c->docs, err));
    if (bytes > 0 && bytes != (uint64_t)(g->at - begin))
        return broken(g, "a list of postings is not as long as it says", err);
    return CRIB_OK;
}

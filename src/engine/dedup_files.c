/* SPDX-License-Identifier: MIT */
/* Cuts in the files' own bytes. A text in UTF-8 that was read whole is the
 * file, byte for byte; a row of JSON Lines knows where it stood; anything else
 * is decoded once more to find the place. What cannot be cut stays. */
#include "engine/dedup.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "source/splice.h"

static bool complained(const struct source *s, const char *code)
{
    for (size_t i = 0; i < s->complaints.n; i++)
        if (strcmp(s->complaints.item[i].what.code, code) == 0)
            return true;
    return false;
}

bool dedup_is_unread(const struct source *s) { return complained(s, "cannot-read") || complained(s, "not-a-file"); }

static bool is_utf8(const struct source *s) { return strcmp(s->encoding, "UTF-8") == 0; }

static int add_cut(struct crib_dedup *d, struct crib_cut cut, uint64_t row_hash, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(d->cut, d->n_cut, &d->cap_cut, 1, err));
    CRIB_TRY(VEC_GROW(d->row_hash, d->n_cut, &d->cap_row_hash, 1, err));
    d->row_hash[d->n_cut] = row_hash;
    d->cut[d->n_cut++] = cut;
    d->file[cut.file].n_cuts++;
    d->chars_left += cut.put_chars;
    d->chars_left -= cut.chars;
    return CRIB_OK;
}

static uint64_t chars_of(const struct member *m, struct txt_span s) { return utf8_count(m->text + s.beg, txt_len(s)); }

/* The documents of [first, end) that were to go stay, for one reason. */
static int spare_all(struct crib_dedup *d, uint32_t first, uint32_t end, const char *why, struct crib_err *err)
{
    for (uint32_t doc = first; doc < end; doc++)
        if (dedup_doc_goes(d, doc))
            CRIB_TRY(dedup_spare(d, doc, fact(why), err));
    return CRIB_OK;
}

/* --- a file with one text --------------------------------------------------- */

/* The cuts as they lie in the bytes, checked. *how as splice_place(). */
static int place(struct crib_dedup *d, size_t i_file, const struct member *m, struct splice *cut, size_t n,
                 enum splice_outcome *how, struct crib_err *err)
{
    const struct source *s = &d->result->collection.source[i_file];
    struct dedup_check *check = &d->check[i_file];
    *how = SPLICE_PLACED;
    check->whole = true;
    if (!is_utf8(s) || complained(s, "broken-encoding"))
        return splice_place(&d->result->collection.list.entry[i_file], &d->reading, m->text, m->n_bytes, cut, n,
                            &d->arena, &check->n_bytes, &check->hash, how, err);
    check->n_bytes = m->n_bytes;
    check->hash = splice_hash(m->text, m->n_bytes);
    for (size_t i = 0; i < n; i++) {
        cut[i].beg = cut[i].text_beg;
        cut[i].end = cut[i].text_end;
        cut[i].bytes = cut[i].put;
        cut[i].n_bytes = cut[i].n_put;
    }
    return CRIB_OK;
}

static int add_text_cuts(struct crib_dedup *d, size_t i_file, const struct member *m, const struct text_cuts *v,
                         const struct splice *at, struct crib_err *err)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct text_cut *c = &v->item[i];
        CRIB_TRY(add_cut(d, (struct crib_cut){ .file = (uint32_t)i_file, .kind = c->kind, .doc = c->doc,
                                               .bytes = { at[i].beg, at[i].end }, .chars = chars_of(m, c->text),
                                               .put = c->put ? at[i].bytes : NULL, .n_put = c->put ? at[i].n_bytes : 0,
                                               .put_chars = c->put ? utf8_count(c->put, c->n_put) : 0 }, 0, err));
    }
    return CRIB_OK;
}

static int changed(const struct crib_dedup *d, size_t i_file, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%.100s changed while it was read",
                     d->result->collection.source[i_file].name);
}

static int whole_file(struct crib_dedup *d, size_t i_file, const struct part *p, struct crib_err *err)
{
    enum splice_outcome how;
    CRIB_TRY(place(d, i_file, p->member, NULL, 0, &how, err));
    if (how != SPLICE_PLACED)
        return changed(d, i_file, err);
    d->file[i_file].gone = true;
    return add_cut(d, (struct crib_cut){ .file = (uint32_t)i_file, .kind = CRIB_CUT_FILE,
                                         .doc = p->seg.n_doc == 1 ? p->first_doc : CRIB_NONE,
                                         .bytes = { 0, d->check[i_file].n_bytes },
                                         .chars = utf8_count(p->member->text, p->member->n_bytes) }, 0, err);
}

static int cut_text_file(struct crib_dedup *d, size_t i_file, const struct part *p, struct crib_err *err)
{
    struct text_cuts v = { 0 };
    bool all;
    int rc = dedup_text_cuts(d, p, &v, &all, err);
    if (rc == CRIB_OK && all)
        return whole_file(d, i_file, p, err);
    struct splice *at = mem_zero(v.n, sizeof *at);
    enum splice_outcome how = SPLICE_PLACED;
    if (rc == CRIB_OK && !at)
        rc = CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < v.n; i++)
        at[i] = (struct splice){ .text_beg = v.item[i].text.beg, .text_end = v.item[i].text.end,
                                 .put = v.item[i].put, .n_put = v.item[i].n_put };
    if (rc == CRIB_OK && v.n)
        rc = place(d, i_file, p->member, at, v.n, &how, err);
    if (rc == CRIB_OK && how == SPLICE_CHANGED)
        rc = changed(d, i_file, err);
    if (rc == CRIB_OK && how == SPLICE_CANNOT)
        rc = spare_all(d, p->first_doc, p->first_doc + p->seg.n_doc, "undecided-encoding", err);
    else if (rc == CRIB_OK)
        rc = add_text_cuts(d, i_file, p->member, &v, at, err);
    mem_free(at);
    mem_free(v.item);
    return rc;
}

/* --- JSON Lines ---------------------------------------------------------------- */

static int by_row(const void *a, const void *b)
{
    const struct part *x = *(const struct part *const *)a, *y = *(const struct part *const *)b;
    return x->member->row_beg < y->member->row_beg ? -1 : x->member->row_beg > y->member->row_beg;
}

/* A row goes when all its documents do; one that holds several of which some
 * stay is not cut. *out [n] by place. */
static int list_rows(struct crib_dedup *d, const struct part *part, size_t n_part, const struct part **out, size_t *n,
                     struct crib_err *err)
{
    *n = 0;
    for (size_t i = 0; i < n_part; i++) {
        const struct part *p = &part[i];
        uint32_t gone = 0;
        for (uint32_t k = 0; k < p->seg.n_doc; k++)
            gone += dedup_doc_goes(d, p->first_doc + k);
        if (gone && gone == p->seg.n_doc)
            out[(*n)++] = p;
        else if (gone)
            CRIB_TRY(spare_all(d, p->first_doc, p->first_doc + p->seg.n_doc, "undecided-part-of-row", err));
    }
    if (*n)
        qsort(out, *n, sizeof *out, by_row);
    return CRIB_OK;
}

/* Where the rows stand in the bytes. */
static int place_rows(struct crib_dedup *d, size_t i_file, const struct part *const *row, size_t n, struct splice *at,
                      enum splice_outcome *how, struct crib_err *err)
{
    const struct collection *c = &d->result->collection;
    struct dedup_check *check = &d->check[i_file];
    *how = SPLICE_PLACED;
    for (size_t i = 0; i < n; i++)
        at[i] = (struct splice){ .text_beg = row[i]->member->row_beg, .text_end = row[i]->member->row_end,
                                 .beg = row[i]->member->row_beg, .end = row[i]->member->row_end,
                                 .text_hash = row[i]->member->row_hash, .hashed = true };
    check->whole = !is_utf8(&c->source[i_file]);
    if (!check->whole)
        return CRIB_OK;
    return splice_place(&c->list.entry[i_file], &d->reading, NULL, 0, at, n, &d->arena, &check->n_bytes, &check->hash,
                        how, err);
}

/* Is nothing left of the file, not even a blank line? */
static bool covers(const struct splice *at, size_t n, const struct source *s, uint64_t n_bytes)
{
    uint64_t end = 0;
    for (size_t i = 0; i < n; end = at[i++].end)
        if (at[i].beg != end)
            return false;
    return n == s->n_member && end == n_bytes;
}

/* Rows go or stay; what is to be stripped of those that stay is counted. */
static int count_unstripped(struct crib_dedup *d, const struct part *p, struct crib_err *err)
{
    struct text_cuts v = { 0 };
    bool all = false;
    int rc = d->options.strip ? dedup_text_cuts(d, p, &v, &all, err) : CRIB_OK;
    for (size_t i = 0; !all && i < v.n; i++)
        d->n_unstripped += v.item[i].kind == CRIB_CUT_ADVERTISEMENT || v.item[i].kind == CRIB_CUT_MARKER;
    mem_free(v.item);
    return rc;
}

static int cut_rows(struct crib_dedup *d, size_t i_file, const struct part *part, size_t n_part, struct crib_err *err)
{
    const struct source *s = &d->result->collection.source[i_file];
    const struct part **row = mem_alloc(n_part * sizeof *row);
    struct splice *at = NULL;
    enum splice_outcome how = SPLICE_PLACED;
    size_t n = 0;
    int rc = row ? list_rows(d, part, n_part, row, &n, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK && !(at = mem_zero(n, sizeof *at)))
        rc = CRIB_NOMEM(err);
    if (rc == CRIB_OK && n)
        rc = place_rows(d, i_file, row, n, at, &how, err);
    if (rc == CRIB_OK && how == SPLICE_CHANGED)
        rc = changed(d, i_file, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        const struct part *p = row[i];
        if (how == SPLICE_CANNOT)
            rc = spare_all(d, p->first_doc, p->first_doc + p->seg.n_doc, "undecided-encoding", err);
        else
            rc = add_cut(d, (struct crib_cut){ .file = (uint32_t)i_file, .kind = CRIB_CUT_ROW,
                                               .doc = p->seg.n_doc == 1 ? p->first_doc : CRIB_NONE,
                                               .bytes = { at[i].beg, at[i].end },
                                               .chars = utf8_count(p->member->text, p->member->n_bytes) },
                         p->member->row_hash, err);
    }
    for (size_t i = 0; i < n_part && rc == CRIB_OK; i++)
        rc = count_unstripped(d, &part[i], err);
    if (rc == CRIB_OK && n && how == SPLICE_PLACED)
        d->file[i_file].gone = covers(at, n, s, d->check[i_file].whole ? d->check[i_file].n_bytes : s->rows_end);
    mem_free(at);
    mem_free(row);
    return rc;
}

/* --- all files ------------------------------------------------------------------ */

int dedup_files(struct crib_dedup *d, struct crib_err *err)
{
    const struct collection *c = &d->result->collection;
    d->n_file = c->n_source;
    d->file = arena_zero(&d->arena, c->n_source, sizeof *d->file);
    d->check = arena_zero(&d->arena, c->n_source, sizeof *d->check);
    if (!d->file || !d->check)
        return CRIB_NOMEM(err);
    CRIB_TRY(dedup_names(d, err));
    for (size_t i = 0; i < c->n_part; i++)
        d->chars_read += utf8_count(c->part[i].member->text, c->part[i].member->n_bytes);
    d->chars_left = d->chars_read;
    for (size_t i = 0, part = 0, end; i < c->n_source; i++, part = end) {
        for (end = part; end < c->n_part && c->part[end].source_index == i; end++)
            ;
        d->file[i].source = (uint32_t)i;
        d->file[i].first_cut = d->n_cut;
        d->file[i].unread = dedup_is_unread(&c->source[i]);
        if (d->file[i].unread || part == end)
            continue;
        bool rows = strcmp(c->source[i].format, "jsonl") == 0;
        CRIB_TRY(rows ? cut_rows(d, i, c->part + part, end - part, err) : cut_text_file(d, i, c->part + part, err));
    }
    dedup_settle(d);
    return CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* Sources and their documents. */
#include "core/mem.h"
#include "store/catalogue.h"
#include "store/catalogue_tables.h"

static void bind_source(sqlite3_stmt *s, const struct catalogue_source *x)
{
    sqlite3_bind_blob64(s, 1, x->path, strlen(x->path), SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)x->n_bytes);
    sqlite3_bind_int64(s, 3, x->changed_ns);
    sqlite3_bind_int64(s, 4, (int64_t)x->content);
    sqlite3_bind_text(s, 5, x->reading, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 6, x->format, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 7, x->encoding, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 8, x->encoding_from);
    sqlite3_bind_int64(s, 9, x->confidence);
    sqlite3_bind_int64(s, 10, x->n_stated);
}

int catalogue_add_source(struct catalogue *c, struct catalogue_source *x, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_SOURCE, &s, err));
    bind_source(s, x);
    CRIB_TRY(catalogue_done(c, s, err));
    x->id = sqlite3_last_insert_rowid(c->db);
    return CRIB_OK;
}

int catalogue_update_source(struct catalogue *c, const struct catalogue_source *x, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, UPDATE_SOURCE, &s, err));
    bind_source(s, x);
    sqlite3_bind_int64(s, 11, x->id);
    return catalogue_done(c, s, err);
}

static int run_for(struct catalogue *c, enum statement which, int64_t source, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, which, &s, err));
    sqlite3_bind_int64(s, 1, source);
    return catalogue_done(c, s, err);
}

int catalogue_drop_source(struct catalogue *c, int64_t id, struct crib_err *err)
{
    CRIB_TRY(run_for(c, DROP_ATTRIBUTES, id, err));
    CRIB_TRY(run_for(c, DROP_PLACES, id, err));
    return run_for(c, DROP_SOURCE, id, err);
}

int catalogue_drop_documents(struct catalogue *c, int64_t source, struct crib_err *err)
{
    return run_for(c, DROP_DOCUMENTS, source, err);
}

static int read_source(sqlite3_stmt *s, struct arena *a, struct catalogue_source *out, struct crib_err *err)
{
    *out = (struct catalogue_source){
        .id = sqlite3_column_int64(s, 0), .n_bytes = (uint64_t)sqlite3_column_int64(s, 2),
        .changed_ns = sqlite3_column_int64(s, 3), .content = (uint64_t)sqlite3_column_int64(s, 4),
        .encoding_from = (uint32_t)sqlite3_column_int64(s, 8), .confidence = (uint32_t)sqlite3_column_int64(s, 9),
        .n_stated = (uint32_t)sqlite3_column_int64(s, 10) };
    CRIB_TRY(catalogue_text(s, 1, a, &out->path, err));
    CRIB_TRY(catalogue_text(s, 5, a, &out->reading, err));
    CRIB_TRY(catalogue_text(s, 6, a, &out->format, err));
    return catalogue_text(s, 7, a, &out->encoding, err);
}

static int one_source(struct catalogue *c, sqlite3_stmt *s, struct arena *a, struct catalogue_source *out,
                      struct crib_err *err)
{
    bool row;
    *out = (struct catalogue_source){ 0 };
    CRIB_TRY(catalogue_row(c, s, &row, err));
    return row ? read_source(s, a, out, err) : CRIB_OK;
}

int catalogue_source_at(struct catalogue *c, const char *path, struct arena *a, struct catalogue_source *out,
                        struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, SOURCE_AT, &s, err));
    sqlite3_bind_blob64(s, 1, path, strlen(path), SQLITE_STATIC);
    return one_source(c, s, a, out, err);
}

int catalogue_source_of(struct catalogue *c, int64_t id, struct arena *a, struct catalogue_source *out,
                        struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, SOURCE_OF, &s, err));
    sqlite3_bind_int64(s, 1, id);
    return one_source(c, s, a, out, err);
}

int catalogue_read_sources(struct catalogue *c, sqlite3_stmt *s, struct arena *a, struct catalogue_source **out,
                           size_t *n, struct crib_err *err)
{
    size_t cap = 0;
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 1, err));
        CRIB_TRY(read_source(s, a, &(*out)[(*n)++], err));
    }
}

int catalogue_sources(struct catalogue *c, const uint64_t *content, struct arena *a, struct catalogue_source **out,
                      size_t *n, struct crib_err *err)
{
    sqlite3_stmt *s;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, content ? SOURCES_WITH : SOURCES, &s, err));
    if (content)
        sqlite3_bind_int64(s, 1, (int64_t)*content);
    return catalogue_read_sources(c, s, a, out, n, err);
}

/* ---- documents ---- */

static struct catalogue_stated read_stated(sqlite3_stmt *s, int first)
{
    return (struct catalogue_stated){ .date = (uint32_t)sqlite3_column_int64(s, first),
                                      .is_signed = sqlite3_column_int(s, first + 1) != 0,
                                      .title_year = (uint32_t)sqlite3_column_int64(s, first + 2) };
}

int catalogue_add_document(struct catalogue *c, const struct catalogue_document *d, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_DOCUMENT, &s, err));
    sqlite3_bind_int64(s, 1, d->segment);
    sqlite3_bind_int64(s, 2, d->number);
    sqlite3_bind_int64(s, 3, d->source);
    if (d->member)
        sqlite3_bind_blob64(s, 4, d->member, strlen(d->member), SQLITE_STATIC);
    sqlite3_bind_int64(s, 5, d->ordinal);
    sqlite3_bind_text(s, 6, d->title, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 7, (int64_t)d->line_first);
    sqlite3_bind_int64(s, 8, (int64_t)d->line_last);
    sqlite3_bind_int64(s, 9, (int64_t)d->units);
    sqlite3_bind_int64(s, 10, (int64_t)d->content);
    sqlite3_bind_int64(s, 11, d->stated.date);
    sqlite3_bind_int64(s, 12, d->stated.is_signed);
    sqlite3_bind_int64(s, 13, d->stated.title_year);
    if (d->stated.office)
        sqlite3_bind_text(s, 14, d->stated.office, -1, SQLITE_STATIC);
    return catalogue_done(c, s, err);
}

static int read_document(sqlite3_stmt *s, struct arena *a, struct catalogue_document *out, struct crib_err *err)
{
    *out = (struct catalogue_document){
        .segment = (uint32_t)sqlite3_column_int64(s, 0), .number = (uint32_t)sqlite3_column_int64(s, 1),
        .source = sqlite3_column_int64(s, 2), .ordinal = (uint32_t)sqlite3_column_int64(s, 4),
        .line_first = (uint64_t)sqlite3_column_int64(s, 6), .line_last = (uint64_t)sqlite3_column_int64(s, 7),
        .units = (uint64_t)sqlite3_column_int64(s, 8), .content = (uint64_t)sqlite3_column_int64(s, 9),
        .stated = read_stated(s, 10) };
    CRIB_TRY(catalogue_text(s, 13, a, &out->stated.office, err));
    CRIB_TRY(catalogue_text(s, 3, a, &out->member, err));
    return catalogue_text(s, 5, a, &out->title, err);
}

int catalogue_document_of(struct catalogue *c, uint32_t segment, uint32_t number, struct arena *a,
                          struct catalogue_document *out, struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row;
    CRIB_TRY(catalogue_ready(c, DOCUMENT_OF, &s, err));
    sqlite3_bind_int64(s, 1, segment);
    sqlite3_bind_int64(s, 2, number);
    CRIB_TRY(catalogue_row(c, s, &row, err));
    if (!row)
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: document %u of segment %u is not in it",
                         number, segment);
    return read_document(s, a, out, err);
}

int catalogue_documents(struct catalogue *c, int64_t source, struct arena *a, struct catalogue_document **out,
                        size_t *n, struct crib_err *err)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, DOCUMENTS, &s, err));
    sqlite3_bind_int64(s, 1, source);
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 1, err));
        CRIB_TRY(read_document(s, a, &(*out)[(*n)++], err));
    }
}

int catalogue_move_document(struct catalogue *c, uint32_t segment, uint32_t number, uint32_t to_segment,
                            uint32_t to_number, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, MOVE_DOCUMENT, &s, err));
    sqlite3_bind_int64(s, 1, to_segment);
    sqlite3_bind_int64(s, 2, to_number);
    sqlite3_bind_int64(s, 3, segment);
    sqlite3_bind_int64(s, 4, number);
    return catalogue_done(c, s, err);
}

/* One row of one or two numbers. */
static int numbers(struct catalogue *c, enum statement which, const int64_t *bound, uint64_t *one, uint64_t *two,
                   struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row;
    CRIB_TRY(catalogue_ready(c, which, &s, err));
    if (bound)
        sqlite3_bind_int64(s, 1, *bound);
    CRIB_TRY(catalogue_row(c, s, &row, err));
    *one = row ? (uint64_t)sqlite3_column_int64(s, 0) : 0;
    if (two)
        *two = row ? (uint64_t)sqlite3_column_int64(s, 1) : 0;
    sqlite3_reset(s);
    return CRIB_OK;
}

int catalogue_count(struct catalogue *c, uint64_t content_most, struct catalogue_counts *out, struct crib_err *err)
{
    int64_t most = (int64_t)content_most;
    CRIB_TRY(numbers(c, COUNT_SOURCES, NULL, &out->sources, NULL, err));
    CRIB_TRY(numbers(c, COUNT_DOCUMENTS, NULL, &out->documents, &out->units, err));
    CRIB_TRY(numbers(c, COUNT_SEGMENTS, NULL, &out->segments, NULL, err));
    return numbers(c, COUNT_DISTINCT, &most, &out->distinct, NULL, err);
}

int catalogue_count_in(struct catalogue *c, uint32_t segment, uint64_t *out, struct crib_err *err)
{
    int64_t id = segment;
    return numbers(c, COUNT_IN, &id, out, NULL, err);
}

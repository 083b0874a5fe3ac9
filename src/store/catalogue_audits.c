/* SPDX-License-Identifier: MIT */
/* What audits have told already, where it stands, and what stands no more. */
#include "store/catalogue.h"
#include "store/catalogue_tables.h"

int catalogue_unaudited(struct catalogue *c, struct arena *a, struct catalogue_source **out, size_t *n,
                        struct crib_err *err)
{
    sqlite3_stmt *s;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, UNAUDITED, &s, err));
    return catalogue_read_sources(c, s, a, out, n, err);
}

int catalogue_not_audited(struct catalogue *c, int64_t source, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, NOT_AUDITED, &s, err));
    sqlite3_bind_int64(s, 1, source);
    return catalogue_done(c, s, err);
}

int catalogue_audited(struct catalogue *c, const char *path, int64_t run, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, AUDITED, &s, err));
    sqlite3_bind_blob64(s, 1, path, strlen(path), SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, run);
    return catalogue_done(c, s, err);
}

int catalogue_told_since(struct catalogue *c, int64_t run, struct arena *a, struct catalogue_source **out, size_t *n,
                         struct crib_err *err)
{
    sqlite3_stmt *s;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, TOLD_SINCE, &s, err));
    sqlite3_bind_int64(s, 1, run);
    return catalogue_read_sources(c, s, a, out, n, err);
}

/* ---- runs ---- */

int catalogue_add_run(struct catalogue *c, struct catalogue_run *run, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_RUN, &s, err));
    sqlite3_bind_text(s, 1, run->time, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)run->n_sources);
    sqlite3_bind_int64(s, 3, (int64_t)run->n_findings);
    sqlite3_bind_int64(s, 4, (int64_t)run->n_gone);
    CRIB_TRY(catalogue_done(c, s, err));
    run->id = sqlite3_last_insert_rowid(c->db);
    return CRIB_OK;
}

int catalogue_runs(struct catalogue *c, struct arena *a, struct catalogue_run **out, size_t *n, struct crib_err *err)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, RUNS, &s, err));
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 1, err));
        struct catalogue_run *r = &(*out)[(*n)++];
        *r = (struct catalogue_run){ .id = sqlite3_column_int64(s, 0),
                                     .n_sources = (uint64_t)sqlite3_column_int64(s, 2),
                                     .n_findings = (uint64_t)sqlite3_column_int64(s, 3),
                                     .n_gone = (uint64_t)sqlite3_column_int64(s, 4) };
        CRIB_TRY(catalogue_text(s, 1, a, &r->time, err));
    }
}

int catalogue_last_run(struct catalogue *c, int64_t *run, struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row;
    CRIB_TRY(catalogue_ready(c, LAST_RUN, &s, err));
    CRIB_TRY(catalogue_row(c, s, &row, err));
    *run = row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return CRIB_OK;
}

/* ---- findings ---- */

int catalogue_put_finding(struct catalogue *c, const struct catalogue_finding *f, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, PUT_FINDING, &s, err));
    sqlite3_bind_int64(s, 1, (int64_t)f->id);
    if (f->run)
        sqlite3_bind_int64(s, 2, f->run);
    for (int side = 0; side < 2; side++) {
        sqlite3_bind_text(s, 3 + 3 * side, f->source[side], -1, SQLITE_STATIC);
        sqlite3_bind_text(s, 4 + 3 * side, f->title[side], -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 5 + 3 * side, (int64_t)f->line[side]);
    }
    return catalogue_done(c, s, err);
}

int catalogue_find_place(struct catalogue *c, uint64_t finding, const char *a, const char *b, uint64_t *count,
                         int64_t *run, struct crib_err *err)
{
    sqlite3_stmt *s;
    bool row;
    CRIB_TRY(catalogue_ready(c, PLACE, &s, err));
    sqlite3_bind_int64(s, 1, (int64_t)finding);
    sqlite3_bind_blob64(s, 2, a, strlen(a), SQLITE_STATIC);
    sqlite3_bind_blob64(s, 3, b, strlen(b), SQLITE_STATIC);
    CRIB_TRY(catalogue_row(c, s, &row, err));
    *count = row ? (uint64_t)sqlite3_column_int64(s, 0) : 0;
    *run = row ? sqlite3_column_int64(s, 1) : 0;
    sqlite3_reset(s);
    return CRIB_OK;
}

int catalogue_finding_gone(struct catalogue *c, uint64_t id, int64_t run, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, GONE, &s, err));
    sqlite3_bind_int64(s, 1, (int64_t)id);
    sqlite3_bind_int64(s, 2, run);
    return catalogue_done(c, s, err);
}

int catalogue_add_place(struct catalogue *c, uint64_t finding, const char *a, const char *b, int64_t run,
                        struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_PLACE, &s, err));
    sqlite3_bind_int64(s, 1, (int64_t)finding);
    sqlite3_bind_blob64(s, 2, a, strlen(a), SQLITE_STATIC);
    sqlite3_bind_blob64(s, 3, b, strlen(b), SQLITE_STATIC);
    if (run)
        sqlite3_bind_int64(s, 4, run);
    return catalogue_done(c, s, err);
}

int catalogue_leave_places(struct catalogue *c, int64_t source, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, DROP_PLACES, &s, err));
    sqlite3_bind_int64(s, 1, source);
    return catalogue_done(c, s, err);
}

static int read_standing(sqlite3_stmt *s, struct arena *a, struct catalogue_standing *out, struct crib_err *err)
{
    *out = (struct catalogue_standing){ .finding = { .id = (uint64_t)sqlite3_column_int64(s, 0),
                                                     .run = sqlite3_column_int64(s, 1) },
                                        .count = (uint64_t)sqlite3_column_int64(s, 8) };
    for (int side = 0; side < 2; side++) {
        CRIB_TRY(catalogue_text(s, 2 + 3 * side, a, &out->finding.source[side], err));
        CRIB_TRY(catalogue_text(s, 3 + 3 * side, a, &out->finding.title[side], err));
        out->finding.line[side] = (uint64_t)sqlite3_column_int64(s, 4 + 3 * side);
        CRIB_TRY(catalogue_text(s, 9 + side, a, &out->path[side], err));
        out->unaudited[side] = sqlite3_column_int(s, 11 + side) != 0;
    }
    return CRIB_OK;
}

int catalogue_each_standing(struct catalogue *c, catalogue_standing_fn *fn, void *arg, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, STANDING, &s, err));
    for (bool row;;) {
        struct catalogue_standing x;
        struct arena a;
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        arena_init(&a);
        int rc = read_standing(s, &a, &x, err);
        if (rc == CRIB_OK)
            rc = fn(arg, &x, err);
        arena_done(&a);
        if (rc != CRIB_OK) {
            sqlite3_reset(s);
            return rc;
        }
    }
}

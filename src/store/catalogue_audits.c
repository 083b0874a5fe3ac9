/* SPDX-License-Identifier: MIT */
/* What audits have told already. */
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

int catalogue_add_run(struct catalogue *c, const char *time, uint64_t n_sources, uint64_t n_findings, int64_t *run,
                      struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_RUN, &s, err));
    sqlite3_bind_text(s, 1, time, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, (int64_t)n_sources);
    sqlite3_bind_int64(s, 3, (int64_t)n_findings);
    CRIB_TRY(catalogue_done(c, s, err));
    *run = sqlite3_last_insert_rowid(c->db);
    return CRIB_OK;
}

int catalogue_audited(struct catalogue *c, const char *path, int64_t run, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, AUDITED, &s, err));
    sqlite3_bind_blob64(s, 1, path, strlen(path), SQLITE_STATIC);
    sqlite3_bind_int64(s, 2, run);
    return catalogue_done(c, s, err);
}

int catalogue_add_finding(struct catalogue *c, uint64_t id, int64_t run, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, ADD_FINDING, &s, err));
    sqlite3_bind_int64(s, 1, (int64_t)id);
    sqlite3_bind_int64(s, 2, run);
    return catalogue_done(c, s, err);
}

int catalogue_knows_finding(struct catalogue *c, uint64_t id, bool *known, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, FINDING, &s, err));
    sqlite3_bind_int64(s, 1, (int64_t)id);
    CRIB_TRY(catalogue_row(c, s, known, err));
    sqlite3_reset(s);
    return CRIB_OK;
}

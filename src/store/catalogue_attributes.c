/* SPDX-License-Identifier: MIT */
/* What sources were given as attributes, and what documents say of themselves. */
#include "core/mem.h"
#include "store/catalogue.h"
#include "store/catalogue_tables.h"

int catalogue_set_attribute(struct catalogue *c, int64_t source, const char *name, const char *value,
                            struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, value ? SET_ATTRIBUTE : DROP_ATTRIBUTE, &s, err));
    sqlite3_bind_int64(s, 1, source);
    sqlite3_bind_text(s, 2, name, -1, SQLITE_STATIC);
    if (value)
        sqlite3_bind_text(s, 3, value, -1, SQLITE_STATIC);
    return catalogue_done(c, s, err);
}

int catalogue_attributes(struct catalogue *c, int64_t source, struct arena *a, struct catalogue_attribute **out,
                         size_t *n, struct crib_err *err)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, ATTRIBUTES, &s, err));
    sqlite3_bind_int64(s, 1, source);
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 1, err));
        struct catalogue_attribute *x = &(*out)[(*n)++];
        CRIB_TRY(catalogue_text(s, 0, a, &x->name, err));
        CRIB_TRY(catalogue_text(s, 1, a, &x->value, err));
    }
}

int catalogue_with_attribute(struct catalogue *c, const char *name, const char *value, catalogue_place_fn *fn,
                             void *arg, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, WITH_ATTRIBUTE, &s, err));
    sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, value, -1, SQLITE_STATIC);
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(fn(arg, (uint32_t)sqlite3_column_int64(s, 0), (uint32_t)sqlite3_column_int64(s, 1), err));
    }
}

int catalogue_attribute_names(struct catalogue *c, struct arena *a, const char ***out, size_t *n, struct crib_err *err)
{
    sqlite3_stmt *s;
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    CRIB_TRY(catalogue_ready(c, ATTRIBUTE_NAMES, &s, err));
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 1, err));
        CRIB_TRY(catalogue_text(s, 0, a, &(*out)[*n], err));
        ++*n;
    }
}

static const char *column(sqlite3_stmt *s, int i)
{
    const unsigned char *text = sqlite3_column_text(s, i);
    return text ? (const char *)text : "";
}

int catalogue_each_value(struct catalogue *c, const char *name, catalogue_value_fn *fn, void *arg, struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, EACH_VALUE, &s, err));
    sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    for (bool row;;) {
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        CRIB_TRY(fn(arg, column(s, 0), err));
    }
}

/* ---- what documents say ---- */

/* 20231205, 20231200, 20230000 as 2023-12-05, 2023-12, 2023. */
static const char *date_text(uint32_t date, char buf[STATED_TEXT])
{
    unsigned year = date / 10000 % 10000, month = date / 100 % 100, day = date % 100;
    if (month && day)
        snprintf(buf, STATED_TEXT, "%04u-%02u-%02u", year, month, day);
    else if (month)
        snprintf(buf, STATED_TEXT, "%04u-%02u", year, month);
    else
        snprintf(buf, STATED_TEXT, "%04u", year);
    return buf;
}

const char *catalogue_stated_value(const struct catalogue_stated *s, const char *title, const char *name,
                                   char buf[STATED_TEXT])
{
    if (strcmp(name, "title") == 0)
        return *title ? title : NULL;
    if (strcmp(name, "office") == 0)
        return s->office;
    if (strcmp(name, "date") == 0)
        return s->date ? date_text(s->date, buf) : NULL;
    if (strcmp(name, "year") != 0 || (!s->title_year && !s->date))
        return NULL;
    return date_text(s->title_year ? s->title_year * 10000 : s->date / 10000 * 10000, buf);
}

int catalogue_each_stated(struct catalogue *c, const char *name, catalogue_stated_fn *fn, void *arg,
                          struct crib_err *err)
{
    sqlite3_stmt *s;
    CRIB_TRY(catalogue_ready(c, EACH_STATED, &s, err));
    sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    for (bool row;;) {
        char buf[STATED_TEXT];
        CRIB_TRY(catalogue_row(c, s, &row, err));
        if (!row)
            return CRIB_OK;
        struct catalogue_stated x = { .date = (uint32_t)sqlite3_column_int64(s, 2),
                                       .is_signed = sqlite3_column_int(s, 3) != 0,
                                      .title_year = (uint32_t)sqlite3_column_int64(s, 4) };
        x.office = sqlite3_column_type(s, 5) == SQLITE_NULL ? NULL : column(s, 5);
        const char *value = catalogue_stated_value(&x, column(s, 6), name, buf);
        if (value)
            CRIB_TRY(fn(arg, (uint32_t)sqlite3_column_int64(s, 0), (uint32_t)sqlite3_column_int64(s, 1), value, err));
    }
}

/* SPDX-License-Identifier: MIT */
/* The inside of the catalogue: its tables, its statements. */
#ifndef CRIB_STORE_CATALOGUE_TABLES_H
#define CRIB_STORE_CATALOGUE_TABLES_H

#include <sqlite3.h>

#include "store/catalogue.h"

enum statement {
    SET, GET, ADD_SEGMENT, SET_DEAD, DROP_SEGMENT, SEGMENTS, ADD_SOURCE, UPDATE_SOURCE, DROP_SOURCE, SOURCE_AT,
    SOURCE_OF, SOURCES, SOURCES_WITH, SET_ATTRIBUTE, DROP_ATTRIBUTE, ATTRIBUTES, DROP_ATTRIBUTES, ADD_DOCUMENT,
    DOCUMENT_OF, DOCUMENTS, DROP_DOCUMENTS, MOVE_DOCUMENT, COUNT_SOURCES, COUNT_DOCUMENTS, COUNT_SEGMENTS, COUNT_DISTINCT,
    COUNT_IN, NOT_AUDITED, AUDITED, UNAUDITED, ADD_RUN, RUNS,
    LAST_RUN, PUT_FINDING, PLACE, GONE, ADD_PLACE, DROP_PLACES, STANDING, TOLD_SINCE, WITH_ATTRIBUTE,
    ATTRIBUTE_NAMES, EACH_VALUE, EACH_STATED, N_STATEMENTS
};

extern const char catalogue_schema[];
extern const char *const catalogue_statement[N_STATEMENTS];

/* A source's row from a statement that selects one, and all rows of one. */
int catalogue_read_sources(struct catalogue *c, sqlite3_stmt *s, struct arena *a, struct catalogue_source **out,
                           size_t *n, struct crib_err *err);

/* Say what SQLite's code means. */
int catalogue_failed(struct catalogue *c, int rc, struct crib_err *err);
/* The statement, reset, ready for binding. */
int catalogue_ready(struct catalogue *c, enum statement which, sqlite3_stmt **out, struct crib_err *err);
/* Step one that gives no rows. */
int catalogue_done(struct catalogue *c, sqlite3_stmt *s, struct crib_err *err);
/* Step: *row tells whether there is a row. */
int catalogue_row(struct catalogue *c, sqlite3_stmt *s, bool *row, struct crib_err *err);
/* A copy of a text column in the arena; NULL for NULL. */
int catalogue_text(sqlite3_stmt *s, int column, struct arena *a, const char **out, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* The catalogue of an index: what people ask about, in SQLite, and which
 * segments are live. One transaction a run; every page has a checksum. */
#ifndef CRIB_STORE_CATALOGUE_H
#define CRIB_STORE_CATALOGUE_H

#include "core/arena.h"

#define CATALOGUE_FILE "catalogue.db"

struct catalogue {
    struct sqlite3 *db;
    struct sqlite3_stmt *ready[48]; /* statements, prepared when first needed */
    bool in_transaction;
    bool immutable;                 /* read without locks: see catalogue_unchanged() */
    int64_t changed_ns;             /* of the file when it was opened */
    uint64_t n_bytes;
    bool settled;                   /* it was no longer so new that another change could bear the same time */
};

enum catalogue_mode { CATALOGUE_READ, CATALOGUE_GLANCE, CATALOGUE_WRITE, CATALOGUE_CREATE };

/* Open folder/catalogue.db. CATALOGUE_READ needs no permission to write, and
 * sees one state until it is closed. CATALOGUE_GLANCE does not wait for a
 * writer that is opening or closing, which keeps others out for a moment: it
 * then reads without locks, and the caller asks catalogue_unchanged(). CRIB_E_FORMAT when it is no catalogue of
 * crib's; CRIB_E_DAMAGED, with err->at, when a page is not as it was written.
 * catalogue_close() also after a failure. */
int catalogue_open(struct catalogue *c, const char *folder, enum catalogue_mode mode, struct crib_err *err);
/* A reader that may not write takes no lock either, nor does one that glances
 * where a writer is in the way, and a writer may have come by: what was read is
 * one state only if this is still true at the end. Always true for others. */
bool catalogue_unchanged(const struct catalogue *c, const char *folder);
/* Undoes what was not committed. */
void catalogue_close(struct catalogue *c);
int catalogue_begin(struct catalogue *c, struct crib_err *err);
/* On the disk when it returns. */
int catalogue_commit(struct catalogue *c, struct crib_err *err);
/* Read and check every page and every promise SQLite makes. */
int catalogue_check(struct catalogue *c, struct crib_err *err);

/* ---- settings: names and texts ---- */
int catalogue_set(struct catalogue *c, const char *name, const char *value, struct crib_err *err);
/* A copy in the arena; NULL when there is none. */
int catalogue_get(struct catalogue *c, const char *name, struct arena *a, const char **value, struct crib_err *err);

/* ---- segments ---- */
struct catalogue_segment {
    uint32_t id;
    const char *file;
    uint32_t n_docs;
    const void *dead;       /* a deadset, stored */
    size_t n_dead;
};
int catalogue_add_segment(struct catalogue *c, const char *file, uint32_t n_docs, uint32_t *id, struct crib_err *err);
int catalogue_set_dead(struct catalogue *c, uint32_t segment, const void *dead, size_t n, struct crib_err *err);
int catalogue_drop_segment(struct catalogue *c, uint32_t segment, struct crib_err *err);
/* All, by id; texts in the arena. */
int catalogue_segments(struct catalogue *c, struct arena *a, struct catalogue_segment **out, size_t *n,
                       struct crib_err *err);

/* ---- sources ---- */
struct catalogue_source {
    int64_t id;
    const char *path;        /* bytes */
    uint64_t n_bytes;        /* of the file, and when it was changed: while both are the same it is not read again */
    int64_t changed_ns;
    uint64_t content;        /* hash of its bytes */
    const char *reading;     /* the options it was read with */
    const char *format, *encoding;
    uint32_t encoding_from, confidence, n_stated;
};
int catalogue_add_source(struct catalogue *c, struct catalogue_source *s, struct crib_err *err); /* sets s->id */
int catalogue_update_source(struct catalogue *c, const struct catalogue_source *s, struct crib_err *err);
/* Its documents must be gone. */
int catalogue_drop_source(struct catalogue *c, int64_t id, struct crib_err *err);
/* id 0: there is none. */
int catalogue_source_at(struct catalogue *c, const char *path, struct arena *a, struct catalogue_source *out,
                        struct crib_err *err);
int catalogue_source_of(struct catalogue *c, int64_t id, struct arena *a, struct catalogue_source *out,
                        struct crib_err *err);
/* All whose content is this hash, or all (content NULL), by path. */
int catalogue_sources(struct catalogue *c, const uint64_t *content, struct arena *a, struct catalogue_source **out,
                      size_t *n, struct crib_err *err);

/* Attributes of a source: name=value. value NULL: gone. */
struct catalogue_attribute { const char *name, *value; };
int catalogue_set_attribute(struct catalogue *c, int64_t source, const char *name, const char *value,
                            struct crib_err *err);
/* By name. */
int catalogue_attributes(struct catalogue *c, int64_t source, struct arena *a, struct catalogue_attribute **out,
                         size_t *n, struct crib_err *err);

/* Names of all attributes that any source has. */
int catalogue_attribute_names(struct catalogue *c, struct arena *a, const char ***out, size_t *n, struct crib_err *err);
/* Told each value that sources have under the name, once. */
typedef int catalogue_value_fn(void *arg, const char *value, struct crib_err *err);
int catalogue_each_value(struct catalogue *c, const char *name, catalogue_value_fn *fn, void *arg,
                         struct crib_err *err);
/* Told each document of the sources that have the attribute, in no order. */
typedef int catalogue_place_fn(void *arg, uint32_t segment, uint32_t number, struct crib_err *err);
int catalogue_with_attribute(struct catalogue *c, const char *name, const char *value, catalogue_place_fn *fn,
                             void *arg, struct crib_err *err);

/* What a document says of itself. */
struct catalogue_stated {
    uint32_t date;        /* yyyymmdd, 0 for what is not said */
    uint32_t title_year;  /* the first in its title; 0: none */
    bool is_signed;       /* the date stands in the signature, not in the title */
    const char *office;   /* who signed it; NULL: nobody */
};
/* As an attribute: its value under title, office, date or year (the title's,
 * else the date's), NULL for none and for other names. buf holds a date or year. */
enum { STATED_TEXT = 16 };
const char *catalogue_stated_value(const struct catalogue_stated *s, const char *title, const char *name,
                                   char buf[STATED_TEXT]);
/* Told each document that says so of itself and whose source has no attribute
 * of that name (which would hold instead), in no order. */
typedef int catalogue_stated_fn(void *arg, uint32_t segment, uint32_t number, const char *value, struct crib_err *err);
int catalogue_each_stated(struct catalogue *c, const char *name, catalogue_stated_fn *fn, void *arg,
                          struct crib_err *err);

/* ---- documents ---- */
struct catalogue_document {
    uint32_t segment, number;  /* in the segment */
    int64_t source;
    const char *member;        /* NULL: a plain file */
    uint32_t ordinal;
    const char *title;
    uint64_t line_first, line_last, units, content;
    struct catalogue_stated stated;
};
int catalogue_add_document(struct catalogue *c, const struct catalogue_document *d, struct crib_err *err);
/* CRIB_E_DAMAGED when it is not there. */
int catalogue_document_of(struct catalogue *c, uint32_t segment, uint32_t number, struct arena *a,
                          struct catalogue_document *out, struct crib_err *err);
/* A source's, by member and ordinal. */
int catalogue_documents(struct catalogue *c, int64_t source, struct arena *a, struct catalogue_document **out,
                        size_t *n, struct crib_err *err);
int catalogue_drop_documents(struct catalogue *c, int64_t source, struct crib_err *err);
int catalogue_move_document(struct catalogue *c, uint32_t segment, uint32_t number, uint32_t to_segment,
                            uint32_t to_number, struct crib_err *err);

/* ---- audits (catalogue_audits.c) ---- */

/* Sources that no audit has told of since they came or changed, by path. */
int catalogue_unaudited(struct catalogue *c, struct arena *a, struct catalogue_source **out, size_t *n,
                        struct crib_err *err);
/* Sources that were new when this run or a later one told of what they share
 * (the first of the two they stand in), by path. */
int catalogue_told_since(struct catalogue *c, int64_t run, struct arena *a, struct catalogue_source **out, size_t *n,
                         struct crib_err *err);
/* The source came or changed: it is to be told of again. */
int catalogue_not_audited(struct catalogue *c, int64_t source, struct crib_err *err);
int catalogue_audited(struct catalogue *c, const char *path, int64_t run, struct crib_err *err);

/* What a run told: of so many sources, so many new findings, so many that
 * stand no more. Runs are numbered from 1, later ones higher. */
struct catalogue_run {
    int64_t id;
    const char *time;
    uint64_t n_sources, n_findings, n_gone;
};
int catalogue_add_run(struct catalogue *c, struct catalogue_run *run, struct crib_err *err); /* sets run->id */
/* By number; texts in the arena. */
int catalogue_runs(struct catalogue *c, struct arena *a, struct catalogue_run **out, size_t *n, struct crib_err *err);
int catalogue_last_run(struct catalogue *c, int64_t *run, struct crib_err *err); /* 0: none */

/* A finding, with the names of one place it stands in, as last seen. */
struct catalogue_finding {
    uint64_t id;
    int64_t run;            /* that told of it; 0: none did */
    const char *source[2], *title[2];
    uint64_t line[2];
};
/* It stands; the run of one that was told already stays. */
int catalogue_put_finding(struct catalogue *c, const struct catalogue_finding *f, struct crib_err *err);
/* How often it stands in these two sources, in either order, and the run that
 * told of it there; 0: none did. */
int catalogue_find_place(struct catalogue *c, uint64_t finding, const char *a, const char *b, uint64_t *count,
                         int64_t *run, struct crib_err *err);
int catalogue_finding_gone(struct catalogue *c, uint64_t id, int64_t run, struct crib_err *err);

/* Once more it stands in these two sources, as that run told (0: none did).
 * They leave their places when they are dropped, or as told here. */
int catalogue_add_place(struct catalogue *c, uint64_t finding, const char *a, const char *b, int64_t run,
                        struct crib_err *err);
int catalogue_leave_places(struct catalogue *c, int64_t source, struct crib_err *err);

/* Told each finding that is not known to be gone, by id, once for each two
 * sources it stands in (count times), once with count 0 when it is in none. */
struct catalogue_standing {
    struct catalogue_finding finding; /* texts live until the call returns */
    uint64_t count;
    const char *path[2];
    bool unaudited[2];
};
typedef int catalogue_standing_fn(void *arg, const struct catalogue_standing *s, struct crib_err *err);
int catalogue_each_standing(struct catalogue *c, catalogue_standing_fn *fn, void *arg, struct crib_err *err);

struct catalogue_counts {
    uint64_t sources, documents, units, segments;
    uint64_t distinct;        /* different contents, of those at or below the limit asked for */
};
int catalogue_count(struct catalogue *c, uint64_t content_most, struct catalogue_counts *out, struct crib_err *err);
/* Live documents of one segment. */
int catalogue_count_in(struct catalogue *c, uint32_t segment, uint64_t *out, struct crib_err *err);

#endif

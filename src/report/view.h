/* SPDX-License-Identifier: MIT */
/* What a report is written from: the arrays of a result, borrowed. Writers
 * know this struct only, so that a test (or a saved result) can be one. */
#ifndef CRIB_REPORT_VIEW_H
#define CRIB_REPORT_VIEW_H

#include "core/err.h"
#include "crib/report.h"

struct view {
    const char *command;
    const struct crib_fact *parameter;
    size_t n_parameters;
    const struct crib_source *source;
    size_t n_sources;
    const struct crib_document *document;
    size_t n_documents;
    const struct crib_pair *pair;         /* by (a, b) */
    size_t n_pairs;
    const struct crib_passage *passage;   /* by (a, b, bytes) */
    size_t n_passages;
    const struct crib_mark *mark;
    size_t n_marks;
    const struct crib_cluster *cluster;
    size_t n_clusters;
    const struct crib_misfiled *misfiled;
    size_t n_misfiled;
    const struct crib_complaint *complaint;
    size_t n_complaints;
    const struct crib_left_out *left_out;
    size_t n_left_out;
    const struct crib_gone *gone;         /* by id */
    size_t n_gone;
    uint64_t n_new;                       /* of an audit */
    double seconds;
    /* Text of the member that document doc stands in, as crib_result_text(). */
    const char *(*text)(const void *text_arg, uint32_t doc, size_t *n_bytes);
    const void *text_arg;
};

/* The view of a result, which must outlive it. */
struct view view_of_result(const crib_result *r);

/* The report of a view, in the format the options ask for. */
int report_write(const struct view *v, const struct crib_report_options *opts,
                 crib_sink *sink, void *sink_arg, struct crib_err *err);

/* Bytes of a text; never outside of it. */
struct stretch { const char *s; size_t n; };

/* The bytes of a span of doc's member; cut to the text when out of range. */
struct stretch view_bytes(const struct view *v, uint32_t doc, struct crib_span bytes);

/* What a record shows of a long text: whole up to EXCERPT_WHOLE characters,
 * else its first and its last EXCERPT_PART (then tail.n > 0). */
enum { EXCERPT_WHOLE = 1000, EXCERPT_PART = 200 };
struct excerpt { struct stretch head, tail; };
struct excerpt excerpt_of(struct stretch text);

/* The pair record of two documents in either order, or NULL. */
const struct crib_pair *view_pair(const struct view *v, uint32_t a, uint32_t b);
/* The passages with a.doc == a and b.doc == b; *n of them. */
const struct crib_passage *view_passages(const struct view *v, uint32_t a, uint32_t b, size_t *n);

/* Only these roles make a finding. */
static inline bool role_counts(enum crib_role role)
{
    return role == CRIB_ROLE_PASSAGE || role == CRIB_ROLE_QUOTATION;
}

/* Were whole documents compared, and nothing else? */
bool view_is_whole(const struct view *v);

/* Names of the public enums' values, as they stand in JSON Lines and TSV. */
const char *name_of_encoding_from(enum crib_encoding_from from);
const char *name_of_role(enum crib_role role);
const char *name_of_class(enum crib_class klass);
const char *name_of_change(enum crib_change change);
const char *name_of_verdict(enum crib_verdict verdict);
const char *name_of_mark(enum crib_mark_kind kind);
const char *name_of_level(enum crib_level level);
/* Name of flag bit i, or NULL past the last. */
const char *name_of_flag(unsigned i);

#endif

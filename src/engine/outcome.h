/* SPDX-License-Identifier: MIT */
/* The inside of a crib_result. */
#ifndef CRIB_ENGINE_OUTCOME_H
#define CRIB_ENGINE_OUTCOME_H

#include "engine/compare.h"
#include "engine/judge.h"

struct crib_result {
    struct collection collection; /* texts and names are borrowed from it */
    struct arena arena;           /* everything else that is pointed to */
    const char *command;
    struct crib_source *source;
    struct crib_document *document;
    struct crib_pair *pair;
    struct crib_passage *passage;
    struct crib_mark *mark;
    struct crib_cluster *cluster;
    struct crib_misfiled *misfiled;
    struct crib_complaint *complaint;
    struct crib_left_out left_out[12];
    struct crib_fact *parameter;
    size_t n_source, n_document, n_pair, n_passage, n_mark, n_cluster, n_misfiled, n_complaint, n_left_out, n_parameter;
    const struct audit_record *audit; /* NULL: it is no audit's */
    double seconds;
};

/* Fill r from what was found; c is taken over (also after a failure), cmp and
 * j are read. */
int outcome_fill(struct crib_result *r, const struct engine_options *o, const struct comparison *cmp,
                 const struct judgement *j, struct progress *p, struct crib_err *err);

/* Its parts, each in a file of its own. */
int outcome_sources(struct crib_result *r, struct crib_err *err);     /* sources, documents, complaints */
int outcome_passages(struct crib_result *r, const struct engine_options *o, const struct comparison *cmp,
                     struct progress *p, struct crib_err *err);       /* passages, coverage */
int outcome_marks(struct crib_result *r, const struct comparison *cmp, struct crib_err *err);

/* Count what was not compared. */
/* One more parameter of the result; name is kept, text copied. */
int outcome_add_parameter(struct crib_result *r, const char *name, const char *text, struct crib_err *err);
void outcome_leave_out(struct crib_result *r, const char *reason, uint64_t count);
/* A title may stand on two lines: shown as one, its edges as they are. NULL
 * when memory is refused. */
char *outcome_title(struct arena *a, const struct doc *d);
/* The id of the document of that ordinal: name is its source's path in hex
 * when that is not UTF-8, else as it is. */
uint64_t outcome_document_id(const char *name, const char *member, uint32_t ordinal);

/* Places in the text of document d. */
struct crib_lines outcome_lines(const struct doc *d, struct txt_span s);
struct crib_span outcome_chars(const struct doc *d, struct txt_span s);

#endif

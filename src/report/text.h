/* SPDX-License-Identifier: MIT */
/* The parts of the report for people, and what they share. */
#ifndef CRIB_REPORT_TEXT_H
#define CRIB_REPORT_TEXT_H

#include "core/mem.h"
#include "report/layout.h"
#include "report/messages.h"

struct text {
    const struct view *v;
    struct layout lay;
    enum crib_lang lang;
    size_t n_folder;    /* bytes of the folder that all sources lie in; left out of their names */
    uint32_t *group_of; /* [n_documents] the cluster a document is in, or CRIB_NONE */
};

/* How many of a list are shown before the rest is only counted. */
enum { LIST_MOST = 12 };
/* Columns of a title, of a heading, of a file's name. */
enum { TITLE_MOST = 60, SECTION_MOST = 40, FILE_MOST = 60 };

/* text_words.c: sentences and names. */

/* A phrase or fact with arguments, on the present line. */
void text_fact(struct text *t, enum style style, const struct crib_fact *f);
void text_say(struct text *t, enum style style, const char *code, const struct crib_arg *arg, size_t n);
#define SAY(t, style, code, ...)                                                      \
    text_say((t), (style), (code), (const struct crib_arg[]){ { 0 }, __VA_ARGS__ } + 1, \
             sizeof((const struct crib_arg[]){ { 0 }, __VA_ARGS__ }) / sizeof(struct crib_arg) - 1)
#define ARG_INT(n, v) { .name = (n), .kind = CRIB_ARG_INT, .number = (int64_t)(v) }
#define ARG_TEXT(n, s) { .name = (n), .kind = CRIB_ARG_TEXT, .text = (s) }

/* A phrase that names a document as {document}, and a {share%} of 10000. */
void text_say_of(struct text *t, const char *code, uint32_t share, uint32_t doc);
void text_heading(struct text *t, const char *code, uint64_t n); /* a blank line, then the heading with its count */
void text_more(struct text *t, uint64_t n, uint32_t indent);     /* "and 12 more": nothing when n is 0 */
void text_document(struct text *t, uint32_t doc);   /* document 9 “title”, or “title” when its file holds one document */
void text_title(struct text *t, uint32_t doc);
void text_quoted(struct text *t, const char *title); /* in the language's quotation marks */
void text_section(struct text *t, const struct crib_place *p); /* , “2. Problems”; nothing when it has none */
void text_place(struct text *t, enum style style, const struct crib_place *p); /* lines 5–7, “2. Problems” */
void text_file(struct text *t, enum style style, const char *name); /* a source, without the common folder */
void text_where(struct text *t, uint32_t doc, uint64_t line); /* file:line, dim, on the same line */
void text_id(struct text *t, uint64_t id);
void text_decision(struct text *t, const struct crib_passage *p); /* , decided: quotation (note); nothing when nobody did */
/* How much of the longer of two documents stands in the other, in ten-thousandths. */
uint32_t alike_10000(const struct crib_pair *p);

/* text_overview.c, text_lists.c: the first screen, in its order. */
void text_read(struct text *t);
void text_misfiled(struct text *t);
void text_groups(struct text *t);
void text_ungrouped(struct text *t);  /* near-duplicates that are in no group together */
void text_contained(struct text *t);
int text_same_title(struct text *t, struct crib_err *err);
int text_long_passages(struct text *t, struct crib_err *err);
void text_counts(struct text *t);
void text_left_out(struct text *t);
void text_complaints(struct text *t);

/* text_summary.c: how `to` differs from `from`, summed up as substitutions
 * with counts, on a line that begins with a phrase. Nothing when no edit is
 * known. */
void text_differences(struct text *t, uint32_t from, uint32_t to, const char *phrase, uint32_t indent);

/* text_check.c: what of a submission stands in an index. */
void text_checked(struct text *t, const char *code);
int text_check(struct text *t, struct crib_err *err);
int text_overlap(struct text *t, struct crib_err *err);
void text_gone(struct text *t); /* what stood when an earlier audit told of it */

/* text_passages.c: both places in full, differences marked. */
int text_passages(struct text *t, struct crib_err *err);

#endif

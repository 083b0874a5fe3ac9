/* SPDX-License-Identifier: MIT */
/* Results made by hand for the tests of the reports: places are found by
 * their words in the text, no offset is counted by a person. */
#ifndef CRIB_TESTS_REPORT_FIXTURE_H
#define CRIB_TESTS_REPORT_FIXTURE_H

#include "core/buf.h"
#include "report/view.h"

enum { FIXTURE_MOST = 64 };

/* Fill the arrays, then take fixture_view(). Texts are per source. */
struct fixture {
    struct crib_source source[FIXTURE_MOST];
    const char *text[FIXTURE_MOST];
    struct crib_document document[FIXTURE_MOST];
    struct crib_pair pair[FIXTURE_MOST];
    struct crib_passage passage[FIXTURE_MOST];
    struct crib_edit edit[FIXTURE_MOST];
    struct crib_mark mark[FIXTURE_MOST];
    struct crib_cluster cluster[FIXTURE_MOST];
    uint32_t member[FIXTURE_MOST];
    struct crib_misfiled misfiled[FIXTURE_MOST];
    struct crib_complaint complaint[FIXTURE_MOST];
    struct crib_left_out left_out[FIXTURE_MOST];
    struct crib_fact fact[FIXTURE_MOST], parameter[FIXTURE_MOST];
    size_t n_sources, n_documents, n_pairs, n_passages, n_edits, n_marks, n_clusters, n_misfiled, n_complaints,
        n_left_out, n_parameters;
};

struct view fixture_view(const struct fixture *f);

/* Add a source with its text; returns its index. */
uint32_t fixture_source(struct fixture *f, const char *name, const char *text);
/* The document of a source from one word to another (both included). */
uint32_t fixture_document(struct fixture *f, uint32_t source, const char *title, const char *from, const char *to);
/* A place of a document: from one word to another (both included). */
struct crib_place fixture_place(const struct fixture *f, uint32_t doc, const char *from, const char *to,
                                const char *section);
/* The nth (from 0) occurrence of a word inside a place; "" is the empty span at its end. */
struct crib_span fixture_word(const struct fixture *f, const struct crib_place *in, const char *word, unsigned nth);

/* One compilation: a report stands twice, redacted the second time and
 * misfiled the first, and shares a passage with a report of another file. */
void fixture_collection(struct fixture *f);

/* A report as one NUL terminated string, to be mem_free'd; NULL on failure. */
char *fixture_report(const struct view *v, const struct crib_report_options *opts);
/* The same for people, in English, 100 columns wide, without colour. */
char *in_english(const struct fixture *f);
/* Check that the words stand in the report; it is printed when they do not. */
void check_says(const char *report, const char *words);

#endif

/* SPDX-License-Identifier: MIT */
/* The edits between two documents, folded into substitutions with counts. */
#ifndef CRIB_REPORT_SUMMARY_H
#define CRIB_REPORT_SUMMARY_H

#include "report/view.h"

struct substitution {
    struct stretch from, to; /* surfaces, borrowed from the texts */
    uint64_t count;
    size_t first;            /* number of the edit that showed it first */
};

enum { SUBSTITUTIONS_MOST = 1024 }; /* different ones kept; further ones are only counted */

struct summary {
    struct substitution *item; /* most frequent first, then by first appearance */
    size_t n;
    uint64_t beyond;           /* edits whose substitution was not kept */
    uint64_t figures_redacted; /* a figure on one side, a redaction on the other: each is different, the kind is one */
    uint64_t only_from, only_from_chars; /* places, characters */
    uint64_t only_to, only_to_chars;
    uint64_t changes[CRIB_N_CHANGES]; /* as the passages count them */
    size_t n_passages;
    uint32_t *slot;            /* hash table over item while folding */
};

/* Fold the edits of all finding passages of the two documents. Linear in the
 * edits. summary_done() also after a failure. */
int summary_make(const struct view *v, uint32_t from, uint32_t to, struct summary *out, struct crib_err *err);
void summary_done(struct summary *s);

#endif

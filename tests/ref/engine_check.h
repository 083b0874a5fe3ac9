/* SPDX-License-Identifier: MIT */
/* What any result must obey, checked from the outside: spans recounted,
 * passages cut out of the source and folded, the guarantee by brute force. */
#ifndef CRIB_TESTS_ENGINE_CHECK_H
#define CRIB_TESTS_ENGINE_CHECK_H

#include "crib.h"
#include "core/units.h"
#include "ref/engine_draft.h"

/* A scan with one text a document and one thread, unless opts says else. */
crib_result *scan_texts(const struct draft *text, size_t n, const struct crib_options *opts);
crib_result *diff_texts(const struct draft *a, const struct draft *b);
void options_one_document_each(struct crib_options *opts);

/* Spans, lines, characters, edits, counts, order and verdicts of a result. */
void check_result(const crib_result *r);

/* The units of a document whose lines are all body but for list markers at
 * their beginnings and for what the result has marked (lists are body). */
struct body {
    const char *text;
    size_t n_bytes;
    struct txt_span *line;   /* bodies of the lines, their markers left out */
    size_t n_lines;
    struct units row;
};
void body_read(struct body *b, const crib_result *r, uint32_t doc);
void body_done(struct body *b);

/* The folded units and surfaces of every passage agree with what it says. */
void check_passages_fold(const crib_result *r, const struct body *body);

/* The guarantee: returns how many windows stand in two places, and checks
 * that every unit of each is covered at both. In a diff, the two places are
 * one in either operand. */
uint64_t check_guarantee(const crib_result *r, const struct body *body, uint32_t least);

/* What a reader takes for body in each document; false when the result says
 * that some document has another number of units. bodies_done() either way. */
struct body *bodies_read(const crib_result *r, bool *agree);
void bodies_done(struct body *body, const crib_result *r);

/* Everything crib_report() writes, `seconds` left out. */
void report_whole(const crib_result *r, enum crib_format format, struct draft *out);

/* bodies_read, the two checks above and check_result for a whole result whose
 * documents are one source each. Returns the windows of check_guarantee. */
uint64_t check_everything(const crib_result *r, uint32_t least);

#endif

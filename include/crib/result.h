/* SPDX-License-Identifier: MIT */
/* What a run found. A crib_result owns everything reached through it; all
 * pointers here are borrowed and die with crib_result_free().
 *
 * Documents are numbered canonically: by source name (bytes), then member,
 * then ordinal. Pairs are sorted by (a, b), passages by (a, b, bytes); `a`
 * precedes `b` canonically (in a diff, `a` is the first operand). */
#ifndef CRIB_RESULT_H
#define CRIB_RESULT_H

#include <stdbool.h>

#include "crib/types.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct crib_result crib_result;

#define CRIB_NONE UINT32_MAX /* "no such document", "no such twin" */

struct crib_source {
    const char *name;        /* as given or found while walking, UTF-8; a byte that is not UTF-8 shows as U+FFFD */
    const char *name_bytes;  /* the path's bytes in hex when it is not UTF-8, else NULL */
    const char *format;      /* "text", "markdown", "jsonl" */
    const char *encoding;    /* "UTF-8", "GB18030", … */
    enum crib_encoding_from encoding_from;
    uint32_t confidence;     /* of the encoding, in 1/10000 */
    uint32_t n_documents;
    uint32_t n_stated;       /* documents the source says it holds ("（12篇）"), 0 when it says nothing */
};

enum crib_origin { CRIB_ORIGIN_INPUT, CRIB_ORIGIN_INDEX };

struct crib_document {
    uint64_t id;             /* hash of source name, member, ordinal */
    uint32_t source;         /* index of its crib_source */
    const char *member;      /* name inside the source, or NULL */
    uint32_t ordinal;        /* 1-based within source (and member) */
    const char *title;       /* "" when it has none */
    struct crib_lines lines; /* of the member's text */
    struct crib_span bytes;  /* of the member's text; begins at the title */
    struct crib_span chars;
    uint64_t units;          /* units of its body */
    uint64_t content;        /* hash of its folded body, figures included */
    enum crib_origin origin; /* an index's documents are in a result of check only */
    uint64_t covered[CRIB_N_ROLES]; /* units of the body that lie in passages of each role; the most telling role
                              * wins; all template text is boilerplate */
    bool grouped;            /* of a check: it has an attribute group or series; then units of its passages proper */
    uint64_t covered_kin;    /* that stand in documents of the same */
    uint64_t covered_others; /* and in others; some in both */
};

struct crib_place {
    uint32_t doc;
    struct crib_lines lines;
    struct crib_span bytes, chars;
    const char *section;     /* nearest heading above, "" when none */
    uint32_t page;           /* 1-based, 0 when unknown */
};

/* Edits are in order of a and do not overlap there, but for those inside a
 * stretch that moved: they follow its own. */
struct crib_edit {
    enum crib_change kind;
    struct crib_span a, b;   /* bytes of the members' texts; empty for the side that lacks it */
};

struct crib_passage {
    uint64_t id;             /* hash of the two surface texts without white space */
    struct crib_place a, b;
    enum crib_class klass;
    enum crib_role role;
    uint64_t distance, longer; /* similarity = 1 - distance / longer, in units */
    uint64_t length;         /* units of the longer side; a word counts as one */
    int64_t commonness;      /* groups of documents that hold its median shingle; -1 unknown */
    uint64_t changes[CRIB_N_CHANGES];
    const struct crib_edit *edit;
    size_t n_edits;
    uint32_t flags;
    const char *decision;    /* "copy", "quotation", "template", "common", "ignore": what somebody decided; NULL: nobody has */
    const char *note;        /* why; NULL without a decision */
};

enum crib_verdict { CRIB_SHARES_PASSAGES, CRIB_CONTAINED, CRIB_NEAR_DUPLICATE, CRIB_DUPLICATE };

struct crib_pair {
    uint64_t id;
    uint32_t a, b;           /* documents */
    enum crib_verdict verdict;
    uint64_t matched;        /* equal aligned units in passages of role passage or quotation, template text aside */
    uint64_t units_a, units_b; /* of the documents, template text aside */
    size_t n_passages;       /* of role passage or quotation */
};

struct crib_mark {
    uint32_t doc;            /* the document it stands in or after; CRIB_NONE before the first */
    enum crib_mark_kind kind;
    struct crib_lines lines;
    struct crib_span bytes, chars;
    uint64_t count;          /* places of a list pattern; 1 otherwise */
};

struct crib_cluster {
    uint64_t id;
    uint32_t keep;
    const uint32_t *member;  /* documents, ascending; the keeper is one of them */
    size_t n_members;
    struct crib_fact why;    /* why this keeper */
    uint32_t fuller;         /* a dropped member with the fuller text, or CRIB_NONE */
};

struct crib_misfiled {
    uint64_t id;
    uint32_t doc;
    uint32_t twin;           /* document with the same text under a fitting title, or CRIB_NONE */
    const struct crib_fact *evidence;
    size_t n_evidence;
    uint32_t fitting;        /* document whose title fits better: the twin, or one with another text, or CRIB_NONE */
};

enum crib_level { CRIB_LOST, CRIB_NOTE };

struct crib_complaint {
    enum crib_level level;
    const char *source;      /* name, or NULL when it concerns the run */
    uint64_t at;             /* byte of the source, or UINT64_MAX */
    struct crib_fact what;
};

/* What was left out of the comparison, by reason (not_compared). */
struct crib_left_out {
    const char *reason;      /* static: "too-short", "hot-bucket", … */
    uint64_t count;
};

/* A finding of an earlier audit that stands no more: names as they were when it was last seen. */
struct crib_gone {
    uint64_t id;
    const char *source[2], *title[2];
    uint64_t line[2];
};

size_t crib_result_n_sources(const crib_result *r);
size_t crib_result_n_documents(const crib_result *r);
size_t crib_result_n_pairs(const crib_result *r);
size_t crib_result_n_passages(const crib_result *r);
size_t crib_result_n_marks(const crib_result *r);
size_t crib_result_n_clusters(const crib_result *r);
size_t crib_result_n_misfiled(const crib_result *r);
size_t crib_result_n_complaints(const crib_result *r);
size_t crib_result_n_left_out(const crib_result *r);

/* Arrays of the sizes above; NULL when empty. */
const struct crib_source *crib_result_sources(const crib_result *r);
const struct crib_document *crib_result_documents(const crib_result *r);
const struct crib_pair *crib_result_pairs(const crib_result *r);
const struct crib_passage *crib_result_passages(const crib_result *r);
const struct crib_mark *crib_result_marks(const crib_result *r);
const struct crib_cluster *crib_result_clusters(const crib_result *r);
const struct crib_misfiled *crib_result_misfiled(const crib_result *r);
const struct crib_complaint *crib_result_complaints(const crib_result *r);
const struct crib_left_out *crib_result_left_out(const crib_result *r);

/* Of an audit's result; none, 0 for others. */
size_t crib_result_n_gone(const crib_result *r);
const struct crib_gone *crib_result_gone(const crib_result *r);  /* by id */
uint64_t crib_result_n_new(const crib_result *r);       /* findings that no audit told before */
uint64_t crib_result_n_standing(const crib_result *r);  /* told before, judged by nobody, and standing still */
uint64_t crib_result_last_run(const crib_result *r);    /* the audit before this one; 0: there was none */

/* The whole extracted text of the member a document stands in: UTF-8 of
 * *n_bytes bytes, valid, not NUL terminated. Byte spans of the document, of
 * its passages and of its marks count in this text. */
const char *crib_result_text(const crib_result *r, uint32_t doc, size_t *n_bytes);

double crib_result_seconds(const crib_result *r);

/* True when the run has findings: a pair or a misfiled record. */
bool crib_result_has_findings(const crib_result *r);

/* True when something was lost: a complaint of level lost. */
bool crib_result_has_losses(const crib_result *r);

/* The parameters that can change a result, as (name, value) facts: code is
 * the parameter's name, arg[0] its value. */
size_t crib_result_parameters(const crib_result *r, const struct crib_fact **out);

/* "scan", "diff", "check", "audit" or "index add". */
const char *crib_result_command(const crib_result *r);

void crib_result_free(crib_result *r);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop
#endif

/* SPDX-License-Identifier: MIT */
/* A member's lines become documents: where each begins and ends, its title,
 * and what every one of its lines is. A file is a compilation only on
 * positive evidence; else it is one document. */
#ifndef CRIB_SEGMENT_SEGMENT_H
#define CRIB_SEGMENT_SEGMENT_H

#include "core/fact.h"
#include "core/span.h"
#include "source/source.h"

/* What a line is in its document. Only body, heading, list and quotation
 * lines have units; the others never begin, end or lengthen a passage. */
enum line_role {
    LINE_BODY,
    LINE_HEADING,       /* of a section; its number, if any, is in `number` */
    LINE_LIST,          /* an item with a marker (1. （一） • -), marker in `number` */
    LINE_QUOTATION,     /* Markdown '>' lines */
    LINE_TITLE,         /* the document's title (its first line; a second when it wraps, or is a subtitle) */
    LINE_CONTENTS,      /* a line of a contents page inside the document */
    LINE_SIGNATURE,     /* who signed, and the date, at the document's end */
    LINE_MARKER,        /* a stray marker that fills its line (##paidend##) */
    LINE_FURNITURE,     /* page headers and numbers */
    LINE_ADVERTISEMENT,
    LINE_AFTER,         /* follows the last document: belongs to it, outside its verdict */
    LINE_OTHER          /* Markdown comments, front matter, rules */
};

struct line {
    struct txt_span span;   /* content, as the block's */
    struct txt_span number; /* its marker or heading number at the start of span; empty (beg == end) when none */
    uint32_t line;          /* 1-based */
    uint8_t role;           /* enum line_role */
    uint8_t level;          /* headings: 1.. outermost first; else 0 */
};

/* A stretch inside lines that is not text: a stray marker in mid-sentence. */
struct masked {
    struct txt_span span;
    uint8_t kind;           /* enum crib_mark_kind */
};

struct document {
    struct txt_span span;   /* from its title (or first line) to the end of its last line */
    struct txt_span title;  /* empty when it has none */
    uint32_t line_first, line_last; /* 1-based, inclusive */
    struct line *line;      /* [n_line] its non-blank lines */
    uint32_t n_line;
    struct masked *masked;  /* [n_masked] sorted, within its lines */
    uint32_t n_masked;
    const char *why;        /* static code: "whole-file", "contents-line", "title-shape", "regex" */
};

/* Lines before the first document (compilation title, contents) and between. */
struct front {
    struct txt_span span;
    uint32_t line;
    uint8_t role;           /* LINE_TITLE, LINE_CONTENTS, LINE_ADVERTISEMENT, LINE_MARKER, LINE_OTHER */
    uint32_t announces;     /* a line of a contents page: the document it lists, 1-based; 0: none */
};

struct segmented {
    struct document *doc;   /* [n_doc] in reading order, disjoint; at least one when the text has a non-blank line */
    uint32_t n_doc;
    struct front *front;
    uint32_t n_front;
    uint32_t n_stated;      /* "（12篇）": 0 when not stated */
    struct txt_span stated; /* its figure; empty when not stated */
    struct arena arena;     /* owns everything above */
};

enum segment_mode { SEGMENT_AUTO, SEGMENT_FILE, SEGMENT_REGEX };

struct segment_options {
    uint8_t mode;
    const struct segment_pattern *pattern; /* SEGMENT_REGEX */
};

/* A compiled --documents pattern; CRIB_E_ARG when it is malformed. Shared by
 * threads (matching does not change it). */
struct segment_pattern;
struct segment_pattern *segment_pattern_new(const char *regex, struct crib_err *err);
void segment_pattern_free(struct segment_pattern *p);

/* Cut one member. Linear in its text. Disagreements (stated against found)
 * become notes in *c. segmented_done() also after a failure. */
int segment(const struct member *m, const struct segment_options *o, struct segmented *out,
            struct complaints *c, struct crib_err *err);
void segmented_done(struct segmented *s);

/* `crib show documents`: what was understood and why, as text. */
struct buf;
int segment_show(const struct member *m, const struct segmented *s, struct buf *out, struct crib_err *err);

#endif

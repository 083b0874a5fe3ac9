/* SPDX-License-Identifier: MIT */
/* What the stages of segmentation hand to each other: the text's lines with
 * their shapes, which of them are contents lines, and where documents start. */
#ifndef CRIB_SEGMENT_SEGPARTS_H
#define CRIB_SEGMENT_SEGPARTS_H

#include "core/utf8.h"
#include "segment/lineshape.h"

/* A document's first line, as index into shapes; its title takes n_title
 * lines from there (0: it has none). */
struct start {
    uint32_t at;
    uint32_t n_title;
    uint32_t n_mark;  /* the title's own ordinal fills its first line (篇1) and is no part of it */
    const char *why;
};

struct starts {
    struct start *item; /* [n] ascending */
    size_t n, cap;
};

struct cut {
    const char *text;
    struct shapes lines;
    uint8_t *contents;   /* [lines.n] 1: belongs to a contents page */
    bool *wrapped;       /* [lines.n] belongs to a paragraph that wraps; NULL until it is asked for */
    bool *caption;       /* [lines.n] is the caption of a figure or table; NULL until it is asked for */
    bool wraps;          /* so do a fourth of all lines or more */
    uint32_t *announces; /* [lines.n] of an entry that lists a document: that document's first line + 1; else 0 */
    struct starts starts;
    uint8_t top_level;   /* of its Markdown headings, 0: it has none */
    uint32_t n_stated;   /* documents that the text says it holds, 0: it does not say */
    uint32_t at_stated;  /* the line that says so, UINT32_MAX: none */
    struct txt_span stated; /* the figure itself */
    struct arena *arena; /* temporary, dies with the cut */
};

static inline uint32_t cut_first_char(const struct cut *c, uint32_t i)
{
    size_t at = c->lines.at[i].span.beg;
    return utf8_next(c->text, c->lines.at[i].span.end, &at);
}

/* Where Markdown marks headings, a title is one of the highest. */
static inline bool cut_may_title(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return c->top_level == 0 || (s->kind == BLOCK_HEADING && s->level == c->top_level);
}

#endif

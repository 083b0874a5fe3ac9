/* SPDX-License-Identifier: MIT */
/* Lines of a report for people: styled, indented, wrapped to the terminal's
 * columns, and harmless whatever a document holds. */
#ifndef CRIB_REPORT_LAYOUT_H
#define CRIB_REPORT_LAYOUT_H

#include "report/out.h"
#include "report/view.h"

enum style {
    STYLE_PLAIN,
    STYLE_HEAD,  /* headings of sections */
    STYLE_DIM,   /* where to find it: files, lines, ids */
    STYLE_WARN,  /* what needs a person's eye */
    STYLE_GONE,  /* only in the first text */
    STYLE_NEW,   /* only in the second text */
    STYLE_MOVED,
    STYLE_N
};

enum { ATOM_MOST = 256 };

/* One line at a time; text is gathered into atoms that no line end may cut. */
struct layout {
    struct out *out;
    bool color, zh;
    bool keep;           /* no line end inside what comes now */
    bool cling;          /* no line end before the next character */
    bool line;           /* a new line is due before the next atom */
    uint8_t space;       /* spaces due before the next atom, unless a line begins with it */
    uint32_t columns;
    uint32_t indent;     /* of the lines that continue */
    uint32_t col;        /* columns written on this line */
    uint32_t start;      /* col where this line's text began */
    enum style on;       /* what the terminal is set to */
    struct { uint32_t cp; uint8_t width, style; } atom[ATOM_MOST];
    uint32_t n_atom, atom_width;
};

void layout_init(struct layout *l, struct out *o, bool color, bool zh, uint32_t columns);

/* Begin a line `first` columns in; its continuations are indented by `rest`. */
void layout_begin(struct layout *l, uint32_t first, uint32_t rest);
void layout_end(struct layout *l);
void layout_blank(struct layout *l); /* an empty line */

/* Text on the present line. White space becomes one space, harmful characters
 * their escapes. Wraps. */
void layout_text(struct layout *l, struct stretch text, enum style style);
void layout_str(struct layout *l, const char *s, enum style style);
/* The same, but line ends in the text begin a new line. */
void layout_paragraphs(struct layout *l, struct stretch text, enum style style);
/* At most `most` columns of a text, then an ellipsis; the last columns, after
 * an ellipsis, when from_end. */
void layout_cut(struct layout *l, struct stretch text, enum style style, uint32_t most, bool from_end);
/* A line may end here; n spaces are written if it does not. */
void layout_space(struct layout *l, uint8_t n);
/* Spaces up to a column, when the line has not reached it yet. */
void layout_pad(struct layout *l, uint32_t column);

#endif

/* SPDX-License-Identifier: MIT */
/* The shape of each non-blank line: how long, how it begins, how it ends, and
 * the key under which a contents line finds its title. */
#ifndef CRIB_SEGMENT_LINESHAPE_H
#define CRIB_SEGMENT_LINESHAPE_H

#include "core/arena.h"
#include "segment/dates.h"
#include "segment/numbering.h"
#include "source/source.h"

enum {
    SHAPE_CLOSED = 1,        /* ends with a mark that closes a sentence or clause */
    SHAPE_INNER_STOP = 2,    /* holds such a mark (。；！？ or ". ") before its end */
    SHAPE_BRACKETED = 4,     /* begins with ( or （ and ends with its twin */
    SHAPE_MARKER = 8,        /* ##…## and nothing else */
    SHAPE_BLANK_BEFORE = 16, /* blank lines, or a page's beginning, above it */
    SHAPE_PAGE_BEFORE = 32,
    SHAPE_FURNITURE = 64,    /* page header or number (furniture.c) */
    SHAPE_COLON = 128        /* ends with a colon */
};

struct shape {
    uint64_t key;           /* of the line without its number; 0: none */
    uint64_t bare;          /* ... and without a page number at its end */
    struct txt_span span;
    uint32_t line;          /* 1-based */
    uint32_t width;         /* columns, wide characters count 2; lines over SHAPE_LOOK bytes: bytes */
    struct number number;
    uint16_t n_key, n_bare; /* characters of the keys */
    uint8_t kind;           /* enum block_kind */
    uint8_t level;          /* Markdown headings */
    uint8_t flags;
    uint8_t date;           /* enum date_shape; of lines narrower than a title */
};

enum {
    SHAPE_LOOK = 1024,      /* bytes of a line that are looked at to learn its shape */
    WIDTH_TITLE = 240,      /* columns of the longest title */
    WIDTH_HEADING = 120
};

struct shapes {
    struct shape *at;       /* [n] */
    uint32_t n;
};

/* The mark that closes a sentence or clause at the end of s[0, n), brackets
 * behind it passed over; 0: there is none. */
uint32_t line_closing(const char *s, size_t n);

/* The shapes of all non-blank lines of m. Linear. */
int shapes_read(const struct member *m, struct arena *a, struct shapes *out, struct crib_err *err);

/* Short enough for a title, and neither comment, table, code nor marker. */
static inline bool shape_is_short(const struct shape *s)
{
    return s->n_key != 0 && s->width <= WIDTH_TITLE &&
           (s->kind == BLOCK_TEXT || s->kind == BLOCK_HEADING) && !(s->flags & (SHAPE_MARKER | SHAPE_FURNITURE));
}

#endif

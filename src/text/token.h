/* SPDX-License-Identifier: MIT */
/* One unit at a time: the cases that are more than one character of a script
 * without spaces. fold.c drives it. */
#ifndef CRIB_TEXT_TOKEN_H
#define CRIB_TEXT_TOKEN_H

#include "core/err.h"
#include "core/units.h"

/* A word, number, redaction or character with its marks is cut after this
 * many code points: what follows is the next unit. Bounds every buffer. */
enum { TOKEN_MOST = 256 };

/* Running text between two bytes; nothing outside them is looked at. */
struct stretch {
    const char *text;
    size_t beg, end;
    unsigned flags; /* FOLD_MARKDOWN */
    size_t spoilt;  /* what begins before this byte is known to be no redaction; 0 at first */
};

struct token {
    uint32_t code, exact;
    size_t beg, end; /* bytes; nothing was found when they are equal */
    size_t next;     /* go on here, next >= end */
    uint8_t kind;
    uint64_t marks;  /* hash of what a word's letters have besides its code; 0: nothing */
};

/* What begins at byte `at`, which stands in s: a unit, or nothing (then next
 * is past what was dropped). Fails with CRIB_E_NOMEM only. */
int token_at(struct stretch *s, size_t at, struct token *out, struct crib_err *err);

/* The character at `at` with the marks that belong to it, one unit. */
int token_cluster(const struct stretch *s, size_t at, struct token *out, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Where numbering starts anew, and so a document may have begun. */
#ifndef CRIB_SEGMENT_RESTARTS_H
#define CRIB_SEGMENT_RESTARTS_H

#include "segment/segparts.h"

enum restart {
    RESTART_TAIL,  /* after the last numbered line: nothing starts at all     */
    RESTART_SOFT,  /* a kind begins that may as well be a list of a section   */
    RESTART_INNER, /* a kind that was running begins again, under none that goes on */
    RESTART_OUTER, /* the outermost kind begins again                         */
    RESTART_HEAD   /* the first numbered line of the text                     */
};

/* The unnumbered lines [beg, end) above the number that starts anew. */
struct region {
    uint32_t beg, end;
    uint8_t strength; /* enum restart */
};

struct regions {
    struct region *at; /* [n] ascending, disjoint; from the cut's arena */
    uint32_t n;
};

/* Linear. The first region is always the head, the last the tail. */
int restarts_find(struct cut *c, struct regions *out, struct crib_err *err);

/* Does the line count as numbered? Not bullets, contents, tables, furniture. */
bool restarts_numbered(const struct cut *c, uint32_t i);

#endif

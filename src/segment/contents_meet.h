/* SPDX-License-Identifier: MIT */
/* Contents pages: entries matched with the lines below that repeat them. */
#ifndef CRIB_SEGMENT_CONTENTS_MEET_H
#define CRIB_SEGMENT_CONTENTS_MEET_H

#include "segment/segparts.h"

struct page {
    uint32_t beg, end;   /* entries: lines [beg, end) */
    uint32_t n;          /* matched */
    uint32_t *entry, *line; /* [n] */
    uint8_t *wide;       /* [n] lines the title takes: 1 or 2 */
};

struct finder {
    struct cut *c;
    struct kv *place;    /* (key, line * 2 + joined) sorted */
    size_t n_place;
    uint64_t walked;     /* lines and meetings looked at, against the budget */
};

/* Make f->place of the lines of f->c. */
int contents_index(struct finder *f, struct crib_err *err);
/* Lines and meetings that may be looked at. */
uint64_t contents_budget(const struct finder *f);
/* May line i be a contents line? */
bool contents_is_entry(const struct cut *c, uint32_t i);
/* May lines i and i + 1 be one title that wraps? */
bool contents_may_wrap(const struct cut *c, uint32_t i);
/* Does line i stand again below, with or without its ordinal? */
bool contents_entry_recurs(const struct finder *f, uint32_t i);
/* Match entries [beg, end) with the lines from end on; nothing once the budget
 * is used up. What out holds lies in the arena. */
int contents_match(struct finder *f, uint32_t beg, uint32_t end, struct page *out, struct crib_err *err);

#endif

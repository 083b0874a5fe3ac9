/* SPDX-License-Identifier: MIT */
/* What a passage is: its class, every difference between its two places, and
 * where it begins and ends in the text. */
#ifndef CRIB_MATCH_DESCRIBE_H
#define CRIB_MATCH_DESCRIBE_H

#include "core/span.h"
#include "match/passage.h"

/* One side: the text and its row. */
struct side {
    const char *text;
    size_t n_bytes;
    const struct units *units;
};

struct edit {
    uint8_t kind;           /* enum crib_change's values */
    struct txt_span a, b;   /* empty (beg == end, where it would stand) for the side that lacks it */
};

enum { N_CHANGES = 12 };    /* as many as enum crib_change has kinds */

struct description {
    struct txt_span a, b;   /* with closing punctuation that both sides have */
    uint8_t klass;          /* enum crib_class's values */
    uint32_t changes[N_CHANGES];
    struct edit *edit;      /* by place in a, then in b */
    size_t n_edits, cap_edits;
    uint32_t flags;
    uint64_t id;            /* hash of both surfaces without white space */
};

/* Describe f. The surfaces are compared unit by unit and between units; the
 * class is verbatim when they agree but for white space, else the kind that
 * covers most differing characters. O(bytes of both places). */
int describe(const struct side *a, const struct side *b, const struct found *f, const struct alike *block,
             struct description *out, struct crib_err *err);
/* As describe(), for two whole rows whose n blocks ascend in both: what stands
 * before the first block and behind the last differs too. Only changes and
 * edits are filled. */
int describe_rows(const struct side *a, const struct side *b, const struct alike *block, size_t n,
                  struct description *out, struct crib_err *err);
void description_done(struct description *d);

#endif

/* SPDX-License-Identifier: MIT */
/* Do these lines begin documents or only sections? Judged by what stands
 * between them. */
#ifndef CRIB_SEGMENT_STRETCHES_H
#define CRIB_SEGMENT_STRETCHES_H

#include "segment/segparts.h"

struct stretches {
    uint32_t n;           /* stretches: from each start to the next, the last to `end` */
    uint32_t n_numbered;  /* have a numbered line */
    uint32_t n_restart;   /* ... whose first one has value 1 */
    uint32_t n_strong;    /* ... of an outline kind, or as a heading */
    uint32_t n_continued; /* numbering goes on from an earlier stretch */
    uint32_t n_signed;    /* a date stands alone near the end */
    uint32_t n_numbered_starts;
    bool chapters;        /* the starts are numbered, by a kind that does not start anew inside */
};

/* at[n] ascending line indices. Linear in the lines from at[0] to end. */
void stretches_read(const struct cut *c, const uint32_t *at, uint32_t n, uint32_t end, struct stretches *out);

/* How many of the lines share wording (8 columns of text in a row) with
 * another of them. */
int wording_shared(const struct cut *c, const uint32_t *at, uint32_t n, uint32_t *n_shared, struct crib_err *err);

#endif

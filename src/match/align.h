/* SPDX-License-Identifier: MIT */
/* Aligning what lies between anchors and beyond the last one. */
#ifndef CRIB_MATCH_ALIGN_H
#define CRIB_MATCH_ALIGN_H

#include "match/anchor.h"

/* Units [a, a + len) stand against [b, b + len), alike one by one (a figure
 * may stand against another figure or a redaction). */
struct alike {
    uint32_t a, b, len;
};

struct blocks {
    struct alike *item;
    size_t n, cap;
    uint8_t *step;      /* scratch: directions of the dynamic programme */
    size_t cap_step;
    uint32_t *row;      /* scratch */
    size_t cap_row;
};

void blocks_done(struct blocks *b);

/* Append the run a, b, len; joined with the last block when it continues it. */
int blocks_add(struct blocks *out, uint32_t a, uint32_t b, uint32_t len, struct crib_err *err);

/* Append the alignment of ua[a) with ub[b) that has the least unit edit
 * distance (insert, delete, replace 1; alike 0). The product of the lengths is
 * bounded by the caller. O(la * lb). */
int align_gap(const struct units *ua, struct unit_span a, const struct units *ub, struct unit_span b,
              struct blocks *out, struct crib_err *err);

/* Extend to the right of (a, b), at most to (limit_a, limit_b), while it pays:
 * an equal unit +1, a replaced, inserted or deleted one -2, two figures that
 * differ 0 (-1 when another figure follows); given up 20 below the best (X-drop, Zhang et al. 2000). Appends
 * the blocks up to the best place, which ends on an equal unit. */
int extend_right(const struct units *ua, uint32_t a, uint32_t limit_a, const struct units *ub, uint32_t b,
                 uint32_t limit_b, struct blocks *out, struct crib_err *err);

/* The same to the left: from (a, b) exclusive down to (limit_a, limit_b). The
 * blocks are appended right to left. */
int extend_left(const struct units *ua, uint32_t a, uint32_t limit_a, const struct units *ub, uint32_t b,
                uint32_t limit_b, struct blocks *out, struct crib_err *err);

#endif

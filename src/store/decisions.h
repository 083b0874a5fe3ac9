/* SPDX-License-Identifier: MIT */
/* What people decided about findings: an append-only log, a line each, synced
 * before it counts.
 *
 *   SUM ID DECISION TIME NOTE\n
 *
 * SUM is the XXH3 of the rest of the line with the line before's SUM as seed
 * (0 for the first), ID the finding's, both 16 hexadecimal digits; TIME is
 * UTC; NOTE is UTF-8 without controls and may be empty. The last line about an
 * ID holds. A line cut short at the end is what a killed writer left. */
#ifndef CRIB_STORE_DECISIONS_H
#define CRIB_STORE_DECISIONS_H

#include "core/arena.h"

#define DECISIONS_FILE "decisions.log"
enum { DECISION_NOTE = 1000, DECISION_TIME = 20 };

struct decision {
    uint64_t id;
    const char *what;   /* "copy", … */
    const char *time;   /* 2024-01-31T23:59:59Z */
    const char *note;
};

struct decisions {
    struct arena arena;
    struct decision *item;  /* [n] by id, each id once */
    size_t n;
    uint64_t n_bytes;       /* of the log's whole lines */
    uint64_t last;          /* the last line's SUM */
};

/* Is this one of copy, quotation, template, common, ignore? */
bool decision_known(const char *what);

/* Read folder/decisions.log; none is no decisions. CRIB_E_DAMAGED when a line
 * is not as it was written, or when fewer than `least` bytes are there.
 * decisions_done() also after a failure. */
int decisions_read(struct decisions *d, const char *folder, uint64_t least, struct crib_err *err);
void decisions_done(struct decisions *d);
const struct decision *decisions_find(const struct decisions *d, uint64_t id);

/* Append v[n], on the disk when it returns; d->n_bytes and d->last follow.
 * CRIB_E_ARG for a decision or note that cannot be one. */
int decisions_append(struct decisions *d, const char *folder, const struct decision *v, size_t n, struct crib_err *err);

#endif

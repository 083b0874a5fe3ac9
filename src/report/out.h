/* SPDX-License-Identifier: MIT */
/* The stream a report is written into: blocks of 64 kB handed to the caller's
 * sink, so that no report is ever held in memory whole.
 *
 * The first failure sticks: later writes do nothing, out_done() returns it.
 * Writers therefore do not check every byte, only ask out_failed() in loops. */
#ifndef CRIB_REPORT_OUT_H
#define CRIB_REPORT_OUT_H

#include "core/err.h"
#include "crib/report.h"

enum { OUT_BLOCK = 64 * 1024 };

struct out {
    char *block;           /* [OUT_BLOCK] */
    size_t n;
    crib_sink *sink;
    void *sink_arg;
    struct crib_err *err;
    int rc;                /* first failure, else CRIB_OK */
};

int out_init(struct out *o, crib_sink *sink, void *sink_arg, struct crib_err *err);
/* Hand over what is left, free the block; the first failure of all writes. */
int out_done(struct out *o);
static inline bool out_failed(const struct out *o) { return o->rc != CRIB_OK; }
/* Make a failure met elsewhere the stream's own. */
void out_fail(struct out *o, int rc);

void out_more(struct out *o, const char *s, size_t n); /* where the block becomes full */

/* In here, so that what is constant is written in a move or two. */
static inline void out_bytes(struct out *o, const char *s, size_t n)
{
    if (out_failed(o) || n >= OUT_BLOCK - o->n) {
        out_more(o, s, n);
        return;
    }
    memcpy(o->block + o->n, s, n);
    o->n += n;
}

static inline void out_str(struct out *o, const char *s) { out_bytes(o, s, strlen(s)); }
static inline void out_char(struct out *o, char c) { out_bytes(o, &c, 1); }
void out_code_point(struct out *o, uint32_t cp);
void out_u64(struct out *o, uint64_t v);
void out_i64(struct out *o, int64_t v);
void out_id(struct out *o, uint64_t id); /* 16 lower-case hexadecimal digits */

/* num / den in ten-thousandths, rounded half up from integers, but 10000 only
 * when num >= den: what is not quite all must not read as all. 0 when den
 * is 0. */
uint32_t ratio_10000(uint64_t num, uint64_t den);
void out_ratio(struct out *o, uint64_t num, uint64_t den); /* "0.9876" */

#endif

/* SPDX-License-Identifier: MIT */
/* ICU's converters, a stretch at a time, with broken sequences counted. */
#ifndef CRIB_SOURCE_CHARSET_DECODE_H
#define CRIB_SOURCE_CHARSET_DECODE_H

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "core/err.h"

struct decoder {
    UConverter *converter;
    const char *beg, *at, *end; /* the bytes, and how far it is */
    uint64_t n_broken;
    uint64_t first_at;          /* offset of the first broken sequence */
    bool failed;                /* for want of memory */
};

/* Begin to decode bytes[n]; the decoder must stay where it is. CRIB_E_ARG
 * when the name is unknown. decoder_done() also after a failure. */
int decoder_init(struct decoder *d, const char *name, const char *bytes, size_t n, struct crib_err *err);
void decoder_done(struct decoder *d);

/* The next units of UTF-16, U+FFFD for a broken sequence; 0 at the end.
 * `last` says that no bytes follow, so that a character cut at the end counts
 * as broken. */
size_t decoder_next(struct decoder *d, bool last, UChar *out, size_t cap);
/* The same, with the bytes' offset that each unit came from; -1: that of the
 * unit before it. */
size_t decoder_next_placed(struct decoder *d, bool last, UChar *out, int64_t *offset, size_t cap);

#endif

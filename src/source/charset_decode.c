/* SPDX-License-Identifier: MIT */
/* Decoding by ICU. ICU's own substitution writes U+001A for some broken
 * bytes and counts none, so the callback is ours. */
#include "source/charset_decode.h"

static void broken(const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t n_bytes,
                   UConverterCallbackReason reason, UErrorCode *status)
{
    static const UChar replacement = 0xFFFD;
    struct decoder *d = (struct decoder *)context;
    (void)bytes;
    if (reason > UCNV_IRREGULAR)
        return; /* reset, close, clone */
    size_t past = (size_t)(args->source - d->beg);
    if (d->n_broken++ == 0)
        d->first_at = past - min_size(past, (size_t)n_bytes);
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

int decoder_init(struct decoder *d, const char *name, const char *bytes, size_t n, struct crib_err *err)
{
    *d = (struct decoder){ .beg = bytes, .at = bytes, .end = bytes + n };
    UErrorCode status = U_ZERO_ERROR;
    d->converter = ucnv_open(name, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR)
        return CRIB_NOMEM(err);
    if (U_FAILURE(status))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "unknown encoding '%s'", name);
    ucnv_setToUCallBack(d->converter, broken, d, NULL, NULL, &status);
    return CRIB_OK;
}

void decoder_done(struct decoder *d)
{
    ucnv_close(d->converter);
    d->converter = NULL;
}

static size_t next_units(struct decoder *d, bool last, UChar *out, int32_t *offset, size_t cap)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *to = out;
    ucnv_toUnicode(d->converter, &to, out + cap, &d->at, d->end, offset, last, &status);
    d->failed |= U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR;
    return (size_t)(to - out);
}

size_t decoder_next(struct decoder *d, bool last, UChar *out, size_t cap)
{
    return next_units(d, last, out, NULL, cap);
}

size_t decoder_next_placed(struct decoder *d, bool last, UChar *out, int64_t *offset, size_t cap)
{
    enum { STRETCH = 1024 };
    int32_t from[STRETCH];
    int64_t base = d->at - d->beg;
    size_t n = next_units(d, last, out, from, min_size(cap, STRETCH));
    for (size_t i = 0; i < n; i++)
        offset[i] = from[i] < 0 ? -1 : base + from[i];
    return n;
}

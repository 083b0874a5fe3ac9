/* SPDX-License-Identifier: MIT */
/* Block-wise output with a sticky first failure. Numbers are written by hand:
 * nothing here may depend on the locale. */
#include "report/out.h"

#include "core/mem.h"
#include "core/spill.h"
#include "core/utf8.h"

int out_init(struct out *o, crib_sink *sink, void *sink_arg, struct crib_err *err)
{
    *o = (struct out){ .sink = sink, .sink_arg = sink_arg, .err = err };
    o->block = mem_alloc(OUT_BLOCK);
    if (!o->block)
        o->rc = CRIB_NOMEM(err);
    return o->rc;
}

void out_fail(struct out *o, int rc)
{
    if (o->rc == CRIB_OK)
        o->rc = rc;
}

static void flush(struct out *o)
{
    size_t n = o->n;
    o->n = 0;
    if (n == 0 || out_failed(o))
        return;
    spill_pause();
    int errnum = o->sink(o->sink_arg, o->block, n);
    if (errnum != 0)
        o->rc = CRIB_FAIL(o->err, CRIB_E_IO, CRIB_NOWHERE, "the report cannot be written (error %d)", errnum);
}

int out_done(struct out *o)
{
    flush(o);
    mem_free(o->block);
    o->block = NULL;
    return o->rc;
}

void out_more(struct out *o, const char *s, size_t n)
{
    while (n > 0 && !out_failed(o)) {
        size_t part = min_size(n, OUT_BLOCK - o->n);
        memcpy(o->block + o->n, s, part);
        o->n += part;
        s += part;
        n -= part;
        if (o->n == OUT_BLOCK)
            flush(o);
    }
}

void out_code_point(struct out *o, uint32_t cp)
{
    char utf8[4];
    out_bytes(o, utf8, utf8_encode(cp, utf8));
}

void out_u64(struct out *o, uint64_t v)
{
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + v % 10);
    while ((v /= 10) > 0);
    out_bytes(o, digits + at, sizeof digits - at);
}

void out_i64(struct out *o, int64_t v)
{
    if (v < 0)
        out_char(o, '-');
    out_u64(o, v < 0 ? -(uint64_t)v : (uint64_t)v);
}

void out_id(struct out *o, uint64_t id)
{
    char hex[16];
    for (size_t i = 0; i < sizeof hex; i++)
        hex[i] = "0123456789abcdef"[id >> (60 - 4 * i) & 15];
    out_bytes(o, hex, sizeof hex);
}

uint32_t ratio_10000(uint64_t num, uint64_t den)
{
    if (den == 0)
        return 0;
    if (num >= den)
        return 10000;
    while (den > UINT64_MAX / 20001) { /* keep 20000 * num + den within 64 bits */
        num >>= 1;
        den >>= 1;
    }
    uint64_t rounded = (20000 * num + den) / (2 * den);
    return rounded >= 10000 ? 9999 : (uint32_t)rounded;
}

void out_ratio(struct out *o, uint64_t num, uint64_t den)
{
    uint32_t r = ratio_10000(num, den);
    char shown[6] = { (char)('0' + r / 10000), '.', (char)('0' + r / 1000 % 10), (char)('0' + r / 100 % 10),
                      (char)('0' + r / 10 % 10), (char)('0' + r % 10) };
    out_bytes(o, shown, sizeof shown);
}

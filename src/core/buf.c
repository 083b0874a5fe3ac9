/* SPDX-License-Identifier: MIT */
/* Capped byte buffers. */
#include "core/buf.h"

#include <stdarg.h>

#include "core/utf8.h"

void buf_init(struct buf *b, size_t limit) { *b = (struct buf){ .limit = limit }; }

void buf_done(struct buf *b)
{
    mem_free(b->p);
    b->p = NULL;
    b->n = b->cap = 0;
}

int buf_room(struct buf *b, size_t more, struct crib_err *err)
{
    if (more > b->limit - b->n)
        return CRIB_FAIL(err, CRIB_E_LIMIT, b->n, "more than %zu bytes", b->limit);
    return VEC_GROW(b->p, b->n, &b->cap, more, err);
}

int buf_add(struct buf *b, const void *bytes, size_t n, struct crib_err *err)
{
    if (n == 0)
        return CRIB_OK;
    CRIB_TRY(buf_room(b, n, err));
    memcpy(b->p + b->n, bytes, n);
    b->n += n;
    return CRIB_OK;
}

int buf_str(struct buf *b, const char *s, struct crib_err *err) { return buf_add(b, s, strlen(s), err); }

int buf_char(struct buf *b, char c, struct crib_err *err) { return buf_add(b, &c, 1, err); }

int buf_code_point(struct buf *b, uint32_t cp, struct crib_err *err)
{
    char utf8[4];
    return buf_add(b, utf8, utf8_encode(cp, utf8), err);
}

int buf_printf(struct buf *b, struct crib_err *err, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "format '%s' cannot be printed", fmt);
    /* vsnprintf writes a NUL that is not kept: room for it is memory, not content. */
    CRIB_TRY(buf_room(b, (size_t)n, err));
    CRIB_TRY(VEC_GROW(b->p, b->n, &b->cap, (size_t)n + 1, err));
    va_start(ap, fmt);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)n;
    return CRIB_OK;
}

char *buf_take(struct buf *b, size_t *n)
{
    char *p = mem_realloc(b->p, b->n + 1);
    if (!p)
        return NULL;
    p[b->n] = '\0';
    if (n)
        *n = b->n;
    b->p = NULL;
    b->n = b->cap = 0;
    return p;
}

/* SPDX-License-Identifier: MIT */
/* A byte buffer that grows up to a stated cap, never beyond. */
#ifndef CRIB_CORE_BUF_H
#define CRIB_CORE_BUF_H

#include "core/mem.h"

struct buf {
    char *p;      /* n bytes, not NUL terminated; NULL while empty */
    size_t n, cap;
    size_t limit; /* most bytes it may hold */
};

void buf_init(struct buf *b, size_t limit);
void buf_done(struct buf *b);
int buf_room(struct buf *b, size_t more, struct crib_err *err); /* CRIB_E_LIMIT past the limit */
int buf_add(struct buf *b, const void *bytes, size_t n, struct crib_err *err);
int buf_str(struct buf *b, const char *s, struct crib_err *err);
int buf_char(struct buf *b, char c, struct crib_err *err);
int buf_code_point(struct buf *b, uint32_t cp, struct crib_err *err); /* as UTF-8 */
int buf_printf(struct buf *b, struct crib_err *err, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
char *buf_take(struct buf *b, size_t *n); /* yours, NUL terminated, mem_free it; b is empty. NULL: refused */

#endif

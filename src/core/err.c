/* SPDX-License-Identifier: MIT */
/* Filling a struct crib_err. */
#include "core/err.h"

#include "core/spill.h"

#include <stdarg.h>

int err_set(struct crib_err *err, enum crib_code code, size_t at, const char *where, const char *fmt, ...)
{
    if (!err)
        return code;
    err->code = code;
    err->at = at;
    err->where = where;
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(err->what, sizeof err->what, fmt, ap);
    va_end(ap);
    if (n >= (int)sizeof err->what) {
        size_t end = sizeof err->what - 1;
        while (end > 0 && ((unsigned char)err->what[end - 1] & 0xC0) == 0x80)
            end--; /* drop the tail of a character that may be cut ... */
        if (end > 0 && (unsigned char)err->what[end - 1] >= 0xC0)
            end--; /* ... and its first byte */
        err->what[end] = '\0';
    }
    for (char *p = err->what; *p; p++)
        if ((unsigned char)*p < 0x20)
            *p = ' ';
    return code;
}

int err_nomem(struct crib_err *err, const char *where)
{
    return err_set(err, CRIB_E_NOMEM, CRIB_NOWHERE, where, "%s",
                   spill_is_full() ? "the temporary folder is full" : "out of memory");
}

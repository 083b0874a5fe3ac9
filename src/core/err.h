/* SPDX-License-Identifier: MIT */
/* Errors travel by pointer: a call that can fail returns an enum crib_code
 * and fills *err (which may be NULL). */
#ifndef CRIB_CORE_ERR_H
#define CRIB_CORE_ERR_H

#include "core/base.h"

#define CRIB_STR_(x) #x
#define CRIB_STR(x) CRIB_STR_(x)
#define CRIB_HERE __FILE__ ":" CRIB_STR(__LINE__)

/* Fill *err (unless NULL) and return code. The sentence is cut to fit, never
 * inside a UTF-8 character. */
int err_set(struct crib_err *err, enum crib_code code, size_t at, const char *where, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

#define CRIB_FAIL(err, code, at, ...) err_set((err), (code), (at), CRIB_HERE, __VA_ARGS__)

/* Return from the caller with the code when the call fails. */
#define CRIB_TRY(call)            \
    do {                          \
        int rc_ = (call);         \
        if (rc_ != CRIB_OK)       \
            return rc_;           \
    } while (0)

/* Out of memory at this place, or of room in the temporary folder (spill.h). */
int err_nomem(struct crib_err *err, const char *where);
#define CRIB_NOMEM(err) err_nomem((err), CRIB_HERE)

#endif

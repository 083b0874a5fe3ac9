/* SPDX-License-Identifier: MIT */
/* The user's own pattern for the first line of a document: a regular
 * expression in ICU's syntax, matched by ICU, because the C library's works on
 * bytes unless the program sets a locale: [一二三] would not mean what it says.
 *
 * A compiled pattern is shared by threads, its state is not: each member gets
 * a clone. Backtracking is bounded by ICU's own step limit. */
#include "segment/pattern.h"

#include <unicode/uregex.h>
#include <unicode/utext.h>

#include "core/mem.h"

enum { LINE_MOST = 4096, STEPS_MOST = 1000 /* of ICU's units, some milliseconds */ };

struct segment_pattern {
    URegularExpression *regex;
};

struct matching {
    URegularExpression *regex;
    UText text;
};

struct segment_pattern *segment_pattern_new(const char *regex, struct crib_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError at = { 0 };
    UText text = UTEXT_INITIALIZER;
    struct segment_pattern *p = mem_alloc(sizeof *p);
    if (p == NULL)
        return CRIB_NOMEM(err), NULL;
    utext_openUTF8(&text, regex, -1, &status);
    p->regex = uregex_openUText(&text, 0, &at, &status);
    utext_close(&text);
    if (U_SUCCESS(status))
        return p;
    mem_free(p);
    if (status == U_MEMORY_ALLOCATION_ERROR)
        CRIB_NOMEM(err);
    else
        CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "bad pattern for documents at character %d: %s", (int)at.offset,
                  u_errorName(status));
    return NULL;
}

void segment_pattern_free(struct segment_pattern *p)
{
    if (p == NULL)
        return;
    uregex_close(p->regex);
    mem_free(p);
}

struct matching *matching_new(const struct segment_pattern *p, struct crib_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    struct matching *m = mem_alloc(sizeof *m);
    if (m != NULL) {
        *m = (struct matching){ .text = UTEXT_INITIALIZER };
        m->regex = uregex_clone(p->regex, &status);
        uregex_setTimeLimit(m->regex, STEPS_MOST, &status);
        if (U_SUCCESS(status))
            return m;
        uregex_close(m->regex);
        mem_free(m);
    }
    CRIB_NOMEM(err);
    return NULL;
}

void matching_free(struct matching *m)
{
    if (m == NULL)
        return;
    uregex_close(m->regex);
    utext_close(&m->text);
    mem_free(m);
}

bool matching_line(struct matching *m, const char *s, size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    if (n > LINE_MOST)
        return false;
    utext_openUTF8(&m->text, s, (int64_t)n, &status);
    uregex_setUText(m->regex, &m->text, &status);
    bool found = uregex_find(m->regex, 0, &status);
    return U_SUCCESS(status) && found;
}

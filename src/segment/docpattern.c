/* SPDX-License-Identifier: MIT */
/* The user's own pattern for the first line of a document: a POSIX extended
 * regular expression.
 *
 * It matches bytes in the locale of the program: crib never calls setlocale,
 * so that is the C locale, in which a character of several bytes in a bracket
 * expression ([篇章]) does not mean what it says; alternatives ((篇|章)) do.
 * Only the first 4096 bytes of a line are given to the matcher, whose time may
 * grow faster than the line. regexec() does not change the pattern. */
#include "segment/docpattern.h"

#include <regex.h>

#include "core/mem.h"

struct segment_pattern {
    regex_t regex;
};

struct segment_pattern *segment_pattern_new(const char *regex, struct crib_err *err)
{
    struct segment_pattern *p = mem_alloc(sizeof *p);
    char why[96];
    if (p == NULL)
        return CRIB_NOMEM(err), NULL;
    int rc = regcomp(&p->regex, regex, REG_EXTENDED | REG_NOSUB);
    if (rc == 0)
        return p;
    regerror(rc, &p->regex, why, sizeof why);
    mem_free(p);
    if (rc == REG_ESPACE)
        CRIB_NOMEM(err);
    else
        CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "bad pattern for documents: %s", why);
    return NULL;
}

void segment_pattern_free(struct segment_pattern *p)
{
    if (p == NULL)
        return;
    regfree(&p->regex);
    mem_free(p);
}

bool pattern_matches(const struct segment_pattern *p, const char *s, size_t n)
{
    char line[4097];
    n = min_size(n, sizeof line - 1);
    memcpy(line, s, n);
    line[n] = '\0';
    return regexec(&p->regex, line, 0, NULL, 0) == 0;
}

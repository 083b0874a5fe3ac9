/* SPDX-License-Identifier: MIT */
/* Building facts (codes with arguments) and collecting complaints. */
#ifndef CRIB_CORE_FACT_H
#define CRIB_CORE_FACT_H

#include "core/arena.h"

/* A fact with no arguments yet. code and names are static strings. More than
 * CRIB_FACT_ARGS arguments is a bug (assert). */
struct crib_fact fact(const char *code);
void fact_int(struct crib_fact *f, const char *name, int64_t number);
/* The text is copied into the arena; CRIB_E_NOMEM when refused. Bytes that
 * are not UTF-8 are the caller's bug. */
int fact_text(struct crib_fact *f, const char *name, struct arena *a, const char *s, size_t n, struct crib_err *err);

/* What was wrong with the input of one source, in the order noticed. */
struct complaint {
    bool lost;          /* something is missing from the result; else a note */
    uint64_t at;        /* byte of the source, or UINT64_MAX */
    struct crib_fact what;
};

struct complaints {
    struct complaint *item;
    size_t n, cap;
    struct arena text;  /* of the facts */
};

void complaints_init(struct complaints *c);
void complaints_done(struct complaints *c);
int complaints_add(struct complaints *c, bool lost, uint64_t at, struct crib_fact what, struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Complaints of source: the codes and their arguments stand in source.h. */
#ifndef CRIB_SOURCE_COMPLAIN_H
#define CRIB_SOURCE_COMPLAIN_H

#include "core/fact.h"

enum { NOTE = 0, LOST = 1 };

#define NO_PLACE UINT64_MAX

/* An argument whose text is static: nothing to copy, nothing to fail. */
static inline void fact_static(struct crib_fact *f, const char *name, const char *text)
{
    assert(f->n_args < CRIB_FACT_ARGS);
    f->arg[f->n_args++] = (struct crib_arg){ .name = name, .kind = CRIB_ARG_TEXT, .text = text };
}

static inline struct crib_fact fact_with_int(const char *code, const char *name, int64_t number)
{
    struct crib_fact f = fact(code);
    fact_int(&f, name, number);
    return f;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Templates: forms that everybody fills in. Their text is subtracted from
 * what documents share; they are no documents themselves. */
#ifndef CRIB_ENGINE_TEMPLATES_H
#define CRIB_ENGINE_TEMPLATES_H

#include "index/reference.h"
#include "source/source.h"

struct template_file {
    const char *name;      /* of its source, borrowed */
    uint64_t content;      /* hash of its rows, figures included */
};

struct templates {
    struct source_list list;
    struct source *source; /* [list.n] by name */
    struct template_file *file; /* [list.n] */
    struct units *row;     /* [n_row] of every member */
    uint32_t n_row;
    struct reference reference;
    uint32_t n_dropped;    /* inputs that are templates */
};

/* A form's text is found in runs of half the least length of a passage, not
 * below this: what would leak through a higher threshold is in no report. */
enum { LEAST_TEMPLATE_RUN = 8 };
static inline uint32_t template_least(uint32_t min_length) { return max_u32(LEAST_TEMPLATE_RUN, min_length / 2); }

/* Read what t->list (not finished) names. A template that cannot be read
 * whole, or that holds no text, is the caller's mistake: CRIB_E_ARG.
 * templates_done() also after a failure. */
int templates_read(struct templates *t, const struct source_options *o, struct crib_err *err);
void templates_done(struct templates *t);

/* Take the template files out of a finished list of inputs. */
void templates_drop(struct templates *t, struct source_list *inputs);

/* The bits of row u's units that are template text, or NULL when none is:
 * mem_free(*bits). */
int templates_mark(const struct templates *t, const struct units *u, uint32_t min_length, uint64_t **bits,
                   uint32_t *n_marked, struct crib_err *err);

#endif

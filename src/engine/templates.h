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

/* A form's text is found in runs of a third of the least length of a passage:
 * the lower, the less of an edited line leaks. Of 100 pairs of filled-in forms
 * (56 % form, two blanks a line, one line in seven edited) the form made 150
 * passages when it was not given and 1 when it was; with a half it was 1 or 2,
 * as matching joined more or fewer pieces. Planted copies were found alike. */
enum { LEAST_TEMPLATE_RUN = 8 };
static inline uint32_t template_least(uint32_t min_length) { return max_u32(LEAST_TEMPLATE_RUN, min_length / 3); }

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

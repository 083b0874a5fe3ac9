/* SPDX-License-Identifier: MIT */
/* Facts and complaints. */
#include "core/fact.h"

struct crib_fact fact(const char *code) { return (struct crib_fact){ .code = code }; }

static struct crib_arg *next_arg(struct crib_fact *f, const char *name)
{
    assert(f->n_args < CRIB_FACT_ARGS);
    struct crib_arg *arg = &f->arg[f->n_args++];
    arg->name = name;
    return arg;
}

void fact_int(struct crib_fact *f, const char *name, int64_t number)
{
    struct crib_arg *arg = next_arg(f, name);
    arg->kind = CRIB_ARG_INT;
    arg->number = number;
}

int fact_text(struct crib_fact *f, const char *name, struct arena *a, const char *s, size_t n, struct crib_err *err)
{
    char *copy = arena_strndup(a, s, n);
    if (!copy)
        return CRIB_NOMEM(err);
    struct crib_arg *arg = next_arg(f, name);
    arg->kind = CRIB_ARG_TEXT;
    arg->text = copy;
    return CRIB_OK;
}

void complaints_init(struct complaints *c)
{
    *c = (struct complaints){ 0 };
    arena_init(&c->text);
}

void complaints_done(struct complaints *c)
{
    mem_free(c->item);
    arena_done(&c->text);
    complaints_init(c);
}

int complaints_add(struct complaints *c, bool lost, uint64_t at, struct crib_fact what, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(c->item, c->n, &c->cap, 1, err));
    c->item[c->n++] = (struct complaint){ lost, at, what };
    return CRIB_OK;
}

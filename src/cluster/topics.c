/* SPDX-License-Identifier: MIT */
/* Which documents have a title: listed by titles. */
#include "cluster/topics.h"

int bearers_list(const struct terms *t, uint32_t n, struct bearers *out, struct crib_err *err)
{
    out->first = mem_zero((size_t)t->n_title + 2, sizeof *out->first);
    out->doc = mem_alloc(((size_t)n + 1) * sizeof *out->doc);
    uint32_t *next = mem_alloc(((size_t)t->n_title + 1) * sizeof *next);
    if (!out->first || !out->doc || !next) {
        mem_free(next);
        return CRIB_NOMEM(err);
    }
    for (uint32_t d = 0; d < n; d++)
        if (t->title_of[d] != UINT32_MAX)
            out->first[t->title_of[d] + 1]++;
    for (uint32_t i = 0; i < t->n_title; i++)
        out->first[i + 1] += out->first[i];
    memcpy(next, out->first, (size_t)t->n_title * sizeof *next);
    for (uint32_t d = 0; d < n; d++)
        if (t->title_of[d] != UINT32_MAX)
            out->doc[next[t->title_of[d]]++] = d;
    mem_free(next);
    return CRIB_OK;
}

void bearers_done(struct bearers *b)
{
    mem_free(b->first);
    mem_free(b->doc);
    *b = (struct bearers){ 0 };
}

void topics_done(struct topics *t)
{
    mem_free(t->with);
    mem_free(t->topic);
    bearers_done(&t->of);
    *t = (struct topics){ 0 };
}

/* SPDX-License-Identifier: MIT */
/* Which documents have one body, and which judged pair tells how two bodies
 * align: an exact class is compared with others through one of its members. */
#include "engine/dedup_match.h"

#include "core/search.h"

uint32_t union_root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

void union_join(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = union_root(parent, a);
    b = union_root(parent, b);
    parent[max_u32(a, b)] = min_u32(a, b);
}

static int by_link(const void *p, const void *q)
{
    const struct link *x = p, *y = q;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

static uint64_t link_key(const struct deciding *de, uint32_t a, uint32_t b)
{
    uint32_t x = de->body[a], y = de->body[b];
    return (uint64_t)min_u32(x, y) << 32 | max_u32(x, y);
}

int deciding_init(struct deciding *de, const struct collection *c, const struct engine_options *o,
                  const struct comparison *cmp, const struct judgement *j, struct crib_err *err)
{
    *de = (struct deciding){ .c = c, .o = o, .cmp = cmp, .j = j };
    de->body = mem_alloc((size_t)c->n_doc * sizeof *de->body);
    de->link = mem_alloc(j->n_pair * sizeof *de->link);
    if (!de->body || !de->link)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc; d++)
        de->body[d] = d;
    for (size_t i = 0; i < j->n_pair; i++)
        if (j->pair[i].verdict == CRIB_DUPLICATE)
            union_join(de->body, j->pair[i].a, j->pair[i].b);
    for (uint32_t d = 0; d < c->n_doc; d++)
        de->body[d] = union_root(de->body, d);
    for (size_t i = 0; i < j->n_pair; i++)
        if (j->pair[i].verdict > CRIB_SHARES_PASSAGES && j->pair[i].verdict < CRIB_DUPLICATE)
            de->link[de->n_link++] = (struct link){ link_key(de, j->pair[i].a, j->pair[i].b), (uint32_t)i };
    if (de->n_link)
        qsort(de->link, de->n_link, sizeof *de->link, by_link);
    return CRIB_OK;
}

void deciding_done(struct deciding *de)
{
    mem_free(de->body);
    mem_free(de->link);
    initials_done(&de->initials);
    *de = (struct deciding){ 0 };
}

const struct judged *deciding_pair(const struct deciding *de, uint32_t a, uint32_t b)
{
    uint64_t key = link_key(de, a, b);
    size_t at;
    LOWER_BOUND(at, de->n_link, de->link[at].key < key);
    return at < de->n_link && de->link[at].key == key ? &de->j->pair[de->link[at].pair] : NULL;
}

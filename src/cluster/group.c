/* SPDX-License-Identifier: MIT */
/* Groups of documents: the stars of a partition, each with a keeper.
 *
 * The keeper need not be the star's centre: the best of those members that
 * are like all the others is kept. Where every pair was compared that is the
 * best of all; the centre always qualifies. */
#include "cluster/group.h"

#include "cluster/keeper.h"
#include "cluster/partition.h"
#include "core/sort.h"

/* Members of the group of c that c is like, itself and its class included. */
static uint32_t reach(const struct partition *p, uint32_t c)
{
    uint32_t n = p->size[c];
    for (uint32_t i = p->first[c]; i < p->first[c + 1]; i++)
        if (!p->near[i].unlike && p->leader[p->near[i].class] == p->leader[c])
            n += p->size[p->near[i].class];
    return n;
}

/* Documents by leader: key the leader's least member, val the document. */
static int by_group(const struct partition *p, struct kv *kv, struct crib_err *err)
{
    uint32_t *least = mem_alloc(((size_t)p->n_doc + 1) * sizeof *least);
    if (!least)
        return CRIB_NOMEM(err);
    for (uint32_t d = p->n_doc; d-- > 0;)
        least[partition_leader(p, d)] = d;
    for (uint32_t d = 0; d < p->n_doc; d++)
        kv[d] = (struct kv){ least[partition_leader(p, d)], d };
    mem_free(least);
    return sort_kv(kv, p->n_doc, true, err);
}

static int add_group(const struct partition *p, const struct candidate_keeper *doc, enum keep_rule rule,
                     const struct kv *kv, uint32_t n, bool *may_keep, struct groups *out, struct crib_err *err)
{
    struct group *g = &out->item[out->n];
    *g = (struct group){ .n = n, .member = arena_zero(&out->arena, n, sizeof *g->member) };
    if (!g->member)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < n; i++) {
        g->member[i] = (uint32_t)kv[i].val;
        may_keep[i] = reach(p, p->class_of[g->member[i]]) == n;
    }
    keeper_choose(doc, rule, may_keep, g);
    assert(g->keep != UINT32_MAX);
    out->n++;
    return CRIB_OK;
}

static int add_groups(const struct partition *p, const struct candidate_keeper *doc, enum keep_rule rule,
                      const struct kv *kv, struct groups *out, struct crib_err *err)
{
    uint32_t n_groups = 0, next;
    bool *may_keep = arena_alloc(&out->arena, ((size_t)p->n_doc + 1) * sizeof *may_keep);
    for (uint32_t i = 0; i < p->n_doc; i++)
        n_groups += i > 0 && kv[i].key == kv[i - 1].key && (i == 1 || kv[i - 1].key != kv[i - 2].key);
    out->item = arena_zero(&out->arena, (size_t)n_groups + 1, sizeof *out->item);
    if (!out->item || !may_keep)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < p->n_doc; i = next) {
        for (next = i + 1; next < p->n_doc && kv[next].key == kv[i].key; next++)
            ;
        if (next - i > 1)
            CRIB_TRY(add_group(p, doc, rule, kv + i, next - i, may_keep, out, err));
    }
    return CRIB_OK;
}

int groups_make(const struct edge *edge, size_t n_edge, const struct candidate_keeper *doc, uint32_t n_doc,
                enum keep_rule rule, struct groups *out, struct crib_err *err)
{
    struct partition p = { 0 };
    *out = (struct groups){ 0 };
    arena_init(&out->arena);
    bool *misfiled = mem_alloc(((size_t)n_doc + 1) * sizeof *misfiled);
    struct kv *kv = mem_alloc(((size_t)n_doc + 1) * sizeof *kv);
    int rc = misfiled && kv ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < n_doc; d++)
        misfiled[d] = doc[d].misfiled;
    if (rc == CRIB_OK)
        rc = partition_make(edge, n_edge, n_doc, misfiled, &p, err);
    if (rc == CRIB_OK)
        rc = by_group(&p, kv, err);
    if (rc == CRIB_OK)
        rc = add_groups(&p, doc, rule, kv, out, err);
    partition_done(&p);
    mem_free(misfiled);
    mem_free(kv);
    return rc;
}

void groups_done(struct groups *g)
{
    arena_done(&g->arena);
    *g = (struct groups){ 0 };
}

int groups_number(const struct edge *edge, size_t n_edge, uint32_t n_doc, uint32_t *group_of, uint32_t *n_groups,
                  struct crib_err *err)
{
    struct partition p;
    int rc = partition_make(edge, n_edge, n_doc, NULL, &p, err);
    *n_groups = 0;
    if (rc == CRIB_OK) {
        for (uint32_t d = 0; d < n_doc; d++)
            group_of[partition_leader(&p, d)] = UINT32_MAX;
        for (uint32_t d = 0; d < n_doc; d++)
            if (group_of[partition_leader(&p, d)] == UINT32_MAX)
                group_of[partition_leader(&p, d)] = (*n_groups)++;
        for (uint32_t d = 0; d < n_doc; d++)
            if (partition_leader(&p, d) != d)
                group_of[d] = group_of[partition_leader(&p, d)];
    }
    partition_done(&p);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Which documents stand in one group.
 *
 * Connected components would join what only a chain joins. So the classes of
 * equal documents with most neighbours become hubs, each unless a hub before
 * it is its neighbour (a greedy dominating set); every other class joins the
 * hub nearest to it, strongest edges first, unless it is known to be unlike a
 * member that joined before. What found no hub that way leads a group of its
 * own, or stays alone. The hub and not the best document is the centre,
 * because large buckets are compared with few representatives only: of a
 * thousand copies the edges may form one star, and its centre is the only
 * document with an edge to each. */
#include "cluster/partition.h"

#include "core/sort.h"

#define NO_CLASS UINT32_MAX

static uint32_t root(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x)
        x = parent[x] = parent[parent[x]];
    return x;
}

static int join_exact(const struct edge *edge, size_t n_edge, struct partition *p, struct crib_err *err)
{
    for (uint32_t d = 0; d < p->n_doc; d++)
        p->class_of[d] = d;
    for (size_t i = 0; i < n_edge; i++) {
        if (edge[i].a >= p->n_doc || edge[i].b >= p->n_doc)
            return CRIB_FAIL(err, CRIB_E_ARG, i, "an edge names document %u of %u", max_u32(edge[i].a, edge[i].b),
                             p->n_doc);
        if (!edge[i].exact || edge[i].unlike)
            continue;
        uint32_t a = root(p->class_of, edge[i].a), b = root(p->class_of, edge[i].b);
        p->class_of[max_u32(a, b)] = min_u32(a, b);
    }
    for (uint32_t d = 0; d < p->n_doc; d++) {
        p->class_of[d] = root(p->class_of, d);
        p->size[p->class_of[d]]++;
    }
    return CRIB_OK;
}

/* An edge between classes as a word: strongest first, unlike ones last. */
static uint64_t order_of(const struct edge *e) { return e->unlike ? UINT64_MAX : UINT32_MAX - e->strength; }

/* Edges between classes, the strongest of each pair; returns how many. */
static int class_edges(const struct edge *edge, size_t n_edge, struct partition *p, struct kv *kv, size_t *n,
                       struct crib_err *err)
{
    size_t kept = 0;
    *n = 0;
    for (size_t i = 0; i < n_edge; i++) {
        uint32_t a = p->class_of[edge[i].a], b = p->class_of[edge[i].b];
        if (a != b)
            kv[(*n)++] = (struct kv){ (uint64_t)min_u32(a, b) << 32 | max_u32(a, b), order_of(&edge[i]) };
    }
    CRIB_TRY(sort_kv(kv, *n, true, err));
    for (size_t i = 0; i < *n; i++)
        if (kept == 0 || kv[kept - 1].key != kv[i].key)
            kv[kept++] = kv[i];
    *n = kept;
    for (size_t i = 0; i < *n; i++)
        kv[i] = (struct kv){ kv[i].val, kv[i].key };
    return sort_kv(kv, *n, true, err);
}

/* kv: key the order, val the two classes; sorted. */
static int make_neighbours(struct partition *p, const struct kv *kv, size_t n, struct crib_err *err)
{
    if (n > UINT32_MAX / 2)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "more than %u edges", UINT32_MAX / 2);
    p->first = mem_zero((size_t)p->n_doc + 2, sizeof *p->first);
    p->near = mem_alloc((2 * n + 1) * sizeof *p->near);
    if (!p->first || !p->near)
        return CRIB_NOMEM(err);
    uint32_t *at = p->first + 1; /* while filling: next free place of each class */
    for (size_t i = 0; i < n; i++) {
        uint32_t ends[] = { (uint32_t)(kv[i].val >> 32), (uint32_t)kv[i].val };
        at[ends[0] + 1]++;
        at[ends[1] + 1]++;
    }
    for (uint32_t c = 1; c <= p->n_doc; c++)
        at[c] += at[c - 1];
    for (size_t i = 0; i < n; i++) {
        uint32_t ends[] = { (uint32_t)(kv[i].val >> 32), (uint32_t)kv[i].val };
        bool unlike = kv[i].key == UINT64_MAX;
        for (int k = 0; k < 2; k++)
            p->near[at[ends[k]]++] =
                (struct near){ ends[1 - k], unlike ? 0 : UINT32_MAX - (uint32_t)kv[i].key, unlike };
    }
    return CRIB_OK;
}

static bool is_lone(const struct partition *p, uint32_t c) { return p->first[c] == p->first[c + 1]; }

/* Classes in the order in which they may become hubs: not last, most
 * neighbouring documents, smallest. */
static int hub_order(const struct partition *p, const bool *last, struct kv *order, uint32_t *n, struct crib_err *err)
{
    *n = 0;
    for (uint32_t c = 0; c < p->n_doc; c++) {
        uint64_t degree = p->size[c];
        if (p->class_of[c] != c)
            continue;
        for (uint32_t i = p->first[c]; i < p->first[c + 1]; i++)
            degree += p->near[i].unlike ? 0 : p->size[p->near[i].class];
        order[(*n)++] = (struct kv){ (uint64_t)(last && last[c]) << 63 | (UINT64_MAX / 4 - degree), c };
    }
    return sort_kv(order, *n, true, err);
}

static bool may_join(const struct partition *p, uint32_t c, uint32_t leader)
{
    for (uint32_t i = p->first[c + 1]; i > p->first[c] && p->near[i - 1].unlike; i--)
        if (p->leader[p->near[i - 1].class] == leader)
            return false;
    return true;
}

static void choose_hubs(struct partition *p, const bool *last, const struct kv *order, uint32_t n, uint8_t *covered)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = (uint32_t)order[i].val;
        if (covered[c] || (last && last[c]))
            continue;
        p->leader[c] = c;
        for (uint32_t k = p->first[c]; k < p->first[c + 1]; k++)
            if (!p->near[k].unlike)
                covered[p->near[k].class] = 1;
    }
}

/* Every class that is no hub joins the nearest hub; kv as in
 * make_neighbours. */
static void join_hubs(struct partition *p, const struct kv *kv, size_t n, const uint8_t *is_hub)
{
    for (size_t i = 0; i < n && kv[i].key != UINT64_MAX; i++) {
        uint32_t a = (uint32_t)(kv[i].val >> 32), b = (uint32_t)kv[i].val;
        if (is_hub[a] == is_hub[b])
            continue;
        uint32_t hub = is_hub[a] ? a : b, other = is_hub[a] ? b : a;
        if (p->leader[other] == NO_CLASS && may_join(p, other, hub))
            p->leader[other] = hub;
    }
}

static void lead_the_rest(struct partition *p, const struct kv *order, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = (uint32_t)order[i].val;
        if (p->leader[c] != NO_CLASS)
            continue;
        p->leader[c] = c;
        for (uint32_t k = p->first[c]; k < p->first[c + 1] && !p->near[k].unlike; k++)
            if (p->leader[p->near[k].class] == NO_CLASS && may_join(p, p->near[k].class, c))
                p->leader[p->near[k].class] = c;
    }
}

static int cut(struct partition *p, const struct kv *kv, size_t n_kv, const bool *last, struct crib_err *err)
{
    uint32_t n = 0;
    struct kv *order = mem_alloc(((size_t)p->n_doc + 1) * sizeof *order);
    uint8_t *mark = mem_zero((size_t)p->n_doc + 1, 1);
    int rc = order && mark ? hub_order(p, last, order, &n, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        for (uint32_t c = 0; c < p->n_doc; c++)
            p->leader[c] = NO_CLASS;
        choose_hubs(p, last, order, n, mark);
        for (uint32_t c = 0; c < p->n_doc; c++)
            mark[c] = p->leader[c] == c && !is_lone(p, c);
        join_hubs(p, kv, n_kv, mark);
        lead_the_rest(p, order, n);
    }
    mem_free(order);
    mem_free(mark);
    return rc;
}

/* A class comes last when all its documents do. */
static bool *classes_last(const struct partition *p, const bool *last)
{
    bool *of_class = mem_alloc(((size_t)p->n_doc + 1) * sizeof *of_class);
    if (!of_class)
        return NULL;
    for (uint32_t d = 0; d < p->n_doc; d++) /* a class's name comes before its other documents */
        of_class[d] = last[d];
    for (uint32_t d = 0; d < p->n_doc; d++)
        of_class[p->class_of[d]] = of_class[p->class_of[d]] && last[d];
    return of_class;
}

int partition_make(const struct edge *edge, size_t n_edge, uint32_t n_doc, const bool *last,
                   struct partition *out, struct crib_err *err)
{
    size_t n = (size_t)n_doc + 1, n_kv = 0;
    *out = (struct partition){ .n_doc = n_doc };
    out->class_of = mem_alloc(n * sizeof *out->class_of);
    out->size = mem_zero(n, sizeof *out->size);
    out->leader = mem_alloc(n * sizeof *out->leader);
    if (!out->class_of || !out->size || !out->leader)
        return CRIB_NOMEM(err);
    CRIB_TRY(join_exact(edge, n_edge, out, err));
    bool *class_last = last ? classes_last(out, last) : NULL;
    struct kv *kv = n_edge < SIZE_MAX / sizeof *kv ? mem_alloc((n_edge + 1) * sizeof *kv) : NULL;
    int rc = kv && (class_last || !last) ? class_edges(edge, n_edge, out, kv, &n_kv, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = make_neighbours(out, kv, n_kv, err);
    if (rc == CRIB_OK)
        rc = cut(out, kv, n_kv, class_last, err);
    mem_free(kv);
    mem_free(class_last);
    return rc;
}

void partition_done(struct partition *p)
{
    void *block[] = { p->class_of, p->size, p->leader, p->first, p->near };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
    *p = (struct partition){ 0 };
}

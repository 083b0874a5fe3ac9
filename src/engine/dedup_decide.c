/* SPDX-License-Identifier: MIT */
/* Which documents go.
 *
 * By default an edge means: nothing that differs decides. Groups are made of
 * such edges as scan makes them of near-duplicates, so that a chain of small
 * differences never joins two documents that are known to be unlike, and each
 * group keeps one by the same rules. In the end every document that goes is
 * held against its keeper once more, whole: that comparison alone lets it go. */
#include "engine/dedup.h"

#include "core/sort.h"

enum { PEERS_MOST = 64 }; /* documents with one body that another with that body is held against */

/* --- edges ----------------------------------------------------------------- */

struct edges {
    struct edge *item;
    size_t n, cap;
};

static int add_edge(struct edges *e, uint32_t a, uint32_t b, uint32_t strength, bool exact, bool unlike,
                    struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(e->item, e->n, &e->cap, 1, err));
    e->item[e->n++] = (struct edge){ .a = a, .b = b, .strength = strength, .exact = exact, .unlike = unlike };
    return CRIB_OK;
}

/* May one of the two go for the other? */
static int are_same(struct deciding *de, uint32_t a, uint32_t b, bool *same, struct crib_err *err)
{
    *same = false;
    if (dedup_is_broken(de->c, a) || dedup_is_broken(de->c, b))
        return CRIB_OK;
    for (int way = 0; way < 2 && !*same; way++) {
        struct document_match m;
        int rc = documents_match(de, way ? b : a, way ? a : b, &m, err);
        *same = rc == CRIB_OK && !m.decides;
        document_match_done(&m);
        CRIB_TRY(rc);
    }
    return CRIB_OK;
}

struct copy { uint32_t body, doc; uint64_t identity; };

static int by_copy(const void *p, const void *q)
{
    const struct copy *x = p, *y = q;
    if (x->body != y->body)
        return x->body < y->body ? -1 : 1;
    if (x->identity != y->identity)
        return x->identity < y->identity ? -1 : 1;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Documents with one body: copies in everything are a star of exact edges, one
 * of each kind is held against those of the other kinds. */
static int edges_of_body(struct deciding *de, const struct copy *copy, size_t n, struct edges *e, struct crib_err *err)
{
    uint32_t kind[PEERS_MOST], n_kinds = 0;
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && copy[next].identity == copy[i].identity; next++)
            CRIB_TRY(add_edge(e, copy[i].doc, copy[next].doc, 10000, true, false, err));
        for (uint32_t k = 0; k < n_kinds; k++) {
            bool same;
            CRIB_TRY(are_same(de, kind[k], copy[i].doc, &same, err));
            CRIB_TRY(add_edge(e, kind[k], copy[i].doc, 10000, false, !same, err));
        }
        if (n_kinds < PEERS_MOST)
            kind[n_kinds++] = copy[i].doc;
    }
    return CRIB_OK;
}

static int edges_of_copies(struct deciding *de, struct edges *e, struct crib_err *err)
{
    const struct collection *c = de->c;
    bool *shared = mem_zero(c->n_doc, 1);
    struct copy *copy = mem_alloc((size_t)c->n_doc * sizeof *copy);
    size_t n = 0;
    int rc = shared && copy ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++)
        if (de->body[d] != d)
            shared[de->body[d]] = true;
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++)
        if (shared[de->body[d]] && !dedup_is_broken(c, d)) {
            copy[n] = (struct copy){ .body = de->body[d], .doc = d };
            rc = document_identity(de, d, &copy[n++].identity, err);
        }
    if (n)
        qsort(copy, n, sizeof *copy, by_copy);
    for (size_t i = 0, next; i < n && rc == CRIB_OK; i = next) {
        for (next = i + 1; next < n && copy[next].body == copy[i].body; next++)
            ;
        rc = edges_of_body(de, copy + i, next - i, e, err);
    }
    mem_free(shared);
    mem_free(copy);
    return rc;
}

static int edges_of_pairs(struct deciding *de, struct edges *e, struct crib_err *err)
{
    for (size_t i = 0; i < de->j->n_pair; i++) {
        const struct judged *p = &de->j->pair[i];
        bool same = false;
        if (p->a == p->b || p->verdict == CRIB_DUPLICATE)
            continue;
        if (p->verdict == CRIB_NEAR_DUPLICATE)
            CRIB_TRY(are_same(de, p->a, p->b, &same, err));
        CRIB_TRY(add_edge(e, p->a, p->b, judged_resemblance(de->c, p), false, !same, err));
    }
    return CRIB_OK;
}

/* --- removals ---------------------------------------------------------------- */

static int remove_one(struct crib_dedup *d, struct deciding *de, uint32_t doc, uint32_t keep, bool fuller,
                      const struct document_match *m, const struct crib_fact *why, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(d->removed, d->n_removed, &d->cap_removed, 1, err));
    CRIB_TRY(dedup_record(d, de, doc, keep, m, why, &d->removed[d->n_removed], err));
    d->removed[d->n_removed].fuller = fuller;
    d->goes[doc] = (uint32_t)d->n_removed++;
    return CRIB_OK;
}

/* Every member but the keeper goes; in SAME only what is the same as it. */
static int remove_group(struct crib_dedup *d, struct deciding *de, const struct group *g, struct crib_err *err)
{
    if (dedup_is_broken(de->c, g->keep))
        return CRIB_OK;
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t doc = g->member[i];
        struct document_match m;
        if (doc == g->keep || dedup_is_broken(de->c, doc))
            continue;
        int rc = documents_match(de, doc, g->keep, &m, err);
        if (rc == CRIB_OK && (d->options.remove != CRIB_REMOVE_SAME || !m.decides))
            rc = remove_one(d, de, doc, g->keep, doc == g->fuller, &m, &g->why, err);
        document_match_done(&m);
        CRIB_TRY(rc);
    }
    return CRIB_OK;
}

static int remove_groups(struct crib_dedup *d, struct deciding *de, const struct groups *groups, struct crib_err *err)
{
    for (size_t i = 0; i < groups->n; i++)
        CRIB_TRY(remove_group(d, de, &groups->item[i], err));
    return CRIB_OK;
}

static int remove_same(struct crib_dedup *d, struct deciding *de, struct crib_err *err)
{
    struct edges e = { 0 };
    struct groups groups = { 0 };
    int rc = edges_of_copies(de, &e, err);
    if (rc == CRIB_OK)
        rc = edges_of_pairs(de, &e, err);
    if (rc == CRIB_OK) {
        rc = groups_make(e.item, e.n, de->j->keeper, de->c->n_doc, judge_keep_rule(de->o->pub.keep), &groups, err);
        if (rc == CRIB_OK)
            rc = remove_groups(d, de, &groups, err);
        groups_done(&groups);
    }
    mem_free(e.item);
    return rc;
}

/* --- contained --------------------------------------------------------------- */

/* Is the smaller of the pair nearly whole in the other? */
static bool lies_in(const struct deciding *de, const struct judged *p, uint32_t small)
{
    return (uint64_t)p->matched * 1000 >= (uint64_t)de->o->pub.near_permille * own_units(de->c, small);
}

/* Who went for a document that then went itself, went for that one's keeper:
 * these stay, as they are longer. */
static void follow_keepers(struct crib_dedup *d)
{
    for (size_t i = 0; i < d->n_removed; i++) {
        struct crib_removal *r = &d->removed[i];
        if (!dedup_doc_goes(d, r->keep))
            continue;
        r->via = r->keep;
        while (dedup_doc_goes(d, r->keep))
            r->keep = d->removed[d->goes[r->keep]].keep;
    }
}

/* From the longest document down: one goes when it lies in one that stays. */
static int remove_contained(struct crib_dedup *d, struct deciding *de, struct crib_err *err)
{
    struct kv *kv = mem_alloc(de->j->n_pair * sizeof *kv);
    size_t n = 0;
    int rc = kv ? CRIB_OK : CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < de->j->n_pair; i++) {
        const struct judged *p = &de->j->pair[i];
        uint32_t longer = max_u32(own_units(de->c, p->a), own_units(de->c, p->b));
        if (p->a != p->b && p->verdict == CRIB_CONTAINED)
            kv[n++] = (struct kv){ ~(uint64_t)longer, i };
    }
    if (rc == CRIB_OK)
        rc = sort_kv(kv, n, true, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        const struct judged *p = &de->j->pair[kv[i].val];
        bool b_in_a = own_units(de->c, p->b) <= own_units(de->c, p->a);
        uint32_t small = b_in_a ? p->b : p->a, large = b_in_a ? p->a : p->b;
        if (dedup_doc_goes(d, small) || dedup_doc_goes(d, large) || !lies_in(de, p, small) ||
            dedup_is_broken(de->c, small) || dedup_is_broken(de->c, large))
            continue;
        struct crib_fact why = fact("keep-contains");
        struct document_match m;
        rc = documents_match(de, small, large, &m, err);
        if (rc == CRIB_OK)
            rc = remove_one(d, de, small, large, false, &m, &why, err);
        document_match_done(&m);
    }
    mem_free(kv);
    follow_keepers(d);
    return rc;
}

int dedup_decide(struct crib_dedup *d, const struct engine_options *o, const struct comparison *cmp,
                 const struct judgement *j, struct progress *p, struct crib_err *err)
{
    const struct collection *c = &d->result->collection;
    struct deciding de;
    d->goes = mem_alloc((size_t)c->n_doc * sizeof *d->goes);
    if (!d->goes)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < c->n_doc; i++)
        d->goes[i] = CRIB_NONE;
    int rc = deciding_init(&de, c, o, cmp, j, err);
    de.progress = p;
    progress_stage(p, "decide", 0);
    if (rc == CRIB_OK)
        rc = d->options.remove == CRIB_REMOVE_SAME ? remove_same(d, &de, err) : remove_groups(d, &de, &j->groups, err);
    if (rc == CRIB_OK && d->options.remove == CRIB_REMOVE_CONTAINED)
        rc = remove_contained(d, &de, err);
    if (rc == CRIB_OK)
        rc = dedup_list_undecided(d, &de, err);
    deciding_done(&de);
    dedup_settle(d);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Most documents of a collection resemble no other. So their rows are not kept
 * when they are signed; those that share a band with another, a fifth of them
 * or fewer, are folded once more, and from there on everything is as in a scan,
 * which costs less than to hold all. */
#include "engine/whole.h"

#include "core/sort.h"
#include "engine/matched.h"
#include "engine/roles.h"

/* Equal documents, the first with each of the others: in a bucket that is hot
 * bands may not propose them all. *n_contents: how many different texts there are. */
static int add_equal(const struct collection *c, struct candidates *k, uint64_t *n_contents, struct crib_err *err)
{
    struct kv *by_content = mem_alloc(c->n_doc * sizeof *by_content);
    uint64_t *pair = mem_alloc(c->n_doc * sizeof *pair);
    size_t n = 0, n_pair = 0;
    int rc = by_content && pair ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++)
        if (c->rows[d].n > 0)
            by_content[n++] = (struct kv){ c->doc[d].content, d };
    if (rc == CRIB_OK)
        rc = sort_kv(by_content, n, true, err);
    *n_contents = 0;
    for (size_t i = 0, first = 0; rc == CRIB_OK && i < n; i++) {
        first = by_content[i].key == by_content[first].key ? first : i;
        *n_contents += first == i;
        if (first != i)
            pair[n_pair++] = by_content[first].val << 32 | by_content[i].val;
    }
    if (rc == CRIB_OK)
        rc = sort_u64(pair, n_pair, err);
    if (rc == CRIB_OK)
        rc = candidates_add(k, pair, n_pair, WHY_STAR, err);
    mem_free(by_content);
    mem_free(pair);
    return rc;
}

/* meets[n_doc]: is a document one of a candidate pair? */
static int fold_those(struct collection *c, const struct engine_options *o, struct progress *p, const bool *meets,
                      struct crib_err *err)
{
    uint32_t *doc = mem_alloc((size_t)c->n_doc * sizeof *doc);
    size_t n = 0;
    if (!doc)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc; d++)
        if (meets[d])
            doc[n++] = d;
    progress_stage(p, "fold", n);
    int rc = collection_fold_again(c, o, doc, n, p, err);
    mem_free(doc);
    return rc;
}

static int compare(struct collection *c, const struct engine_options *o, struct progress *p, bool *meets,
                   uint64_t *n_contents, struct comparison *cmp, struct crib_err *err)
{
    progress_stage(p, "candidates", 0);
    CRIB_TRY(compare_bands(c, o, cmp, err));
    CRIB_TRY(add_equal(c, &cmp->candidates, n_contents, err));
    for (size_t i = 0; i < cmp->candidates.n; i++)
        meets[cmp->candidates.item[i].a] = meets[cmp->candidates.item[i].b] = true;
    CRIB_TRY(fold_those(c, o, p, meets, err));
    return compare_aligned(c, o, p, NULL, cmp, err); /* each meets few others: no index of them is worth its making */
}

/* Which sets of documents, connected by candidate pairs, hold one that was
 * compared and is no near-duplicate: of_set[n_doc] tells a document's. */
static int find_mixed(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                      uint32_t *of_set, bool *mixed, struct crib_err *err)
{
    const struct candidates *k = &cmp->candidates;
    uint32_t n_sets;
    struct edge *edge = mem_alloc(k->n * sizeof *edge);
    if (!edge)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < k->n; i++)
        edge[i] = (struct edge){ .a = k->item[i].a, .b = k->item[i].b, .exact = true }; /* as if equal: connected */
    int rc = groups_number(edge, k->n, c->n_doc, of_set, &n_sets, err);
    mem_free(edge);
    for (size_t i = 0; rc == CRIB_OK && i < k->n; i++)
        if (!pair_is_near(c, o, k->item[i].a, k->item[i].b, cmp->matched[i]))
            mixed[of_set[k->item[i].a]] = true;
    return rc;
}

/* Where all that resembles a document is its near-duplicate, nothing in it is
 * common. */
static int find_alone(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                      bool *alone, struct crib_err *err)
{
    uint32_t *of_set = mem_alloc((size_t)c->n_doc * sizeof *of_set);
    bool *mixed = mem_zero(c->n_doc, sizeof *mixed);
    int rc = of_set && mixed ? find_mixed(c, o, cmp, of_set, mixed, err) : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++)
        alone[d] = c->templates.n_row == 0 && !mixed[of_set[d]];
    mem_free(of_set);
    mem_free(mixed);
    return rc;
}

/* Who resembles nobody is not there to be counted in, but is one of all. */
static int assign_roles(const struct collection *c, const struct engine_options *o, struct progress *p,
                        const bool *meets, uint64_t n_contents, struct comparison *cmp, struct crib_err *err)
{
    bool *outside = mem_zero(c->n_doc, sizeof *outside), *alone = mem_alloc(c->n_doc * sizeof *alone);
    struct wider w = { .counts = meets, .outside = outside,
                       .alone = alone, .contents = n_contents, .n_first = c->n_doc };
    int rc = outside && alone ? find_alone(c, o, cmp, alone, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = roles_assign_within(c, o, &w, cmp, p, err);
    mem_free(outside);
    mem_free(alone);
    return rc;
}

/* Bands also propose documents that are less alike. */
static void keep_copies(struct comparison *cmp, struct judgement *j)
{
    size_t n_pair = 0, n_raw = 0;
    for (size_t i = 0, r = 0; i < j->n_pair; i++) {
        struct judged pair = j->pair[i];
        if (pair.verdict < CRIB_NEAR_DUPLICATE)
            continue;
        j->pair[n_pair++] = pair;
        while (cmp->raw[r].a < pair.a || (cmp->raw[r].a == pair.a && cmp->raw[r].b < pair.b))
            r++;
        while (r < cmp->n_raw && cmp->raw[r].a == pair.a && cmp->raw[r].b == pair.b)
            cmp->raw[n_raw++] = cmp->raw[r++];
    }
    j->n_pair = n_pair;
    cmp->n_raw = n_raw;
}

int whole_scan(struct collection *c, const struct engine_options *o, struct progress *p, struct comparison *cmp,
               struct judgement *out, struct crib_err *err)
{
    *cmp = (struct comparison){ 0 };
    *out = (struct judgement){ 0 };
    uint64_t n_contents = 0;
    bool *meets = mem_zero(c->n_doc, sizeof *meets);
    int rc = meets ? compare(c, o, p, meets, &n_contents, cmp, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = assign_roles(c, o, p, meets, n_contents, cmp, err);
    if (rc == CRIB_OK)
        rc = judge_pairs(c, o, cmp, out, err);
    if (rc == CRIB_OK)
        rc = judge_groups(c, o, NULL, out, err); /* in no group are two that were compared and are not alike */
    if (rc == CRIB_OK)
        keep_copies(cmp, out);
    mem_free(meets);
    return rc;
}

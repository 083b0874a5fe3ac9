/* SPDX-License-Identifier: MIT */
/* Most documents of a collection resemble no other. So their rows are not kept
 * when they are signed; those that share a band with another, a fifth of them
 * or fewer, are folded once more, and from there on everything is as in a scan,
 * which costs less than to hold all. */
#include "engine/whole.h"

#include "core/sort.h"
#include "engine/roles.h"
#include "index/lsh.h"
#include "index/postings.h"

static int list_candidates(const struct collection *c, const struct engine_options *o, struct comparison *cmp,
                           struct crib_err *err)
{
    struct lsh_pairs pairs = { 0 };
    int rc = lsh_pairs(c->sig, c->n_doc, o->n_threads, &pairs, err);
    if (rc == CRIB_OK)
        rc = candidates_add_bands(&cmp->candidates, pairs.pair, pairs.n, NULL, err);
    cmp->n_hot = pairs.n_hot;
    cmp->n_hot_skipped = pairs.n_skipped;
    lsh_pairs_done(&pairs);
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
                   struct comparison *cmp, struct crib_err *err)
{
    struct postings postings = { 0 };
    progress_stage(p, "candidates", 0);
    CRIB_TRY(list_candidates(c, o, cmp, err));
    for (size_t i = 0; i < cmp->candidates.n; i++)
        meets[cmp->candidates.item[i].a] = meets[cmp->candidates.item[i].b] = true;
    CRIB_TRY(fold_those(c, o, p, meets, err));
    int rc = postings_build(c->seeds, c->n_doc, o->n_threads, &postings, err);
    if (rc == CRIB_OK)
        rc = compare_aligned(c, o, p, &postings, cmp, err);
    postings_done(&postings);
    return rc;
}

/* How many different texts the documents have. */
static int count_contents(const struct collection *c, uint64_t *n, struct crib_err *err)
{
    uint64_t *content = mem_alloc((size_t)c->n_doc * sizeof *content);
    if (!content)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n_doc; d++)
        content[d] = c->doc[d].content;
    int rc = sort_u64(content, c->n_doc, err);
    *n = rc == CRIB_OK ? uniq_u64(content, c->n_doc) : 0;
    mem_free(content);
    return rc;
}

/* Who resembles nobody is not there to be counted in, but is one of all. */
static int assign_roles(const struct collection *c, const struct engine_options *o, struct progress *p,
                        const bool *meets, struct comparison *cmp, struct crib_err *err)
{
    bool *outside = mem_zero(c->n_doc, sizeof *outside);
    struct wider w = { .counts = meets, .outside = outside, .n_first = c->n_doc };
    int rc = outside ? count_contents(c, &w.contents, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = roles_assign_within(c, o, &w, cmp, p, err);
    mem_free(outside);
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
    bool *meets = mem_zero(c->n_doc, sizeof *meets);
    int rc = meets ? compare(c, o, p, meets, cmp, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = assign_roles(c, o, p, meets, cmp, err);
    if (rc == CRIB_OK)
        rc = judge_pairs(c, o, cmp, out, err);
    if (rc == CRIB_OK)
        keep_copies(cmp, out);
    if (rc == CRIB_OK)
        rc = judge_groups(c, o, NULL, out, err);
    mem_free(meets);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* What stays though it is much like another, and why: for a person to decide. */
#include "engine/dedup.h"

#include "core/sort.h"

static const char *why_undecided(const struct deciding *de, uint32_t a, uint32_t b, const struct document_match *m)
{
    static const char *const of_part[CRIB_N_PARTS] = { "undecided-text", "undecided-title", "undecided-signature",
                                                       "undecided-aside" };
    static const char *const of_kind[CRIB_N_CHANGES] = {
        [CRIB_CHANGE_RENUMBERED] = "undecided-figures", [CRIB_CHANGE_MOVED] = "undecided-order",
        [CRIB_CHANGE_PUNCTUATION] = "undecided-signs" };
    if (dedup_is_broken(de->c, a) || dedup_is_broken(de->c, b))
        return "undecided-broken";
    for (size_t i = 0; i < m->n; i++)
        if (m->item[i].decides && m->item[i].part == CRIB_PART_BODY && !of_kind[m->item[i].kind])
            return of_part[CRIB_PART_BODY];
    for (size_t i = 0; i < m->n; i++)
        if (m->item[i].decides)
            return m->item[i].part == CRIB_PART_BODY ? of_kind[m->item[i].kind] : of_part[m->item[i].part];
    return m->known ? "undecided-other-unlike" : "undecided-not-aligned";
}

/* Near-duplicates of which both stay, the likest first, as a forest: a family
 * of n is n - 1 lines, not n(n - 1)/2. */
int dedup_list_undecided(struct crib_dedup *d, struct deciding *de, struct crib_err *err)
{
    const struct judgement *j = de->j;
    struct kv *kv = mem_alloc(j->n_pair * sizeof *kv);
    uint32_t *tree = mem_alloc((size_t)de->c->n_doc * sizeof *tree);
    size_t n = 0;
    int rc = kv && tree ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t i = 0; rc == CRIB_OK && i < de->c->n_doc; i++)
        tree[i] = i;
    for (size_t i = 0; rc == CRIB_OK && i < j->n_pair; i++)
        if (j->pair[i].a != j->pair[i].b && j->pair[i].verdict >= CRIB_NEAR_DUPLICATE)
            kv[n++] = (struct kv){ 10000 - judged_resemblance(de->c, &j->pair[i]), i };
    if (rc == CRIB_OK)
        rc = sort_kv(kv, n, true, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        uint32_t a = j->pair[kv[i].val].a, b = j->pair[kv[i].val].b;
        if (dedup_doc_goes(d, a) || dedup_doc_goes(d, b) || union_root(tree, a) == union_root(tree, b))
            continue;
        union_join(tree, a, b);
        struct document_match m;
        rc = documents_match(de, b, a, &m, err);
        struct crib_fact why = fact(rc == CRIB_OK ? why_undecided(de, a, b, &m) : "undecided-text");
        if (rc == CRIB_OK)
            rc = VEC_GROW(d->undecided, d->n_undecided, &d->cap_undecided, 1, err);
        if (rc == CRIB_OK)
            rc = dedup_record(d, de, b, a, &m, &why, &d->undecided[d->n_undecided], err);
        d->n_undecided += rc == CRIB_OK;
        document_match_done(&m);
    }
    mem_free(kv);
    mem_free(tree);
    return rc;
}

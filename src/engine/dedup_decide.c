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

/* --- bodies and links ------------------------------------------------------ */

static uint32_t root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static void join(uint32_t *parent, uint32_t a, uint32_t b)
{
    a = root(parent, a);
    b = root(parent, b);
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
            join(de->body, j->pair[i].a, j->pair[i].b);
    for (uint32_t d = 0; d < c->n_doc; d++)
        de->body[d] = root(de->body, d);
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
    size_t lo = 0, hi = de->n_link;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (de->link[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < de->n_link && de->link[lo].key == key ? &de->j->pair[de->link[lo].pair] : NULL;
}

/* Texts that could not be read whole are not judged by what is left of them. */
static bool is_broken(const struct collection *c, uint32_t doc)
{
    const struct doc *d = &c->doc[doc];
    return dedup_is_unread(d->part->source) || memmem(doc_text(d) + d->seg->span.beg, txt_len(d->seg->span), "\xEF\xBF\xBD", 3) != NULL;
}

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
    if (is_broken(de->c, a) || is_broken(de->c, b))
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
        if (shared[de->body[d]] && !is_broken(c, d)) {
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

/* --- records ---------------------------------------------------------------- */

static int copy_reason(struct crib_dedup *d, const struct crib_fact *from, struct crib_fact *to, struct crib_err *err)
{
    *to = *from;
    for (uint32_t i = 0; i < to->n_args; i++)
        if (to->arg[i].kind == CRIB_ARG_TEXT &&
            !(to->arg[i].text = arena_strndup(&d->arena, to->arg[i].text, strlen(to->arg[i].text))))
            return CRIB_NOMEM(err);
    return CRIB_OK;
}

/* doc held against keep, as a record. */
static int make_record(struct crib_dedup *d, struct deciding *de, uint32_t doc, uint32_t keep,
                       const struct document_match *m, const struct crib_fact *why, struct crib_removal *out,
                       struct crib_err *err)
{
    const struct collection *c = de->c;
    const struct judged *p = de->body[doc] == de->body[keep] ? NULL : deciding_pair(de, doc, keep);
    struct crib_difference *difference = arena_alloc(&d->arena, m->n * sizeof *difference);
    if (!difference)
        return CRIB_NOMEM(err);
    if (m->n)
        memcpy(difference, m->item, m->n * sizeof *difference);
    *out = (struct crib_removal){
        .doc = doc, .keep = keep, .via = CRIB_NONE, .verdict = p ? (enum crib_verdict)p->verdict : CRIB_DUPLICATE,
        .matched = p ? p->matched : own_units(c, doc), .units_doc = own_units(c, doc), .units_keep = own_units(c, keep),
        .distance = m->distance, .longer = m->longer, .difference = difference, .n_differences = m->n };
    return copy_reason(d, why, &out->why, err);
}

static int remove_one(struct crib_dedup *d, struct deciding *de, uint32_t doc, uint32_t keep, bool fuller,
                      const struct document_match *m, const struct crib_fact *why, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(d->removed, d->n_removed, &d->cap_removed, 1, err));
    CRIB_TRY(make_record(d, de, doc, keep, m, why, &d->removed[d->n_removed], err));
    d->removed[d->n_removed].fuller = fuller;
    d->goes[doc] = (uint32_t)d->n_removed++;
    return CRIB_OK;
}

/* Every member but the keeper goes; in SAME only what is the same as it. */
static int remove_group(struct crib_dedup *d, struct deciding *de, const struct group *g, struct crib_err *err)
{
    if (is_broken(de->c, g->keep))
        return CRIB_OK;
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t doc = g->member[i];
        struct document_match m;
        if (doc == g->keep || is_broken(de->c, doc))
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
            is_broken(de->c, small) || is_broken(de->c, large))
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

/* --- what stays undecided ------------------------------------------------------ */

static const char *why_undecided(const struct deciding *de, uint32_t a, uint32_t b, const struct document_match *m)
{
    static const char *const of_part[CRIB_N_PARTS] = { "undecided-text", "undecided-title", "undecided-signature", "undecided-aside" };
    static const char *const of_kind[CRIB_N_CHANGES] = {
        [CRIB_CHANGE_RENUMBERED] = "undecided-figures", [CRIB_CHANGE_MOVED] = "undecided-order",
        [CRIB_CHANGE_PUNCTUATION] = "undecided-signs" };
    if (is_broken(de->c, a) || is_broken(de->c, b))
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
static int list_undecided(struct crib_dedup *d, struct deciding *de, struct crib_err *err)
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
        if (dedup_doc_goes(d, a) || dedup_doc_goes(d, b) || root(tree, a) == root(tree, b))
            continue;
        join(tree, a, b);
        struct document_match m;
        rc = documents_match(de, b, a, &m, err);
        struct crib_fact why = fact(rc == CRIB_OK ? why_undecided(de, a, b, &m) : "undecided-text");
        if (rc == CRIB_OK)
            rc = VEC_GROW(d->undecided, d->n_undecided, &d->cap_undecided, 1, err);
        if (rc == CRIB_OK)
            rc = make_record(d, de, b, a, &m, &why, &d->undecided[d->n_undecided], err);
        d->n_undecided += rc == CRIB_OK;
        document_match_done(&m);
    }
    mem_free(kv);
    mem_free(tree);
    return rc;
}

static int by_record(const void *p, const void *q)
{
    const struct crib_removal *x = p, *y = q;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return x->keep < y->keep ? -1 : x->keep > y->keep;
}

static void sort_records(struct crib_dedup *d)
{
    if (d->n_removed)
        qsort(d->removed, d->n_removed, sizeof *d->removed, by_record);
    if (d->n_undecided)
        qsort(d->undecided, d->n_undecided, sizeof *d->undecided, by_record);
    for (size_t i = 0; i < d->n_removed; i++)
        d->goes[d->removed[i].doc] = (uint32_t)i;
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
        rc = list_undecided(d, &de, err);
    deciding_done(&de);
    sort_records(d);
    return rc;
}

int dedup_spare(struct crib_dedup *d, uint32_t doc, struct crib_fact why, struct crib_err *err)
{
    struct crib_removal *r = &d->removed[d->goes[doc]];
    CRIB_TRY(VEC_GROW(d->undecided, d->n_undecided, &d->cap_undecided, 1, err));
    d->undecided[d->n_undecided] = *r;
    d->undecided[d->n_undecided].why = why;
    d->undecided[d->n_undecided++].fuller = false;
    r->doc = CRIB_NONE;
    d->goes[doc] = CRIB_NONE;
    return CRIB_OK;
}

void dedup_settle(struct crib_dedup *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_removed; i++)
        if (d->removed[i].doc != CRIB_NONE)
            d->removed[n++] = d->removed[i];
    d->n_removed = n;
    sort_records(d);
}

/* SPDX-License-Identifier: MIT */
/* Roles: commonness of every distinct text, template text aside, then
 * formula, boilerplate or passage; stars of what is common; quotations. */
#include "engine/roles.h"

#include "cluster/group.h"
#include "core/hash.h"
#include "core/par.h"
#include "core/sort.h"
#include "engine/matched.h"
#include "engine/quoted.h"
#include "index/common.h"
#include "text/change.h"

enum { BOILERPLATE_UNITS = 60 }; /* a common run this long is boilerplate, a shorter one a formula */

/* ---- groups, to count commonness in ---- */

static int rough_groups(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                        uint32_t *group_of, uint32_t *n_groups, struct crib_err *err)
{
    struct edge *edge = NULL;
    size_t n = 0, cap = 0;
    int rc = CRIB_OK;
    for (size_t i = 0, j; i < cmp->n_raw && rc == CRIB_OK; i = j) {
        uint32_t a = cmp->raw[i].a, b = cmp->raw[i].b;
        for (j = i; j < cmp->n_raw && cmp->raw[j].a == a && cmp->raw[j].b == b; j++)
            ;
        if (!pair_is_near(c, o, a, b, cmp->raw[i].pair_matched))
            continue;
        rc = VEC_GROW(edge, n, &cap, 1, err);
        if (rc == CRIB_OK)
            edge[n++] = (struct edge){ .a = a, .b = b, .strength = 1 };
    }
    if (rc == CRIB_OK)
        rc = groups_number(edge, n, c->n_doc, group_of, n_groups, err);
    mem_free(edge);
    return rc;
}

/* ---- commonness, once for each distinct text ---- */

struct grouping { uint32_t *group_of, n_groups; };

struct asker {
    const struct collection *c;
    const struct engine_options *o;
    const struct common *common;
    struct comparison *cmp;
    uint32_t length;
    const bool *alone;             /* [n_doc] NULL: none is; see struct wider */
    struct kv *by_text;            /* [n] (hash of the common text, index of raw) sorted */
    size_t n;
    struct kv *text;               /* [n_text] distinct ones: (first raw that holds it, place in by_text) sorted */
    size_t n_text;
    struct kv *now;                /* those of the batch */
    struct common_scratch *scratch; /* [n_threads] */
    struct pieces { struct unit_span *item; size_t n, cap; } *pieces; /* [n_threads] */
};

/* Are there hidden characters or look-alike letters in one place only? Nobody
 * disguises a formula. */
static bool is_disguised(const struct collection *c, const struct raw *r)
{
    unsigned a = change_flags(doc_text(&c->doc[r->a]), units_txt(&c->rows[r->a], r->found.a));
    return a != change_flags(doc_text(&c->doc[r->b]), units_txt(&c->rows[r->b], r->found.b));
}

/* A long text of everybody's sentences is no formula where their order is these
 * two places' own. Copies of whole documents need agree in less: what is asked
 * there is only whether both are one form, filled in twice. */
static bool is_own_order(const struct asker *q, const struct raw *r, const struct commonness *x)
{
    bool whole = pair_is_near(q->c, q->o, r->a, r->b, r->pair_matched);
    return (whole ? x->agreed : x->seams) == COMMON_SEAMS;
}

static uint8_t role_of(const struct asker *q, const struct raw *r, const struct commonness *x, bool templated)
{
    if ((x->groups < 0 && !templated) || x->own.worth || is_own_order(q, r, x) || is_disguised(q->c, r))
        return CRIB_ROLE_PASSAGE;
    const struct units *u = &q->c->rows[r->a], *v = &q->c->rows[r->b];
    bool whole = unit_len(r->found.a) == u->n && unit_len(r->found.b) == v->n;
    if (whole && (templated ? x->own.enough : x->own.most || units_equal(u, v)))
        return CRIB_ROLE_PASSAGE; /* a document shorter than the least length, or a filled-in form, twice; or equal ones */
    bool longer = unit_len(r->found.a) >= BOILERPLATE_UNITS;
    return templated || longer ? CRIB_ROLE_BOILERPLATE : CRIB_ROLE_FORMULA;
}

static bool is_template(const struct collection *c, const struct raw *r, const struct alike *k, uint32_t i)
{
    return is_template_unit(&c->doc[r->a], k->a + i) || is_template_unit(&c->doc[r->b], k->b + i);
}

/* What both places have in common, in pieces of a shingle or more: what was
 * edited between them is nobody's but its own, and says nothing. own: template
 * text is left out. */
static int common_pieces(const struct collection *c, const struct raw *r, bool own, struct pieces *p,
                         struct crib_err *err)
{
    p->n = 0;
    for (size_t i = 0; i < r->found.n_block; i++) {
        struct alike k = r->block[i];
        for (uint32_t beg = 0, end; beg < k.len; beg = end) {
            bool skip = own && is_template(c, r, &k, beg);
            for (end = beg + 1; end < k.len && (!own || is_template(c, r, &k, end) == skip); end++)
                ;
            bool all = r->found.n_block == 1 && end - beg == k.len;
            if (skip || (end - beg < SHINGLE_UNITS && !all))
                continue;
            CRIB_TRY(VEC_GROW(p->item, p->n, &p->cap, 1, err));
            p->item[p->n++] = (struct unit_span){ k.a + beg, k.a + end };
        }
    }
    return CRIB_OK;
}

/* Is a shingle or more of the passage template text? */
static bool is_templated(const struct collection *c, const struct raw *r)
{
    uint32_t n = 0;
    if (!c->doc[r->a].template_units && !c->doc[r->b].template_units)
        return false;
    for (size_t i = 0; i < r->found.n_block; i++)
        for (uint32_t k = 0; k < r->block[i].len && n < SHINGLE_UNITS; k++)
            n += is_template(c, r, &r->block[i], k);
    return n >= SHINGLE_UNITS;
}

static int ask_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct asker *q = arg;
    const struct raw *first = &q->cmp->raw[q->now[i].key];
    struct pieces *p = &q->pieces[thread];
    struct commonness x, all;
    bool templated = is_templated(q->c, first);
    CRIB_TRY(common_pieces(q->c, first, templated, p, err));
    bool nothing_own = p->n == 0;
    CRIB_TRY(common_ask(q->common, &q->c->rows[first->a], p->item, p->n, q->length, &q->scratch[thread], &x, err));
    if (nothing_own) {
        CRIB_TRY(common_pieces(q->c, first, false, p, err));
        CRIB_TRY(common_ask(q->common, &q->c->rows[first->a], p->item, p->n, q->length, &q->scratch[thread], &all,
                            err));
        x.groups = all.groups;
    }
    uint64_t text = q->by_text[q->now[i].val].key;
    for (size_t k = q->now[i].val; k < q->n && q->by_text[k].key == text; k++) {
        struct raw *r = &q->cmp->raw[q->by_text[k].val];
        r->commonness = x.groups;
        r->role = role_of(q, r, &x, templated);
        r->templated = templated && r->role == CRIB_ROLE_BOILERPLATE;
    }
    return CRIB_OK;
}

/* Hash of what both places have in common, and of what of it is a template's. */
static uint64_t text_hash(const struct collection *c, const struct raw *r)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < r->found.n_block; i++) {
        struct alike k = r->block[i];
        hash = hash_join(hash, hash_bytes(c->rows[r->a].exact + k.a, (size_t)k.len * sizeof(uint32_t), 0));
        for (uint32_t u = 0; c->templates.n_row && u < k.len; u++)
            hash = is_template(c, r, &k, u) ? hash_join(hash, u) : hash;
    }
    return hash;
}

/* Texts in the order in which the rows are read; those of documents that are
 * alone are not asked about. */
static int list_texts(struct asker *q, const struct grouping *g, struct crib_err *err)
{
    size_t n = q->cmp->n_raw;
    q->by_text = mem_alloc(n * sizeof *q->by_text);
    q->text = mem_alloc(n * sizeof *q->text);
    if (!q->by_text || !q->text)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++) {
        struct raw *r = &q->cmp->raw[i];
        if (q->alone && q->alone[r->a])
            r->commonness = g->n_groups < COMMON_LEAST_GROUPS ? -1 : 1;
        else
            q->by_text[q->n++] = (struct kv){ text_hash(q->c, r), i };
    }
    CRIB_TRY(sort_kv(q->by_text, q->n, true, err));
    for (size_t i = 0; i < q->n; i++)
        if (i == 0 || q->by_text[i].key != q->by_text[i - 1].key)
            q->text[q->n_text++] = (struct kv){ q->by_text[i].val, i };
    return sort_kv(q->text, q->n_text, true, err);
}

static int ask_texts(struct asker *q, size_t n, int n_threads, struct crib_err *err)
{
    q->scratch = mem_zero((size_t)n_threads, sizeof *q->scratch);
    q->pieces = mem_zero((size_t)n_threads, sizeof *q->pieces);
    int rc = q->scratch && q->pieces ? CRIB_OK : CRIB_NOMEM(err);
    for (int t = 0; t < n_threads && rc == CRIB_OK; t++)
        rc = common_scratch_init(&q->scratch[t], q->common, err);
    if (rc == CRIB_OK)
        rc = par_for(n, n_threads, ask_one, q, err);
    for (int t = 0; q->scratch && q->pieces && t < n_threads; t++) {
        common_scratch_done(&q->scratch[t]);
        mem_free(q->pieces[t].item);
    }
    mem_free(q->pieces);
    mem_free(q->scratch);
    return rc;
}

static int asked_by_place(const void *p, const void *q)
{
    const struct asked *x = p, *y = q;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    if (x->units.beg != y->units.beg)
        return x->units.beg < y->units.beg ? -1 : 1;
    return (x->units.end > y->units.end) - (x->units.end < y->units.end);
}

/* Number the groups of counted documents anew, and say how many groups there
 * are in the wider collection: its contents, with those here that are one
 * group told once. */
static int groups_within(const struct collection *c, const struct wider *w, uint32_t *group_of, uint32_t *n_groups,
                         struct crib_err *err)
{
    uint32_t n = 0, *to = mem_alloc((size_t)*n_groups * sizeof *to);
    uint64_t n_here = 0, *content = mem_alloc((size_t)c->n_doc * sizeof *content);
    int rc = to && content ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        memset(to, 0xFF, (size_t)*n_groups * sizeof *to);
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++) {
        if (!w->counts[d]) {
            group_of[d] = COMMON_NO_GROUP;
            continue;
        }
        uint32_t *t = &to[group_of[d]];
        *t = *t == UINT32_MAX ? n++ : *t;
        group_of[d] = *t;
        if (!w->outside[d])
            content[n_here++] = c->doc[d].content;
    }
    if (rc == CRIB_OK)
        rc = sort_u64(content, n_here, err);
    if (rc == CRIB_OK) {
        uint64_t distinct = uniq_u64(content, n_here), all = w->contents > distinct ? w->contents - distinct + n : n;
        *n_groups = (uint32_t)(all < UINT32_MAX / 2 ? all : UINT32_MAX / 2);
    }
    mem_free(to);
    mem_free(content);
    return rc;
}

/* Shingles that are counted at a time. The tables of one take some thirty bytes,
 * and are read at random: they are to be about half of what memory may hold. */
static uint64_t batch_units(const struct engine_options *o)
{
    enum { BYTES = 64 };
    return o->pub.memory ? o->pub.memory / BYTES : UINT64_MAX;
}

/* Count the shingles of the next texts, from q->now on, and ask about them; *n
 * is how many. */
static int ask_batch(struct asker *q, const struct engine_options *o, const struct grouping *g, struct asked *asked,
                     size_t *n, struct crib_err *err)
{
    struct common common = { 0 };
    size_t left = (size_t)(q->text + q->n_text - q->now);
    uint64_t units = 0, most = batch_units(o);
    for (*n = 0; *n < left && (*n == 0 || units < most); ++*n) {
        const struct raw *r = &q->cmp->raw[q->now[*n].key];
        asked[*n] = (struct asked){ r->a, r->found.a };
        units += unit_len(r->found.a);
    }
    qsort(asked, *n, sizeof *asked, asked_by_place);
    int rc = common_build(q->c->rows, q->c->n_doc, g->group_of, g->n_groups, asked, *n, o->n_threads, &common, err);
    q->common = &common;
    if (rc == CRIB_OK)
        rc = ask_texts(q, *n, o->n_threads, err);
    common_done(&common);
    return rc;
}

static int ask_all(const struct collection *c, const struct engine_options *o, const struct grouping *g,
                   const bool *alone, struct comparison *cmp, struct crib_err *err)
{
    struct asker q = { .c = c, .o = o, .cmp = cmp, .length = o->pub.min_length, .alone = alone };
    struct asked *asked = NULL;
    int rc = list_texts(&q, g, err);
    if (rc == CRIB_OK && !(asked = mem_alloc(q.n_text * sizeof *asked)))
        rc = CRIB_NOMEM(err);
    q.now = q.text;
    while (rc == CRIB_OK && q.now < q.text + q.n_text) {
        size_t n;
        rc = ask_batch(&q, o, g, asked, &n, err);
        q.now += n;
    }
    mem_free(asked);
    mem_free(q.text);
    mem_free(q.by_text);
    return rc;
}

static int find_commonness(const struct collection *c, const struct engine_options *o, const struct wider *w,
                           struct comparison *cmp, struct crib_err *err)
{
    struct grouping g = { .group_of = mem_alloc((size_t)c->n_doc * sizeof *g.group_of) };
    int rc = g.group_of ? rough_groups(c, o, cmp, g.group_of, &g.n_groups, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK && w)
        rc = groups_within(c, w, g.group_of, &g.n_groups, err);
    while (w && cmp->n_raw > 0 && cmp->raw[cmp->n_raw - 1].a >= w->n_first)
        cmp->n_raw--;
    if (rc == CRIB_OK)
        rc = ask_all(c, o, &g, w ? w->alone : NULL, cmp, err);
    mem_free(g.group_of);
    return rc;
}

/* ---- stars ---- */

/* Sets the bits of s; true when one of them was not set before. */
static bool covers_new(uint64_t *bits, size_t base, struct unit_span s)
{
    bool fresh = false;
    for (uint32_t i = s.beg; i < s.end; i++) {
        size_t at = base + i;
        fresh |= !(bits[at >> 6] >> (at & 63) & 1);
        bits[at >> 6] |= UINT64_C(1) << (at & 63);
    }
    return fresh;
}

static int drop_said(const struct collection *c, struct comparison *cmp, struct crib_err *err)
{
    size_t *base = mem_alloc(((size_t)c->n_doc + 1) * sizeof *base);
    if (!base)
        return CRIB_NOMEM(err);
    base[0] = 0;
    for (uint32_t d = 0; d < c->n_doc; d++)
        base[d + 1] = base[d] + c->rows[d].n;
    uint64_t *bits = mem_zero(base[c->n_doc] / 64 + 1, sizeof *bits);
    if (!bits) {
        mem_free(base);
        return CRIB_NOMEM(err);
    }
    for (size_t i = 0; i < cmp->n_raw; i++) {
        struct raw *r = &cmp->raw[i];
        if (!is_common_role(r->role) || r->found.list)
            continue;
        bool new_a = covers_new(bits, base[r->a], r->found.a), new_b = covers_new(bits, base[r->b], r->found.b);
        r->dropped = !new_a && !new_b;
    }
    mem_free(bits);
    mem_free(base);
    return CRIB_OK;
}

int roles_assign_within(const struct collection *c, const struct engine_options *o, const struct wider *w,
                        struct comparison *cmp, struct progress *p, struct crib_err *err)
{
    progress_stage(p, "commonness", 0);
    CRIB_TRY(find_commonness(c, o, w, cmp, err));
    CRIB_TRY(drop_said(c, cmp, err));
    return quoted_assign(c, o, cmp, err);
}

int roles_assign(const struct collection *c, const struct engine_options *o, struct comparison *cmp,
                 struct progress *p, struct crib_err *err)
{
    return roles_assign_within(c, o, NULL, cmp, p, err);
}

/* SPDX-License-Identifier: MIT */
/* Completing families: union-find over near-duplicate edges, then, round by
 * round as the caller calls again, one leader for those that have none. Who
 * leads is a matter of edges alone, so the outcome does not depend on order. */
#include "engine/families.h"

#include "core/search.h"
#include "core/sort.h"
#include "engine/matched.h"

struct families {
    uint64_t *like;      /* [n_like] a << 32 | b, sorted: near-duplicate edges, both ways */
    size_t n_like, cap_like;
    uint64_t *compared;  /* [n_compared] a << 32 | b with a < b, sorted: all compared pairs */
    size_t n_compared;
    uint32_t *parent;    /* [n_doc] union-find */
    bool *settled;       /* [n_doc] has a leader, or leads */
};

static void done(struct families *f)
{
    mem_free(f->like);
    mem_free(f->compared);
    mem_free(f->parent);
    mem_free(f->settled);
}

static uint32_t root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static int read_edges(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                      struct families *f, struct crib_err *err)
{
    for (size_t i = 0; i < cmp->candidates.n; i++)
        f->compared[f->n_compared++] = (uint64_t)cmp->candidates.item[i].a << 32 | cmp->candidates.item[i].b;
    for (size_t i = 0, j; i < cmp->n_raw; i = j) {
        uint32_t a = cmp->raw[i].a, b = cmp->raw[i].b;
        for (j = i; j < cmp->n_raw && cmp->raw[j].a == a && cmp->raw[j].b == b; j++)
            ;
        if (!pair_is_near(c, o, a, b, cmp->raw[i].pair_matched))
            continue;
        CRIB_TRY(VEC_GROW(f->like, f->n_like, &f->cap_like, 2, err));
        f->like[f->n_like++] = (uint64_t)a << 32 | b;
        f->like[f->n_like++] = (uint64_t)b << 32 | a;
        uint32_t ra = root(f->parent, a), rb = root(f->parent, b);
        f->parent[max_u32(ra, rb)] = min_u32(ra, rb);
    }
    CRIB_TRY(sort_u64(f->like, f->n_like, err));
    return sort_u64(f->compared, f->n_compared, err);
}

/* First edge of document d in the sorted list. */
static size_t edges_of(const struct families *f, uint32_t d)
{
    size_t at;
    LOWER_BOUND(at, f->n_like, f->like[at] >> 32 < d);
    return at;
}

static bool was_compared(const struct families *f, uint32_t a, uint32_t b)
{
    uint64_t want = (uint64_t)min_u32(a, b) << 32 | max_u32(a, b);
    size_t at;
    LOWER_BOUND(at, f->n_compared, f->compared[at] < want);
    return at < f->n_compared && f->compared[at] == want;
}

/* The unsettled member with most edges; the first of several. */
static uint32_t choose_leader(const struct families *f, const struct kv *member, size_t n)
{
    uint32_t best = UINT32_MAX;
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t d = (uint32_t)member[i].val;
        size_t degree = edges_of(f, d + 1) - edges_of(f, d);
        if (!f->settled[d] && (best == UINT32_MAX || degree > most)) {
            best = d;
            most = degree;
        }
    }
    return best;
}

/* Settle those that have a leader; propose the first leader that was not
 * compared with all who have none. */
static int complete(struct families *f, const struct kv *member, size_t n, uint64_t **more, size_t *n_more, size_t *cap,
                    struct crib_err *err)
{
    for (uint32_t leader; (leader = choose_leader(f, member, n)) != UINT32_MAX;) {
        f->settled[leader] = true;
        for (size_t e = edges_of(f, leader); e < f->n_like && f->like[e] >> 32 == leader; e++)
            f->settled[(uint32_t)f->like[e]] = true;
        size_t before = *n_more;
        for (size_t i = 0; i < n; i++) {
            uint32_t d = (uint32_t)member[i].val;
            if (f->settled[d] || was_compared(f, leader, d))
                continue;
            CRIB_TRY(VEC_GROW(*more, *n_more, cap, 1, err));
            (*more)[(*n_more)++] = (uint64_t)min_u32(leader, d) << 32 | max_u32(leader, d);
        }
        if (*n_more > before)
            return CRIB_OK; /* who else leads is known only when these are aligned */
    }
    return CRIB_OK;
}

static int all_families(struct families *f, uint32_t n_doc, uint64_t **more, size_t *n_more, struct crib_err *err)
{
    size_t cap = 0;
    struct kv *member = mem_alloc((size_t)n_doc * sizeof *member);
    if (!member)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n_doc; d++)
        member[d] = (struct kv){ root(f->parent, d), d };
    int rc = sort_kv(member, n_doc, true, err);
    for (size_t i = 0, j; i < n_doc && rc == CRIB_OK; i = j) {
        for (j = i + 1; j < n_doc && member[j].key == member[i].key; j++)
            ;
        if (j - i > 2)
            rc = complete(f, member + i, j - i, more, n_more, &cap, err);
    }
    mem_free(member);
    if (rc == CRIB_OK)
        rc = sort_u64(*more, *n_more, err);
    return rc;
}

int families_incomplete(const struct collection *c, const struct engine_options *o, const struct comparison *cmp,
                        uint64_t **more, size_t *n_more, struct crib_err *err)
{
    struct families f = { 0 };
    f.compared = mem_alloc(cmp->candidates.n * sizeof *f.compared);
    f.parent = mem_alloc((size_t)c->n_doc * sizeof *f.parent);
    f.settled = mem_zero(c->n_doc, sizeof *f.settled);
    int rc = f.compared && f.parent && f.settled ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++)
        f.parent[d] = d;
    if (rc == CRIB_OK)
        rc = read_edges(c, o, cmp, &f, err);
    if (rc == CRIB_OK)
        rc = all_families(&f, c->n_doc, more, n_more, err);
    done(&f);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* Stars of common windows.
 *
 * A seed is too short to be the centre of a star: five units at the first
 * occurrence may stand in a context of their own, and the two places that do
 * share a long run would each be compared with it and never with each other.
 * So the star's key is the whole window. Each window has one least shingle;
 * it is counted here only when that is a common seed, since otherwise the
 * rare seed's own pairs have it. */
#include "index/star.h"

#include "core/par.h"
#include "core/sort.h"

struct gather {
    const struct postings *p;
    const struct units *rows;
    uint32_t length;
    size_t rare;
    size_t *beg;       /* [n_docs + 1] first window of each document */
    struct kv *window; /* (hash of the window, document << 32 | first unit) */
};

/* The place of the i-th entry of p->held when its seed is common; else one without windows. */
static struct seed_place common_place(const struct gather *g, size_t i)
{
    size_t e = postings_held(g->p, i), beg, end;
    return postings_rare(g->p, e, g->rare, &beg, &end) ? (struct seed_place){ 0 } : postings_place(g->p, e);
}

static size_t count_windows(const struct gather *g, uint32_t doc)
{
    size_t n = 0;
    for (size_t i = g->p->doc_beg[doc]; i < g->p->doc_beg[doc + 1]; i++) {
        struct seed_place s = common_place(g, i);
        n += s.win_end - s.win_beg;
    }
    return n;
}

/* The windows of one seed, each from one unit on to where it weighs enough:
 * the end moves on with the begin. */
static struct kv *put_windows(const struct gather *g, uint32_t doc, struct seed_place s, struct kv *out)
{
    const struct units *u = &g->rows[doc];
    if (s.win_beg == s.win_end)
        return out;
    uint32_t end = window_end(u, s.win_beg, g->length), weight = 0;
    for (uint32_t i = s.win_beg; i < end; i++)
        weight += unit_weighs(u, i);
    for (uint32_t w = s.win_beg; w < s.win_end; w++) {
        while (weight < g->length || end - w < SHINGLE_UNITS)
            weight += unit_weighs(u, end++);
        *out++ = (struct kv){ window_hash(u, w, end), (uint64_t)doc << 32 | w };
        weight -= unit_weighs(u, w);
    }
    return out;
}

static int hash_windows(size_t i_doc, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    (void)err;
    struct gather *g = arg;
    uint32_t doc = (uint32_t)i_doc;
    struct kv *out = g->window + g->beg[doc];
    for (size_t i = g->p->doc_beg[doc]; i < g->p->doc_beg[doc + 1]; i++)
        out = put_windows(g, doc, common_place(g, i), out);
    return CRIB_OK;
}

/* Windows of one content, those of the first document that holds it before
 * the others': sorting by hash left them in the order of their documents. */
static int pairs_of_runs(const struct kv *window, size_t n, uint64_t **pair, size_t *n_pair, struct crib_err *err)
{
    size_t cap = 0;
    for (size_t i = 0, j; i < n; i = j) {
        uint64_t first = window[i].val >> 32, last_other = UINT64_MAX;
        for (j = i + 1; j < n && window[j].key == window[i].key; j++) {
            uint64_t other = window[j].val >> 32;
            if (other == last_other)
                continue;
            last_other = other;
            CRIB_TRY(VEC_GROW(*pair, *n_pair, &cap, 1, err));
            (*pair)[(*n_pair)++] = first << 32 | other;
        }
    }
    CRIB_TRY(sort_u64(*pair, *n_pair, err));
    *n_pair = uniq_u64(*pair, *n_pair);
    return CRIB_OK;
}

int star_pairs(const struct postings *p, const struct units *rows, uint32_t length, size_t rare, int n_threads,
               uint64_t **pair, size_t *n, struct crib_err *err)
{
    *pair = NULL;
    *n = 0;
    struct gather g = { .p = p, .rows = rows, .length = length, .rare = rare };
    g.beg = mem_alloc(((size_t)p->n_docs + 1) * sizeof *g.beg);
    if (!g.beg)
        return CRIB_NOMEM(err);
    g.beg[0] = 0;
    for (uint32_t d = 0; d < p->n_docs; d++)
        g.beg[d + 1] = g.beg[d] + count_windows(&g, d);
    size_t total = g.beg[p->n_docs];
    g.window = mem_alloc(total * sizeof *g.window);
    int rc = g.window ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = par_for(p->n_docs, n_threads, hash_windows, &g, err);
    if (rc == CRIB_OK)
        rc = sort_hashes(g.window, total, n_threads, err);
    if (rc == CRIB_OK)
        rc = pairs_of_runs(g.window, total, pair, n, err);
    mem_free(g.window);
    mem_free(g.beg);
    if (rc != CRIB_OK) {
        mem_free(*pair);
        *pair = NULL;
        *n = 0;
    }
    return rc;
}

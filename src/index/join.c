/* SPDX-License-Identifier: MIT */
/* Joining two documents on their seeds.
 *
 * A seed that stands na times in one and nb times in the other makes na * nb
 * hits. Past a bound the product would grow with the square of a repeated
 * phrase, and only what the guarantee needs is kept: a run of `length` units
 * that both hold starts with a window whose least shingle is a seed in both;
 * so the windows are compared by the hash of all their units, and the first
 * place in either document is paired with each in the other (a star). */
#include "index/join.h"

#include "core/hash.h"
#include "core/sort.h"

void hits_done(struct hits *h)
{
    mem_free(h->item);
    mem_free(h->run_a);
    mem_free(h->entry_a);
    mem_free(h->entry_b);
    mem_free(h->joint);
    mem_free(h->head);
    mem_free(h->same_b);
    mem_free(h->place);
    mem_free(h->window);
    *h = (struct hits){ 0 };
}

uint64_t window_hash(const struct units *u, uint32_t beg, uint32_t end)
{
    return hash_bytes(u->exact + beg, (size_t)(end - beg) * sizeof *u->exact, 0);
}

int join_add(struct hits *out, uint32_t a, uint32_t b, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
    out->item[out->n++] = (struct hit){ a, b };
    return CRIB_OK;
}

/* Windows of the seeds at place[n] as (hash, side << 32 | first unit). */
static int add_windows(const struct units *u, const struct seed_place *place, size_t n, uint64_t side, uint32_t length,
                       struct hits *out, size_t *n_window, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++)
        for (uint32_t w = place[i].win_beg; w < place[i].win_end; w++) {
            CRIB_TRY(VEC_GROW(out->window, *n_window, &out->cap_window, 1, err));
            uint64_t hash = window_hash(u, w, window_end(u, w, length));
            out->window[(*n_window)++] = (struct kv){ hash, side << 32 | w };
        }
    return CRIB_OK;
}

/* Places of one window content in one document: each with the first place and
 * with the last, unless it overlaps them. (Both, because what stands in one
 * paragraph with the first may be a list item there and nothing else.)
 * Neighbours that overlap tell that the text is periodic (anchor.h). */
static int star_inside(const struct kv *place, size_t n, uint32_t width, struct hits *out, struct crib_err *err)
{
    uint32_t first = (uint32_t)place[0].val, last = (uint32_t)place[n - 1].val;
    for (size_t i = 1; i < n; i++) {
        uint32_t here = (uint32_t)place[i].val, before = (uint32_t)place[i - 1].val;
        if (here < before + width)
            CRIB_TRY(join_add(out, before, here, err));
        if (here >= first + width)
            CRIB_TRY(join_add(out, first, here, err));
        if (last >= here + width)
            CRIB_TRY(join_add(out, here, last, err));
    }
    return CRIB_OK;
}

/* The same in two documents, places of a before those of b: the first place
 * in either with each in the other. */
static int star_between(const struct kv *place, size_t n, struct hits *out, struct crib_err *err)
{
    size_t n_a = 0;
    while (n_a < n && place[n_a].val >> 32 == 0)
        n_a++;
    if (n_a == 0 || n_a == n)
        return CRIB_OK;
    for (size_t i = n_a; i < n; i++)
        CRIB_TRY(join_add(out, (uint32_t)place[0].val, (uint32_t)place[i].val, err));
    for (size_t i = 1; i < n_a; i++)
        CRIB_TRY(join_add(out, (uint32_t)place[i].val, (uint32_t)place[n_a].val, err));
    return CRIB_OK;
}

int join_windows(const struct joined *j, const struct seed_place *place, size_t na, size_t nb, struct crib_err *err)
{
    size_t n = 0;
    struct hits *out = j->out;
    CRIB_TRY(add_windows(j->ua, place, na, 0, j->length, out, &n, err));
    CRIB_TRY(add_windows(j->ub, place + na, nb, 1, j->length, out, &n, err));
    CRIB_TRY(sort_kv(out->window, n, true, err));
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && out->window[k].key == out->window[i].key; k++)
            ;
        uint32_t at = (uint32_t)out->window[i].val;
        if (j->self)
            CRIB_TRY(star_inside(out->window + i, k - i, window_end(j->ua, at, j->length) - at, out, err));
        else
            CRIB_TRY(star_between(out->window + i, k - i, out, err));
    }
    return CRIB_OK;
}

/* Entries of one run: na of a, nb of b. */
static int many_places(const struct joined *j, const struct postings *p, const uint32_t *ea, size_t na,
                       const uint32_t *eb, size_t nb, struct crib_err *err)
{
    struct hits *out = j->out;
    nb = j->self ? 0 : nb;
    CRIB_TRY(VEC_GROW(out->place, 0, &out->cap_place, na + nb, err));
    for (size_t i = 0; i < na; i++)
        out->place[i] = postings_place(p, ea[i]);
    for (size_t i = 0; i < nb; i++)
        out->place[na + i] = postings_place(p, eb[i]);
    return join_windows(j, out->place, na, nb, err);
}

static int join_seed(const struct joined *j, const struct postings *p, const uint32_t *ea, size_t na,
                     const uint32_t *eb, size_t nb, struct crib_err *err)
{
    if (na * nb > JOIN_ALL_PAIRS)
        return many_places(j, p, ea, na, eb, nb, err);
    for (size_t i = 0; i < na; i++)
        for (size_t k = j->self ? i + 1 : 0; k < nb; k++)
            CRIB_TRY(join_add(j->out, postings_pos(p, ea[i]), postings_pos(p, eb[k]), err));
    return CRIB_OK;
}

static uint32_t count_entries(const struct postings *p, uint32_t doc) { return p->doc_beg[doc + 1] - p->doc_beg[doc]; }

/* A document's entries, ascending. */
static int list_entries(const struct postings *p, uint32_t doc, uint32_t **out, size_t *cap, struct crib_err *err)
{
    uint32_t n = count_entries(p, doc);
    CRIB_TRY(VEC_GROW(*out, 0, cap, n, err));
    for (uint32_t i = 0; i < n; i++)
        (*out)[i] = (uint32_t)postings_held(p, p->doc_beg[doc] + i);
    return CRIB_OK;
}

int postings_hold(const struct postings *p, uint32_t a, struct hits *out, struct crib_err *err)
{
    uint32_t n = count_entries(p, a);
    out->holding = 0;
    CRIB_TRY(list_entries(p, a, &out->entry_a, &out->cap_a, err));
    CRIB_TRY(VEC_GROW(out->run_a, 0, &out->cap_run, n, err));
    size_t beg = 0, end = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (out->entry_a[i] >= end)
            (void)postings_rare(p, out->entry_a[i], SIZE_MAX, &beg, &end);
        out->run_a[i] = (struct run_span){ (uint32_t)beg, (uint32_t)end };
    }
    out->holding = (int64_t)a + 1;
    return CRIB_OK;
}

/* An entry of b is of the run of one of a's when it lies inside it: nobody
 * need ask which run it is. */
static int join_entries(const struct joined *j, const struct postings *p, uint32_t n_a, uint32_t n_b,
                        struct crib_err *err)
{
    const struct hits *h = j->out;
    const struct run_span *run = h->run_a;
    const uint32_t *ea = h->entry_a, *eb = j->self ? ea : h->entry_b;
    for (uint32_t i = 0, k = 0; i < n_a && k < n_b;) {
        if (run[i].end <= eb[k]) {
            i++;
            continue;
        }
        if (eb[k] < run[i].beg) {
            k++;
            continue;
        }
        uint32_t na = 1, nb = 1;
        while (i + na < n_a && run[i + na].beg == run[i].beg)
            na++;
        while (k + nb < n_b && eb[k + nb] < run[i].end)
            nb++;
        CRIB_TRY(join_seed(j, p, ea + i, na, eb + k, nb, err));
        i += na;
        k += nb;
    }
    return CRIB_OK;
}

int postings_join(const struct postings *p, const struct units *rows, uint32_t a, uint32_t b, uint32_t length,
                  struct hits *out, struct crib_err *err)
{
    const struct joined j = { &rows[a], &rows[b], length, a == b, out };
    bool held = out->holding == (int64_t)a + 1;
    out->n = 0;
    if (!held)
        CRIB_TRY(postings_hold(p, a, out, err));
    if (!j.self)
        CRIB_TRY(list_entries(p, b, &out->entry_b, &out->cap_b, err));
    int rc = join_entries(&j, p, count_entries(p, a), count_entries(p, b), err);
    out->holding = held ? out->holding : 0;
    return rc;
}

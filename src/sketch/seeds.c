/* SPDX-License-Identifier: MIT */
/* Seeds: a sample of the shingles that two texts with a long run in common
 * cannot fail to share.
 *
 * Sampled by value (the smallest eighth of all hashes), so that containment
 * can be estimated and rates nest; and so that no run goes without, the least
 * shingle of every window too (winnowing: Schleimer, Wilkerson, Aiken 2003,
 * with the rightmost on ties as there). A window that holds a sampled shingle
 * has a sampled one as its least: so the seeds are the sampled shingles and
 * the least ones of all windows, and no window need be told from another.
 *
 * Windows are runs of least weight, not of a fixed number of units; their
 * ends never go back while their beginnings go forth, and for the same reason
 * the rightmost least shingle never goes back, so that the windows of one seed
 * are a run. The least of a sliding window comes from two halves: for the
 * older half the least from each place to the half's end is known, of the
 * newer half only the least of all. When the older half is used up, the whole
 * window becomes it. Each shingle enters each half once; the pops of the
 * usual monotone queue, which no processor predicts, took twice the time. */
#include "sketch/sketch.h"

#include "core/mem.h"

#define SAMPLED_BELOW (UINT64_C(1) << 61)

uint32_t window_end(const struct units *u, uint32_t i, uint32_t length)
{
    uint32_t end = i, weight = 0;
    while (weight < length || end - i < SHINGLE_UNITS) {
        if (end == u->n)
            return 0;
        weight += unit_weight(u->kind[end++]);
    }
    return end;
}

/* The shingles of the current window, in two halves. */
struct halves {
    const uint64_t *shingle;
    uint32_t *least;         /* [mid - beg] least[i - beg]: position of the least of [i, mid) */
    uint32_t beg, mid;       /* the older half */
    uint32_t end;            /* the newer one is [mid, end) */
    uint32_t newer;          /* position of its least, when it is not empty */
    uint64_t newer_hash;
};

static int halves_init(struct halves *h, const uint64_t *shingle, uint32_t n, uint32_t length, struct crib_err *err)
{
    /* A window has fewer shingles than units, and these weigh one or more. */
    *h = (struct halves){ .shingle = shingle, .least = mem_alloc(min_u32(n, length) * sizeof *h->least) };
    return h->least ? CRIB_OK : CRIB_NOMEM(err);
}

static inline void halves_push(struct halves *h)
{
    uint64_t hash = h->shingle[h->end];
    bool take = (h->end == h->mid) | (hash <= h->newer_hash);
    h->newer = take ? h->end : h->newer;
    h->newer_hash = take ? hash : h->newer_hash;
    h->end++;
}

/* All of [beg, end) becomes the older half. */
static void halves_turn(struct halves *h, uint32_t beg)
{
    uint32_t least = h->end - 1;
    uint64_t least_hash = h->shingle[least];
    for (uint32_t i = h->end; i-- > beg;) {
        uint64_t hash = h->shingle[i];
        bool take = hash < least_hash;
        least = take ? i : least;
        least_hash = take ? hash : least_hash;
        h->least[i - beg] = least;
    }
    h->beg = beg;
    h->mid = h->end;
}

/* Position of the least of [beg, end), not empty; beg never goes back. */
static inline uint32_t halves_least(struct halves *h, uint32_t beg)
{
    if (beg >= h->mid)
        halves_turn(h, beg);
    uint32_t older = h->least[beg - h->beg];
    bool newer = (h->mid < h->end) & (h->newer_hash <= h->shingle[older]);
    return newer ? h->newer : older;
}

/* Seeds go out by position. */
struct writer {
    struct seeds *out;
    const uint64_t *shingle;
    uint32_t next;       /* sampled shingles before this one are written */
};

static int put(struct writer *w, struct seed s, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(w->out->item, w->out->n, &w->out->cap, 1, err));
    w->out->item[w->out->n++] = s;
    return CRIB_OK;
}

/* Each shingle is written, and overwritten unless it is sampled. */
static int put_sampled(struct writer *w, uint32_t before, struct crib_err *err)
{
    struct seeds *out = w->out;
    while (w->next < before) {
        uint32_t end = min_u32(before, w->next + 256);
        CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, end - w->next, err));
        for (; w->next < end; w->next++) {
            out->item[out->n] = (struct seed){ w->shingle[w->next], w->next, 0, 0 };
            out->n += w->shingle[w->next] < SAMPLED_BELOW;
        }
    }
    return CRIB_OK;
}

/* The least shingle of windows [win_beg, win_end). */
static int put_least(struct writer *w, uint32_t pos, uint32_t win_beg, uint32_t win_end, struct crib_err *err)
{
    CRIB_TRY(put_sampled(w, pos, err));
    w->next = pos + 1;
    return put(w, (struct seed){ w->shingle[pos], pos, win_beg, win_end }, err);
}

static int slide(const struct units *u, uint32_t length, struct halves *h, struct writer *w, struct crib_err *err)
{
    uint32_t end = window_end(u, 0, length), weight = 0, win_beg = 0, least = 0;
    for (uint32_t j = 0; j < end; j++)
        weight += unit_weight(u->kind[j]);
    for (uint32_t i = 0;;) {
        while (h->end + SHINGLE_UNITS <= end)
            halves_push(h);
        uint32_t now = halves_least(h, i);
        if (now != least && i > 0) {
            CRIB_TRY(put_least(w, least, win_beg, i, err));
            win_beg = i;
        }
        least = now;
        weight -= unit_weight(u->kind[i++]);
        while ((weight < length || end - i < SHINGLE_UNITS) && end < u->n)
            weight += unit_weight(u->kind[end++]);
        if (weight < length || end - i < SHINGLE_UNITS)
            return put_least(w, least, win_beg, i, err);
    }
}

static uint32_t least_of(const uint64_t *shingle, uint32_t n)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < n; i++)
        if (shingle[i] <= shingle[least])
            least = i;
    return least;
}

int seeds_of(const struct units *u, const uint64_t *shingle, uint32_t length, struct seeds *out, struct crib_err *err)
{
    const uint32_t n = shingle_count(u->n);
    out->n = 0;
    if (length < SHINGLE_UNITS)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "least length %u is below a shingle's %d units", length,
                         SHINGLE_UNITS);
    if (n == 0)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(out->item, 0, &out->cap, n / 7 + 1, err));
    struct writer w = { out, shingle, 0 };
    if (window_end(u, 0, length)) {
        struct halves h;
        CRIB_TRY(halves_init(&h, shingle, n, length, err));
        int rc = slide(u, length, &h, &w, err);
        mem_free(h.least);
        CRIB_TRY(rc);
    } else {
        CRIB_TRY(put_least(&w, least_of(shingle, n), 0, 0, err));
    }
    return put_sampled(&w, n, err);
}

void seeds_done(struct seeds *s)
{
    mem_free(s->item);
    *s = (struct seeds){ 0 };
}

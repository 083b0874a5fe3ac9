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
 * are a run. Nearly all windows hold a sampled shingle, and then only the
 * sampled ones, an eighth of all, compete: from one to the next that comes in
 * or goes out the least stays the same, and nothing between is looked at. Only
 * the few windows without one are gone through shingle by shingle. */
#include "sketch/sketch.h"

#include "core/mem.h"

#define SAMPLED_BELOW (UINT64_C(1) << 61)

uint32_t window_end(const struct units *u, uint32_t i, uint32_t length)
{
    uint32_t end = i, weight = 0;
    while (weight < length || end - i < SHINGLE_UNITS) {
        if (end == u->n)
            return 0;
        weight += unit_weighs(u, end++);
    }
    return end;
}

/* What a row's windows are found with. Window i is the shingles [i, ...] that
 * lie in the least run of units from i on that weighs `length`. */
struct windows {
    const uint64_t *shingle;
    uint32_t n_windows;
    uint32_t *weight;    /* [n + 1] of the units before each */
    uint32_t *sampled;   /* [n_sampled] places */
    uint32_t *queue;     /* [n_sampled] sampled ones of the current window, each less than all behind it */
    uint32_t n_sampled, length;
    uint32_t from;       /* no shingle to come is in a window before this one */
};

static void windows_done(struct windows *w)
{
    mem_free(w->weight);
    mem_free(w->sampled);
    mem_free(w->queue);
}

static bool is_window(const struct windows *w, uint32_t beg, uint32_t end)
{
    return w->weight[end] - w->weight[beg] >= w->length && end - beg >= SHINGLE_UNITS;
}

static int windows_init(struct windows *w, const struct units *u, const uint64_t *shingle, uint32_t length,
                        struct crib_err *err)
{
    const uint32_t n = shingle_count(u->n);
    *w = (struct windows){ .shingle = shingle, .length = length };
    w->weight = mem_alloc(((size_t)u->n + 1) * sizeof *w->weight);
    w->sampled = mem_alloc(n * sizeof *w->sampled);
    if (!w->weight || !w->sampled)
        return CRIB_NOMEM(err);
    w->weight[0] = 0;
    for (uint32_t i = 0; i < u->n; i++)
        w->weight[i + 1] = w->weight[i] + unit_weighs(u, i);
    for (uint32_t i = 0; i < n; i++) { /* each is written, and written over unless it is sampled */
        w->sampled[w->n_sampled] = i;
        w->n_sampled += shingle[i] < SAMPLED_BELOW;
    }
    w->n_windows = n;
    while (w->n_windows > 0 && !is_window(w, w->n_windows - 1, u->n))
        w->n_windows--;
    w->queue = mem_alloc(((size_t)w->n_sampled + 1) * sizeof *w->queue);
    return w->queue ? CRIB_OK : CRIB_NOMEM(err);
}

/* The first window that holds shingle s, which never goes back: the units
 * before the shingle's last one do not make a window yet. Units weigh one at
 * least, so that it begins at most `length` before. */
static uint32_t first_window_with(struct windows *w, uint32_t s)
{
    uint32_t end = s + SHINGLE_UNITS - 1;
    w->from = max_u32(w->from, end > w->length ? end - w->length : 0);
    while (is_window(w, w->from, end))
        w->from++;
    return w->from;
}

/* Seeds go out by position. */
struct writer {
    struct seeds *out;
    const struct windows *of;
    uint32_t next;       /* so many of the sampled ones are written, or were least */
    uint32_t least, win_beg; /* of the windows from win_beg on; UINT32_MAX: none yet */
};

static inline int put(struct writer *w, struct seed s, struct crib_err *err)
{
    if (w->out->n == w->out->cap)
        CRIB_TRY(VEC_GROW(w->out->item, w->out->n, &w->out->cap, 1, err));
    w->out->item[w->out->n++] = s;
    return CRIB_OK;
}

static int put_sampled(struct writer *w, uint32_t before, struct crib_err *err)
{
    const uint32_t *sampled = w->of->sampled;
    for (; w->next < w->of->n_sampled && sampled[w->next] < before; w->next++)
        CRIB_TRY(put(w, (struct seed){ w->of->shingle[sampled[w->next]], sampled[w->next], 0, 0 }, err));
    return CRIB_OK;
}

/* The least shingle of windows [win_beg, win_end). */
static int put_least(struct writer *w, uint32_t pos, uint32_t win_beg, uint32_t win_end, struct crib_err *err)
{
    CRIB_TRY(put_sampled(w, pos, err));
    w->next += w->next < w->of->n_sampled && w->of->sampled[w->next] == pos;
    return put(w, (struct seed){ w->of->shingle[pos], pos, win_beg, win_end }, err);
}

/* From window i on, `least` is the least one. */
static inline int turn_to(struct writer *w, uint32_t least, uint32_t i, struct crib_err *err)
{
    if (least == w->least)
        return CRIB_OK;
    if (w->least != UINT32_MAX)
        CRIB_TRY(put_least(w, w->least, w->win_beg, i, err));
    w->least = least;
    w->win_beg = i;
    return CRIB_OK;
}

/* Windows [i, stop), which hold nothing sampled, one by one. */
static int slide_plainly(struct writer *w, uint32_t i, uint32_t stop, struct crib_err *err)
{
    const struct windows *of = w->of;
    uint32_t least = i, next = i; /* shingles before next have been looked at */
    for (; i < stop; i++) {
        if (least < i)
            least = next = i;
        for (; !is_window(of, i, next + SHINGLE_UNITS - 1); next++)
            least = of->shingle[next] <= of->shingle[least] ? next : least;
        CRIB_TRY(turn_to(w, least, i, err));
    }
    return CRIB_OK;
}

static int slide(struct writer *w, struct windows *of, struct crib_err *err)
{
    const uint64_t *shingle = of->shingle;
    uint32_t head = 0, tail = 0, n_in = 0; /* of the queue; sampled ones that have come in */
    for (uint32_t i = 0, next; i < of->n_windows; i = next) {
        uint32_t comes = of->n_windows; /* the window at which the next one comes in */
        while (n_in < of->n_sampled && (comes = first_window_with(of, of->sampled[n_in])) <= i) {
            while (tail > head && shingle[of->queue[tail - 1]] >= shingle[of->sampled[n_in]])
                tail--;
            of->queue[tail++] = of->sampled[n_in++];
            comes = of->n_windows;
        }
        while (head < tail && of->queue[head] < i)
            head++;
        comes = min_u32(comes, of->n_windows);
        if (head == tail) {
            CRIB_TRY(slide_plainly(w, i, comes, err));
            next = comes;
        } else {
            CRIB_TRY(turn_to(w, of->queue[head], i, err));
            next = min_u32(of->queue[head] + 1, comes);
        }
    }
    return put_least(w, w->least, w->win_beg, of->n_windows, err);
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
    struct windows of;
    int rc = windows_init(&of, u, shingle, length, err);
    struct writer w = { .out = out, .of = &of, .least = UINT32_MAX };
    if (rc == CRIB_OK)
        rc = VEC_GROW(out->item, 0, &out->cap, n / 7 + 1, err);
    if (rc == CRIB_OK)
        rc = of.n_windows > 0 ? slide(&w, &of, err) : put_least(&w, least_of(shingle, n), 0, 0, err);
    if (rc == CRIB_OK)
        rc = put_sampled(&w, n, err);
    windows_done(&of);
    return rc;
}

void seeds_done(struct seeds *s)
{
    mem_free(s->item);
    *s = (struct seeds){ 0 };
}

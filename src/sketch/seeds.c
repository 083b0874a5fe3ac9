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
 * sampled ones, an eighth of all, compete. One is the least of the windows
 * that hold it, begin behind the last lesser one before it, and end before the
 * next one that is not greater: both are nearly always among its next few
 * neighbours, but where units repeat, and then a stack finds them. Only the few
 * windows without a sampled one are gone through shingle by shingle. */
#include "sketch/sketch.h"

#include "sketch/seed_kernels.h"

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
    uint32_t n_units, n_windows, length;
    uint32_t *weight;         /* [n_units + 1] of the units before each; behind it sampled.pos */
    struct sampled sampled;
    int64_t *room;            /* the other arrays of sampled */
    struct seed_kernel kernel;
};

static void windows_done(struct windows *w)
{
    mem_free(w->weight);
    mem_free(w->room);
}

static inline bool is_window(const struct windows *w, uint32_t beg, uint32_t end)
{
    return w->weight[end] - w->weight[beg] >= w->length && end - beg >= SHINGLE_UNITS;
}

static int weigh(struct windows *w, const struct units *u, struct crib_err *err)
{
    size_t n = (size_t)u->n + 1, n_pos = (size_t)u->n + 2 * SEED_ROOM;
    w->weight = mem_alloc(n * sizeof *w->weight + n_pos * sizeof *w->sampled.pos);
    if (!w->weight)
        return CRIB_NOMEM(err);
    w->sampled.pos = (int32_t *)(w->weight + n) + SEED_ROOM;
    w->kernel.weigh(u->exact, u->n, w->weight);
    w->n_units = u->n;
    w->n_windows = shingle_count(u->n);
    while (w->n_windows > 0 && !is_window(w, w->n_windows - 1, u->n))
        w->n_windows--;
    return CRIB_OK;
}

static int sample(struct windows *w, uint32_t n, struct crib_err *err)
{
    struct sampled *s = &w->sampled;
    s->n = w->kernel.sample(w->shingle, n, s->pos);
    size_t each = (size_t)s->n + 2 * SEED_ROOM;
    w->room = mem_alloc(each * (sizeof *s->hash + sizeof *s->from + sizeof *s->beg + sizeof *s->end));
    if (!w->room)
        return CRIB_NOMEM(err);
    s->hash = w->room + SEED_ROOM;
    s->from = (int32_t *)(w->room + each) + SEED_ROOM;
    s->beg = s->from + each;
    s->end = s->beg + each;
    sampled_fence(s);
    return CRIB_OK;
}

/* Each sampled shingle's hash, and the first window that holds it, which never
 * goes back: the units before the shingle's last one do not make a window yet.
 * Units weigh one at least, so that it begins at most `length` before. */
static void find_first_windows(struct windows *w)
{
    const struct windows here = *w;
    const struct sampled s = here.sampled;
    uint32_t from = 0;
    for (uint32_t k = 0; k < s.n; k++) {
        uint32_t pos = (uint32_t)s.pos[k], end = pos + SHINGLE_UNITS - 1;
        from = max_u32(from, end > here.length ? end - here.length : 0);
        while (is_window(&here, from, end))
            from++;
        s.hash[k] = (int64_t)here.shingle[pos];
        s.from[k] = (int32_t)from;
    }
}

/* The same as the kernels' narrow(), however many neighbours a window holds.
 * The stack holds those that are not greater than any behind them so far. */
static int narrow_by_stack(struct sampled *s, struct crib_err *err)
{
    uint32_t *stack = mem_alloc(((size_t)s->n + 1) * sizeof *stack), n = 0;
    if (!stack)
        return CRIB_NOMEM(err);
    for (uint32_t k = 0; k < s->n; k++) {
        s->beg[k] = s->from[k];
        s->end[k] = s->pos[k] + 1;
        for (; n > 0 && s->hash[stack[n - 1]] >= s->hash[k]; n--)
            s->end[stack[n - 1]] = s->end[stack[n - 1]] < s->from[k] ? s->end[stack[n - 1]] : s->from[k];
        if (n > 0 && s->beg[k] <= s->pos[stack[n - 1]])
            s->beg[k] = s->pos[stack[n - 1]] + 1;
        stack[n++] = k;
    }
    mem_free(stack);
    return CRIB_OK;
}

static int windows_init(struct windows *w, const struct units *u, const uint64_t *shingle, uint32_t length,
                        struct crib_err *err)
{
    *w = (struct windows){ .shingle = shingle, .length = length, .kernel = seed_kernel_best() };
    CRIB_TRY(weigh(w, u, err));
    if (w->n_windows == 0)
        return CRIB_OK;
    CRIB_TRY(sample(w, shingle_count(u->n), err));
    find_first_windows(w);
    return w->kernel.narrow(&w->sampled) ? CRIB_OK : narrow_by_stack(&w->sampled, err);
}

static inline int put(struct seeds *out, struct seed s, struct crib_err *err)
{
    if (out->n == out->cap)
        CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
    out->item[out->n++] = s;
    return CRIB_OK;
}

/* How many shingles each window has, where all units [beg, end) weigh the
 * same; else 0. */
static uint32_t even_span(const struct windows *w, uint32_t beg, uint32_t end)
{
    uint32_t n = end - beg, weight = w->weight[end] - w->weight[beg];
    if (weight != n && weight != 2 * n)
        return 0;
    return max_u32(weight == n ? w->length : w->length / 2 + w->length % 2, SHINGLE_UNITS) - SHINGLE_UNITS + 1;
}

/* A seed that is the least of windows [beg, end) and perhaps, when it was put
 * last, of those before. */
static int put_least(const struct windows *w, uint32_t least, uint32_t beg, uint32_t end, struct seeds *out,
                     struct crib_err *err)
{
    if (out->n > 0 && out->item[out->n - 1].pos == least)
        return out->item[out->n - 1].win_end = end, CRIB_OK;
    return put(out, (struct seed){ w->shingle[least], least, beg, end }, err);
}

/* The least ones of windows [beg, end) of `span` shingles each. The least of
 * them all parts those before it from those behind. */
static int put_even(const struct windows *w, uint32_t beg, uint32_t end, uint32_t span, struct seeds *out,
                    struct crib_err *err)
{
    while (beg < end) {
        uint32_t least = beg + w->kernel.least(w->shingle + beg, end - beg + span - 1);
        uint32_t from = least - beg >= span ? least - span + 1 : beg, past = min_u32(least + 1, end);
        if (from > beg)
            CRIB_TRY(put_even(w, beg, from, span, out, err));
        CRIB_TRY(put_least(w, least, from, past, out, err));
        beg = past;
    }
    return CRIB_OK;
}

/* The same, whatever each window's units weigh. */
static int put_uneven(const struct windows *w, uint32_t beg, uint32_t end, struct seeds *out, struct crib_err *err)
{
    const uint64_t *shingle = w->shingle;
    uint32_t least = beg, next = beg, since = beg; /* shingles before next have been looked at */
    for (uint32_t i = beg; i < end; i++) {
        uint32_t was = least;
        if (least < i)
            least = next = i;
        for (; !is_window(w, i, next + SHINGLE_UNITS - 1); next++)
            least = shingle[next] <= shingle[least] ? next : least;
        if (least != was && i > beg) {
            CRIB_TRY(put(out, (struct seed){ shingle[was], was, since, i }, err));
            since = i;
        }
    }
    return put(out, (struct seed){ shingle[least], least, since, end }, err);
}

/* The least ones of windows [beg, end), which hold nothing sampled and end at
 * unit `until` or before. */
static int put_plain(const struct windows *w, uint32_t beg, uint32_t end, uint32_t until, struct seeds *out,
                     struct crib_err *err)
{
    enum { MOST = 64 }; /* so many windows, of so many shingles: what is looked at again is bounded */
    uint32_t span = beg < end ? even_span(w, beg, until) : 0;
    if (span == 0 || span > MOST)
        return beg < end ? put_uneven(w, beg, end, out, err) : CRIB_OK;
    for (; beg < end; beg += min_u32(MOST, end - beg))
        CRIB_TRY(put_even(w, beg, beg + min_u32(MOST, end - beg), span, out, err));
    return CRIB_OK;
}

/* All seeds, by position: the sampled ones, and between them those of the
 * windows between. */
static int put_all(const struct windows *w, struct seeds *out, struct crib_err *err)
{
    const struct sampled s = w->sampled;
    uint32_t behind = 0; /* the first window behind the last sampled one */
    for (uint32_t k = 0; k < s.n; k++) {
        uint32_t pos = (uint32_t)s.pos[k], from = min_u32((uint32_t)s.from[k], w->n_windows);
        if (behind < from)
            CRIB_TRY(put_plain(w, behind, from, pos + SHINGLE_UNITS - 1, out, err));
        uint32_t beg = (uint32_t)s.beg[k], end = min_u32((uint32_t)s.end[k], w->n_windows);
        uint32_t any = 0 - (uint32_t)(beg < end); /* all bits, or none: it is a coin toss */
        CRIB_TRY(put(out, (struct seed){ (uint64_t)s.hash[k], pos, beg & any, end & any }, err));
        behind = pos + 1;
    }
    return put_plain(w, behind, w->n_windows, w->n_units, out, err);
}

/* A row too short for one window: its sampled shingles and its least one. */
static int put_short(const struct windows *w, uint32_t n, struct seeds *out, struct crib_err *err)
{
    uint32_t least = w->kernel.least(w->shingle, n);
    for (uint32_t i = 0; i < n; i++)
        if (i == least || w->shingle[i] < SEED_SAMPLED_BELOW)
            CRIB_TRY(put(out, (struct seed){ w->shingle[i], i, 0, 0 }, err));
    return CRIB_OK;
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
    struct windows w;
    int rc = windows_init(&w, u, shingle, length, err);
    if (rc == CRIB_OK)
        rc = VEC_GROW(out->item, 0, &out->cap, n / 7 + 1, err);
    if (rc == CRIB_OK)
        rc = w.n_windows > 0 ? put_all(&w, out, err) : put_short(&w, n, out, err);
    windows_done(&w);
    return rc;
}

void seeds_done(struct seeds *s)
{
    if (s->slab)
        slab_give(s->slab);
    else
        mem_free(s->item);
    *s = (struct seeds){ 0 };
}

int seeds_keep(const struct seeds *from, struct slab **slab, struct seeds *to, struct crib_err *err)
{
    assert(!to->item);
    if (from->n == 0)
        return CRIB_OK;
    to->item = slab_take(slab, from->n * sizeof *to->item, &to->slab);
    if (!to->item)
        return CRIB_NOMEM(err);
    memcpy(to->item, from->item, from->n * sizeof *to->item);
    to->n = from->n;
    to->cap = from->n;
    return CRIB_OK;
}

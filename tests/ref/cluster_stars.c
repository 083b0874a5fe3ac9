/* SPDX-License-Identifier: MIT */
/* Written from the rules alone: classes of equal documents; relations between
 * classes; hubs; joining; the rest; keepers. */
#include "cluster_stars.h"

enum { NOBODY = STARS_MOST };

static void close_same(struct stars *s, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < n; b++)
                s->same[a][b] |= s->same[a][k] && s->same[k][b];
}

static void spread(struct stars *s, const struct edge *edge, size_t n_edge, uint32_t n)
{
    for (size_t i = 0; i < n_edge; i++)
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < n; b++) {
                const struct edge *e = &edge[i];
                bool along = (s->same[a][e->a] && s->same[b][e->b]) || (s->same[a][e->b] && s->same[b][e->a]);
                if (!along || s->same[a][b])
                    continue;
                if (e->unlike) {
                    s->unlike[a][b] = true;
                } else {
                    s->strength[a][b] = s->alike[a][b] ? max_u32(s->strength[a][b], e->strength) : e->strength;
                    s->alike[a][b] = true;
                }
            }
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++)
            s->unlike[a][b] &= !s->alike[a][b];
}

static uint32_t name_of(const struct stars *s, uint32_t d)
{
    uint32_t c = 0;
    while (!s->same[d][c])
        c++;
    return c;
}

static bool class_misfiled(const struct stars *s, const struct candidate_keeper *doc, uint32_t c, uint32_t n)
{
    for (uint32_t d = 0; d < n; d++)
        if (s->same[c][d] && !doc[d].misfiled)
            return false;
    return true;
}

static uint32_t degree(const struct stars *s, uint32_t c, uint32_t n)
{
    uint32_t k = 0;
    for (uint32_t d = 0; d < n; d++)
        k += s->same[c][d] || s->alike[c][d];
    return k;
}

/* May class c join the group of leader? */
static bool allowed(const struct stars *s, uint32_t c, uint32_t leader, uint32_t n)
{
    for (uint32_t d = 0; d < n; d++)
        if (s->leader[d] == leader && s->unlike[c][d])
            return false;
    return true;
}

static void set_leader(struct stars *s, uint32_t c, uint32_t leader, uint32_t n)
{
    for (uint32_t d = 0; d < n; d++)
        if (s->same[c][d])
            s->leader[d] = leader;
}

/* Is class a before b as a hub? */
static bool sooner(const struct stars *s, const struct candidate_keeper *doc, uint32_t a, uint32_t b, uint32_t n)
{
    bool ma = class_misfiled(s, doc, a, n), mb = class_misfiled(s, doc, b, n);
    if (ma != mb)
        return mb;
    uint32_t da = degree(s, a, n), db = degree(s, b, n);
    return da != db ? da > db : a < b;
}

static void hubs(struct stars *s, const struct candidate_keeper *doc, const uint32_t *order, uint32_t n_order, uint32_t n)
{
    for (uint32_t i = 0; i < n_order; i++) {
        bool free = !class_misfiled(s, doc, order[i], n);
        for (uint32_t d = 0; d < n; d++)
            free &= !(s->alike[order[i]][d] && s->leader[d] != NOBODY);
        if (free)
            set_leader(s, order[i], order[i], n);
    }
}

/* Edges to hubs, strongest first, then by the two classes' numbers. */
static void join(struct stars *s, const bool *hub, uint32_t n)
{
    bool done[STARS_MOST][STARS_MOST] = { { false } };
    for (;;) {
        uint32_t x = NOBODY, y = NOBODY;
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = a + 1; b < n; b++)
                if (!done[a][b] && name_of(s, a) == a && name_of(s, b) == b && s->alike[a][b] && hub[a] != hub[b] &&
                    (x == NOBODY || s->strength[a][b] > s->strength[x][y])) {
                    x = a;
                    y = b;
                }
        if (x == NOBODY)
            return;
        done[x][y] = true;
        uint32_t h = hub[x] ? x : y, c = hub[x] ? y : x;
        if (s->leader[c] == NOBODY && allowed(s, c, h, n))
            set_leader(s, c, h, n);
    }
}

static void rest(struct stars *s, const uint32_t *order, uint32_t n_order, uint32_t n)
{
    for (uint32_t i = 0; i < n_order; i++) {
        uint32_t c = order[i];
        bool asked[STARS_MOST] = { false };
        if (s->leader[c] != NOBODY)
            continue;
        set_leader(s, c, c, n);
        for (;;) {
            uint32_t next = NOBODY;
            for (uint32_t d = 0; d < n; d++)
                if (!asked[d] && name_of(s, d) == d && s->alike[c][d] && (next == NOBODY || s->strength[c][d] > s->strength[c][next]))
                    next = d;
            if (next == NOBODY)
                break;
            asked[next] = true;
            if (s->leader[next] == NOBODY && allowed(s, next, c, n))
                set_leader(s, next, c, n);
        }
    }
}

/* The rule KEEP_BEST. */
static bool better(const struct candidate_keeper *doc, uint32_t a, uint32_t b)
{
    if (doc[a].misfiled != doc[b].misfiled)
        return doc[b].misfiled;
    if (doc[a].units != doc[b].units)
        return doc[a].units > doc[b].units;
    if (doc[a].redactions != doc[b].redactions)
        return doc[a].redactions < doc[b].redactions;
    int64_t fa = doc[a].titled ? (int64_t)doc[a].title_fit : -1, fb = doc[b].titled ? (int64_t)doc[b].title_fit : -1;
    return fa != fb ? fa > fb : a < b;
}

static void keepers(struct stars *s, const struct candidate_keeper *doc, uint32_t n)
{
    for (uint32_t a = 0; a < n; a++) {
        s->keep[a] = NOBODY;
        for (uint32_t k = 0; k < n; k++) {
            bool may = s->leader[k] == s->leader[a];
            for (uint32_t d = 0; d < n; d++)
                may &= s->leader[d] != s->leader[a] || s->same[k][d] || s->alike[k][d];
            if (may && (s->keep[a] == NOBODY || better(doc, k, s->keep[a])))
                s->keep[a] = k;
        }
    }
}

void stars_make(struct stars *s, const struct edge *edge, size_t n_edge, const struct candidate_keeper *doc, uint32_t n)
{
    uint32_t order[STARS_MOST], n_order = 0;
    bool hub[STARS_MOST];
    memset(s, 0, sizeof *s);
    for (uint32_t d = 0; d < n; d++) {
        s->same[d][d] = true;
        s->leader[d] = NOBODY;
    }
    for (size_t i = 0; i < n_edge; i++)
        if (edge[i].exact && !edge[i].unlike)
            s->same[edge[i].a][edge[i].b] = s->same[edge[i].b][edge[i].a] = true;
    close_same(s, n);
    spread(s, edge, n_edge, n);
    for (uint32_t d = 0; d < n; d++) {
        if (name_of(s, d) != d)
            continue;
        uint32_t i = n_order++;
        for (; i > 0 && sooner(s, doc, d, order[i - 1], n); i--)
            order[i] = order[i - 1];
        order[i] = d;
    }
    hubs(s, doc, order, n_order, n);
    for (uint32_t d = 0; d < n; d++)
        hub[d] = s->leader[d] == d;
    join(s, hub, n);
    rest(s, order, n_order, n);
    keepers(s, doc, n);
}

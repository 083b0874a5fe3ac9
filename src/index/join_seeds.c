/* SPDX-License-Identifier: MIT */
/* Joining two documents without an index: where each document meets one or two
 * others, a small table of the one's seeds, asked for each of the other's, is
 * less work than an inverted index of all. Equal seeds of a document are a
 * chain that the first of them leads. */
#include "index/join.h"

static const uint32_t NONE = UINT32_MAX;

/* A seed of the first document. What follows `same` is told of leaders only. */
struct joint {
    uint32_t next;           /* leader in the same slot */
    uint32_t same, last;     /* the next seed equal to this one; the last of them */
    uint32_t n;              /* how many there are */
    uint32_t b, last_b, n_b; /* the equal seeds of the other document, chained by hits.same_b */
};

/* The leader of the seeds that have this hash. */
static uint32_t leader_of(const struct hits *h, const struct seeds *a, uint64_t hash, size_t slot)
{
    uint32_t i = h->head[slot];
    while (i != NONE && a->item[i].hash != hash)
        i = h->joint[i].next;
    return i;
}

static int fill_table(struct hits *h, const struct seeds *a, size_t *mask, struct crib_err *err)
{
    size_t size = 64;
    while (size / 2 < a->n)
        size *= 2;
    *mask = size - 1;
    CRIB_TRY(VEC_GROW(h->head, 0, &h->cap_head, size, err));
    CRIB_TRY(VEC_GROW(h->joint, 0, &h->cap_joint, a->n, err));
    memset(h->head, 0xFF, size * sizeof *h->head);
    for (uint32_t i = 0; i < a->n; i++) {
        size_t slot = a->item[i].hash & *mask;
        uint32_t leader = leader_of(h, a, a->item[i].hash, slot);
        if (leader == NONE) {
            h->joint[i] = (struct joint){ h->head[slot], NONE, i, 1, NONE, NONE, 0 };
            h->head[slot] = i;
            continue;
        }
        struct joint *x = &h->joint[leader];
        h->joint[x->last].same = i;
        h->joint[i] = (struct joint){ .same = NONE };
        x->last = i;
        x->n++;
    }
    return CRIB_OK;
}

/* Hang each of b's seeds to the leader of its equals. */
static int look_up(struct hits *h, const struct seeds *a, const struct seeds *b, size_t mask, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(h->same_b, 0, &h->cap_same_b, b->n, err));
    for (uint32_t k = 0; k < b->n; k++) {
        uint32_t leader = leader_of(h, a, b->item[k].hash, b->item[k].hash & mask);
        if (leader == NONE)
            continue;
        struct joint *x = &h->joint[leader];
        h->same_b[k] = NONE;
        if (x->n_b++ == 0)
            x->b = k;
        else
            h->same_b[x->last_b] = k;
        x->last_b = k;
    }
    return CRIB_OK;
}

static struct seed_place place_of(const struct seed *s)
{
    bool any = s->win_end > s->win_beg;
    return (struct seed_place){ s->pos, any ? s->win_beg : 0, any ? s->win_end : 0 };
}

static int many_places(const struct joined *j, const struct seeds *a, const struct seeds *b, uint32_t leader,
                       struct crib_err *err)
{
    struct hits *h = j->out;
    const struct joint *x = &h->joint[leader];
    size_t n = 0;
    CRIB_TRY(VEC_GROW(h->place, 0, &h->cap_place, (size_t)x->n + x->n_b, err));
    for (uint32_t i = leader; i != NONE; i = h->joint[i].same)
        h->place[n++] = place_of(&a->item[i]);
    for (uint32_t k = x->b; k != NONE; k = h->same_b[k])
        h->place[n++] = place_of(&b->item[k]);
    return join_windows(j, h->place, x->n, x->n_b, err);
}

int seeds_join(const struct seeds *a, const struct seeds *b, const struct units *ua, const struct units *ub,
               uint32_t length, struct hits *out, struct crib_err *err)
{
    struct joined j = { .ua = ua, .ub = ub, .length = length, .out = out };
    size_t mask;
    out->n = 0;
    if (a->n == 0 || b->n == 0)
        return CRIB_OK;
    CRIB_TRY(fill_table(out, a, &mask, err));
    CRIB_TRY(look_up(out, a, b, mask, err));
    for (uint32_t leader = 0; leader < a->n; leader++) {
        const struct joint *x = &out->joint[leader];
        if (x->n_b == 0) /* not in the other document, or no leader */
            continue;
        if ((uint64_t)x->n * x->n_b > JOIN_ALL_PAIRS) {
            CRIB_TRY(many_places(&j, a, b, leader, err));
            continue;
        }
        for (uint32_t i = leader; i != NONE; i = out->joint[i].same)
            for (uint32_t k = x->b; k != NONE; k = out->same_b[k])
                CRIB_TRY(join_add(out, a->item[i].pos, b->item[k].pos, err));
    }
    return CRIB_OK;
}

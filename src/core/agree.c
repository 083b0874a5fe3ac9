/* SPDX-License-Identifier: MIT */
/* A greedy walk over an edited text, both ways from an equal run.
 *
 * An edited passage holds few runs of a shingle, so one shared seed may be all
 * that an index sees of it; this walk tells whether the texts around the seed
 * are the same but for edits. It costs some tens of comparisons where they are
 * not, an alignment costs thousands. Chance agreement is rare in it: two units
 * in a row, at one of 3 * AGREE_SKIP places, then again and again. */
#include "core/agree.h"

/* The walk's front: the next unit to look at is `a` (`b`) units away from the
 * start, in direction dir. */
struct front {
    const struct units *ua, *ub;
    uint32_t at_a, at_b;      /* units [at, ...) to the right, (..., at) to the left */
    uint32_t left_a, left_b;  /* units that may still be looked at */
    int dir;
};

static uint32_t past(uint32_t at, uint32_t n, int dir) { return dir > 0 ? at + n : at - 1 - n; }

/* A figure agrees with any other and with a redaction, but weighs nothing then. */
static bool alike_past(const struct front *f, uint32_t a, uint32_t b)
{
    return a < f->left_a && b < f->left_b &&
           units_alike(f->ua, past(f->at_a, a, f->dir), f->ub, past(f->at_b, b, f->dir));
}

static uint32_t weight_here(const struct front *f)
{
    uint32_t x = past(f->at_a, 0, f->dir), y = past(f->at_b, 0, f->dir);
    return f->ua->exact[x] == f->ub->exact[y] ? unit_weighs(f->ua, x) : 0;
}

static bool agrees_again(const struct front *f, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < AGREE_AGAIN; i++)
        if (!alike_past(f, a + i, b + i))
            return false;
    return true;
}

static void move(struct front *f, uint32_t a, uint32_t b)
{
    f->at_a = f->dir > 0 ? f->at_a + a : f->at_a - a;
    f->at_b = f->dir > 0 ? f->at_b + b : f->at_b - b;
    f->left_a -= a;
    f->left_b -= b;
}

/* Past the nearest difference beyond which the rows agree again; the units
 * that differ, or 0 when there is none. */
static uint32_t pass_difference(struct front *f)
{
    for (uint32_t k = 1; k <= AGREE_SKIP; k++) {
        const uint32_t way[3][2] = { { k, k }, { k, 0 }, { 0, k } };
        for (size_t i = 0; i < COUNT_OF(way); i++)
            if (agrees_again(f, way[i][0], way[i][1])) {
                move(f, way[i][0], way[i][1]);
                return k;
            }
    }
    return 0;
}

/* Weight of what agrees from the front on, at its best. */
static uint32_t walk(struct front f, uint32_t enough)
{
    uint32_t weight = 0, best = 0;
    int64_t score = 0, best_score = 0;
    for (;;) {
        while (alike_past(&f, 0, 0)) {
            uint32_t here = weight_here(&f);
            weight += here;
            score += here;
            move(&f, 1, 1);
        }
        if (score > best_score)
            best_score = score, best = weight;
        uint32_t differ = best >= enough || score < best_score - AGREE_DROP ? 0 : pass_difference(&f);
        if (differ == 0)
            return best;
        score -= differ;
    }
}

uint32_t agree_weight(const struct units *ua, const struct units *ub, struct agree_run r, struct unit_span within_a,
                      struct unit_span within_b, uint32_t enough)
{
    assert(within_a.beg <= r.a && r.a + r.len <= within_a.end && within_b.beg <= r.b && r.b + r.len <= within_b.end);
    uint32_t weight = r.weight;
    if (weight < enough)
        weight += walk((struct front){ ua, ub, r.a + r.len, r.b + r.len, within_a.end - r.a - r.len,
                                       within_b.end - r.b - r.len, 1 }, enough - weight);
    if (weight < enough)
        weight += walk((struct front){ ua, ub, r.a, r.b, r.a - within_a.beg, r.b - within_b.beg, -1 }, enough - weight);
    return weight;
}

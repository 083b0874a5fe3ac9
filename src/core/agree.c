/* SPDX-License-Identifier: MIT */
/* A greedy walk over an edited text, both ways from an equal run.
 *
 * An edited passage holds few runs of a shingle, so one shared seed may be all
 * that an index sees of it; this walk tells whether the texts around the seed
 * are the same but for edits. It costs some tens of comparisons where they are
 * not, an alignment costs thousands. Chance agreement is rare in it: two units
 * in a row, at one of 3 * AGREE_SKIP places, then again and again. */
#include "core/agree.h"

#include "core/cpu.h"

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

static void move(struct front *f, uint32_t a, uint32_t b)
{
    f->at_a = f->dir > 0 ? f->at_a + a : f->at_a - a;
    f->at_b = f->dir > 0 ? f->at_b + b : f->at_b - b;
    f->left_a -= a;
    f->left_b -= b;
}

/* The codes that lie ahead; past the row's end one that no unit has. */
enum { LOOK = AGREE_SKIP + AGREE_AGAIN };
static_assert(AGREE_AGAIN == 2, "two units are compared below");
static const uint32_t NO_CODE_A = UNIT_PLACEHOLDER + 1, NO_CODE_B = UNIT_PLACEHOLDER + 2;

static void codes_ahead(const struct units *u, uint32_t at, uint32_t left, int dir, uint32_t none, uint32_t code[LOOK])
{
    if (u->code || left < LOOK) {
        for (uint32_t i = 0; i < LOOK; i++)
            code[i] = i < left ? unit_code(u, past(at, i, dir)) : none;
        return;
    }
    const uint32_t *exact = dir > 0 ? u->exact + at : u->exact + at - LOOK;
    for (int i = 0; i < LOOK; i++)
        code[i] = unit_code_of(exact[dir > 0 ? i : LOOK - 1 - i]);
}

static bool agrees_again(const uint32_t *x, const uint32_t *y) { return x[0] == y[0] && x[1] == y[1]; }

/* Do the rows agree again anywhere? All places at once, without a branch. x and
 * y are exact values, and made codes where they are wanted: written down first,
 * they would be read across what was written, which processors wait for. To
 * the right of x and y, or to the left of x + LOOK and y + LOOK. */
static inline __attribute__((always_inline)) uint32_t agrees_near(const uint32_t *x, const uint32_t *y, bool left)
{
    const int near = left ? LOOK - 1 : 0, next = left ? LOOK - 2 : 1, on = left ? -1 : 1;
    const uint32_t x0 = unit_code_of(x[near]), y0 = unit_code_of(y[near]);
    const uint32_t x1 = unit_code_of(x[next]), y1 = unit_code_of(y[next]);
    uint32_t found = x0 == y0;
    for (int k = 1; k <= AGREE_SKIP; k++) {
        uint32_t xk = unit_code_of(x[k]), yk = unit_code_of(y[k]);
        uint32_t xn = unit_code_of(x[k + on]), yn = unit_code_of(y[k + on]);
        uint32_t both = (xk ^ yk) | (xn ^ yn), in_a = (xk ^ y0) | (xn ^ y1), in_b = (x0 ^ yk) | (x1 ^ yn);
        found |= (uint32_t)(both == 0) | (uint32_t)(in_a == 0) | (uint32_t)(in_b == 0);
    }
    return found;
}

/* Beside a run that begins LOOK units after x and y, and whose end is `right`
 * units after them. */
static inline __attribute__((always_inline)) bool agrees_beside(const uint32_t *x, const uint32_t *y, uint32_t right)
{
    return agrees_near(x + right, y + right, false) | agrees_near(x, y, true);
}

static bool near_right(const uint32_t *x, const uint32_t *y) { return agrees_near(x, y, false); }
static bool near_left(const uint32_t *x, const uint32_t *y) { return agrees_near(x, y, true); }

#if defined CPU_X86
__attribute__((CPU_AVX2)) static bool beside_avx2(const uint32_t *x, const uint32_t *y, uint32_t right)
{
    return agrees_beside(x, y, right);
}
__attribute__((CPU_AVX2)) static bool right_avx2(const uint32_t *x, const uint32_t *y) { return agrees_near(x, y, false); }
__attribute__((CPU_AVX2)) static bool left_avx2(const uint32_t *x, const uint32_t *y) { return agrees_near(x, y, true); }
#endif

bool agree_stops(const struct units *ua, const struct units *ub, struct agree_run r)
{
    uint32_t end_a = r.a + r.len, end_b = r.b + r.len;
    if (ua->code || ub->code || r.a < LOOK || r.b < LOOK || ua->n - end_a < LOOK || ub->n - end_b < LOOK)
        return false;
    const uint32_t *x = ua->exact + r.a - LOOK, *y = ub->exact + r.b - LOOK;
#if defined CPU_X86
    if (cpu_has_avx2())
        return !beside_avx2(x, y, LOOK + r.len);
#endif
    return !agrees_beside(x, y, LOOK + r.len);
}

/* Is it sure that the rows do not agree again behind the front? Mostly it is. */
static bool parts_here(const struct front *f)
{
    if (f->ua->code || f->ub->code || f->left_a < LOOK || f->left_b < LOOK)
        return false;
    bool left = f->dir < 0;
    const uint32_t *x = f->ua->exact + f->at_a - (left ? LOOK : 0), *y = f->ub->exact + f->at_b - (left ? LOOK : 0);
#if defined CPU_X86
    if (cpu_has_avx2())
        return !(left ? left_avx2(x, y) : right_avx2(x, y));
#endif
    return !(left ? near_left(x, y) : near_right(x, y));
}

/* Past the nearest difference beyond which the rows agree again; the units
 * that differ, or 0 when there is none. */
static uint32_t pass_difference(struct front *f)
{
    uint32_t x[LOOK], y[LOOK];
    if (parts_here(f))
        return 0;
    codes_ahead(f->ua, f->at_a, f->left_a, f->dir, NO_CODE_A, x);
    codes_ahead(f->ub, f->at_b, f->left_b, f->dir, NO_CODE_B, y);
    for (uint32_t k = 1; k <= AGREE_SKIP; k++) {
        const uint32_t way[3][2] = { { k, k }, { k, 0 }, { 0, k } };
        for (size_t i = 0; i < COUNT_OF(way); i++)
            if (agrees_again(x + way[i][0], y + way[i][1])) {
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

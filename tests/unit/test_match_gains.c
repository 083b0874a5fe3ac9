/* SPDX-License-Identifier: MIT */
/* match/gains: what may be gained by extending, against all cells one by one. */
#include "harness.h"
#include "match/gains.h"
#include "ref/sketch_rows.h"

enum { MOST = 200, LOST = -1000 };

static uint32_t unit_at(const struct units *u, uint32_t from, uint32_t i, int dir)
{
    return u->exact[dir > 0 ? from + i : from - 1 - i];
}

/* Does any score come above 0? A figure that another stands for costs nothing
 * at best. */
static bool gains_ref(const struct walk *w)
{
    static int score[MOST + 1][MOST + 1];
    for (uint32_t i = 0; i <= w->la; i++)
        for (uint32_t j = 0; j <= w->lb; j++) {
            int best = i + j == 0 ? 0 : LOST;
            if (i > 0 && j > 0) {
                uint32_t x = unit_at(w->ua, w->a, i - 1, w->dir), y = unit_at(w->ub, w->b, j - 1, w->dir);
                bool figures = unit_code_of(x) == UNIT_PLACEHOLDER && unit_code_of(y) == UNIT_PLACEHOLDER;
                best = score[i - 1][j - 1] + (x == y ? EXTEND_GAIN : figures ? 0 : -EXTEND_LOSS);
            }
            if (i > 0 && score[i - 1][j] - EXTEND_LOSS > best)
                best = score[i - 1][j] - EXTEND_LOSS;
            if (j > 0 && score[i][j - 1] - EXTEND_LOSS > best)
                best = score[i][j - 1] - EXTEND_LOSS;
            if (best > 0)
                return true;
            score[i][j] = best < -EXTEND_DROP ? LOST : best;
        }
    return false;
}

/* b is a's copy, with so many of a thousand units replaced, dropped or put in. */
static void copy_edited(struct units *b, const struct units *a, uint64_t *rng, uint32_t edits)
{
    for (uint32_t i = 0; i < a->n && b->n < MOST; i++) {
        uint64_t what = test_random(rng) % 1000 < edits ? test_random(rng) % 3 : 3;
        if (what == 0 || what == 2)
            row_han_random(b, rng, 1);
        if (what >= 2)
            row_copy(b, a, i, i + 1);
    }
}

TEST(an_extension_that_is_given_up_would_have_gained_nothing)
{
    uint64_t rng = 77;
    uint32_t n_gaining = 0, n_given_up = 0, n_passed = 0;
    for (int round = 0; round < 4000; round++) {
        struct units a = { 0 }, b = { 0 };
        struct row_kind kind = { 1 + (uint32_t)(test_random(&rng) % 40), 20, (uint32_t)(test_random(&rng) % 40), 0 };
        row_random(&a, (uint32_t)(test_random(&rng) % MOST), kind, &rng);
        if (round % 2)
            row_random(&b, (uint32_t)(test_random(&rng) % MOST), kind, &rng);
        else
            copy_edited(&b, &a, &rng, (uint32_t)(200 + test_random(&rng) % 800));
        uint32_t from_a = a.n ? (uint32_t)(test_random(&rng) % (a.n + 1)) : 0, from_b = min_u32(from_a, b.n);
        struct walk right = { &a, &b, from_a, from_b, a.n - from_a, b.n - from_b, 1 };
        struct walk left = { &a, &b, from_a, from_b, from_a, from_b, -1 };
        for (int side = 0; side < 2; side++) {
            const struct walk *w = side ? &left : &right;
            bool gains = gains_ref(w), may = may_gain(w);
            CHECK(may || !gains);
            n_gaining += gains;
            n_given_up += !may;
            n_passed += may && !gains;
        }
        units_done(&a);
        units_done(&b);
    }
    CHECK(n_gaining > 1000 && n_given_up > 1000);
    CHECK(n_passed < n_given_up / 4);
}

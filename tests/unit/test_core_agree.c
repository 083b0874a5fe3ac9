/* SPDX-License-Identifier: MIT */
/* core/agree: how far edited texts agree around a run, beside the best that
 * any alignment finds there. */
#include "harness.h"
#include "core/agree.h"

enum { N = 60 };

/* Weight of a longest common subsequence: no walk in order can agree in more. */
static uint32_t common_ref(const struct units *a, const struct units *b)
{
    static uint32_t best[N * 2 + 1][N * 2 + 1];
    for (uint32_t i = 1; i <= a->n; i++)
        for (uint32_t j = 1; j <= b->n; j++) {
            best[i][j] = max_u32(best[i - 1][j], best[i][j - 1]);
            if (a->exact[i - 1] == b->exact[j - 1])
                best[i][j] = max_u32(best[i][j], best[i - 1][j - 1] + unit_weight(a->kind[i - 1]));
        }
    return best[a->n][b->n];
}

static void put(struct units *u, uint32_t code)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->code[u->n] = u->exact[u->n] = code;
    u->kind[u->n] = code % 7 ? UNIT_CHAR : UNIT_WORD;
    u->n++;
}

/* b is a with one unit of `every` replaced, left out or doubled; units [20, 26)
 * stay, and begin at *beg_b. */
static void edited(struct units *a, struct units *b, uint32_t every, uint32_t alphabet, uint32_t *beg_b, uint64_t *rng)
{
    for (uint32_t i = 0; i < N; i++) {
        uint32_t code = 1 + (uint32_t)(test_random(rng) % alphabet), how = (uint32_t)(test_random(rng) % 4);
        put(a, code);
        if (i == 20)
            *beg_b = b->n;
        bool keep = (i >= 20 && i < 26) || test_random(rng) % every;
        if (keep || how == 3)
            put(b, code);
        if (!keep && how != 2)
            put(b, 1 + (uint32_t)(test_random(rng) % alphabet));
    }
}

static uint32_t weight_around(const struct units *a, const struct units *b, uint32_t beg_b, uint32_t enough)
{
    struct agree_run run = { 20, beg_b, 6, 0 };
    for (uint32_t i = 20; i < 26; i++)
        run.weight += unit_weight(a->kind[i]);
    return agree_weight(a, b, run, (struct unit_span){ 0, a->n }, (struct unit_span){ 0, b->n }, enough);
}

TEST(agree_weight_never_passes_what_the_best_alignment_finds)
{
    uint64_t rng = 3;
    for (int round = 0; round < 2000 && !test_failing(); round++) {
        struct units a = { 0 }, b = { 0 };
        uint32_t beg_b = 0;
        edited(&a, &b, 2 + (uint32_t)(round % 8), round % 3 ? 5 : 4000, &beg_b, &rng);
        CHECK(weight_around(&a, &b, beg_b, UINT32_MAX) <= common_ref(&a, &b));
        units_done(&a);
        units_done(&b);
    }
}

TEST(agree_weight_finds_most_of_a_text_with_one_unit_in_six_changed)
{
    uint64_t rng = 9;
    uint64_t found = 0, all = 0;
    for (int round = 0; round < 500; round++) {
        struct units a = { 0 }, b = { 0 };
        uint32_t beg_b = 0;
        edited(&a, &b, 6, 4000, &beg_b, &rng);
        found += weight_around(&a, &b, beg_b, UINT32_MAX);
        all += common_ref(&a, &b);
        units_done(&a);
        units_done(&b);
    }
    CHECK(found * 10 >= all * 6);
}

TEST(agree_weight_stops_when_it_has_enough)
{
    struct units a = { 0 }, b = { 0 };
    for (uint32_t i = 0; i < N; i++) {
        put(&a, 1001 + 7 * i + 1);
        put(&b, i % 8 == 7 ? 5 : 1001 + 7 * i + 1);
    }
    uint32_t enough = weight_around(&a, &b, 20, 18), all = weight_around(&a, &b, 20, UINT32_MAX);
    CHECK(enough >= 18 && enough < 18 + 8);
    CHECK(all > 45);
    units_done(&a);
    units_done(&b);
}

TEST(agree_weight_around_a_run_in_foreign_text_is_the_runs_own)
{
    uint64_t rng = 21;
    uint64_t more = 0;
    for (int round = 0; round < 300; round++) {
        struct units a = { 0 }, b = { 0 };
        for (uint32_t i = 0; i < N; i++) {
            put(&a, 1 + (uint32_t)(test_random(&rng) % 4000));
            put(&b, i >= 20 && i < 26 ? a.code[i] : 1 + (uint32_t)(test_random(&rng) % 4000));
        }
        uint32_t own = 0;
        for (uint32_t i = 20; i < 26; i++)
            own += unit_weight(a.kind[i]);
        more += weight_around(&a, &b, 20, UINT32_MAX) - own;
        units_done(&a);
        units_done(&b);
    }
    CHECK(more < 30); /* by chance: far less than a unit a text */
}

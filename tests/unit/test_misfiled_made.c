/* SPDX-License-Identifier: MIT */
/* Titles that disagree with their bodies: made-up collections with known
 * wrong titles, and floors for what is found of them. */
#include "cluster/misfiled.h"

#include "cluster/evidence.h"
#include "harness.h"
#include "ref/cluster_reports.h"
#include "ref/plain_speller.h"

struct score { uint32_t wrong[N_MISFILINGS], found[N_MISFILINGS], twins_right; };

static void run(const struct reports_plan *plan, struct score *s)
{
    struct reports c;
    struct misfiled_list l;
    reports_make(&c, plan);
    uint32_t *fit = calloc(c.n, sizeof *fit);
    CHECK(misfiled_find(c.titled, c.n, c.twin, c.n_twin, plain_speller(), 1, fit, NULL, &l, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < c.n; d++)
        s->wrong[c.doc[d].how]++;
    for (size_t i = 0; i < l.n; i++) {
        uint32_t d = l.item[i].doc;
        s->found[c.doc[d].how]++;
        CHECK(i == 0 || l.item[i - 1].doc < d);
        CHECK(l.item[i].n_evidence >= 1);
        if (c.doc[d].how == BESIDE_TWIN && l.item[i].twin != UINT32_MAX)
            s->twins_right += c.doc[l.item[i].twin].how == RIGHT && c.doc[l.item[i].twin].theme == c.doc[d].theme;
    }
    misfiled_done(&l);
    free(fit);
    reports_free(&c);
}

static void check_at_least(uint32_t part, uint32_t whole, uint32_t percent)
{
    CHECK(whole > 0);
    if (part * 100ull < whole * (uint64_t)percent)
        test_check_u64(part, (whole * (uint64_t)percent + 99) / 100, __FILE__, __LINE__, "found", "floor");
}

TEST(misfiled_made_up_reports_keep_the_floors_of_precision_and_recall)
{
    static const struct { bool words; uint32_t n_themes; } kinds[] = { { false, 30 }, { false, 60 }, { true, 30 }, { true, 60 } };
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        struct score s = { 0 };
        for (uint64_t seed = 1; seed <= 5; seed++) {
            struct reports_plan plan = { seed, kinds[k].words, kinds[k].n_themes, 300, { 0, 10, 10, 10 }, 0 };
            run(&plan, &s);
        }
        uint32_t all = s.found[RIGHT] + s.found[BESIDE_TWIN] + s.found[SWAPPED] + s.found[FROM_ELSEWHERE];
        check_at_least(s.found[BESIDE_TWIN], s.wrong[BESIDE_TWIN], 93);
        check_at_least(s.found[SWAPPED], s.wrong[SWAPPED], 85);
        check_at_least(s.found[FROM_ELSEWHERE], s.wrong[FROM_ELSEWHERE], 60);
        check_at_least(all - s.found[RIGHT], all, 97);
        check_at_least(s.twins_right, s.found[BESIDE_TWIN], 97);
    }
}

TEST(misfiled_nobody_is_charged_where_all_titles_are_right)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct reports_plan plan = { seed, seed % 2, seed <= 2 ? 6 : 40, seed <= 2 ? 24 : 320, { 0 }, 0 };
        struct score s = { 0 };
        run(&plan, &s);
        CHECK_U64(s.found[RIGHT], 0);
    }
}

TEST(misfiled_titles_that_say_nothing_of_their_bodies_convict_nobody)
{
    struct reports_plan plan = { 9, true, 40, 200, { 0, 0, 120, 0 }, 0 }; /* most titles are like chapter names */
    struct score s = { 0 };
    run(&plan, &s);
    CHECK_U64(s.found[RIGHT] + s.found[SWAPPED], 0);
}

TEST(misfiled_nobody_is_charged_where_right_titles_often_fit_badly)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct reports_plan plan = { seed, seed % 2, 40, 200, { 0 }, 50 };
        struct score s = { 0 };
        run(&plan, &s);
        CHECK_U64(s.found[RIGHT], 0);
    }
}

TEST(misfiled_where_a_third_of_the_titles_are_wrong_no_right_one_is_charged)
{
    struct reports_plan plan = { 6, false, 60, 300, { 0, 0, 100, 0 }, 0 };
    struct score s = { 0 };
    run(&plan, &s);
    CHECK_U64(s.found[RIGHT], 0);
}

TEST(misfiled_best_title_is_the_right_one_or_when_that_is_left_out_another)
{
    struct reports_plan plan = { 8, false, 30, 60, { 0 }, 0 };
    struct reports c;
    struct terms t;
    struct counts counts;
    struct scorer scorer;
    uint32_t group_of[60], n_right = 0;
    double fit;
    reports_make(&c, &plan);
    for (uint32_t d = 0; d < c.n; d++)
        group_of[d] = d;
    CHECK(terms_make(c.titled, c.n, group_of, 1, &t, NULL) == CRIB_OK);
    CHECK(counts_init(&counts, &t.table, NULL) == CRIB_OK);
    CHECK(scorer_init(&scorer, &t, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < c.n; d++) {
        struct counted b = counted_recall(&t, &counts, d, c.titled[d].body->n);
        scorer_gather(&scorer, &b);
        n_right += best_title(&scorer, &b, UINT32_MAX, &fit) == t.title_of[d];
        CHECK(best_title(&scorer, &b, t.title_of[d], &fit) != t.title_of[d]);
        scorer_clear(&scorer);
    }
    check_at_least(n_right, c.n, 90);
    scorer_done(&scorer);
    counts_done(&counts);
    terms_done(&t);
    reports_free(&c);
}

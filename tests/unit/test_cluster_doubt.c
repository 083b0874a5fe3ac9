/* SPDX-License-Identifier: MIT */
/* What speaks against titles, and how much. */
#include <math.h>

#include "cluster/doubt.h"
#include "harness.h"

/* What these tests take for usual, and a title that is as strange as can be beside it. */
static const struct usual usual = { .weight = 1, .best = .5, .kin = .3, .shared = .5, .length = 100, .formal = .3,
                                    .like = .3, .telling = true };
static const struct standing strange = { .slot = .9, .expected = .5, .other = .6, .other_doc = 1, .topical = .7,
                                         .length = 150, .like = .3, .fit.best = .5,
                                         .frame = { .formal = .5, .figures = true },
                                         .echo = { .own = -.3, .ahead = -4, .sure = .8 } };

static double doubt_about(struct standing s)
{
    struct clues c;
    clues_of(&s, 1, &usual, &c);
    return doubt_of(&c);
}

TEST(doubt_there_is_none_about_what_is_at_home_or_names_nothing)
{
    struct standing home = strange, bare = strange, spoken = strange, torn = strange;
    struct usual silent = usual;
    silent.telling = false;
    home.shared = .5;
    bare.bare = true;
    spoken.fit.own = .5;
    torn.other = .1;
    CHECK(clues_tell(&strange, 1, &usual));
    CHECK(!clues_tell(&home, 1, &usual) && is_at_home(&home, &usual) && !is_at_home(&strange, &usual));
    CHECK(!clues_tell(&bare, 1, &usual));
    CHECK(!clues_tell(&spoken, 1, &usual));
    CHECK(!clues_tell(&torn, 1, &usual));
    CHECK(!clues_tell(&strange, 1, &silent) && !is_at_home(&home, &silent));
}

TEST(doubt_is_strong_where_all_clues_say_stranger_and_weak_where_one_speaks_for_the_title)
{
    struct standing echoing = strange, spoken = strange, nameless = strange;
    echoing.echo.own = 3;
    echoing.echo.ahead = .5;
    spoken.fit.kin = .3;
    nameless.slot = nameless.expected = 0;
    nameless.echo.sure = .1;
    struct standing again = nameless;
    again.repeated = 3;
    double most = doubt_about(strange);
    CHECK(most > 3);
    CHECK(doubt_about(echoing) < most - 3);
    CHECK(doubt_about(spoken) < most - 2);
    CHECK(doubt_about(nameless) < most - 2);
    CHECK(doubt_about(again) < doubt_about(nameless) - .3);
}

TEST(doubt_a_fit_counts_for_less_where_most_of_the_title_is_unknown)
{
    struct standing s = strange;
    struct clues known, unknown;
    s.fit.own = .6;
    CHECK(!clues_tell(&s, .2, &usual));
    clues_of(&s, .2, &usual, &known);
    s.frame.unknown = .8;
    CHECK(clues_tell(&s, .2, &usual));
    clues_of(&s, .2, &usual, &unknown);
    CHECK(fabs(known.at[CLUE_OWN] - .6) < 1e-9 && fabs(unknown.at[CLUE_OWN] - .12) < 1e-9);
    CHECK(fabs(unknown.at[CLUE_WEIGHT] - 1) < 1e-9 && fabs(unknown.at[CLUE_UNKNOWN] - .8) < 1e-9);
}

TEST(doubt_every_clue_has_a_name)
{
    for (int i = 0; i < N_CLUES; i++)
        for (int k = 0; k < i; k++)
            CHECK(strcmp(clue_name((enum clue)i), clue_name((enum clue)k)) != 0);
}

TEST(doubt_prior_is_the_odds_of_the_share_of_suspects)
{
    double doubt[100], last = -HUGE_VAL;
    for (uint32_t n_wrong = 0; n_wrong <= 20; n_wrong += 10) {
        for (uint32_t d = 0; d < 100; d++)
            doubt[d] = d < n_wrong ? 8 : -HUGE_VAL;
        double prior = doubt_prior(doubt, 100), share = 1 / (1 + exp(-prior));
        CHECK(fabs(share - n_wrong / 100.) < .02);
        CHECK(prior > last);
        last = prior;
    }
}

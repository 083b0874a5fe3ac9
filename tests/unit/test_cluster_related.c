/* SPDX-License-Identifier: MIT */
/* Whether kin's titles name a title's topic in another form. */
#include "cluster/related.h"

#include "cluster/doubt.h"

#include "harness.h"
#include "ref/plain_speller.h"
#include "ref/small_texts.h"

#define BODY "what they all say"

enum { N = 20 };

/* Titles of one topic, four times; no body tells anything. */
static const char *const texts[N][2] = {
    { "Railway Company Report", BODY },        { "Northern Railways Review", BODY },
    { "Rail Franchise Review", BODY },         { "Eastern Railways Report", BODY },
    { "Information Technology Report", BODY }, { "IT Department Review", BODY },
    { "IT Service Report", BODY },             { "Support of IT Review", BODY },
    { "Dairies Report", BODY },                { "Dairy Cooperative Reports", BODY },
    { "Dairy Farms Reports", BODY },           { "Western Dairy Reports", BODY },
    { "Orchestra Report", BODY },              { "Police Force Review", BODY },
    { "Housing Trust Reports", BODY },         { "Museum Review", BODY },
    { "HTD Report", BODY },                    { "Housing Tribunal Reports", BODY },
    { "HXD Review", BODY },                    { "Lending Kiosk Reports", BODY },
};

/* *related: of d, whose kin are these three. */
static void ask(uint32_t d, const uint32_t kin_doc[3], const bool *mute, double *related)
{
    struct small_text text[N];
    struct titled doc[N];
    struct terms t;
    struct kin kin[N * KINDRED] = { 0 };
    uint32_t group_of[N], n_kin[N] = { 0 };
    struct standing out[N] = { 0 };
    small_texts_make(text, doc, texts, N);
    for (uint32_t i = 0; i < N; i++)
        group_of[i] = i;
    for (uint32_t i = 0; i < 3; i++)
        kin[d * KINDRED + i] = (struct kin){ kin_doc[i], .5f };
    n_kin[d] = 3;
    CHECK(terms_make(doc, N, group_of, 1, &t, NULL) == CRIB_OK);
    struct kindred kindred = { .kin = kin, .n = n_kin };
    CHECK(related_find(doc, &t, &kindred, plain_speller(), mute, &d, 1, 1, out, NULL) == CRIB_OK);
    *related = out[d].related;
    terms_done(&t);
    small_texts_done(text, N);
}

static double related_to(uint32_t d, uint32_t a, uint32_t b, uint32_t c)
{
    static const bool none[N];
    double related;
    ask(d, (uint32_t[]){ a, b, c }, none, &related);
    return related;
}

TEST(related_are_words_that_begin_alike)
{
    CHECK(related_to(0, 1, 2, 3) > .2); /* Railway: Railways, Rail */
    CHECK(related_to(1, 0, 2, 3) > .2);
    CHECK(related_to(8, 9, 10, 11) > .2); /* Dairies: Dairy */
}

TEST(related_are_capitals_and_the_words_that_they_stand_for)
{
    CHECK(related_to(4, 5, 6, 7) > .2);
    CHECK(related_to(5, 4, 4, 4) > .2);
    CHECK(related_to(4, 5, 13, 14) < related_to(4, 5, 6, 7)); /* the more kin the more */
}

/* What the D is of is not said: a department, or a division. */
TEST(related_are_three_capitals_of_which_the_last_is_left_over)
{
    CHECK(related_to(16, 14, 17, 14) > .2);
    CHECK(related_to(18, 14, 17, 14) < .1);
    CHECK(related_to(16, 19, 15, 12) < .1);
}

TEST(related_are_not_strangers_nor_those_who_have_a_form_in_common)
{
    CHECK(related_to(12, 1, 2, 3) == 0);
    CHECK(related_to(12, 9, 10, 11) < .1); /* Report: Reports, as everybody's */
    CHECK(related_to(13, 12, 14, 15) == 0);
}

TEST(related_titles_that_are_doubted_themselves_have_no_say)
{
    bool mute[N] = { false };
    double related;
    mute[1] = mute[2] = mute[3] = true;
    ask(0, (uint32_t[]){ 1, 2, 3 }, mute, &related);
    CHECK(related == 0);
}

TEST(related_titles_of_kin_make_a_title_at_home)
{
    struct usual usual = { .telling = true, .shared = .4, .weight = 1, .kin = .1, .best = .1, .length = 1, .formal = .1, .like = .1 };
    struct standing s = { .other = .4, .other_doc = 3 };
    CHECK(clues_tell(&s, 1, &usual) && !is_at_home(&s, &usual));
    s.related = .3;
    CHECK(!clues_tell(&s, 1, &usual) && is_at_home(&s, &usual));
}

/* SPDX-License-Identifier: MIT */
/* Conditions on attributes: what is one, and what meets it. */
#include "core/base.h"

#include "engine/where.h"
#include "harness.h"

static int parse(const char *text, struct arena *a, struct where *w) { return where_parse(text, a, w, NULL); }

TEST(where_reads_the_name_the_sign_and_the_value)
{
    static const struct { const char *text, *name, *value; enum where_operator op; } cases[] = {
        { "office=市水务局", "office", "市水务局", WHERE_EQUAL }, { "a!=b", "a", "b", WHERE_NOT },
        { "year>=2022", "year", "2022", WHERE_AT_LEAST }, { "year<=2022", "year", "2022", WHERE_AT_MOST },
        { "n<3", "n", "3", WHERE_LESS }, { "n>-3.5", "n", "-3.5", WHERE_MORE },
        { "a==b", "a", "=b", WHERE_EQUAL }, { "a=b!=c", "a", "b!=c", WHERE_EQUAL }, { "a!b=c", "a!b", "c", WHERE_EQUAL } };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct where w;
        CHECK_I64(parse(cases[i].text, &a, &w), CRIB_OK);
        CHECK_STR(w.name, cases[i].name);
        CHECK_STR(w.value, cases[i].value);
        CHECK_I64(w.op, cases[i].op);
    }
    arena_done(&a);
}

TEST(where_refuses_what_is_no_condition_and_what_makes_no_sense)
{
    static const char *const wrong[] = { "", "year", "=3", "year=", "!=3", ">=3", "year>", "year!=", "year>=", "year!3",
                                         "office<市水务局", "n>=1e3", "n<1.2345678", "n<9999999999999", "d>2023-13", "n<--3" };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct where w;
        CHECK_I64(parse(wrong[i], &a, &w), CRIB_E_ARG);
    }
    arena_done(&a);
}

TEST(where_compares_numbers_as_numbers_dates_as_dates_and_texts_for_being_the_same)
{
    static const struct { const char *condition, *yes, *no; } cases[] = {
        { "n=7", "7 07 7.0", "70 -7 seven" }, { "n<10", "9 -100 9.999999", "10 11 nine" },
        { "n>=2.5", "2.5 10", "2.499999" }, { "n!=7", "8 seven", "7 007" },
        { "t=07", "7", "x" }, { "t=a7", "a7", "a07 A7" }, { "t!=a", "b 1", "a" },
        { "year>=2022", "2022 2023 2023-01-05 2022年1月 2022/3", "2021 2021-12-31 x" },
        { "d<2022", "2021 2021-12-31", "2022 2022-01-01" },
        { "d<=2022", "2022 2022-12-31", "2023-01-01" },
        { "d=2022-03", "2022-03-31 2022年3月 2022/03", "2022-04-01 2022 2022-13" },
        { "d>2022-03-05", "2022-03-06 2022-04 2023", "2022-03-05 2022-03 2022 2022-02" },
        { "d<2022年3月5日", "2022-03-04 2021", "2022-03 2022" },
        { "d!=2022-03", "2022-04 2022 x", "2022-03-01" } };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct where w;
        CHECK_I64(parse(cases[i].condition, &a, &w), CRIB_OK);
        for (int yes = 0; yes < 2; yes++) {
            const char *p = yes ? cases[i].yes : cases[i].no;
            while (*p) {
                size_t n = strcspn(p, " ");
                const char *value = arena_strndup(&a, p, n);
                bool compared;
                if (where_holds(&w, value, &compared) != (yes != 0))
                    CHECK_STR(value, cases[i].condition);
                p += n + (p[n] == ' ');
            }
        }
    }
    arena_done(&a);
}

TEST(where_says_whether_two_values_can_be_compared_at_all)
{
    struct arena a;
    struct where w;
    bool compared;
    arena_init(&a);
    CHECK_I64(parse("n<5", &a, &w), CRIB_OK);
    CHECK(!where_holds(&w, "many", &compared) && !compared);
    CHECK(where_holds(&w, "4", &compared) && compared);
    CHECK(!where_holds(&w, "2022-05-01", &compared) && !compared); /* 5 is no year */
    CHECK_I64(parse("d>2022-03", &a, &w), CRIB_OK);
    CHECK(!where_holds(&w, "2022", &compared) && compared);        /* vague, but a date */
    arena_done(&a);
}

/* SPDX-License-Identifier: MIT */
/* Input made to be slow: four times the text takes less than eight times the
 * time, and the number of records does not grow with the square. */
#include "ref/engine_check.h"

#include <time.h>

enum {
    SHRINK = TEST_SANITIZED ? 10 : 1,
    CHECKED = 3000 /* the check looks at every unit of every passage: minutes, under a sanitizer, for more */
};

/* Fills one or two texts of size n; returns how many. */
typedef size_t writer(struct draft *text, size_t n);

static double seconds_of(writer *write, size_t n, size_t *n_passages)
{
    struct draft text[2] = { 0 };
    size_t n_texts = write(text, n);
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    crib_result *r = scan_texts(text, n_texts, NULL);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    if (r && n < CHECKED)
        check_result(r);
    *n_passages = r ? crib_result_n_passages(r) : 0;
    crib_result_free(r);
    draft_done(&text[0]);
    draft_done(&text[1]);
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) * 1e-9;
}

static double min_double(double a, double b) { return a < b ? a : b; }

/* The smaller size is timed twice: what else runs on the machine only adds. */
static void grows_linearly(writer *write, size_t n, size_t most_passages)
{
    n /= SHRINK;
    size_t few, many;
    double small = seconds_of(write, n / 4, &few);
    small = min_double(small, seconds_of(write, n / 4, &few));
    double large = seconds_of(write, n, &many);
    if (large >= 8 * small + 0.2)
        large = min_double(large, seconds_of(write, n, &many));
    CHECK(large < 8 * small + 0.2);
    CHECK(many <= most_passages || many <= 6 * few);
    if (test_failing())
        printf("%zu: %.3f s, %zu passages; %zu: %.3f s, %zu passages\n", n / 4, small, few, n, large, many);
}

static size_t one_character(struct draft *text, size_t n)
{
    while (text[0].n < n * 3)
        draft_say(&text[0], "溪");
    return 1;
}

static size_t equal_lines(struct draft *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        draft_say(&text[0], "全区共投入资金修缮临海路段的护栏。\n");
    return 1;
}

static size_t equal_lines_twice(struct draft *text, size_t n)
{
    equal_lines(&text[0], n);
    equal_lines(&text[1], n);
    return 2;
}

static size_t lines_with_a_phrase(struct draft *text, size_t n)
{
    uint64_t rng = 3;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < 10; k++)
            draft_code(&text[0], 0x6000 + (uint32_t)(test_random(&rng) % 0x1000));
        draft_say(&text[0], "全区共投入资金修缮临海路段的护栏安排巡查人员若干名发现隐患上报");
        for (size_t k = 0; k < 10; k++)
            draft_code(&text[0], 0x6000 + (uint32_t)(test_random(&rng) % 0x1000));
        draft_say(&text[0], "。\n");
    }
    return 1;
}

static size_t end_to_end(struct draft *text, size_t n)
{
    uint64_t rng = 4;
    draft_report(&text[0], n, &rng);
    struct draft copy = { 0 };
    draft_put(&copy, text[0].p, text[0].n);
    draft_put(&text[0], copy.p, copy.n);
    draft_done(&copy);
    return 1;
}

static size_t short_period_with_faults(struct draft *text, size_t n)
{
    uint64_t rng = 5;
    for (size_t i = 0; i < n; i++) {
        draft_say(&text[0], (const char *[]){ "溪", "水", "林", "场", "道", "路", "养" }[i % 7]);
        if (test_random(&rng) % 200 == 0)
            draft_code(&text[0], 0x6000 + (uint32_t)(test_random(&rng) % 0x1000));
    }
    return 1;
}

static size_t two_words(struct draft *text, size_t n)
{
    uint64_t rng = 6;
    for (size_t i = 0; i < n; i++)
        draft_say(&text[0], test_random(&rng) & 1 ? "la " : "lo ");
    return 1;
}

TEST(engine_one_character_filling_a_file_takes_linear_time) { grows_linearly(one_character, 1000000, 10); }
TEST(engine_equal_lines_take_linear_time) { grows_linearly(equal_lines, 200000, 10); }
TEST(engine_two_files_of_equal_lines_take_linear_time) { grows_linearly(equal_lines_twice, 400000, 100); }
TEST(engine_a_phrase_in_every_line_takes_linear_time)
{
    grows_linearly(lines_with_a_phrase, TEST_SANITIZED ? 40000 : 100000, 100000); /* minutes, with threads watched, for more */
}
TEST(engine_a_text_twice_end_to_end_takes_linear_time) { grows_linearly(end_to_end, 400000, 10); }
TEST(engine_a_short_period_with_faults_takes_linear_time) { grows_linearly(short_period_with_faults, 200000, 100); }
TEST(engine_two_words_at_random_take_linear_time) { grows_linearly(two_words, 100000, 100); }

TEST(engine_a_text_twice_end_to_end_is_one_passage)
{
    struct draft text[2] = { 0 };
    end_to_end(text, 5000);
    crib_result *r = scan_texts(text, 1, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    crib_result_free(r);
    draft_done(&text[0]);
}

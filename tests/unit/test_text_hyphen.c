/* SPDX-License-Identifier: MIT */
/* Words that the end of a line cut in two. */
#include "text/hyphen.h"

#include "harness.h"
#include "text/fold.h"

/* The row of two lines, as a document's rows are made. */
static void fold_two(const char *text, struct units *row)
{
    uint32_t n = (uint32_t)strlen(text), line = (uint32_t)(strchr(text, '\n') - text);
    units_init(row);
    CHECK(fold_run(text, (struct txt_span){ 0, line }, 0, row, NULL) == CRIB_OK);
    uint32_t first = row->n;
    CHECK(fold_run(text, (struct txt_span){ line + 1, n }, 0, row, NULL) == CRIB_OK);
    CHECK(hyphen_join(text, line, line + 1, first, row, NULL) == CRIB_OK);
}

static bool same_units(const char *two_lines, const char *want)
{
    struct units row, ref;
    fold_two(two_lines, &row);
    units_init(&ref);
    CHECK(fold_run(want, (struct txt_span){ 0, (uint32_t)strlen(want) }, 0, &ref, NULL) == CRIB_OK);
    bool same = row.n == ref.n;
    for (uint32_t i = 0; same && i < row.n; i++)
        same = row.exact[i] == ref.exact[i] && row.code[i] == ref.code[i] && row.kind[i] == ref.kind[i];
    for (uint32_t i = 0; i < row.n; i++)
        CHECK(row.beg[i] < row.end[i] && (i == 0 || row.end[i - 1] <= row.beg[i]));
    units_done(&row);
    units_done(&ref);
    return same;
}

TEST(hyphen_at_a_line_end_is_taken_out_of_the_word)
{
    static const char *const cut[][2] = {
        { "the harb-\nour master left", "the harbour master left" },
        { "Die Gefäng-\nniswerkstatt bindet", "Die Gefängniswerkstatt bindet" },
        { "в библио-\nтеке города", "в библиотеке города" },
        { "the harb-  \r\n   our master", "the harbour master" },
        { "the harb\xE2\x80\x90\nour master", "the harbour master" },
        { "the harb\xC2\xAC\nour master", "the harbour master" },
        { "l'ex-\npérience", "l'expérience" },
    };
    for (size_t i = 0; i < COUNT_OF(cut); i++)
        if (!same_units(cut[i][0], cut[i][1]))
            test_check(false, __FILE__, __LINE__, cut[i][0]);
}

TEST(hyphen_that_cuts_no_word_stays)
{
    static const char *const whole[][2] = {
        { "Nord-\nSüd", "Nord Süd" },           { "an e-\nmail", "an e mail" },
        { "COVID-\n19 cases", "COVID 19 cases" }, { "1914-\nbis heute", "1914 bis heute" },
        { "the end -\nor not", "the end or not" }, { "well--\nso be it", "well so be it" },
        { "the harb-\n- our master", "the harb our master" }, { "林区-\n管理", "林区管理" },
        { "the harbour\nmaster", "the harbour master" }, { "-\nour", "our" }, { "harb-\n", "harb" },
        { "PDF-\ndocument", "PDF document" },
    };
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        if (!same_units(whole[i][0], whole[i][1]))
            test_check(false, __FILE__, __LINE__, whole[i][0]);
}

TEST(hyphen_joined_word_stands_where_both_its_parts_stand)
{
    struct units row;
    fold_two("the harb-\nour master", &row);
    CHECK_U64(row.n, 3);
    CHECK_U64(row.beg[1], 4);
    CHECK_U64(row.end[1], 13);
    CHECK_U64(row.beg[2], 14);
    units_done(&row);
}

TEST(hyphen_survives_every_refused_allocation)
{
    const char *text = "the harb-\nour master";
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && !test_failing(); nth++) {
        struct units row;
        units_init(&row);
        CHECK(fold_run(text, (struct txt_span){ 0, 9 }, 0, &row, NULL) == CRIB_OK);
        CHECK(fold_run(text, (struct txt_span){ 10, 20 }, 0, &row, NULL) == CRIB_OK);
        mem_refuse_from(nth);
        rc = hyphen_join(text, 9, 10, 2, &row, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK_U64(row.n, rc == CRIB_OK ? 3 : 4);
        units_done(&row);
        CHECK_U64(mem_live(), live);
    }
}

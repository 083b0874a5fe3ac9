/* SPDX-License-Identifier: MIT */
/* Words that the end of a line cut in two, as documents' rows have them. */
#include "text/hyphen.h"

#include "engine/rows.h"
#include "harness.h"
#include "text/fold.h"
#include "tools/segment_member.h"

/* The row of a document with such lines below its title. */
static void rows_of(const char *lines, bool markdown, struct units *row)
{
    char text[1024];
    struct member m;
    struct segmented seg;
    struct complaints c;
    struct segment_options o = { .mode = SEGMENT_FILE };
    snprintf(text, sizeof text, "Report of the year\n\nIt begins here and goes on as follows.\n\n%s\n", lines);
    complaints_init(&c);
    units_init(row);
    CHECK(simple_member(text, strlen(text), markdown, &m));
    CHECK(segment(&m, &o, &seg, &c, NULL) == CRIB_OK && seg.n_doc == 1);
    CHECK(rows_fold(&m, &seg.doc[0], row, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < row->n; i++)
        CHECK(row->beg[i] < row->end[i] && (i == 0 || row->end[i - 1] <= row->beg[i]));
    segmented_done(&seg);
    complaints_done(&c);
    simple_member_done(&m);
}

static bool same_rows(const char *lines, const char *want, bool markdown)
{
    struct units row, ref;
    rows_of(lines, markdown, &row);
    rows_of(want, markdown, &ref);
    bool same = row.n == ref.n && row.marks == ref.marks;
    for (uint32_t i = 0; same && i < row.n; i++)
        same = row.exact[i] == ref.exact[i] && row.code[i] == ref.code[i] && row.kind[i] == ref.kind[i];
    units_done(&row);
    units_done(&ref);
    return same;
}

static void all_same(const char *const (*of)[2], size_t n, bool markdown)
{
    for (size_t i = 0; i < n; i++)
        if (!same_rows(of[i][0], of[i][1], markdown))
            test_check(false, __FILE__, __LINE__, of[i][0]);
}

TEST(hyphen_at_a_line_end_is_taken_out_of_the_word)
{
    static const char *const cut[][2] = {
        { "the harb-\nour master left", "the harbour master left" },
        { "Die Gefäng-\nniswerkstatt bindet", "Die Gefängniswerkstatt bindet" },
        { "в библио-\nтеке города", "в библиотеке города" },
        { "the harb-  \n   our master", "the harbour master" },
        { "the harb\xE2\x80\x90\nour master", "the harbour master" },
        { "the harb\xC2\xAC\nour master", "the harbour master" },
        { "l'ex-\npérience", "l'expérience" },
        { "eine lange Stra-\nße", "eine lange Straße" },
        { "an inter-\nnatio-\nnal harbour", "an international harbour" },
    };
    all_same(cut, COUNT_OF(cut), false);
}

/* What a row knows of its accents, too. */
TEST(hyphen_leaves_the_row_as_if_it_had_not_been_there)
{
    static const char *const cut[][2] = {
        { "l'hôtel à la dis-\ncussão é já feita", "l'hôtel à la discussão é já feita" },
        { "é muni-\ncipal à côté", "é municipal à côté" },
        { "réso-\nlution très libé-\nrale à côté", "résolution très libérale à côté" },
    };
    all_same(cut, COUNT_OF(cut), false);
}

TEST(hyphen_that_cuts_no_word_stays)
{
    static const char *const whole[][2] = {
        { "aus Nord-\nSüd", "aus Nord Süd" },           { "an e-\nmail", "an e mail" },
        { "COVID-\n19 cases", "COVID 19 cases" },       { "1914-\nbis heute", "1914 bis heute" },
        { "the end -\nor not", "the end or not" },      { "well--\nso be it", "well so be it" },
        { "林区-\n管理", "林区管理" },                  { "the harbour\nmaster", "the harbour master" },
        { "the PDF-\ndocument", "the PDF document" },   { "Vor-\nund Nachteile", "Vor und Nachteile" },
        { "the harb-\n\nour master", "the harb\n\nour master" },
    };
    all_same(whole, COUNT_OF(whole), false);
    static const char *const items[][2] = { { "- for pre-\n- post", "- for pre\n- post" } };
    all_same(items, COUNT_OF(items), true);
}

TEST(hyphen_joined_word_stands_where_both_its_parts_stand)
{
    static const char text[] = "the harb-\nour master";
    struct units row;
    struct token t;
    units_init(&row);
    CHECK(fold_run(text, (struct txt_span){ 0, 9 }, 0, &row, NULL) == CRIB_OK);
    CHECK(hyphen_between(text, &row, 9, (struct txt_span){ 10, 20 }, &t, NULL) == CRIB_OK);
    CHECK(t.beg == 4 && t.end == 13 && t.kind == UNIT_WORD);
    CHECK(hyphen_between(text, &row, 9, (struct txt_span){ 14, 20 }, &t, NULL) == CRIB_OK);
    CHECK(t.beg == 4 && t.end == 20);
    CHECK(hyphen_between(text, &row, 8, (struct txt_span){ 10, 20 }, &t, NULL) == CRIB_OK);
    CHECK(t.beg == t.end);
    units_done(&row);
}

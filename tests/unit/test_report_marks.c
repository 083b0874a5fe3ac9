/* SPDX-License-Identifier: MIT */
/* The report for people: how it marks the differences of a passage inside its
 * text. */
#include "core/base.h"

#include "core/mem.h"
#include "harness.h"
#include "test_report_fixture.h"

/* A pair of one passage over the two halves of a text. */
static void one_passage(struct fixture *f, const char *text, size_t half)
{
    *f = (struct fixture){ 0 };
    uint32_t s = fixture_source(f, "x.txt", text);
    f->source[s].n_documents = 2;
    f->n_documents = 2;
    f->n_pairs = f->n_passages = 1;
    for (uint32_t d = 0; d < 2; d++)
        f->document[d] = (struct crib_document){ .source = s, .title = "", .ordinal = d + 1 };
    f->passage[0] = (struct crib_passage){ .a = { .doc = 0, .bytes = { 0, half }, .section = "" },
                                           .b = { .doc = 1, .bytes = { half, strlen(text) }, .section = "" },
                                           .edit = f->edit };
    f->pair[0] = (struct crib_pair){ .a = 0, .b = 1, .units_a = 1, .units_b = 1 };
}

static void add_edit(struct fixture *f, enum crib_change kind, struct crib_span a, struct crib_span b)
{
    f->edit[f->passage[0].n_edits++] = (struct crib_edit){ kind, a, b };
}

TEST(report_text_marks_differences_inside_the_text)
{
    static struct fixture f;
    const char *text = "one two three four;one 2 three and four";
    one_passage(&f, text, 19);
    add_edit(&f, CRIB_CHANGE_REPLACED, (struct crib_span){ 4, 7 }, (struct crib_span){ 23, 24 });
    add_edit(&f, CRIB_CHANGE_INSERTED, (struct crib_span){ 13, 13 }, (struct crib_span){ 30, 34 });
    add_edit(&f, CRIB_CHANGE_DELETED, (struct crib_span){ 18, 19 }, (struct crib_span){ 39, 39 });
    char *got = in_english(&f);
    check_says(got, "\n      one [-two-]{+2+} three{+ and+} four[-;-]\n");
    mem_free(got);
}

TEST(report_text_shows_moved_text_once_and_skips_what_lies_in_it)
{
    static struct fixture f;
    one_passage(&f, "aaaa bbbb cccc bbbb aaaa cccc", 15);
    add_edit(&f, CRIB_CHANGE_MOVED, (struct crib_span){ 5, 9 }, (struct crib_span){ 15, 19 });
    add_edit(&f, CRIB_CHANGE_CASE, (struct crib_span){ 6, 7 }, (struct crib_span){ 16, 17 });
    add_edit(&f, CRIB_CHANGE_REPLACED, (struct crib_span){ 7, 8 }, (struct crib_span){ 17, 18 });
    char *got = in_english(&f);
    check_says(got, "\n      aaaa [~bbbb~] cccc\n");
    mem_free(got);
}

TEST(report_text_leaves_folded_differences_to_their_counts)
{
    static struct fixture f;
    one_passage(&f, "国内國內", 6);
    add_edit(&f, CRIB_CHANGE_SCRIPT, (struct crib_span){ 0, 3 }, (struct crib_span){ 6, 9 });
    f.passage[0].changes[CRIB_CHANGE_SCRIPT] = 1;
    char *got = in_english(&f);
    check_says(got, "\n      国内\n");
    mem_free(got);
}

TEST(report_text_shortens_long_equal_stretches)
{
    static struct fixture f;
    static char text[2001];
    memset(text, 'x', 2000);
    for (size_t i = 9; i < 2000; i += 10)
        text[i] = ' ';
    memcpy(text + 500, "HERE", 4);
    memcpy(text + 1500, "THERE", 5);
    one_passage(&f, text, 1000);
    add_edit(&f, CRIB_CHANGE_REPLACED, (struct crib_span){ 500, 504 }, (struct crib_span){ 1500, 1505 });
    char *got = in_english(&f);
    check_says(got, "[-HERE-]{+THERE+}");
    const char *first = strstr(got, "[… 420 characters …]"); /* 500 before it, 40 shown at either end */
    CHECK(first && strstr(first + 1, "[… 420 characters …]")); /* 496 after it, the cuts moved to spare words */
    mem_free(got);
}

TEST(report_text_shortens_between_words)
{
    static struct fixture f;
    static char text[1001];
    for (size_t i = 0; i < 500; i++)
        text[i] = text[500 + i] = "abcdefg "[i % 8];
    one_passage(&f, text, 500);
    char *got = in_english(&f);
    check_says(got, "abcdefg [… ");
    check_says(got, "…] abcdefg");
    mem_free(got);
}

TEST(report_text_stops_marking_after_a_hundred_differences)
{
    static struct fixture f;
    static struct crib_edit edit[150];
    static char text[601];
    memset(text, 'x', 600);
    one_passage(&f, text, 300);
    for (size_t i = 0; i < COUNT_OF(edit); i++)
        edit[i] = (struct crib_edit){ CRIB_CHANGE_REPLACED, { 2 * i, 2 * i + 1 }, { 300 + 2 * i, 300 + 2 * i + 1 } };
    f.passage[0].edit = edit;
    f.passage[0].n_edits = COUNT_OF(edit);
    char *got = in_english(&f);
    check_says(got, "[… 50 more differences …]");
    mem_free(got);
}

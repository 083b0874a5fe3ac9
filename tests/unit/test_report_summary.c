/* SPDX-License-Identifier: MIT */
/* Substitutions with counts, against counting by hand. */
#include "core/base.h"

#include "core/mem.h"
#include "harness.h"
#include "report/summary.h"
#include "test_report_fixture.h"

static bool is(struct stretch s, const char *word) { return s.n == strlen(word) && memcmp(s.s, word, s.n) == 0; }

TEST(report_summary_folds_edits_into_substitutions)
{
    static struct fixture f;
    struct summary s;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    CHECK(summary_make(&v, 0, 2, &s, NULL) == CRIB_OK);
    CHECK_U64(s.n, 1);
    CHECK(is(s.item[0].from, "青溪") && is(s.item[0].to, "XX"));
    CHECK_U64(s.item[0].count, 3);
    CHECK_U64(s.figures_redacted, 2);
    CHECK_U64(s.n_passages, 1);
    summary_done(&s);
}

TEST(report_summary_turns_round_with_its_documents)
{
    static struct fixture f;
    struct summary s;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    CHECK(summary_make(&v, 2, 0, &s, NULL) == CRIB_OK);
    CHECK_U64(s.n, 1);
    CHECK(is(s.item[0].from, "XX") && is(s.item[0].to, "青溪"));
    CHECK_U64(s.figures_redacted, 2);
    summary_done(&s);
}

TEST(report_summary_leaves_formulas_out)
{
    static struct fixture f;
    struct summary s;
    fixture_collection(&f);
    f.passage[0].role = CRIB_ROLE_FORMULA;
    struct view v = fixture_view(&f);
    CHECK(summary_make(&v, 0, 2, &s, NULL) == CRIB_OK);
    CHECK_U64(s.n, 0);
    CHECK_U64(s.n_passages, 0);
    summary_done(&s);
}

TEST(report_summary_counts_what_stands_on_one_side_only)
{
    static struct fixture f;
    struct summary s;
    fixture_collection(&f);
    f.edit[0].kind = CRIB_CHANGE_DELETED;
    f.edit[0].b.end = f.edit[0].b.beg;
    f.edit[1].kind = CRIB_CHANGE_INSERTED;
    f.edit[1].a.end = f.edit[1].a.beg;
    struct view v = fixture_view(&f);
    CHECK(summary_make(&v, 0, 2, &s, NULL) == CRIB_OK);
    CHECK_U64(s.only_from, 1);
    CHECK_U64(s.only_from_chars, 2);
    CHECK_U64(s.only_to, 1);
    CHECK_U64(s.only_to_chars, 2);
    summary_done(&s);
}

/* Random two-letter words on both sides; the twin counts in a square table. */
TEST(report_summary_agrees_with_counting_in_a_table)
{
    enum { WORDS = 400 };
    static struct fixture f;
    static struct crib_edit edit[WORDS];
    static char text[2 * WORDS + 1];
    uint64_t seed = 21;
    for (int round = 0; round < 40 && !test_failing(); round++) {
        uint64_t table[9][9] = { { 0 } }, distinct = 0;
        struct crib_passage *p = &f.passage[0];
        f = (struct fixture){ .text = { text }, .n_documents = 2, .n_sources = 1, .n_passages = 1 };
        for (size_t i = 0; i < WORDS; i++) {
            unsigned a = (unsigned)(test_random(&seed) % 9), b = (unsigned)(test_random(&seed) % (round % 9 + 1));
            text[2 * i] = (char)('a' + a);
            text[2 * i + 1] = (char)('A' + b);
            distinct += table[a][b]++ == 0;
            edit[i] = (struct crib_edit){ CRIB_CHANGE_REPLACED, { 2 * i, 2 * i + 1 }, { 2 * i + 1, 2 * i + 2 } };
        }
        *p = (struct crib_passage){ .a.doc = 0, .b.doc = 1, .edit = edit, .n_edits = WORDS };
        struct view v = fixture_view(&f);
        struct summary s;
        CHECK(summary_make(&v, 0, 1, &s, NULL) == CRIB_OK);
        CHECK_U64(s.n, distinct);
        for (size_t i = 0; i < s.n; i++) {
            CHECK_U64(s.item[i].count, table[s.item[i].from.s[0] - 'a'][s.item[i].to.s[0] - 'A']);
            CHECK(i == 0 || s.item[i - 1].count > s.item[i].count ||
                  (s.item[i - 1].count == s.item[i].count && s.item[i - 1].first < s.item[i].first));
        }
        summary_done(&s);
    }
}

TEST(report_summary_keeps_to_its_limit_and_counts_the_rest)
{
    enum { EDITS = SUBSTITUTIONS_MOST + 100 };
    static struct fixture f;
    static struct crib_edit edit[EDITS];
    static char text[5 * EDITS + 1];
    struct summary s;
    f = (struct fixture){ .text = { text }, .n_documents = 2, .n_sources = 1, .n_passages = 1 };
    for (size_t i = 0; i < EDITS; i++) {
        snprintf(text + 5 * i, 6, "x%04zu", i);
        edit[i] = (struct crib_edit){ CRIB_CHANGE_REPLACED, { 5 * i, 5 * i + 5 }, { 0, 1 } };
    }
    f.passage[0] = (struct crib_passage){ .b.doc = 1, .edit = edit, .n_edits = EDITS };
    struct view v = fixture_view(&f);
    CHECK(summary_make(&v, 0, 1, &s, NULL) == CRIB_OK);
    CHECK_U64(s.n, SUBSTITUTIONS_MOST);
    CHECK_U64(s.beyond, 100);
    summary_done(&s);
}

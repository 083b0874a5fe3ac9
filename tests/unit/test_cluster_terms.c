/* SPDX-License-Identifier: MIT */
/* Which terms titles have, where it is known what their words are. */
#include "cluster/terms.h"

#include "harness.h"
#include "text/fold.h"
#include "text/titlewords.h"

enum { MOST = 8, UNITS = 64, SHOWN = 256 };

struct title_row { struct units units; uint8_t word[UNITS]; };

static void fold(const char *text, struct units *out)
{
    units_init(out);
    CHECK(fold_run(text, (struct txt_span){ 0, (uint32_t)strlen(text) }, 0, out, NULL) == CRIB_OK);
    CHECK(out->n < UNITS);
}

/* The terms of each title as they are written, apart by spaces; titles are ended by |. */
static void terms_of(const char *const *titles, uint32_t n, bool known, char *out)
{
    static struct title_row row[MOST];
    struct units body;
    struct titled doc[MOST];
    struct titlewords words;
    struct terms t;
    uint32_t group_of[MOST];
    char *end = out;
    fold("nothing", &body);
    CHECK(titlewords_init(&words, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < n; d++) {
        fold(titles[d], &row[d].units);
        CHECK(titlewords_mark(&words, &row[d].units, row[d].word, NULL) == CRIB_OK);
        doc[d] = (struct titled){ .title = &row[d].units, .title_text = titles[d], .body = &body, .body_text = "nothing",
                                  .title_words = known ? row[d].word : NULL };
        group_of[d] = d;
    }
    CHECK(terms_make(doc, n, group_of, 1, &t, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < n; d++) {
        const struct title *x = t.title_of[d] == UINT32_MAX ? NULL : &t.title[t.title_of[d]];
        for (uint32_t k = 0; x && k < x->n_term; k++) {
            uint32_t beg = unit_beg(&row[d].units, x->term[k].at.beg), to = unit_end(&row[d].units, x->term[k].at.end - 1);
            end += snprintf(end, SHOWN - (size_t)(end - out), "%.*s ", (int)(to - beg), titles[d] + beg);
        }
        end += snprintf(end, SHOWN - (size_t)(end - out), "|");
    }
    terms_done(&t);
    titlewords_done(&words);
    units_done(&body);
    for (uint32_t d = 0; d < n; d++)
        units_done(&row[d].units);
}

TEST(terms_are_no_words_that_titles_of_any_subject_have)
{
    static const char *const titles[] = { "Annual Report of the Harbour Committee 2019", "水利局2019年工作总结" };
    char got[SHOWN];
    terms_of(titles, 2, true, got);
    CHECK_STR(got, "Harbour Committee |水利 利局 |");
    terms_of(titles, 2, false, got);
    CHECK_STR(got, "Annual Report of the Harbour Committee |水利 利局 年工 工作 作总 总结 |");
}

TEST(terms_of_a_title_that_might_stand_over_anything_are_none)
{
    static const char *const titles[] = { "Half-year report of the committee, 2019", "上半年工作小结及下半年打算", "2019",
                                          "Draft for comments", "会议材料" };
    char got[SHOWN];
    terms_of(titles, 5, true, got);
    CHECK_STR(got, "|||||");
}

/* A board is what a document may be about. */
TEST(terms_are_usual_words_beside_what_a_title_names_and_by_themselves)
{
    static const char *const titles[] = { "The board", "Notes on harbour work", "X370 report" };
    char got[SHOWN];
    terms_of(titles, 3, true, got);
    CHECK_STR(got, "board |Notes harbour work |X370 |");
}

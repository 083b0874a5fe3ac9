/* SPDX-License-Identifier: MIT */
/* Columns, line ends, and what is shown escaped. */
#include "core/base.h"

#include "core/mem.h"
#include "core/utf8.h"
#include "harness.h"
#include "core/harmless.h"
#include "report/layout.h"
#include "report/width.h"
#include "test_report_fixture.h"

#define WIDTH(s, zh) width_of_text(s, strlen(s), zh)

TEST(report_width_counts_what_a_terminal_shows)
{
    CHECK_U64(WIDTH("", true), 0);
    CHECK_U64(WIDTH("abc", true), 3);
    CHECK_U64(WIDTH("汉字", false), 4);
    CHECK_U64(WIDTH("ｶﾅ", false), 2);     /* half width kana */
    CHECK_U64(WIDTH("１２", false), 4);
    CHECK_U64(WIDTH("e\u0301", false), 1); /* combining acute */
    CHECK_U64(WIDTH("한글", false), 4);
    CHECK_U64(WIDTH("\u1112\u1161\u11ab", false), 2); /* the same syllable in its letters */
    CHECK_U64(WIDTH("ไทย", false), 3);
    CHECK_U64(WIDTH("😀", false), 2);
}

TEST(report_width_of_ambiguous_punctuation_follows_the_language)
{
    CHECK_U64(WIDTH("“”…—", true), 8);
    CHECK_U64(WIDTH("“”…—", false), 4);
    CHECK_U64(WIDTH("αя", true), 2); /* letters stay narrow */
}

TEST(report_width_of_an_escape_is_the_escape)
{
    CHECK_U64(WIDTH("a\u200Bb", false), 10);
}

TEST(report_lines_end_where_a_reader_expects_it)
{
    CHECK(width_may_break(0x6C49, 0x5B57, true));    /* between two characters */
    CHECK(width_may_break('a', 0x5B57, true));
    CHECK(!width_may_break('a', 'b', true));
    CHECK(!width_may_break(0x6C49, 0x3002, true));   /* not before 。 */
    CHECK(!width_may_break(0x6C49, 0xFF0C, true));   /* not before ， */
    CHECK(!width_may_break(0x6C49, 0x201D, true));   /* not before ” */
    CHECK(!width_may_break(0x201C, 0x6C49, true));   /* not after “ */
    CHECK(!width_may_break(0x300A, 0x6C49, true));   /* not after 《 */
    CHECK(width_may_break(0x3002, 0x6C49, true));    /* after 。 */
    CHECK(!width_may_break(0x6C49, 0x0301, true));   /* not before a combining mark */
}

TEST(report_harmful_characters_are_controls_bidi_and_invisible_ones)
{
    static const uint32_t bad[] = { 0, 7, 9, 10, 27, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200D, 0x200E, 0x202A,
                                    0x202E, 0x2028, 0x2066, 0x2069, 0x3164, 0xFEFF, 0xFFF9, 0xE0041 };
    static const uint32_t good[] = { ' ', '~', 0xA0, 0xE9, 0x301, 0x2014, 0x3000, 0x4E00, 0xFE0F, 0xFFFD, 0x1F600,
                                     0x20000, 0xE0100 };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        CHECK(harmful(bad[i]));
    for (size_t i = 0; i < COUNT_OF(good); i++)
        CHECK(!harmful(good[i]));
}

TEST(report_joiners_are_shown_as_they_are_where_a_script_uses_them)
{
    static const struct { const char *text; bool ordinary; } c[] = {
        { "می\u200Cشود", true },         /* Persian */
        { "क्\u200Dष", true },           /* Devanagari */
        { "👩\u200D💻", true },
        { "❤\uFE0F\u200D🔥", true },
        { "汉\u200D字", false },
        { "ab\u200Ccd", false },
        { "👩\u200C💻", false },          /* no joiner of emoji */
        { "\u200Dشود", false },
        { "می\u200C", false },
    };
    for (size_t k = 0; k < COUNT_OF(c); k++) {
        bool escaped = false, escape;
        for (size_t i = 0; c[k].text[i];) {
            harmless_next(c[k].text, strlen(c[k].text), &i, &escape);
            escaped |= escape;
        }
        CHECK(escaped == !c[k].ordinary);
    }
}

TEST(report_escape_names_the_code_point)
{
    char out[HARMLESS_ESCAPE + 1];
    CHECK_U64(harmless_escape(0x1B, out), 8);
    CHECK_STR(out, "\\u{001B}");
    harmless_escape(0xE0041, out);
    CHECK_STR(out, "\\u{E0041}");
    CHECK_U64(harmless_escape(UINT32_MAX, out), 10);
}

static int gather(void *arg, const char *bytes, size_t n) { return buf_add(arg, bytes, n, NULL); }

/* One wrapped line, as a string to be mem_free'd. */
static char *wrapped(const char *text, uint32_t columns, bool zh)
{
    struct buf b;
    struct out o;
    struct layout l;
    buf_init(&b, (size_t)1 << 24);
    CHECK(out_init(&o, gather, &b, NULL) == CRIB_OK);
    layout_init(&l, &o, false, zh, columns);
    layout_begin(&l, 2, 4);
    layout_paragraphs(&l, (struct stretch){ text, strlen(text) }, STYLE_PLAIN);
    layout_end(&l);
    CHECK(out_done(&o) == CRIB_OK);
    return buf_take(&b, NULL);
}

static void check_wrapped(const char *text, bool zh, const char *expected)
{
    char *got = wrapped(text, 40, zh);
    CHECK_STR(got, expected);
    mem_free(got);
}

TEST(report_wraps_words_and_characters)
{
    check_wrapped("one two three four five six seven eight nine ten", false,
                  "  one two three four five six seven\n    eight nine ten\n");
    check_wrapped("全市渔政工作会议要求各站所认真贯彻落实，确保完成全年任务。", true,
                  "  全市渔政工作会议要求各站所认真贯彻落\n    实，确保完成全年任务。\n");
    check_wrapped("first\n\n  second\n", false, "  first\n    second\n");
    check_wrapped("\nonly", false, "  only\n");
}

TEST(report_does_not_put_a_comma_at_a_lines_beginning)
{
    /* 19 characters fill the 38 columns left; the comma takes the 19th along. */
    check_wrapped("一二三四五六七八九十一二三四五六七八九，十", true,
                  "  一二三四五六七八九十一二三四五六七八\n    九，十\n");
}

/* No line is wider than the terminal, nothing but white space gets lost. */
TEST(report_wrapped_lines_fit_and_keep_every_character)
{
    static const char *const piece[] = { "汉", "字", "，", "。", "“", "”", "word", "a", " ", "é", "한", "😀", "……", "（",
                                         "）", "longerword", "XX", "12.5%" };
    uint64_t seed = 11;
    for (int round = 0; round < 500 && !test_failing(); round++) {
        char text[2000] = "", kept[2000] = "";
        size_t n = 0, n_kept = 0;
        for (int i = 0; i < 120; i++) {
            const char *p = piece[test_random(&seed) % COUNT_OF(piece)];
            memcpy(text + n, p, strlen(p) + 1);
            n += strlen(p);
        }
        bool zh = round % 2;
        char *got = wrapped(text, 40, zh);
        for (char *line = got, *end; *line; line = end + 1) {
            end = strchr(line, '\n');
            CHECK(width_of_text(line, (size_t)(end - line), zh) <= 40);
            for (char *c = line; c < end; c++)
                if (*c != ' ')
                    kept[n_kept++] = *c;
        }
        size_t bare = 0;
        for (size_t i = 0; i < n; i++)
            if (text[i] != ' ')
                text[bare++] = text[i];
        text[bare] = kept[n_kept] = '\0';
        CHECK_STR(kept, text);
        mem_free(got);
    }
}

TEST(report_cuts_a_word_that_is_wider_than_the_line)
{
    char text[301], *got;
    memset(text, 'x', 300);
    text[300] = '\0';
    got = wrapped(text, 40, false);
    for (char *line = got, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        CHECK(end - line <= 40);
    }
    mem_free(got);
}

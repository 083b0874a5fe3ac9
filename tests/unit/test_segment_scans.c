/* SPDX-License-Identifier: MIT */
/* What is looked at many bytes at once is what is looked at one by one. */
#include "core/utf8.h"
#include "harness.h"
#include "segment/dates.h"
#include "segment/linechars.h"
#include "segment/linekey.h"
#include "segment/linescan.h"
#include "segment/quotemarks.h"

enum { MOST = 300 };

/* Characters at and beside every edge that the loops know of. */
static uint32_t some_point(uint64_t *rng, bool strange)
{
    static const uint32_t edge[] = { '"', ';', '!', '?', ' ', '-', '.', '/', '0', '9', ':', 0x7F, 0x80, 0xAB, 0xBB, 0xC2, 0x660, 0x669,
                                     0x6F0, 0x7FF, 0x800, 0x964, 0x966, 0xE50, 0x1040, 0x10FF, 0x1100, 0x115F, 0x1160,
                                     0x17E0, 0x2017, 0x2018, 0x201C, 0x203A, 0x203B, 0x2E7F, 0x2E80, 0x2FFF, 0x3000, 0x3001,
                                     0x3002, 0x3003, 0x300B, 0x300C, 0x301F, 0x3020, 0x33FF, 0x4DBF, 0x4DC0, 0x4DFF,
                                     0x5E73, 0x5E74, 0x5E75, 0x9FFF, 0xA000, 0xA960, 0xAC00, 0xB144, 0xD7A3, 0xD7B0, 0xE000,
                                     0xF8FF, 0xF900, 0xFAFF, 0xFB00, 0xFE30, 0xFE6F, 0xFEFF, 0xFF00, 0xFF01, 0xFF02, 0xFF0C,
                                     0xFF0F, 0xFF10, 0xFF19, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF60, 0xFF61, 0xFFE0, 0xFFE6, 0xFFE7,
                                     0x1F300, 0x1FAFF, 0x20000, 0x3FFFF, 0x10FFFF };
    uint64_t r = test_random(rng);
    if (strange && r % 4 == 0)
        return edge[(r >> 8) % COUNT_OF(edge)];
    if (r % 16 == 1)
        return (r >> 8) % 3 ? 0xFF0C : ' ';
    return r >> 40 & 1 ? 0x4E00 + (uint32_t)((r >> 8) % 0x5200) : 'a' + (uint32_t)((r >> 8) % 26);
}

/* A text, allocated as long as it is, so that reading past its end is seen. */
static char *some_line(uint64_t *rng, int round, size_t *n)
{
    char line[4 * MOST];
    *n = 0;
    for (size_t k = test_random(rng) % (round % 3 ? 60 : MOST); k > 0; k--)
        *n += utf8_encode(some_point(rng, round % 4 == 0), line + *n);
    if (round % 2)
        *n += utf8_encode(some_point(rng, true), line + *n); /* one odd character, last */
    char *exactly = malloc(*n + !*n);
    memcpy(exactly, line, *n);
    return exactly;
}

TEST(segment_scan_of_a_line_tells_what_its_characters_tell)
{
    uint64_t rng = 23;
    uint32_t n_stops = 0, n_dates = 0, n_neither = 0;
    for (int round = 0; round < 20000 && !test_failing(); round++) {
        size_t n;
        char *line = some_line(&rng, round, &n);
        struct linescan fast = linescan(line, n), plain = linescan_plain(line, n);
        CHECK_U64(fast.width, plain.width);
        CHECK_U64(fast.stops, plain.stops);
        CHECK_U64(fast.dates, plain.dates);
        n_stops += plain.stops;
        n_dates += plain.dates;
        n_neither += !plain.stops && !plain.dates;
        free(line);
    }
    CHECK(n_stops > 1000 && n_dates > 1000 && n_neither > 1000);
}

TEST(segment_scan_counts_columns_and_sees_stops_and_what_may_be_a_date)
{
    static const struct { const char *line; uint32_t width; bool stops, dates; } cases[] = {
        { "", 0, false, false },
        { "abc", 3, false, false },
        { "工作总结。", 10, false, false }, /* at the end it is no inner stop */
        { "工作。总结", 10, true, false },
        { "Stop! And go", 12, true, false },
        { "Stop!And go", 11, false, false },
        { "二〇二三年", 10, false, true },
        { "2023", 4, false, false }, /* a year alone is no date */
        { "增长4.97，下降3", 15, false, false },
        { "于2023.12.5通过", 15, false, true },
        { "5 December 2023", 15, false, true },
        { "３", 2, false, true }, /* another script's digits are looked at closely */
        { "٣ ๓", 3, false, true },
        { "䷀Ａ｡", 4, false, false },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct linescan got = linescan(cases[i].line, strlen(cases[i].line));
        CHECK_U64(got.width, cases[i].width);
        CHECK_U64(got.stops, cases[i].stops);
        CHECK_U64(got.dates, cases[i].dates);
    }
}

TEST(segment_scan_lets_no_date_pass)
{
    static const char *const piece[] = { "2023", "5", "12", "ï¼", "二", "十", "X", "年", "月", "日", "년", "월", "일",
                                         "-", "/", ".", ",", " ", "ã", "Dec", "june", "th", "(", ")", "工作" };
    uint64_t rng = 37;
    uint32_t n_dates = 0, n_none = 0;
    for (int round = 0; round < 200000 && !test_failing(); round++) {
        char line[200];
        size_t n = 0;
        for (size_t k = test_random(&rng) % 12; k > 0; k--)
            n += (size_t)snprintf(line + n, sizeof line - n, "%s", piece[test_random(&rng) % COUNT_OF(piece)]);
        bool is_date = date_shape(line, n) != DATE_NONE, may = linescan(line, n).dates;
        CHECK(may || !is_date);
        n_dates += is_date;
        n_none += !may;
    }
    CHECK(n_dates > 1000 && n_none > 1000);
}

TEST(segment_scan_for_quotation_marks_finds_each_and_nothing_else)
{
    uint64_t rng = 29;
    uint32_t n_found = 0;
    for (int round = 0; round < 20000 && !test_failing(); round++) {
        size_t n, at = 0;
        char *line = some_line(&rng, round, &n);
        for (size_t i = 0; i <= n && !test_failing(); n_found++) {
            CHECK_U64(at = quotemark_next(line, i, n), quotemark_next_plain(line, i, n));
            i = at;
            if (i < n)
                utf8_next(line, n, &i);
            else
                break;
        }
        free(line);
    }
    CHECK(n_found > 3000);
}

/* Where nothing may be a redaction, a key is what is no space and no mark, folded. */
TEST(segment_key_has_the_characters_of_a_line_one_by_one)
{
    uint64_t rng = 31;
    uint32_t n_keys = 0;
    for (int round = 0; round < 5000 && !test_failing(); round++) {
        size_t n, n_want = 0;
        char *line = some_line(&rng, round, &n);
        uint32_t key[KEY_MOST], want[4 * MOST];
        bool redacts = false;
        for (size_t i = 0; i < n;) {
            uint32_t cp = utf8_next(line, n, &i);
            redacts |= char_is_redaction(cp);
            cp = char_fold(cp);
            if (!char_is_space(cp) && !char_is_mark(cp))
                want[n_want++] = cp;
        }
        if (!redacts) {
            CHECK_U64(key_read(line, n, key), n_want > KEY_MOST ? 0 : n_want);
            CHECK(n_want > KEY_MOST || memcmp(key, want, n_want * sizeof *want) == 0);
            n_keys++;
        }
        free(line);
    }
    CHECK(n_keys > 500);
}

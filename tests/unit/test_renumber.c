/* SPDX-License-Identifier: MIT */
/* Numbers written anew, as they were written; dates and years read. */
#include "harness.h"
#include "segment/dates.h"
#include "segment/numbering.h"
#include "segment/renumber.h"

static void check_line(const char *line, uint32_t value, const char *expected)
{
    struct txt_span figure;
    char put[RENUMBER_MOST], out[256];
    size_t n = 0;
    if (!renumber(line, strlen(line), value, &figure, put, &n)) {
        CHECK_STR("left alone", expected);
        return;
    }
    snprintf(out, sizeof out, "%.*s%.*s%s", (int)figure.beg, line, (int)n, put, line + figure.end);
    CHECK_STR(out, expected);
    CHECK_U64(number_read(out, strlen(out)).value, value);
}

TEST(renumber_keeps_the_way_a_number_is_written)
{
    check_line("12.报告", 9, "9.报告");
    check_line("05、报告", 4, "04、报告");
    check_line("１２．报告", 11, "１１．报告");
    check_line("十二、报告", 10, "十、报告");
    check_line("（二十一）报告", 20, "（二十）报告");
    check_line("第一百零一条 报告", 99, "第九十九条 报告");
    check_line("篇3：报告", 2, "篇2：报告");
    check_line("【篇三】报告", 2, "【篇二】报告");
    check_line("⑫ 报告", 1, "① 报告");
    check_line("㈢报告", 2, "㈡报告");
    check_line("(3) report", 2, "(2) report");
    check_line("C. Report", 2, "B. Report");
    check_line("XIV. Report", 9, "IX. Report");
    check_line("Chapter 4 Report", 3, "Chapter 3 Report");
}

TEST(renumber_leaves_alone_what_it_cannot_say)
{
    check_line("2023年工作总结", 1, "left alone");
    check_line("• 报告", 1, "left alone");
    check_line("1.2 范围", 1, "left alone");
    check_line("Chapter IV Report", 3, "left alone");
    check_line("㈠报告", 11, "left alone");
    check_line("报告", 1, "left alone");
    check_line("", 1, "left alone");
}

static void check_figure(const char *s, uint32_t value, const char *expected)
{
    char out[RENUMBER_MOST + 1];
    out[figure_as(s, strlen(s), value, out)] = '\0';
    CHECK_STR(out, expected);
}

TEST(renumber_writes_a_count_in_its_own_figures)
{
    check_figure("12", 10, "10");
    check_figure("十二", 11, "十一");
    check_figure("二十", 110, "一百一十");
    check_figure("３", 0, "０");
    check_figure("三", 0, "零");
    check_figure("x", 3, "");
}

TEST(renumber_every_value_reads_back_in_every_style)
{
    static const char *const style[] = { "7.报", "7、报", "七、报", "（七）报", "第七章 报", "篇7：报", "VII. 报" };
    for (size_t i = 0; i < COUNT_OF(style); i++)
        for (uint32_t value = 1; value < 400 && !test_failing(); value++) {
            struct txt_span f;
            char put[RENUMBER_MOST], out[128];
            size_t n;
            if (!renumber(style[i], strlen(style[i]), value, &f, put, &n)) {
                CHECK(value >= 28); /* Roman numbers of more than five letters, and long Han numbers in brackets, are no markers */
                continue;
            }
            snprintf(out, sizeof out, "%.*s%.*s%s", (int)f.beg, style[i], (int)n, put, style[i] + f.end);
            CHECK_U64(number_read(out, strlen(out)).value, value);
        }
}

TEST(dates_say_which_is_the_latest)
{
    static const struct { const char *text; uint32_t latest; } cases[] = {
        { "2023年12月5日", 20231205 }, { "二〇二三年十二月三十一日", 20231231 }, { "2023年12月", 20231200 },
        { "2023-01-05 至 2022-12-31", 20230105 }, { "December 5, 2023", 20231205 }, { "5th May 2021", 20210505 },
        { "31/12/2020", 20201231 }, { "12/31/2020", 20201231 }, { "23年5月1日", 20230501 }, { "2023年工作总结", 0 },
        { "X月XX日", 0 }, { "", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_U64(date_latest(cases[i].text, strlen(cases[i].text)), cases[i].latest);
    const char *title = "2023年工作总结及２０２４年工作计划（12345号）";
    CHECK_U64(year_latest(title, strlen(title)), 20240000);
    CHECK_U64(year_latest("无年份", strlen("无年份")), 0);
}

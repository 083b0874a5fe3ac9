/* SPDX-License-Identifier: MIT */
/* What each line is. */
#include "core/base.h"

#include "crib/result.h"

#include "core/buf.h"
#include "harness.h"
#include "segment/segment.h"
#include "segment/straymarks.h"
#include "tools/segment_member.h"

#define LONG "本段用来说明情况，写得足够长，以便与标题区别开来，并且以句号结束，这样它就不会被看作标题或者署名了。"

/* One letter per line of the documents: b body, h heading, l list, q
 * quotation, t title, c contents, s signature, m marker, f furniture,
 * a advertisement, x after, o other; | between documents. */
static void roles_of(const char *text, bool markdown, char *out, size_t cap)
{
    static const char letter[] = "bhlqtcsmfaxo";
    struct member m;
    struct segmented s;
    struct complaints c;
    size_t n = 0;
    complaints_init(&c);
    CHECK(simple_member(text, strlen(text), markdown, &m));
    CHECK(segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < s.n_doc; d++) {
        if (d > 0 && n + 1 < cap)
            out[n++] = '|';
        for (uint32_t i = 0; i < s.doc[d].n_line && n + 1 < cap; i++)
            out[n++] = letter[s.doc[d].line[i].role];
    }
    out[n] = '\0';
    segmented_done(&s);
    complaints_done(&c);
    simple_member_done(&m);
}

static void check_roles(const char *text, bool markdown, const char *want)
{
    char got[256];
    roles_of(text, markdown, got, sizeof got);
    CHECK_STR(got, want);
}

TEST(segment_roles_of_a_report)
{
    check_roles("县林场护林情况\n" LONG "\n一、基本情况\n（一）" LONG "\n1.人员不足；\n一是" LONG "\n• 项目\n二、打算\n" LONG
                "\n县林场\n2022年12月1日\n", false, "tbhllblhbss");
}

TEST(segment_a_text_of_one_line_is_text_and_no_title)
{
    check_roles("我们今天去公园散步\n", false, "b");
    check_roles("short one\n\n", false, "b");
    check_roles("一个标题\n" LONG "\n", false, "tb");
}

TEST(segment_the_first_line_of_a_wrapped_paragraph_is_no_title)
{
    check_roles("The quick brown fox jumps over the lazy dog and then it\nwalks home through the long green grass of the meadow\n"
                "while the sun sets.\n", false, "bbb");
    check_roles("On foxes\nThe quick brown fox jumps over the lazy dog and then it\nwalks home through the long green grass of "
                "the meadow\nwhile the sun sets.\n", false, "tbbb");
    check_roles("The quick brown fox jumps over the lazy dog and then it\n\nIt walks home through the long green grass of the "
                "meadow.\n", false, "tb");
}

TEST(segment_a_title_above_sentences_of_a_line_each_is_one)
{
    check_roles("Eastmere Council Trading Standards Service Annual Report\nMembers are asked to note the contents of this report.\n"
                "Call blockers were fitted for 2,550.\nFood labelling improved on the year before.\nOurs are the best of scales.\n",
                false, "tbbbb");
    check_roles("Eastmere Council Trading Standards Service looked after the\nMembers, who are asked to note the contents of this.\n\n"
                "Call blockers were fitted in the homes of two thousand\npeople.\n\nFood labelling improved on the year before, as did\n"
                "the best of scales.\n", false, "bbbbbb");
}

TEST(segment_a_chapter_in_a_file_of_its_own_has_a_title)
{
    check_roles("Chapter 6. Maintenance and updates of the tools\nDownload it\nPrevious\nNext\nWhat makes them popular is the ease "
                "with which tools are kept.\n", false, "tbbbb");
    check_roles("Chapter 6. Tools\n" LONG "\n6.1. Lists\n" LONG "\n6.2. Sums\n" LONG "\n", false, "tbhbhb");
    check_roles("第六章 工具\n" LONG "\n第六章 工具\n" LONG "\n", false, "tbhb");
    check_roles("第一章 总则\n" LONG "\n第二章 工具\n" LONG "\n", false, "hbhb"); /* two chapters: the first heads itself only */
    check_roles("一、工具\n" LONG "\n", false, "hb");
    check_roles("6.2. Tools\n" LONG "\n6.2. Tools\n" LONG "\n6.2.1. Lists\n" LONG "\n6.2.2. Sums\n" LONG "\n", false, "tbhbhbhb");
    check_roles("6.2. Tools\n" LONG "\n6.3. Lists\n" LONG "\n", false, "hbhb");
}

TEST(segment_a_question_may_be_a_title)
{
    check_roles("What is a MIME type?\n" LONG "\n" LONG "\n", false, "tbb");
    check_roles("什么是示范乡镇？\n" LONG "\n", false, "tb");
    check_roles("“What is it?”\n" LONG "\n", false, "tb");
    check_roles("What is it?\nWho knows?\n" LONG "\n", false, "bbb"); /* talk */
    check_roles("It rained! What is it?\n" LONG "\n", false, "bb");
    check_roles("> What is it?\n" LONG "\n", false, "bb"); /* somebody else's */
}

TEST(segment_a_title_goes_on_in_a_subtitle_and_where_a_blank_line_parts_two_lines_from_the_text)
{
    check_roles("向着春天出发\n——县林场护林纪事\n" LONG "\n" LONG "\n", false, "ttbb");
    check_roles("向着春天出发\n\n　　——县林场护林纪事\n\n" LONG "\n", false, "ttb");
    check_roles("Onward together\nThe harbour office in 2023\n\n" LONG "\n", false, "ttb");
    check_roles("护林之歌\n——其一\n——其二\n" LONG "\n", false, "tbbb");             /* a list */
    check_roles("Onward together\nThe harbour office\n" LONG "\n", false, "tbb");      /* nothing parts them */
    check_roles("Onward together\n\nThe harbour office\n\n" LONG "\n", false, "thb"); /* a heading */
    check_roles("Onward together\nIt rained.\n\n" LONG "\n", false, "tbb");
    check_roles("清单\n萝卜一筐\n\n白菜两筐\n\n青菜三斤\n", false, "tbbb"); /* no sentences */
    check_roles("护林情况\n（2023年12月）\n\n" LONG "\n", false, "tsb");
}

/* Short headings with a short paragraph between them recur, one after the
 * other, in the copy: they announce nothing. */
TEST(segment_headings_of_a_document_that_stands_twice_are_no_contents)
{
#define REPORT "区水务局年度报告\n" LONG LONG "\n一、回顾\n（一）工程\n一是" LONG "\n（二）队伍\n在编人员九十五人\n二、明年思路\n（一）再聚焦\n" \
               "一是" LONG "\n（二）再提质\n" LONG "\n"
    char got[256];
    roles_of("年度报告汇编\n（2篇）\n目录\n1.区水务局年度报告\n2.区水务局年度报告\n" REPORT "\n" REPORT, false, got, sizeof got);
    CHECK(strchr(got, 'c') == NULL);
    CHECK(strchr(got, '|') != NULL);
#undef REPORT
}

static uint32_t number_bytes(const char *line)
{
    char text[1024];
    struct member m;
    struct segmented s;
    struct complaints c;
    snprintf(text, sizeof text, "标题在此\n" LONG "\n%s\n" LONG "\n", line);
    complaints_init(&c);
    CHECK(simple_member(text, strlen(text), false, &m));
    CHECK(segment(&m, &(struct segment_options){ SEGMENT_FILE, NULL }, &s, &c, NULL) == CRIB_OK);
    uint32_t n = s.doc[0].line[2].number.end - s.doc[0].line[2].number.beg;
    segmented_done(&s);
    complaints_done(&c);
    simple_member_done(&m);
    return n;
}

TEST(segment_a_decimal_that_begins_a_line_is_no_marker)
{
    CHECK_U64(number_bytes("836.5亿元的投资已经全部到位。"), 0);
    CHECK_U64(number_bytes("836.5 亿元的投资已经全部到位。"), 0);
    CHECK_U64(number_bytes("3.5 亿元的投资已经全部到位。"), 0);
    CHECK_U64(number_bytes("1.5 million people came to the harbour this year."), 0);
    CHECK_U64(number_bytes("1.2023年的投资已经全部到位。"), 2);
    CHECK_U64(number_bytes("1.43853952829993"), 0);
    CHECK_U64(number_bytes("1.4385"), 0);
    CHECK_U64(number_bytes("1. 投资已经全部到位。"), 3);
    CHECK_U64(number_bytes("3.4 甲方按时付款。\n3.5 乙方按时交货。"), 4);
    CHECK_U64(number_bytes("3.5 投资情况"), 4);
}

TEST(segment_two_wrapped_lines_that_recur_are_no_contents)
{
    check_roles("天色渐晚山路上行人稀少远处传来几声犬吠溪水潺潺地流过石桥下面\n"
                "一位老人背着竹篓慢慢走来他的身后跟着一只黄狗摇着尾巴东张西望\n"
                "天色渐晚山路上行人稀少远处传来几声犬吠溪水潺潺地流过石桥下面\n"
                "村口的大树底下坐着几个孩子正在听人讲从前的故事忘记了回家吃饭\n"
                "一位老人背着竹篓慢慢走来他的身后跟着一只黄狗摇着尾巴东张西望\n", false, "bbbbb");
}

TEST(segment_roles_of_signatures)
{
    check_roles("标题在此\n" LONG "\n" LONG "\nXX市水务局\n二〇二三年十二月\n", false, "tbbss");
    check_roles("A title\nSome text that is long enough to be a paragraph, and closed.\nMore of the same kind of text follows here.\n"
                "Parks Department\nDecember 5, 2023\n", false, "tbbss");
    check_roles("标题在此\n（2023年3月1日）\n" LONG "\n" LONG "\n", false, "tsbb");
    check_roles("标题在此\n" LONG "\n" LONG "\n某单位 2023年3月1日\n", false, "tbbs");
    /* a date in the text is none */
    check_roles("标题在此\n" LONG "\n2023年3月1日，" LONG "\n" LONG "\n", false, "tbbb");
}

TEST(segment_roles_at_the_end)
{
    check_roles("标题在此\n" LONG "\n" LONG "\n##paidend##\n", false, "tbbm");
    check_roles("标题在此\n" LONG "\n" LONG "\n\n更多范文请关注微信公众号：fanwen2023\n", false, "tbba");
    check_roles("标题在此\n" LONG "\n" LONG "\n\n本资料仅供学习\n海量资料下载 www.example-docs.com\n电话 0571-88886666\n", false, "tbbaaa");
    /* officials have telephones */
    check_roles("标题在此\n" LONG "\n" LONG "\n（联系人：王某，电话：0571-88886666）\n", false, "tbbb");
    check_roles("标题在此\n" LONG "\n##paidend##\n完\n", false, "tbmx");
}

TEST(segment_a_sentence_with_an_address_at_the_end_is_text)
{
#define SCHEDULE "The full schedule of the works is at www.example.org and is revised every month by the office."
    check_roles("Works at the harbour\n" LONG "\n" SCHEDULE "\nThe office is open.\n" LONG "\n", false, "tbbbb");
    check_roles("Works at the harbour\n" LONG "\n" SCHEDULE "\n", false, "tbb");
    check_roles("标题在此\n" LONG "\n有问题的居民可以在工作日加值班员的QQ 12345678，说明情况后等待答复。\n" LONG "\n", false, "tbbb");
    check_roles("标题在此\n" LONG "\n截至年底，政务微信公众号的关注人数达到五万，比上年增加一万二千人。\n下一步继续努力。\n", false, "tbbb");
    check_roles("On masters\n" LONG "\nThe master lives at www.example.org,\nwhich the office revises every month\nand on Sundays\n",
                false, "tbbbb");
    check_roles(SCHEDULE "\n" LONG "\n" LONG "\n", false, "bbb"); /* nor is it one above the text */
#undef SCHEDULE
}

TEST(segment_an_advertisement_takes_no_sentences_with_it)
{
    check_roles("标题在此\n" LONG "\n" LONG "\n资料下载：www.example-docs.com\n会议开到中午。\n", false, "tbbbb");
    check_roles("标题在此\n" LONG "\n\n会议开到中午，大家走了。\n海量资料下载 www.example-docs.com\n", false, "tbba");
    check_roles("标题在此\n" LONG "\n欢迎关注微信公众号“公文写作”。\n更多资料请加QQ：12345678！\n", false, "tbaa");
    check_roles("标题在此\n" LONG "\n更多资料请关注微信公众号：写作\n萝卜\n白菜\n青菜\n", false, "tbbbbb"); /* too many others */
}

TEST(segment_roles_of_page_furniture)
{
    check_roles("标题在此\n" LONG "\n- 1 -\n" LONG "\n- 2 -\n" LONG "\n- 3 -\n", false, "tbfbfbf");
    check_roles("标题在此\n" LONG "\n第1页 共3页\n" LONG "\n第2页 共3页\n" LONG "\n第3页 共3页\n", false, "tbfbfbf");
    check_roles("A title\n" LONG "\nPage 1 of 3\n" LONG "\nPage 2 of 3\n" LONG "\nPage 3 of 3\n", false, "tbfbfbf");
    check_roles("标题在此\n" LONG "\n1\n标题在此\n" LONG "\n2\n标题在此\n" LONG "\n3\n标题在此\n" LONG "\n", false, "tbffbffbffb");
    /* figures of a table are no page numbers */
    check_roles("标题在此\n" LONG "\n1275\n" LONG "\n80\n" LONG "\n962\n", false, "tbbbbbb");
}

TEST(segment_roles_of_markdown)
{
    check_roles("<!-- made by hand -->\n# 题目\n<!-- INFO -->\n## 第一章 总则\n第一条 " LONG "\n> 引文一句\n- 项目\n", true, "tohbql");
}

static const struct document *only(struct segmented *s)
{
    CHECK_U64(s->n_doc, 1);
    return &s->doc[0];
}

TEST(segment_numbers_and_levels_of_headings)
{
    static const char text[] = "城区绿化情况\n一、基本情况\n（一）现状\n1. 树木\n" LONG "\n（二）问题\n二、打算\n第一条 " LONG "\n一是" LONG "\n";
    static const struct { uint8_t level; uint32_t number; } want[] = {
        { 0, 0 }, { 1, 6 }, { 2, 9 }, { 3, 3 }, { 0, 0 }, { 2, 9 }, { 1, 6 }, { 0, 10 }, { 0, 0 },
    };
    struct member m;
    struct segmented s;
    struct complaints c;
    complaints_init(&c);
    CHECK(simple_member(text, strlen(text), false, &m));
    CHECK(segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL) == CRIB_OK);
    const struct document *d = only(&s);
    CHECK_U64(d->n_line, COUNT_OF(want));
    for (uint32_t i = 0; i < d->n_line && i < COUNT_OF(want); i++) {
        CHECK_U64(d->line[i].level, want[i].level);
        CHECK_U64(txt_len(d->line[i].number), want[i].number);
        CHECK_U64(d->line[i].number.beg, d->line[i].span.beg);
    }
    segmented_done(&s);
    complaints_done(&c);
    simple_member_done(&m);
}

TEST(segment_masks_markers_inside_lines)
{
    static const char text[] = "标题在此\n前文##paidbegin##后文，说完了。又来##a1##一次。\n";
    struct member m;
    struct segmented s;
    struct complaints c;
    complaints_init(&c);
    CHECK(simple_member(text, strlen(text), false, &m));
    CHECK(segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL) == CRIB_OK);
    const struct document *d = only(&s);
    CHECK_U64(d->n_masked, 2);
    if (d->n_masked == 2) {
        CHECK(memcmp(text + d->masked[0].span.beg, "##paidbegin##", 13) == 0 && txt_len(d->masked[0].span) == 13);
        CHECK(memcmp(text + d->masked[1].span.beg, "##a1##", 6) == 0 && txt_len(d->masked[1].span) == 6);
        CHECK_U64(d->masked[0].kind, CRIB_MARK_MARKER);
    }
    CHECK_U64(MASKED_MARKER, CRIB_MARK_MARKER);
    segmented_done(&s);
    complaints_done(&c);
    simple_member_done(&m);
}

TEST(segment_show_is_readable)
{
    static const char text[] = "汇编\n（2篇）\n目录\n1.甲镇小结\n2.乙镇小结\n甲镇小结\n一、做法\n" LONG "\n甲镇\n2022年1月2日\n乙镇小结\n一、做法\n" LONG
                               "\n##paidend##\n";
    struct member m;
    struct segmented s;
    struct complaints c;
    struct buf b;
    size_t n;
    complaints_init(&c);
    buf_init(&b, 1 << 16);
    CHECK(simple_member(text, strlen(text), false, &m));
    CHECK(segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL) == CRIB_OK);
    CHECK(segment_show(&m, &s, &b, NULL) == CRIB_OK);
    char *shown = buf_take(&b, &n);
    CHECK_STR(shown, "documents: 2 found, 2 stated\n"
                     "front 1 title: 汇编\nfront 2 title: （2篇）\nfront contents: 3 lines\n"
                     "\ndocument 1 lines 6-10 why contents-line: 甲镇小结\n"
                     "    7 一、做法\n  9 signature: 甲镇\n  10 signature: 2022年1月2日\n"
                     "  lines: 1 body, 0 list, 1 headings\n"
                     "\ndocument 2 lines 11-14 why contents-line: 乙镇小结\n"
                     "    12 一、做法\n  14 marker: ##paidend##\n"
                     "  lines: 1 body, 0 list, 1 headings\n");
    mem_free(shown);
    segmented_done(&s);
    complaints_done(&c);
    simple_member_done(&m);
}

/* SPDX-License-Identifier: MIT */
/* What holds for any text: documents are disjoint and in order, every line
 * that is not blank is in one document or in front, spans lie where they say;
 * the cut does not depend on anything but the text. */
#include "core/base.h"

#include "core/buf.h"
#include "harness.h"
#include "segment/segment.h"
#include "tools/segment_member.h"

static const char *const piece[] = {
    "一、总体要求", "二、重点任务", "（一）学习", "（二）建设", "1.抓好管理", "2.抓好落实。", "3、" , "第一条 本办法自公布之日起施行。",
    "第二条 解释权归办公室。", "第一章 总则", "县水利局2021年工作小结", "县教育局2021年工作小结", "镇政府2021年工作小结", "目录",
    "1.县水利局2021年工作小结\t3", "2.县教育局2021年工作小结\t9", "3.镇政府2021年工作小结\t12", "（3篇）", "", "", "  ",
    "各单位统筹推进重点项目，完善工作机制，压实责任，各项指标稳步提升，群众满意度持续提高，为全年任务打下基础。", "县水利局",
    "2021年12月5日", "##paidend##", "前文##paid##后文。", "- 1 -", "- 2 -", "7", "8", "9", "第3页 共9页", "关注公众号更多资料",
    "www.example.com", "# 标题一", "## 标题二", "> 引用", "- 项目", "<!-- 注 -->", "Annual Report 2023", "1. Introduction",
    "I. Aims", "December 5, 2023", "\f新的一页", "篇1：甲", "篇2：乙", "篇3", "####", "|a|b|", "ก", "\xEF\xBB\xBF", "......", "——",
};

static void check_lines(const struct document *d)
{
    for (uint32_t i = 0; i < d->n_line; i++) {
        const struct line *l = &d->line[i];
        CHECK(l->span.beg < l->span.end && l->span.beg >= d->span.beg && l->span.end <= d->span.end);
        CHECK(i == 0 || l->span.beg > l[-1].span.end);
        CHECK(l->number.beg == l->span.beg && l->number.end >= l->number.beg && l->number.end <= l->span.end);
        CHECK(l->role <= LINE_OTHER);
        CHECK((l->role == LINE_HEADING) == (l->level > 0));
        CHECK(l->line >= d->line_first && l->line <= d->line_last);
    }
    for (uint32_t i = 0; i < d->n_masked; i++) {
        CHECK(d->masked[i].span.beg >= d->span.beg && d->masked[i].span.end <= d->span.end);
        CHECK(i == 0 || d->masked[i].span.beg >= d->masked[i - 1].span.end);
    }
}

static void check_whole(const struct member *m, const struct segmented *s)
{
    uint32_t n_lines = 0, n_blocks = 0, at = 0;
    for (uint32_t i = 0; i < m->n_block; i++)
        n_blocks += m->block[i].kind != BLOCK_BLANK && txt_len(m->block[i].span) > 0;
    for (uint32_t i = 0; i < s->n_front; i++) {
        CHECK(s->front[i].span.beg >= at && s->front[i].span.end > s->front[i].span.beg);
        at = s->front[i].span.end;
        n_lines++;
    }
    for (uint32_t i = 0; i < s->n_doc; i++) {
        const struct document *d = &s->doc[i];
        CHECK(d->span.beg >= at && d->span.end > d->span.beg && d->span.end <= m->n_bytes);
        CHECK(d->title.beg <= d->title.end && d->title.end <= d->span.end && d->title.beg >= d->span.beg);
        CHECK(d->line_first <= d->line_last && d->n_line > 0);
        at = d->span.end;
        n_lines += d->n_line;
        check_lines(d);
    }
    CHECK_U64(n_lines, n_blocks);
    CHECK(n_blocks == 0 || s->n_doc > 0);
}

static uint64_t digest(const struct segmented *s)
{
    uint64_t h = s->n_front;
    for (uint32_t i = 0; i < s->n_doc; i++)
        for (uint32_t k = 0; k < s->doc[i].n_line; k++)
            h = h * 31 + s->doc[i].line[k].role + 16u * s->doc[i].line[k].level + s->doc[i].line[k].span.beg;
    return h;
}

TEST(segment_any_mixture_of_lines_is_cut_into_whole_documents)
{
    uint64_t seed = 2024;
    for (int round = 0; round < 4000 && !test_failing(); round++) {
        struct buf b, shown;
        struct member m;
        uint64_t first = 0;
        buf_init(&b, 1 << 20);
        uint64_t kinds = 1 + test_random(&seed) % COUNT_OF(piece), from = test_random(&seed);
        for (uint64_t n = test_random(&seed) % 90; n > 0; n--) {
            CHECK(buf_str(&b, piece[(from + test_random(&seed) % kinds) % COUNT_OF(piece)], NULL) == CRIB_OK);
            CHECK(buf_char(&b, '\n', NULL) == CRIB_OK);
        }
        CHECK(simple_member(b.p, b.n, round % 2, &m));
        for (int again = 0; again < 2; again++) {
            struct segmented s;
            struct complaints c;
            complaints_init(&c);
            buf_init(&shown, 1 << 20);
            struct segment_options o = { .mode = round % 5 == 0 ? SEGMENT_FILE : SEGMENT_AUTO };
            CHECK(segment(&m, &o, &s, &c, NULL) == CRIB_OK);
            check_whole(&m, &s);
            CHECK(segment_show(&m, &s, &shown, NULL) == CRIB_OK);
            if (again)
                CHECK_U64(digest(&s), first);
            first = digest(&s);
            buf_done(&shown);
            segmented_done(&s);
            complaints_done(&c);
        }
        simple_member_done(&m);
        buf_done(&b);
    }
}

static void check_big(struct buf *b, uint32_t n_doc)
{
    struct member m;
    struct segmented s;
    struct complaints c;
    complaints_init(&c);
    CHECK(simple_member(b->p, b->n, false, &m));
    CHECK(segment(&m, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL) == CRIB_OK);
    check_whole(&m, &s);
    CHECK_U64(s.n_doc, n_doc);
    segmented_done(&s);
    complaints_done(&c);
    simple_member_done(&m);
    buf_done(b);
}

TEST(segment_identical_and_endless_lines_are_one_document)
{
    struct buf b;
    buf_init(&b, 1 << 26);
    for (int i = 0; i < 100000; i++)
        CHECK(buf_str(&b, "同一行文字\n", NULL) == CRIB_OK);
    check_big(&b, 1);
    buf_init(&b, 1 << 26);
    for (int i = 0; i < 400000; i++)
        CHECK(buf_str(&b, "没有尽头##", NULL) == CRIB_OK);
    check_big(&b, 1);
    buf_init(&b, 1 << 26);
    for (int i = 0; i < 100000; i++)
        CHECK(buf_printf(&b, NULL, "第%d行各不相同的短句\n", i) == CRIB_OK);
    check_big(&b, 1);
}

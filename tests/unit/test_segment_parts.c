/* SPDX-License-Identifier: MIT */
/* The parts segmentation is made of: numbers, dates, keys, chains, contacts. */
#include "core/base.h"

#include <unicode/uchar.h>

#include "harness.h"
#include "segment/adverts.h"
#include "segment/dates.h"
#include "segment/linechars.h"
#include "segment/linekey.h"
#include "segment/numbering.h"
#include "segment/risingchain.h"
#include "segment/straymarks.h"

TEST(segment_number_is_read_in_its_frame)
{
    static const struct { const char *line; int kind; uint32_t value, n_bytes; } want[] = {
        { "一、工作", NUMBER_HAN, 1, 6 },          { "十二、工作", NUMBER_HAN, 12, 9 },
        { "二十一．工作", NUMBER_HAN, 21, 12 },    { "（三）工作", NUMBER_HAN_PAREN, 3, 9 },
        { "(三)工作", NUMBER_HAN_PAREN, 3, 5 },     { "㈠工作", NUMBER_HAN_PAREN, 1, 3 },
        { "1.2023年工作", NUMBER_DIGIT, 1, 2 },     { "1、工作", NUMBER_DIGIT, 1, 4 },
        { "１．工作", NUMBER_DIGIT, 1, 6 },         { "1. Scope", NUMBER_DIGIT, 1, 3 },
        { "1.2 Scope", NUMBER_DEEP, 2, 4 },         { "1.1.3 范围", NUMBER_DEEP, 3, 6 },
        { "(1)工作", NUMBER_DIGIT_PAREN, 1, 3 },    { "（12）工作", NUMBER_DIGIT_PAREN, 12, 8 },
        { "1)工作", NUMBER_DIGIT_HALF, 1, 2 },      { "③工作", NUMBER_CIRCLED, 3, 3 },
        { "第一章 总则", NUMBER_CHAPTER, 1, 10 },   { "第十二条 本条", NUMBER_ARTICLE, 12, 13 },
        { "第3节", NUMBER_SECTION, 3, 7 },          { "第二部分 计划", NUMBER_PART, 2, 13 },
        { "篇1：某县", NUMBER_PIECE, 1, 7 },        { "【篇三】某县", NUMBER_PIECE, 3, 12 },
        { "第二篇 某县", NUMBER_PIECE, 2, 10 },     { "제2장 보칙", NUMBER_CHAPTER, 2, 8 },
        { "I. Aims", NUMBER_ROMAN, 1, 3 },          { "IV. Aims", NUMBER_ROMAN, 4, 4 },
        { "A. Staff", NUMBER_CAPITAL, 1, 3 },       { "b) staff", NUMBER_SMALL, 2, 3 },
        { "(c) staff", NUMBER_SMALL, 3, 4 },        { "Chapter 3: Trees", NUMBER_CHAPTER, 3, 11 },
        { "PART II", NUMBER_PART, 2, 7 },           { "• 项目", NUMBER_BULLET, 0, 4 },
        { "- item", NUMBER_BULLET, 0, 2 },          { "ข้อ ๑ รายงาน", NUMBER_ARTICLE, 1, 14 },
        /* wording that counts, and figures */
        { "一是加强", NUMBER_NONE, 0, 0 },          { "2023年工作", NUMBER_NONE, 0, 0 },
        { "第一，加强", NUMBER_NONE, 0, 0 },        { "3.5亿元投资", NUMBER_NONE, 0, 0 },
        { "U.S. trade", NUMBER_NONE, 0, 0 },        { "一年来", NUMBER_NONE, 0, 0 },
        { "篇章结构", NUMBER_NONE, 0, 0 },          { "part of it", NUMBER_NONE, 0, 0 },
        { "DP.", NUMBER_NONE, 0, 0 },               { "（2023年）", NUMBER_NONE, 0, 0 },
        { "", NUMBER_NONE, 0, 0 },                  { "第", NUMBER_NONE, 0, 0 },
        { "- 3 -", NUMBER_BULLET, 0, 2 },           { "-", NUMBER_NONE, 0, 0 },
    };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        struct number n = number_read(want[i].line, strlen(want[i].line));
        if (n.kind != want[i].kind || n.value != want[i].value || n.n_bytes != want[i].n_bytes)
            CHECK_STR(want[i].line, "is numbered otherwise");
        CHECK_U64(n.kind, (uint64_t)want[i].kind);
        CHECK_U64(n.value, want[i].value);
        CHECK_U64(n.n_bytes, want[i].n_bytes);
    }
}

TEST(segment_number_ends_between_characters_of_any_bytes)
{
    uint64_t seed = 7;
    static const char *const piece[] = { "一", "第", "1", "（", ")", ".", "条", " ", "I", "•", "篇", "\xE7", "ก", "-", "、" };
    for (int round = 0; round < 20000; round++) {
        char s[64];
        size_t n = 0;
        for (uint64_t k = test_random(&seed) % 9; k > 0; k--) {
            const char *p = piece[test_random(&seed) % COUNT_OF(piece)];
            memcpy(s + n, p, strlen(p));
            n += strlen(p);
        }
        struct number r = number_read(s, n);
        CHECK(r.n_bytes <= n);
        CHECK((r.kind == NUMBER_NONE) == (r.n_bytes == 0));
        CHECK(date_shape(s, n) <= DATE_INSIDE);
        if (test_failing())
            return;
    }
}

TEST(segment_date_shapes)
{
    static const struct { const char *line; int shape; } want[] = {
        { "2023年12月5日", DATE_ALONE },        { "二〇二三年十二月", DATE_ALONE },
        { "2023 年 12 月 5 日", DATE_ALONE },    { "2023-12-05", DATE_ALONE },
        { "2023.12.5", DATE_ALONE },             { "December 5, 2023", DATE_ALONE },
        { "5 December 2023", DATE_ALONE },       { "5th of", DATE_NONE },
        { "Dec. 2023", DATE_ALONE },             { "2023년 12월 5일", DATE_ALONE },
        { "20XX年X月XX日", DATE_ALONE },          { "（2023年12月5日）", DATE_BRACKET },
        { "（2023年12月5日市人大通过）", DATE_BRACKET },
        { "2020年6月19日 市人大通过", DATE_FIRST }, { "某局 2023年12月5日", DATE_LAST },
        { "自2023年12月5日起", DATE_INSIDE },    { "2023年工作总结", DATE_NONE },
        { "2023年度", DATE_NONE },               { "1.2.3", DATE_NONE },
        { "", DATE_NONE },                        { "May I ask", DATE_NONE },
        { "March on", DATE_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        if (date_shape(want[i].line, strlen(want[i].line)) != want[i].shape)
            CHECK_STR(want[i].line, "has another shape");
        CHECK_I64(date_shape(want[i].line, strlen(want[i].line)), want[i].shape);
    }
}

static uint64_t key_of(const char *s)
{
    uint32_t key[KEY_MOST];
    size_t n = key_read(s, strlen(s), key);
    return key_hash(key, n);
}

TEST(segment_small_letters_are_those_of_unicode)
{
    static const struct { uint32_t beg, end; } block[] = { { 0, 0x180 },   { 0x386, 0x3CF },  { 0x400, 0x482 },
                                                           { 0x48A, 0x530 }, { 0x531, 0x58A }, { 0x1E00, 0x1F00 } };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        for (uint32_t c = block[i].beg; c < block[i].end && !test_failing(); c++) {
            bool want = u_charType((UChar32)c) == U_LOWERCASE_LETTER && c != 0xB5; /* the micro sign is a sign */
            if (want != char_is_small(c))
                printf("U+%04X: ", c);
            CHECK_U64(char_is_small(c), want);
        }
}

TEST(segment_key_ignores_white_space_width_case_marks_and_redactions)
{
    CHECK_U64(key_of("区文体局２０２３年 总结"), key_of("区文体局2023年总结"));
    CHECK_U64(key_of("Annual Report, 2023"), key_of("ANNUAL REPORT 2023"));
    CHECK_U64(key_of("XX县水利局"), key_of("县水利局"));
    CHECK_U64(key_of("《总结》"), key_of("总结"));
    CHECK(key_of("甲乙") != key_of("乙甲"));
    CHECK(key_of("XXL") != key_of("L"));
}

TEST(segment_key_of_two_parts_joins)
{
    uint64_t seed = 3;
    for (int round = 0; round < 1000; round++) {
        uint32_t key[KEY_MOST];
        size_t n = 1 + test_random(&seed) % KEY_MOST, cut = test_random(&seed) % n;
        for (size_t i = 0; i < n; i++)
            key[i] = (uint32_t)(test_random(&seed) % 0x110000);
        CHECK_U64(key_join(key_hash(key, cut), key_hash(key + cut, n - cut), n - cut), key_hash(key, n));
        uint64_t one_by_one = 0;
        for (size_t i = 0; i < n; i++)
            one_by_one = key_join(one_by_one, key_hash(key + i, 1), 1);
        CHECK_U64(one_by_one, key_hash(key, n));
        if (test_failing())
            return;
    }
}

TEST(segment_key_without_page_number)
{
    static const struct { const char *line, *want; } line[] = {
        { "总结\t12", "总结" },         { "总结 ……… 3", "总结" },       { "总结（7）", "总结" },
        { "Report .... 14", "Report" }, { "Report 2023", "Report 2023" }, { "总结2023", "总结2023" },
        { "12", "12" },                 { "总结····5", "总结" },         { "总结  128", "总结" },
    };
    for (size_t i = 0; i < COUNT_OF(line); i++)
        CHECK_U64(key_without_page(line[i].line, strlen(line[i].line)), strlen(line[i].want));
}

/* The longest rising chain by trying every end: O(n^2). */
static size_t chain_ref(const struct meeting *m, size_t n)
{
    size_t longest[64], best = 0;
    for (size_t i = 0; i < n; i++) {
        longest[i] = 1;
        for (size_t k = 0; k < i; k++)
            if (m[k].entry < m[i].entry && m[k].line < m[i].line && longest[k] + 1 > longest[i])
                longest[i] = longest[k] + 1;
        best = max_size(best, longest[i]);
    }
    return best;
}

TEST(segment_chain_is_as_long_as_the_plain_one_and_rises)
{
    uint64_t seed = 11;
    for (int round = 0; round < 3000; round++) {
        struct meeting m[64];
        uint32_t tail[64], last, n = 0;
        for (uint32_t e = 0; n < 60 && e < 12; e++)
            for (uint32_t line = 40; line-- > 0 && n < 60;)
                if (test_random(&seed) % 12 == 0)
                    m[n++] = (struct meeting){ .entry = e, .line = line };
        size_t length = chain_longest(m, n, tail, &last), count = 0;
        CHECK_U64(length, chain_ref(m, n));
        for (uint32_t i = last; i != UINT32_MAX; i = m[i].prev, count++)
            CHECK(m[i].prev == UINT32_MAX || (m[m[i].prev].entry < m[i].entry && m[m[i].prev].line < m[i].line));
        CHECK_U64(count, length);
        if (test_failing())
            return;
    }
}

TEST(segment_contacts_by_shape)
{
    static const struct { const char *line; int contact; } want[] = {
        { "详见 https://example.org/a", CONTACT_STRONG }, { "公众号：写作参考", CONTACT_NONE },
        { "关注公众号写作参考", CONTACT_STRONG },          { "微信 fanwen_2023", CONTACT_STRONG },
        { "QQ：12345678", CONTACT_STRONG },                { "www.example.com", CONTACT_STRONG },
        { "电话 0571-88886666", CONTACT_WEAK },             { "手机13800001111", CONTACT_WEAK },
        { "office@example.org", CONTACT_WEAK },             { "投资6.27亿元，2023年12月5日", CONTACT_NONE },
        { "e.g. this one", CONTACT_NONE },                  { "12345", CONTACT_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(want); i++)
        if (contact_in(want[i].line, strlen(want[i].line)) != want[i].contact)
            CHECK_STR(want[i].line, "is another contact");
    CHECK_I64(contact_in("", 0), CONTACT_NONE);
}

TEST(segment_columns_of_contacts)
{
    static const struct { const char *line; uint32_t columns; } want[] = {
        { "at www.example.org.", 16 },   { "微信 fanwen_2023", 15 },      { "QQ：12345678", 10 },
        { "扫码关注某某公众号！", 14 }, { "see a@b.org, or 555-1234", 16 }, { "no contact. At all", 0 },
        { "公众号“公文写作”，", 16 },     { "公众号“公文写作", 6 },          { "说“公众号”，", 6 },
    };
    for (size_t i = 0; i < COUNT_OF(want); i++)
        if (contact_columns(want[i].line, strlen(want[i].line)) != want[i].columns)
            CHECK_STR(want[i].line, "has other columns");
    CHECK_U64(contact_columns("", 0), 0);
}

TEST(segment_markers_are_found_whole)
{
    struct txt_span s;
    CHECK(marker_fills("##paidend##", 11));
    CHECK(marker_fills("##a## ##b##", 11));
    CHECK(!marker_fills("## Heading ##", 13));
    CHECK(!marker_fills("####", 4));
    CHECK(!marker_fills("##a## x", 7));
    CHECK(!marker_next("a # b ## c ###", 0, 14, &s));
    CHECK(marker_next("xx##ab##yy", 0, 10, &s) && s.beg == 2 && s.end == 8);
}

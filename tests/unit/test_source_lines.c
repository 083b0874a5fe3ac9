/* SPDX-License-Identifier: MIT */
/* Texts into lines, Markdown lines into kinds. */
#include "test_source_temp.h"

#include "core/utf8.h"
#include "source/lines.h"
#include "source/markdown.h"

static void cut(struct member *m, const char *text, size_t n)
{
    struct crib_err err;
    *m = (struct member){ .text = (char *)text, .n_bytes = n };
    CHECK_I64(lines_cut(m, &err), CRIB_OK);
}

/* Blocks as "line:text" joined by '|', '^' before one that begins a page. */
static const char *shown(const char *text, size_t n)
{
    static char out[4096];
    struct member m;
    size_t len = 0;
    cut(&m, text, n);
    out[0] = '\0';
    for (uint32_t i = 0; i < m.n_block; i++)
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%s%u:%s", i ? "|" : "", m.block[i].after_page ? "^" : "",
                                m.block[i].line, block_string(&m, i));
    mem_free(m.block);
    return out;
}
#define SHOWN(text) shown((text), sizeof(text) - 1)

TEST(lines_end_at_lf_crlf_and_cr)
{
    CHECK_STR(SHOWN("a\nb\r\nc\rd"), "1:a|2:b|3:c|4:d");
    CHECK_STR(SHOWN("a\n\r\nb\n"), "1:a|2:|3:b");
    CHECK_STR(SHOWN("\n"), "1:");
    CHECK_STR(SHOWN(""), "");
    CHECK_STR(SHOWN("a\r\r\nb"), "1:a|2:|3:b");
    CHECK_STR(SHOWN("a\xE2\x80\xA8" "b\xC2\x85" "c"), "1:a\xE2\x80\xA8" "b\xC2\x85" "c");
}

TEST(lines_lose_white_space_of_every_kind_at_their_edges_only)
{
    CHECK_STR(SHOWN("\xEF\xBB\xBF\xE3\x80\x80 a\xC2\xA0" "b\xC2\xA0\xE3\x80\x80\t\nc"), "1:a\xC2\xA0" "b|2:c");
    CHECK_STR(SHOWN("\xE3\x80\x80\xE2\x80\x83\n\xE2\x80\x8B"), "1:|2:\xE2\x80\x8B");
    struct member m;
    cut(&m, "ab\n \n", 5);
    CHECK_U64(m.block[1].span.beg, 3);
    CHECK_U64(m.block[1].span.end, 3);
    CHECK_U64(m.block[1].kind, BLOCK_BLANK);
    mem_free(m.block);
}

TEST(lines_say_where_a_page_begins)
{
    CHECK_STR(SHOWN("a\n\fb\nc"), "1:a|^2:b|3:c");
    CHECK_STR(SHOWN("a\f\nb\nc"), "1:a|^2:b|3:c");
    CHECK_STR(SHOWN("a\n\f\nb"), "1:a|^2:|3:b");
    CHECK_STR(SHOWN("\fa\fb\nc"), "^1:a\fb|^2:c");
}

TEST(lines_of_nothing_stay_few_and_lose_no_page)
{
    char text[1000];
    struct member m;
    memset(text, '\n', sizeof text);
    text[500] = '\f';
    text[sizeof text - 1] = 'x';
    cut(&m, text, sizeof text);
    CHECK_U64(m.n_block, BLANK_RUN_MOST + 1);
    CHECK_U64(m.block[BLANK_RUN_MOST].line, sizeof text - 1);
    CHECK(m.block[BLANK_RUN_MOST].after_page);
    mem_free(m.block);
}

/* Twin: byte by byte, no look ahead but for CR LF. */
static uint32_t lines_ref(const char *text, size_t n, struct txt_span *out)
{
    uint32_t lines = 0;
    size_t beg = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i == n ? beg == n : text[i] != '\n' && text[i] != '\r')
            continue;
        out[lines++] = (struct txt_span){ (uint32_t)beg, (uint32_t)i };
        if (i + 1 < n && text[i] == '\r' && text[i + 1] == '\n')
            i++;
        beg = i + 1;
    }
    return lines;
}

TEST(lines_agree_with_their_twin_on_random_texts)
{
    static const char *const piece[] = { "a", "中", "\n", "\r", " ", "\f", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B" };
    uint64_t seed = 11;
    for (int round = 0; round < 5000 && !test_failing(); round++) {
        char text[128];
        struct txt_span want[128];
        struct member m;
        size_t n = 0;
        for (size_t k = test_random(&seed) % 30; k; k--) {
            const char *p = piece[test_random(&seed) % COUNT_OF(piece)];
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        uint32_t lines = lines_ref(text, n, want);
        cut(&m, text, n);
        CHECK_U64(m.n_block, lines);
        for (uint32_t i = 0; i < lines && i < m.n_block && !test_failing(); i++) {
            const struct block *b = &m.block[i];
            CHECK_U64(b->line, i + 1);
            CHECK(b->span.beg >= want[i].beg && b->span.end <= want[i].end);
            /* What was left out is white, what is left begins and ends otherwise. */
            for (size_t at = want[i].beg; at < want[i].end;) {
                bool inside = at >= b->span.beg && at < b->span.end, edge = at == b->span.beg;
                size_t next = at;
                bool white = is_white(utf8_next(text, want[i].end, &next));
                edge |= next == b->span.end;
                CHECK(inside ? !(edge && white) : white);
                at = next;
            }
        }
        mem_free(m.block);
    }
}

/* Kinds as letters: . blank, t text, 1-6 heading, c code, | table, # comment. */
static const char *kinds(const char *text)
{
    static char out[256];
    struct member m;
    uint32_t i = 0;
    cut(&m, text, strlen(text));
    markdown_kinds(&m);
    CHECK(m.markdown);
    for (; i < m.n_block && i < sizeof out - 1; i++)
        out[i] = m.block[i].kind == BLOCK_HEADING ? (char)('0' + m.block[i].level) : ".t?c|#"[m.block[i].kind];
    out[i] = '\0';
    mem_free(m.block);
    return out;
}

static const char *first_block(const char *text)
{
    static char out[256];
    struct member m;
    cut(&m, text, strlen(text));
    markdown_kinds(&m);
    snprintf(out, sizeof out, "%u %s", m.block[0].level, block_string(&m, 0));
    mem_free(m.block);
    return out;
}

TEST(markdown_headings_need_a_space_and_lose_their_marks)
{
    CHECK_STR(first_block("# 总则"), "1 总则");
    CHECK_STR(first_block("###  第一章 　"), "3 第一章");
    CHECK_STR(first_block("## a ##  "), "2 a");
    CHECK_STR(first_block("## a#"), "2 a#");
    CHECK_STR(first_block("#　标题"), "1 标题");
    CHECK_STR(first_block("##paidbegin##"), "0 ##paidbegin##");
    CHECK_STR(first_block("####### a"), "0 ####### a");
    CHECK_STR(kinds("# a\n    # b\n   # c\n#\n# #\n#hashtag"), "1t1##t");
}

TEST(markdown_headings_may_be_underlined)
{
    CHECK_STR(kinds("总则\n====\n\n第一章\n---\nx"), "1#.2#t");
    CHECK_STR(kinds("one\ntwo\n---\nx"), "tt#t");
    CHECK_STR(kinds("- item\n---\n> said\n---"), "t#t#");
    CHECK_STR(kinds("\n---\n***\n_ _ _\n--\n- -"), ".###tt");
    CHECK_STR(kinds("===\nx"), "tt");
}

TEST(markdown_fences_are_code_only_when_closed)
{
    CHECK_STR(kinds("```c\n# x\n\n```\ny"), "cccct");
    CHECK_STR(kinds("~~~~\n~~~\n```\n~~~~~\ny"), "cccct");
    CHECK_STR(kinds("```\n# x\ny"), "t1t");
    CHECK_STR(kinds("````\n```\nx\n```\ny"), "tccct");
    CHECK_STR(kinds("``` a`b\nx\n```\n"), "ttt");
    CHECK_STR(kinds("    ```\nx\n```\n"), "ttt");
}

TEST(markdown_tables_need_their_rule)
{
    CHECK_STR(kinds("|a|b|\n|--|:-:|\n|1|2|\n\nx|y"), "|||.t");
    CHECK_STR(kinds("a | b\n- | -\n1 | 2\nx"), "|||t");
    CHECK_STR(kinds("a|b\nc|d"), "tt");
}

TEST(markdown_comments_and_front_matter_are_no_text)
{
    CHECK_STR(kinds("<!-- INFO END -->\nx\n<!-- a\nb\n-->\ny"), "#t###t");
    CHECK_STR(kinds("<!-- a --> text\n<!-- b\n--> c\n<!-- never\nx"), "t#ttt");
    CHECK_STR(kinds("---\ntitle: x\n---\ny"), "###t");
    CHECK_STR(kinds("---\ntitle: x\n...\ny"), "###t");
    CHECK_STR(kinds("---\ntitle: x\ny"), "#tt");
    CHECK_STR(kinds("---\n\nx\n\n---\n"), "#.t.#");
    CHECK_STR(kinds("x\n\n---\na: b\n---\n"), "t.#2#");
}

TEST(markdown_unclosed_marks_cost_no_quadratic_time)
{
    enum { LINES = 200000 };
    struct buf b;
    struct member m;
    struct crib_err err;
    buf_init(&b, SIZE_MAX / 2);
    for (int i = 0; i < LINES; i++)
        CHECK_I64(buf_str(&b, i % 2 ? "```x\n" : "<!-- y\n", &err), CRIB_OK);
    cut(&m, b.p, b.n);
    markdown_kinds(&m);
    CHECK_U64(m.n_block, LINES);
    CHECK_U64(m.block[LINES - 1].kind, BLOCK_TEXT);
    mem_free(m.block);
    buf_done(&b);
}

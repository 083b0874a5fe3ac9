/* SPDX-License-Identifier: MIT */
/* The table for a spreadsheet: its columns, and that no cell is a formula. */
#include "core/base.h"

#include "core/mem.h"
#include "harness.h"
#include "test_report_fixture.h"

static const struct crib_report_options tsv = { .format = CRIB_FORMAT_TSV };

/* The column-th cell of the first line that begins with a record's name;
 * mem_free it. */
static char *cell(const char *table, const char *record, unsigned column)
{
    size_t n = strlen(record);
    while (strncmp(table, record, n) != 0 || table[n] != '\t') {
        table = strchr(table, '\n');
        if (!table || !*++table)
            return NULL;
    }
    while (column-- > 0)
        table += strcspn(table, "\t\n") + 1;
    return mem_strndup(table, strcspn(table, "\t\n"));
}

/* Column of the header with a name. */
static unsigned column_of(const char *table, const char *name)
{
    unsigned column = 0;
    size_t n = strlen(name);
    while (strncmp(table, name, n) != 0 || !strchr("\t\n", table[n])) {
        size_t skip = strcspn(table, "\t\n");
        CHECK(table[skip] == '\t');
        if (table[skip] != '\t')
            return 0;
        table += skip + 1;
        column++;
    }
    return column;
}

static void check_cell(const char *table, const char *record, const char *column, const char *expected)
{
    char *got = cell(table, record, column_of(table, column));
    CHECK_STR(got, expected);
    mem_free(got);
}

static unsigned tabs(const char *line)
{
    unsigned n = 0;
    for (; *line && *line != '\n'; line++)
        n += *line == '\t';
    return n;
}

TEST(report_tsv_has_the_same_cells_in_every_line)
{
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    char *got = fixture_report(&v, &tsv);
    unsigned lines = 0, columns = tabs(got);
    CHECK_U64(columns, 26);
    for (const char *s = got; *s; s = strchr(s, '\n') + 1, lines++)
        CHECK_U64(tabs(s), columns);
    CHECK_U64(lines, 1 + 2 + 2 + 1 + 2 + 1 + 1 + 1);
    mem_free(got);
}

TEST(report_tsv_tells_what_json_lines_tells)
{
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    char *got = fixture_report(&v, &tsv);
    check_cell(got, "pair", "id", "000000000000aaaa");
    check_cell(got, "pair", "kind", "near-duplicate");
    check_cell(got, "pair", "a_share", "0.9138");
    check_cell(got, "pair", "similarity", "0.8413");
    check_cell(got, "pair", "count", "1");
    check_cell(got, "passage", "role", "passage");
    check_cell(got, "passage", "b_source", "汇编.txt");
    check_cell(got, "passage", "b_ordinal", "3");
    check_cell(got, "passage", "b_first_line", "10");
    check_cell(got, "passage", "b_last_line", "12");
    check_cell(got, "passage", "b_text",
               "本市渔政站以服务渔民为主线，XX站全年巡查河道xx次，XX站办结案件xx件，XX群众满意。\\n一、主要做法\\n我们坚持依法巡查。");
    check_cell(got, "passage", "commonness", "");
    check_cell(got, "mark", "kind", "advertisement");
    check_cell(got, "mark", "a_text", "扫码关注公众号领取更多范文");
    check_cell(got, "cluster", "kind", "drop");
    check_cell(got, "cluster", "b_title", "渔政站工作总结");
    check_cell(got, "misfiled", "detail", "title-term-absent(term=园林, count=0); twin(per_10000=9138, ordinal=3, title=渔政站工作总结)");
    check_cell(got, "complaint", "a_source", "坏.txt");
    check_cell(got, "not-compared", "count", "2");
    mem_free(got);
}

TEST(report_tsv_cells_are_no_formulas)
{
    static const struct { const char *title, *cell; } c[] = {
        { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
        { "+1", "'+1" }, { "-1", "'-1" }, { "@SUM(A1)", "'@SUM(A1)" }, { "＝1", "'＝1" },
        { "\"a\tb", "'\"a\\tb" }, { "'quoted", "''quoted" },
        { "a\tb\r\nc\\d", "a\\tb\\r\\nc\\\\d" }, { "\tx", "\\tx" },
        { "\033[2J\u202Eabc\u200B", "\\u{001B}[2J\\u{202E}abc\\u{200B}" },
        { "a=b", "a=b" }, { "", "" },
    };
    static struct fixture f;
    for (size_t i = 0; i < COUNT_OF(c); i++) {
        fixture_collection(&f);
        f.document[0].title = c[i].title;
        struct view v = fixture_view(&f);
        char *got = fixture_report(&v, &tsv);
        check_cell(got, "pair", "a_title", c[i].cell);
        mem_free(got);
    }
}

TEST(report_tsv_facts_are_harmless_too)
{
    static struct fixture f;
    fixture_collection(&f);
    f.fact[0].arg[0].text = "a\tb\033";
    f.misfiled[0].n_evidence = 1;
    struct view v = fixture_view(&f);
    char *got = fixture_report(&v, &tsv);
    check_cell(got, "misfiled", "detail", "title-term-absent(term=a\\tb\\u{001B}, count=0)");
    mem_free(got);
}

/* SPDX-License-Identifier: MIT */
/* PAN's XML: which text is the suspicious one, what the files are called, and
 * that nothing a document is called can leave the folder or break the XML. */
#include "core/base.h"

#include "core/mem.h"
#include "harness.h"
#include "report/formats.h"
#include "test_report_fixture.h"

/* All files one after another, each behind a line "== name". */
struct files {
    struct buf all;
    size_t n;
};

static int files_begin(void *arg, const char *name)
{
    struct files *f = arg;
    f->n++;
    return buf_printf(&f->all, NULL, "== %s\n", name) == CRIB_OK ? 0 : 12;
}

static int files_sink(void *arg, const char *bytes, size_t n)
{
    return buf_add(&((struct files *)arg)->all, bytes, n, NULL) == CRIB_OK ? 0 : 12;
}

/* mem_free what it returns; NULL after a failure. */
static char *files_of(const struct fixture *f, size_t *n_files)
{
    struct view v = fixture_view(f);
    struct files files = { .n = 0 };
    buf_init(&files.all, 1 << 20);
    int rc = pan_write(&v, files_begin, files_sink, &files, NULL);
    char *all = rc == CRIB_OK ? buf_take(&files.all, NULL) : NULL;
    buf_done(&files.all);
    *n_files = files.n;
    return all;
}

static const char words[] = "é alpha beta gamma delta";

static uint32_t source(struct fixture *f, const char *name)
{
    return fixture_document(f, fixture_source(f, name, words), "", "é", "delta");
}

static void passage(struct fixture *f, uint32_t a, uint32_t b, const char *from, const char *to, enum crib_role role)
{
    f->passage[f->n_passages++] = (struct crib_passage){
        .a = fixture_place(f, a, from, to, ""), .b = fixture_place(f, b, "beta", "gamma", ""), .role = role,
    };
}

static void check_begins(const char *name_a, const char *name_b, const char *begins)
{
    static struct fixture f;
    f = (struct fixture){ .n_sources = 0 };
    uint32_t a = source(&f, name_a), b = source(&f, name_b);
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK_U64(n, 1);
    if (all)
        all[min_size(strlen(all), strlen(begins))] = '\0';
    CHECK_STR(all, begins);
    mem_free(all);
}

TEST(report_pan_offsets_are_characters_seen_from_the_suspicious_text)
{
    static struct fixture f;
    uint32_t a = source(&f, "in/src/one.txt"), b = source(&f, "in/susp/two.txt");
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK_STR(all, "== two-one.xml\n"
                   "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<document reference=\"two.txt\">\n"
                   "<feature name=\"detected-plagiarism\" this_offset=\"8\" this_length=\"10\""
                   " source_reference=\"one.txt\" source_offset=\"2\" source_length=\"10\"/>\n"
                   "</document>\n");
    mem_free(all);
}

TEST(report_pan_takes_the_suspicious_text_for_this_and_else_the_later_one)
{
    check_begins("a/susp/x.txt", "b/y.txt", "== x-y.xml\n");
    check_begins("susp", "y.txt", "== susp-y.xml\n");
    check_begins("a/suspicious-1.txt", "b/y.txt", "== suspicious-1-y.xml\n");
    check_begins("a/x.txt", "b/y.txt", "== y-x.xml\n");
    check_begins("susp/x.txt", "susp/y.txt", "== y-x.xml\n");
    check_begins("suspect/x.txt", "unsusp/y.txt", "== y-x.xml\n");
}

TEST(report_pan_holds_passages_and_quotations_of_two_texts_alone)
{
    static struct fixture f;
    uint32_t a = source(&f, "one.txt"), b = source(&f, "two.txt");
    passage(&f, a, a, "alpha", "alpha", CRIB_ROLE_PASSAGE);
    passage(&f, a, b, "delta", "delta", CRIB_ROLE_QUOTATION);
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_FORMULA);
    passage(&f, a, b, "alpha", "gamma", CRIB_ROLE_BOILERPLATE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK_U64(n, 1);
    CHECK(all && strstr(all, "source_offset=\"19\" source_length=\"5\"/>\n</document>\n"));
    mem_free(all);
}

TEST(report_pan_names_never_leave_the_folder)
{
    check_begins("../../etc/pass wd", "../../../x/-rf.txt", "== _rf-pass_wd.xml\n");
    check_begins("a/..", "b/.hidden", "== _hidden-_.xml\n");
    check_begins("a/x\n\x1b[2J.txt", "b/y\u202Etxt.exe", "== y_txt-x___2J.xml\n");
    check_begins("a/报告.md", "b/总结", "== 总结-报告.xml\n");
}

TEST(report_pan_keeps_long_names_short_and_whole_characters)
{
    static char name[2048];
    static struct fixture f;
    for (size_t i = 0; i + 3 < sizeof name; i += 3)
        memcpy(name + i, "报", 3);
    uint32_t a = source(&f, name), b = source(&f, "z");
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK(all != NULL);
    CHECK_U64(strcspn(all, "\n"), strlen("== z-.xml") + 36 * strlen("报"));
    mem_free(all);
}

/* Four pairs whose files would have one name. */
TEST(report_pan_numbers_the_files_that_would_have_one_name)
{
    static struct fixture f;
    uint32_t a = source(&f, "a b"), b = source(&f, "a_b"), c = source(&f, "z 1"), d = source(&f, "z_1");
    passage(&f, a, c, "alpha", "beta", CRIB_ROLE_PASSAGE);
    passage(&f, a, d, "alpha", "beta", CRIB_ROLE_PASSAGE);
    passage(&f, b, c, "alpha", "beta", CRIB_ROLE_PASSAGE);
    passage(&f, b, d, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK_U64(n, 4);
    const char *first = all ? strstr(all, "== z_1-a_b.xml\n") : NULL, *second = first ? strstr(first, "== z_1-a_b~2.xml\n") : NULL,
               *third = second ? strstr(second, "== z_1-a_b~3.xml\n") : NULL;
    CHECK(first == all && third && strstr(third, "== z_1-a_b~4.xml\n"));
    CHECK(first && second && strstr(first, "reference=\"z 1\"") < second);
    mem_free(all);
}

TEST(report_pan_refers_to_files_of_one_name_with_their_folders)
{
    static struct fixture f;
    uint32_t a = source(&f, "2023/report.txt"), b = source(&f, "2024/report.txt");
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK(all && strstr(all, "== 2024_report-2023_report.xml\n"));
    CHECK(all && strstr(all, "<document reference=\"2024/report.txt\">"));
    CHECK(all && strstr(all, "source_reference=\"2023/report.txt\""));
    mem_free(all);
}

TEST(report_pan_tells_the_members_of_one_file_apart)
{
    static struct fixture f;
    uint32_t s = fixture_source(&f, "rows.jsonl", words);
    uint32_t a = fixture_document(&f, s, "", "é", "delta"), b = fixture_document(&f, s, "", "é", "delta");
    f.document[a].member = "r1";
    f.document[b].member = "../r2";
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK_U64(n, 1);
    CHECK(all && strstr(all, "<document reference=\"rows.jsonl#../r2\">"));
    CHECK(all && strstr(all, "source_reference=\"rows.jsonl#r1\""));
    CHECK(all && strcspn(all, "/") > strcspn(all, "\n")); /* not in the file name */
    mem_free(all);
}

TEST(report_pan_escapes_what_xml_takes_for_markup)
{
    static struct fixture f;
    uint32_t a = source(&f, "a&b<c>\"'.txt"), b = source(&f, "\x01\n\u202E\uFFFE.txt");
    passage(&f, b, a, "alpha", "beta", CRIB_ROLE_PASSAGE);
    size_t n;
    char *all = files_of(&f, &n);
    CHECK(all && strstr(all, "=\"a&#38;b&#60;c&#62;&#34;'.txt\""));
    CHECK(all && strstr(all, "=\"\uFFFD&#10;&#8238;\uFFFD.txt\""));
    mem_free(all);
}

TEST(report_pan_survives_every_refused_allocation)
{
    static struct fixture f;
    uint32_t a = source(&f, "one.txt"), b = source(&f, "two.txt");
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    uint64_t before = mem_live();
    char *all = NULL;
    long nth = 0;
    for (; !all && nth < 1000; nth++) {
        size_t n;
        mem_refuse_from(nth);
        all = files_of(&f, &n);
        mem_refuse_from(-1);
        if (!all)
            CHECK_U64(mem_live(), before);
    }
    CHECK(all && nth > 5);
    mem_free(all);
}

static int fails_to_begin(void *arg, const char *name)
{
    (void)name;
    return ++*(int *)arg == 2 ? 28 : 0;
}

static int swallows(void *arg, const char *bytes, size_t n)
{
    (void)arg, (void)bytes, (void)n;
    return 0;
}

TEST(report_pan_stops_at_the_first_file_that_cannot_be_made)
{
    static struct fixture f;
    uint32_t a = source(&f, "a"), b = source(&f, "b"), c = source(&f, "c");
    passage(&f, a, b, "alpha", "beta", CRIB_ROLE_PASSAGE);
    passage(&f, a, c, "alpha", "beta", CRIB_ROLE_PASSAGE);
    passage(&f, b, c, "alpha", "beta", CRIB_ROLE_PASSAGE);
    struct view v = fixture_view(&f);
    struct crib_err err = { .code = CRIB_OK };
    int begun = 0;
    CHECK_I64(pan_write(&v, fails_to_begin, swallows, &begun, &err), CRIB_E_IO);
    CHECK_I64(begun, 2);
    CHECK_STR(err.what, "a file of the report cannot be made (error 28)");
}

/* SPDX-License-Identifier: MIT */
/* The report for people: what stands where, that it fits the terminal, and
 * that no document can drive it. */
#include "core/base.h"

#include "core/mem.h"
#include "core/utf8.h"
#include "harness.h"
#include "core/harmless.h"
#include "report/width.h"
#include "test_report_fixture.h"
#include "test_report_golden_text.h"

static char *report_of(const struct fixture *f, enum crib_lang lang, bool color, uint32_t columns, bool brief)
{
    struct crib_report_options o = { .lang = lang, .color = color, .columns = columns, .brief = brief };
    struct view v = fixture_view(f);
    return fixture_report(&v, &o);
}

TEST(report_text_in_chinese)
{
    static struct fixture f;
    fixture_collection(&f);
    char *got = report_of(&f, CRIB_LANG_ZH, false, 100, false);
    CHECK_STR(got, golden_zh);
    mem_free(got);
}

TEST(report_text_in_english)
{
    static struct fixture f;
    fixture_collection(&f);
    char *got = in_english(&f);
    CHECK_STR(got, golden_en);
    mem_free(got);
}

TEST(report_text_brief_is_the_first_screen_alone)
{
    static struct fixture f;
    fixture_collection(&f);
    char *whole = in_english(&f), *brief = report_of(&f, CRIB_LANG_EN, false, 0, true);
    size_t n = strlen(brief);
    CHECK(n < strlen(whole));
    CHECK(memcmp(brief, whole, n) == 0);
    CHECK(strstr(brief, "{+XX+}") == NULL);
    CHECK(strncmp(whole + n, "\nThe passages", 13) == 0);
    mem_free(whole);
    mem_free(brief);
}

TEST(report_text_sections_come_in_their_order)
{
    static const char *const order[] = { "Read ", "Misfiled", "Filed more than once", "Near-duplicates outside",
                                         "Contained in", "Same title", "Passages used", "Only counted", "Not compared",
                                         "Lost", "Notes", "The passages" };
    static struct fixture f;
    fixture_collection(&f);
    f.document[3].title = f.document[1].title;
    f.pair[2] = (struct crib_pair){ 0xeeee, 1, 3, CRIB_NEAR_DUPLICATE, 30, 31, 32, 0 };
    f.pair[3] = (struct crib_pair){ 0xffff, 2, 3, CRIB_CONTAINED, 30, 70, 31, 0 };
    f.n_pairs = 4;
    f.complaint[1] = f.complaint[0];
    f.complaint[1].level = CRIB_NOTE;
    f.n_complaints = 2;
    char *got = in_english(&f), *at = got;
    for (size_t i = 0; i < COUNT_OF(order) && at; i++) {
        at = strstr(at, order[i]);
        if (!at)
            printf("no \"%s\" after what should come before it\n", order[i]);
        CHECK(at != NULL);
    }
    check_says(got, "96.8 % of it stands in document 3");
    mem_free(got);
}

TEST(report_text_says_plainly_when_nothing_was_found)
{
    static struct fixture f;
    fixture_collection(&f);
    f.n_pairs = f.n_misfiled = f.n_clusters = f.n_passages = f.n_marks = f.n_complaints = f.n_left_out = 0;
    char *got = report_of(&f, CRIB_LANG_ZH, false, 100, false);
    check_says(got, "没有发现重复使用的文字，也没有题文不符的文档。\n");
    mem_free(got);
    f.passage[0].role = CRIB_ROLE_FORMULA;
    f.n_passages = 1;
    got = in_english(&f);
    check_says(got, "No findings: nothing but stock phrases");
    check_says(got, "Only counted: 1 stock phrase.");
    mem_free(got);
}

TEST(report_text_of_no_documents)
{
    static struct fixture f;
    f = (struct fixture){ 0 };
    char *got = in_english(&f);
    CHECK_STR(got, "Read 0 sources, 0 documents, 0 units.\n");
    mem_free(got);
}

TEST(report_text_shows_a_disagreeing_count_first)
{
    static struct fixture f;
    fixture_collection(&f);
    f.source[1].n_stated = 5;
    char *got = in_english(&f);
    const char *wrong = strstr(got, "states 5 documents, found 1"), *right = strstr(got, "states 3 documents, found 3");
    CHECK(wrong && right && wrong < right);
    mem_free(got);
}

TEST(report_text_shortens_long_lists_and_says_by_how_much)
{
    static struct fixture f;
    fixture_collection(&f);
    for (f.n_misfiled = 1; f.n_misfiled < 53; f.n_misfiled++)
        f.misfiled[f.n_misfiled] = f.misfiled[0];
    char *got = in_english(&f);
    check_says(got, "fit the text (53)\n");
    check_says(got, "and 3 more (all of them: --format jsonl)");
    mem_free(got);
}

TEST(report_text_says_where_the_document_stands_whose_title_fits_better)
{
    static struct fixture f;
    fixture_collection(&f);
    f.misfiled[0].twin = CRIB_NONE;
    f.misfiled[0].fitting = 3;
    f.fact[1].code = "other-title-fits";
    char *got = in_english(&f);
    check_says(got, "\n      the title that fits it better: “博物馆工作总结”  博物馆.txt:1\n");
    CHECK(strstr(got, "the title of document") == NULL);
    mem_free(got);
}

TEST(report_text_names_documents_without_title_and_members)
{
    static struct fixture f;
    fixture_collection(&f);
    f.document[3].title = "";
    f.document[3].member = "row-7";
    char *got = in_english(&f);
    check_says(got, "\n(untitled)  博物馆.txt#row-7:1\n");
    mem_free(got);
}

TEST(report_text_leaves_out_the_folder_all_files_lie_in)
{
    static struct fixture f;
    fixture_collection(&f);
    f.source[0].name = "/data/of/the/city/year/汇编.txt";
    f.source[1].name = "/data/of/the/city/yesterday/博物馆.txt";
    f.complaint[0].source = "/elsewhere/坏.txt";
    char *got = in_english(&f);
    check_says(got, "units.\n  Files are named below /data/of/the/city/\n  year/汇编.txt: states 3");
    check_says(got, "  yesterday/博物馆.txt:2\n");
    check_says(got, "  /elsewhere/坏.txt: cannot be read");
    mem_free(got);
}

TEST(report_text_puts_no_marks_around_a_title_that_has_them)
{
    static struct fixture f;
    fixture_collection(&f);
    f.document[3].title = "《博物馆条例》";
    char *got = report_of(&f, CRIB_LANG_ZH, false, 100, false);
    check_says(got, "\n《博物馆条例》  博物馆.txt:1\n");
    mem_free(got);
}

TEST(report_text_tells_of_a_shared_passage_once)
{
    static struct fixture f;
    fixture_collection(&f);
    char *got = report_of(&f, CRIB_LANG_EN, false, 100, true);
    const char *list = strstr(got, "Passages used"), *told = strstr(list, "1 passage, longest 20 units");
    CHECK(told != NULL);
    CHECK(told && strstr(told + 1, "1 passage, longest") == NULL);
    mem_free(got);
    f.passage[2] = f.passage[1]; /* a longer one of the second document alone */
    f.passage[2].a = f.passage[2].b;
    f.passage[2].length = 21;
    f.n_passages = 3;
    f.pair[2] = (struct crib_pair){ 0xeeee, 3, 3, CRIB_SHARES_PASSAGES, 20, 30, 30, 1 };
    f.n_pairs = 3;
    got = report_of(&f, CRIB_LANG_EN, false, 100, true);
    check_says(got, "2 passages, longest 21 units: line 2 = line 2\n");
    check_says(got, "1 passage, longest 20 units: line 8 = “博物馆工作总结”");
    mem_free(got);
}

TEST(report_text_shortens_long_titles_and_paths)
{
    static struct fixture f;
    static char title[5000], path[5000];
    fixture_collection(&f);
    memset(title, 't', sizeof title - 1);
    memset(path, 'p', sizeof path - 1);
    f.document[0].title = title;
    f.source[1].name = path;
    char *got = in_english(&f);
    CHECK(strlen(got) < 8000);
    check_says(got, "tttt…”");
    check_says(got, "…pppp");
    mem_free(got);
}

/* Nothing but line ends, printable characters and, in colour, SGR. */
static void check_harmless(const char *report, bool color)
{
    for (size_t i = 0, n = strlen(report); i < n && !test_failing();) {
        if (color && strncmp(report + i, "\033[", 2) == 0) {
            i += 2;
            i += strspn(report + i, "0123456789");
            CHECK(report[i++] == 'm');
            continue;
        }
        bool ok = true;
        uint32_t cp = utf8_next_checked(report, n, &i, &ok);
        CHECK(ok);
        CHECK(cp == '\n' || !harmful(cp));
    }
}

TEST(report_text_is_harmless_whatever_a_document_holds)
{
    static const char bad[] = "\033]0;owned\007\033[2J\302\233\342\200\256rtl\342\200\213\r\t\001\xff\xc3(";
    static struct fixture f;
    static char text[4096];
    fixture_collection(&f);
    snprintf(text, sizeof text, "%s", f.text[0]);
    size_t in_text = f.passage[0].a.bytes.beg;
    memcpy(text + in_text, bad, sizeof bad - 1);
    f.text[0] = text;
    for (size_t i = 0; i < f.n_documents; i++)
        f.document[i].title = bad;
    f.document[1].member = bad;
    f.source[0].name = f.source[1].encoding = bad;
    f.passage[0].a.section = bad;
    f.edit[0].a = (struct crib_span){ in_text, in_text + sizeof bad - 1 };
    f.fact[0].arg[0].text = bad;
    f.complaint[0].source = bad;
    f.left_out[0].reason = "unknown-reason";
    for (int lang = 0; lang < 2; lang++)
        for (int color = 0; color < 2; color++) {
            char *got = report_of(&f, (enum crib_lang)lang, color, 60, false);
            check_harmless(got, color);
            check_says(got, "\\u{001B}]0;owned\\u{0007}");
            check_says(got, "\\u{202E}rtl\\u{200B}");
            mem_free(got);
        }
}

TEST(report_text_colour_is_off_at_every_lines_end)
{
    static struct fixture f;
    fixture_collection(&f);
    char *got = report_of(&f, CRIB_LANG_ZH, true, 60, false);
    check_harmless(got, true);
    check_says(got, "\033[31m青溪\033[0m\033[32mXX\033[0m");
    CHECK(strstr(got, "[-") == NULL);
    for (char *line = got, *end; *line; line = end + 1) {
        bool on = false;
        end = strchr(line, '\n');
        for (char *s = line; s < end; s++)
            if (*s == '\033')
                on = strncmp(s, "\033[0m", 4) != 0;
        CHECK(!on);
    }
    mem_free(got);
}

TEST(report_text_fits_every_terminal)
{
    static struct fixture f;
    fixture_collection(&f);
    for (uint32_t columns = 40; columns <= 140; columns += 3)
        for (int lang = 0; lang < 2; lang++) {
            char *got = report_of(&f, (enum crib_lang)lang, false, columns, false);
            for (char *line = got, *end; *line; line = end + 1) {
                end = strchr(line, '\n');
                CHECK(width_of_text(line, (size_t)(end - line), lang == CRIB_LANG_ZH) <= columns);
                CHECK(end == line || end[-1] != ' ');
            }
            mem_free(got);
        }
}

TEST(report_text_aligns_what_follows_keep_and_drop)
{
    static struct fixture f;
    fixture_collection(&f);
    for (int lang = 0; lang < 2; lang++) {
        char *got = report_of(&f, (enum crib_lang)lang, false, 100, true);
        const char *keep = strstr(got, lang ? "  保留" : "  keep"), *drop = strstr(got, lang ? "  重复 " : "  drop ");
        const char *name = lang ? "第 " : "document ", *keep_name = strstr(keep, name), *drop_name = strstr(drop, name);
        CHECK_U64(width_of_text(keep, (size_t)(keep_name - keep), true), 7);
        CHECK_U64(width_of_text(drop, (size_t)(drop_name - drop), true), 7);
        mem_free(got);
    }
}

TEST(report_text_warns_of_hidden_characters)
{
    static struct fixture f;
    fixture_collection(&f);
    f.passage[0].flags = CRIB_FLAG_ZERO_WIDTH | CRIB_FLAG_HOMOGLYPH;
    char *got = in_english(&f);
    check_says(got, "zero-width characters");
    check_says(got, "look-alike");
    CHECK(strstr(got, "bidi") == NULL);
    mem_free(got);
}

TEST(report_text_same_title_over_one_text_is_no_finding)
{
    static struct fixture f;
    fixture_collection(&f);
    f.document[2].title = f.document[0].title; /* in one group */
    char *got = in_english(&f);
    CHECK(strstr(got, "Same title") == NULL);
    mem_free(got);
    f.document[1].title = "园林所 工作总结"; /* white space aside */
    got = in_english(&f);
    check_says(got, "Same title over different texts (1)\n  “园林所工作总结”: 3 documents  汇编.txt:3");
    mem_free(got);
}

static struct crib_span random_span(uint64_t *seed, uint64_t n)
{
    uint64_t a = test_random(seed) % (n + 3), b = test_random(seed) % (n + 3);
    return (struct crib_span){ a, b };
}

/* Spans that no stage should ever hand over: cut characters, ends before
 * beginnings, places outside the text, edits in disorder. */
TEST(report_survives_spans_that_make_no_sense)
{
    static struct fixture f;
    uint64_t seed = 77;
    for (int round = 0; round < 300 && !test_failing(); round++) {
        fixture_collection(&f);
        uint64_t n = strlen(f.text[0]);
        for (size_t i = 0; i < f.n_passages; i++) {
            struct crib_passage *p = &f.passage[i];
            p->a.bytes = random_span(&seed, n);
            p->b.bytes = random_span(&seed, n);
            p->edit = f.edit;
            p->n_edits = FIXTURE_MOST;
            p->klass = (enum crib_class)(test_random(&seed) % CRIB_N_CLASSES);
            p->distance = test_random(&seed) % 9;
            p->longer = test_random(&seed) % 9;
        }
        for (size_t i = 0; i < FIXTURE_MOST; i++)
            f.edit[i] = (struct crib_edit){ (enum crib_change)(test_random(&seed) % CRIB_N_CHANGES),
                                            random_span(&seed, n), random_span(&seed, n) };
        char *text = report_of(&f, CRIB_LANG_ZH, round % 2, 60, false);
        check_harmless(text, round % 2);
        mem_free(text);
        for (int format = CRIB_FORMAT_JSONL; format <= CRIB_FORMAT_TSV; format++) {
            struct view v = fixture_view(&f);
            char *table = fixture_report(&v, &(struct crib_report_options){ .format = (enum crib_format)format });
            CHECK(table != NULL);
            CHECK_U64(utf8_broken(table, strlen(table), NULL), 0);
            mem_free(table);
        }
    }
}

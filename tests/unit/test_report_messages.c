/* SPDX-License-Identifier: MIT */
/* Sentences: both languages for every code, and no surprises in them. */
#include "core/base.h"

#include <glob.h>

#include "core/mem.h"
#include "harness.h"
#include "report/messages.h"
#include "test_report_fixture.h"

static struct crib_fact make(const char *code, const char *term, int64_t count)
{
    struct crib_fact f = { .code = code, .n_args = 2 };
    f.arg[0] = (struct crib_arg){ .name = "term", .kind = CRIB_ARG_TEXT, .text = term };
    f.arg[1] = (struct crib_arg){ .name = "count", .kind = CRIB_ARG_INT, .number = count };
    return f;
}

static void check_sentence(const struct crib_fact *f, enum crib_lang lang, const char *expected)
{
    char out[256];
    CHECK_U64(crib_fact_sentence(f, lang, out, sizeof out), strlen(expected));
    CHECK_STR(out, expected);
}

TEST(report_sentence_in_both_languages)
{
    struct crib_fact f = make("title-term-rare", "园林", 2), one = make("title-term-rare", "garden", 1);
    check_sentence(&f, CRIB_LANG_ZH, "题名“园林”在正文仅出现 2 次");
    check_sentence(&f, CRIB_LANG_EN, "the title's “园林” occurs only 2 times in the text");
    check_sentence(&one, CRIB_LANG_EN, "the title's “garden” occurs only 1 time in the text");
}

TEST(report_sentence_turns_shares_and_reasons_into_words)
{
    struct crib_fact f = { .code = "twin", .n_args = 3 };
    f.arg[0] = (struct crib_arg){ .name = "ordinal", .number = 9 };
    f.arg[1] = (struct crib_arg){ .name = "title", .kind = CRIB_ARG_TEXT, .text = "渔政站工作总结" };
    f.arg[2] = (struct crib_arg){ .name = "per_10000", .number = 9900 };
    check_sentence(&f, CRIB_LANG_ZH, "与第 9 篇《渔政站工作总结》99 % 相同");
    struct crib_fact r = { .code = "cannot-read", .n_args = 1 };
    r.arg[0] = (struct crib_arg){ .name = "reason", .kind = CRIB_ARG_TEXT, .text = "permission-denied" };
    check_sentence(&r, CRIB_LANG_ZH, "无法读取：没有权限");
    r.arg[0].text = "a-reason-nobody-knows";
    check_sentence(&r, CRIB_LANG_EN, "cannot be read: a-reason-nobody-knows");
}

TEST(report_sentence_of_an_unknown_code_shows_what_is_known)
{
    struct crib_fact f = make("from-the-future", "x", -3), bare = { .code = "bare" };
    check_sentence(&f, CRIB_LANG_EN, "from-the-future(term=x, count=-3)");
    check_sentence(&bare, CRIB_LANG_ZH, "bare");
}

TEST(report_sentence_makes_its_arguments_harmless)
{
    struct crib_fact f = make("title-term-absent", "a\033[31m\u202Eb\n", 0);
    check_sentence(&f, CRIB_LANG_ZH, "题名“a\\u{001B}[31m\\u{202E}b\\u{000A}”在正文出现 0 次");
}

TEST(report_sentence_is_cut_between_characters)
{
    struct crib_fact f = make("title-term-rare", "园林", 2);
    char whole[128], cut[128];
    size_t n = crib_fact_sentence(&f, CRIB_LANG_ZH, whole, sizeof whole);
    CHECK(n < sizeof whole);
    for (size_t cap = 0; cap <= n + 1; cap++) {
        memset(cut, '#', sizeof cut);
        CHECK_U64(crib_fact_sentence(&f, CRIB_LANG_ZH, cut, cap), n);
        if (cap == 0) {
            CHECK(cut[0] == '#');
            continue;
        }
        size_t kept = strlen(cut);
        CHECK(kept < cap);
        CHECK(memcmp(cut, whole, kept) == 0);
        CHECK(((unsigned char)whole[kept] & 0xC0) != 0x80); /* a character begins there */
        CHECK(cut[kept + 1] == '#' || kept + 1 == sizeof cut);
    }
    CHECK_STR(cut, whole);
}

static void check_table(const struct message *table, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        CHECK(table[i].en && table[i].en[0]);
        CHECK(table[i].zh && table[i].zh[0]);
        CHECK(message_find(table[i].code) == &table[i]);
        CHECK(i == 0 || strcmp(table[i - 1].code, table[i].code) < 0);
    }
}

TEST(report_messages_are_sorted_complete_and_found)
{
    check_table(message_fact, n_message_facts);
    check_table(message_phrase, n_message_phrases);
    CHECK(message_find("") == NULL);
    CHECK(message_find("zzz") == NULL);
}

/* Does a template name the argument that begins at `name`, n bytes long? */
static bool uses(const char *template, const char *name, size_t n)
{
    for (const char *s = strchr(template, '{'); s; s = strchr(s + 1, '{'))
        if (strncmp(s + 1, name, n) == 0 && strchr("}|%:", s[1 + n]))
            return true;
    return false;
}

static void check_same_arguments(const char *from, const char *to)
{
    for (const char *s = strchr(from, '{'); s; s = strchr(s + 1, '{')) {
        size_t n = strcspn(s + 1, "}|%:");
        CHECK(s[1 + strcspn(s + 1, "}")] == '}');
        CHECK(n > 0 && uses(to, s + 1, n));
    }
}

TEST(report_messages_tell_the_same_in_both_languages)
{
    for (size_t i = 0; i < n_message_facts; i++) {
        check_same_arguments(message_fact[i].en, message_fact[i].zh);
        check_same_arguments(message_fact[i].zh, message_fact[i].en);
    }
    for (size_t i = 0; i < n_message_phrases; i++) {
        check_same_arguments(message_phrase[i].en, message_phrase[i].zh);
        check_same_arguments(message_phrase[i].zh, message_phrase[i].en);
    }
}

/* A source file whole, NUL terminated, or NULL. */
static char *slurp(const char *path)
{
    FILE *in = fopen(path, "rb");
    struct buf b;
    char part[4096];
    size_t n;
    if (!in)
        return NULL;
    buf_init(&b, (size_t)1 << 24);
    while ((n = fread(part, 1, sizeof part, in)) > 0)
        CHECK(buf_add(&b, part, n, NULL) == CRIB_OK);
    fclose(in);
    return buf_take(&b, NULL);
}

/* Every text in quotation marks in one argument of a call must be a known
 * code. open is the call's parenthesis. */
static unsigned check_call(const char *path, const char *open, unsigned argument)
{
    unsigned found = 0;
    int depth = 0;
    for (const char *s = open; *s && *s != ';'; s++) {
        depth += (*s == '(') - (*s == ')');
        if (depth == 0 || (*s == ',' && depth == 1 && argument-- == 0))
            break;
        if (*s != '"' || argument > 0)
            continue;
        size_t n = strcspn(s + 1, "\"");
        char code[64];
        snprintf(code, sizeof code, "%.*s", (int)n, s + 1);
        if (!message_find(code)) {
            printf("%s: no sentence for \"%s\"\n", path, code);
            CHECK(!"every code has its sentences");
        }
        found++;
        s += n + 1;
    }
    return found;
}

/* What makes facts out of codes, and in which argument the code stands. */
struct maker { const char *name; unsigned argument; };

static unsigned check_calls(const char *path, const char *text, const struct maker *m)
{
    unsigned found = 0;
    for (const char *s = strstr(text, m->name); s; s = strstr(s + 1, m->name))
        found += check_call(path, s + strlen(m->name) - 1, m->argument);
    return found;
}

TEST(report_has_a_sentence_for_every_code_in_the_sources)
{
    static const struct maker maker[] = { { "fact(", 0 }, { "fact_with_int(", 0 }, { "two_numbers(", 0 }, { "leave_out(", 1 } };
    static const char *const folder[] = { "source", "segment", "cluster", "engine", "match", "index", "text" };
    unsigned found = 0;
    for (size_t i = 0; i < COUNT_OF(folder); i++) {
        char pattern[64];
        glob_t files;
        snprintf(pattern, sizeof pattern, "src/%s/*.c", folder[i]);
        if (glob(pattern, 0, NULL, &files) != 0)
            continue;
        for (size_t k = 0; k < files.gl_pathc; k++) {
            char *text = slurp(files.gl_pathv[k]);
            for (size_t m = 0; text && m < COUNT_OF(maker); m++)
                found += check_calls(files.gl_pathv[k], text, &maker[m]);
            mem_free(text);
        }
        globfree(&files);
    }
    if (found == 0)
        test_skip("the sources are not below the working directory");
}

/* SPDX-License-Identifier: MIT */
/* From names to the list of what to read. */
#include "test_source_temp.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "source/glob.h"
#include "source/kind.h"

static const struct source_options none;

/* The list of paths inside t, as names below it joined by spaces. */
static const char *listed(struct temp *t, struct source_list *l, const struct source_options *o, const char *const *name, size_t n)
{
    static char out[4096];
    struct crib_err err;
    size_t len = 0;
    source_list_init(l);
    for (size_t i = 0; i < n; i++)
        CHECK_I64(source_list_add_path(l, temp_path(t, name[i]), o, &err), CRIB_OK);
    CHECK_I64(source_list_finish(l, &err), CRIB_OK);
    out[0] = '\0';
    for (size_t i = 0; i < l->n; i++)
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%s", i ? " " : "", l->entry[i].path + strlen(t->path) + 1);
    return out;
}

#define LISTED(t, l, o, ...) \
    listed((t), (l), (o), (const char *const[]){ __VA_ARGS__ }, COUNT_OF(((const char *const[]){ __VA_ARGS__ })))

/* The list's complaints, "level code[=first argument] name" joined by "; ". */
static const char *complained(struct temp *t, const struct source_list *l)
{
    static char out[4096];
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < l->n_complaint; i++) {
        const struct complaint *c = &l->complaint[i].complaint;
        const struct crib_arg *a = c->what.n_args ? &c->what.arg[0] : NULL;
        char value[64] = "";
        if (a && a->kind == CRIB_ARG_TEXT)
            snprintf(value, sizeof value, "=%s", a->text);
        else if (a)
            snprintf(value, sizeof value, "=%" PRId64, a->number);
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%s %s%s %s", i ? "; " : "", c->lost ? "lost" : "note",
                                c->what.code, value, l->complaint[i].path + strlen(t->path) + 1);
    }
    return out;
}

TEST(walk_takes_known_extensions_and_text_without_one_sorted_by_bytes)
{
    struct temp t;
    struct source_list l;
    temp_init(&t);
    temp_text(&t, "d/b.TXT", "b");
    temp_text(&t, "d/a/z.md", "z");
    temp_text(&t, "d/a.markdown", "m");
    temp_text(&t, "d/rows.jsonl", "{}");
    temp_text(&t, "d/n.ndjson", "{}");
    temp_text(&t, "d/t.text", "t");
    temp_text(&t, "d/README", "words");
    temp_text(&t, "d/总结2023.12.31", "年度");
    temp_write(&t, "d/program", "\x7F" "ELF\0\0\0\1", 8);
    temp_text(&t, "d/picture.png", "words");
    temp_text(&t, "d/.hidden.txt", "h");
    temp_text(&t, "d/.git/x.txt", "h");
    CHECK_STR(LISTED(&t, &l, &none, "d"), "d/README d/a.markdown d/a/z.md d/b.TXT d/n.ndjson d/rows.jsonl d/t.text d/总结2023.12.31");
    CHECK_STR(complained(&t, &l), "note files-skipped=2 d");
    CHECK_STR(l.complaint[0].complaint.what.arg[1].text, temp_path(&t, "d/picture.png"));
    source_list_done(&l);
    temp_done(&t);
}

TEST(walk_reads_what_is_named_whatever_it_is_called)
{
    struct temp t;
    struct source_list l;
    temp_init(&t);
    temp_text(&t, "d/.hidden.txt", "h");
    temp_text(&t, "d/.folder/x.txt", "h");
    temp_text(&t, "d/odd.log", "h");
    CHECK_STR(LISTED(&t, &l, &none, "d/odd.log", "d/.hidden.txt", "d/.folder/"), "d/.folder/x.txt d/.hidden.txt d/odd.log");
    CHECK_U64(l.n_complaint, 0);
    source_list_done(&l);
    temp_done(&t);
}

TEST(walk_gives_the_same_list_for_any_order_of_arguments)
{
    static const char *const name[] = { "d", "d/a", "e/link", "d/b.txt", "missing", "e", "hard.txt", "f/loop", "f" };
    struct temp t;
    struct source_list l;
    char want[4096], want_complaints[4096];
    uint64_t seed = 7;
    temp_init(&t);
    temp_text(&t, "d/a/1.txt", "1");
    temp_text(&t, "d/b.txt", "2");
    temp_text(&t, "e/c.txt", "3");
    temp_link(&t, "../d/a", "e/link");
    temp_link(&t, "..", "f/loop");
    temp_link(&t, "b.txt", "d/alias.txt");
    char from[512];
    snprintf(from, sizeof from, "%s", temp_path(&t, "e/c.txt"));
    CHECK_I64(link(from, temp_path(&t, "hard.txt")), 0);
    snprintf(want, sizeof want, "%s", listed(&t, &l, &none, name, COUNT_OF(name)));
    snprintf(want_complaints, sizeof want_complaints, "%s", complained(&t, &l));
    CHECK_STR(want, "d/a/1.txt d/alias.txt e/c.txt");
    CHECK(strstr(want_complaints, "lost not-found missing") != NULL);
    source_list_done(&l);
    for (int round = 0; round < 50 && !test_failing(); round++) {
        const char *shuffled[COUNT_OF(name)];
        memcpy(shuffled, name, sizeof name);
        for (size_t i = COUNT_OF(name); i > 1; i--) {
            size_t k = test_random(&seed) % i;
            const char *swap = shuffled[k];
            shuffled[k] = shuffled[i - 1];
            shuffled[i - 1] = swap;
        }
        CHECK_STR(listed(&t, &l, &none, shuffled, COUNT_OF(name)), want);
        CHECK_STR(complained(&t, &l), want_complaints);
        source_list_done(&l);
    }
    temp_done(&t);
}

TEST(walk_ends_in_loops_of_links_and_says_so)
{
    struct temp t;
    struct source_list l;
    temp_init(&t);
    temp_text(&t, "d/x.txt", "x");
    temp_link(&t, "..", "d/up");
    temp_link(&t, ".", "d/self");
    temp_link(&t, "round", "d/round");
    CHECK_STR(LISTED(&t, &l, &none, "d"), "d/x.txt");
    CHECK_STR(complained(&t, &l), "note link-loop d/round; note link-loop d/self; note link-loop d/up/d");
    source_list_done(&l);
    temp_done(&t);
}

TEST(walk_enters_each_folder_once_where_links_make_exponentially_many_paths)
{
    struct temp t;
    struct source_list l;
    temp_init(&t);
    for (int i = 0; i < 40; i++) {
        char name[64], target[64];
        snprintf(name, sizeof name, "d%d/x.txt", i);
        temp_text(&t, name, "x");
        snprintf(target, sizeof target, "../d%d", i + 1);
        for (char c = 'a'; c < 'd'; c++) {
            snprintf(name, sizeof name, "d%d/%c", i, c);
            if (i < 39)
                temp_link(&t, target, name);
        }
    }
    LISTED(&t, &l, &none, "d0");
    CHECK_U64(l.n, 40);
    CHECK_U64(l.n_complaint, 0);
    source_list_done(&l);
    temp_done(&t);
}

TEST(walk_complains_of_what_it_cannot_open)
{
    struct temp t;
    struct source_list l;
    temp_init(&t);
    temp_folder(&t, "empty");
    temp_folder(&t, "hollow/inner");
    mkfifo(temp_path(&t, "pipe"), 0666);
    temp_folder(&t, "walked");
    mkfifo(temp_path(&t, "walked/pipe.txt"), 0666);
    temp_link(&t, "nowhere", "walked/gone.txt");
    temp_link(&t, "nowhere", "walked/gone.png");
    temp_link(&t, "/dev/null", "null");
    CHECK_STR(LISTED(&t, &l, &none, "empty", "hollow", "pipe", "walked", "null", "missing", "missing/below", "missing"), "");
    CHECK_STR(complained(&t, &l), "note nothing-to-read empty; note nothing-to-read hollow; lost not-found missing; "
                                  "lost not-found missing/below; lost not-a-file=device null; lost not-a-file=fifo pipe; "
                                  "note nothing-to-read walked; lost not-found walked/gone.txt; "
                                  "note not-a-file=fifo walked/pipe.txt");
    source_list_done(&l);
    temp_done(&t);
}

TEST(walk_complains_of_a_socket)
{
    struct temp t;
    struct source_list l;
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    temp_init(&t);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    size_t n = strlen(temp_path(&t, "s"));
    if (fd < 0 || n >= sizeof address.sun_path) {
        test_skip("no socket to be had");
    } else {
        memcpy(address.sun_path, temp_path(&t, "s"), n);
        CHECK_I64(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
        LISTED(&t, &l, &none, "s");
        CHECK_STR(complained(&t, &l), "lost not-a-file=socket s");
        source_list_done(&l);
    }
    if (fd >= 0)
        close(fd);
    temp_done(&t);
}

TEST(walk_complains_of_what_it_may_not_read)
{
    struct temp t;
    struct source_list l;
    uid_t me = geteuid();
    temp_init(&t);
    chmod(t.path, 0755);
    chmod(temp_text(&t, "d/no.txt", "x"), 0);
    temp_folder(&t, "d/closed");
    chmod(temp_path(&t, "d/closed"), 0);
    if (me == 0 && seteuid(65534) != 0) {
        test_skip("root may read everything, and stays root here");
    } else {
        CHECK_STR(LISTED(&t, &l, &none, "d"), "");
        CHECK_STR(complained(&t, &l), "lost cannot-read=permission-denied d/closed; "
                                      "lost cannot-read=permission-denied d/no.txt");
        source_list_done(&l);
    }
    CHECK_I64(seteuid(me), 0);
    chmod(temp_path(&t, "d/closed"), 0700);
    temp_done(&t);
}

TEST(walk_shows_a_path_that_is_not_utf8_with_its_bytes_in_hex)
{
    struct arena a;
    const char *hex;
    arena_init(&a);
    CHECK_STR(source_show_path("a\xD6\xD0.txt", &a, &hex), "a\xEF\xBF\xBD\xEF\xBF\xBD.txt");
    CHECK_STR(hex, "61d6d02e747874");
    CHECK_STR(source_show_path("中.txt", &a, &hex), "中.txt");
    CHECK(hex == NULL);
    arena_done(&a);
}

TEST(walk_keeps_texts_in_memory_in_their_place)
{
    struct source_list l;
    struct crib_err err;
    source_list_init(&l);
    CHECK_I64(source_list_add_text(&l, "b", "two", 3, &err), CRIB_OK);
    CHECK_I64(source_list_add_path(&l, "-", &none, &err), CRIB_OK);
    CHECK_I64(source_list_add_text(&l, "a", "", 0, &err), CRIB_OK);
    CHECK_I64(source_list_add_text(&l, "b", "one", 3, &err), CRIB_OK);
    CHECK_I64(source_list_add_text(&l, "b", "two", 3, &err), CRIB_OK);
    CHECK_I64(source_list_add_path(&l, "-", &none, &err), CRIB_OK);
    CHECK_I64(source_list_finish(&l, &err), CRIB_OK);
    CHECK_U64(l.n, 4);
    CHECK_STR(l.entry[0].path, "-");
    CHECK_STR(l.entry[1].path, "a");
    CHECK(l.entry[1].memory != NULL);
    CHECK(memcmp(l.entry[2].memory, "one", 3) == 0);
    CHECK(memcmp(l.entry[3].memory, "two", 3) == 0);
    source_list_done(&l);
}

TEST(walk_globs_choose_by_base_name_or_by_path)
{
    static const char *const include[] = { "*.log", "sub/*.txt" };
    static const char *const exclude[] = { "draft*", "sub/old/" };
    const struct source_options o = { .include = include, .n_include = 2, .exclude = exclude, .n_exclude = 2 };
    struct temp t;
    struct source_list l;
    temp_init(&t);
    temp_text(&t, "d/a.log", "x");
    temp_text(&t, "d/a.txt", "x");
    temp_text(&t, "d/draft.log", "x");
    temp_text(&t, "d/drafts/a.log", "x");
    temp_text(&t, "d/sub/b.txt", "x");
    temp_text(&t, "d/sub/deep/c.txt", "x");
    temp_text(&t, "d/sub/old/e.txt", "x");
    CHECK_STR(LISTED(&t, &l, &o, "d", "d/drafts/a.log"), "d/a.log d/drafts/a.log d/sub/b.txt d/sub/deep/c.txt");
    CHECK_U64(l.n_complaint, 0);
    source_list_done(&l);
    temp_done(&t);
}

TEST(glob_matches_characters_not_bytes)
{
    static const struct { const char *pattern, *name; bool matches; } cases[] = {
        { "*", "", true },           { "?", "中", true },          { "??", "中", false },       { "a*c", "abbbc", true },
        { "a*c", "abbbd", false },   { "[一-龥]*", "中x", true },    { "[!a-c]", "b", false },    { "[!a-c]", "d", true },
        { "[]]", "]", true },        { "[a", "[a", true },         { "[a-]", "-", true },       { "\\*", "*", true },
        { "\\*", "x", false },       { "*.txt", ".txt", true },    { "**a**", "bab", true },    { "", "", true },
        { "", "a", false },          { "a\\", "a\\", true },       { "[\\]]", "]", true },      { "?", "\xFF", true },
        { "\xFF", "\xFF", true },    { "\xFF", "\xFE", false },    { "*\xAD", "中", false },     { "[^x]", "y", true },
        { "*a*b*c", "xaxbxc", true }, { "*a*b*c", "xaxcxb", false },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (glob_matches(cases[i].pattern, cases[i].name) != cases[i].matches)
            CHECK_STR(cases[i].pattern, cases[i].name);
}

/* Twin: the definition, by recursion. */
static bool glob_ref(const char *p, const char *s)
{
    if (*p == '*')
        return glob_ref(p + 1, s) || (*s && glob_ref(p, s + 1));
    if (!*p || !*s)
        return !*p && !*s;
    return (*p == '?' || *p == *s) && glob_ref(p + 1, s + 1);
}

TEST(glob_agrees_with_its_twin_on_random_patterns)
{
    uint64_t seed = 3;
    unsigned n_match = 0;
    for (int round = 0; round < 20000 && !test_failing(); round++) {
        char p[9] = "", s[9] = "";
        for (size_t i = 0, n = test_random(&seed) % 8; i < n; i++)
            p[i] = "ab*?"[test_random(&seed) % 4];
        for (size_t i = 0, n = test_random(&seed) % 8; i < n; i++)
            s[i] = "ab"[test_random(&seed) % 2];
        CHECK(glob_matches(p, s) == glob_ref(p, s));
        n_match += glob_matches(p, s);
    }
    CHECK(n_match > 1000);
}

TEST(glob_with_many_stars_is_not_exponential)
{
    char name[4096];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    CHECK(!glob_matches("*a*a*a*a*a*a*a*a*a*a*a*a*b", name));
}

TEST(kind_goes_by_what_is_truly_an_extension)
{
    CHECK_I64(name_kind("a/b.TXT"), NAME_TEXT);
    CHECK_I64(name_kind("a.md"), NAME_MARKDOWN);
    CHECK_I64(name_kind("a.Markdown"), NAME_MARKDOWN);
    CHECK_I64(name_kind("x.jsonl"), NAME_JSONL);
    CHECK_I64(name_kind("a.txt/b"), NAME_BARE);
    CHECK_I64(name_kind("报告2023.12"), NAME_BARE);
    CHECK_I64(name_kind("第3.1节"), NAME_BARE);
    CHECK_I64(name_kind(".txt"), NAME_BARE);
    CHECK_I64(name_kind("a.pdf"), NAME_OTHER);
    CHECK_I64(name_kind("a."), NAME_BARE);
}

TEST(walk_survives_every_refused_allocation)
{
    struct temp t;
    temp_init(&t);
    temp_text(&t, "d/a/1.txt", "1");
    temp_text(&t, "d/b.png", "2");
    temp_link(&t, "..", "d/a/up");
    temp_folder(&t, "empty");
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 1000; nth++) {
        struct source_list l;
        struct crib_err err;
        mem_refuse_from(nth);
        source_list_init(&l);
        rc = source_list_add_path(&l, temp_path(&t, "d"), &none, &err);
        if (rc == CRIB_OK)
            rc = source_list_add_path(&l, temp_path(&t, "empty"), &none, &err);
        if (rc == CRIB_OK)
            rc = source_list_add_path(&l, temp_path(&t, "missing"), &none, &err);
        if (rc == CRIB_OK)
            rc = source_list_add_text(&l, "memory", "text", 4, &err);
        if (rc == CRIB_OK)
            rc = source_list_finish(&l, &err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        source_list_done(&l);
        CHECK_U64(mem_live(), live);
    }
    CHECK_I64(rc, CRIB_OK);
    temp_done(&t);
}

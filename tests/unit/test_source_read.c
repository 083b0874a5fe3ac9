/* SPDX-License-Identifier: MIT */
/* Whole sources: formats, bad input, threads. */
#include "test_source_temp.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/par.h"
#include "source/input.h"

static const struct source_options none;

static void read_path(const char *path, const struct source_options *o, struct source *s)
{
    struct source_entry e = { .path = (char *)path };
    struct crib_err err;
    CHECK_I64(source_read(&e, o, s, &err), CRIB_OK);
}

TEST(source_reads_text_as_it_is)
{
    static const char text[] = "\xEF\xBB\xBF# 标题\r\n\r\n　正文 \r\n";
    struct source s;
    read_memory("a.txt", text, sizeof text - 1, NULL, &s);
    CHECK_STR(s.format, "text");
    CHECK_STR(s.encoding, "UTF-8");
    CHECK_U64(s.encoding_from, 1);
    CHECK_U64(s.confidence, 10000);
    CHECK_U64(s.n_member, 1);
    CHECK(s.member[0].name == NULL && !s.member[0].markdown);
    CHECK(s.member[0].n_bytes == sizeof text - 1 && memcmp(s.member[0].text, text, sizeof text - 1) == 0);
    CHECK_U64(s.member[0].block[0].kind, BLOCK_TEXT);
    CHECK_STR(block_string(&s.member[0], 0), "# 标题");
    CHECK_U64(s.member[0].block[0].span.beg, 3);
    CHECK_STR(block_string(&s.member[0], 2), "正文");
    CHECK_U64(s.complaints.n, 0);
    source_done(&s);
}

TEST(source_reads_markdown_by_its_name)
{
    struct source s;
    read_memory("dir/a.MD", "# 标题\n*x*", 12, NULL, &s);
    CHECK_STR(s.format, "markdown");
    CHECK(s.member[0].markdown);
    CHECK_U64(s.member[0].block[0].kind, BLOCK_HEADING);
    source_done(&s);
}

TEST(source_reads_other_encodings_without_their_mark)
{
    struct source s;
    read_memory("a.txt", "\xFF\xFE\x2D\x4E\x0A\x00\xFD\x56", 8, NULL, &s);
    CHECK_STR(s.encoding, "UTF-16LE");
    CHECK_U64(s.encoding_from, 1);
    CHECK(s.member[0].n_bytes == 7 && memcmp(s.member[0].text, "中\n国", 7) == 0);
    CHECK_U64(s.complaints.n, 0);
    source_done(&s);
    const struct source_options o = { .encoding = "gbk" };
    read_memory("a.txt", "\xD6\xD0\xB9\xFA", 4, &o, &s);
    CHECK_STR(s.encoding, "GB18030");
    CHECK_U64(s.encoding_from, 0);
    CHECK(s.member[0].n_bytes == 6 && memcmp(s.member[0].text, "中国", 6) == 0);
    source_done(&s);
}

TEST(source_complains_of_bad_input_and_never_fails)
{
    static const struct { const char *bytes; size_t n; const char *complaint; uint64_t at; size_t members; } cases[] = {
        { "", 0, "note empty-source", UINT64_MAX, 1 },
        { "\xEF\xBB\xBF", 3, "note empty-source", UINT64_MAX, 1 },
        { " \n\t\n", 4, "note empty-source", UINT64_MAX, 1 },
        { "\x7F" "ELF\2\1\1\0\0\0\0\0", 12, "lost binary-data", UINT64_MAX, 0 },
        { "工作工作\xE5工作", 19, "lost broken-encoding encoding=UTF-8 count=1", 12, 1 },
        { "a\xFF", 2, "note encoding-guessed encoding=ISO-8859-1 confidence=1000", UINT64_MAX, 1 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct source s;
        read_memory("a.txt", cases[i].bytes, cases[i].n, NULL, &s);
        CHECK_U64(s.complaints.n, 1);
        if (i < 5) /* how sure ICU is differs between versions */
            CHECK_STR(complaint_text(&s.complaints, 0), cases[i].complaint);
        CHECK_U64(s.complaints.n ? s.complaints.item[0].at : 0, cases[i].at);
        CHECK_U64(s.n_member, cases[i].members);
        source_done(&s);
    }
}

TEST(source_keeps_a_stray_nul)
{
    char text[400];
    struct source s;
    memset(text, 'x', sizeof text);
    text[7] = '\0';
    read_memory("a.txt", text, sizeof text, NULL, &s);
    CHECK_U64(s.member[0].n_bytes, sizeof text);
    CHECK_STR(complaint_text(&s.complaints, 0), "note nul-bytes count=1");
    CHECK_U64(s.complaints.item[0].at, 7);
    source_done(&s);
}

TEST(source_refuses_an_unknown_declared_encoding)
{
    const struct source_options o = { .encoding = "no such" };
    struct source_entry e = { .path = (char *)"a", .memory = (char *)"x", .n_memory = 1 };
    struct source s;
    struct crib_err err;
    CHECK_I64(source_read(&e, &o, &s, &err), CRIB_E_ARG);
    source_done(&s);
}

TEST(source_complains_of_what_cannot_be_read)
{
    struct temp t;
    struct source s;
    temp_init(&t);
    read_path(temp_path(&t, "gone.txt"), &none, &s);
    CHECK_STR(complaint_text(&s.complaints, 0), "lost cannot-read reason=not-found errno=2");
    CHECK_U64(s.n_member, 0);
    source_done(&s);
    read_path(t.path, &none, &s);
    CHECK_STR(complaint_text(&s.complaints, 0), "lost cannot-read reason=is-folder errno=21");
    source_done(&s);
    read_path("/dev/null", &none, &s);
    CHECK_STR(complaint_text(&s.complaints, 0), "lost not-a-file kind=device");
    source_done(&s);
    /* A regular file whose first bytes cannot be read. */
    if (access("/proc/self/mem", R_OK) == 0) {
        read_path("/proc/self/mem", &none, &s);
        CHECK_STR(complaint_text(&s.complaints, 0), "lost cannot-read reason=input-output-error errno=5");
        CHECK_U64(s.n_member, 0);
        source_done(&s);
    }
    temp_done(&t);
}

TEST(source_complains_of_a_file_beyond_the_limit_without_reading_it)
{
    struct temp t;
    struct source s;
    temp_init(&t);
    const char *path = temp_text(&t, "huge.txt", "x");
    if (truncate(path, (off_t)TXT_MOST + 1) != 0) {
        test_skip("no room for a sparse file of 4 GiB");
    } else {
        read_path(path, &none, &s);
        CHECK_STR(complaint_text(&s.complaints, 0), "lost too-large limit=1073741824");
        CHECK_U64(s.n_member, 0);
        source_done(&s);
    }
    temp_done(&t);
}

TEST(source_reads_files_that_do_not_know_their_size)
{
    struct source s;
    read_path("/proc/self/status", &none, &s);
    CHECK(s.n_member == 1 && s.member[0].n_bytes > 100);
    source_done(&s);
}

/* What a file with these bytes gives when it is standard input. */
static void read_stdin(struct temp *t, const char *bytes, size_t n, struct source *s)
{
    int saved = dup(STDIN_FILENO), fd = open(temp_write(t, "in", bytes, n), O_RDONLY);
    CHECK(fd >= 0 && dup2(fd, STDIN_FILENO) >= 0);
    read_path("-", &none, s);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    close(fd);
}

TEST(source_knows_the_format_of_standard_input_by_its_first_line)
{
    struct temp t;
    struct source s;
    temp_init(&t);
    read_stdin(&t, "{\"text\":\"x\"}\n{\"text\":\"y\"}\n", 26, &s);
    CHECK_STR(s.name, "-");
    CHECK_STR(s.format, "jsonl");
    CHECK_U64(s.n_member, 2);
    source_done(&s);
    read_stdin(&t, "{ not json }\n", 13, &s);
    CHECK_STR(s.format, "text");
    CHECK_U64(s.n_member, 1);
    source_done(&s);
    temp_done(&t);
}

TEST(input_stops_at_its_limit)
{
    struct input in;
    struct buf b;
    struct crib_err err;
    buf_init(&b, 8);
    input_memory(&in, "12345678", 8);
    CHECK_I64(input_read(&in, SIZE_MAX, &b, &err), CRIB_OK);
    CHECK(b.n == 8 && in.ended);
    buf_done(&b);
    input_memory(&in, "123456789", 9);
    in.size_hint = 0; /* as if from a pipe */
    CHECK_I64(input_read(&in, SIZE_MAX, &b, &err), CRIB_E_LIMIT);
    buf_done(&b);
    input_memory(&in, "123456789", 9);
    CHECK_I64(input_read(&in, 3, &b, &err), CRIB_OK);
    CHECK(b.n == 3 && !in.ended);
    buf_done(&b);
    input_done(&in);
}

struct together {
    struct temp t;
    char path[64][512];
    uint64_t hash[64];
};

static int read_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct together *all = arg;
    struct source_entry e = { .path = all->path[i] };
    struct source s;
    (void)thread;
    int rc = source_read(&e, &none, &s, err);
    for (size_t k = 0; k < s.n_member; k++)
        for (size_t b = 0; b < s.member[k].n_bytes; b++)
            all->hash[i] = all->hash[i] * 31 + (unsigned char)s.member[k].text[b];
    source_done(&s);
    return rc;
}

TEST(source_reads_the_same_on_any_number_of_threads)
{
    static const char *const text[] = { "中文报告", "\xD6\xD0\xCE\xC4\xB1\xA8\xB8\xE6", "{\"text\":\"a\"}\n{\"text\":\"b\"}", "\xFF\xFE\x2D\x4E" };
    static const char *const extension[] = { "txt", "txt", "jsonl", "md" };
    static struct together one, eight;
    struct crib_err err;
    temp_init(&one.t);
    for (size_t i = 0; i < 64; i++) {
        char name[32];
        snprintf(name, sizeof name, "%zu.%s", i, extension[i % 4]);
        snprintf(one.path[i], sizeof one.path[i], "%s", temp_text(&one.t, name, text[i % 4]));
    }
    eight = one;
    CHECK_I64(par_for(64, 1, read_one, &one, &err), CRIB_OK);
    CHECK_I64(par_for(64, 8, read_one, &eight, &err), CRIB_OK);
    CHECK(memcmp(one.hash, eight.hash, sizeof one.hash) == 0);
    CHECK(one.hash[0] != 0 && one.hash[0] == one.hash[1]);
    temp_done(&one.t);
}

TEST(source_survives_every_refused_allocation)
{
    static const struct { const char *name, *bytes; size_t n; } cases[] = {
        { "a\xFF.txt", "中文\n报告\xFF", 14 },
        { "a.txt", "\xD6\xD0\xCE\xC4\xB1\xA8\xB8\xE6", 8 },
        { "a.md", "# x\n\ny", 6 },
        { "a", "\0\1\2\3", 4 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint64_t live = mem_live();
        int rc = CRIB_E_NOMEM;
        for (long nth = 0; rc != CRIB_OK && nth < 1000; nth++) {
            struct source_entry e = { .path = (char *)cases[i].name, .memory = (char *)cases[i].bytes, .n_memory = cases[i].n };
            struct source s;
            struct crib_err err;
            mem_refuse_from(nth);
            rc = source_read(&e, &none, &s, &err);
            mem_refuse_from(-1);
            CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
            source_done(&s);
            CHECK_U64(mem_live(), live);
        }
        CHECK_I64(rc, CRIB_OK);
    }
}

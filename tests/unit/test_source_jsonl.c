/* SPDX-License-Identifier: MIT */
/* Rows of JSON Lines into members. */
#include "test_source_temp.h"

#include "core/utf8.h"
#include "source/jsonl_read.h"

/* Members as "name=text" joined by '|'; NUL is shown as '0'. */
static const char *members(const struct source *s)
{
    static char out[4096];
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < s->n_member; i++) {
        const struct member *m = &s->member[i];
        CHECK_U64(utf8_broken(m->text, m->n_bytes, NULL), 0);
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%s=", i ? "|" : "", m->name);
        for (size_t k = 0; k < m->n_bytes && n < sizeof out - 1; k++)
            out[n++] = m->text[k] ? m->text[k] : '0';
        out[n] = '\0';
    }
    return out;
}

static void read_rows(const char *rows, size_t n, struct source *s) { read_memory("x.jsonl", rows, n, NULL, s); }
#define ROWS(text, s) read_rows((text), sizeof(text) - 1, (s))

TEST(jsonl_rows_are_members_by_id_or_row_number)
{
    struct source s;
    ROWS("{\"id\":\"b\",\"text\":\"一\\n二\"}\r\n\n{\"text\":\"x\",\"id\":7}\n{\"text\":\"\"}\n {\"text\":\"y\",\"id\":null} ", &s);
    CHECK_STR(members(&s), "4=|5=y|7=x|b=一\n二");
    CHECK_STR(s.format, "jsonl");
    CHECK_STR(s.encoding, "UTF-8");
    CHECK_U64(s.member[3].n_block, 2);
    CHECK_STR(block_string(&s.member[3], 1), "二");
    CHECK(!s.member[3].markdown);
    CHECK_U64(s.complaints.n, 0);
    source_done(&s);
}

TEST(jsonl_fields_are_named_by_option_also_inside_objects)
{
    const struct source_options o = { .text_field = "doc.body.text", .id_field = "a.b" };
    static const char rows[] = "{\"doc\":{\"body\":{\"text\":\"one\"}},\"a.b\":\"whole\"}\n"
                               "{\"doc.body.text\":\"two\",\"a\":{\"b\":\"nested\"}}\n"
                               "{\"doc\":{\"body\":\"three\"}}\n{\"doc\":7}\n";
    struct source s;
    read_memory("x.ndjson", rows, sizeof rows - 1, &o, &s);
    CHECK_STR(members(&s), "nested=two|whole=one");
    CHECK_U64(s.complaints.n, 2);
    CHECK_STR(complaint_text(&s.complaints, 0), "lost json-no-text row=3 field=doc.body.text found=missing");
    source_done(&s);
}

TEST(jsonl_complains_of_each_broken_row_and_reads_the_others)
{
    static const struct { const char *row, *complaint; } cases[] = {
        { "{\"text\":\"a\"", "lost json-broken row=2 reason=unexpected end of data" },
        { "{\"text\":\"a\"} x", "lost json-broken row=2 reason=unexpected character" },
        { "{'text':'a'}", "lost json-broken row=2 reason=object property name separator ',' expected" },
        { "[1,2]", "lost json-not-object row=2" },
        { "\"a\"", "lost json-not-object row=2" },
        { "42", "lost json-not-object row=2" },
        { "words", "lost json-not-object row=2" },
        { "null", "lost json-not-object row=2" },
        { "{}", "lost json-no-text row=2 field=text found=missing" },
        { "{\"text\":null}", "lost json-no-text row=2 field=text found=null" },
        { "{\"text\":1.5}", "lost json-no-text row=2 field=text found=number" },
        { "{\"text\":[]}", "lost json-no-text row=2 field=text found=array" },
        { "{\"text\":{}}", "lost json-no-text row=2 field=text found=object" },
        { "{\"text\":true}", "lost json-no-text row=2 field=text found=boolean" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char rows[256];
        struct source s;
        int n = snprintf(rows, sizeof rows, "{\"text\":\"x\"}\n%s\n{\"text\":\"y\"}", cases[i].row);
        read_rows(rows, (size_t)n, &s);
        CHECK_STR(members(&s), "1=x|3=y");
        CHECK_U64(s.complaints.n, 1);
        if (i != 2) /* json-c's own words for that differ between versions */
            CHECK_STR(complaint_text(&s.complaints, 0), cases[i].complaint);
        CHECK_U64(s.complaints.item[0].at, 13);
        source_done(&s);
    }
}

TEST(jsonl_keeps_nul_and_repairs_surrogates)
{
    struct source s;
    ROWS("{\"text\":\"a\\u0000b\",\"id\":\"n\\u0000m\"}\n{\"text\":\"\\ud83d\\ude00 \\ud800 \\udc00x \\ud800\\u0041\",\"id\":\"s\"}\n", &s);
    CHECK_STR(members(&s), "n\xEF\xBF\xBDm=a0b|s=\xF0\x9F\x98\x80 \xEF\xBF\xBD \xEF\xBF\xBDx \xEF\xBF\xBD" "A");
    CHECK_U64(s.member[0].n_bytes, 3);
    CHECK_U64(s.complaints.n, 0);
    source_done(&s);
}

TEST(jsonl_repairs_broken_utf8_and_keeps_the_row)
{
    /* Beyond it a row that json-c's own check would let through: overlong. */
    static const char rows[] = "{\"text\":\"中文报告\xFF\",\"id\":\"议\"}\n{\"text\":\"中文总结\xC0\xAF。\"}\n"
                               "{\"text\":\"会议通知\"}\n{\"text\":\"工作计划\"}";
    struct source s;
    ROWS(rows, &s);
    CHECK_STR(members(&s), "2=中文总结\xEF\xBF\xBD\xEF\xBF\xBD。|3=会议通知|4=工作计划|议=中文报告\xEF\xBF\xBD");
    CHECK_U64(s.complaints.n, 1);
    CHECK_STR(complaint_text(&s.complaints, 0), "lost broken-encoding encoding=UTF-8 count=3");
    CHECK_U64(s.complaints.item[0].at, 21);
    source_done(&s);
}

TEST(jsonl_names_stay_unique)
{
    struct source s;
    ROWS("{\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"a\",\"text\":\"2\"}\n{\"id\":\"a#2\",\"text\":\"3\"}\n{\"id\":\"a\",\"text\":\"4\"}\n"
         "{\"text\":\"5\"}\n{\"id\":5,\"text\":\"6\"}\n", &s);
    CHECK_STR(members(&s), "5=5|5#6=6|a=1|a#2=2|a#2#3=3|a#4=4");
    CHECK_U64(s.complaints.n, 1);
    CHECK_STR(complaint_text(&s.complaints, 0), "note json-same-id row=6 id=5 count=3");
    source_done(&s);
}

TEST(jsonl_limits_depth_and_the_number_of_complaints)
{
    struct source s;
    struct crib_err err;
    struct buf b;
    buf_init(&b, SIZE_MAX / 2);
    CHECK_I64(buf_str(&b, "{\"text\":\"x\",\"a\":", &err), CRIB_OK);
    for (int i = 0; i < 100000; i++)
        CHECK_I64(buf_char(&b, '[', &err), CRIB_OK);
    CHECK_I64(buf_str(&b, "\n{\"text\":\"x\"}\n", &err), CRIB_OK);
    for (int i = 0; i < 100; i++)
        CHECK_I64(buf_str(&b, "{}\n", &err), CRIB_OK);
    read_rows(b.p, b.n, &s);
    CHECK_STR(members(&s), "2=x");
    CHECK_U64(s.complaints.n, 21);
    CHECK_STR(complaint_text(&s.complaints, 0), "lost json-broken row=1 reason=nesting too deep");
    CHECK_STR(complaint_text(&s.complaints, 20), "lost json-more count=81");
    source_done(&s);
    buf_done(&b);
}

TEST(jsonl_in_another_encoding_is_decoded_first)
{
    static const char gb[] = "{\"id\":\"\xD6\xD0\",\"text\":\"\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6\"}\n";
    static const char wide[] = "\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\x2D\x4E\"\0}\0\n\0";
    struct source s;
    ROWS(gb, &s);
    CHECK_STR(s.encoding, "GB18030");
    CHECK_STR(members(&s), "中=工作报告");
    source_done(&s);
    ROWS(wide, &s);
    CHECK_STR(s.encoding, "UTF-16LE");
    CHECK_STR(members(&s), "1=中");
    source_done(&s);
    ROWS("\xEF\xBB\xBF{\"text\":\"x\"}", &s);
    CHECK_STR(members(&s), "1=x");
    CHECK_U64(s.complaints.n, 0);
    source_done(&s);
}

/* Rows of random lengths, some far longer than what is read at once. */
TEST(jsonl_reads_a_file_as_it_reads_memory)
{
    struct temp t;
    struct buf b;
    struct crib_err err;
    struct source from_memory, from_file;
    uint64_t seed = 17;
    temp_init(&t);
    buf_init(&b, SIZE_MAX / 2);
    for (int i = 0; i < 400; i++) {
        size_t n = test_random(&seed) % (i % 100 == 99 ? 3000000 : 3000);
        CHECK_I64(buf_str(&b, "{\"text\":\"", &err), CRIB_OK);
        for (size_t k = 0; k < n; k++)
            CHECK_I64(buf_char(&b, (char)('a' + test_random(&seed) % 26), &err), CRIB_OK);
        CHECK_I64(buf_str(&b, i % 7 ? "\"}\n" : "\"\n", &err), CRIB_OK);
    }
    struct source_entry e = { .path = (char *)temp_write(&t, "r.jsonl", b.p, b.n) };
    const struct source_options o = { 0 };
    CHECK_I64(source_read(&e, &o, &from_file, &err), CRIB_OK);
    read_rows(b.p, b.n, &from_memory);
    CHECK_U64(from_file.n_member, 400 - 58);
    CHECK_U64(from_file.n_member, from_memory.n_member);
    for (size_t i = 0; i < from_file.n_member && !test_failing(); i++) {
        const struct member *x = &from_file.member[i], *y = &from_memory.member[i];
        CHECK_STR(x->name, y->name);
        CHECK(x->n_bytes == y->n_bytes && memcmp(x->text, y->text, x->n_bytes) == 0);
    }
    CHECK_U64(from_file.complaints.n, 21);
    for (size_t i = 0; i < from_file.complaints.n; i++) {
        CHECK_U64(from_file.complaints.item[i].at, from_memory.complaints.item[i].at);
        uint64_t at = from_file.complaints.item[i].at;
        CHECK(at == UINT64_MAX || (memcmp(b.p + at, "{\"text", 6) == 0 && (at == 0 || b.p[at - 1] == '\n')));
    }
    source_done(&from_file);
    source_done(&from_memory);
    buf_done(&b);
    temp_done(&t);
}

TEST(jsonl_drops_rows_that_are_too_long)
{
    const struct jsonl_options o = { "text", "id", 40, true, 1 };
    struct temp t;
    struct crib_err err;
    struct source s = { 0 };
    struct input in;
    struct buf have, file;
    int trouble;
    const char *kind;
    temp_init(&t);
    buf_init(&file, SIZE_MAX / 2);
    buf_init(&have, 4 << 20);
    CHECK_I64(buf_str(&file, "{\"text\":\"a\"}\n{\"text\":\"", &err), CRIB_OK);
    for (int i = 0; i < 3000000; i++)
        CHECK_I64(buf_char(&file, 'x', &err), CRIB_OK);
    CHECK_I64(buf_str(&file, "\"}\n{\"text\":\"b\"}\n{\"text\":\"01234567890123456789012345678901234567890\"}\n{\"text\":\"c\"}", &err), CRIB_OK);
    input_open(&in, temp_write(&t, "r", file.p, file.n), &trouble, &kind);
    CHECK(trouble == 0 && !kind);
    complaints_init(&s.complaints);
    arena_init(&s.text);
    CHECK_I64(jsonl_read(&in, &have, 0, &o, &s, &err), CRIB_OK);
    CHECK_STR(members(&s), "1=a|3=b|5=c");
    CHECK_STR(complaint_text(&s.complaints, 0), "lost json-broken row=2 reason=row too long");
    CHECK_U64(s.complaints.item[0].at, 13);
    CHECK_STR(complaint_text(&s.complaints, 1), "lost json-broken row=4 reason=row too long");
    CHECK_U64(s.complaints.item[1].at, 13 + 9 + 3000000 + 3 + 13);
    CHECK(have.cap <= 3 << 20);
    input_done(&in);
    source_done(&s);
    buf_done(&have);
    buf_done(&file);
    temp_done(&t);
}

/* Rows of all lengths, some longer than a piece, with and without ids, ids that
 * are met again, blank lines and every kind of broken one. */
static void draw_rows(struct buf *b, uint64_t *rng)
{
    static const char *const odd[] = { "", "  ", "{", "[1]", "{\"text\":7}", "{\"text\":\"\xFF\xE4\"}", "{\"text\":\"a\"} x" };
    size_t want = (size_t)(test_random(rng) % (6 << 20));
    while (b->n < want) {
        char head[64];
        uint64_t kind = test_random(rng) % 50;
        if (kind < COUNT_OF(odd)) {
            CHECK_I64(buf_add(b, odd[kind], strlen(odd[kind]), NULL), CRIB_OK);
        } else {
            int n = kind < 20 ? snprintf(head, sizeof head, "{\"text\":\"")
                              : snprintf(head, sizeof head, "{\"id\":%u,\"text\":\"", (unsigned)(test_random(rng) % 3000));
            CHECK_I64(buf_add(b, head, (size_t)n, NULL), CRIB_OK);
            for (size_t k = test_random(rng) % (kind == 49 ? 100000 : 800); k > 0; k--)
                CHECK_I64(buf_add(b, k % 40 ? "议" : "\\n", k % 40 ? 3 : 2, NULL), CRIB_OK);
            CHECK_I64(buf_add(b, "\"}", 2, NULL), CRIB_OK);
        }
        CHECK_I64(buf_add(b, &"\r\n"[kind % 3 > 0], 1 + (kind % 3 == 0), NULL), CRIB_OK);
    }
    b->n -= b->n > 0 && test_random(rng) % 2; /* the last line may have no end */
}

static void check_same_source(const struct source *a, const struct source *b)
{
    CHECK_U64(a->n_member, b->n_member);
    CHECK_U64(a->rows_end, b->rows_end);
    for (size_t i = 0; i < min_size(a->n_member, b->n_member) && !test_failing(); i++) {
        const struct member *x = &a->member[i], *y = &b->member[i];
        CHECK_STR(x->name, y->name);
        CHECK_U64(x->n_bytes, y->n_bytes);
        CHECK(x->n_bytes == y->n_bytes && memcmp(x->text, y->text, x->n_bytes) == 0);
        CHECK_U64(x->n_block, y->n_block);
        CHECK_U64(x->row_beg, y->row_beg);
        CHECK_U64(x->row_end, y->row_end);
        CHECK_U64(x->row_hash, y->row_hash);
    }
    CHECK_U64(a->complaints.n, b->complaints.n);
    for (size_t i = 0; i < min_size(a->complaints.n, b->complaints.n); i++) {
        char *text = strdup(complaint_text(&a->complaints, i));
        CHECK_STR(text, complaint_text(&b->complaints, i));
        CHECK_U64(a->complaints.item[i].at, b->complaints.item[i].at);
        free(text);
    }
}

/* Where each row stands in the bytes, and by which number one without an id is named. */
static void check_places(const struct source *s, const struct buf *rows)
{
    for (size_t i = 0; i < s->n_member && !test_failing(); i++) {
        const struct member *m = &s->member[i];
        const char *row = rows->p + m->row_beg;
        CHECK(m->row_beg < m->row_end && m->row_end <= rows->n);
        CHECK(m->row_beg == 0 || row[-1] == '\n');
        CHECK(m->row_end == rows->n || rows->p[m->row_end - 1] == '\n');
        CHECK(memchr(row, '\n', (size_t)(m->row_end - m->row_beg - 1)) == NULL);
        if (memcmp(row, "{\"text", 6) != 0)
            continue;
        uint64_t number = 1;
        for (size_t k = 0; k < m->row_beg; k++)
            number += rows->p[k] == '\n';
        CHECK_U64(strtoull(m->name, NULL, 10), number);
    }
}

TEST(jsonl_rows_are_the_same_for_any_number_of_threads)
{
    uint64_t rng = 21;
    for (int round = 0; round < (TEST_SANITIZED ? 4 : 12) && !test_failing(); round++) {
        struct buf rows;
        struct source s[3];
        const int threads[] = { 1, 2, 5 };
        buf_init(&rows, SIZE_MAX);
        draw_rows(&rows, &rng);
        struct source_entry e = { .path = (char *)"x.jsonl", .memory = rows.n ? rows.p : (char *)"", .n_memory = rows.n };
        for (size_t i = 0; i < COUNT_OF(threads); i++) {
            const struct source_options o = { .n_threads = threads[i] };
            CHECK_I64(source_read(&e, &o, &s[i], NULL), CRIB_OK);
            check_same_source(&s[0], &s[i]);
        }
        check_places(&s[0], &rows);
        for (size_t i = 0; i < COUNT_OF(threads); i++)
            source_done(&s[i]);
        buf_done(&rows);
    }
}

TEST(jsonl_is_known_by_its_first_row)
{
    const struct jsonl_options o = { "text", "id", 1000, true, 1 };
    CHECK(jsonl_begins("\n {\"text\":\"x\"}\nrest", 19, &o));
    CHECK(jsonl_begins("{\"text\":\"x\"}", 12, &o));
    CHECK(!jsonl_begins("{\"other\":\"x\"}\n", 14, &o));
    CHECK(!jsonl_begins("{\"text\":\"x\"\n", 12, &o));
    CHECK(!jsonl_begins("text\n{\"text\":\"x\"}\n", 18, &o));
    CHECK(!jsonl_begins("", 0, &o));
}

TEST(jsonl_survives_every_refused_allocation)
{
    static const char rows[] = "{\"id\":\"a\",\"text\":\"1\\n2\"}\n{\"id\":\"a\",\"text\":\"议议议议\xFF\"}\n{}\n{\n";
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 1000; nth++) {
        struct source_entry e = { .path = (char *)"x.jsonl", .memory = (char *)rows, .n_memory = sizeof rows - 1 };
        const struct source_options o = { 0 };
        struct source s;
        struct crib_err err;
        mem_refuse_from(nth);
        rc = source_read(&e, &o, &s, &err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        source_done(&s);
        CHECK_U64(mem_live(), live);
    }
    CHECK_I64(rc, CRIB_OK);
}

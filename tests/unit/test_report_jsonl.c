/* SPDX-License-Identifier: MIT */
/* JSON Lines: schema 1 to the byte, valid whatever a document holds. */
#include "core/base.h"

#include "core/mem.h"
#include "core/utf8.h"
#include "harness.h"
#include "report/json.h"
#include "test_report_fixture.h"

static const struct crib_report_options jsonl = { .format = CRIB_FORMAT_JSONL };

/* A checker of RFC 8259, only as large as that: past one value, or NULL. */
static const char *json_value(const char *s, int depth);

static const char *json_string_end(const char *s)
{
    for (s++; *s != '"'; s++) {
        if ((unsigned char)*s < 0x20)
            return NULL;
        if (*s != '\\')
            continue;
        s++;
        if (*s == 'u') {
            for (int i = 0; i < 4; i++)
                if (!*++s || !strchr("0123456789abcdefABCDEF", *s))
                    return NULL;
        } else if (!*s || !strchr("\"\\/bfnrt", *s)) {
            return NULL;
        }
    }
    return s + 1;
}

static const char *json_number(const char *s)
{
    s += *s == '-';
    size_t n = strspn(s, "0123456789");
    if (n == 0 || (n > 1 && *s == '0'))
        return NULL;
    s += n;
    if (*s == '.') {
        n = strspn(s + 1, "0123456789");
        s = n ? s + 1 + n : NULL;
    }
    return s;
}

static const char *json_items(const char *s, char close, bool keys, int depth)
{
    if (*++s == close)
        return s + 1;
    for (;;) {
        if (keys) {
            s = *s == '"' ? json_string_end(s) : NULL;
            if (!s || *s++ != ':')
                return NULL;
        }
        s = json_value(s, depth + 1);
        if (!s)
            return NULL;
        if (*s == close)
            return s + 1;
        if (*s++ != ',')
            return NULL;
    }
}

static const char *json_value(const char *s, int depth)
{
    static const char *const word[] = { "null", "true", "false" };
    if (depth > 32)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(word); i++)
        if (strncmp(s, word[i], strlen(word[i])) == 0)
            return s + strlen(word[i]);
    switch (*s) {
    case '{': return json_items(s, '}', true, depth);
    case '[': return json_items(s, ']', false, depth);
    case '"': return json_string_end(s);
    default: return json_number(s);
    }
}

/* Every line one JSON object in UTF-8. */
static void check_json_lines(const char *s)
{
    CHECK_U64(utf8_broken(s, strlen(s), NULL), 0);
    while (*s && !test_failing()) {
        CHECK(*s == '{');
        const char *end = json_value(s, 0);
        CHECK(end && *end == '\n');
        if (!end)
            return;
        s = end + 1;
    }
}

TEST(report_json_checker_knows_right_from_wrong)
{
    CHECK(json_value("{\"a\":[1,-2.5,\"\\u00e9\\n\",null,{}]}", 0) != NULL);
    CHECK(json_value("{\"a\":}", 0) == NULL);
    CHECK(json_value("[1,]", 0) == NULL);
    CHECK(json_value("\"a\tb\"", 0) == NULL);
    CHECK(json_value("\"\\x\"", 0) == NULL);
    CHECK(json_value("01", 0) == NULL);
}

static const char expected[] =
#include "test_report_golden_jsonl.h"
    ;

TEST(report_jsonl_is_schema_1_to_the_byte)
{
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    char *got = fixture_report(&v, &jsonl);
    CHECK_STR(got, expected);
    check_json_lines(got);
    mem_free(got);
}

TEST(report_jsonl_knows_no_language_and_no_terminal)
{
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    struct crib_report_options other = jsonl;
    other.lang = CRIB_LANG_ZH;
    other.color = true;
    other.columns = 40;
    other.brief = true;
    char *got = fixture_report(&v, &other);
    CHECK_STR(got, expected);
    mem_free(got);
}

TEST(report_jsonl_stays_valid_on_hostile_text)
{
    static struct fixture f;
    fixture_collection(&f);
    char title[] = "\001\037\"\\/\177\302\233\342\200\256\357\273\277\363\240\201\201\xff\xc0\xaf\xed\xa0\x80 end\xe4\xb8";
    f.document[0].title = title;
    f.source[0].name = "a\"b\\c\n";
    f.source[0].name_bytes = "61ff";
    f.complaint[0].source = NULL;
    f.complaint[0].at = 77;
    f.passage[0].flags = CRIB_FLAG_BIDI | CRIB_FLAG_ZERO_WIDTH;
    f.passage[0].a.page = 3;
    f.passage[0].commonness = 4;
    f.mark[0].doc = CRIB_NONE;
    f.misfiled[0].twin = CRIB_NONE;
    struct view v = fixture_view(&f);
    char *got = fixture_report(&v, &jsonl);
    check_json_lines(got);
    CHECK(strstr(got, "\"title\":\"\\u0001\\u001f\\\"\\\\/\\u007f\\u009b\\u202e\\ufeff\\udb40\\udc41\xef\xbf\xbd") != NULL);
    CHECK(strstr(got, "\"source\":\"a\\\"b\\\\c\\n\",\"source_bytes\":\"61ff\"") != NULL);
    CHECK(strstr(got, "\"flags\":[\"zero-width\",\"bidi\"]") != NULL);
    CHECK(strstr(got, "\"page\":3") != NULL);
    CHECK(strstr(got, "\"commonness\":4") != NULL);
    CHECK(strstr(got, "\"type\":\"mark\",\"doc\":null") != NULL);
    CHECK(strstr(got, "\"twin\":null") != NULL);
    CHECK(strstr(got, "\"source\":null,\"at\":77") != NULL);
    mem_free(got);
}

TEST(report_jsonl_is_valid_for_every_code_point)
{
    struct buf b;
    char *text;
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    for (uint32_t first = 1; first < 0x110000 && !test_failing(); first += 0x8000) {
        buf_init(&b, (size_t)1 << 22);
        for (uint32_t cp = first; cp < first + 0x8000 && cp < 0x110000; cp++)
            CHECK(buf_code_point(&b, cp, NULL) == CRIB_OK);
        text = buf_take(&b, NULL);
        f.document[1].title = text;
        char *got = fixture_report(&v, &jsonl);
        check_json_lines(got);
        mem_free(got);
        mem_free(text);
    }
}

TEST(report_excerpt_is_whole_up_to_a_thousand_characters)
{
    char text[3 * 1003];
    for (size_t chars = 999; chars <= 1003; chars++) {
        for (size_t i = 0; i < chars; i++)
            memcpy(text + 3 * i, i < 200 ? "头" : i + 200 >= chars ? "尾" : "中", 3);
        struct excerpt e = excerpt_of((struct stretch){ text, 3 * chars });
        if (chars <= 1000) {
            CHECK_U64(e.head.n, 3 * chars);
            CHECK_U64(e.tail.n, 0);
        } else {
            CHECK_U64(e.head.n, 3 * 200);
            CHECK_U64(e.tail.n, 3 * 200);
            CHECK(memcmp(e.head.s + e.head.n - 3, "头", 3) == 0);
            CHECK(memcmp(e.tail.s, "尾", 3) == 0);
        }
    }
}

TEST(report_jsonl_marks_a_text_that_was_cut)
{
    static struct fixture f;
    static char text[2000];
    memset(text, 'a', sizeof text - 1);
    f = (struct fixture){ 0 };
    uint32_t s = fixture_source(&f, "long.txt", text);
    fixture_document(&f, s, "", "a", text + 10);
    f.document[0].bytes = (struct crib_span){ 0, sizeof text - 1 };
    f.passage[0].a = f.passage[0].b = (struct crib_place){ .section = "", .bytes = { 0, 1001 } };
    f.passage[0].b.bytes.end = 1000;
    f.n_passages = 1;
    struct view v = fixture_view(&f);
    char *got = fixture_report(&v, &jsonl);
    check_json_lines(got);
    const char *cut = strstr(got, ",\"cut\":true}");
    CHECK(cut && strstr(cut + 1, ",\"cut\":true}") == NULL);
    CHECK(cut && cut < strstr(got, "\"b\":{\"doc\""));
    mem_free(got);
}

TEST(report_places_outside_the_text_show_nothing)
{
    static struct fixture f;
    fixture_collection(&f);
    struct view v = fixture_view(&f);
    size_t n = strlen(f.text[0]);
    CHECK_U64(view_bytes(&v, 0, (struct crib_span){ n, n + 5 }).n, 0);
    CHECK_U64(view_bytes(&v, 0, (struct crib_span){ 5, 3 }).n, 0);
    CHECK_U64(view_bytes(&v, 0, (struct crib_span){ n - 3, UINT64_MAX }).n, 3);
}

TEST(report_finds_pairs_and_passages_as_a_linear_search_does)
{
    static struct crib_pair pair[64];
    static struct crib_passage passage[256];
    uint64_t seed = 3;
    for (int round = 0; round < 50 && !test_failing(); round++) {
        struct view v = { .pair = pair, .passage = passage };
        for (uint32_t a = 0; a < 6; a++)
            for (uint32_t b = a; b < 6; b++) {
                if (test_random(&seed) % 2)
                    pair[v.n_pairs++] = (struct crib_pair){ .a = a, .b = b };
                for (uint64_t n = test_random(&seed) % 4; n > 0; n--)
                    passage[v.n_passages++] = (struct crib_passage){ .a.doc = a, .b.doc = b };
            }
        for (uint32_t a = 0; a < 7; a++)
            for (uint32_t b = 0; b < 7; b++) {
                const struct crib_pair *p = NULL;
                const struct crib_passage *first = NULL;
                size_t n = 0, got_n;
                for (size_t i = 0; i < v.n_pairs; i++)
                    if ((pair[i].a == a && pair[i].b == b) || (pair[i].a == b && pair[i].b == a))
                        p = &pair[i];
                for (size_t i = v.n_passages; i-- > 0;)
                    if (passage[i].a.doc == a && passage[i].b.doc == b)
                        first = &passage[i], n++;
                CHECK(view_pair(&v, a, b) == p);
                CHECK(view_passages(&v, a, b, &got_n) == first);
                CHECK_U64(got_n, n);
            }
    }
}

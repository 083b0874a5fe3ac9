/* SPDX-License-Identifier: MIT */
/* The short cut says of a row what json-c says, or nothing. */
#include "harness.h"

#include <json-c/json.h>

#include "core/utf8.h"
#include "source/jsonl_quick.h"

static const struct jsonl_options fields = { .text_field = "text", .id_field = "id", .row_most = JSONL_ROW_MOST };

enum { MOST = 600 };

static void put(char *row, size_t *n, const char *s)
{
    memcpy(row + *n, s, strlen(s));
    *n += strlen(s);
}

/* A string with escapes of every kind; seldom a broken one. */
static void put_string(uint64_t *rng, char *row, size_t *n)
{
    static const char *const escape[] = { "\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t", "\\u4e00",
                                          "\\u00E9", "\\u0041", "\\uD83D\\uDE00", "\\ufeff" };
    static const char *const broken[] = { "\\u0000", "\\uD83D", "\\uDE00x", "\\uD83D\\u0041", "\\x", "\\u12g4", "\x01",
                                          "\\u12", "\\", "\n" };
    put(row, n, "\"");
    for (size_t k = test_random(rng) % (test_random(rng) % 8 ? 6 : 40); k > 0; k--) {
        uint64_t r = test_random(rng);
        if (r % 8 == 0)
            put(row, n, escape[(r >> 8) % COUNT_OF(escape)]);
        else if (r % 200 == 1)
            put(row, n, broken[(r >> 8) % COUNT_OF(broken)]);
        else if (r % 3)
            row[(*n)++] = (char)('a' + (r >> 8) % 26);
        else
            *n += utf8_encode((uint32_t)(r >> 8) % 0x3000 + 0x80, row + *n);
    }
    put(row, n, "\"");
}

static void put_value(uint64_t *rng, char *row, size_t *n)
{
    static const char *const value[] = { "0", "7", "42", "123456789012345678", "true", "false", "null", "1234567890123456789",
                                         "007", "-3", "1.5", "1e3", "[]", "{}", "{\"id\":\"inner\"}", "[\"a\",1]", "tru",
                                         "", "\"" };
    uint64_t r = test_random(rng);
    if (r % 3)
        put_string(rng, row, n);
    else
        put(row, n, value[(r >> 8) % (r >> 40 & 7 ? 7 : COUNT_OF(value))]);
}

static void put_space(uint64_t *rng, char *row, size_t *n)
{
    static const char *const space[] = { " ", "\t", "\r", "  " };
    uint64_t r = test_random(rng);
    if (r % 4 == 0)
        put(row, n, space[(r >> 8) % COUNT_OF(space)]);
}

static size_t some_row(uint64_t *rng, char *row)
{
    static const char *const key[] = { "\"text\"", "\"id\"", "\"url\"", "\"text2\"", "\"\"", "\"te\\u0078t\"" };
    size_t n = 0, n_member = 1 + test_random(rng) % 4;
    put(row, &n, "{");
    for (size_t i = 0; i < n_member && n < 2 * MOST; i++) {
        uint64_t r = test_random(rng);
        put_space(rng, row, &n);
        put(row, &n, r % 5 && i < 2 ? key[i] : key[(r >> 8) % COUNT_OF(key)]);
        put_space(rng, row, &n);
        put(row, &n, ":");
        put_space(rng, row, &n);
        if (i == 0 && r % 5)
            put_string(rng, row, &n);
        else
            put_value(rng, row, &n);
        put_space(rng, row, &n);
        if (i + 1 < n_member)
            put(row, &n, ",");
    }
    put(row, &n, test_random(rng) % 60 ? "}" : ",}");
    if (test_random(rng) % 20 == 0) {
        char c = "\"\\{},: \x02" "a0"[test_random(rng) % 10];
        row[test_random(rng) % n] = c;
    }
    return n;
}

/* What json-c says of it. */
static void check_taken(const char *row, size_t n, const struct jsonl_quick *q)
{
    struct json_tokener *tok = json_tokener_new_ex(32);
    json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
    struct json_object *object = json_tokener_parse_ex(tok, row, (int)n), *text = NULL, *id = NULL;
    CHECK(object && json_tokener_get_parse_end(tok) == n);
    CHECK(json_object_object_get_ex(object, "text", &text) && json_object_is_type(text, json_type_string));
    CHECK_U64(q->n_text, (uint64_t)json_object_get_string_len(text));
    char *got = malloc(q->n_text + 1);
    jsonl_quick_text(q, got);
    CHECK(memcmp(got, json_object_get_string(text), q->n_text) == 0);
    free(got);
    CHECK_U64(json_object_object_get_ex(object, "id", &id), q->id != NULL);
    if (q->id) {
        CHECK(json_object_is_type(id, json_type_string) || json_object_is_type(id, json_type_int));
        const char *s = json_object_get_string(id);
        CHECK(strlen(s) == q->n_id && memcmp(s, q->id, q->n_id) == 0);
    }
    json_object_put(object);
    json_tokener_free(tok);
}

TEST(jsonl_quick_says_what_json_c_says_or_nothing)
{
    uint64_t rng = 17;
    uint32_t n_taken = 0, n_left = 0;
    for (int round = 0; round < 30000 && !test_failing(); round++) {
        char row[8 * MOST];
        size_t n = some_row(&rng, row);
        if (utf8_broken(row, n, NULL))
            continue;
        char *exactly = malloc(n); /* so that reading past the end is seen */
        memcpy(exactly, row, n);
        struct jsonl_quick q;
        if (jsonl_quick_read(exactly, n, &fields, &q)) {
            check_taken(exactly, n, &q);
            n_taken++;
        } else {
            n_left++;
        }
        free(exactly);
    }
    CHECK(n_taken > 8000);
    CHECK(n_left > 2000);
}

TEST(jsonl_quick_takes_plain_rows_and_leaves_all_others)
{
    static const struct { const char *row; bool taken; } cases[] = {
        { "{\"id\": \"d1\", \"text\": \"a b\"}", true },
        { "{\"text\":\"\",\"id\":12,\"more\":null,\"n\":0}", true },
        { "{\"text\":\"\\ud83d\\ude00 \\u4e00\\n\"}", true },
        { "{ \"text\" : \"a\" , \"ok\" : true }", true },
        { "{}", false },
        { "{\"id\":1}", false },
        { "{\"text\":1}", false },
        { "{\"text\":\"a\",}", false },
        { "{\"text\":\"a\"", false },
        { "{\"text\":\"a\"} x", false },
        { "{\"text\":\"a\",\"text\":\"b\"}", false },
        { "{\"text\":\"a\",\"id\":null}", false },
        { "{\"text\":\"a\",\"id\":1.5}", false },
        { "{\"text\":\"a\",\"id\":01}", false },
        { "{\"text\":\"a\",\"id\":\"\\n\"}", false },
        { "{\"text\":\"a\",\"of\":{\"id\":1}}", false },
        { "{\"text\":\"a\tb\"}", false },
        { "{\"text\":\"\\u0000\"}", false },
        { "[\"text\"]", false },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct jsonl_quick q;
        CHECK_STR(jsonl_quick_read(cases[i].row, strlen(cases[i].row), &fields, &q) == cases[i].taken ? "as it should"
                                                                                                     : cases[i].row,
                  "as it should");
    }
}

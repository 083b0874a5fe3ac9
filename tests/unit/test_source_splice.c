/* SPDX-License-Identifier: MIT */
/* Cutting a file where its text is cut: against decoding the whole anew. */
#include "core/arena.h"
#include "core/buf.h"
#include "harness.h"
#include "source/charset.h"
#include "source/splice.h"

/* Cut text [beg, end) out of the bytes, put something there: what is left says
 * what the text does. */
static enum splice_outcome cut(const char *bytes, size_t n, const char *declared, uint64_t beg, uint64_t end, const char *put,
                               char *out, size_t *n_out)
{
    struct source_entry e = { .path = "a.txt", .memory = (char *)(uintptr_t)bytes, .n_memory = n };
    struct source_options o = { .encoding = declared };
    struct splice c = { .text_beg = beg, .text_end = end, .put = put, .n_put = put ? strlen(put) : 0 };
    struct arena a;
    struct buf text;
    struct charset cs;
    bool binary;
    uint64_t n_broken, at, n_bytes, hash;
    enum splice_outcome how = SPLICE_CANNOT;
    arena_init(&a);
    buf_init(&text, TXT_MOST);
    CHECK(buf_add(&text, bytes, n, NULL) == CRIB_OK);
    CHECK(charset_find(bytes, n, declared, &cs, &binary, NULL) == CRIB_OK);
    CHECK(charset_to_utf8(&cs, &text, &n_broken, &at, NULL) == CRIB_OK);
    CHECK(splice_place(&e, &o, text.p, text.n, &c, 1, &a, &n_bytes, &hash, &how, NULL) == CRIB_OK);
    CHECK_U64(n_bytes, n);
    CHECK_U64(hash, splice_hash(bytes, n));
    *n_out = 0;
    if (how == SPLICE_PLACED) {
        memcpy(out, bytes, c.beg);
        memcpy(out + c.beg, c.bytes ? c.bytes : "", c.n_bytes);
        memcpy(out + c.beg + c.n_bytes, bytes + c.end, n - c.end);
        *n_out = n - (c.end - c.beg) + c.n_bytes;
    }
    buf_done(&text);
    arena_done(&a);
    return how;
}

static void check_cut(const char *bytes, size_t n, const char *declared, uint64_t beg, uint64_t end, const char *put,
                      const char *expected, size_t n_expected)
{
    char out[256];
    size_t n_out;
    CHECK_U64(cut(bytes, n, declared, beg, end, put, out, &n_out), SPLICE_PLACED);
    CHECK_U64(n_out, n_expected);
    CHECK(n_out == n_expected && memcmp(out, expected, n_out) == 0);
}

TEST(splice_cuts_the_bytes_where_the_text_is_cut)
{
    check_cut("ab\nc\n", 5, NULL, 0, 3, NULL, "c\n", 2);
    check_cut("\xD6\xD0\xB9\xFA\xC8\xCB", 6, "GB18030", 3, 6, NULL, "\xD6\xD0\xC8\xCB", 4);          /* 中国人 */
    check_cut("\xD6\xD0\xB9\xFA\xC8\xCB", 6, "GB18030", 3, 6, "\xE4\xBA\xBA", "\xD6\xD0\xC8\xCB\xC8\xCB", 6);
    check_cut("\xFF\xFE\x2D\x4E\xFD\x56", 6, NULL, 0, 3, NULL, "\xFF\xFE\xFD\x56", 4);             /* the mark stays */
    check_cut("\xFF\xFE\x3D\xD8\x00\xDE\x41\x00", 8, NULL, 0, 4, NULL, "\xFF\xFE\x41\x00", 4);     /* a pair */
    check_cut("a\xFF" "bc", 4, "UTF-8", 4, 5, NULL, "a\xFF" "c", 3);                             /* U+FFFD stands for a byte */
}

TEST(splice_says_when_an_encoding_cannot_be_cut)
{
    char out[64];
    size_t n;
    /* ISO-2022-JP: 日本 in one shift; cutting from inside it to behind the
     * shift back leaves bytes that read otherwise. */
    const char jp[] = "\x1B$BF|K\\\x1B(BA";
    CHECK_U64(cut(jp, sizeof jp - 1, "ISO-2022-JP", 3, 6, NULL, out, &n), SPLICE_CANNOT);
    CHECK_U64(cut(jp, sizeof jp - 1, "ISO-2022-JP", 6, 7, NULL, out, &n), SPLICE_PLACED);
    /* A Han digit is nothing that windows-1252 can say. */
    CHECK_U64(cut("a1b", 3, "windows-1252", 1, 2, "\xE4\xB8\x80", out, &n), SPLICE_CANNOT);
}

TEST(splice_sees_that_a_file_is_no_longer_what_was_read)
{
    struct source_entry e = { .path = "a.txt", .memory = "abcd", .n_memory = 4 };
    struct source_options o = { 0 };
    struct splice c = { .text_beg = 0, .text_end = 1 };
    struct arena a;
    uint64_t n, hash;
    enum splice_outcome how;
    arena_init(&a);
    CHECK(splice_place(&e, &o, "abce", 4, &c, 1, &a, &n, &hash, &how, NULL) == CRIB_OK && how == SPLICE_CHANGED);
    e = (struct source_entry){ .path = "/nowhere/at/all" };
    CHECK(splice_place(&e, &o, "abcd", 4, &c, 1, &a, &n, &hash, &how, NULL) == CRIB_OK && how == SPLICE_CHANGED);
    arena_done(&a);
}

/* Random texts in every encoding: what is left is the bytes of what is left of
 * the text. */
TEST(splice_equals_encoding_what_is_left)
{
    static const char *const label[] = { "GB18030", "UTF-16LE", "UTF-16BE", "Big5", "Shift_JIS" };
    static const char *const part[] = { "中", "文", "a", "1", "\n", "一", "月", " " };
    uint64_t rng = 11;
    for (int round = 0; round < 300 && !test_failing(); round++) {
        struct buf text, bytes, left;
        struct arena a;
        size_t edge[32], n_edge = 0, n_bytes[32], i_cut, k;
        const char *name = label[round % COUNT_OF(label)];
        char wide[128], out[128];
        buf_init(&text, 4096);
        buf_init(&bytes, 4096);
        buf_init(&left, 4096);
        arena_init(&a);
        for (k = 0; k < 24; k++) {
            const char *s = part[test_random(&rng) % COUNT_OF(part)];
            struct splice put = { .text_beg = 0, .text_end = 1, .put = s, .n_put = strlen(s) };
            struct source_entry e = { .path = "x", .memory = (char *)(uintptr_t)(strstr(name, "LE") ? "a\0" : strstr(name, "BE") ? "\0a" : "a"),
                                      .n_memory = strncmp(name, "UTF-16", 6) == 0 ? 2 : 1 };
            struct source_options o = { .encoding = name };
            uint64_t n, hash;
            enum splice_outcome how;
            CHECK(splice_place(&e, &o, "a", 1, &put, 1, &a, &n, &hash, &how, NULL) == CRIB_OK && how == SPLICE_PLACED);
            edge[n_edge] = text.n;
            n_bytes[n_edge++] = bytes.n;
            (void)buf_str(&text, s, NULL);
            (void)buf_add(&bytes, put.bytes, put.n_bytes, NULL);
        }
        i_cut = test_random(&rng) % 12;
        k = i_cut + test_random(&rng) % 12;
        (void)buf_add(&left, bytes.p, n_bytes[i_cut], NULL);
        (void)buf_add(&left, bytes.p + n_bytes[k], bytes.n - n_bytes[k], NULL);
        size_t n_out;
        memcpy(wide, bytes.p, bytes.n);
        CHECK_U64(cut(wide, bytes.n, name, edge[i_cut], edge[k], NULL, out, &n_out), SPLICE_PLACED);
        CHECK(n_out == left.n && memcmp(out, left.p, n_out) == 0);
        buf_done(&text);
        buf_done(&bytes);
        buf_done(&left);
        arena_done(&a);
    }
}

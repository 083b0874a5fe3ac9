/* SPDX-License-Identifier: MIT */
/* The short cut for ASCII words and numbers takes what the scanners take, or
 * nothing. */
#include "core/utf8.h"
#include "harness.h"
#include "text/fold.h"
#include "text/fold_ascii.h"

enum { MOST = 400 };

/* Letters, figures, and whatever may join, end or change a word or number. */
static uint32_t some_point(uint64_t *rng)
{
    static const char ascii[] = "aabcxXAAZ0012399 .,:'*_-/%()\n\t\x01";
    static const uint32_t others[] = { 0xE9, 0x301, 0x3B1, 0x430, 0xB7, 0x2019, 0x5F3, 0x66B, 0x66C, 0x661, 0xD7, 0x200D,
                                       0x4E00, 0x67D0, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF11, 0xFF38, 0x25A1, 0x3002, 0xAC00 };
    uint64_t r = test_random(rng);
    return r % 4 ? (unsigned char)ascii[(r >> 8) % (sizeof ascii - 1)] : others[(r >> 8) % COUNT_OF(others)];
}

static void check_at(const struct stretch *s, size_t at, uint32_t *n_taken)
{
    struct token got = { 0 }, want;
    struct crib_err err;
    unsigned char c = (unsigned char)s->text[at];
    bool digit = c >= '0' && c <= '9', letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!(digit ? ascii_number_at(s, at, &got) : letter && ascii_word_at(s, at, &got)))
        return;
    struct stretch slow = *s;
    CHECK_I64(token_at(&slow, at, &want, &err), CRIB_OK);
    CHECK_U64(got.code, want.code);
    CHECK_U64(got.exact, want.exact);
    CHECK_U64(got.beg, want.beg);
    CHECK_U64(got.end, want.end);
    CHECK(got.next == want.next || (s->text[want.next] == ' ' && got.next == want.next + 1));
    CHECK_U64(got.kind, want.kind);
    ++*n_taken;
}

TEST(text_fold_ascii_short_cut_takes_what_the_scanners_take)
{
    uint64_t rng = 5;
    uint32_t n_taken = 0;
    for (int round = 0; round < 4000 && !test_failing(); round++) {
        char text[4 * MOST];
        size_t n = 0, n_points = (size_t)(test_random(&rng) % (round % 50 ? 40 : MOST));
        bool flood = round % 50 == 0; /* longer than any word is read */
        for (size_t i = 0; i < n_points; i++)
            n += utf8_encode(flood && i > 3 && i + 3 < n_points ? (round % 100 ? '7' : 'b') : some_point(&rng), text + n);
        char *exactly = malloc(n + !n); /* so that reading past the end is seen */
        memcpy(exactly, text, n);
        struct stretch s = { .text = exactly, .end = n, .flags = round % 3 ? 0 : FOLD_MARKDOWN };
        for (size_t at = 0; at < n && !test_failing(); at++)
            check_at(&s, at, &n_taken);
        free(exactly);
    }
    CHECK(n_taken > 10000);
}

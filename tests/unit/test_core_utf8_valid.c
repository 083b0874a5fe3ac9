/* SPDX-License-Identifier: MIT */
/* Validation by vectors says what validation byte by byte says. */
#include "core/utf8.h"
#include "core/utf8_valid.h"
#include "harness.h"

static void agree(const char *s, size_t n)
{
    bool plain = utf8_valid_plain(s, n);
    CHECK_U64(utf8_valid(s, n), plain);
    CHECK_U64(utf8_broken(s, n, NULL) == 0, plain);
}

/* Every sequence of up to three bytes, and those of four that begin as one
 * might, in the middle of ASCII and at the end of a text. */
TEST(utf8_validation_by_vectors_agrees_on_every_short_sequence)
{
    char text[70];
    memset(text, 'a', sizeof text);
    for (uint32_t first = 0x80; first < 0x100 && !test_failing(); first++)
        for (uint32_t rest = 0; rest < 1 << 16; rest++) {
            char *at = text + 30; /* across the border of two vectors */
            at[0] = (char)first;
            at[1] = (char)(rest >> 8);
            at[2] = (char)rest;
            agree(text, sizeof text);
            if ((rest & 0xFF) == 0x80) {
                agree(text, 31);
                agree(text, 32);
                agree(text, 33);
            }
            for (uint32_t fourth = 0x70; first >= 0xF0 && (rest & 0xF) == 0 && fourth < 0xD0; fourth += 0x0F) {
                at[3] = (char)fourth;
                agree(text, sizeof text);
            }
            at[3] = 'a';
        }
}

TEST(utf8_validation_by_vectors_agrees_on_random_texts)
{
    static const uint32_t most[] = { 0x7F, 0x7FF, 0xFFFF, 0x10FFFF };
    uint64_t rng = 11;
    for (int round = 0; round < (TEST_SANITIZED ? 20000 : 200000); round++) {
        char text[200];
        size_t n = 0, want = test_random(&rng) % 180;
        while (n < want) {
            uint32_t cp = (uint32_t)(test_random(&rng) % (most[test_random(&rng) % 4] + 1));
            n += utf8_encode(cp, text + n);
        }
        for (size_t k = test_random(&rng) % 3; n > 0 && k > 0; k--)
            text[test_random(&rng) % n] = (char)test_random(&rng);
        agree(text, n - (n > 0 ? test_random(&rng) % 2 : 0));
    }
}

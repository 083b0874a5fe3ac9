/* SPDX-License-Identifier: MIT */
/* Positions, against counting from the beginning. */
#include "harness.h"
#include "text/posmap.h"

static void agree(size_t most)
{
    static char text[30000];
    static const char *const pieces[] = { "a", "\n", "\r\n", "\r", "\xE6\xB1\x89", "\xC3\xA9", "\xF0\x9F\x98\x80", " " };
    uint64_t rng = most;
    size_t n = 0;
    while (n + 4 <= most) {
        const char *piece = pieces[test_random(&rng) % COUNT_OF(pieces)];
        memcpy(text + n, piece, strlen(piece));
        n += strlen(piece);
    }
    struct posmap m;
    CHECK(posmap_init(&m, text, n, NULL) == CRIB_OK);
    uint64_t chars = 0, line = 1;
    for (size_t i = 0; i < n && !test_failing(); i++) {
        if (((unsigned char)text[i] & 0xC0) != 0x80) {
            CHECK_U64(posmap_char(&m, i), chars);
            CHECK_U64(posmap_line(&m, i), line);
            chars++;
        }
        line += text[i] == '\n' || (text[i] == '\r' && !(i + 1 < n && text[i + 1] == '\n'));
    }
    CHECK_U64(posmap_char(&m, n), chars);
    posmap_done(&m);
}

TEST(positions_agree_with_counting_from_the_beginning)
{
    static const size_t most[] = { 4, 5, 100, 240, 241, 481, 4095, 4096, 4099, 8192, 30000 };
    for (size_t i = 0; i < COUNT_OF(most); i++)
        for (size_t less = 0; less < 3; less++)
            agree(most[i] - less);
}

TEST(an_empty_text_has_one_line_and_no_characters)
{
    struct posmap m;
    CHECK(posmap_init(&m, "", 0, NULL) == CRIB_OK);
    CHECK_U64(posmap_char(&m, 0), 0);
    CHECK_U64(posmap_line(&m, 0), 1);
    posmap_done(&m);
}

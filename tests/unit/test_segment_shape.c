/* SPDX-License-Identifier: MIT */
/* Columns and inner stops of a line, against looking at one character after the other. */
#include "core/utf8.h"
#include "harness.h"
#include "segment/linechars.h"
#include "segment/lineshape.h"

static bool is_stop(uint32_t cp, uint32_t next)
{
    static const uint32_t stops[] = { 0x3002, 0xFF1B, 0xFF01, 0xFF1F, 0x0964 };
    bool stop = next == ' ' && (cp == ';' || cp == '!' || cp == '?');
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        stop |= cp == stops[i];
    return stop;
}

static void check_line(const uint32_t *cp, size_t n)
{
    char text[SHAPE_LOOK];
    size_t n_bytes = 0;
    uint32_t width = 0;
    bool stops = false;
    for (size_t i = 0; i < n; i++) {
        n_bytes += utf8_encode(cp[i], text + n_bytes);
        width += char_is_wide(cp[i]) ? 2 : 1;
        stops |= i + 1 < n && is_stop(cp[i], cp[i + 1]);
    }
    struct block b = { .span = { 0, (uint32_t)n_bytes }, .line = 1, .kind = BLOCK_TEXT };
    char *exactly = malloc(n_bytes); /* so that reading past the end is seen */
    memcpy(exactly, text, n_bytes);
    struct member m = { .text = exactly, .n_bytes = n_bytes, .block = &b, .n_block = 1 };
    struct arena a;
    struct shapes shapes;
    arena_init(&a);
    CHECK_I64(shapes_read(&m, &a, &shapes, NULL), CRIB_OK);
    CHECK_U64(shapes.at[0].width, width);
    CHECK_U64((shapes.at[0].flags & SHAPE_INNER_STOP) != 0, stops);
    arena_done(&a);
    free(exactly);
}

TEST(segment_shape_of_a_line_is_what_its_characters_one_by_one_say)
{
    static const uint32_t edge[] = { 0x2FFF, 0x3000, 0x3001, 0x3002, 0x303F, 0x33FF, 0x3400, 0x3FFF, 0x4000, 0x4DBF, 0x4DC0,
                                     0x4DFF, 0x4E00, 0x4FFF, 0x5000, 0x9FFF, 0xA000, 0xAC00, 0xFF01, 0xFF0C, 0xFF1B, 0xFF1F,
                                     0x0964, 0xE9, 0x1F600, ';', '!', '?', ' ' };
    uint64_t rng = 14;
    for (int round = 0; round < 40000 && !test_failing(); round++) {
        uint32_t cp[200];
        size_t n = 2 + test_random(&rng) % (round % 4 ? 30 : 190);
        uint64_t odd = 2 + test_random(&rng) % 40; /* one in so many is no plain character */
        bool words = round % 2;
        for (size_t i = 0; i < n; i++)
            cp[i] = test_random(&rng) % odd == 0 ? edge[test_random(&rng) % COUNT_OF(edge)]
                    : words                      ? (uint32_t)('a' + test_random(&rng) % 26)
                                                 : (uint32_t)(0x4E00 + test_random(&rng) % 0x5200);
        cp[0] = cp[n - 1] = 'x'; /* no white space at the edges */
        check_line(cp, n);
    }
}

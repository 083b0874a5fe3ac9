/* SPDX-License-Identifier: MIT */
/* A line belongs to a paragraph that wraps whether all lines are asked or it alone. */
#include "harness.h"
#include "segment/wrapped.h"
#include "tools/segment_member.h"

enum { LINES_MOST = 60 };

/* Lines of a few widths, open and closed, some blank, some very wide. */
static size_t some_text(uint64_t *rng, char *out, size_t room)
{
    size_t n = 0;
    for (size_t k = 1 + test_random(rng) % LINES_MOST; k > 0; k--) {
        uint64_t r = test_random(rng);
        size_t width = r % 11 == 0 ? 0 : r % 17 == 0 ? 260 : r % 5 == 0 ? 10 + (r >> 8) % 60 : 68 + (r >> 8) % 10;
        for (size_t i = 0; i < width && n + 4 < room; i++)
            out[n++] = (char)((i == 0 && r >> 16 & 1 ? 'A' : 'a') + (r >> 20) % 26);
        if (width && r >> 24 & 1)
            out[n++] = r >> 25 & 1 ? '.' : ',';
        out[n++] = '\n';
    }
    return n;
}

TEST(segment_a_wrapped_line_is_the_same_asked_alone)
{
    static char text[LINES_MOST * 300];
    uint64_t rng = 43;
    uint32_t n_wrapped = 0, n_lines = 0;
    for (int round = 0; round < 3000 && !test_failing(); round++) {
        struct member m;
        struct arena a;
        arena_init(&a);
        CHECK(simple_member(text, some_text(&rng, text, sizeof text), false, &m));
        struct cut c = { .text = m.text, .arena = &a };
        CHECK_I64(shapes_read(&m, &a, &c.lines, NULL), CRIB_OK);
        CHECK_I64(wrapped_find(&c, NULL), CRIB_OK);
        for (uint32_t i = 0; i < c.lines.n && !test_failing(); i++) {
            CHECK_U64(wrapped_holds(&c, i), c.wrapped[i]);
            n_wrapped += c.wrapped[i];
        }
        n_lines += c.lines.n;
        simple_member_done(&m);
        arena_done(&a);
    }
    CHECK(n_wrapped > 1000 && n_lines - n_wrapped > 1000);
}

/* SPDX-License-Identifier: MIT */
/* The loops that fold plain characters do what one by one does, whatever stands where. */
#include "core/utf8.h"
#include "harness.h"
#include "text/fold_plain.h"

enum { MOST = 400 };

/* Characters that go on and such as end a run: Han, kana, punctuation, private
 * use; ASCII, marks, Hangul, 某, two bytes, four bytes, noncharacters' edge. */
static uint32_t some_point(uint64_t *rng, uint32_t strange)
{
    static const uint32_t other[] = { '\n', 'a', '7', 0xE9, 0x301, 0x3099, 0x67D0, 0xAC00, 0x11A8, 0x1F600, 0x800, 0xFFF,
                                      0x1000, 0xCFFF, 0xD7FF, 0xE000, 0xFFFD, 0xFF21, 0xFF11, 0x200B, 0x25A1 };
    static const uint32_t dropped[] = { 0xFF0C, 0x3002, 0x3001, 0x300A, 0x2014, 0xFF1B };
    uint64_t r = test_random(rng);
    if (r % 100 < strange)
        return other[(r >> 8) % COUNT_OF(other)];
    if (r % 100 < strange + 12)
        return dropped[(r >> 8) % COUNT_OF(dropped)];
    return r >> 60 ? 0x4E00 + (uint32_t)((r >> 8) % 20900) : 0x3041 + (uint32_t)((r >> 8) % 80);
}

/* What the loops say, said one character after the other. */
static size_t plain_ref(const char *text, size_t end, struct units *out, size_t *open)
{
    for (size_t at = 0;;) {
        size_t next = at;
        const unsigned char *p = (const unsigned char *)text + at;
        bool whole = end - at >= 3 && p[0] >> 4 == 0xE && p[1] >> 6 == 2 && p[2] >> 6 == 2;
        uint32_t folded = whole ? fold_flat()[utf8_next(text, end, &next)] : FOLD_FLAT_OTHER;
        if (folded == FOLD_FLAT_OTHER)
            return at;
        *open = folded == FOLD_FLAT_DROPPED ? *open : next;
        if (folded != FOLD_FLAT_DROPPED) {
            uint32_t n = out->n++;
            out->code[n] = out->exact[n] = folded;
            out->beg[n] = (uint32_t)at;
            out->end[n] = (uint32_t)next;
            out->kind[n] = UNIT_CHAR;
        }
        at = next;
    }
}

static void check_loop(fold_plain_fn *loop, const char *text, size_t n)
{
    struct units a, b;
    struct crib_err err;
    units_init(&a);
    units_init(&b);
    CHECK_I64(units_room(&a, n / 3 + FOLD_PLAIN_ROOM, &err), CRIB_OK);
    CHECK_I64(units_room(&b, n / 3 + FOLD_PLAIN_ROOM, &err), CRIB_OK);
    memset(b.kind, 0xFF, b.cap);
    size_t open_a = SIZE_MAX, open_b = SIZE_MAX;
    size_t end_a = plain_ref(text, n, &a, &open_a), end_b = loop(fold_flat(), text, 0, n, &b, &open_b);
    CHECK_U64(end_a, end_b);
    CHECK_U64(open_a == end_a, open_b == end_b); /* an earlier place is no place for a mark */
    CHECK_U64(a.n, b.n);
    for (uint32_t i = 0; i < a.n; i++)
        CHECK(a.code[i] == b.code[i] && a.exact[i] == b.exact[i] && a.beg[i] == b.beg[i] && a.end[i] == b.end[i] &&
              a.kind[i] == b.kind[i]);
    units_done(&a);
    units_done(&b);
}

TEST(text_fold_plain_loops_take_the_same_characters_to_the_same_place)
{
    uint64_t rng = 3;
    for (int round = 0; round < 3000; round++) {
        char text[4 * MOST];
        size_t n = 0, n_points = (size_t)(test_random(&rng) % MOST);
        for (size_t i = 0; i < n_points; i++)
            n += utf8_encode(some_point(&rng, (uint32_t)(round % 4) * (uint32_t)(round % 4)), text + n);
        if (n > 2 && round % 5 == 0)
            text[n - 2] = (char)(round % 2 ? 0xED : 0xC0); /* ill-formed: no loop takes it */
        char *exactly = malloc(n + !n); /* so that reading past the end is seen */
        memcpy(exactly, text, n);
        check_loop(fold_plain_by_four, exactly, n);
        check_loop(fold_plain_best(), exactly, n);
        free(exactly);
    }
}

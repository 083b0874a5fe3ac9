/* SPDX-License-Identifier: MIT */
/* The loops over words take what the scanners take, and all of them alike,
 * whatever stands where. */
#include "core/utf8.h"
#include "harness.h"
#include "text/fold_ascii.h"
#include "text/fold_table.h"
#include "text/fold_words.h"

enum { MOST = 600 };

/* Words of any length, and now and then what ends a run of them. */
static size_t some_text(uint64_t *rng, uint32_t strange, char *text)
{
    static const char mark[] = " ,.;-/()\"\t", odd[] = "0123456789xX':*AIZ\n\x01\x7F";
    static const uint32_t other[] = { 0xE9, 0x2019, 0x301, 0x4E00, 0x67D0, 0xFF0C, 0x1F600, 0xD7, 0x430 };
    size_t n = 0, want = 1 + (size_t)(test_random(rng) % MOST);
    while (n < want) {
        uint64_t r = test_random(rng);
        size_t n_word = r % 64 == 0 ? 50 + (r >> 8) % 90 : 1 + (r >> 8) % (r % 8 ? 7 : 20);
        for (size_t i = 0; i < n_word; i++) {
            uint64_t c = test_random(rng);
            text[n++] = (char)((c % 100 < strange || (i == 0 && c % 8 == 0) ? 'A' : 'a') + (c >> 8) % 26);
        }
        if (r >> 32 & 1 && r >> 33 & 3)
            text[n++] = ' ';
        else if (test_random(rng) % 100 >= strange)
            text[n++] = mark[(r >> 40) % (sizeof mark - 1)];
        else if (r >> 62)
            text[n++] = odd[(r >> 40) % (sizeof odd - 1)];
        else
            n += utf8_encode(other[(r >> 40) % COUNT_OF(other)], text + n);
    }
    return n;
}

/* Units [0, n) of u are what token_at() finds between at and end. */
static void check_tokens(const char *text, size_t n, size_t at, size_t end, const struct units *u)
{
    struct stretch s = { .text = text, .end = n };
    struct crib_err err;
    uint32_t i = 0;
    while (at < end && !test_failing()) {
        struct token t;
        CHECK_I64(token_at(&s, at, &t, &err), CRIB_OK);
        at = t.next;
        if (t.beg == t.end)
            continue;
        CHECK(i < u->n);
        if (i >= u->n)
            return;
        CHECK_U64(u->code[i], t.code);
        CHECK_U64(u->exact[i], t.exact);
        CHECK_U64(u->beg[i], t.beg);
        CHECK_U64(u->end[i], t.end);
        CHECK_U64(u->kind[i], t.kind);
        i++;
    }
    CHECK_U64(i, u->n);
}

static bool is_letter(char c) { return (unsigned)((unsigned char)c | 0x20) - 'a' < 26; }

TEST(text_fold_words_loops_take_what_the_scanners_take)
{
    uint64_t rng = 11, n_taken = 0;
    fold_words_fn *loop[FOLD_WORDS_LOOPS];
    size_t n_loop = fold_words_loops(loop);
    CHECK(loop[n_loop - 1] == fold_words_best());
    for (int round = 0; round < 3000 && !test_failing(); round++) {
        char text[2 * MOST];
        size_t n = some_text(&rng, (uint32_t)(round % 4) * 4, text), first_end = 0;
        char *exactly = malloc(n); /* so that reading past the end is seen */
        memcpy(exactly, text, n);
        for (size_t at = 0; at < n; at += 1 + (size_t)(test_random(&rng) % 40)) {
            if (!is_letter(exactly[at]))
                continue;
            for (size_t i = 0; i < n_loop && !test_failing(); i++) {
                struct units u;
                struct crib_err err;
                units_init(&u);
                CHECK_I64(units_room(&u, FOLD_WORDS_ROOM + (size_t)(round % 3) * 100, &err), CRIB_OK);
                size_t end = loop[i](exactly, at, n, &u);
                check_tokens(exactly, n, at, end, &u);
                CHECK(i == 0 || end == first_end);
                first_end = end;
                n_taken += u.n;
                units_done(&u);
            }
        }
        free(exactly);
    }
    CHECK(n_taken > 100000);
}

/* Ordinary prose is taken in one go. */
TEST(text_fold_words_loops_go_on_from_word_to_word)
{
    static const char text[] = "It was the best of times, I thought (as they say): and so on; the end - or nearly so, Sir.";
    fold_words_fn *loop[FOLD_WORDS_LOOPS];
    for (size_t i = fold_words_loops(loop); i-- > 0;) {
        struct units u;
        struct crib_err err;
        units_init(&u);
        CHECK_I64(units_room(&u, FOLD_WORDS_ROOM, &err), CRIB_OK);
        size_t end = loop[i](text, 0, strlen(text), &u);
        CHECK_U64(end, (size_t)(strchr(text, ':') - text)); /* ) does not end a run */
        CHECK_U64(u.n, 11);
        units_done(&u);
    }
}

/* What is dropped at once is dropped by the table. */
TEST(text_fold_words_loops_drop_what_the_table_drops)
{
    fold_words_fn *loop[FOLD_WORDS_LOOPS];
    for (size_t i = fold_words_loops(loop); i-- > 0;)
        for (uint32_t c = 1; c < 0x80; c++) {
            char text[] = "one ? two";
            struct units u;
            struct crib_err err;
            text[4] = (char)c;
            units_init(&u);
            CHECK_I64(units_room(&u, FOLD_WORDS_ROOM, &err), CRIB_OK);
            size_t end = loop[i](text, 0, strlen(text), &u);
            unsigned class = fold_entry_of(c) & FOLD_CLASS;
            bool letter = is_letter((char)c), line_end = c >= '\n' && c <= '\r'; /* inside a run there is none */
            bool drops = class == FOLD_DROP && c != '\'' && c != ':' && !line_end;
            if (c == 'x' || c == 'X' || !(letter || drops))
                CHECK(end <= 4);
            else
                CHECK_U64(u.n, letter ? 3 : 2);
            units_done(&u);
        }
}

/* SPDX-License-Identifier: MIT */
/* Pairs of characters are found in the table that bodies ask as they are in a
 * plain list, whatever kind of character they are. */
#include "cluster/term_table.h"
#include "harness.h"

enum { ALPHABET = 40, STRANGERS = 10, PAIRS = 200 };

struct pair { uint32_t a, b, exact, loose; };

/* The plain way: the pair's place among those added, or n. */
static size_t find_plain(const struct pair *pair, size_t n, uint32_t a, uint32_t b)
{
    size_t i = 0;
    while (i < n && (pair[i].a != a || pair[i].b != b))
        i++;
    return i;
}

/* The way of counts.c. */
static const struct follow *find_in_table(const struct term_table *t, uint32_t a, uint32_t b)
{
    uint32_t id_a = char_number(t, a), id_b = char_number(t, b), place = follow_place(t, id_a, id_b);
    if (!follow_may(t, place))
        return NULL;
    for (const struct follow *f = follow_first(t, place);; f = &t->follow[f->next - 1]) {
        if (f->second == id_b && id_b)
            return f;
        if (!f->next)
            return NULL;
    }
}

/* A code point; a character of several parts when told so. */
static uint32_t some_code(uint64_t *rng, bool parts)
{
    return parts ? UNIT_PARTS_BIT | (uint32_t)(test_random(rng) >> 35) : 0x4E00 + (uint32_t)(test_random(rng) % 0x5200);
}

static void check_all(uint64_t *rng, int of_parts)
{
    uint32_t code[ALPHABET + STRANGERS], part[2], in_titles[8 * PAIRS] = { 0 }, new_number[8 * PAIRS];
    struct pair pair[PAIRS];
    struct term_table t;
    size_t n_found = 0;
    for (size_t i = 0; i < COUNT_OF(code); i++)
        code[i] = some_code(rng, (int)(i % 4) < of_parts);
    CHECK_I64(term_table_init(&t, NULL), CRIB_OK);
    for (size_t i = 0; i < PAIRS; i++) {
        uint32_t a = code[test_random(rng) % ALPHABET], b = code[test_random(rng) % ALPHABET];
        pair[i] = (struct pair){ a, b, 0, 0 };
        CHECK_I64(term_table_pair(&t, a, b, &pair[i].exact, &pair[i].loose, part, NULL), CRIB_OK);
        in_titles[pair[i].exact]++;
    }
    CHECK_I64(term_table_finish(&t, in_titles, new_number, NULL), CRIB_OK);
    CHECK(t.n_code < UNIT_PLACEHOLDER); /* a hash is no place in a table */
    for (size_t i = 0; i < COUNT_OF(code) * COUNT_OF(code) && !test_failing(); i++) {
        uint32_t a = code[i / COUNT_OF(code)], b = code[i % COUNT_OF(code)];
        size_t want = find_plain(pair, PAIRS, a, b);
        const struct follow *got = find_in_table(&t, a, b);
        CHECK_U64(got != NULL, want < PAIRS);
        if (got && want < PAIRS) {
            CHECK_U64(got->exact, new_number[pair[want].exact]);
            CHECK_U64(got->loose, new_number[pair[want].loose]);
            n_found++;
        }
    }
    CHECK(n_found > PAIRS / 2);
    term_table_done(&t);
}

TEST(term_table_finds_the_pairs_of_titles_and_no_others)
{
    uint64_t rng = 41;
    for (int round = 0; round < 50 && !test_failing(); round++)
        check_all(&rng, round % 5);
}

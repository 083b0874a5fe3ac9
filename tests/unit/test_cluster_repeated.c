/* SPDX-License-Identifier: MIT */
/* Titles that several documents have. */
#include "cluster/repeated.h"

#include "harness.h"

enum { MOST = 40, UNITS = 3 };

struct scene {
    uint32_t code[MOST][UNITS], group_of[MOST], n;
    struct units title[MOST];
    struct titled doc[MOST];
    struct standing standing[MOST];
};

/* Of n documents: titles that the codes spell, 0 ends one; each of its own group. */
static void scene_make(struct scene *s, const uint32_t (*codes)[UNITS], uint32_t n)
{
    *s = (struct scene){ .n = n };
    for (uint32_t d = 0; d < n; d++) {
        uint32_t len = 0;
        while (len < UNITS && codes[d][len])
            s->code[d][len] = codes[d][len], len++;
        s->title[d] = (struct units){ .code = s->code[d], .exact = s->code[d], .n = len };
        s->doc[d].title = &s->title[d];
        s->group_of[d] = d;
    }
}

static void count(struct scene *s)
{
    CHECK(repeated_find(s->doc, s->n, s->group_of, s->standing, NULL) == CRIB_OK);
}

TEST(repeated_is_a_title_that_others_have_but_for_the_figures)
{
    enum { YEAR = UNIT_PLACEHOLDER };
    static const uint32_t codes[][UNITS] = { { 7, 8, YEAR }, { 7, 8 }, { YEAR, 7, 8 }, { 8, 7 }, { YEAR }, { YEAR }, { 0 } };
    static const double expected[] = { 2, 2, 2, 0, 0, 0, 0 };
    struct scene s;
    scene_make(&s, codes, COUNT_OF(codes));
    count(&s);
    for (size_t d = 0; d < COUNT_OF(codes); d++)
        CHECK(s.standing[d].repeated == expected[d]);
}

TEST(repeated_a_copy_does_not_count_beside_what_it_is_a_copy_of)
{
    static const uint32_t codes[][UNITS] = { { 7 }, { 7 }, { 7 }, { 9 } };
    struct scene s;
    scene_make(&s, codes, COUNT_OF(codes));
    s.group_of[2] = 0;
    count(&s);
    CHECK(s.standing[0].repeated == 1 && s.standing[1].repeated == 1 && s.standing[2].repeated == 1);
    CHECK(s.standing[3].repeated == 0);
}

/* Looks at all documents for each. */
static double count_slowly(const struct scene *s, uint32_t d)
{
    bool has[MOST] = { false };
    uint32_t n = 0;
    for (uint32_t e = 0; e < s->n; e++)
        if (s->title[d].n > 0 && s->group_of[e] != s->group_of[d] && s->title[e].n == s->title[d].n &&
            memcmp(s->code[e], s->code[d], s->title[d].n * sizeof s->code[d][0]) == 0)
            has[s->group_of[e]] = true;
    for (uint32_t g = 0; g < MOST; g++)
        n += has[g];
    return n;
}

TEST(repeated_is_what_a_look_at_each_document_says)
{
    uint64_t seed = 5;
    for (int round = 0; round < 200; round++) {
        uint32_t codes[MOST][UNITS];
        struct scene s;
        for (uint32_t d = 0; d < MOST; d++)
            for (uint32_t i = 0; i < UNITS; i++)
                codes[d][i] = (uint32_t)(test_random(&seed) % 3) + (i == 0);
        scene_make(&s, codes, 1 + (uint32_t)(test_random(&seed) % MOST));
        for (uint32_t d = 0; d < s.n; d++)
            s.group_of[d] = (uint32_t)(test_random(&seed) % (d + 1));
        count(&s);
        for (uint32_t d = 0; d < s.n; d++)
            CHECK(s.standing[d].repeated == count_slowly(&s, d));
    }
}

/* SPDX-License-Identifier: MIT */
/* Which passages overlap a stretch: as looking at each says. */
#include "match/overlaps.h"

#include "harness.h"
#include "match/passage.h"

enum { MOST = 40, ROUNDS = 3000 };

static struct unit_span any_span(uint64_t *rng)
{
    uint32_t beg = (uint32_t)(test_random(rng) % 60);
    return (struct unit_span){ beg, beg + 1 + (uint32_t)(test_random(rng) % (test_random(rng) % 8 ? 9 : 50)) };
}

static bool overlap(struct unit_span x, struct unit_span y) { return x.beg < y.end && y.beg < x.end; }

TEST(overlap_finds_all_that_looking_at_each_finds)
{
    uint64_t rng = 20;
    struct overlaps o = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        struct found f[MOST] = { 0 };
        size_t n = test_random(&rng) % (MOST + 1);
        bool seen[MOST] = { false };
        for (size_t i = 0; i < n; i++)
            f[i].a = any_span(&rng);
        CHECK_I64(overlaps_of(&o, f, n, NULL), CRIB_OK);
        struct unit_span a = any_span(&rng), near = overlaps_with(&o, a);
        CHECK(near.beg <= near.end && near.end <= n);
        for (uint32_t k = near.beg; k < near.end; k++)
            seen[o.order[k].at] = true;
        for (size_t i = 0; i < n; i++)
            CHECK(seen[i] || !overlap(f[i].a, a));
    }
    overlaps_done(&o);
}

TEST(overlap_is_not_asked_of_those_that_end_before_or_begin_behind)
{
    struct found f[] = { { .a = { 0, 5 } }, { .a = { 10, 15 } }, { .a = { 20, 25 } } };
    struct overlaps o = { 0 };
    CHECK_I64(overlaps_of(&o, f, COUNT_OF(f), NULL), CRIB_OK);
    struct unit_span near = overlaps_with(&o, (struct unit_span){ 15, 20 });
    CHECK_U64(near.end - near.beg, 0);
    near = overlaps_with(&o, (struct unit_span){ 14, 20 });
    CHECK_U64(near.end - near.beg, 1);
    overlaps_done(&o);
}

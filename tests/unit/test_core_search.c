/* SPDX-License-Identifier: MIT */
/* core/search: the binary search beside the linear one. */
#include "core/search.h"
#include "harness.h"

static size_t linear_ref(const uint32_t *v, size_t n, uint32_t least)
{
    size_t i = 0;
    while (i < n && v[i] < least)
        i++;
    return i;
}

TEST(search_finds_what_a_linear_search_finds_with_repeats_and_gaps)
{
    uint64_t rng = 11;
    for (size_t n = 0; n < 70; n++) {
        uint32_t v[70], end = 0;
        for (size_t i = 0; i < n; i++)
            v[i] = end += (uint32_t)(test_random(&rng) % 3);
        for (uint32_t least = 0; least <= end + 1; least++) {
            size_t at;
            LOWER_BOUND(at, n, v[at] < least);
            CHECK_U64(at, linear_ref(v, n, least));
        }
    }
}

TEST(search_takes_an_index_of_any_width_and_evaluates_n_once)
{
    uint32_t v[] = { 2, 4, 4, 8 }, at, n = COUNT_OF(v), left = n + 1;
    LOWER_BOUND(at, --left, v[at] <= 4);
    CHECK_U64(at, 3);
    CHECK_U64(left, n);
}

TEST(search_asks_for_few_places_and_none_outside)
{
    enum { N = 1000 };
    for (size_t border = 0; border <= N; border++) {
        size_t at, n_asked = 0, n_outside = 0;
        LOWER_BOUND(at, N, (n_asked++, n_outside += at >= N, at < border));
        CHECK_U64(at, border);
        CHECK_U64(n_outside, 0);
        CHECK(n_asked <= 10);
    }
}

/* SPDX-License-Identifier: MIT */
/* index/group_bits: 256 groups in one go, against one after the other. */
#include "harness.h"
#include "index/group_bits.h"

enum { MOST = 150 };

struct text {
    struct group_block room[MOST + 2 * BLOCK_MARGIN], *row; /* row[0] is behind the margin */
    uint32_t n;
};

static bool held(const struct text *t, uint32_t k, uint32_t g) { return t->row[k].word[g / 64] >> (g % 64) & 1; }

/* Groups that hold much, little, nothing or all of the text. */
static void text_make(struct text *t, uint32_t n, uint64_t *rng)
{
    *t = (struct text){ .n = n };
    t->row = t->room + BLOCK_MARGIN;
    for (uint32_t g = 0; g < GROUPS_IN_BLOCK; g++) {
        uint64_t of_eight = test_random(rng) % 9;
        for (uint32_t k = 0; k < n; k++)
            if (test_random(rng) % 8 < of_eight)
                t->row[k].word[g / 64] |= UINT64_C(1) << (g % 64);
    }
}

/* The rule in its own words: stretch by stretch of one group. */
static void cover_group(const struct text *t, uint32_t g, unsigned least, bool skipped, uint32_t *cover)
{
    for (uint32_t beg = 0, last, next; beg < t->n; beg = next) {
        next = beg + 1;
        if (!held(t, beg, g))
            continue;
        uint32_t n = 0, in_a_row = 0, most_in_a_row = 0;
        last = beg;
        for (uint32_t k = beg; k < t->n && k - last <= STRETCH_STEP; k++) {
            in_a_row = held(t, k, g) ? in_a_row + 1 : 0;
            most_in_a_row = max_u32(most_in_a_row, in_a_row);
            if (held(t, k, g)) {
                n++;
                last = k;
            }
        }
        next = last + 1;
        for (uint32_t k = beg; k <= last; k++)
            cover[k] += (least == 4 ? most_in_a_row : n) >= least && !skipped;
    }
}

TEST(stretches_of_256_groups_are_those_of_each)
{
    static struct text t;
    static struct group_block scratch[MOST];
    uint64_t rng = 5;
    uint32_t most_cover = 0;
    for (int round = 0; round < 200; round++) {
        uint32_t cover[MOST], cover_ref[MOST];
        struct group_block skip = { { 0 } };
        unsigned least = 2u << round % 3;
        text_make(&t, 1 + (uint32_t)(test_random(&rng) % MOST), &rng);
        skip.word[round % 4] = test_random(&rng);
        for (uint32_t k = 0; k < t.n; k++)
            cover[k] = cover_ref[k] = k;
        group_bits_cover(t.row, t.n, least, &skip, scratch, cover);
        for (uint32_t g = 0; g < GROUPS_IN_BLOCK; g++)
            cover_group(&t, g, least, skip.word[g / 64] >> (g % 64) & 1, cover_ref);
        for (uint32_t k = 0; k < t.n; k++) {
            CHECK_U64(cover[k], cover_ref[k]);
            most_cover = max_u32(most_cover, cover[k] - k);
        }
    }
    CHECK(most_cover > 150);
}

TEST(groups_of_256_that_hold_a_shingle_are_taken_from_what_is_left)
{
    static struct text t;
    uint64_t rng = 7;
    uint32_t left[MOST];
    text_make(&t, MOST, &rng);
    for (uint32_t k = 0; k < t.n; k++)
        left[k] = 1000;
    group_bits_held(t.row, t.n, left);
    for (uint32_t k = 0; k < t.n; k++) {
        uint32_t n = 0;
        for (uint32_t g = 0; g < GROUPS_IN_BLOCK; g++)
            n += held(&t, k, g);
        CHECK_U64(left[k], 1000 - n);
    }
}

TEST(groups_that_hold_most_of_a_text_are_found_by_256)
{
    static struct text t;
    uint64_t rng = 6;
    uint32_t n_holding = 0;
    for (int round = 0; round < 200; round++) {
        text_make(&t, 1 + (uint32_t)(test_random(&rng) % MOST), &rng);
        uint32_t need = 1 + (uint32_t)(test_random(&rng) % t.n);
        struct group_block got = group_bits_holding(t.row, t.n, need);
        for (uint32_t g = 0; g < GROUPS_IN_BLOCK; g++) {
            uint32_t n = 0;
            for (uint32_t k = 0; k < t.n; k++)
                n += held(&t, k, g);
            CHECK((got.word[g / 64] >> (g % 64) & 1) == (n >= need));
            n_holding += n >= need;
        }
    }
    CHECK(n_holding > 10000 && n_holding < 40000);
}

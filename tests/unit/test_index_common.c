/* SPDX-License-Identifier: MIT */
/* index/common: how common a text is, against the rule in its own words. */
#include "harness.h"
#include "index/common.h"
#include "ref/sketch_rows.h"

enum { LENGTH = 24, PHRASES = 8, MOST_DOCS = 420, MOST_SHINGLES = 200 };

/* Rows of random text and of phrases: phrase i stands in about one row of
 * 2 << i % 5, mostly with units changed or left out, or cut short. */
struct rows {
    struct units row[MOST_DOCS];
    uint32_t group_of[MOST_DOCS];
    uint32_t n, n_groups;
};

static void put_phrase(struct units *u, uint64_t *rng, const uint32_t *phrase, uint32_t n)
{
    uint32_t every = 4 + (uint32_t)(test_random(rng) % 60); /* about one unit of so many is edited */
    uint32_t end = test_random(rng) % 5 ? n : n / 2;
    for (uint32_t i = 0; i < end; i++) {
        bool edited = test_random(rng) % every == 0;
        if (!edited || test_random(rng) % 2)
            row_han(u, edited ? random_han(rng) : phrase[i]);
    }
}

static void rows_make(struct rows *w, uint32_t n, uint64_t seed)
{
    uint64_t rng = seed;
    uint32_t phrase[PHRASES][60], len[PHRASES];
    *w = (struct rows){ .n = n };
    for (uint32_t p = 0; p < PHRASES; p++) {
        len[p] = 10 + (uint32_t)(test_random(&rng) % 50);
        for (uint32_t i = 0; i < len[p]; i++)
            phrase[p][i] = random_han(&rng);
    }
    for (uint32_t d = 0; d < n; d++) {
        row_han_random(&w->row[d], &rng, 3);
        for (uint32_t p = 0; p < PHRASES; p++) {
            if (d == 0 || test_random(&rng) % (2u << p % 5) == 0)
                put_phrase(&w->row[d], &rng, phrase[p], len[p]);
            if (test_random(&rng) % 2)
                row_han_random(&w->row[d], &rng, (uint32_t)(test_random(&rng) % 30));
        }
        bool copy = d > 0 && test_random(&rng) % 3 == 0; /* of the one before, as it were */
        w->group_of[d] = copy ? w->group_of[d - 1] : w->n_groups++;
    }
}

static void rows_done(struct rows *w)
{
    for (uint32_t d = 0; d < w->n; d++)
        units_done(&w->row[d]);
}

static bool row_holds(const struct units *u, const uint32_t *shingle)
{
    for (uint32_t i = 0; i + SHINGLE_UNITS <= u->n; i++)
        if (memcmp(u->exact + i, shingle, SHINGLE_UNITS * sizeof *shingle) == 0)
            return true;
    return false;
}

static bool group_holds(const struct rows *w, uint32_t group, const uint32_t *shingle)
{
    for (uint32_t d = 0; d < w->n; d++)
        if (w->group_of[d] == group && row_holds(&w->row[d], shingle))
            return true;
    return false;
}

/* Group g counts where it holds that many shingles, each at most six after the
 * one before, and between them. */
static void only_stretches(bool holds[MOST_SHINGLES][MOST_DOCS], uint32_t n, uint32_t g, uint32_t least)
{
    bool in[MOST_SHINGLES] = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        uint32_t held = 0, last = i;
        for (uint32_t k = i; k < n && k - last <= 6 && holds[i][g]; k++)
            if (holds[k][g])
                held++, last = k;
        if (held >= least)
            memset(in + i, 1, last + 1 - i);
    }
    for (uint32_t i = 0; i < n; i++)
        holds[i][g] = in[i];
}

/* The rule in its own words, by looking everywhere. */
struct reference {
    int64_t groups;
    uint32_t own, run, all;
};

static struct reference common_ref(const struct rows *w, const struct units *u, struct unit_span s)
{
    static bool holds[MOST_SHINGLES][MOST_DOCS], is_holder[MOST_DOCS];
    uint32_t n = unit_len(s) - SHINGLE_UNITS + 1, counts[MOST_SHINGLES], n_holders = 0, n_groups = w->n_groups;
    uint32_t run = 0, own = 0, most_run = 0, all = unit_len(s);
    for (uint32_t i = 0; i < n; i++) {
        counts[i] = 0;
        for (uint32_t g = 0; g < n_groups; g++)
            counts[i] += holds[i][g] = group_holds(w, g, u->exact + s.beg + i);
    }
    for (uint32_t g = 0; g < n_groups; g++) {
        uint32_t held = 0;
        for (uint32_t i = 0; i < n; i++)
            held += holds[i][g];
        n_holders += is_holder[g] = held * 5 >= n * 4;
    }
    uint32_t percent = (n_groups + 99) / 100;
    bool left_out = n_holders < max_u32(unit_len(s) <= 80 ? 4 : 5, percent);
    bool covered[MOST_SHINGLES + SHINGLE_UNITS] = { 0 };
    for (uint32_t g = 0; g < n_groups; g++)
        only_stretches(holds, n, g, unit_len(s) > 80 ? 8 : 4);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t others = 0;
        for (uint32_t g = 0; g < n_groups; g++)
            others += holds[i][g] && !(left_out && is_holder[g]);
        if (others >= max_u32(1, percent))
            memset(covered + i, 1, SHINGLE_UNITS);
    }
    for (uint32_t i = 0; i < unit_len(s); i++) {
        own += !covered[i];
        run = covered[i] ? 0 : run + 1;
        most_run = max_u32(most_run, run);
    }
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = i; j > 0 && counts[j - 1] > counts[j]; j--) {
            uint32_t t = counts[j];
            counts[j] = counts[j - 1];
            counts[j - 1] = t;
        }
    return (struct reference){ counts[n / 2], own, most_run, all };
}

static void check_collection(uint32_t n_docs, uint64_t seed, uint32_t answers[2])
{
    static struct rows w;
    uint64_t rng = seed;
    struct common common;
    struct common_scratch scratch;
    rows_make(&w, n_docs, seed);
    struct asked asked = { 0, { 0, w.row[0].n } };
    CHECK(common_build(w.row, w.n, w.group_of, w.n_groups, &asked, 1, 2, &common, NULL) == CRIB_OK);
    CHECK(common_scratch_init(&scratch, &common, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < 24; i++) {
        uint32_t n = min_u32(w.row[0].n, 8 + (uint32_t)(test_random(&rng) % (i % 2 ? 40 : 150)));
        uint32_t beg = (uint32_t)(test_random(&rng) % (w.row[0].n - n + 1));
        struct unit_span s = { beg, beg + n };
        struct reference ref = common_ref(&w, &w.row[0], s);
        for (uint32_t length = 1; length <= 2 * n + 2; length += 1 + length / 16) {
            struct commonness got;
            CHECK(common_ask(&common, &w.row[0], &s, 1, length, &scratch, &got, NULL) == CRIB_OK);
            CHECK_I64(got.groups, ref.groups);
            bool enough = 2 * ref.own >= length, much = 2 * ref.run >= length || 4 * ref.own >= ref.all;
            CHECK_U64(got.own.worth, enough && much);
            CHECK(got.own.worth || got.own.enough == enough);
            CHECK(got.own.worth || got.own.most == (2 * ref.own >= ref.all));
        }
        answers[2 * ref.own >= LENGTH]++;
    }
    common_scratch_done(&scratch);
    common_done(&common);
    rows_done(&w);
}

TEST(commonness_agrees_with_looking_everywhere)
{
    uint32_t answers[2] = { 0 };
    for (uint64_t seed = 1; seed <= 40; seed++)
        check_collection((uint32_t)(5 + 3 * seed), seed, answers);
    CHECK(answers[false] > 20 && answers[true] > 20);
}

TEST(commonness_agrees_with_looking_everywhere_where_lists_are_long)
{
    uint32_t answers[2] = { 0 };
    for (uint64_t seed = 21; seed <= 30; seed++)
        check_collection(MOST_DOCS, seed, answers);
    CHECK(answers[false] > 10 && answers[true] > 10);
}

TEST(with_fewer_than_three_groups_commonness_is_unknown)
{
    static struct rows w;
    rows_make(&w, 2, 1);
    w.group_of[0] = 0;
    w.group_of[1] = 1;
    struct asked asked = { 0, { 0, w.row[0].n } };
    struct unit_span s = { 10, 50 };
    struct common common;
    struct common_scratch scratch;
    struct commonness got;
    CHECK(common_build(w.row, 2, w.group_of, 2, &asked, 1, 1, &common, NULL) == CRIB_OK);
    CHECK(common_scratch_init(&scratch, &common, NULL) == CRIB_OK);
    CHECK(common_ask(&common, &w.row[0], &s, 1, LENGTH, &scratch, &got, NULL) == CRIB_OK);
    CHECK_I64(got.groups, -1);
    CHECK(got.own.worth && got.own.enough && got.own.most);
    common_scratch_done(&scratch);
    common_done(&common);
    rows_done(&w);
}

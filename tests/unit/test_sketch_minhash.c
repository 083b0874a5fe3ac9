/* SPDX-License-Identifier: MIT */
/* MinHash and SimHash. */
#include <math.h>

#include "core/hash.h"
#include "harness.h"
#include "ref/sketch_rows.h"

enum { MOST = 2000 };

static void random_hashes(uint64_t *out, uint32_t n, uint64_t *rng)
{
    for (uint32_t i = 0; i < n; i++)
        out[i] = test_random(rng);
}

TEST(minhash_is_that_of_the_slow_twin)
{
    uint64_t rng = 1, v[MOST];
    uint32_t got[MINHASH_K], want[MINHASH_K];
    for (uint32_t n = 0; n < MOST && !test_failing(); n += n < 150 ? 1 : 97) {
        random_hashes(v, n, &rng);
        minhash(v, n, got);
        minhash_ref(v, n, want);
        CHECK_U64(minhash_equal(got, want), MINHASH_K);
    }
}

TEST(minhash_of_nothing_is_all_ones)
{
    uint32_t sig[MINHASH_K];
    minhash(NULL, 0, sig);
    for (int b = 0; b < MINHASH_K; b++)
        CHECK_U64(sig[b], UINT32_MAX);
}

TEST(minhash_fills_every_bin_of_a_single_shingle_with_something_else)
{
    uint64_t one = hash_mix(1);
    uint32_t sig[MINHASH_K];
    minhash(&one, 1, sig);
    for (int b = 0; b < MINHASH_K; b++) {
        CHECK(sig[b] != UINT32_MAX);
        for (int c = 0; c < b; c++)
            CHECK(sig[b] != sig[c]);
    }
}

TEST(minhash_takes_no_notice_of_order_and_of_repeats)
{
    uint64_t rng = 2, v[MOST];
    for (uint32_t n = 1; n < MOST / 2 && !test_failing(); n = n * 2 + 1) {
        uint32_t a[MINHASH_K], b[MINHASH_K], m = n;
        random_hashes(v, n, &rng);
        minhash(v, n, a);
        for (uint32_t k = test_random(&rng) % n; k < n; k++)
            v[m++] = v[test_random(&rng) % n];
        for (uint32_t i = m - 1; i > 0; i--) {
            uint32_t j = (uint32_t)(test_random(&rng) % (i + 1));
            uint64_t t = v[i];
            v[i] = v[j];
            v[j] = t;
        }
        minhash(v, m, b);
        CHECK_U64(minhash_equal(a, b), MINHASH_K);
    }
}

struct errors { double bias, rmse; };

/* Of the estimate, over pairs of sets of n that have `both` members in common. */
static struct errors measure(uint32_t n, uint32_t both, uint32_t n_trials, uint64_t *rng)
{
    double sum = 0, squares = 0;
    uint64_t v[2 * MOST];
    for (uint32_t t = 0; t < n_trials; t++) {
        uint32_t a[MINHASH_K], b[MINHASH_K];
        random_hashes(v, 2 * n - both, rng);
        minhash(v, n, a);
        minhash(v + n - both, n, b);
        double e = (double)minhash_equal(a, b) / MINHASH_K - (double)both / (2 * n - both);
        sum += e;
        squares += e * e;
    }
    return (struct errors){ sum / n_trials, sqrt(squares / n_trials) };
}

TEST(minhash_estimates_as_well_as_the_theory_says_from_40_to_1600_shingles)
{
    static const uint32_t sizes[] = { 40, 80, 160, 400, 800, 1600 };
    static const double shares[] = { .2, .5, .8, .95 };
    enum { TRIALS = 2000 };
    uint64_t rng = 3;
    for (size_t s = 0; s < COUNT_OF(sizes); s++)
        for (size_t j = 0; j < COUNT_OF(shares); j++) {
            uint32_t n = sizes[s], both = (uint32_t)(2 * n * shares[j] / (1 + shares[j]) + .5);
            double truth = (double)both / (2 * n - both), theory = sqrt(truth * (1 - truth) / MINHASH_K);
            struct errors e = measure(n, both, TRIALS, &rng);
            CHECK(e.rmse <= 1.05 * theory);
            CHECK(fabs(e.bias) < 4 * theory / sqrt(TRIALS));
        }
}

TEST(minhash_of_sets_smaller_than_the_bins_beats_the_theory)
{
    uint64_t rng = 4;
    struct errors e = measure(40, 27, 2000, &rng);
    CHECK(e.rmse < .8 * sqrt(27. / 53 * 26 / 53 / MINHASH_K));
}

/* Two texts of which one was edited: real shingles, which overlap. */
TEST(minhash_estimates_the_exact_resemblance_of_edited_rows)
{
    uint64_t rng = 5;
    double squares = 0, theory = 0;
    for (int t = 0; t < 600; t++) {
        struct units a, b;
        uint32_t x[MINHASH_K], y[MINHASH_K];
        units_init(&a);
        units_init(&b);
        row_random(&a, 100 + t, (struct row_kind){ 400, 20, 5, 1 }, &rng);
        for (uint32_t i = 0; i < a.n; i++)
            if (test_random(&rng) % 20 == 0)
                row_random(&b, (uint32_t)(test_random(&rng) % 3), (struct row_kind){ 400, 20, 0, 0 }, &rng);
            else
                row_copy(&b, &a, i, i + 1);
        uint64_t *sa = row_shingles(&a), *sb = row_shingles(&b);
        minhash(sa, shingle_count(a.n), x);
        minhash(sb, shingle_count(b.n), y);
        double truth = jaccard_ref(sa, shingle_count(a.n), sb, shingle_count(b.n));
        double e = (double)minhash_equal(x, y) / MINHASH_K - truth;
        squares += e * e;
        theory += truth * (1 - truth) / MINHASH_K;
        mem_free(sa);
        mem_free(sb);
        units_done(&a);
        units_done(&b);
    }
    CHECK(sqrt(squares) <= 1.05 * sqrt(theory));
}

TEST(simhash_is_that_of_the_slow_twin)
{
    uint64_t rng = 6, v[MOST];
    for (uint32_t n = 0; n < MOST && !test_failing(); n += n < 600 ? 1 : 97) {
        random_hashes(v, n, &rng);
        CHECK_U64(simhash(v, n), simhash_ref(v, n));
    }
    for (uint32_t i = 0; i < MOST; i++)
        v[i] = UINT64_MAX; /* every counter as full as it gets */
    CHECK_U64(simhash(v, MOST), UINT64_MAX);
}

TEST(simhash_ties_are_zero)
{
    uint64_t v[2] = { UINT64_MAX, 0 };
    CHECK_U64(simhash(v, 2), 0);
    CHECK_U64(simhash(v, 1), UINT64_MAX);
    CHECK_U64(simhash(v, 0), 0);
}

TEST(simhash_of_near_equal_sets_differs_in_few_bits)
{
    uint64_t rng = 8, v[MOST];
    int bits = 0;
    for (int t = 0; t < 100; t++) {
        random_hashes(v, 1000, &rng);
        uint64_t h = simhash(v, 1000);
        random_hashes(v, 25, &rng); /* resemblance .951 */
        bits += __builtin_popcountll(h ^ simhash(v, 1000));
    }
    CHECK(bits > 100 * 2 && bits < 100 * 7); /* 64 * acos(.975) / pi = 4.6 each */
}

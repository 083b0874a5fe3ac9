/* SPDX-License-Identifier: MIT */
/* LSH: pairs against the quadratic twin, recall, hot buckets. */
#include "core/mem.h"
#include "harness.h"
#include "ref/lsh_ref.h"
#include "ref/sketch_rows.h"
#include "sketch/sketch.h"

static uint32_t *sigs_new(uint32_t n)
{
    uint32_t *sig = mem_alloc((size_t)n * MINHASH_K * sizeof *sig);
    if (!sig)
        abort();
    return sig;
}

static uint32_t *sig_of(uint32_t *sig, uint32_t doc) { return sig + (size_t)doc * MINHASH_K; }

static void check_same(const struct lsh_pairs *got, const struct lsh_pairs *want)
{
    CHECK_U64(got->n, want->n);
    CHECK_U64(got->n_skipped, want->n_skipped);
    for (size_t i = 0; i < got->n && i < want->n && !test_failing(); i++)
        CHECK_U64(got->pair[i], want->pair[i]);
}

static void check_against_twin(const uint32_t *sig, uint32_t n, uint64_t n_hot)
{
    struct lsh_pairs want;
    lsh_ref(sig, n, &want);
    for (int threads = 1; threads <= 8; threads *= 2) {
        struct lsh_pairs got;
        CHECK(lsh_pairs(sig, n, threads, &got, NULL) == CRIB_OK);
        check_same(&got, &want);
        CHECK_U64(got.n_hot, n_hot);
        lsh_pairs_done(&got);
    }
    lsh_pairs_done(&want);
}

TEST(lsh_pairs_are_those_of_the_slow_twin_on_any_number_of_threads)
{
    uint64_t rng = 1;
    for (uint32_t n = 0; n < 400 && !test_failing(); n = n * 2 + 1) {
        uint32_t *sig = sigs_new(n);
        for (uint32_t d = 0; d < n; d++)
            if (d % 7 == 6)
                memset(sig_of(sig, d), 0xFF, MINHASH_K * sizeof *sig); /* no shingles */
            else if (d > 0 && test_random(&rng) % 3)
                sig_near(sig_of(sig, d), sig_of(sig, (uint32_t)(test_random(&rng) % d)),
                         (double)(test_random(&rng) % 60) / 100, &rng);
            else
                sig_random(sig_of(sig, d), &rng);
        check_against_twin(sig, n, 0);
        mem_free(sig);
    }
}

/* A hot bucket in one band, of families that are alike and of strangers that
 * share nothing else, and a family that is hot in all bands. */
TEST(lsh_pairs_of_hot_buckets_are_those_of_the_slow_twin)
{
    enum { N = 900 };
    uint64_t rng = 2;
    uint32_t *sig = sigs_new(N);
    for (uint32_t d = 0; d < N; d++) {
        if (d >= 600)
            sig_near(sig_of(sig, d), sig_of(sig, d > 600 ? 600 : 0), d > 600 ? 0 : 1, &rng);
        else if (d >= 30 && d % 3)
            sig_near(sig_of(sig, d), sig_of(sig, d % 40), .3, &rng);
        else
            sig_random(sig_of(sig, d), &rng);
        if (d < 600 && d % 2)
            memset(sig_of(sig, d) + 5 * LSH_ROWS, 1, LSH_ROWS * sizeof *sig);
    }
    struct lsh_pairs p;
    CHECK(lsh_pairs(sig, N, 1, &p, NULL) == CRIB_OK);
    CHECK(p.n_skipped > 10);
    lsh_pairs_done(&p);
    check_against_twin(sig, N, 2);
    mem_free(sig);
}

TEST(lsh_bucket_of_ten_thousand_copies_is_one_star)
{
    enum { N = 10000 };
    uint64_t rng = 3;
    uint32_t *sig = sigs_new(N);
    sig_random(sig, &rng);
    for (uint32_t d = 1; d < N; d++)
        memcpy(sig_of(sig, d), sig, MINHASH_K * sizeof *sig);
    struct lsh_pairs p;
    CHECK(lsh_pairs(sig, N, 2, &p, NULL) == CRIB_OK);
    CHECK_U64(p.n, N - 1);
    for (size_t i = 0; i < p.n && !test_failing(); i++)
        CHECK_U64(p.pair[i], i + 1);
    CHECK_U64(p.n_hot, 1);
    CHECK_U64(p.n_skipped, 0);
    lsh_pairs_done(&p);
    mem_free(sig);
}

TEST(lsh_bucket_is_squared_up_to_the_limit_and_not_beyond)
{
    for (uint32_t n = LSH_HOT; n <= LSH_HOT + 1; n++) {
        uint32_t *sig = sigs_new(n);
        memset(sig, 0, (size_t)n * MINHASH_K * sizeof *sig);
        struct lsh_pairs p;
        CHECK(lsh_pairs(sig, n, 1, &p, NULL) == CRIB_OK);
        CHECK_U64(p.n, n == LSH_HOT ? LSH_HOT * (LSH_HOT - 1) / 2 : LSH_HOT);
        CHECK_U64(p.n_hot, n == LSH_HOT ? 0 : 1);
        lsh_pairs_done(&p);
        mem_free(sig);
    }
}

TEST(lsh_strangers_in_a_hot_bucket_are_counted_when_the_representatives_are_full)
{
    enum { N = 300 };
    uint64_t rng = 4;
    uint32_t *sig = sigs_new(N);
    for (uint32_t d = 0; d < N; d++) {
        sig_random(sig_of(sig, d), &rng);
        memset(sig_of(sig, d), 0, LSH_ROWS * sizeof *sig);
        memset(sig_of(sig, d) + LSH_ROWS, d != 7, LSH_ROWS * sizeof *sig); /* and in a second band, without one */
    }
    struct lsh_pairs p;
    CHECK(lsh_pairs(sig, N, 1, &p, NULL) == CRIB_OK);
    CHECK_U64(p.n, 0);
    CHECK_U64(p.n_hot, 2);
    CHECK_U64(p.n_skipped, N - LSH_REPRESENTATIVES); /* each document once; 7 is a representative */
    lsh_pairs_done(&p);
    mem_free(sig);
}

TEST(lsh_member_of_a_hot_bucket_goes_with_a_representative_it_equals_in_half_of_its_bins)
{
    enum { N = LSH_HOT + 1 };
    uint64_t rng = 8;
    uint32_t *sig = sigs_new(N);
    for (uint32_t d = 0; d < N; d++) {
        sig_random(sig_of(sig, d), &rng);
        memset(sig_of(sig, d), 0, LSH_ROWS * sizeof *sig);
        for (int b = 1; b <= 30 && (d == 1 || d == 2); b++) /* two bins of thirty bands, and the bucket's four: 64 */
            memcpy(sig_of(sig, d) + b * LSH_ROWS, sig + b * LSH_ROWS, (d == 2 && b == 30 ? 1 : 2) * sizeof *sig);
    }
    CHECK_U64(minhash_equal(sig, sig_of(sig, 1)), MINHASH_K / 2);
    CHECK_U64(minhash_equal(sig, sig_of(sig, 2)), MINHASH_K / 2 - 1);
    struct lsh_pairs p;
    CHECK(lsh_pairs(sig, N, 1, &p, NULL) == CRIB_OK);
    CHECK_U64(p.n, 1);
    CHECK(p.n == 1 && p.pair[0] == 1);
    lsh_pairs_done(&p);
    mem_free(sig);
}

/* Share of pairs found whose bins are equal with the chance given. */
static double recall(double resemblance, uint64_t *rng)
{
    enum { PAIRS = 2000 };
    uint32_t *sig = sigs_new(2 * PAIRS);
    for (uint32_t i = 0; i < PAIRS; i++) {
        sig_random(sig_of(sig, 2 * i), rng);
        sig_near(sig_of(sig, 2 * i + 1), sig_of(sig, 2 * i), 1 - resemblance, rng);
    }
    struct lsh_pairs p;
    CHECK(lsh_pairs(sig, 2 * PAIRS, 1, &p, NULL) == CRIB_OK);
    for (size_t i = 0; i < p.n; i++)
        CHECK_U64(p.pair[i] >> 32 ^ 1, p.pair[i] & UINT32_MAX); /* no stranger */
    double found = (double)p.n / PAIRS;
    lsh_pairs_done(&p);
    mem_free(sig);
    return found;
}

TEST(lsh_finds_pairs_as_often_as_32_bands_of_4_rows_should)
{
    uint64_t rng = 5;
    static const double resemblances[] = { .9, .7, .5, .4, .3, .15 };
    for (size_t i = 0; i < COUNT_OF(resemblances); i++) {
        double j = resemblances[i], miss = 1;
        for (int b = 0; b < LSH_BANDS; b++)
            miss *= 1 - j * j * j * j;
        double got = recall(j, &rng);
        CHECK(got > 1 - miss - .04 && got < 1 - miss + .04); /* standard deviation at most .011 */
    }
}

/* A text's edited copy, n characters of it replaced per hundred. */
static double recall_of_edits(uint32_t per_cent, uint64_t *rng)
{
    enum { PAIRS = 300, UNITS = 1000 };
    uint32_t *sig = sigs_new(2 * PAIRS);
    for (uint32_t p = 0; p < PAIRS; p++) {
        struct units row;
        units_init(&row);
        row_random(&row, UNITS, (struct row_kind){ 3000, 0, 0, 0 }, rng);
        for (uint32_t side = 0; side < 2; side++) {
            for (uint32_t i = 0; side && i < UNITS; i++)
                if (test_random(rng) % 100 < per_cent)
                    row.code[i] = row.exact[i] = 0x8000;
            uint64_t *shingle = row_shingles(&row);
            minhash(shingle, shingle_count(row.n), sig_of(sig, 2 * p + side));
            mem_free(shingle);
        }
        units_done(&row);
    }
    struct lsh_pairs p;
    CHECK(lsh_pairs(sig, 2 * PAIRS, 1, &p, NULL) == CRIB_OK);
    size_t n = 0;
    for (size_t i = 0; i < p.n; i++)
        n += (p.pair[i] >> 32 ^ 1) == (p.pair[i] & UINT32_MAX);
    lsh_pairs_done(&p);
    mem_free(sig);
    return (double)n / PAIRS;
}

TEST(lsh_finds_texts_edited_by_1_3_5_and_10_per_cent)
{
    uint64_t rng = 6;
    CHECK(recall_of_edits(1, &rng) == 1);
    CHECK(recall_of_edits(3, &rng) > .995);
    CHECK(recall_of_edits(5, &rng) > .95);
    CHECK(recall_of_edits(10, &rng) > .45);
}

TEST(lsh_survives_every_refused_allocation)
{
    enum { N = 700 };
    uint64_t rng = 7;
    uint32_t *sig = sigs_new(N);
    for (uint32_t d = 0; d < N; d++) {
        sig_random(sig_of(sig, d), &rng);
        if (d % 2)
            memset(sig_of(sig, d), 0, LSH_ROWS * sizeof *sig); /* a hot bucket of strangers */
        if (d < 40)
            memset(sig_of(sig, d) + LSH_ROWS, d % 20 + 1, LSH_ROWS * sizeof *sig); /* pairs */
    }
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    long nth = 0;
    for (; rc != CRIB_OK && nth < 1000; nth++) {
        struct lsh_pairs p;
        mem_refuse_from(nth);
        rc = lsh_pairs(sig, N, 1, &p, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        lsh_pairs_done(&p);
        CHECK_U64(mem_live(), live);
    }
    CHECK(rc == CRIB_OK && nth > 20);
    mem_free(sig);
}

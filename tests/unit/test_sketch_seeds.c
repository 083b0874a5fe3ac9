/* SPDX-License-Identifier: MIT */
/* Seeds: the twin, and the guarantee that runs in common meet. */
#include "harness.h"
#include "ref/sketch_rows.h"
#include "sketch/seed_kernels.h"

static const struct row_kind kinds[] = {
    { 3000, 0, 0, 0 },    /* characters */
    { 3000, 100, 0, 0 },  /* words */
    { 3000, 40, 10, 0 },  /* mixed, with figures */
    { 2, 50, 0, 0 },      /* ties everywhere */
    { 4, 0, 30, 5 },      /* tables */
    { 500, 30, 5, 10 },   /* periodic stretches */
    { 1, 0, 0, 0 },       /* one repeated unit */
};

static void check_against_twin(const struct units *u, uint32_t length)
{
    uint64_t *shingle = row_shingles(u);
    struct seeds got = { 0 }, want = { 0 };
    CHECK(seeds_of(u, shingle, length, &got, NULL) == CRIB_OK);
    seeds_ref(u, shingle, length, &want);
    CHECK_U64(got.n, want.n);
    for (uint32_t i = 0; i < want.n && i < got.n && !test_failing(); i++) {
        CHECK_U64(got.item[i].pos, want.item[i].pos);
        CHECK_U64(got.item[i].hash, want.item[i].hash);
        CHECK_U64(got.item[i].win_beg, want.item[i].win_beg);
        CHECK_U64(got.item[i].win_end, want.item[i].win_end);
    }
    seeds_done(&got);
    seeds_done(&want);
    mem_free(shingle);
}

TEST(seeds_and_their_windows_are_those_of_the_slow_twin)
{
    static const uint32_t lengths[] = { 5, 6, 9, 10, 24, 40, 77, 1000, UINT32_MAX };
    uint64_t rng = 1;
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        for (size_t l = 0; l < COUNT_OF(lengths); l++)
            for (uint32_t n = 0; n < 200 && !test_failing(); n += n < 40 ? 1 : 23) {
                struct units u;
                units_init(&u);
                row_random(&u, n, kinds[k], &rng);
                check_against_twin(&u, lengths[l]);
                units_done(&u);
            }
}

/* Hashes of any density and any number of ties: windows full of sampled ones,
 * and windows without. */
TEST(seeds_of_any_hashes_are_those_of_the_slow_twin)
{
    uint64_t rng = 4;
    for (int round = 0; round < 600 && !test_failing(); round++) {
        struct units u;
        struct seeds got = { 0 }, want = { 0 };
        uint32_t length = 5 + (uint32_t)(test_random(&rng) % (round % 3 ? 40 : 300)), n_values = 1u << round % 11;
        units_init(&u);
        row_random(&u, (uint32_t)(test_random(&rng) % 400), kinds[round % 3], &rng);
        uint64_t *shingle = row_shingles(&u);
        for (uint32_t i = 0; i < shingle_count(u.n); i++) {
            uint64_t value = (test_random(&rng) % n_values) << 40;
            shingle[i] = test_random(&rng) % 8 < (uint64_t)round % 9 ? value : value | UINT64_C(1) << 61;
        }
        CHECK(seeds_of(&u, shingle, length, &got, NULL) == CRIB_OK);
        seeds_ref(&u, shingle, length, &want);
        CHECK_U64(got.n, want.n);
        for (uint32_t i = 0; i < want.n && i < got.n; i++)
            CHECK(got.item[i].hash == want.item[i].hash && got.item[i].pos == want.item[i].pos &&
                  got.item[i].win_beg == want.item[i].win_beg && got.item[i].win_end == want.item[i].win_end);
        seeds_done(&got);
        seeds_done(&want);
        units_done(&u);
        mem_free(shingle);
    }
}

static void check_weights(const struct seed_kernel *a, const struct seed_kernel *b, const uint32_t *exact, uint32_t n)
{
    enum { MOST = 300 };
    uint32_t wa[MOST + 1], wb[MOST + 1];
    a->weigh(exact, n, wa);
    b->weigh(exact, n, wb);
    CHECK(memcmp(wa, wb, (n + 1) * sizeof *wa) == 0);
    for (uint32_t i = 0; i < n; i++)
        CHECK_U64(wa[i + 1] - wa[i], exact[i] & UNIT_WORD_BIT ? 2 : 1);
}

/* The windows of the k-th one, by what the header says: of all neighbours. */
static void check_windows(const struct sampled *s, uint32_t k)
{
    int32_t beg = s->from[k], end = s->pos[k] + 1;
    for (uint32_t j = 0; j < s->n; j++) {
        if (j < k && s->hash[j] < s->hash[k] && s->pos[j] >= beg)
            beg = s->pos[j] + 1;
        if (j > k && s->hash[j] <= s->hash[k] && s->from[j] < end)
            end = s->from[j];
    }
    CHECK_U64(s->beg[k], beg);
    CHECK_U64(s->end[k], end);
}

/* Windows of `span` shingles. */
static void check_narrow(const struct seed_kernel *kernel, const uint64_t *shingle, uint32_t n, int32_t span)
{
    enum { MOST = 300 + 2 * SEED_ROOM };
    static int64_t hash[MOST];
    static int32_t pos[MOST], from[MOST], beg[MOST], end[MOST];
    struct sampled s = { hash + SEED_ROOM, pos + SEED_ROOM, from + SEED_ROOM, beg + SEED_ROOM, end + SEED_ROOM, 0 };
    uint32_t n_sampled = 0;
    s.n = kernel->sample(shingle, n, s.pos);
    for (uint32_t i = 0; i < n; i++) {
        bool sampled = shingle[i] < SEED_SAMPLED_BELOW;
        CHECK(!sampled || s.pos[n_sampled] == (int32_t)i);
        if (sampled)
            s.hash[n_sampled++] = (int64_t)shingle[i];
    }
    CHECK_U64(s.n, n_sampled);
    sampled_fence(&s);
    for (uint32_t k = 0; k < s.n; k++)
        s.from[k] = s.pos[k] >= span ? s.pos[k] - span + 1 : 0;
    bool narrowed = kernel->narrow(&s);
    CHECK(narrowed || span > SEED_FAR);
    for (uint32_t k = 0; narrowed && k < s.n; k++)
        check_windows(&s, k);
}

static void check_least(const struct seed_kernel *kernel, const uint64_t *shingle, uint32_t n)
{
    uint64_t *exactly = mem_alloc(n * sizeof *exactly); /* nothing is read past the last one */
    memcpy(exactly, shingle, n * sizeof *exactly);
    CHECK_U64(kernel->least(exactly, n), least_ref(shingle, 0, n));
    for (uint32_t i = 0; i < n; i++)
        exactly[i] = UINT64_MAX;
    CHECK_U64(kernel->least(exactly, n), n - 1);
    mem_free(exactly);
}

TEST(seed_kernels_all_take_and_narrow_the_same)
{
    enum { MOST = 300 };
    struct seed_kernel kernel[SEED_KERNELS_MOST];
    uint64_t rng = 5, shingle[MOST];
    uint32_t exact[MOST];
    size_t n_kernels;
    seed_kernels(kernel, &n_kernels);
    for (size_t k = 0; k < n_kernels; k++)
        for (uint32_t n = 0; kernel[k].usable && n < MOST && !test_failing(); n++) {
            uint64_t n_values = 1 + test_random(&rng) % 100; /* of few values most are ties */
            for (uint32_t i = 0; i < n; i++) {
                shingle[i] = test_random(&rng) % 5 ? test_random(&rng) % n_values << 55 : test_random(&rng);
                exact[i] = (uint32_t)test_random(&rng);
            }
            check_narrow(&kernel[k], shingle, n, 1 + (int32_t)(test_random(&rng) % 40));
            check_weights(&kernel[0], &kernel[k], exact, n);
            if (n > 0)
                check_least(&kernel[k], shingle, n);
        }
}

/* The seed of the window at unit w: windows of seeds are in order. */
static const struct seed *seed_of_window(const struct seeds *s, uint32_t w)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->item[i].win_beg <= w && w < s->item[i].win_end)
            return &s->item[i];
    return NULL;
}

/* Every run of a planted stretch that is a window meets itself: same end,
 * same seed at the same offset in both rows. Returns how many there were. */
static uint32_t check_planted(const struct units *a, uint32_t at_a, const struct units *b, uint32_t at_b, uint32_t n,
                          uint32_t length)
{
    uint64_t *shingle_a = row_shingles(a), *shingle_b = row_shingles(b);
    struct seeds sa = { 0 }, sb = { 0 };
    CHECK(seeds_of(a, shingle_a, length, &sa, NULL) == CRIB_OK);
    CHECK(seeds_of(b, shingle_b, length, &sb, NULL) == CRIB_OK);
    uint32_t i = 0;
    for (; i < n && !test_failing(); i++) {
        uint32_t end = window_end(a, at_a + i, length);
        if (end == 0 || end > at_a + n)
            break;
        CHECK_U64(window_end(b, at_b + i, length), at_b + (end - at_a));
        const struct seed *x = seed_of_window(&sa, at_a + i), *y = seed_of_window(&sb, at_b + i);
        CHECK(x && y);
        if (!x || !y)
            break;
        CHECK_U64(x->hash, y->hash);
        CHECK_U64(x->pos - at_a, y->pos - at_b);
        CHECK(x->pos >= at_a + i && x->pos + SHINGLE_UNITS <= end);
    }
    seeds_done(&sa);
    seeds_done(&sb);
    mem_free(shingle_a);
    mem_free(shingle_b);
    return i;
}

TEST(every_window_of_a_run_in_common_has_the_same_seed_in_both_rows)
{
    uint64_t rng = 7, n_windows = 0;
    for (int trial = 0; trial < 3000 && !test_failing(); trial++) {
        struct row_kind kind = kinds[trial % COUNT_OF(kinds)];
        uint32_t length = 5 + (uint32_t)(test_random(&rng) % 40);
        uint32_t n = length / 2 + (uint32_t)(test_random(&rng) % (length + 8));
        struct units run, a, b;
        units_init(&run);
        units_init(&a);
        units_init(&b);
        row_random(&run, n, kind, &rng);
        row_random(&a, (uint32_t)(test_random(&rng) % 80), kind, &rng);
        row_random(&b, (uint32_t)(test_random(&rng) % 80), kind, &rng);
        uint32_t at_a = a.n, at_b = b.n;
        row_copy(&a, &run, 0, n);
        row_copy(&b, &run, 0, n);
        row_random(&a, (uint32_t)(test_random(&rng) % 80), kind, &rng);
        row_random(&b, (uint32_t)(test_random(&rng) % 80), kind, &rng);
        n_windows += check_planted(&a, at_a, &b, at_b, n, length);
        units_done(&run);
        units_done(&a);
        units_done(&b);
    }
    CHECK(n_windows > 10000);
}

TEST(windows_of_all_seeds_are_all_windows_without_gap_or_overlap)
{
    uint64_t rng = 3;
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        struct units u;
        struct seeds s = { 0 };
        units_init(&u);
        row_random(&u, 5000, kinds[k], &rng);
        uint64_t *shingle = row_shingles(&u);
        CHECK(seeds_of(&u, shingle, 24, &s, NULL) == CRIB_OK);
        uint32_t next = 0;
        for (uint32_t i = 0; i < s.n; i++) {
            CHECK(i == 0 || s.item[i - 1].pos < s.item[i].pos);
            if (s.item[i].win_beg == s.item[i].win_end)
                continue;
            CHECK_U64(s.item[i].win_beg, next);
            next = s.item[i].win_end;
        }
        CHECK(window_end(&u, next - 1, 24) != 0);
        CHECK(window_end(&u, next, 24) == 0);
        seeds_done(&s);
        mem_free(shingle);
        units_done(&u);
    }
}

TEST(one_seed_in_seven_or_eight_shingles_of_varied_text)
{
    uint64_t rng = 11;
    struct units u;
    struct seeds s = { 0 };
    units_init(&u);
    row_random(&u, 100000, (struct row_kind){ 3000, 0, 0, 0 }, &rng);
    uint64_t *shingle = row_shingles(&u);
    CHECK(seeds_of(&u, shingle, 24, &s, NULL) == CRIB_OK);
    CHECK(s.n > 100000 / 8 && s.n < 100000 / 7);
    seeds_done(&s);
    mem_free(shingle);
    units_done(&u);
}

TEST(a_row_of_one_repeated_unit_has_one_seed_a_window)
{
    uint64_t rng = 1;
    struct units u;
    struct seeds s = { 0 };
    units_init(&u);
    row_random(&u, 1000, (struct row_kind){ 1, 0, 0, 0 }, &rng);
    uint64_t *shingle = row_shingles(&u);
    CHECK(shingle[0] >> 61 != 0); /* not sampled: else every shingle is a seed */
    CHECK(seeds_of(&u, shingle, 24, &s, NULL) == CRIB_OK);
    CHECK_U64(s.n, 1000 - 24 + 1);
    CHECK_U64(s.item[0].pos, 24 - SHINGLE_UNITS);
    seeds_done(&s);
    mem_free(shingle);
    units_done(&u);
}

TEST(a_window_ends_where_its_weight_reaches_the_length_and_holds_a_shingle)
{
    struct units u;
    units_init(&u);
    for (uint32_t i = 0; i < 4; i++)
        row_add(&u, 0x4E00 + i, 0x4E00 + i);
    for (uint32_t i = 0; i < 10; i++)
        row_add(&u, UNIT_WORD_BIT + i, UNIT_WORD_BIT + i);
    CHECK_U64(window_end(&u, 0, 24), 14);
    CHECK_U64(window_end(&u, 0, 23), 14);
    CHECK_U64(window_end(&u, 0, 22), 13);
    CHECK_U64(window_end(&u, 0, 25), 0);
    CHECK_U64(window_end(&u, 1, 24), 0);
    CHECK_U64(window_end(&u, 4, 5), 9);  /* three words weigh enough, but make no shingle */
    CHECK_U64(window_end(&u, 9, 10), 14);
    CHECK_U64(window_end(&u, 10, 5), 0);
    CHECK_U64(window_end(&u, 14, 5), 0);
    units_done(&u);
}

TEST(seeds_refuse_a_length_below_a_shingle)
{
    struct units u;
    struct seeds s = { 0 };
    struct crib_err err = { 0 };
    units_init(&u);
    row_add(&u, 1, 1);
    uint64_t shingle = 5;
    CHECK(seeds_of(&u, &shingle, SHINGLE_UNITS - 1, &s, &err) == CRIB_E_ARG);
    CHECK(err.code == CRIB_E_ARG);
    CHECK(seeds_of(&u, &shingle, SHINGLE_UNITS, &s, &err) == CRIB_OK);
    CHECK_U64(s.n, 1);
    seeds_done(&s);
    units_done(&u);
}

TEST(seeds_survive_every_refused_allocation)
{
    uint64_t rng = 5;
    struct units u;
    units_init(&u);
    row_random(&u, 3000, (struct row_kind){ 1, 0, 0, 0 }, &rng); /* dense: the array must grow */
    uint64_t *shingle = row_shingles(&u);
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    long nth = 0;
    for (; rc != CRIB_OK && nth < 100; nth++) {
        struct seeds s = { 0 };
        mem_refuse_from(nth);
        rc = seeds_of(&u, shingle, 24, &s, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        seeds_done(&s);
        CHECK_U64(mem_live(), live);
    }
    CHECK(rc == CRIB_OK && nth > 3);
    mem_free(shingle);
    units_done(&u);
}

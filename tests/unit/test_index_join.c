/* SPDX-License-Identifier: MIT */
/* index: joining two documents without an index finds what the index finds. */
#include "core/sort.h"
#include "harness.h"
#include "index/postings.h"
#include "ref/sketch_rows.h"

enum { LENGTH = 24, ROUNDS = TEST_SANITIZED ? 60 : 600 };

struct two {
    struct units rows[2];
    struct seeds seeds[2];
};

/* The second row is the first with some units replaced, left out and put in;
 * both repeat themselves, some as often as makes a join give windows. */
static struct two made(uint64_t *rng)
{
    struct two t = { 0 };
    struct row_kind kind = { 3 + (uint32_t)(test_random(rng) % 400), (uint32_t)(test_random(rng) % 50),
                             (uint32_t)(test_random(rng) % 20), (uint32_t)(test_random(rng) % 90) };
    uint32_t n = (uint32_t)(test_random(rng) % 700), every = 2 + (uint32_t)(test_random(rng) % 60);
    units_init(&t.rows[0]);
    units_init(&t.rows[1]);
    row_random(&t.rows[0], n, kind, rng);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t r = test_random(rng);
        if (r % every || r >> 32 & 1)
            row_copy(&t.rows[1], &t.rows[0], i, i + 1);
        if (r % every == 0)
            row_han(&t.rows[1], random_han(rng));
    }
    for (int k = 0; k < 2; k++) {
        uint64_t *shingle = row_shingles(&t.rows[k]);
        CHECK(seeds_of(&t.rows[k], shingle, LENGTH, &t.seeds[k], NULL) == CRIB_OK);
        mem_free(shingle);
    }
    return t;
}

static void two_done(struct two *t)
{
    for (int k = 0; k < 2; k++) {
        units_done(&t->rows[k]);
        seeds_done(&t->seeds[k]);
    }
}

static uint64_t *sorted(const struct hits *h)
{
    uint64_t *pair = mem_alloc(h->n * sizeof *pair);
    for (size_t i = 0; i < h->n; i++)
        pair[i] = (uint64_t)h->item[i].a << 32 | h->item[i].b;
    CHECK(sort_u64(pair, h->n, NULL) == CRIB_OK);
    return pair;
}

TEST(index_join_of_seeds_finds_the_hits_that_the_postings_give)
{
    uint64_t rng = 11;
    struct hits by_index = { 0 }, by_seeds = { 0 };
    size_t n_hits = 0, n_windows = 0;
    for (int round = 0; round < ROUNDS && !test_failing(); round++) {
        struct two t = made(&rng);
        struct postings p;
        CHECK(postings_build(t.seeds, 2, 1, &p, NULL) == CRIB_OK);
        CHECK(postings_join(&p, t.rows, 0, 1, LENGTH, &by_index, NULL) == CRIB_OK);
        CHECK(seeds_join(&t.seeds[0], &t.seeds[1], &t.rows[0], &t.rows[1], LENGTH, &by_seeds, NULL) == CRIB_OK);
        CHECK_U64(by_seeds.n, by_index.n);
        uint64_t *x = sorted(&by_index), *y = sorted(&by_seeds);
        CHECK(by_seeds.n != by_index.n || memcmp(x, y, by_index.n * sizeof *x) == 0);
        n_hits += by_index.n;
        n_windows += by_seeds.cap_place > 0;
        mem_free(x);
        mem_free(y);
        postings_done(&p);
        two_done(&t);
    }
    CHECK(n_hits > 1000);
    CHECK(n_windows > 0); /* both ways of listing hits were met */
    hits_done(&by_index);
    hits_done(&by_seeds);
}

static bool same_hits(const struct hits *x, const struct hits *y)
{
    return x->n == y->n && (x->n == 0 || memcmp(x->item, y->item, x->n * sizeof *x->item) == 0);
}

TEST(index_join_of_a_document_that_is_held_is_that_of_any)
{
    uint64_t rng = 13;
    struct hits fresh = { 0 }, held = { 0 };
    size_t n_hits = 0;
    for (int round = 0; round < ROUNDS / 4 && !test_failing(); round++) {
        struct two t = made(&rng);
        struct postings p;
        uint32_t hold = (uint32_t)(test_random(&rng) % 2);
        CHECK(postings_build(t.seeds, 2, 1, &p, NULL) == CRIB_OK);
        CHECK(postings_hold(&p, hold, &held, NULL) == CRIB_OK);
        for (uint32_t i = 0; i < 4; i++) { /* the one that is held with either, and then the other with either */
            uint32_t a = i < 2 ? hold : 1 - hold, b = i % 2;
            CHECK((held.holding == (int64_t)a + 1) == (i < 2));
            CHECK(postings_join(&p, t.rows, a, b, LENGTH, &fresh, NULL) == CRIB_OK);
            CHECK(postings_join(&p, t.rows, a, b, LENGTH, &held, NULL) == CRIB_OK);
            CHECK(same_hits(&fresh, &held));
            n_hits += held.n;
        }
        postings_done(&p);
        two_done(&t);
        held.holding = 0;
    }
    CHECK(n_hits > 1000);
    hits_done(&fresh);
    hits_done(&held);
}

TEST(index_join_of_seeds_survives_every_refused_allocation)
{
    struct two t = { 0 };
    uint64_t rng = 12;
    for (int k = 0; k < 2; k++) { /* a phrase so often that its seeds give windows */
        units_init(&t.rows[k]);
        for (int i = 0; i < 12; i++) {
            for (uint32_t code = 0x4E00; code < 0x4E00 + 40; code++)
                row_han(&t.rows[k], code);
            row_han_random(&t.rows[k], &rng, 30);
        }
        uint64_t *shingle = row_shingles(&t.rows[k]);
        CHECK(seeds_of(&t.rows[k], shingle, LENGTH, &t.seeds[k], NULL) == CRIB_OK);
        mem_free(shingle);
    }
    uint64_t before = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 1000; nth++) {
        struct hits hits = { 0 };
        mem_refuse_from(nth);
        rc = seeds_join(&t.seeds[0], &t.seeds[1], &t.rows[0], &t.rows[1], LENGTH, &hits, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK(rc != CRIB_OK || hits.cap_place > 0);
        hits_done(&hits);
        CHECK_U64(mem_live(), before);
    }
    CHECK(rc == CRIB_OK);
    two_done(&t);
}

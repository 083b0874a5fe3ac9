/* SPDX-License-Identifier: MIT */
/* index: postings, joins, stars, candidates, against plain twins. */
#include "harness.h"
#include "index/candidate.h"
#include "index/star.h"
#include "ref/sketch_rows.h"

enum { LENGTH = 24 };

struct world {
    struct units *rows;
    struct seeds *seeds;
    struct postings postings;
    uint32_t n;
};

/* n rows of random text; the phrase stands once in the first n_with of them. */
static struct world world_with_phrase(uint32_t n, uint32_t n_with, const struct units *phrase)
{
    struct world w = { .n = n };
    uint64_t rng = 5;
    w.rows = mem_zero(n, sizeof *w.rows);
    w.seeds = mem_zero(n, sizeof *w.seeds);
    for (uint32_t d = 0; d < n; d++) {
        uint64_t shingle[1000];
        row_han_random(&w.rows[d], &rng, 100 + d % 7);
        row_han(&w.rows[d], 0x20000 + d); /* nobody shares more than the phrase by chance */
        if (d < n_with)
            row_copy(&w.rows[d], phrase, 0, phrase->n);
        row_han(&w.rows[d], 0x30000 + d);
        row_han_random(&w.rows[d], &rng, 50);
        shingle_hash(&w.rows[d], shingle);
        CHECK(seeds_of(&w.rows[d], shingle, LENGTH, &w.seeds[d], NULL) == CRIB_OK);
    }
    CHECK(postings_build(w.seeds, n, 2, &w.postings, NULL) == CRIB_OK);
    return w;
}

static void world_done(struct world *w)
{
    for (uint32_t d = 0; d < w->n; d++) {
        units_done(&w->rows[d]);
        seeds_done(&w->seeds[d]);
    }
    mem_free(w->rows);
    mem_free(w->seeds);
    postings_done(&w->postings);
}

static struct units phrase_of(uint32_t n)
{
    struct units u;
    uint64_t rng = 99;
    units_init(&u);
    row_han_random(&u, &rng, n);
    return u;
}

TEST(a_run_in_few_documents_pairs_them_all_and_in_many_makes_a_star)
{
    struct units phrase = phrase_of(40);
    for (uint32_t n_with = 2; n_with <= 300; n_with = n_with * 3 + 1) {
        struct world w = world_with_phrase(310, n_with, &phrase);
        struct candidates c;
        CHECK(candidates_from_seeds(&w.postings, w.rows, w.n, LENGTH, CANDIDATE_BLOCK, 2, &c, NULL) == CRIB_OK);
        bool common = n_with > CANDIDATE_RARE;
        CHECK_U64(c.n, common ? n_with - 1 : n_with * (n_with - 1) / 2);
        for (size_t i = 0; i < c.n; i++) {
            CHECK(c.item[i].a < c.item[i].b && c.item[i].b < n_with);
            CHECK_U64(c.item[i].why, common ? WHY_STAR : WHY_RUN);
            CHECK(i == 0 || c.item[i - 1].a < c.item[i].a || c.item[i - 1].b < c.item[i].b);
        }
        candidates_done(&c);
        world_done(&w);
    }
    units_done(&phrase);
}

TEST(a_phrase_below_the_least_length_proposes_nobody)
{
    struct units phrase = phrase_of(9);
    struct world w = world_with_phrase(20, 20, &phrase);
    struct candidates c;
    CHECK(candidates_from_seeds(&w.postings, w.rows, w.n, LENGTH, CANDIDATE_BLOCK, 1, &c, NULL) == CRIB_OK);
    CHECK_U64(c.n, 0);
    candidates_done(&c);
    world_done(&w);
    units_done(&phrase);
}

TEST(candidates_do_not_depend_on_the_number_of_threads)
{
    struct units phrase = phrase_of(60);
    struct world w = world_with_phrase(200, 120, &phrase);
    struct candidates one, many;
    CHECK(candidates_from_seeds(&w.postings, w.rows, w.n, LENGTH, CANDIDATE_BLOCK, 1, &one, NULL) == CRIB_OK);
    for (int threads = 2; threads <= 8; threads *= 2) {
        CHECK(candidates_from_seeds(&w.postings, w.rows, w.n, LENGTH, CANDIDATE_BLOCK, threads, &many, NULL) == CRIB_OK);
        CHECK_U64(one.n, many.n);
        CHECK(one.n == many.n && memcmp(one.item, many.item, one.n * sizeof *one.item) == 0);
        candidates_done(&many);
    }
    candidates_done(&one);
    world_done(&w);
    units_done(&phrase);
}

static bool same_candidates(const struct candidates *x, const struct candidates *y)
{
    bool same = x->n == y->n;
    for (size_t i = 0; same && i < x->n; i++)
        same = x->item[i].a == y->item[i].a && x->item[i].b == y->item[i].b && x->item[i].why == y->item[i].why;
    return same;
}

TEST(candidates_do_not_depend_on_the_blocks_in_which_they_are_looked_for)
{
    const uint64_t block[] = { 1, 200, 1000, 30000 };
    struct units phrase = phrase_of(40);
    for (uint32_t n_with = 20; n_with <= 100; n_with += 40) {
        struct world w = world_with_phrase(110, n_with, &phrase);
        for (uint32_t n_first = 7; n_first <= w.n; n_first += w.n - 7) {
            struct candidates whole, parts;
            CHECK(candidates_from_seeds(&w.postings, w.rows, n_first, LENGTH, CANDIDATE_BLOCK, 2, &whole, NULL) == CRIB_OK);
            CHECK(whole.n > 0);
            for (size_t i = 0; i < COUNT_OF(block); i++) {
                CHECK(candidates_from_seeds(&w.postings, w.rows, n_first, LENGTH, block[i], 3, &parts, NULL) == CRIB_OK);
                CHECK(same_candidates(&whole, &parts));
                candidates_done(&parts);
            }
            candidates_done(&whole);
        }
        world_done(&w);
    }
    units_done(&phrase);
}

TEST(a_join_lists_every_shared_seed_of_two_documents)
{
    struct units phrase = phrase_of(80);
    struct world w = world_with_phrase(2, 2, &phrase);
    struct hits hits = { 0 };
    size_t expected = 0;
    for (uint32_t i = 0; i < w.seeds[0].n; i++)
        for (uint32_t j = 0; j < w.seeds[1].n; j++)
            expected += w.seeds[0].item[i].hash == w.seeds[1].item[j].hash;
    CHECK(postings_join(&w.postings, w.rows, 0, 1, LENGTH, &hits, NULL) == CRIB_OK);
    CHECK_U64(hits.n, expected);
    CHECK(expected >= 5);
    for (size_t i = 0; i < hits.n; i++)
        CHECK(memcmp(w.rows[0].exact + hits.item[i].a, w.rows[1].exact + hits.item[i].b, SHINGLE_UNITS * 4) == 0);
    hits_done(&hits);
    world_done(&w);
    units_done(&phrase);
}

TEST(index_survives_every_refused_allocation)
{
    struct units phrase = phrase_of(40);
    struct world w = world_with_phrase(100, 80, &phrase);
    uint64_t before = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 2000; nth++) {
        struct postings p = { 0 };
        struct candidates c = { 0 };
        struct hits hits = { 0 };
        mem_refuse_from(nth);
        rc = postings_build(w.seeds, w.n, 1, &p, NULL);
        if (rc == CRIB_OK)
            rc = candidates_from_seeds(&p, w.rows, p.n_docs, LENGTH, CANDIDATE_BLOCK, 1, &c, NULL);
        if (rc == CRIB_OK)
            rc = postings_join(&p, w.rows, 0, 1, LENGTH, &hits, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        hits_done(&hits);
        candidates_done(&c);
        postings_done(&p);
        CHECK_U64(mem_live(), before);
    }
    CHECK(rc == CRIB_OK);
    world_done(&w);
    units_done(&phrase);
}

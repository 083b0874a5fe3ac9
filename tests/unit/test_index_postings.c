/* SPDX-License-Identifier: MIT */
/* index: packed numbers, the filter of what stands once, and postings against
 * a plain list of all seeds. */
#include "harness.h"
#include "core/hash.h"
#include "index/postings.h"
#include "index/twice.h"

TEST(packed_numbers_of_every_width_come_back)
{
    uint64_t rng = 3;
    for (unsigned width = 0; width < 64; width++) {
        struct packed p;
        uint64_t most = width ? UINT64_MAX >> (64 - width) : 0, v[200];
        CHECK(packed_init(&p, COUNT_OF(v), most, NULL) == CRIB_OK);
        CHECK_U64(p.width, width);
        for (size_t i = 0; i < COUNT_OF(v); i++)
            v[i] = i % 5 == 0 ? most : test_random(&rng) & most;
        for (size_t i = COUNT_OF(v); i-- > 0;) /* in any order */
            packed_set(&p, i, v[i]);
        for (size_t i = 0; i < COUNT_OF(v); i++)
            CHECK_U64(packed_at(&p, i), v[i]);
        CHECK(packed_bytes(&p) <= (COUNT_OF(v) * width + 63) / 64 * 8 + 8 + 8 * (width == 0));
        packed_done(&p);
    }
}

TEST(what_was_seen_twice_is_known_and_little_else)
{
    enum { N = 4000, AGAIN = 1000 };
    struct twice t = { 0 };
    uint32_t n_wrong = 0;
    for (int round = 0; round < 3; round++) { /* the table is used again */
        uint64_t rng = 7 + (uint64_t)round;
        CHECK(twice_begin(&t, N + AGAIN, NULL) == CRIB_OK);
        for (uint32_t i = 0; i < N; i++) {
            uint64_t h = test_random(&rng);
            twice_see(&t, h);
            if (i < AGAIN)
                twice_see(&t, h);
        }
        rng = 7 + (uint64_t)round;
        for (uint32_t i = 0; i < N; i++) {
            bool seen = twice_seen(&t, test_random(&rng));
            CHECK(seen || i >= AGAIN);
            n_wrong += seen && i >= AGAIN;
        }
    }
    CHECK(n_wrong < 3 * (N - AGAIN) / TWICE_SLOTS);
    twice_done(&t);
}

enum { N_DOCS = 60, MOST_SEEDS = 300 };

/* Seeds that stand anything from once to hundreds of times, with windows and without. */
static void random_seeds(struct seeds *seeds, uint64_t *rng, uint64_t n_hashes)
{
    for (uint32_t d = 0; d < N_DOCS; d++) {
        struct seeds *s = &seeds[d];
        uint32_t n = (uint32_t)(test_random(rng) % MOST_SEEDS), pos = 0;
        *s = (struct seeds){ 0 };
        CHECK(VEC_GROW(s->item, 0, &s->cap, n, NULL) == CRIB_OK);
        for (s->n = 0; s->n < n; s->n++) {
            uint64_t r = test_random(rng), which = r % 4 ? r % n_hashes : r % 3;
            pos += 1 + (uint32_t)(test_random(rng) % 40);
            uint32_t beg = pos - (uint32_t)(test_random(rng) % min_u32(20, pos));
            s->item[s->n] = (struct seed){ hash_mix(which + 1), pos, beg, beg + (uint32_t)(r >> 40) % (pos - beg + 1) };
            if (s->item[s->n].win_beg == s->item[s->n].win_end)
                s->item[s->n].win_beg = s->item[s->n].win_end = 0;
        }
    }
}

static size_t count_of(const struct seeds *seeds, uint64_t hash)
{
    size_t n = 0;
    for (uint32_t d = 0; d < N_DOCS; d++)
        for (uint32_t i = 0; i < seeds[d].n; i++)
            n += seeds[d].item[i].hash == hash;
    return n;
}

static const struct seed *seed_at(const struct seeds *s, uint32_t pos)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->item[i].pos == pos)
            return &s->item[i];
    return NULL;
}

static void check_entry(const struct postings *p, const struct seeds *seeds, size_t e)
{
    struct seed_place at = postings_place(p, e);
    const struct seed *s = seed_at(&seeds[postings_doc(p, e)], at.pos), *before = NULL;
    if (e > 0)
        before = seed_at(&seeds[postings_doc(p, e - 1)], postings_pos(p, e - 1));
    CHECK(s && s->win_beg == at.win_beg && s->win_end == at.win_end);
    if (!s || (e > 0 && !before))
        return;
    bool same = e > 0 && before->hash == s->hash;
    CHECK(e == 0 || same == !postings_starts(p, e));
    size_t count = count_of(seeds, s->hash), beg = 0, end = 0;
    CHECK(!postings_rare(p, e, count - 1, &beg, &end));
    CHECK(postings_rare(p, e, count, &beg, &end) && beg <= e && e < end);
    CHECK_U64(end - beg, count);
}

TEST(postings_hold_every_repeated_seed_where_it_stands)
{
    uint64_t rng = 11;
    for (uint64_t n_hashes = 10; n_hashes < 200000 && !test_failing(); n_hashes *= 7) {
        struct seeds seeds[N_DOCS];
        random_seeds(seeds, &rng, n_hashes);
        size_t repeated = 0;
        for (uint32_t d = 0; d < N_DOCS; d++)
            for (uint32_t i = 0; i < seeds[d].n; i++)
                repeated += count_of(seeds, seeds[d].item[i].hash) > 1;
        for (int threads = 1; threads <= 3; threads += 2) {
            struct postings p;
            const char *why = "";
            CHECK(postings_build(seeds, N_DOCS, threads, &p, NULL) == CRIB_OK);
            CHECK(postings_valid(&p, &why));
            CHECK_STR(why, "");
            CHECK_U64(p.n, repeated);
            for (size_t e = 0; e < p.n && !test_failing(); e++)
                check_entry(&p, seeds, e);
            postings_done(&p);
        }
        for (uint32_t d = 0; d < N_DOCS; d++)
            seeds_done(&seeds[d]);
    }
}

TEST(postings_of_nothing_are_valid)
{
    struct seeds none[3] = { { 0 } };
    struct postings p;
    const char *why = "";
    for (uint32_t n_docs = 0; n_docs <= 3; n_docs += 3) {
        CHECK(postings_build(none, n_docs, 2, &p, NULL) == CRIB_OK);
        CHECK(postings_valid(&p, &why));
        CHECK_U64(p.n, 0);
        postings_done(&p);
    }
}

TEST(damage_to_postings_is_noticed)
{
    uint64_t rng = 19;
    struct seeds seeds[N_DOCS];
    struct postings p;
    const char *why = NULL;
    random_seeds(seeds, &rng, 500);
    CHECK(postings_build(seeds, N_DOCS, 1, &p, NULL) == CRIB_OK);
    p.start[0] ^= UINT64_C(1) << 1;
    CHECK(!postings_valid(&p, &why));
    p.start[0] ^= UINT64_C(1) << 1;
    p.held.word[0] ^= 1;
    CHECK(!postings_valid(&p, &why));
    p.held.word[0] ^= 1;
    CHECK(postings_valid(&p, &why));
    postings_done(&p);
    for (uint32_t d = 0; d < N_DOCS; d++)
        seeds_done(&seeds[d]);
}

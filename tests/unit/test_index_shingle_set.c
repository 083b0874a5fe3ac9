/* SPDX-License-Identifier: MIT */
/* index/shingle_set: shingles by number, against a list that is gone through. */
#include "core/hash.h"
#include "harness.h"
#include "index/shingle_set.h"

enum { MOST = 6000 };

struct list { uint64_t hash[MOST]; uint32_t n; };

static uint32_t place_in(const struct list *l, uint64_t hash)
{
    uint32_t i = 0;
    while (i < l->n && l->hash[i] != hash)
        i++;
    return i;
}

/* Texts of words that come again; some hashes differ in their upper or lower
 * half only, some are 0 and some all ones. */
static uint64_t some_hash(uint64_t *rng)
{
    uint64_t hash = hash_mix(test_random(rng) % 3000);
    switch (test_random(rng) % 12) {
    case 0: return hash >> 32 | (uint64_t)(test_random(rng) % 4) << 62;
    case 1: return hash << 32 | test_random(rng) % 4;
    case 2: return test_random(rng) % 2 ? 0 : UINT64_MAX;
    default: return hash;
    }
}

TEST(a_shingle_set_numbers_its_members_as_they_are_met)
{
    static struct list list;
    static uint64_t text[MOST], asked[MOST];
    static uint32_t place[MOST], at[MOST];
    uint64_t rng = 9, n_found_all = 0;
    for (int round = 0; round < 20; round++) {
        struct shingle_set s;
        uint32_t n = 1 + (uint32_t)(test_random(&rng) % (MOST - 1)), n_asked = (uint32_t)(test_random(&rng) % MOST);
        list.n = 0;
        for (uint32_t i = 0; i < n; i++) {
            text[i] = some_hash(&rng);
            if (place_in(&list, text[i]) == list.n)
                list.hash[list.n++] = text[i];
        }
        CHECK(shingle_set_init(&s, NULL) == CRIB_OK);
        uint32_t half = (uint32_t)(test_random(&rng) % n);
        CHECK(shingle_set_add(&s, text, half, NULL) == CRIB_OK);
        CHECK(shingle_set_add(&s, text + half, n - half, NULL) == CRIB_OK);
        CHECK(shingle_set_close(&s, NULL) == CRIB_OK);
        CHECK_U64(s.n, list.n);
        CHECK(memcmp(s.hash, list.hash, list.n * sizeof *s.hash) == 0);
        for (uint32_t i = 0; i < n_asked; i++)
            asked[i] = some_hash(&rng);
        uint32_t n_found = shingle_set_find(&s, asked, n_asked, place, at), next = 0;
        for (uint32_t i = 0; i < n_asked; i++) {
            uint32_t number = place_in(&list, asked[i]);
            bool found = next < n_found && place[next] == i;
            CHECK(found == (number < list.n));
            if (found)
                CHECK_U64(at[next++], number);
        }
        CHECK_U64(next, n_found);
        n_found_all += n_found;
        shingle_set_done(&s);
    }
    CHECK(n_found_all > 1000);
}

TEST(an_empty_shingle_set_holds_nothing)
{
    struct shingle_set s;
    uint64_t asked[] = { 0, 1, UINT64_MAX };
    uint32_t place[3], at[3];
    CHECK(shingle_set_init(&s, NULL) == CRIB_OK);
    CHECK(shingle_set_close(&s, NULL) == CRIB_OK);
    CHECK_U64(shingle_set_find(&s, asked, 3, place, at), 0);
    shingle_set_done(&s);
}

/* SPDX-License-Identifier: MIT */
/* Sets of documents, in both forms, against a table of bools. */
#include "harness.h"
#include "index/docset.h"

enum { UNIVERSE = 200000 };

/* A set of about n numbers below UNIVERSE, and the same as a table. */
static void random_set(struct docset *s, bool *table, uint32_t n, uint64_t *rng)
{
    docset_init(s);
    memset(table, 0, UNIVERSE);
    for (uint32_t i = 0; i < n; i++)
        table[test_random(rng) % UNIVERSE] = true;
    for (uint32_t d = 0; d < UNIVERSE; d++)
        for (int times = test_random(rng) % 8 ? 1 : 2; table[d] && times > 0; times--)
            CHECK(docset_add(s, d, NULL) == CRIB_OK);
}

static void check_table(const struct docset *s, const bool *table)
{
    const char *why = "";
    uint32_t n = 0;
    uint32_t *list = mem_alloc(s->n * sizeof *list);
    CHECK(docset_valid(s, &why));
    CHECK_STR(why, "");
    docset_list(s, list);
    for (uint32_t d = 0; d < UNIVERSE && !test_failing(); d++) {
        CHECK(docset_has(s, d) == table[d]);
        if (table[d]) {
            CHECK_U64(list[n], d);
            n++;
        }
    }
    CHECK_U64(s->n, n);
    mem_free(list);
}

static const uint32_t sizes[] = { 0, 1, 2, 100, DOCSET_ARRAY - 1, DOCSET_ARRAY, DOCSET_ARRAY + 1, 3000, 150000 };

TEST(docset_holds_what_a_table_of_bools_holds)
{
    uint64_t rng = 1;
    bool *x = mem_zero(UNIVERSE, 1), *y = mem_zero(UNIVERSE, 1);
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        for (size_t j = 0; j < COUNT_OF(sizes) && !test_failing(); j++) {
            struct docset a, b;
            uint32_t common = 0;
            random_set(&a, x, sizes[i], &rng);
            random_set(&b, y, sizes[j], &rng);
            for (uint32_t d = 0; d < UNIVERSE; d++)
                common += x[d] && y[d];
            CHECK_U64(docset_common(&a, &b), common);
            CHECK_U64(docset_common(&a, &a), a.n);
            CHECK(docset_equal(&a, &b) == (memcmp(x, y, UNIVERSE) == 0));
            if (i == j)
                check_table(&a, x);
            docset_done(&a);
            docset_done(&b);
        }
    mem_free(x);
    mem_free(y);
}

TEST(docset_changes_form_at_its_line_and_stays_equal_to_its_like)
{
    struct docset a, b;
    docset_init(&a);
    docset_init(&b);
    for (uint32_t d = 0; d < DOCSET_ARRAY + 5; d++) {
        CHECK(docset_add(&a, d * 100000, NULL) == CRIB_OK);
        CHECK((a.bitmap != NULL) == (d >= DOCSET_ARRAY));
        CHECK(!docset_equal(&a, &b));
        CHECK(docset_add(&b, d * 100000, NULL) == CRIB_OK);
        CHECK(docset_equal(&a, &b));
    }
    CHECK(docset_add(&a, UINT32_MAX, NULL) == CRIB_OK);
    CHECK(docset_add(&a, UINT32_MAX, NULL) == CRIB_OK);
    CHECK_U64(a.n, DOCSET_ARRAY + 6);
    CHECK(docset_has(&a, UINT32_MAX));
    docset_done(&a);
    docset_done(&b);
}

struct walk { uint32_t n, sum, stop; };

static bool step(uint32_t doc, void *arg)
{
    struct walk *w = arg;
    w->n++;
    w->sum += doc;
    return w->n < w->stop;
}

TEST(docset_each_walks_in_order_until_it_is_told_to_stop)
{
    for (uint32_t n = 10; n <= 2000; n += 1990) {
        struct docset s;
        docset_init(&s);
        for (uint32_t d = 0; d < n; d++)
            CHECK(docset_add(&s, d, NULL) == CRIB_OK);
        struct walk all = { 0, 0, UINT32_MAX }, some = { 0, 0, 4 };
        docset_each(&s, step, &all);
        docset_each(&s, step, &some);
        CHECK_U64(all.n, n);
        CHECK_U64(all.sum, n * (n - 1) / 2);
        CHECK_U64(some.n, 4);
        CHECK_U64(some.sum, 0 + 1 + 2 + 3);
        docset_done(&s);
    }
}

TEST(docset_says_how_much_memory_it_takes)
{
    struct docset s;
    docset_init(&s);
    CHECK_U64(docset_bytes(&s), 0);
    for (uint32_t d = 0; d < 60000; d++) {
        CHECK(docset_add(&s, d, NULL) == CRIB_OK);
        if (d == 99)
            CHECK_U64(docset_bytes(&s), 128 * sizeof(uint32_t));
    }
    CHECK(docset_bytes(&s) >= 8192 && docset_bytes(&s) < 9000); /* one bitmap container */
    docset_done(&s);
}

TEST(docset_that_is_damaged_is_noticed)
{
    const char *why = NULL;
    struct docset s;
    docset_init(&s);
    for (uint32_t d = 0; d < 10; d++)
        CHECK(docset_add(&s, d, NULL) == CRIB_OK);
    CHECK(docset_valid(&s, &why));
    s.array[3] = 9;
    CHECK(!docset_valid(&s, &why) && why);
    s.array[3] = 3;
    s.last = 8;
    CHECK(!docset_valid(&s, &why));
    s.last = 9;
    for (uint32_t d = 10; d <= DOCSET_ARRAY; d++)
        CHECK(docset_add(&s, d, NULL) == CRIB_OK);
    CHECK(docset_valid(&s, &why));
    s.n++;
    CHECK(!docset_valid(&s, &why));
    docset_done(&s);
}

TEST(docset_survives_every_refused_allocation)
{
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 100; nth++) {
        struct docset s;
        docset_init(&s);
        mem_refuse_from(nth);
        rc = CRIB_OK;
        uint32_t d = 0;
        for (; rc == CRIB_OK && d < DOCSET_ARRAY + 100; d++)
            rc = docset_add(&s, d, NULL);
        mem_refuse_from(-1);
        const char *why;
        CHECK(docset_valid(&s, &why)); /* what was added is still there */
        CHECK_U64(s.n, rc == CRIB_OK ? d : d - 1);
        docset_done(&s);
        CHECK_U64(mem_live(), live);
    }
    CHECK(rc == CRIB_OK);
}

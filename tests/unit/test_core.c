/* SPDX-License-Identifier: MIT */
/* core: what everything else stands on. */
#include "core/arena.h"
#include "core/buf.h"
#include "core/fact.h"
#include "core/par.h"
#include "core/sort.h"
#include "core/utf8.h"
#include "harness.h"

TEST(buf_stops_at_its_limit_and_says_so)
{
    struct crib_err err = { 0 };
    struct buf b;
    buf_init(&b, 8);
    CHECK(buf_add(&b, "12345", 5, &err) == CRIB_OK);
    CHECK(buf_add(&b, "6789", 4, &err) == CRIB_E_LIMIT);
    CHECK_U64(b.n, 5);
    buf_done(&b);
}

TEST(error_sentence_is_cut_between_characters)
{
    struct crib_err err;
    char text[200];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\xE6\xB1\x89", 4);
        CRIB_FAIL(&err, CRIB_E_ARG, 7, "%s", text);
        CHECK_U64(utf8_broken(err.what, strlen(err.what), NULL), 0);
    }
}

TEST(utf8_ill_formed_sequences_become_one_replacement_each)
{
    static const struct { const char *bytes; size_t n_points; } cases[] = {
        { "\xC0\xAF", 2 }, { "\xED\xA0\x80", 3 }, { "\xF4\x90\x80\x80", 4 }, { "\xE6\xB1", 1 }, { "\xE6\xB1x", 2 }, { "\xF0\x9F\x98\x80", 1 },
    };
    for (size_t c = 0; c < COUNT_OF(cases); c++) {
        size_t n = strlen(cases[c].bytes), points = 0;
        for (size_t i = 0; i < n; points++)
            utf8_next(cases[c].bytes, n, &i);
        CHECK_U64(points, cases[c].n_points);
    }
}

TEST(utf8_every_code_point_survives_encoding)
{
    for (uint32_t cp = 0; cp <= 0x10FFFF && !test_failing(); cp++) {
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        char s[4];
        size_t n = utf8_encode(cp, s), i = 0;
        CHECK_U64(utf8_next(s, n, &i), cp);
        CHECK_U64(i, n);
    }
}

static int cmp_kv(const void *a, const void *b)
{
    const struct kv *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->val > y->val) - (x->val < y->val);
}

TEST(sort_kv_agrees_with_qsort_on_random_input)
{
    uint64_t rng = 1;
    for (size_t n = 0; n < 5000 && !test_failing(); n = n * 2 + 1) {
        struct kv *a = mem_zero(n, sizeof *a), *b = mem_zero(n, sizeof *b);
        for (size_t i = 0; i < n; i++)
            a[i] = b[i] = (struct kv){ test_random(&rng) % (n + 1) << (n % 3 * 20), test_random(&rng) % 7 };
        CHECK(sort_kv(a, n, true, NULL) == CRIB_OK);
        if (n)
            qsort(b, n, sizeof *b, cmp_kv);
        for (size_t i = 0; i < n; i++)
            CHECK(a[i].key == b[i].key && a[i].val == b[i].val);
        mem_free(a);
        mem_free(b);
    }
}

TEST(sort_kv_agrees_with_a_stable_sort_on_hashes_that_share_their_beginnings)
{
    uint64_t rng = 7;
    for (size_t n = 40; n < 20000 && !test_failing(); n = n * 2 + 1)
        for (int shared = 0; shared < 64; shared += 9) { /* bits; of half of them */
            struct kv *a = mem_zero(n, sizeof *a), *b = mem_zero(n, sizeof *b);
            for (size_t i = 0; i < n; i++) {
                uint64_t hash = test_random(&rng) % 4 ? test_random(&rng) : (test_random(&rng) % 50) << 7;
                a[i] = b[i] = (struct kv){ i % 2 ? hash : hash >> shared, i };
            }
            CHECK(sort_kv(a, n, false, NULL) == CRIB_OK);
            qsort(b, n, sizeof *b, cmp_kv); /* values ascend: so equal keys stay in order */
            for (size_t i = 0; i < n; i++)
                CHECK(a[i].key == b[i].key && a[i].val == b[i].val);
            mem_free(a);
            mem_free(b);
        }
}

TEST(sort_kv_keeps_the_order_of_equal_keys_when_asked)
{
    struct kv v[500];
    for (size_t i = 0; i < COUNT_OF(v); i++)
        v[i] = (struct kv){ i % 3, COUNT_OF(v) - i };
    CHECK(sort_kv(v, COUNT_OF(v), false, NULL) == CRIB_OK);
    for (size_t i = 1; i < COUNT_OF(v); i++)
        CHECK(v[i - 1].key < v[i].key || (v[i - 1].key == v[i].key && v[i - 1].val > v[i].val));
}

/* Below and above the number from which digits are counted; hardly any keys or
 * many; in runs that are in order, as most are that are sorted. */
TEST(sort_kv_of_few_items_is_stable_whatever_their_order)
{
    uint64_t rng = 4;
    for (size_t n = 0; n < 600 && !test_failing(); n += 1 + n / 40) {
        for (int shape = 0; shape < 6; shape++) {
            struct kv *a = mem_alloc(n * sizeof *a), *b = mem_alloc(n * sizeof *b);
            uint64_t keys = shape % 2 ? 5 : 1000000, last = 0;
            for (size_t i = 0; i < n; i++) {
                bool goes_on = shape >= 2 && test_random(&rng) % 30;
                last = shape >= 4 || goes_on ? last + test_random(&rng) % 2 : test_random(&rng) % keys;
                a[i] = b[i] = (struct kv){ last, i };
            }
            CHECK(sort_kv(a, n, n % 2, NULL) == CRIB_OK);
            if (n)
                qsort(b, n, sizeof *b, cmp_kv); /* values ascend: so equal keys stay in order */
            for (size_t i = 0; i < n; i++)
                CHECK(a[i].key == b[i].key && a[i].val == b[i].val);
            mem_free(a);
            mem_free(b);
        }
    }
}

TEST(sort_hashes_agrees_with_a_stable_sort_for_any_number_of_threads)
{
    uint64_t rng = 3;
    for (size_t n = 1000; n < 40000 && !test_failing(); n = n * 2 + 1)
        for (int n_threads = 1; n_threads <= 3; n_threads++) {
            struct kv *a = mem_zero(n, sizeof *a), *b = mem_zero(n, sizeof *b);
            for (size_t i = 0; i < n; i++) { /* some hashes often, and some parts empty or nearly */
                uint64_t hash = test_random(&rng) % 4 ? test_random(&rng) : (test_random(&rng) % 50) << 50;
                a[i] = b[i] = (struct kv){ i % 3 ? hash : hash | UINT64_C(7) << 61, i };
            }
            CHECK(sort_hashes(a, n, n_threads, NULL) == CRIB_OK);
            qsort(b, n, sizeof *b, cmp_kv); /* values ascend: so equal keys stay in order */
            for (size_t i = 0; i < n; i++)
                CHECK(a[i].key == b[i].key && a[i].val == b[i].val);
            mem_free(a);
            mem_free(b);
        }
}

TEST(sort_u64_agrees_with_qsort_on_random_input)
{
    uint64_t rng = 9;
    for (size_t n = 0; n < 700 && !test_failing(); n++) {
        struct kv *ref = mem_zero(n, sizeof *ref);
        uint64_t *v = mem_zero(n, sizeof *v);
        for (size_t i = 0; i < n; i++)
            v[i] = ref[i].key = test_random(&rng) >> (n % 4 * 20);
        CHECK(sort_u64(v, n, NULL) == CRIB_OK);
        if (n)
            qsort(ref, n, sizeof *ref, cmp_kv);
        for (size_t i = 0; i < n; i++)
            CHECK_U64(v[i], ref[i].key);
        mem_free(ref);
        mem_free(v);
    }
}

static int fail_from_7(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    ((char *)arg)[i] = 1;
    return i >= 7 ? CRIB_FAIL(err, CRIB_E_ARG, i, "item %zu", i) : CRIB_OK;
}

TEST(par_for_reports_the_same_error_on_any_number_of_threads)
{
    for (int threads = 1; threads <= 8; threads *= 2) {
        struct crib_err err = { 0 };
        char ran[100] = { 0 };
        CHECK(par_for(100, threads, fail_from_7, ran, &err) == CRIB_E_ARG);
        CHECK_STR(err.what, "item 7");
        CHECK_U64(err.at, 7);
        for (int i = 0; i < 7; i++)
            CHECK(ran[i] == 1);
    }
}

TEST(memory_refused_is_reported_and_nothing_leaks)
{
    uint64_t before = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 100; nth++) {
        struct complaints c;
        struct crib_err err;
        mem_refuse_from(nth);
        complaints_init(&c);
        struct crib_fact f = fact("a-code");
        rc = fact_text(&f, "name", &c.text, "text", 4, &err);
        if (rc == CRIB_OK)
            rc = complaints_add(&c, true, 3, f, &err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        complaints_done(&c);
        CHECK_U64(mem_live(), before);
    }
}

TEST(mem_large_blocks_begin_at_huge_pages_and_grow_as_small_ones_do)
{
    uint64_t live = mem_live();
    for (size_t n = MEM_HUGE_PAGE - 1; n < 3 * (size_t)MEM_HUGE_PAGE; n += MEM_HUGE_PAGE / 2 + 1) {
        unsigned char *p = mem_alloc(n), *q;
        CHECK(p && (n < MEM_HUGE_PAGE || (uintptr_t)p % MEM_HUGE_PAGE == 0));
        memset(p, 7, n);
        CHECK((q = mem_realloc(p, 2 * n)) != NULL);
        memset(q + n, 9, n);
        CHECK(q[0] == 7 && q[n - 1] == 7 && q[2 * n - 1] == 9);
        mem_free(q);
    }
    CHECK_U64(mem_live(), live);
    CHECK(mem_alloc(SIZE_MAX) == NULL);
    CHECK_U64(mem_live(), live);
}

TEST(arena_begins_in_the_room_it_is_lent_and_goes_on_elsewhere)
{
    uint64_t live = mem_live();
    max_align_t room[16];
    const char *beg = (const char *)room, *end = beg + sizeof room;
    struct arena a;
    arena_init_in(&a, room, sizeof room);
    char *first = arena_alloc(&a, 100), *second = arena_alloc(&a, sizeof room), *third = arena_alloc(&a, 10000);
    CHECK(first > beg && first + 100 <= end);
    CHECK(second && (second + sizeof room <= beg || second >= end));
    memset(first, 1, 100);
    memset(second, 2, sizeof room);
    memset(third, 3, 10000);
    CHECK(first[99] == 1 && second[sizeof room - 1] == 2 && third[9999] == 3);
    arena_done(&a);
    CHECK_U64(mem_live(), live);
}

/* SPDX-License-Identifier: MIT */
/* match: gaps, ends, chains and whole pairs of rows. */
#include "harness.h"
#include "index/postings.h"
#include "match/passage.h"
#include "match/tandem.h"

static void put(struct units *u, uint32_t code, uint32_t exact, uint8_t kind)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->code[u->n] = code;
    u->exact[u->n] = exact;
    u->kind[u->n] = kind;
    u->beg[u->n] = u->n * 4;
    u->end[u->n] = u->n * 4 + 3;
    u->n++;
}

/* A row from letters: a-z and A-Z are characters, 0-9 figures that are alike
 * but differ. */
static struct units row_of(const char *s)
{
    struct units u;
    units_init(&u);
    for (; *s; s++) {
        bool digit = *s >= '0' && *s <= '9';
        put(&u, digit ? UNIT_PLACEHOLDER : (uint32_t)*s, digit ? 0x120000u + (uint32_t)*s : (uint32_t)*s,
            digit ? UNIT_NUMBER : UNIT_CHAR);
    }
    return u;
}

static uint32_t distance_ref(const struct units *a, const struct units *b)
{
    uint32_t d[64][64];
    for (uint32_t i = 0; i <= a->n; i++)
        for (uint32_t j = 0; j <= b->n; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            uint32_t best = d[i - 1][j - 1] + (a->code[i - 1] != b->code[j - 1]);
            best = min_u32(best, min_u32(d[i - 1][j], d[i][j - 1]) + 1);
            d[i][j] = best;
        }
    return d[a->n][b->n];
}

/* Distance that an alignment of whole rows stands for. */
static uint32_t distance_of(const struct blocks *k, const struct units *a, const struct units *b)
{
    uint32_t sum = 0, end_a = 0, end_b = 0;
    for (size_t i = 0; i <= k->n; i++) {
        uint32_t beg_a = i < k->n ? k->item[i].a : a->n, beg_b = i < k->n ? k->item[i].b : b->n;
        CHECK(beg_a >= end_a && beg_b >= end_b);
        sum += max_u32(beg_a - end_a, beg_b - end_b);
        if (i == k->n)
            break;
        for (uint32_t u = 0; u < k->item[i].len; u++)
            CHECK(a->code[beg_a + u] == b->code[beg_b + u]);
        end_a = beg_a + k->item[i].len;
        end_b = beg_b + k->item[i].len;
    }
    return sum;
}

TEST(a_gap_is_aligned_at_the_least_edit_distance)
{
    uint64_t rng = 7;
    struct blocks k = { 0 };
    for (int round = 0; round < 2000 && !test_failing(); round++) {
        struct units a = { 0 }, b = { 0 };
        uint32_t alphabet = 1 + (uint32_t)(test_random(&rng) % 6);
        for (uint64_t n = test_random(&rng) % 40; n > 0; n--)
            put(&a, 'a' + (uint32_t)(test_random(&rng) % alphabet), 0, UNIT_CHAR);
        for (uint64_t n = test_random(&rng) % 40; n > 0; n--)
            put(&b, 'a' + (uint32_t)(test_random(&rng) % alphabet), 0, UNIT_CHAR);
        k.n = 0;
        CHECK(align_gap(&a, (struct unit_span){ 0, a.n }, &b, (struct unit_span){ 0, b.n }, &k, NULL) == CRIB_OK);
        CHECK_U64(distance_of(&k, &a, &b), distance_ref(&a, &b));
        units_done(&a);
        units_done(&b);
    }
    blocks_done(&k);
}

TEST(an_end_extends_over_edits_as_long_as_it_pays_and_ends_on_an_equal_unit)
{
    static const struct { const char *a, *b; uint32_t end_a, end_b; } cases[] = {
        { "abcdefgh", "abcdefgh", 8, 8 },             /* to the end */
        { "abcdXfghijk", "abcdYfghijk", 11, 11 },     /* over a replaced unit */
        { "abcdefghij", "abcXXdefghij", 10, 12 },     /* over two inserted ones */
        { "abcdXYZ", "abcdUVW", 4, 4 },               /* not into what differs */
        { "abcdXeYZ", "abcdUeVW", 4, 4 },             /* nor for one unit of luck */
        { "abc1", "abc2", 3, 3 },                     /* never ends on figures that differ */
        { "abc1def", "abc2def", 7, 7 },               /* but passes over them */
        { "xyz", "abc", 0, 0 },
    };
    for (size_t c = 0; c < COUNT_OF(cases); c++) {
        struct units a = row_of(cases[c].a), b = row_of(cases[c].b);
        struct blocks k = { 0 };
        CHECK(extend_right(&a, 0, a.n, &b, 0, b.n, &k, NULL) == CRIB_OK);
        struct alike last = k.n ? k.item[k.n - 1] : (struct alike){ 0, 0, 0 };
        CHECK_U64(last.a + last.len, cases[c].end_a);
        CHECK_U64(last.b + last.len, cases[c].end_b);
        blocks_done(&k);
        units_done(&a);
        units_done(&b);
    }
}

TEST(extending_left_mirrors_extending_right)
{
    uint64_t rng = 3;
    for (int round = 0; round < 500 && !test_failing(); round++) {
        struct units a = { 0 }, b = { 0 }, ra = { 0 }, rb = { 0 };
        for (int i = 0; i < 60; i++) {
            uint32_t x = 'a' + (uint32_t)(test_random(&rng) % 9);
            if (test_random(&rng) % 10)
                put(&a, x, x, UNIT_CHAR);
            if (test_random(&rng) % 10)
                put(&b, x, x, UNIT_CHAR);
        }
        for (uint32_t i = a.n; i-- > 0;)
            put(&ra, a.code[i], a.exact[i], a.kind[i]);
        for (uint32_t i = b.n; i-- > 0;)
            put(&rb, b.code[i], b.exact[i], b.kind[i]);
        struct blocks right = { 0 }, left = { 0 };
        CHECK(extend_right(&a, 0, a.n, &b, 0, b.n, &right, NULL) == CRIB_OK);
        CHECK(extend_left(&ra, ra.n, 0, &rb, rb.n, 0, &left, NULL) == CRIB_OK);
        CHECK_U64(right.n, left.n);
        for (size_t i = 0; i < right.n && i < left.n; i++) {
            CHECK_U64(right.item[i].a, ra.n - 1 - left.item[i].a);
            CHECK_U64(right.item[i].b, rb.n - 1 - left.item[i].b);
        }
        blocks_done(&right);
        blocks_done(&left);
        units_done(&a);
        units_done(&b);
        units_done(&ra);
        units_done(&rb);
    }
}

/* All shingles the two rows share. */
static size_t all_hits(const struct units *a, const struct units *b, bool self, struct seed_hit *hit, size_t cap)
{
    size_t n = 0;
    for (uint32_t i = 0; i + SHINGLE_UNITS <= a->n; i++)
        for (uint32_t j = self ? i + 1 : 0; j + SHINGLE_UNITS <= b->n && n < cap; j++)
            if (memcmp(a->exact + i, b->exact + j, SHINGLE_UNITS * sizeof *a->exact) == 0)
                hit[n++] = (struct seed_hit){ i, j };
    return n;
}

static struct founds match_text(const char *ta, const char *tb, bool self, uint32_t length)
{
    struct units a = row_of(ta), b = row_of(tb);
    struct matcher m;
    struct founds f = { 0 };
    static struct seed_hit hit[100000];
    uint32_t each_its_own[200];
    for (uint32_t i = 0; i < COUNT_OF(each_its_own); i++)
        each_its_own[i] = i;
    matcher_init(&m);
    size_t n = all_hits(&a, &b, self, hit, COUNT_OF(hit));
    CHECK(match_rows(&m, &a, self ? &a : &b, self ? each_its_own : NULL, hit, n, length, &f, NULL) == CRIB_OK);
    matcher_done(&m);
    units_done(&a);
    units_done(&b);
    return f;
}

TEST(one_reuse_with_small_edits_is_one_passage)
{
    struct founds f = match_text("QQQQabcdefghijklmnopqrstuvwxyzABCDEFGHIJRRRR", "SSSSSabcdefghijkXXmnopqrstuvwyzABCDEFGHIJTTTT",
                                 false, 24);
    CHECK_U64(f.n, 1);
    if (f.n == 1) {
        CHECK_U64(f.item[0].a.beg, 4);
        CHECK_U64(f.item[0].a.end, 40);
        CHECK_U64(f.item[0].b.beg, 5);
        CHECK_U64(f.item[0].b.end, 41);
        CHECK_U64(f.item[0].distance, 3);
    }
    founds_done(&f);
}

TEST(text_below_the_least_length_is_no_passage)
{
    struct founds f = match_text("QQQQabcdefghijRRRR", "SSSSSabcdefghijTTTT", false, 24);
    CHECK_U64(f.n, 0);
    founds_done(&f);
}

TEST(equal_rows_are_one_passage_however_short)
{
    struct founds f = match_text("abc", "abc", false, 24);
    CHECK_U64(f.n, 1);
    CHECK_U64(f.n ? f.item[0].matched : 0, 3);
    founds_done(&f);
}

TEST(sentences_in_another_order_are_one_reordered_passage)
{
    struct founds f = match_text("abcdefghijklmnopqrstuvwxyzabABCDEFGHIJKLMNOPQRSTUVWXYZAB",
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZABabcdefghijklmnopqrstuvwxyzab", false, 24);
    CHECK_U64(f.n, 1);
    if (f.n == 1) {
        CHECK(f.item[0].reordered);
        CHECK_U64(f.item[0].matched, 56);
        CHECK_U64(f.item[0].distance, 28); /* one half stays, the other moves */
    }
    founds_done(&f);
}

TEST(two_tables_of_figures_under_one_heading_do_not_match_in_their_figures)
{
    struct founds f = match_text("abcdefghijklmnopqrstuvwxyz12345678901234567890", "abcdefghijklmnopqrstuvwxyz98765432198765432109",
                                 false, 24);
    CHECK_U64(f.n, 1);
    CHECK_U64(f.n ? f.item[0].a.end : 0, 26);
    founds_done(&f);
}

TEST(places_in_one_document_never_overlap_and_repetition_is_covered)
{
    static const char *const texts[] = {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abcdefgabcdefgabcdefgabcdefgabcdefgabcdefgabcdefgabcdefgabcdefgabcd",
        "abcdefghijklmnopqrstuvwxyzABabcdefghijklmnopqrstuvwxyzAB",
    };
    for (size_t t = 0; t < COUNT_OF(texts); t++) {
        struct founds f = match_text(texts[t], texts[t], true, 24);
        bool seen[100] = { 0 };
        for (size_t i = 0; i < f.n; i++) {
            CHECK(f.item[i].a.end <= f.item[i].b.beg);
            memset(seen + f.item[i].a.beg, 1, unit_len(f.item[i].a));
            memset(seen + f.item[i].b.beg, 1, unit_len(f.item[i].b));
        }
        for (size_t i = 0; texts[t][i]; i++)
            CHECK(seen[i]);
        CHECK(f.n >= 1 && f.n <= 2);
        founds_done(&f);
    }
}

TEST(seeds_inside_a_million_equal_lines_are_thinned_to_a_few)
{
    struct units u;
    units_init(&u);
    for (int line = 0; line < 100000; line++)
        for (uint32_t i = 0; i < 10; i++)
            put(&u, 'a' + i, 'a' + i, UNIT_CHAR);
    uint64_t *shingle = mem_alloc((size_t)u.n * sizeof *shingle);
    struct seeds s = { 0 };
    shingle_hash(&u, shingle);
    CHECK(seeds_of(&u, shingle, 24, &s, NULL) == CRIB_OK);
    CHECK(tandem_thin(&u, &s, 24, NULL) > 50000);
    CHECK(s.n < 50);
    seeds_done(&s);
    mem_free(shingle);
    units_done(&u);
}

TEST(matching_survives_every_refused_allocation)
{
    static const char text_a[] = "QQQQabcdefghijklmnopqrstuvwxyzABCDEFGHIJRRRR", text_b[] = "SSabcdefghijkXXmnopqrstuvwyzABCDEFGHIJTTTT";
    struct units a = row_of(text_a), b = row_of(text_b);
    struct seed_hit hit[1000];
    size_t n = all_hits(&a, &b, false, hit, COUNT_OF(hit));
    uint64_t before = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 1000; nth++) {
        struct matcher m;
        struct founds f = { 0 };
        matcher_init(&m);
        mem_refuse_from(nth);
        rc = match_rows(&m, &a, &b, NULL, hit, n, 24, &f, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        founds_done(&f);
        matcher_done(&m);
        CHECK_U64(mem_live(), before);
    }
    units_done(&a);
    units_done(&b);
}

TEST(match_a_row_without_seeds_has_none_to_thin)
{
    struct units empty;
    struct seeds none = { 0 };
    units_init(&empty);
    CHECK_I64(tandem_thin(&empty, &none, 24, NULL), 0);
    CHECK_U64(none.n, 0);
    units_done(&empty);
}

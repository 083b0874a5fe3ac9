/* SPDX-License-Identifier: MIT */
/* match: what edits leave of a passage — dense hits, summaries, other orders. */
#include "harness.h"
#include "match/passage.h"

enum { ALPHABET = 3000 }; /* so many characters that chance agrees in hardly two units in a row */

static void put(struct units *u, uint32_t code)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->code[u->n] = u->exact[u->n] = code;
    u->kind[u->n] = UNIT_CHAR;
    u->beg[u->n] = u->n * 4;
    u->end[u->n] = u->n * 4 + 3;
    u->n++;
}

static void put_random(struct units *u, uint32_t n, uint64_t *rng)
{
    for (uint32_t i = 0; i < n; i++)
        put(u, 1 + (uint32_t)(test_random(rng) % ALPHABET));
}

static void put_copy(struct units *u, const struct units *from, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        put(u, from->code[i]);
}

static struct founds match(const struct units *a, const struct units *b, const struct seed_hit *hit, size_t n)
{
    struct matcher m;
    struct founds f = { 0 };
    matcher_init(&m);
    CHECK(match_rows(&m, a, b, NULL, hit, n, 24, &f, NULL) == CRIB_OK);
    matcher_done(&m);
    return f;
}

/* The two rows of a test and the first run of eight that both hold. */
struct rows { struct units a, b; };

static struct seed_hit one_hit(const struct rows *r)
{
    for (uint32_t i = 0; i + 8 <= r->a.n; i++)
        for (uint32_t j = 0; j + 8 <= r->b.n; j++)
            if (memcmp(r->a.exact + i, r->b.exact + j, 8 * sizeof *r->a.exact) == 0)
                return (struct seed_hit){ i, j };
    CHECK(!"no run of eight in common");
    return (struct seed_hit){ 0, 0 };
}

static void rows_done(struct rows *r)
{
    units_done(&r->a);
    units_done(&r->b);
}

/* ---- dense hits ---- */

static bool in_hits(const struct dense *d, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < d->n_hits; i++)
        if (d->hit[i].a == a && d->hit[i].b == b)
            return true;
    return false;
}

static bool near_anchor(const struct anchor *x, uint32_t a, uint32_t b, uint32_t reach)
{
    return a + reach >= x->a && a + DENSE_UNITS <= x->a + x->len + reach && b + reach >= x->b &&
           b + DENSE_UNITS <= x->b + x->len + reach;
}

/* An anchor's own hit may be shorter than a run of DENSE_UNITS. */
static bool is_beginning(const struct anchors *an, const struct seed_hit *hit)
{
    for (size_t i = 0; i < an->n; i++)
        if (an->item[i].a == hit->a && an->item[i].b == hit->b)
            return true;
    return false;
}

TEST(dense_hits_are_all_short_equal_runs_near_an_anchor)
{
    uint64_t rng = 5;
    for (int round = 0; round < 60 && !test_failing(); round++) {
        struct rows r = { 0 };
        struct dense d = { 0 };
        put_random(&r.a, 400, &rng);
        for (uint32_t i = 0; i < r.a.n; i++)
            put(&r.b, test_random(&rng) % 4 ? r.a.code[i] : 1 + (uint32_t)(test_random(&rng) % ALPHABET));
        uint32_t at = 150 + (uint32_t)(test_random(&rng) % 100), len = 0;
        while (r.a.exact[at + len] == r.b.exact[at + len])
            len++;
        struct anchor one = { at, at, len };
        struct anchors an = { .item = &one, .n = len > 0, .cap = 1 };
        CHECK(dense_hits(&d, &an, &r.a, &r.b, 48, NULL) == CRIB_OK);
        CHECK(an.n == 0 || in_hits(&d, at, at));
        for (size_t i = 0; i < d.n_hits; i++)
            CHECK(is_beginning(&an, &d.hit[i]) ||
                  memcmp(r.a.exact + d.hit[i].a, r.b.exact + d.hit[i].b, DENSE_UNITS * sizeof *r.a.exact) == 0);
        for (uint32_t i = 0; i + DENSE_UNITS <= r.a.n && an.n; i++)
            for (uint32_t j = 0; j + DENSE_UNITS <= r.b.n; j++)
                if (near_anchor(&one, i, j, 48) && !(len >= 12 && i >= at && i < at + len) &&
                    memcmp(r.a.exact + i, r.b.exact + j, DENSE_UNITS * sizeof *r.a.exact) == 0)
                    CHECK(in_hits(&d, i, j));
        dense_done(&d);
        rows_done(&r);
    }
}

/* ---- passages ---- */

TEST(a_passage_with_every_sixth_unit_replaced_is_found_from_one_seed)
{
    uint64_t rng = 7;
    for (int round = 0; round < 40 && !test_failing(); round++) {
        struct rows r = { 0 };
        put_random(&r.a, 300, &rng);
        put_random(&r.b, 100, &rng);
        for (uint32_t i = 100; i < 200; i++)
            put(&r.b, i % 6 || (i > 140 && i < 150) ? r.a.code[i] : 1 + (uint32_t)(test_random(&rng) % ALPHABET));
        put_random(&r.b, 100, &rng);
        struct seed_hit hit = one_hit(&r);
        struct founds f = match(&r.a, &r.b, &hit, 1);
        CHECK_U64(f.n, 1);
        if (f.n == 1) {
            CHECK(f.item[0].a.beg >= 96 && f.item[0].a.beg <= 103);
            CHECK(f.item[0].a.end >= 196 && f.item[0].a.end <= 203);
        }
        founds_done(&f);
        rows_done(&r);
    }
}

TEST(a_summary_that_leaves_out_every_other_clause_is_one_passage)
{
    uint64_t rng = 11;
    struct rows r = { 0 };
    put_random(&r.a, 300, &rng);
    put_random(&r.b, 40, &rng);
    struct seed_hit hit[4]; /* in every other clause that is kept */
    for (uint32_t clause = 0; clause < 7; clause++) {
        if (clause % 2 == 0)
            hit[clause / 2] = (struct seed_hit){ 50 + 30 * clause, r.b.n };
        put_copy(&r.b, &r.a, 50 + 30 * clause, 65 + 30 * clause);
    }
    put_random(&r.b, 40, &rng);
    struct founds f = match(&r.a, &r.b, hit, 4);
    CHECK_U64(f.n, 1);
    if (f.n == 1) {
        CHECK_U64(f.item[0].a.beg, 50);
        CHECK_U64(f.item[0].a.end, 245);
        CHECK_U64(f.item[0].b.beg, 40);
        CHECK_U64(f.item[0].b.end, 145);
    }
    founds_done(&f);
    rows_done(&r);
}

TEST(clauses_left_out_by_turns_on_both_sides_are_no_passage_of_their_own)
{
    uint64_t rng = 13;
    struct rows r = { 0 };
    struct units text = { 0 };
    put_random(&text, 400, &rng);
    for (uint32_t i = 0; i < 400; i += 40) { /* 12 in both, 14 in a alone, 14 in b alone */
        put_copy(&r.a, &text, i, i + 26);
        put_copy(&r.b, &text, i, i + 12);
        put_copy(&r.b, &text, i + 26, i + 40);
    }
    struct seed_hit hit = one_hit(&r);
    struct founds f = match(&r.a, &r.b, &hit, 1);
    CHECK_U64(f.n, 0);
    founds_done(&f);
    units_done(&text);
    rows_done(&r);
}

TEST(sentences_shuffled_in_blocks_are_one_reordered_passage)
{
    uint64_t rng = 17;
    for (int round = 0; round < 40 && !test_failing(); round++) {
        struct rows r = { 0 };
        uint32_t order[8];
        put_random(&r.a, 400, &rng);
        put_random(&r.b, 60, &rng);
        for (uint32_t i = 0; i < 8; i++) {
            uint32_t j = (uint32_t)(test_random(&rng) % (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        order[0] == 0 ? (order[0] = order[7], order[7] = 0) : 0; /* never the old order */
        for (uint32_t i = 0; i < 8; i++)
            put_copy(&r.b, &r.a, 60 + 35 * order[i], 95 + 35 * order[i]);
        put_random(&r.b, 60, &rng);
        struct seed_hit hit[8];
        for (uint32_t i = 0; i < 8; i++)
            hit[i] = (struct seed_hit){ 60 + 35 * order[i], 60 + 35 * i };
        struct founds f = match(&r.a, &r.b, hit, 8);
        CHECK_U64(f.n, 1);
        if (f.n == 1) {
            CHECK(f.item[0].reordered);
            CHECK_U64(f.item[0].matched, 280);
            CHECK_U64(f.item[0].a.beg, 60);
            CHECK_U64(f.item[0].b.end, 340);
        }
        founds_done(&f);
        rows_done(&r);
    }
}

/* Put n sentences of `len` units, from `from` on in *from_row, into *u in a
 * random order; in_b[n] says where each begins. */
static void put_shuffled(struct units *u, const struct units *from_row, uint32_t from, uint32_t n, uint32_t len,
                         uint32_t *in_b, uint64_t *rng)
{
    uint32_t order[64];
    CHECK(n <= COUNT_OF(order));
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = (uint32_t)(test_random(rng) % (i + 1));
        order[i] = order[j];
        order[j] = i;
    }
    for (uint32_t i = 0; i < n; i++) {
        in_b[order[i]] = u->n;
        put_copy(u, from_row, from + len * order[i], from + len * order[i] + len);
    }
}

TEST(short_sentences_shuffled_one_by_one_are_one_reordered_passage_however_many)
{
    uint64_t rng = 19;
    for (uint32_t n = 8; n <= 64 && !test_failing(); n += 8) {
        enum { LEN = 15 }; /* less than the least length */
        struct rows r = { 0 };
        uint32_t in_b[64];
        struct seed_hit hit[64];
        put_random(&r.a, 120 + n * LEN, &rng);
        put_random(&r.b, 60, &rng);
        put_shuffled(&r.b, &r.a, 60, n, LEN, in_b, &rng);
        put_random(&r.b, 60, &rng);
        for (uint32_t i = 0; i < n; i++)
            hit[i] = (struct seed_hit){ 60 + LEN * i, in_b[i] };
        struct founds f = match(&r.a, &r.b, hit, n);
        CHECK_U64(f.n, 1);
        if (f.n == 1) {
            CHECK(f.item[0].reordered);
            CHECK(f.item[0].matched + 2 >= n * LEN); /* chance may take a unit at a seam */
            CHECK(f.item[0].a.beg <= 60 && f.item[0].a.end >= 60 + n * LEN);
            CHECK(f.item[0].b.beg <= 60 && f.item[0].b.end >= 60 + n * LEN);
        }
        founds_done(&f);
        rows_done(&r);
    }
}

TEST(two_short_phrases_that_changed_places_are_no_passage)
{
    uint64_t rng = 23;
    struct rows r = { 0 };
    put_random(&r.a, 200, &rng);
    put_random(&r.b, 100, &rng);
    put_copy(&r.b, &r.a, 112, 124);
    put_copy(&r.b, &r.a, 100, 112);
    put_random(&r.b, 100, &rng);
    struct seed_hit hit[] = { { 112, 100 }, { 100, 112 } };
    struct founds f = match(&r.a, &r.b, hit, 2);
    CHECK_U64(f.n, 0);
    founds_done(&f);
    rows_done(&r);
}

TEST(a_phrase_that_stands_twice_before_a_passage_does_not_tell_it_twice)
{
    uint64_t rng = 29;
    struct rows r = { 0 };
    struct units text = { 0 };
    put_random(&text, 60, &rng);
    put_random(&r.a, 50, &rng);
    put_copy(&r.a, &text, 0, 18); /* what is done to them, and the phrase */
    put_copy(&r.a, &text, 10, 60);
    put_random(&r.a, 50, &rng);
    put_random(&r.b, 50, &rng);
    put_copy(&r.b, &text, 10, 18);
    put_copy(&r.b, &text, 0, 18);
    put_copy(&r.b, &text, 10, 60);
    put_random(&r.b, 50, &rng);
    struct seed_hit hit[] = { { 50, 58 }, { 60, 50 }, { 68, 50 } };
    struct founds f = match(&r.a, &r.b, hit, 3);
    CHECK_U64(f.n, 1);
    if (f.n == 1)
        CHECK_U64(f.item[0].matched, 68);
    founds_done(&f);
    units_done(&text);
    rows_done(&r);
}

TEST(a_passage_that_stands_twice_in_one_document_is_told_twice)
{
    uint64_t rng = 31;
    struct rows r = { 0 };
    put_random(&r.a, 200, &rng);
    put_random(&r.b, 50, &rng);
    put_copy(&r.b, &r.a, 60, 120);
    put_random(&r.b, 3, &rng);
    put_copy(&r.b, &r.a, 60, 120);
    put_random(&r.b, 50, &rng);
    struct seed_hit hit[] = { { 60, 50 }, { 60, 113 } };
    struct founds f = match(&r.a, &r.b, hit, 2);
    CHECK_U64(f.n, 2);
    founds_done(&f);
    rows_done(&r);
}

TEST(two_short_pieces_with_much_between_them_are_two_passages_and_two_long_ones_are_one)
{
    uint64_t rng = 37;
    for (uint32_t piece = 30; piece <= 90; piece += 60) {
        struct rows r = { 0 };
        put_random(&r.a, 400, &rng);
        put_random(&r.b, 50, &rng);
        put_copy(&r.b, &r.a, 100, 100 + piece);
        put_random(&r.b, 130, &rng);
        put_copy(&r.b, &r.a, 100 + piece, 100 + 2 * piece);
        put_random(&r.b, 50, &rng);
        struct seed_hit hit[] = { { 100, 50 }, { 100 + piece, 50 + piece + 130 } };
        struct founds f = match(&r.a, &r.b, hit, 2);
        CHECK_U64(f.n, piece == 30 ? 2 : 1);
        founds_done(&f);
        rows_done(&r);
    }
}

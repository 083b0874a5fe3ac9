/* SPDX-License-Identifier: MIT */
/* Subtracting known texts: what must be marked, and what must not. */
#include "harness.h"

#include "index/reference.h"
#include "sketch/sketch.h"

enum { LEAST = 12, NO_UNIT = 0x9000 };

static void add_unit(struct units *u, uint32_t code, uint32_t exact)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    u->code[u->n] = code;
    u->exact[u->n] = exact;
    u->beg[u->n] = u->n, u->end[u->n] = u->n + 1;
    u->kind[u->n++] = code == UNIT_PLACEHOLDER ? UNIT_NUMBER : UNIT_CHAR;
}

static void add_random(struct units *u, uint32_t n, uint32_t alphabet, uint64_t *rng)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = (uint32_t)(test_random(rng) % alphabet);
        if (c % 16 == 0)
            add_unit(u, UNIT_PLACEHOLDER, 0x40000000u | (uint32_t)(test_random(rng) % 50));
        else
            add_unit(u, 0x6000 + c, 0x6000 + c);
    }
}

static void add_from(struct units *u, const struct units *from, uint32_t beg, uint32_t n)
{
    for (uint32_t i = beg; i < beg + n; i++)
        add_unit(u, from->code[i], from->exact[i]);
}

static bool is_marked(const uint64_t *bits, uint32_t i) { return bits[i >> 6] >> (i & 63) & 1; }

static uint64_t *marked(const struct units *ref, uint32_t n_ref, const struct units *u, uint32_t *n)
{
    struct reference r;
    uint64_t *bits = mem_zero((size_t)u->n / 64 + 1, sizeof *bits);
    CHECK(reference_build(ref, n_ref, &r, NULL) == CRIB_OK);
    CHECK(reference_mark(&r, u, LEAST, bits, n, NULL) == CRIB_OK);
    reference_done(&r);
    return bits;
}

/* Longest run of units alike at u[i] and ref[k]. */
static uint32_t run_ref(const struct units *u, uint32_t i, const struct units *ref, uint32_t k)
{
    uint32_t n = 0;
    while (i + n < u->n && k + n < ref->n && u->code[i + n] == ref->code[k + n])
        n++;
    return n;
}

/* By looking everywhere: units of runs whose weight reaches the least must be
 * marked; none is marked farther than a blank from any shared shingle. A
 * shingle of figures is told by its figures, so those runs may go unseen. */
TEST(reference_marks_every_long_run_and_nothing_far_from_a_run)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        uint64_t rng = seed * 977;
        uint32_t alphabet = seed % 3 ? 2000 : 40, n_marked, n_bits = 0;
        struct units ref, u;
        units_init(&ref), units_init(&u);
        add_random(&ref, 50 + (uint32_t)(test_random(&rng) % 200), alphabet, &rng);
        for (int k = 0; k < 8; k++) {
            add_random(&u, (uint32_t)(test_random(&rng) % 80), alphabet, &rng);
            uint32_t beg = (uint32_t)(test_random(&rng) % ref.n), n = (uint32_t)(test_random(&rng) % 40);
            add_from(&u, &ref, beg, min_u32(n, ref.n - beg));
        }
        uint64_t *bits = marked(&ref, 1, &u, &n_marked);
        bool *must = calloc(u.n + 1, 1), *near = calloc(u.n + 1, 1);
        for (uint32_t i = 0; i < u.n; i++)
            for (uint32_t k = 0; k < ref.n; k++) {
                uint32_t n = run_ref(&u, i, &ref, k), weight = 0, placeholders = 0;
                for (uint32_t x = i; x < i + n; x++)
                    weight += !unit_is_placeholder(&u, x), placeholders += unit_is_placeholder(&u, x);
                for (uint32_t x = i; n >= SHINGLE_UNITS && x < i + n; x++)
                    must[x] |= weight >= LEAST && placeholders == 0;
                for (uint32_t x = i; n >= SHINGLE_UNITS && x < min_u32(u.n, i + n + REFERENCE_GAP); x++)
                    near[x] = true;
            }
        for (uint32_t i = 0; i < u.n; i++) {
            CHECK(!must[i] || is_marked(bits, i));
            CHECK(near[i] || !is_marked(bits, i));
            n_bits += is_marked(bits, i);
        }
        CHECK_U64(n_bits, n_marked);
        free(must), free(near);
        mem_free(bits);
        units_done(&ref), units_done(&u);
    }
}

/* A line of a form cut in pieces of `piece` units, between which `gap` foreign
 * ones stand: is the first piece marked? */
static bool pieces_marked(uint32_t n_pieces, uint32_t piece, uint32_t gap)
{
    uint64_t rng = 3;
    uint32_t n_marked;
    struct units ref, u;
    units_init(&ref), units_init(&u);
    add_random(&u, 20, 1000, &rng);
    for (uint32_t i = 0; i < n_pieces * piece; i++)
        add_unit(&ref, 0x8000 + i, 0x8000 + i);
    for (uint32_t i = 0; i < n_pieces; i++) {
        add_from(&u, &ref, i * piece, piece);
        add_random(&u, gap, 1000, &rng);
    }
    uint64_t *bits = marked(&ref, 1, &u, &n_marked);
    bool first = is_marked(bits, 20), all = true;
    for (uint32_t i = 0; i < u.n; i++) {
        bool foreign = i < 20 || (i - 20) % (piece + gap) >= piece;
        all &= is_marked(bits, i) == (first && !foreign);
    }
    CHECK(all);
    CHECK_U64(n_marked, first ? n_pieces * piece : 0);
    mem_free(bits);
    units_done(&ref), units_done(&u);
    return first;
}

TEST(reference_pieces_around_filled_in_blanks_count_together)
{
    CHECK(pieces_marked(1, LEAST, 30));
    CHECK(!pieces_marked(1, LEAST - 1, 30));
    CHECK(pieces_marked(2, 6, 3));
    CHECK(pieces_marked(2, 6, REFERENCE_GAP));
    CHECK(!pieces_marked(2, 6, REFERENCE_GAP + 1));
    CHECK(!pieces_marked(2, 5, 3));
    CHECK(pieces_marked(3, 5, 3));
    CHECK(!pieces_marked(9, SHINGLE_UNITS - 1, 1)); /* no piece is a shingle */
}

/* Of a changed line what stands between its runs is marked where it agrees. */
TEST(reference_marks_single_units_between_two_runs)
{
    uint32_t n_marked;
    struct units ref, u;
    units_init(&ref), units_init(&u);
    for (uint32_t i = 0; i < 20; i++)
        add_unit(&ref, 0x8000 + i, 0x8000 + i);
    add_from(&u, &ref, 0, 8);
    add_unit(&u, NO_UNIT, NO_UNIT);
    add_from(&u, &ref, 9, 1);
    add_unit(&u, NO_UNIT, NO_UNIT);
    add_from(&u, &ref, 11, 9);
    uint64_t *bits = marked(&ref, 1, &u, &n_marked);
    for (uint32_t i = 0; i < u.n; i++)
        CHECK(is_marked(bits, i) == (i != 8 && i != 10));
    CHECK_U64(n_marked, 18);
    mem_free(bits);
    units_done(&ref), units_done(&u);
}

/* Yes □ No □, a thousand times: time stays linear, everything is marked. */
TEST(reference_that_repeats_itself_is_read_on)
{
    uint32_t n_marked;
    struct units ref[2], u;
    units_init(&ref[0]), units_init(&ref[1]), units_init(&u);
    for (uint32_t i = 0; i < 60000; i++)
        add_unit(&ref[1], 0x8000 + i % 6, 0x8000 + i % 6);
    add_from(&u, &ref[1], 2, 40000);
    uint64_t *bits = marked(ref, 2, &u, &n_marked);
    CHECK_U64(n_marked, u.n);
    mem_free(bits);
    units_done(&ref[0]), units_done(&ref[1]), units_done(&u);
}

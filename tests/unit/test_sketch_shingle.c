/* SPDX-License-Identifier: MIT */
/* Shingle hashes. */
#include "core/sort.h"
#include "harness.h"
#include "ref/sketch_rows.h"
#include "sketch/shingle_kernels.h"

TEST(shingle_same_run_same_hash_wherever_it_stands)
{
    uint64_t rng = 1;
    struct units run, a, b;
    units_init(&run);
    units_init(&a);
    units_init(&b);
    struct row_kind kind = { 1000, 30, 30, 0 };
    row_random(&run, 50, kind, &rng);
    row_random(&a, 17, kind, &rng);
    row_random(&b, 4, kind, &rng);
    row_copy(&a, &run, 0, run.n);
    row_copy(&b, &run, 0, run.n);
    row_random(&b, 9, kind, &rng);
    uint64_t *x = row_shingles(&a), *y = row_shingles(&b), *z = row_shingles(&run);
    for (uint32_t i = 0; i < shingle_count(run.n); i++) {
        CHECK_U64(x[17 + i], z[i]);
        CHECK_U64(y[4 + i], z[i]);
    }
    CHECK(x[0] != y[0]);
    mem_free(x);
    mem_free(y);
    mem_free(z);
    units_done(&run);
    units_done(&a);
    units_done(&b);
}

/* Hash of the one shingle of a row of up to five units. */
static uint64_t hash_row(const uint32_t *code, const uint32_t *exact, uint32_t n)
{
    struct units u;
    uint64_t out[1] = { 0 };
    units_init(&u);
    for (uint32_t i = 0; i < n; i++)
        row_add(&u, code[i], exact ? exact[i] : code[i]);
    shingle_hash(&u, out);
    units_done(&u);
    return out[0];
}

TEST(shingle_hash_depends_on_order_and_on_every_unit)
{
    uint32_t row[] = { 10, 20, 30, 40, 50 };
    uint64_t h = hash_row(row, NULL, 5);
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < i; j++) {
            uint32_t other[5];
            memcpy(other, row, sizeof row);
            other[i] = row[j];
            other[j] = row[i];
            CHECK(hash_row(other, NULL, 5) != h);
            other[i] = row[i] + 1;
            other[j] = row[j] - 1;
            CHECK(hash_row(other, NULL, 5) != h);
        }
}

TEST(shingle_of_a_short_row_is_the_whole_row_with_its_length)
{
    uint32_t row[] = { 0, 0, 0, 0, 0 };
    uint64_t h[6];
    CHECK_U64(shingle_count(0), 0);
    for (uint32_t n = 1; n <= 5; n++) {
        CHECK_U64(shingle_count(n), 1);
        h[n] = hash_row(row, NULL, n);
        for (uint32_t m = 1; m < n; m++)
            CHECK(h[m] != h[n]);
    }
    CHECK_U64(shingle_count(6), 2);
}

/* A row of n units whose first `held` are placeholders. */
static bool figures_matter(uint32_t n, uint32_t held)
{
    uint32_t code[5], one[5], two[5];
    for (uint32_t i = 0; i < n; i++) {
        code[i] = i < held ? UNIT_PLACEHOLDER : 0x4E00 + i;
        one[i] = i < held ? 1 + i : code[i];
        two[i] = i < held ? 100 + i : code[i];
    }
    return hash_row(code, one, n) != hash_row(code, two, n);
}

TEST(shingle_hashes_figures_only_where_most_units_are_placeholders)
{
    for (uint32_t n = 1; n <= 5; n++)
        for (uint32_t held = 1; held <= n; held++)
            CHECK(figures_matter(n, held) == (held * 2 > n));
}

TEST(shingle_of_codes_never_equals_one_of_exact_values)
{
    uint32_t code[] = { UNIT_PLACEHOLDER, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER, 7, 8 }, exact[] = { 1, 2, 3, 7, 8 };
    CHECK(hash_row(code, exact, 5) != hash_row(exact, NULL, 5));
}

/* Collisions of the 32 bits from `shift` on. */
static uint64_t collisions(const uint64_t *h, uint32_t n, int shift, uint64_t *scratch)
{
    for (uint32_t i = 0; i < n; i++)
        scratch[i] = h[i] >> shift & 0xFFFFFFFF;
    CHECK(sort_u64(scratch, n, NULL) == CRIB_OK);
    return n - uniq_u64(scratch, n);
}

TEST(shingle_hashes_collide_as_seldom_as_chance_allows_in_any_32_bits)
{
    const uint32_t n = 1 << 20; /* all runs of five over sixteen neighbouring codes */
    uint64_t *h = mem_alloc(n * sizeof *h), *scratch = mem_alloc(n * sizeof *scratch);
    static const uint32_t bases[] = { 0, 0x4E00, UNIT_WORD_BIT };
    for (size_t b = 0; b < COUNT_OF(bases) && h && scratch; b++) {
        struct units u;
        units_init(&u);
        for (uint32_t i = 0; i < SHINGLE_UNITS; i++)
            row_add(&u, 0, 0);
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t j = 0; j < SHINGLE_UNITS; j++)
                u.code[j] = bases[b] + (i >> 4 * j & 15);
            shingle_hash(&u, &h[i]);
        }
        for (int shift = 0; shift <= 32; shift += 8) {
            uint64_t got = collisions(h, n, shift, scratch); /* expected 128, standard deviation 11 */
            CHECK(got > 128 - 4 * 11 && got < 128 + 4 * 11);
        }
        memcpy(scratch, h, n * sizeof *h);
        CHECK(sort_u64(scratch, n, NULL) == CRIB_OK);
        CHECK_U64(uniq_u64(scratch, n), n);
        units_done(&u);
    }
    mem_free(h);
    mem_free(scratch);
}

TEST(sketches_have_the_same_values_on_every_machine)
{
    struct units u;
    units_init(&u);
    for (uint32_t i = 0; i < 40; i++)
        row_add(&u, 0x4E00 + i * i % 37, 0x4E00 + i * i % 37);
    uint64_t *shingle = row_shingles(&u);
    uint32_t sig[MINHASH_K];
    minhash(shingle, shingle_count(u.n), sig);
    CHECK_U64(shingle[0], 0x90e96858c23e0d2au);
    CHECK_U64(shingle[35], 0x1568790e8de3174eu);
    uint32_t figures[] = { UNIT_PLACEHOLDER, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER, 7, 8 }, exact[] = { 1, 2, 3, 7, 8 };
    CHECK_U64(hash_row(figures, exact, 5), 0xbdf8d7b460e8d849u);
    CHECK_U64(hash_row(exact, NULL, 2), 0x102af732319d3372u);
    CHECK_U64(sig[0], 1209796179);
    CHECK_U64(sig[127], 4280797019);
    CHECK_U64(simhash(shingle, shingle_count(u.n)), 0x12e37b02a03a12d9u);
    mem_free(shingle);
    units_done(&u);
}

static void check_held(const struct shingle_kernel *kernel, uint64_t *rng)
{
    uint32_t n = 1 + (uint32_t)(test_random(rng) % 64), *code = mem_alloc(n * sizeof *code);
    uint64_t held = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool is_held = test_random(rng) % 3 == 0;
        code[i] = is_held ? UNIT_PLACEHOLDER : UNIT_PLACEHOLDER - 1 + 2 * (uint32_t)(test_random(rng) % 2);
        held |= (uint64_t)is_held << i;
    }
    CHECK_U64(kernel->held(code, n), held);
    mem_free(code);
}

TEST(shingle_kernels_all_give_the_bits_of_hashing_one_by_one)
{
    enum { MOST = 200 };
    struct shingle_kernel kernel[SHINGLE_KERNELS_MOST];
    size_t n_kernels;
    shingle_kernels(kernel, &n_kernels);
    CHECK(n_kernels >= 1 && kernel[0].usable);
    uint64_t rng = 5;
    uint32_t code[MOST + SHINGLE_UNITS];
    for (size_t i = 0; i < COUNT_OF(code); i++)
        code[i] = (uint32_t)(test_random(&rng) >> (i % 3 ? 40 : 32));
    for (uint32_t n = 0; n < MOST; n++) {
        for (size_t k = 0; k < n_kernels; k++) {
            uint64_t out[MOST + 1] = { 0 };
            if (!kernel[k].usable)
                continue;
            kernel[k].hash(code + n % 7, n - n % 7, out);
            for (uint32_t i = 0; i < n - n % 7; i++)
                CHECK_U64(out[i], shingle_hash_one(code + n % 7 + i, SHINGLE_UNITS, false));
            CHECK_U64(out[n - n % 7], 0); /* nothing is written past the last */
            check_held(&kernel[k], &rng);
        }
    }
}

/* Every shingle on its own, by what the header says. */
TEST(shingle_hash_takes_exact_values_where_three_of_five_are_placeholders)
{
    uint64_t rng = 9;
    for (int round = 0; round < 200; round++) {
        struct units u;
        units_init(&u);
        row_random(&u, 5 + (uint32_t)(test_random(&rng) % 60), (struct row_kind){ 1000, 30, round % 2 ? 30 : 70, 0 }, &rng);
        uint64_t *out = row_shingles(&u);
        for (uint32_t i = 0; i < shingle_count(u.n); i++) {
            uint32_t n_held = 0;
            for (uint32_t j = 0; j < SHINGLE_UNITS; j++)
                n_held += unit_is_placeholder(&u, i + j);
            bool exact = n_held >= 3;
            CHECK_U64(out[i], shingle_hash_one((exact ? u.exact : u.code) + i, SHINGLE_UNITS, exact));
        }
        mem_free(out);
        units_done(&u);
    }
}

TEST(shingles_of_a_packed_row_and_of_a_part_are_those_of_the_row)
{
    enum { MOST = 5000 };
    static uint64_t whole[MOST], other[MOST];
    uint64_t rng = 23;
    for (uint32_t n = 0; n < MOST && !test_failing(); n = n < 8 ? n + 1 : n * 2 + 1) {
        struct units u, packed;
        struct slab *slab = NULL;
        units_init(&u);
        units_init(&packed);
        for (uint32_t i = 0; i < n; i++) {
            uint64_t r = test_random(&rng);
            bool number = r % 3 == 0;
            uint32_t exact = number ? UNIT_NUMBER_BIT | (uint32_t)(r >> 8 & 0xFF) : 0x4E00 + (uint32_t)(r >> 8 & 0xFFF);
            row_add(&u, number ? UNIT_PLACEHOLDER : exact, exact);
            u.kind[i] = number ? UNIT_NUMBER : UNIT_CHAR;
        }
        CHECK(units_pack(&packed, &u, &slab, NULL) == CRIB_OK);
        slab_done(&slab);
        shingle_hash(&u, whole);
        shingle_hash(&packed, other);
        CHECK(memcmp(whole, other, shingle_count(n) * sizeof *whole) == 0);
        if (n >= 3 * SHINGLE_UNITS) {
            struct unit_span s = { n / 5, n - n / 7 };
            shingle_hash_span(&packed, s, other);
            CHECK(memcmp(whole + s.beg, other, shingle_count(unit_len(s)) * sizeof *whole) == 0);
        }
        units_done(&packed);
        units_done(&u);
    }
}

/* SPDX-License-Identifier: MIT */
/* How far the MinHash estimate is from the truth, which is known: two rows of
 * random characters that begin alike share exactly the shingles of that
 * beginning, because no five random characters come twice. */
#include <math.h>

#include "sketch/sketch.h"
#include "speed/speed_bench.h"

enum { MOST_SHINGLES = 1600, TRIALS = 6000, CHARACTERS = 20000, FIRST_CHARACTER = 0x4E00 };

struct row {
    uint32_t code[MOST_SHINGLES + SHINGLE_UNITS];
    uint32_t sig[MINHASH_K];
};

static void sketch(struct row *r, uint32_t n_shingles)
{
    static uint64_t shingle[MOST_SHINGLES];
    struct units u = { .code = r->code, .exact = r->code, .n = n_shingles + SHINGLE_UNITS - 1 };
    shingle_hash(&u, shingle);
    minhash(shingle, n_shingles, r->sig);
}

static double error_of(uint32_t n_shingles, double wanted, uint64_t *state)
{
    static struct row a, b;
    uint32_t n_units = n_shingles + SHINGLE_UNITS - 1;
    uint32_t shared = (uint32_t)lround(2 * n_shingles * wanted / (1 + wanted));
    double truth = shared / (2.0 * n_shingles - shared), squares = 0;
    for (int t = 0; t < TRIALS; t++) {
        for (uint32_t i = 0; i < n_units; i++) {
            a.code[i] = FIRST_CHARACTER + random_below(state, CHARACTERS);
            uint32_t other = FIRST_CHARACTER + random_below(state, CHARACTERS - 1);
            b.code[i] = i < shared + SHINGLE_UNITS - 1 ? a.code[i] : other + (other >= a.code[i]);
        }
        sketch(&a, n_shingles);
        sketch(&b, n_shingles);
        double off = (double)minhash_equal(a.sig, b.sig) / MINHASH_K - truth;
        squares += off * off;
    }
    return sqrt(squares / TRIALS) / sqrt(truth * (1 - truth) / MINHASH_K);
}

double estimate_error(void)
{
    static const uint32_t sizes[] = { 40, 100, 400, MOST_SHINGLES };
    static const double resemblances[] = { .2, .5, .8, .95 };
    uint64_t state = 1;
    double worst = 0;
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        for (size_t k = 0; k < COUNT_OF(resemblances); k++)
            worst = fmax(worst, error_of(sizes[i], resemblances[k], &state));
    return worst;
}

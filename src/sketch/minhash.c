/* SPDX-License-Identifier: MIT */
/* MinHash with one permutation, and Fast Similarity Sketching for the bins it
 * leaves empty (Dahlgaard, Knudsen, Thorup 2017).
 *
 * Round 0 throws each shingle into one of the k bins; a bin keeps the least
 * value. Bins still empty after a round are thrown at again with new hashes,
 * k random rounds at most, and then each takes the least of the whole set.
 * A bin filled in one round is never touched by a later one, so that two
 * sets' bins agree when the first to arrive in their union is in both: each
 * bin is an unbiased estimate and the bins of small sets are nearly without
 * replacement, where copying a neighbour's bin (rotation) makes bins depend on
 * each other and ruins bands.
 *
 * A shingle's hash is thoroughly mixed already: round 0 takes its bin from
 * the top bits, its value from the low word. A value of UINT32_MAX counts as
 * not having come; it happens to one shingle in 2^32 and to all alike. The
 * inner loops have no branch: which bin gets a lesser value is a coin toss
 * no processor predicts. */
#include "sketch/sketch.h"

#include "core/cpu.h"
#include "core/hash.h"

enum { BIN_SHIFT = 64 - 7 };
static_assert(MINHASH_K == 1 << (64 - BIN_SHIFT), "a bin number is the top bits of a hash");

static void clear(uint32_t *sig)
{
    memset(sig, 0xFF, MINHASH_K * sizeof *sig);
}

static inline uint64_t round_hash(uint64_t shingle, uint32_t round)
{
    return hash_mix(shingle + round * 0x9E3779B97F4A7C15u);
}

static inline void keep_least(uint32_t *bin, uint32_t value)
{
    uint32_t old = *bin;
    *bin = value < old ? value : old;
}

/* Round 0. */
static void throw_all(const uint64_t *shingle, uint32_t n, uint32_t *bins)
{
    for (uint32_t i = 0; i < n; i++)
        keep_least(&bins[shingle[i] >> BIN_SHIFT], (uint32_t)shingle[i]);
}

/* The same of many shingles, in turns into several sets of bins: a bin just
 * written is seldom read again at once, which would make the reader wait. */
static void throw_many(const uint64_t *shingle, uint32_t n, uint32_t *bins)
{
    enum { SETS = 4 };
    uint32_t set[SETS][MINHASH_K];
    memset(set, 0xFF, sizeof set);
    const uint64_t *end = shingle + n / SETS * SETS;
    for (const uint64_t *h = shingle; h < end; h += SETS) {
        keep_least(&set[0][h[0] >> BIN_SHIFT], (uint32_t)h[0]);
        keep_least(&set[1][h[1] >> BIN_SHIFT], (uint32_t)h[1]);
        keep_least(&set[2][h[2] >> BIN_SHIFT], (uint32_t)h[2]);
        keep_least(&set[3][h[3] >> BIN_SHIFT], (uint32_t)h[3]);
    }
    throw_all(end, n % SETS, bins);
    for (uint32_t k = 0; k < SETS; k++)
        for (uint32_t b = 0; b < MINHASH_K; b++)
            bins[b] = set[k][b] < bins[b] ? set[k][b] : bins[b];
}

/* A later round, of which only what falls into bins that are still empty
 * counts: a few of a hundred. */
typedef void throw_fn(const uint64_t *shingle, uint32_t n, uint32_t round, const uint32_t *sig, uint32_t *bins);

static void throw_plain(const uint64_t *shingle, uint32_t n, uint32_t round, const uint32_t *sig, uint32_t *bins)
{
    uint64_t empty[MINHASH_K / 64] = { 0 }; /* a bit for each bin */
    for (uint32_t b = 0; b < MINHASH_K; b++)
        empty[b >> 6] |= (uint64_t)(sig[b] == UINT32_MAX) << (b & 63);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t h = round_hash(shingle[i], round);
        if (empty[h >> BIN_SHIFT >> 6] >> (h >> BIN_SHIFT & 63) & 1)
            keep_least(&bins[h >> BIN_SHIFT], (uint32_t)h);
    }
}

#if defined CPU_X86
#include "core/hash_lanes.h"

__attribute__((CPU_AVX512)) static void throw_avx512(const uint64_t *shingle, uint32_t n, uint32_t round,
                                                     const uint32_t *sig, uint32_t *bins)
{
    enum { LANES = 8 };
    uint64_t empty[2] = { 0 }; /* a bit for each bin */
    for (uint32_t b = 0; b < MINHASH_K; b += 16)
        empty[b >> 6] |= (uint64_t)_mm512_cmpeq_epi32_mask(_mm512_loadu_si512(sig + b), _mm512_set1_epi32(-1))
                         << (b & 63);
    const __m512i words = _mm512_setr_epi64((long long)empty[0], (long long)empty[1], 0, 0, 0, 0, 0, 0);
    const __m512i add = _mm512_set1_epi64((long long)(round * 0x9E3779B97F4A7C15u));
    for (uint32_t i = 0; i < n; i += LANES) {
        __mmask8 there = n - i < LANES ? (__mmask8)((1u << (n - i)) - 1) : 0xFF;
        __m512i h = hash_mix_lanes(_mm512_add_epi64(_mm512_maskz_loadu_epi64(there, shingle + i), add));
        __m512i bin = _mm512_srli_epi64(h, BIN_SHIFT),
                word = _mm512_permutexvar_epi64(_mm512_srli_epi64(bin, 6), words);
        __m512i bit = _mm512_srlv_epi64(word, _mm512_and_si512(bin, _mm512_set1_epi64(63)));
        uint32_t take = _mm512_mask_test_epi64_mask(there, bit, _mm512_set1_epi64(1));
        if (!take)
            continue;
        uint64_t lane[LANES];
        _mm512_storeu_si512(lane, h);
        for (; take; take &= take - 1) {
            uint64_t one = lane[__builtin_ctz(take)];
            keep_least(&bins[one >> BIN_SHIFT], (uint32_t)one);
        }
    }
}
#endif

static throw_fn *throw_best(void)
{
#if defined CPU_X86
    if (cpu_has_avx512())
        return throw_avx512;
#endif
    return throw_plain;
}

static uint32_t count_empty(const uint32_t *sig)
{
    uint32_t n = 0;
    for (uint32_t b = 0; b < MINHASH_K; b++)
        n += sig[b] == UINT32_MAX;
    return n;
}

static void fill_empty(uint32_t *restrict sig, const uint32_t *restrict from)
{
    for (uint32_t b = 0; b < MINHASH_K; b++) { /* an empty one is all bits */
        uint32_t empty = 0 - (uint32_t)(sig[b] == UINT32_MAX);
        sig[b] &= from[b] | ~empty;
    }
}

/* The last resort ends the rounds for certain: bin b takes the least of all. */
static void take_least(const uint64_t *shingle, uint32_t n, uint32_t *sig)
{
    for (uint32_t b = 0; b < MINHASH_K; b++) {
        if (sig[b] != UINT32_MAX)
            continue;
        for (uint32_t i = 0; i < n; i++)
            keep_least(&sig[b], (uint32_t)round_hash(shingle[i], MINHASH_K + b));
    }
}

void minhash(const uint64_t *shingle, uint32_t n, uint32_t *sig)
{
    clear(sig);
    if (n == 0)
        return;
    if (n >= 4 * MINHASH_K)
        throw_many(shingle, n, sig);
    else
        throw_all(shingle, n, sig);
    uint32_t n_empty = count_empty(sig);
    for (uint32_t round = 1; n_empty > 0 && round < MINHASH_K; round++) {
        uint32_t more[MINHASH_K];
        clear(more);
        throw_best()(shingle, n, round, sig, more);
        fill_empty(sig, more);
        n_empty = count_empty(sig);
    }
    if (n_empty > 0)
        take_least(shingle, n, sig);
}

uint32_t minhash_equal(const uint32_t *a, const uint32_t *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < MINHASH_K; i++)
        n += a[i] == b[i];
    return n;
}

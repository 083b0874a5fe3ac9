/* SPDX-License-Identifier: MIT */
/* One body each, compiled for every instruction set by the compiler's own
 * vectoriser. Running sums and taking samples out of a row are more than it can
 * do: with AVX-512 they are written out. */
#include "sketch/seed_kernels.h"

#include "core/units.h"

#include "core/cpu.h"

static void weigh_plain(const uint32_t *exact, uint32_t n, uint32_t *weight)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = sum;
        sum += 1 + (exact[i] >> 31); /* unit_weighs() */
    }
    weight[n] = sum;
}

static uint32_t count_sampled_plain(const uint64_t *shingle, uint32_t n)
{
    uint64_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        k += 1 - (((shingle[i] >> 61) + 7) >> 3); /* 1 when the first three bits are 0 */
    return (uint32_t)k;
}

static void sample_plain(const uint64_t *shingle, uint32_t n, struct sampled *s)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) { /* each is written, and written over unless it is sampled */
        s->hash[k] = (int64_t)shingle[i];
        s->pos[k] = i;
        k += shingle[i] < SEED_SAMPLED_BELOW;
    }
    s->n = k;
}

/* All of n elements; hash, pos and end are those of the ones before, hash_j,
 * from_j and beg_j those of the ones j behind. */
static inline __attribute__((always_inline)) bool narrow_all(const int64_t *restrict hash, const int64_t *restrict pos,
                                                             int64_t *restrict end, const int64_t *restrict hash_j,
                                                             const int64_t *restrict from_j, int64_t *restrict beg_j,
                                                             size_t n)
{
    int64_t apart = -1;
    for (size_t k = 0; k < n; k++) {
        int64_t less = -(int64_t)(hash[k] < hash_j[k]); /* all bits, or none */
        int64_t least_beg = (pos[k] + 1) & less, most_end = from_j[k] | (less & INT64_MAX);
        beg_j[k] = beg_j[k] > least_beg ? beg_j[k] : least_beg;
        end[k] = end[k] < most_end ? end[k] : most_end;
        apart &= pos[k] - from_j[k]; /* negative: no window holds both */
    }
    return apart >= 0;
}

static inline __attribute__((always_inline)) bool narrow(struct sampled *s, uint32_t j)
{
    return j < s->n && narrow_all(s->hash, s->pos, s->end, s->hash + j, s->from + j, s->beg + j, s->n - j);
}

static bool narrow_plain(struct sampled *s, uint32_t j) { return narrow(s, j); }

#if defined CPU_X86
#include <immintrin.h>

__attribute__((CPU_AVX2)) static bool narrow_avx2(struct sampled *s, uint32_t j) { return narrow(s, j); }
__attribute__((CPU_AVX512)) static bool narrow_avx512(struct sampled *s, uint32_t j) { return narrow(s, j); }

__attribute__((CPU_AVX512)) static uint32_t count_sampled_avx512(const uint64_t *shingle, uint32_t n)
{
    uint32_t k = 0, i = 0;
    for (; n - i >= 8; i += 8)
        k += (uint32_t)__builtin_popcount(_mm512_cmplt_epu64_mask(_mm512_loadu_si512(shingle + i),
                                                                  _mm512_set1_epi64((long long)SEED_SAMPLED_BELOW)));
    return k + count_sampled_plain(shingle + i, n - i);
}

/* Sixteen weights to the sums of those up to each: by one, two, four, eight. */
__attribute__((CPU_AVX512)) static void weigh_avx512(const uint32_t *exact, uint32_t n, uint32_t *weight)
{
    enum { LANES = 16 };
    const __m512i none = _mm512_setzero_si512(), one = _mm512_set1_epi32(1), last = _mm512_set1_epi32(LANES - 1);
    __m512i before = none;
    uint32_t i = 0;
    for (; n - i >= LANES; i += LANES) {
        __m512i w = _mm512_add_epi32(_mm512_srli_epi32(_mm512_loadu_si512(exact + i), 31), one), up = w;
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 1));
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 2));
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 4));
        up = _mm512_add_epi32(up, _mm512_alignr_epi32(up, none, LANES - 8));
        up = _mm512_add_epi32(up, before);
        _mm512_storeu_si512(weight + i, _mm512_sub_epi32(up, w));
        before = _mm512_permutexvar_epi32(last, up);
    }
    uint32_t sum = (uint32_t)_mm512_cvtsi512_si32(before);
    weigh_plain(exact + i, n - i, weight + i);
    for (uint32_t k = i; k <= n; k++)
        weight[k] += sum;
}

__attribute__((CPU_AVX512)) static void sample_avx512(const uint64_t *shingle, uint32_t n, struct sampled *s)
{
    enum { LANES = 8 };
    static_assert((int)LANES <= (int)SEED_ROOM, "a whole vector is written");
    __m512i pos = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i += LANES) {
        __mmask8 there = n - i < LANES ? (__mmask8)((1u << (n - i)) - 1) : 0xFF;
        __m512i hash = _mm512_maskz_loadu_epi64(there, shingle + i);
        __mmask8 take = _mm512_mask_cmplt_epu64_mask(there, hash, _mm512_set1_epi64((long long)SEED_SAMPLED_BELOW));
        _mm512_storeu_si512(s->hash + k, _mm512_maskz_compress_epi64(take, hash));
        _mm512_storeu_si512(s->pos + k, _mm512_maskz_compress_epi64(take, pos));
        pos = _mm512_add_epi64(pos, _mm512_set1_epi64(LANES));
        k += (uint32_t)__builtin_popcount(take);
    }
    s->n = k;
}
#endif

void seed_kernels(struct seed_kernel kernel[SEED_KERNELS_MOST], size_t *n)
{
    *n = 0;
    kernel[(*n)++] = (struct seed_kernel){ "plain", true, weigh_plain, count_sampled_plain, sample_plain, narrow_plain };
#if defined CPU_X86
    kernel[(*n)++] = (struct seed_kernel){ "avx2", cpu_has_avx2(), weigh_plain, count_sampled_plain,
                                              sample_plain, narrow_avx2 };
    kernel[(*n)++] = (struct seed_kernel){ "avx512", cpu_has_avx512(), weigh_avx512, count_sampled_avx512,
                                              sample_avx512, narrow_avx512 };
#endif
}

struct seed_kernel seed_kernel_best(void)
{
    struct seed_kernel kernel[SEED_KERNELS_MOST];
    size_t n;
    seed_kernels(kernel, &n);
    while (!kernel[n - 1].usable)
        n--;
    return kernel[n - 1];
}

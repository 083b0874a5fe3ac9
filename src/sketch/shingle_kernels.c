/* SPDX-License-Identifier: MIT */
/* The sum has no chain from one unit to the next, so that vectors take eight or
 * sixteen shingles at once; elsewhere the plain loop is all there is. */
#include "sketch/shingle_kernels.h"

#include <wchar.h>

#include "core/cpu.h"
#include "core/hash.h"

static const uint64_t factor[SHINGLE_UNITS] = {
    0xC2B2AE3D27D4EB4Fu, 0x9FB21C651E98DF25u, 0xD6E8FEB86659FD93u, 0xA0761D6478BD642Fu, 0xE7037ED1A0B428DBu,
};

/* What a sum starts from: a row's whole shingle of n units never equals one
 * of another length, nor a shingle of codes one of exact values. */
static inline uint64_t start_of(uint32_t n_units, bool exact)
{
    return n_units * 0x9E3779B97F4A7C15u + (exact ? 0x589965CC75374CC3u : 0);
}

uint64_t shingle_hash_one(const uint32_t *c, uint32_t n_units, bool exact)
{
    uint64_t sum = start_of(n_units, exact);
    for (uint32_t j = 0; j < n_units; j++)
        sum += factor[j] * c[j];
    return hash_mix(sum);
}

static inline __attribute__((always_inline)) void hash_codes(const uint32_t *restrict code, uint32_t n,
                                                             uint64_t *restrict out)
{
    const uint64_t start = start_of(SHINGLE_UNITS, false);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *c = code + i;
        out[i] = hash_mix(start + factor[0] * c[0] + factor[1] * c[1] + factor[2] * c[2] + factor[3] * c[3] +
                          factor[4] * c[4]);
    }
}

static void hash_plain(const uint32_t *code, uint32_t n, uint64_t *out)
{
    hash_codes(code, n, out);
}

/* The C library's search for a wide character is the fastest there is for 32
 * bits. */
static uint64_t held_plain(const uint32_t *code, uint32_t n)
{
    static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a code is as wide as a wide character");
    const wchar_t *from = (const wchar_t *)code, *at = from, *end = from + n;
    uint64_t held = 0;
    while ((at = wmemchr(at, UNIT_PLACEHOLDER, (size_t)(end - at))) != NULL)
        held |= UINT64_C(1) << (at++ - from);
    return held;
}

#if defined CPU_X86
#include "core/hash_lanes.h"

/* Eight shingles: of a vector of codes the low half of each lane serves the
 * even shingles, the high half the odd ones. A factor's low half makes products
 * of 64 bits, its high half products that count in a lane's upper half alone,
 * and so of 32 bits, for all eight together. */
__attribute__((CPU_AVX2)) static void hash_avx2(const uint32_t *code, uint32_t n, uint64_t *out)
{
    enum { AT_ONCE = 8 };
    const __m256i start = _mm256_set1_epi64x((long long)start_of(SHINGLE_UNITS, false));
    const __m256i upper = _mm256_set1_epi64x((long long)0xFFFFFFFF00000000u);
    uint32_t i = 0;
    for (; n - i >= AT_ONCE; i += AT_ONCE) {
        __m256i even = start, odd = start, high = _mm256_setzero_si256();
        for (uint32_t j = 0; j < SHINGLE_UNITS; j++) {
            __m256i c = _mm256_loadu_si256((const void *)(code + i + j)), low = _mm256_set1_epi64x((long long)factor[j]);
            even = _mm256_add_epi64(even, _mm256_mul_epu32(c, low));
            odd = _mm256_add_epi64(odd, _mm256_mul_epu32(_mm256_srli_epi64(c, 32), low));
            high = _mm256_add_epi32(high, _mm256_mullo_epi32(c, _mm256_set1_epi32((int)(factor[j] >> 32))));
        }
        even = hash_mix_four(_mm256_add_epi64(even, _mm256_slli_epi64(high, 32)));
        odd = hash_mix_four(_mm256_add_epi64(odd, _mm256_and_si256(high, upper)));
        __m256i first = _mm256_unpacklo_epi64(even, odd), second = _mm256_unpackhi_epi64(even, odd);
        _mm256_storeu_si256((void *)(out + i), _mm256_permute2x128_si256(first, second, 0x20));
        _mm256_storeu_si256((void *)(out + i + AT_ONCE / 2), _mm256_permute2x128_si256(first, second, 0x31));
    }
    hash_codes(code + i, n - i, out + i);
}

__attribute__((CPU_AVX512)) static inline __m512i add_product(__m512i sum, __m512i codes, uint32_t j)
{
    return _mm512_add_epi64(sum, _mm512_mullo_epi64(codes, _mm512_set1_epi64((long long)factor[j])));
}

/* Sixteen shingles: of the codes from i on, every second one stands in the low
 * half of a lane, the other half not loaded. So six loads serve the even
 * shingles and the odd ones, and no code need be widened. */
__attribute__((CPU_AVX512)) static void hash_avx512(const uint32_t *code, uint32_t n, uint64_t *out)
{
    enum { AT_ONCE = 16 };
    const __m512i start = _mm512_set1_epi64((long long)start_of(SHINGLE_UNITS, false));
    const __m512i first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), last = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
    uint32_t i = 0;
    for (; n - i >= AT_ONCE; i += AT_ONCE) {
        __m512i c[SHINGLE_UNITS + 1], even = start, odd = start;
        for (uint32_t j = 0; j <= SHINGLE_UNITS; j++)
            c[j] = _mm512_maskz_loadu_epi32(0x5555, code + i + j);
        for (uint32_t j = 0; j < SHINGLE_UNITS; j++) {
            even = add_product(even, c[j], j);
            odd = add_product(odd, c[j + 1], j);
        }
        even = hash_mix_lanes(even), odd = hash_mix_lanes(odd);
        _mm512_storeu_si512(out + i, _mm512_permutex2var_epi64(even, first, odd));
        _mm512_storeu_si512(out + i + AT_ONCE / 2, _mm512_permutex2var_epi64(even, last, odd));
    }
    hash_codes(code + i, n - i, out + i);
}

__attribute__((CPU_AVX512)) static uint64_t held_avx512(const uint32_t *code, uint32_t n)
{
    enum { LANES = 16 };
    uint64_t held = 0, there = UINT64_MAX >> (64 - n);
    for (uint32_t i = 0; i < 64; i += LANES) {
        __mmask16 of_these = (__mmask16)(there >> i);
        __m512i c = _mm512_maskz_loadu_epi32(of_these, code + i);
        held |= (uint64_t)_mm512_cmpeq_epi32_mask(c, _mm512_set1_epi32(UNIT_PLACEHOLDER)) << i;
    }
    return held;
}
#endif

void shingle_kernels(struct shingle_kernel kernel[SHINGLE_KERNELS_MOST], size_t *n)
{
    *n = 0;
    kernel[(*n)++] = (struct shingle_kernel){ "plain", true, hash_plain, held_plain };
#if defined CPU_X86
    kernel[(*n)++] = (struct shingle_kernel){ "avx2", cpu_has_avx2(), hash_avx2, held_plain };
    if (cpu_halves_vectors()) { /* seven products of 64 bits take less than the many of 32 */
        struct shingle_kernel plain = kernel[0];
        kernel[0] = kernel[1];
        kernel[1] = plain;
    }
    kernel[(*n)++] = (struct shingle_kernel){ "avx512", cpu_has_avx512(), hash_avx512, held_avx512 };
#endif
}

struct shingle_kernel shingle_kernel_best(void)
{
    struct shingle_kernel kernel[SHINGLE_KERNELS_MOST];
    size_t n;
    shingle_kernels(kernel, &n);
    while (!kernel[n - 1].usable)
        n--;
    return kernel[n - 1];
}

/* SPDX-License-Identifier: MIT */
/* hash_mix() of eight words at once, where vectors have products of 64 bits;
 * of four where they have none, and three of 32 bits make one. */
#ifndef CRIB_CORE_HASH_LANES_H
#define CRIB_CORE_HASH_LANES_H

#include "core/cpu.h"

#if defined CPU_X86
#include <immintrin.h>

__attribute__((CPU_AVX512)) static inline __m512i hash_mix_lanes(__m512i x)
{
    x = _mm512_xor_si512(x, _mm512_srli_epi64(x, 30));
    x = _mm512_mullo_epi64(x, _mm512_set1_epi64((long long)0xBF58476D1CE4E5B9u));
    x = _mm512_xor_si512(x, _mm512_srli_epi64(x, 27));
    x = _mm512_mullo_epi64(x, _mm512_set1_epi64((long long)0x94D049BB133111EBu));
    return _mm512_xor_si512(x, _mm512_srli_epi64(x, 31));
}

__attribute__((CPU_AVX2)) static inline __m256i hash_times_lanes(__m256i x, uint64_t by)
{
    __m256i low = _mm256_set1_epi64x((long long)by), high = _mm256_set1_epi64x((long long)(by >> 32));
    __m256i cross = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(x, 32), low), _mm256_mul_epu32(x, high));
    return _mm256_add_epi64(_mm256_mul_epu32(x, low), _mm256_slli_epi64(cross, 32));
}

__attribute__((CPU_AVX2)) static inline __m256i hash_mix_four(__m256i x)
{
    x = hash_times_lanes(_mm256_xor_si256(x, _mm256_srli_epi64(x, 30)), 0xBF58476D1CE4E5B9u);
    x = hash_times_lanes(_mm256_xor_si256(x, _mm256_srli_epi64(x, 27)), 0x94D049BB133111EBu);
    return _mm256_xor_si256(x, _mm256_srli_epi64(x, 31));
}
#endif

#endif

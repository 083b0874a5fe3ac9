/* SPDX-License-Identifier: MIT */
/* hash_mix() of eight words at once, where vectors have products of 64 bits. */
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
#endif

#endif

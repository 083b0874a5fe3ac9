/* SPDX-License-Identifier: MIT */
/* One character after the other; or, where there are vectors of 64 bytes and
 * masks (AVX-512), sixteen at once: their code points are put together in
 * sixteen lanes, the table's entries looked up, and the lanes that are units
 * packed to the front. Where the next comma comes no processor predicts: so
 * what is dropped is no branch in either. */
#include "core/base.h"

#include "text/fold_plain.h"

#include "core/cpu.h"

static_assert(FOLD_DROP == 0 && FOLD_CHAR == 1, "one comparison tells both from all others");

/* Not overlong, no surrogate. */
static bool is_of_three_bytes(uint32_t point) { return point >= 0x800 && point - 0xD800 >= 0x800; }

size_t fold_plain_one_by_one(const char *text, size_t at, size_t end, struct units *out, size_t *open)
{
    uint32_t *code = out->code + out->n, *exact = out->exact + out->n, *from = out->beg + out->n, *to = out->end + out->n;
    uint32_t n = 0, plain = 0;
    for (; end - at >= 3; at += 3, n += plain) {
        uint32_t a = (unsigned char)text[at], b = (unsigned char)text[at + 1], c = (unsigned char)text[at + 2];
        uint32_t point = (a & 0x0F) << 12 | (b & 0x3F) << 6 | (c & 0x3F);
        if ((a & 0xF0) != 0xE0 || ((b ^ 0x80) | (c ^ 0x80)) & 0xC0 || !is_of_three_bytes(point))
            break;
        uint32_t e = fold_entry_of(point);
        if ((e & 0xFF) > FOLD_CHAR)
            break;
        plain = fold_is_plain(e);
        code[n] = exact[n] = fold_entry_to(point, e);
        from[n] = (uint32_t)at;
        to[n] = (uint32_t)at + 3;
    }
    memset(out->kind + out->n, UNIT_CHAR, n);
    out->n += n;
    *open = plain ? at : *open;
    return at;
}

#if defined CPU_X86
#include <immintrin.h>

/* Sixteen characters' bytes to sixteen lanes: dwords to the quarters they
 * belong to, then three bytes to each lane. */
__attribute__((CPU_AVX512)) static inline __m512i spread(const char *at)
{
    const __m512i quarter = _mm512_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11);
    const __m512i three = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
    return _mm512_shuffle_epi8(_mm512_permutexvar_epi32(quarter, _mm512_loadu_si512(at)), three);
}

/* The code points; *valid: which are well-formed, of three bytes. */
__attribute__((CPU_AVX512)) static inline __m512i points_of(__m512i bytes, __mmask16 *valid)
{
    __m512i marks = _mm512_and_si512(bytes, _mm512_set1_epi32(0xC0C0F0));
    __m512i a = _mm512_slli_epi32(_mm512_and_si512(bytes, _mm512_set1_epi32(0x0F)), 12);
    __m512i b = _mm512_and_si512(_mm512_srli_epi32(bytes, 2), _mm512_set1_epi32(0x3F << 6));
    __m512i c = _mm512_and_si512(_mm512_srli_epi32(bytes, 16), _mm512_set1_epi32(0x3F));
    __m512i point = _mm512_or_si512(_mm512_or_si512(a, b), c);
    const __m512i least = _mm512_set1_epi32(0x800);
    *valid = _mm512_cmpeq_epi32_mask(marks, _mm512_set1_epi32(0x8080E0)) & _mm512_cmpge_epu32_mask(point, least) &
             _mm512_cmpge_epu32_mask(_mm512_sub_epi32(point, _mm512_set1_epi32(0xD800)), least);
    return point;
}

/* Code points to their entries, one by one: gathering them takes longer. Not
 * compiled for AVX-512, lest the compiler gather. */
static __attribute__((noinline)) void look_up(uint32_t point[16])
{
    for (int i = 0; i < 16; i++)
        point[i] = fold_entry_of(point[i]);
}

/* The table's entries of the valid ones; of the others 0xFF, which is no kind. */
__attribute__((CPU_AVX512)) static inline __m512i entries_of(__m512i point, __mmask16 valid)
{
    uint32_t lane[16];
    _mm512_storeu_si512(lane, _mm512_maskz_mov_epi32(valid, point));
    look_up(lane);
    return _mm512_mask_loadu_epi32(_mm512_set1_epi32(0xFF), valid, lane);
}

__attribute__((CPU_AVX512)) static size_t plain_avx512(const char *text, size_t at, size_t end, struct units *out,
                                                       size_t *open)
{
    enum { LANES = 16 };
    const __m512i ramp = _mm512_setr_epi32(0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45);
    uint32_t n = out->n, take = LANES;
    for (; end - at >= sizeof ramp && take == LANES; at += 3 * take) {
        __mmask16 valid;
        __m512i point = points_of(spread(text + at), &valid), e = entries_of(point, valid);
        __m512i kind = _mm512_and_si512(e, _mm512_set1_epi32(0xFF));
        uint32_t plain = _mm512_cmpeq_epi32_mask(kind, _mm512_set1_epi32(FOLD_CHAR));
        uint32_t other = ~(plain | _mm512_cmpeq_epi32_mask(kind, _mm512_set1_epi32(FOLD_DROP))) & 0xFFFF;
        take = other ? (uint32_t)__builtin_ctz(other) : LANES;
        plain &= (1u << take) - 1;
        __mmask16 keep = (__mmask16)plain;
        __m512i to = _mm512_and_si512(_mm512_add_epi32(point, _mm512_srli_epi32(e, FOLD_SHIFT)), _mm512_set1_epi32(0xFFFFFF));
        __m512i code = _mm512_maskz_compress_epi32(keep, to);
        __m512i from = _mm512_maskz_compress_epi32(keep, _mm512_add_epi32(ramp, _mm512_set1_epi32((int)at)));
        _mm512_storeu_si512(out->code + n, code);
        _mm512_storeu_si512(out->exact + n, code);
        _mm512_storeu_si512(out->beg + n, from);
        _mm512_storeu_si512(out->end + n, _mm512_add_epi32(from, _mm512_set1_epi32(3)));
        n += (uint32_t)__builtin_popcount(plain);
        if (take > 0)
            *open = plain >> (take - 1) & 1 ? at + 3 * take : SIZE_MAX;
    }
    memset(out->kind + out->n, UNIT_CHAR, n - out->n);
    out->n = n;
    return take < LANES ? at : fold_plain_one_by_one(text, at, end, out, open);
}
#endif

fold_plain_fn *fold_plain_best(void)
{
#if defined CPU_X86
    if (cpu_has_avx512())
        return plain_avx512;
#endif
    return fold_plain_one_by_one;
}

/* SPDX-License-Identifier: MIT */
/* One character after the other; or, where there are vectors of 64 bytes and
 * masks (AVX-512), sixteen at once: their code points are put together in
 * sixteen lanes, looked up one by one, and the lanes that are units packed to
 * the front. Where the next comma comes no processor predicts: so what is
 * dropped is no branch in either. */
#include "core/base.h"

#include "text/fold_plain.h"

#include <pthread.h>

#include "core/cpu.h"

static uint16_t flat_table[0x10000];
static pthread_once_t flat_once = PTHREAD_ONCE_INIT;

static void make_flat(void)
{
    for (uint32_t c = 0x800; c < COUNT_OF(flat_table); c++) {
        uint32_t e = fold_entry_of(c), to = fold_entry_to(c, e);
        bool surrogate = c - 0xD800 < 0x800;
        if (fold_is_dropped(e) && !surrogate)
            flat_table[c] = FOLD_FLAT_DROPPED;
        else if (fold_is_plain(e) && !surrogate && to > FOLD_FLAT_DROPPED && to < COUNT_OF(flat_table))
            flat_table[c] = (uint16_t)to;
    }
}

const uint16_t *fold_flat(void)
{
    pthread_once(&flat_once, make_flat);
    return flat_table;
}

/* Four bytes, the first three of them a character's. */
static inline uint32_t four_bytes(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline bool is_of_three_bytes(uint32_t b) { return (b & 0xC0C0F0) == 0x8080E0; }
static inline uint32_t point_of(uint32_t b) { return (b & 0x0F) << 12 | (b >> 2 & 0xFC0) | (b >> 16 & 0x3F); }

/* A document's text was read long before it is folded, and is short: the
 * processor has hardly begun to read ahead by itself when it ends. */
static inline void read_ahead(const char *text, size_t at)
{
    enum { AHEAD = 512 };
    __builtin_prefetch((const void *)((uintptr_t)text + at + AHEAD)); /* an address of any kind may be asked for */
}

/* The last character, whose three bytes end where the text does. */
static uint32_t last_three(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

size_t fold_plain_one_by_one(const uint16_t *flat, const char *text, size_t at, size_t end, struct units *out,
                             size_t *open)
{
    uint32_t *code = out->code + out->n, *exact = out->exact + out->n, *from = out->beg + out->n,
             *to = out->end + out->n;
    uint32_t n = 0, plain = 0;
    for (; end - at >= 3; at += 3, n += plain) {
        read_ahead(text, at);
        uint32_t bytes = end - at > 3 ? four_bytes(text + at) : last_three(text + at);
        uint32_t folded = is_of_three_bytes(bytes) ? flat[point_of(bytes)] : FOLD_FLAT_OTHER;
        if (folded == FOLD_FLAT_OTHER)
            break;
        plain = folded != FOLD_FLAT_DROPPED;
        code[n] = exact[n] = folded;
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

enum { LANES = 16, BLOCK = 3 * LANES };

/* Of a block's bytes those that are not what a character of three bytes has
 * there: a bit each. So it is known where the run ends before its first
 * character is looked up, and the processor goes on from there. */
__attribute__((CPU_AVX512)) static inline uint64_t out_of_shape(__m512i bytes)
{
    const uint64_t first = UINT64_C(0x249249249249), behind = first << 1 | first << 2;
    uint64_t lead = _mm512_cmpeq_epi8_mask(_mm512_and_si512(bytes, _mm512_set1_epi8((char)0xF0)),
                                           _mm512_set1_epi8((char)0xE0));
    uint64_t trail = _mm512_cmpeq_epi8_mask(_mm512_and_si512(bytes, _mm512_set1_epi8((char)0xC0)),
                                            _mm512_set1_epi8((char)0x80));
    return (~lead & first) | (~trail & behind);
}

/* Sixteen characters' code points: dwords to the quarters they belong to, then
 * three bytes to each lane; anything below 2^16 in lanes that hold no such
 * character. */
__attribute__((CPU_AVX512)) static inline __m512i points_of(__m512i bytes)
{
    const __m512i quarter = _mm512_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11);
    const __m512i three = _mm512_broadcast_i32x4(_mm_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1));
    __m512i lane = _mm512_shuffle_epi8(_mm512_permutexvar_epi32(quarter, bytes), three); /* first byte highest */
    __m512i a = _mm512_and_si512(_mm512_srli_epi32(lane, 4), _mm512_set1_epi32(0xF000));
    __m512i b = _mm512_and_si512(_mm512_srli_epi32(lane, 2), _mm512_set1_epi32(0x0FC0));
    __m512i c = _mm512_and_si512(lane, _mm512_set1_epi32(0x003F));
    return _mm512_or_si512(_mm512_or_si512(a, b), c);
}

/* Eight entries, put in one by one: gathering them takes longer. */
__attribute__((CPU_AVX512)) static inline __m128i eight_of(const uint16_t *flat, const uint32_t *point)
{
    __m128i v = _mm_cvtsi32_si128(flat[point[0]]);
    v = _mm_insert_epi16(v, flat[point[1]], 1);
    v = _mm_insert_epi16(v, flat[point[2]], 2);
    v = _mm_insert_epi16(v, flat[point[3]], 3);
    v = _mm_insert_epi16(v, flat[point[4]], 4);
    v = _mm_insert_epi16(v, flat[point[5]], 5);
    v = _mm_insert_epi16(v, flat[point[6]], 6);
    return _mm_insert_epi16(v, flat[point[7]], 7);
}

__attribute__((CPU_AVX512)) static inline __m512i folded_of(const uint16_t *flat, __m512i point)
{
    uint32_t lane[16];
    _mm512_storeu_si512(lane, point);
    __asm__("" : "+m"(lane)); /* from vector to register, memory is the shorter way */
    return _mm512_cvtepu16_epi32(_mm256_set_m128i(eight_of(flat, lane + 8), eight_of(flat, lane)));
}

/* A row's arrays where the next unit goes. */
struct pen { uint32_t *code, *exact, *beg, *end; };

/* The first n characters of a block, those that are units, to *pen; returns
 * how many there are before the first that is neither unit nor dropped. *plain:
 * which are units. */
__attribute__((CPU_AVX512)) static inline uint32_t write_block(const uint16_t *flat, __m512i bytes, size_t at,
                                                               uint32_t n, struct pen *pen, uint32_t *plain)
{
    const __m512i ramp = _mm512_setr_epi32(0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45);
    __m512i folded = folded_of(flat, points_of(bytes));
    uint32_t other = _mm512_cmpeq_epi32_mask(folded, _mm512_set1_epi32(FOLD_FLAT_OTHER)) & ((1u << n) - 1);
    if (__builtin_expect(other, 0))
        n = (uint32_t)__builtin_ctz(other);
    *plain = _mm512_cmpgt_epu32_mask(folded, _mm512_set1_epi32(FOLD_FLAT_DROPPED)) & ((1u << n) - 1);
    __m512i to = _mm512_maskz_compress_epi32((__mmask16)*plain, folded);
    __m512i from = _mm512_maskz_compress_epi32((__mmask16)*plain, _mm512_add_epi32(ramp, _mm512_set1_epi32((int)at)));
    _mm512_storeu_si512(pen->code, to);
    _mm512_storeu_si512(pen->exact, to);
    _mm512_storeu_si512(pen->beg, from);
    _mm512_storeu_si512(pen->end, _mm512_add_epi32(from, _mm512_set1_epi32(3)));
    uint32_t n_plain = (uint32_t)__builtin_popcount(*plain);
    pen->code += n_plain, pen->exact += n_plain, pen->beg += n_plain, pen->end += n_plain;
    return n;
}

__attribute__((CPU_AVX512)) static size_t plain_avx512(const uint16_t *flat, const char *text, size_t at, size_t end,
                                                       struct units *out, size_t *open)
{
    struct pen pen = { out->code + out->n, out->exact + out->n, out->beg + out->n, out->end + out->n };
    const uint32_t *first = pen.code;
    uint32_t plain = 0, take = LANES, shaped = LANES, last = 0; /* last: the last character is a unit */
    while (end - at >= 3 && shaped == LANES && take == LANES) {
        read_ahead(text, at);
        __mmask64 there = end - at < 64 ? (UINT64_C(1) << (end - at)) - 1 : UINT64_MAX;
        __m512i bytes = _mm512_maskz_loadu_epi8(there, text + at);
        uint64_t bad = out_of_shape(bytes);
        if (bad) { /* the last block; a whole one's place must not wait for this */
            shaped = (uint32_t)__builtin_ctzll(bad) / 3;
            if (shaped == 0)
                break;
            take = write_block(flat, bytes, at, shaped, &pen, &plain);
            at += 3 * take;
        } else {
            take = write_block(flat, bytes, at, LANES, &pen, &plain);
            at += take == LANES ? BLOCK : 3 * take;
        }
        last = take ? plain >> (take - 1) & 1 : last;
    }
    uint32_t n = (uint32_t)(pen.code - first);
    memset(out->kind + out->n, UNIT_CHAR, n);
    out->n += n;
    *open = last ? at : *open;
    return at;
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

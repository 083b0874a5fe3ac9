/* SPDX-License-Identifier: MIT */
/* Four characters at once in two words, as far as plain C goes; or, where there
 * are vectors of 64 bytes and masks (AVX-512), sixteen, looked up one by one:
 * the lanes that are units are packed to the front. Where the next comma comes
 * no processor predicts: so what is dropped is no branch in either. */
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

/* A document's text was read long before it is folded, and is short: the
 * processor has hardly begun to read ahead by itself when it ends. */
static inline void read_ahead(const char *text, size_t at)
{
    enum { AHEAD = 512 };
    __builtin_prefetch((const void *)((uintptr_t)text + at + AHEAD)); /* an address of any kind may be asked for */
}

/* A row's arrays, and where the next unit goes. */
struct pen {
    uint32_t *code, *exact, *beg, *end;
    uint8_t *kind;
    size_t n;
    uint32_t last; /* character of put(), folded */
};

static inline struct pen pen_of(const struct units *out)
{
    return (struct pen){ out->code, out->exact, out->beg, out->end, out->kind, out->n, FOLD_FLAT_DROPPED };
}

/* The run ends at `at`, with a unit or with something dropped; no branch, for
 * whether it is a comma nobody predicts. */
static inline size_t lay_down(const struct pen *pen, size_t at, bool unit, struct units *out, size_t *open)
{
    out->n = (uint32_t)pen->n;
    *open ^= (*open ^ at) & -(size_t)unit;
    return at;
}

/* What is dropped is written as well, and written over. Half of the arrays,
 * for finish() makes the rest of them. */
static inline void put(struct pen *pen, uint32_t folded, size_t at)
{
    pen->code[pen->n] = folded;
    pen->beg[pen->n] = (uint32_t)at;
    pen->last = folded;
    pen->n += folded > FOLD_FLAT_DROPPED;
}

/* Eight ends, so that compilers make vectors of them. */
enum { ENDS = 8 };
static inline void put_ends(uint32_t *restrict end, const uint32_t *restrict beg)
{
    for (int i = 0; i < ENDS; i++)
        end[i] = beg[i] + 3;
}

/* The other arrays of the units from `first` on, and something behind them. */
static inline void finish(const struct pen *pen, size_t first)
{
    for (size_t n = first; n < pen->n; n += ENDS) {
        memcpy(pen->exact + n, pen->code + n, ENDS * sizeof *pen->exact);
        put_ends(pen->end + n, pen->beg + n);
        memset(pen->kind + n, UNIT_CHAR, ENDS);
    }
}

/* The first in the lowest bits. Read as one number, for clang would put together
 * byte by byte those that are looked at. */
static inline uint64_t eight_bytes(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(bytes) : bytes;
}

static inline uint32_t three_bytes(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

/* Of one character of three bytes, or of two, one 24 bits above the other. */
#define TWO(bits) (UINT64_C(bits) | UINT64_C(bits) << 24)
static inline bool is_of_three_bytes(uint32_t b) { return (b & 0xC0C0F0) == 0x8080E0; }
static inline bool are_of_three_bytes(uint64_t b) { return (b & TWO(0xC0C0F0)) == TWO(0x8080E0); }
static inline uint64_t points_of_two(uint64_t b)
{
    return (b & TWO(0x0F)) << 12 | (b >> 2 & TWO(0xFC0)) | (b >> 16 & TWO(0x3F));
}

/* Four characters from `at` on, if they are such as go on; false, and nothing
 * taken, if one is not. */
static inline bool put_four(struct pen *pen, const uint16_t *flat, const char *text, size_t at)
{
    uint64_t two = eight_bytes(text + at), more = eight_bytes(text + at + 4) >> 16;
    if (!are_of_three_bytes(two) || !are_of_three_bytes(more))
        return false;
    two = points_of_two(two);
    more = points_of_two(more);
    uint32_t a = flat[(uint16_t)two], b = flat[two >> 24], c = flat[(uint16_t)more], d = flat[more >> 24];
    if (a == FOLD_FLAT_OTHER || b == FOLD_FLAT_OTHER || c == FOLD_FLAT_OTHER || d == FOLD_FLAT_OTHER)
        return false;
    put(pen, a, at);
    put(pen, b, at + 3);
    put(pen, c, at + 6);
    put(pen, d, at + 9);
    return true;
}

size_t fold_plain_by_four(const uint16_t *flat, const char *text, size_t at, size_t end, struct units *out,
                          size_t *open)
{
    struct pen pen = pen_of(out);
    for (; end - at >= 12 && put_four(&pen, flat, text, at); at += 12)
        read_ahead(text, at);
    for (; end - at >= 3; at += 3) {
        uint32_t bytes = three_bytes(text + at);
        uint32_t folded = is_of_three_bytes(bytes) ? flat[(uint16_t)points_of_two(bytes)] : FOLD_FLAT_OTHER;
        if (folded == FOLD_FLAT_OTHER)
            break;
        put(&pen, folded, at);
    }
    finish(&pen, out->n);
    return lay_down(&pen, at, pen.last > FOLD_FLAT_DROPPED, out, open);
}

#if defined CPU_X86
#include <immintrin.h>

enum { LANES = 16, BLOCK = 3 * LANES, READ = BLOCK + 2 }; /* two bytes more are read, and not looked at */

#define FOUR(a, b, c) a, b, c, a, b, c, a, b, c, a, b, c
#define SIXTEEN(a, b, c) { FOUR(a, b, c), FOUR(a, b, c), FOUR(a, b, c), FOUR(a, b, c) }
static const _Alignas(64) uint8_t shape_mask[64] = SIXTEEN(0xF0, 0xC0, 0xC0), shape[64] = SIXTEEN(0xE0, 0x80, 0x80);

/* What stays the same from block to block, kept in registers: gcc would make
 * some of it anew in every block if it knew what is in them. */
struct fixed {
    __m512i shape_mask, shape; /* which bits of a byte tell its place in a character, and what they are */
    __m512i ramp;              /* where the characters begin, in the upper halves */
    __m512i low_half, size;
};

__attribute__((CPU_AVX512)) static inline struct fixed fix(void)
{
    struct fixed f = {
        _mm512_load_si512(shape_mask),
        _mm512_load_si512(shape),
        _mm512_slli_epi32(_mm512_setr_epi32(0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45), 16),
        _mm512_set1_epi32(0xFFFF),
        _mm512_set1_epi32(3),
    };
    __asm__("" : "+v"(f.low_half), "+v"(f.size));
    return f;
}

/* Of a block's bytes those that are not what a character of three bytes has
 * there: a bit each. So it is known where the run ends before its first
 * character is looked up, and the processor goes on from there. */
__attribute__((CPU_AVX512)) static inline uint64_t out_of_shape(const struct fixed *f, __m512i bytes)
{
    return _mm512_cmpneq_epu8_mask(_mm512_and_si512(bytes, f->shape_mask), f->shape);
}

/* The code points of two characters of three bytes, the first in the upper
 * half: their bits are drawn together out of eight bytes, in one step on every
 * processor with AVX-512. Anything, where no such characters stand. */
__attribute__((CPU_AVX512)) static inline uint64_t two_points(const char *at)
{
    return _pext_u64(__builtin_bswap64(eight_bytes(at)), 0x0F3F3F0F3F3F0000);
}

/* The entries of eight characters, put in one by one: gathering them takes
 * longer, and so does making the points in vectors, from which they come out
 * late. */
__attribute__((CPU_AVX512)) static inline __m128i eight_of(const uint16_t *flat, const char *at)
{
    uint64_t a = two_points(at), b = two_points(at + 6), c = two_points(at + 12), d = two_points(at + 18);
    __m128i v = _mm_insert_epi16(_mm_setzero_si128(), flat[a >> 16], 0);
    v = _mm_insert_epi16(v, flat[(uint16_t)a], 1);
    v = _mm_insert_epi16(v, flat[b >> 16], 2);
    v = _mm_insert_epi16(v, flat[(uint16_t)b], 3);
    v = _mm_insert_epi16(v, flat[c >> 16], 4);
    v = _mm_insert_epi16(v, flat[(uint16_t)c], 5);
    v = _mm_insert_epi16(v, flat[d >> 16], 6);
    return _mm_insert_epi16(v, flat[(uint16_t)d], 7);
}

/* The first n characters of a block, those that are units, to *pen; returns
 * how many there are before the first that is neither unit nor dropped. *plain:
 * which are units. */
__attribute__((CPU_AVX512)) static inline uint32_t write_block(const struct fixed *f, const uint16_t *flat,
                                                               const char *block, size_t at, uint32_t n,
                                                               struct pen *pen, uint32_t *plain)
{
    __m256i folded = _mm256_set_m128i(eight_of(flat, block + BLOCK / 2), eight_of(flat, block));
    uint32_t other = _mm256_testn_epi16_mask(folded, folded) & ((1u << n) - 1);
    if (__builtin_expect(other, 0))
        n = (uint32_t)__builtin_ctz(other);
    *plain = _mm256_cmpgt_epu16_mask(folded, _mm256_set1_epi16(FOLD_FLAT_DROPPED)) & ((1u << n) - 1);
    __m512i both = _mm512_or_si512(_mm512_cvtepu16_epi32(folded), f->ramp); /* and the place */
    both = _mm512_maskz_compress_epi32((__mmask16)*plain, both);
    __m512i to = _mm512_and_si512(both, f->low_half);
    __m512i from = _mm512_add_epi32(_mm512_srli_epi32(both, 16), _mm512_set1_epi32((int)at));
    _mm512_storeu_si512(pen->code + pen->n, to);
    _mm512_storeu_si512(pen->exact + pen->n, to);
    _mm512_storeu_si512(pen->beg + pen->n, from);
    _mm512_storeu_si512(pen->end + pen->n, _mm512_add_epi32(from, f->size));
    _mm_storeu_si128((void *)(pen->kind + pen->n), _mm_set1_epi8(UNIT_CHAR));
    pen->n += (uint32_t)__builtin_popcount(*plain);
    return n;
}

__attribute__((CPU_AVX512)) static size_t plain_avx512(const uint16_t *flat, const char *text, size_t at, size_t end,
                                                       struct units *out, size_t *open)
{
    const struct fixed f = fix();
    struct pen pen = pen_of(out);
    uint32_t plain = 0, take = LANES, shaped = LANES, last = 0; /* last: the last character is a unit */
    while (end - at >= 3 && shaped == LANES && take == LANES) {
        read_ahead(text, at);
        __mmask64 there = end - at < 64 ? (UINT64_C(1) << (end - at)) - 1 : UINT64_MAX;
        __m512i bytes = _mm512_maskz_loadu_epi8(there, text + at);
        uint64_t bad = out_of_shape(&f, bytes);
        if (bad || end - at < READ) { /* the last block; a whole one's place must not wait for this */
            char copy[64];
            _mm512_storeu_si512(copy, bytes);
            shaped = bad ? (uint32_t)__builtin_ctzll(bad) / 3 : LANES;
            if (shaped == 0)
                break;
            take = write_block(&f, flat, end - at < READ ? copy : text + at, at, shaped, &pen, &plain);
            at += 3 * take;
        } else {
            take = write_block(&f, flat, text + at, at, LANES, &pen, &plain);
            at += take == LANES ? BLOCK : 3 * take;
        }
        last = take ? plain >> (take - 1) & 1 : last;
    }
    return lay_down(&pen, at, last, out, open);
}
#endif

fold_plain_fn *fold_plain_best(void)
{
#if defined CPU_X86
    if (cpu_has_avx512())
        return plain_avx512;
#endif
    return fold_plain_by_four;
}

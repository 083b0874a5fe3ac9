/* SPDX-License-Identifier: MIT */
/* Most lines hold nothing but ASCII, kana, Han and full-width marks. Of these
 * the first byte tells the width, but for two cases in which the next ones do,
 * and three bytes in a row tell the marks: with vectors (AVX2) 32 bytes are
 * looked at alike, together with the two behind each. Whatever else begins
 * there is looked at by itself.
 *
 * A date (dates.c) needs 年 or 년, or else a year of four figures and either a
 * month's name or two signs between figures: without these there is none. */
#include "segment/linescan.h"

#include "core/cpu.h"
#include "segment/linechars.h"

static bool is_stop(uint32_t cp, char next)
{
    return cp == 0x3002 || cp == 0xFF1B || cp == 0xFF01 || cp == 0xFF1F || cp == 0x0964 ||
           ((cp == ';' || cp == '!' || cp == '?') && next == ' ');
}

static bool is_sign(char c) { return c == '-' || c == '.' || c == '/'; }

enum { YEAR_DIGITS = 4 };

/* What was seen so far; digits and letters are ASCII's. */
struct seen {
    uint32_t width, signs; /* signs right behind a digit */
    uint32_t run;          /* digits before what comes next */
    bool stops, year, letter;
    bool east;             /* 年, 년 or another script's digit */
};

/* The character that begins at s[i], added to *out but for the run of digits;
 * returns where it ends. */
static size_t scan_one(const char *s, size_t n, size_t i, struct seen *out)
{
    uint32_t cp = utf8_next(s, n, &i);
    bool digit = cp < 0x80 && char_digit(cp) >= 0;
    out->width += cp >= 0x80 && char_is_wide(cp) ? 2 : 1;
    out->stops |= i < n && is_stop(cp, s[i]);
    out->east |= cp == 0x5E74 || cp == 0xB144 || (cp >= 0x80 && char_digit(cp) >= 0);
    out->letter |= char_is_latin(cp);
    out->signs += digit && i < n && is_sign(s[i]);
    return i;
}

static struct linescan told(const struct seen *s)
{
    return (struct linescan){ s->width, s->stops, s->east || (s->year && (s->letter || s->signs >= 2)) };
}

struct linescan linescan_plain(const char *s, size_t n)
{
    struct seen out = { 0 };
    for (size_t i = 0; i < n;) {
        out.run = char_digit((unsigned char)s[i]) >= 0 ? out.run + 1 : 0;
        out.year |= out.run >= YEAR_DIGITS;
        i = scan_one(s, n, i, &out);
    }
    return told(&out);
}

#if defined CPU_X86
#include <immintrin.h>

enum { BLOCK = 32 };

#define AVX2 __attribute__((CPU_AVX2)) static inline
#define IS(x, byte) _mm256_cmpeq_epi8((x), _mm256_set1_epi8((char)(byte)))
#define AND _mm256_and_si256
#define OR _mm256_or_si256

AVX2 __m256i within(__m256i x, int from, int to)
{
    __m256i above = _mm256_sub_epi8(x, _mm256_set1_epi8((char)from));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(above, _mm256_set1_epi8((char)(to - from))), above);
}

AVX2 uint32_t bits(__m256i x) { return (uint32_t)_mm256_movemask_epi8(x); }

/* A block's bytes, those behind each, and those behind these. */
struct block { __m256i a, b, c, full; /* U+FF00 to FF3F begins there */ };

static inline uint32_t below(size_t n) { return n < BLOCK ? (1u << n) - 1 : UINT32_MAX; }

/* 。；！？ with something behind it, `rest` bytes being left, or an ASCII one
 * and a space. */
AVX2 bool has_stop(const struct block *x, size_t rest)
{
    __m256i ascii = OR(OR(IS(x->a, ';'), IS(x->a, '!')), IS(x->a, '?'));
    __m256i wide = AND(x->full, OR(OR(IS(x->c, 0x81), IS(x->c, 0x9B)), IS(x->c, 0x9F)));
    __m256i full_stop = AND(AND(IS(x->a, 0xE3), IS(x->b, 0x80)), IS(x->c, 0x82));
    return (bits(OR(full_stop, wide)) & below(rest > 3 ? rest - 3 : 0)) | bits(AND(ascii, IS(x->b, ' ')));
}

/* What a date is made of. */
AVX2 void look_for_dates(const struct block *x, struct seen *out)
{
    __m256i sign = OR(OR(IS(x->b, '-'), IS(x->b, '.')), IS(x->b, '/')), digit = within(x->a, '0', '9');
    __m256i year = AND(AND(IS(x->a, 0xE5), IS(x->b, 0xB9)), IS(x->c, 0xB4));
    uint64_t runs = (uint64_t)bits(digit) << YEAR_DIGITS | ((1u << out->run) - 1) << (YEAR_DIGITS - out->run);
    out->east |= bits(OR(year, AND(x->full, within(x->c, 0x90, 0x99)))) != 0;
    out->year |= (runs & runs >> 1 & runs >> 2 & runs >> 3) != 0;
    out->run = min_u32(YEAR_DIGITS, (uint32_t)__builtin_clzll(~(runs << (64 - BLOCK - YEAR_DIGITS))));
    out->letter |= bits(within(OR(x->a, _mm256_set1_epi8(0x20)), 'a', 'z')) != 0;
    out->signs += (uint32_t)__builtin_popcount(bits(AND(digit, sign)));
}

/* Characters that begin in the block s[at, n), which p[0] and the 33 bytes
 * behind it hold as far as it goes, and else zeros. */
AVX2 void scan_block(const char *p, const char *s, size_t n, size_t at, struct seen *out)
{
    struct block x = { .a = _mm256_loadu_si256((const void *)p),
                       .b = _mm256_loadu_si256((const void *)(p + 1)),
                       .c = _mm256_loadu_si256((const void *)(p + 2)) };
    uint32_t high = bits(x.a), odd = 0, wide = 0;
    uint32_t begins = bits(_mm256_cmpgt_epi8(x.a, _mm256_set1_epi8((char)0xBF))) & below(n - at);
    x.full = AND(IS(x.a, 0xEF), IS(x.b, 0xBC));
    if (high) {
        uint32_t hexagram = bits(AND(IS(x.a, 0xE4), IS(x.b, 0xB7))), none = bits(AND(x.full, IS(x.c, 0x80)));
        wide = bits(OR(within(x.a, 0xE3, 0xE9), x.full)) & ~(hexagram | none);
        odd = begins & high & ~wide;
    }
    out->width += (uint32_t)__builtin_popcount(begins & ~odd) + (uint32_t)__builtin_popcount(wide);
    if (!out->stops)
        out->stops = has_stop(&x, n - at);
    if (!out->east)
        look_for_dates(&x, out);
    for (; odd; odd &= odd - 1)
        scan_one(s, n, at + (size_t)__builtin_ctz(odd), out);
}

__attribute__((CPU_AVX2)) static struct linescan scan_avx2(const char *s, size_t n)
{
    struct seen out = { 0 };
    size_t i = 0;
    for (; n - i >= BLOCK + 2; i += BLOCK)
        scan_block(s + i, s, n, i, &out);
    char tail[2 * BLOCK + 2] = { 0 };
    memcpy(tail, s + i, n - i);
    for (const char *p = tail; i < n; i += BLOCK, p += BLOCK)
        scan_block(p, s, n, i, &out);
    return told(&out);
}
#endif

struct linescan linescan(const char *s, size_t n)
{
#if defined CPU_X86
    if (cpu_has_avx2())
        return scan_avx2(s, n);
#endif
    return linescan_plain(s, n);
}

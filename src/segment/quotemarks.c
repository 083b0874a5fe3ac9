/* SPDX-License-Identifier: MIT */
/* Few lines hold a quotation mark, but full-width commas and full stops begin
 * with the same byte as some do: so three bytes in a row are looked at, with
 * vectors (AVX2) those of 32 places at once. */
#include "segment/quotemarks.h"

#include "core/cpu.h"
#include "core/utf8.h"

/* The first byte of a mark; no byte inside a character looks like one. */
static bool may_begin(unsigned char byte)
{
    return byte == '"' || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF;
}

static bool is_mark(uint32_t cp)
{
    return cp == '"' || cp == 0xAB || cp == 0xBB || (cp >= 0x2018 && cp <= 0x203A) || (cp >= 0x300C && cp <= 0x301F) ||
           cp == 0xFF02;
}

size_t quotemark_next_plain(const char *text, size_t at, size_t end)
{
    while (at < end) {
        size_t next = at + 1;
        if (may_begin((unsigned char)text[at])) {
            next = at;
            if (is_mark(utf8_next(text, end, &next)))
                return at;
        }
        at = next;
    }
    return end;
}

#if defined CPU_X86
#include <immintrin.h>

enum { BLOCK = 32, BEHIND = 2 };

__attribute__((CPU_AVX2)) static inline __m256i is(__m256i x, int byte)
{
    return _mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)byte));
}

/* Passes what is no mark by its first three bytes, until few bytes are left. */
__attribute__((CPU_AVX2)) static size_t pass_blocks(const char *text, size_t at, size_t end)
{
    const __m256i below_corner = _mm256_set1_epi8((char)0x8B); /* third byte of U+300B */
    for (; end - at >= BLOCK + BEHIND; at += BLOCK) {
        __m256i a = _mm256_loadu_si256((const void *)(text + at)), b = _mm256_loadu_si256((const void *)(text + at + 1)),
                c = _mm256_loadu_si256((const void *)(text + at + 2));
        __m256i east = _mm256_and_si256(_mm256_and_si256(is(a, 0xE3), is(b, 0x80)), _mm256_cmpgt_epi8(c, below_corner));
        __m256i full = _mm256_and_si256(_mm256_and_si256(is(a, 0xEF), is(b, 0xBC)), is(c, 0x82));
        __m256i west = _mm256_or_si256(_mm256_and_si256(is(a, 0xE2), is(b, 0x80)), is(a, 0xC2));
        __m256i mark = _mm256_or_si256(_mm256_or_si256(west, is(a, '"')), _mm256_or_si256(east, full));
        uint32_t bits = (uint32_t)_mm256_movemask_epi8(mark);
        if (bits)
            return at + (size_t)__builtin_ctz(bits);
    }
    return at;
}

/* Behind the rest of a character that began before `at`. */
static size_t to_beginning(const char *text, size_t at, size_t end)
{
    while (at < end && ((unsigned char)text[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static size_t next_avx2(const char *text, size_t at, size_t end)
{
    while (end - at >= BLOCK + BEHIND) {
        at = to_beginning(text, pass_blocks(text, at, end), end);
        size_t next = at;
        if (at == end || is_mark(utf8_next(text, end, &next)))
            return at;
        at = next;
    }
    return quotemark_next_plain(text, at, end);
}
#endif

size_t quotemark_next(const char *text, size_t at, size_t end)
{
#if defined CPU_X86
    if (cpu_has_avx2())
        return next_avx2(text, at, end);
#endif
    return quotemark_next_plain(text, at, end);
}

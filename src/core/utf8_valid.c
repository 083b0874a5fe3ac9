/* SPDX-License-Identifier: MIT */
/* Validation by looking up what two neighbouring bytes forbid (Keiser, Lemire:
 * Validating UTF-8 in less than one instruction per byte, 2021).
 *
 * Each kind of error but one shows in a byte and the high half of the next.
 * Three tables, by the high and the low half of the first and the high half of
 * the second, hold a bit for each kind that is still possible; what is left of
 * all three is an error. The one kind left is a byte that continues, or does
 * not, a lead byte two or three before it: that is told by these, and stands
 * against the bit of two continuations in a row. */
#include "core/utf8_valid.h"

#include "core/cpu.h"
#include "core/utf8.h"

bool utf8_valid_plain(const char *s, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n && ok;) {
        if ((unsigned char)s[i] < 0x80)
            i++;
        else
            utf8_next_checked(s, n, &i, &ok);
    }
    return ok;
}

#if defined CPU_X86
#include <immintrin.h>

enum {
    SHORT = 1,         /* a lead byte, and then none that continues it    */
    LONG = 2,          /* ASCII, and then a byte that continues           */
    OVERLONG_3 = 4,    /* E0 80..9F                                       */
    LARGE = 8,         /* F4 90.. and F5.. 90..                           */
    SURROGATE = 16,    /* ED A0..BF                                       */
    OVERLONG_2 = 32,   /* C0, C1                                          */
    OVERLONG_4 = 64,   /* F0 80..8F; as LARGE_8: F5.. 80..8F              */
    LARGE_8 = 64,
    CONTINUED = 128,   /* two bytes that continue: of three or four?      */
    ANY_LOW = SHORT | LONG | CONTINUED,
    BEHIND = LONG | OVERLONG_2 | CONTINUED
};

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

__attribute__((CPU_AVX2)) static inline __m256i half_of(__m256i table, __m256i x)
{
    return _mm256_shuffle_epi8(table, _mm256_and_si256(x, _mm256_set1_epi8(0x0F)));
}

/* Bytes k before each of now's, which follow those of before. */
#define SHIFTED(before, now, k) _mm256_alignr_epi8(now, _mm256_permute2x128_si256(before, now, 0x21), 16 - (k))

__attribute__((CPU_AVX2)) static inline __m256i errors(__m256i before, __m256i now)
{
    const __m256i first_high = TWICE(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, (char)CONTINUED, (char)CONTINUED,
                                     (char)CONTINUED, (char)CONTINUED, SHORT | OVERLONG_2, SHORT,
                                     SHORT | OVERLONG_3 | SURROGATE, SHORT | LARGE | LARGE_8 | OVERLONG_4);
    const char low_5 = (char)(ANY_LOW | LARGE | LARGE_8);
    const __m256i first_low = TWICE((char)(ANY_LOW | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(ANY_LOW | OVERLONG_2),
                                    (char)ANY_LOW, (char)ANY_LOW, (char)(ANY_LOW | LARGE), low_5, low_5, low_5, low_5,
                                    low_5, low_5, low_5, low_5, (char)(ANY_LOW | LARGE | LARGE_8 | SURROGATE), low_5, low_5);
    const __m256i second_high = TWICE(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
                                      (char)(BEHIND | OVERLONG_3 | LARGE_8 | OVERLONG_4), (char)(BEHIND | OVERLONG_3 | LARGE),
                                      (char)(BEHIND | SURROGATE | LARGE), (char)(BEHIND | SURROGATE | LARGE), SHORT, SHORT,
                                      SHORT, SHORT);
    const __m256i one = SHIFTED(before, now, 1), two = SHIFTED(before, now, 2), three = SHIFTED(before, now, 3);
    __m256i possible = _mm256_and_si256(half_of(first_high, _mm256_srli_epi16(one, 4)), half_of(first_low, one));
    possible = _mm256_and_si256(possible, half_of(second_high, _mm256_srli_epi16(now, 4)));
    __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80));    /* its top bit: must continue */
    __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80));
    __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(must, possible);
}

__attribute__((CPU_AVX2)) static bool valid_avx2(const char *s, size_t n)
{
    enum { STEP = 32 };
    __m256i before = _mm256_setzero_si256(), wrong = before;
    char last[STEP] = { 0 };
    size_t i = 0;
    for (; i + STEP <= n; i += STEP) {
        __m256i now = _mm256_loadu_si256((const void *)(s + i));
        /* ASCII behind ASCII needs no look */
        if (_mm256_movemask_epi8(_mm256_or_si256(now, before)))
            wrong = _mm256_or_si256(wrong, errors(before, now));
        before = now;
    }
    if (i < n)
        memcpy(last, s + i, n - i); /* the zeros behind it tell what is cut short */
    wrong = _mm256_or_si256(wrong, errors(before, _mm256_loadu_si256((const void *)last)));
    return _mm256_testz_si256(wrong, wrong);
}
#endif

bool utf8_valid(const char *s, size_t n)
{
#if defined CPU_X86
    if (cpu_has_avx2())
        return valid_avx2(s, n);
#endif
    return utf8_valid_plain(s, n);
}

/* SPDX-License-Identifier: MIT */
/* A word of bits at a time. */
#include "match/cover.h"

/* n bits, 1 to 64, from bit `at` of a word on. */
static uint64_t ones(uint32_t at, uint32_t n) { return ~UINT64_C(0) >> (64 - n) << at; }

int cover_clear(uint64_t **bits, size_t *cap, uint32_t n, struct crib_err *err)
{
    size_t words = (size_t)n / 64 + 1;
    CRIB_TRY(VEC_GROW(*bits, 0, cap, words, err));
    memset(*bits, 0, words * sizeof **bits);
    return CRIB_OK;
}

void cover_add(uint64_t *bits, struct unit_span s)
{
    for (uint32_t i = s.beg; i < s.end;) {
        uint32_t in_word = i & 63, n = min_u32(64 - in_word, s.end - i);
        bits[i >> 6] |= ones(in_word, n);
        i += n;
    }
}

bool cover_holds(const uint64_t *bits, struct unit_span s)
{
    for (uint32_t i = s.beg; i < s.end;) {
        uint32_t in_word = i & 63, n = min_u32(64 - in_word, s.end - i);
        uint64_t mask = ones(in_word, n);
        if ((bits[i >> 6] & mask) != mask)
            return false;
        i += n;
    }
    return true;
}

uint32_t cover_count(const uint64_t *bits, struct unit_span s)
{
    uint32_t n = 0;
    for (uint32_t i = s.beg; i < s.end;) {
        uint32_t in_word = i & 63, m = min_u32(64 - in_word, s.end - i);
        n += (uint32_t)__builtin_popcountll(bits[i >> 6] & ones(in_word, m));
        i += m;
    }
    return n;
}

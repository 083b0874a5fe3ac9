/* SPDX-License-Identifier: MIT */
/* Keys of lines: folded code points and a polynomial hash over them.
 *
 * The hash is taken modulo the prime 2^61 - 1, so that the key of a title that
 * wraps over two lines follows from the keys of both (key_join) without
 * reading them again. Redactions drop out (XX县… in one place, 县… in the
 * other): a run of two or more of X × * □ ○ 某 with no Latin letter beside it. */
#include "segment/linekey.h"

#include "segment/linechars.h"

#define PRIME ((1ull << 61) - 1)
#define BASE 0x0F6A09E667F3BCC9ull

static uint64_t times(uint64_t a, uint64_t b)
{
    unsigned __int128 p = (unsigned __int128)a * b;
    uint64_t r = (uint64_t)(p & PRIME) + (uint64_t)(p >> 61);
    return r >= PRIME ? r - PRIME : r;
}

static uint64_t plus(uint64_t a, uint64_t b)
{
    uint64_t r = a + b;
    return r >= PRIME ? r - PRIME : r;
}

/* Powers of the base, modulo the prime. */
#define TIMES(a, b) ((uint64_t)((unsigned __int128)(a) * (b) % PRIME))
#define BASE_2 TIMES(BASE, BASE)
#define BASE_3 TIMES(BASE_2, BASE)
#define BASE_4 TIMES(BASE_3, BASE)

/* Four characters at a time: what has to wait for the last step is one product. */
static uint64_t hash_four(uint64_t h, const uint32_t *key)
{
    unsigned __int128 p = (unsigned __int128)h * BASE_4;
    p += (unsigned __int128)(key[0] + 1) * BASE_3 + (unsigned __int128)(key[1] + 1) * BASE_2;
    p += (unsigned __int128)(key[2] + 1) * BASE + (key[3] + 1);
    return plus((uint64_t)(p & PRIME), plus((uint64_t)(p >> 61), 0));
}

uint64_t key_hash(const uint32_t *key, size_t n)
{
    uint64_t h = 0;
    size_t i = 0;
    for (; n - i >= 4; i += 4)
        h = hash_four(h, key + i);
    for (; i < n; i++)
        h = plus(times(h, BASE), (uint64_t)key[i] + 1);
    return h;
}

uint64_t key_join(uint64_t a, uint64_t b, size_t n_b)
{
    for (size_t i = 0; i < n_b; i++)
        a = times(a, BASE);
    return plus(a, b);
}

/* Bytes of the redaction that begins at s[i], 0 when none does. */
static size_t redaction(const char *s, size_t n, size_t i)
{
    size_t j = i, n_signs = 0;
    uint32_t before = 0, after = 0;
    if (i > 0) {
        size_t k = utf8_prev(s, i);
        before = utf8_next(s, n, &k);
    }
    while (j < n) {
        size_t k = j;
        uint32_t cp = utf8_next(s, n, &k);
        if (!char_is_redaction(cp)) {
            after = cp;
            break;
        }
        j = k;
        n_signs++;
    }
    return n_signs < 2 || char_is_latin(before) || char_is_latin(after) ? 0 : j - i;
}

/* What nearly all characters of a line are in its key: Han characters but 某,
 * ASCII but X x *, which may be a redaction; DROPPED, or ASK. */
enum { DROPPED = 0, ASK = -1 };
static uint32_t plain_key(uint32_t cp)
{
    if (cp >= 0x80)
        return cp >= 0x4E00 && cp <= 0x9FFF && cp != 0x67D0 ? cp : (uint32_t)ASK;
    uint32_t letter = cp | 0x20;
    if (letter - 'a' < 26)
        return letter != 'x' ? letter : (uint32_t)ASK;
    return cp - '0' < 10 ? cp : cp == '*' ? (uint32_t)ASK : DROPPED;
}

size_t key_read(const char *s, size_t n, uint32_t out[KEY_MOST])
{
    size_t n_out = 0, plain_to = 0; /* a run that is no redaction is looked at once */
    for (size_t i = 0; i < n;) {
        size_t at = i;
        uint32_t cp = utf8_next(s, n, &i);
        uint32_t plain = plain_key(cp);
        if (plain != (uint32_t)ASK) {
            if (plain != DROPPED && n_out == KEY_MOST)
                return 0;
            if (plain != DROPPED)
                out[n_out++] = plain;
            continue;
        }
        if (at >= plain_to && char_is_redaction(cp)) {
            size_t run = redaction(s, n, at);
            if (run != 0) {
                i = at + run;
                continue;
            }
            for (plain_to = i; plain_to < n;) {
                size_t k = plain_to;
                if (!char_is_redaction(utf8_next(s, n, &k)))
                    break;
                plain_to = k;
            }
        }
        cp = char_fold(cp);
        if (char_is_space(cp) || char_is_mark(cp))
            continue;
        if (n_out == KEY_MOST)
            return 0;
        out[n_out++] = cp;
    }
    return n_out;
}

static uint32_t before(const char *s, size_t i, size_t *at)
{
    if (i == 0)
        return *at = 0, 0;
    size_t j = *at = utf8_prev(s, i);
    return utf8_next(s, i, &j);
}

static bool is_leader(uint32_t cp)
{
    return cp == '.' || cp == 0x2026 || cp == 0xB7 || cp == '-' || cp == '_' || cp == 0x2014 || cp == 0x2025 ||
           cp == 0x22EF || cp == 0x3002 || cp == 0xFF0E || cp == 0x2015 || cp == 0x2500 || cp == 0x30FB;
}

size_t key_without_page(const char *s, size_t n)
{
    size_t end = n, at, n_digits = 0, n_leaders = 0, n_spaces = 0;
    bool tab = false, bracket = false;
    uint32_t cp = before(s, end, &at);
    if (cp == ')' || cp == 0xFF09) {
        bracket = true;
        end = at;
    }
    for (; end > 0 && char_digit(before(s, end, &at)) >= 0 && n_digits < 5; n_digits++)
        end = at;
    if (n_digits == 0 || n_digits > 4)
        return n;
    if (bracket) {
        cp = before(s, end, &at);
        if (cp != '(' && cp != 0xFF08)
            return n;
        end = at;
    }
    while (end > 0) {
        cp = before(s, end, &at);
        if (is_leader(cp))
            n_leaders++;
        else if (char_is_space(cp))
            n_spaces++, tab |= cp == '\t';
        else
            break;
        end = at;
    }
    bool apart = tab || n_spaces >= 2 || n_leaders >= 2 || (n_leaders == 1 && cp != 0 && !char_is_latin(cp)) ||
                 (bracket && n_digits <= 3) || (n_spaces == 1 && n_digits <= 3);
    return apart && end > 0 ? end : n;
}

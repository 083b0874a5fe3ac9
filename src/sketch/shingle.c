/* SPDX-License-Identifier: MIT */
/* Shingles: runs of five units, reduced to one 64-bit hash each.
 *
 * The hash is a sum of products with odd constants, finished by an avalanche
 * step. A sum has no chain from one unit to the next, so that the loop
 * vectorises and a shingle's hash does not depend on where it stands; the
 * finisher is a bijection, so that two shingles collide only when their sums
 * do, which for constants without structure is as rare as chance. Without
 * it the sum's low bits would depend on the codes' low bits alone, and later
 * stages take bins, samples and keys from any bits.
 *
 * Shingles that are mostly placeholders (all figures look alike in a table)
 * hash the figures themselves. They are few: a second pass rewrites them,
 * and the first stays one straight loop. Which shingles they are depends on
 * the codes alone, so that alike runs are treated alike. */
#include "sketch/sketch.h"

#include <wchar.h>

#include "sketch/shingle_kernels.h"

/* The first placeholder among units [i, len) of a row or a part, or len. The C
 * library's search for a wide character is the fastest there is for 32 bits. */
static uint32_t next_placeholder(const struct units *u, uint32_t beg, uint32_t i, uint32_t len)
{
    static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a code is as wide as a wide character");
    if (u->code) {
        const wchar_t *from = (const wchar_t *)(u->code + beg), *found = wmemchr(from + i, UNIT_PLACEHOLDER, len - i);
        return found ? (uint32_t)(found - from) : len;
    }
    while (i < len && !unit_is_placeholder(u, beg + i))
        i++;
    return i;
}

/* Where three placeholders stand within one shingle's length, those shingles
 * that hold all three are hashed anew. */
static void rehash_placeholders(const struct units *u, struct unit_span s, uint32_t n, uint64_t *out)
{
    enum { MOST = SHINGLE_UNITS / 2 + 1 };
    uint32_t last[MOST] = { 0 }, n_seen = 0, len = unit_len(s); /* places of the last ones, in turns */
    for (uint32_t i = 0; (i = next_placeholder(u, s.beg, i, len)) < len; i++) {
        last[n_seen++ % MOST] = i;
        uint32_t first = last[n_seen % MOST];
        if (n_seen < MOST || i - first >= SHINGLE_UNITS)
            continue;
        uint32_t beg = i >= SHINGLE_UNITS ? i - SHINGLE_UNITS + 1 : 0;
        for (uint32_t k = beg; k <= first && k < n; k++)
            out[k] = shingle_hash_one(u->exact + s.beg + k, SHINGLE_UNITS, true);
    }
}

/* A packed row has no array of codes: they are made, some at a time. */
static void hash_packed(const uint32_t *exact, uint32_t n, uint64_t *out)
{
    enum { SOME = 1024 };
    shingle_kernel_fn *hash = shingle_kernel_best();
    for (uint32_t i = 0; i < n; i += SOME) {
        uint32_t code[SOME + SHINGLE_UNITS - 1], m = min_u32(SOME, n - i);
        for (uint32_t k = 0; k < m + SHINGLE_UNITS - 1; k++)
            code[k] = unit_code_of(exact[i + k]);
        hash(code, m, out + i);
    }
}

static uint64_t hash_short(const struct units *u, struct unit_span s)
{
    uint32_t code[SHINGLE_UNITS], n_held = 0;
    for (uint32_t i = 0; i < unit_len(s); i++) {
        code[i] = unit_code(u, s.beg + i);
        n_held += code[i] == UNIT_PLACEHOLDER;
    }
    bool exact = n_held * 2 > unit_len(s);
    return shingle_hash_one(exact ? u->exact + s.beg : code, unit_len(s), exact);
}

void shingle_hash_span(const struct units *u, struct unit_span s, uint64_t *out)
{
    uint32_t n = shingle_count(unit_len(s));
    if (unit_len(s) < SHINGLE_UNITS) {
        if (n > 0)
            out[0] = hash_short(u, s);
        return;
    }
    if (u->code)
        shingle_kernel_best()(u->code + s.beg, n, out);
    else
        hash_packed(u->exact + s.beg, n, out);
    rehash_placeholders(u, s, n, out);
}

void shingle_hash(const struct units *u, uint64_t *out) { shingle_hash_span(u, (struct unit_span){ 0, u->n }, out); }

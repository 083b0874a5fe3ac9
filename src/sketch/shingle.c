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
 * hash the figures themselves. They are few: a second pass finds them by bits
 * and rewrites them, and the first stays one straight loop. Which shingles they are depends on
 * the codes alone, so that alike runs are treated alike. */
#include "sketch/sketch.h"

#include "sketch/shingle_kernels.h"

/* Of 64 units, a bit for each that is a placeholder; returns a bit for each of
 * the first MASKED whose shingle holds three or more. Five bits are added as
 * two full adders do it: three make one digit and a carry, that digit and the
 * other two another carry. */
enum { MASKED = 64 - SHINGLE_UNITS + 1 };
static inline uint64_t mostly_held(uint64_t held)
{
    static_assert(SHINGLE_UNITS == 5, "what is added");
    uint64_t a = held, b = held >> 1, c = held >> 2, d = held >> 3, e = held >> 4;
    uint64_t digit = a ^ b ^ c, carry = (a & b) | ((a ^ b) & c), last = digit ^ d ^ e;
    uint64_t more = (digit & d) | ((digit ^ d) & e);
    return (carry & more) | ((carry ^ more) & last);
}

/* Hash those of n shingles anew that hold three placeholders or more. */
static void rehash_placeholders(const struct shingle_kernel *kernel, const uint32_t *code, const uint32_t *exact,
                                uint32_t n, uint64_t *out)
{
    for (uint32_t i = 0; i < n; i += MASKED) {
        uint32_t m = min_u32(MASKED, n - i);
        uint64_t held = kernel->held(code + i, m + SHINGLE_UNITS - 1);
        for (uint64_t again = mostly_held(held) & UINT64_MAX >> (64 - m); again; again &= again - 1) {
            uint32_t k = i + (uint32_t)__builtin_ctzll(again);
            out[k] = shingle_hash_one(exact + k, SHINGLE_UNITS, true);
        }
    }
}

/* Some at a time, so that all passes find them in the nearest cache. A packed
 * row has no array of codes: they are made. */
static void hash_some(const struct shingle_kernel *kernel, const uint32_t *code, const uint32_t *exact, uint32_t n,
                      uint64_t *out)
{
    enum { SOME = 1024 };
    for (uint32_t i = 0; i < n; i += SOME) {
        uint32_t made[SOME + SHINGLE_UNITS - 1], m = min_u32(SOME, n - i);
        for (uint32_t k = 0; !code && k < m + SHINGLE_UNITS - 1; k++)
            made[k] = unit_code_of(exact[i + k]);
        kernel->hash(code ? code + i : made, m, out + i);
        rehash_placeholders(kernel, code ? code + i : made, exact + i, m, out + i);
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
    struct shingle_kernel kernel = shingle_kernel_best();
    hash_some(&kernel, u->code ? u->code + s.beg : NULL, u->exact + s.beg, n, out);
}

void shingle_hash(const struct units *u, uint64_t *out) { shingle_hash_span(u, (struct unit_span){ 0, u->n }, out); }

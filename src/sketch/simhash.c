/* SPDX-License-Identifier: MIT */
/* SimHash: each bit is the majority of that bit over all shingles (Charikar
 * 2002).
 *
 * Sixty-four counters stand upright: digit[k] holds the k-th binary digit of
 * every counter, one counter a bit. Adding a hash to them is a chain of half
 * adders; sixteen at a time go through a tree of full adders first, of which
 * only the last carry reaches the counters (Harley and Seal's way of counting
 * bits). The tree runs on eight hashes side by side, so that compilers make
 * vectors of it, and at the end the eight sets of counters are added and
 * compared with half the number, upright still: no counter is ever taken out. */
#include "sketch/sketch.h"

#include "core/cpu.h"

enum { LANES = 8, TREE = 16, DIGITS = 32 + 1 };

/* As wide as the widest vector; compilers cut it up where there are none such. */
typedef uint64_t eight __attribute__((vector_size(LANES * sizeof(uint64_t))));

/* a + b + *c: the sum's digit stays in *c, *carry counts twice. */
#define ADD(a, b, c, carry)                               \
    do {                                                  \
        eight a_ = (a), b_ = (b), both_ = a_ ^ b_;        \
        (carry) = (a_ & b_) | (both_ & (c));              \
        (c) ^= both_;                                     \
    } while (0)

/* The counters of each lane, least digit first, n digits so far. The first
 * four are the tree's own. */
struct upright { eight digit[DIGITS]; int n; };

static inline __attribute__((always_inline)) bool is_zero(const eight *x)
{
    uint64_t any = 0;
    for (int l = 0; l < LANES; l++)
        any |= (*x)[l];
    return !any;
}

/* What the tree carries out counts sixteen. */
static inline __attribute__((always_inline)) void carry_up(struct upright *u, const eight *sixteens)
{
    eight carry = *sixteens;
    for (int k = 4; k < DIGITS && !is_zero(&carry); k++) {
        if (k == u->n)
            u->digit[u->n++] = (eight){ 0 };
        eight old = u->digit[k];
        u->digit[k] = old ^ carry;
        carry &= old;
    }
}

/* h u64[TREE * LANES] */
static inline __attribute__((always_inline)) void count_tree(const uint64_t *h, struct upright *u)
{
    eight one = u->digit[0], two = u->digit[1], four = u->digit[2], high = u->digit[3];
    eight v[TREE], twos[8], fours[4], eights[2], sixteens;
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 8; i++)
        ADD(v[2 * i], v[2 * i + 1], one, twos[i]);
    for (int i = 0; i < 4; i++)
        ADD(twos[2 * i], twos[2 * i + 1], two, fours[i]);
    for (int i = 0; i < 2; i++)
        ADD(fours[2 * i], fours[2 * i + 1], four, eights[i]);
    ADD(eights[0], eights[1], high, sixteens);
    u->digit[0] = one, u->digit[1] = two, u->digit[2] = four, u->digit[3] = high;
    carry_up(u, &sixteens);
}

static inline __attribute__((always_inline)) void count_all(const uint64_t *shingle, uint32_t n, struct upright *u)
{
    enum { AT_ONCE = TREE * LANES };
    uint32_t i = 0;
    for (; n - i >= AT_ONCE; i += AT_ONCE)
        count_tree(shingle + i, u);
    if (i < n) { /* filled up with what counts nothing */
        uint64_t rest[AT_ONCE] = { 0 };
        memcpy(rest, shingle + i, (n - i) * sizeof *rest);
        count_tree(rest, u);
    }
}

typedef void count_fn(const uint64_t *shingle, uint32_t n, struct upright *u);

static void count_plain(const uint64_t *shingle, uint32_t n, struct upright *u) { count_all(shingle, n, u); }

#if defined CPU_X86
__attribute__((CPU_AVX2)) static void count_avx2(const uint64_t *shingle, uint32_t n, struct upright *u)
{
    count_all(shingle, n, u);
}

__attribute__((CPU_AVX512)) static void count_avx512(const uint64_t *shingle, uint32_t n, struct upright *u)
{
    count_all(shingle, n, u);
}
#endif

static count_fn *count_best(void)
{
#if defined CPU_X86
    if (cpu_has_avx512())
        return count_avx512;
    if (cpu_has_avx2())
        return count_avx2;
#endif
    return count_plain;
}

/* All lanes' counters in one set: sum[DIGITS + 3]. */
static void add_lanes(const struct upright *u, uint64_t *sum)
{
    memset(sum, 0, (DIGITS + 3) * sizeof *sum);
    for (int l = 0; l < LANES; l++) {
        uint64_t carry = 0;
        for (int k = 0; k < u->n + 3; k++) {
            uint64_t a = k < u->n ? u->digit[k][l] : 0, both = a ^ sum[k], sum_carry = (a & sum[k]) | (both & carry);
            sum[k] = both ^ carry;
            carry = sum_carry;
        }
    }
}

uint64_t simhash(const uint64_t *shingle, uint32_t n)
{
    struct upright u;
    memset(u.digit, 0, 4 * sizeof u.digit[0]);
    u.n = 4;
    uint64_t sum[DIGITS + 3], more = 0, same = UINT64_MAX; /* counters above n / 2; equal to it so far */
    count_best()(shingle, n, &u);
    add_lanes(&u, sum);
    for (int k = u.n + 2; k >= 0; k--) {
        uint64_t half = k < 32 && n / 2 >> k & 1 ? UINT64_MAX : 0;
        more |= same & sum[k] & ~half;
        same &= ~(sum[k] ^ half);
    }
    return more;
}

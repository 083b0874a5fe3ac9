/* SPDX-License-Identifier: MIT */
/* Counters stand upright: word i of a counter holds bit i of 256 counts, and
 * adding is carrying from one to the next. A compiler makes of it what the
 * processor has; with AVX2 it is told so. */
#include "index/group_bits.h"

#include "core/cpu.h"

/* Arithmetic on all words of a block at once. Blocks lie where any words may. */
typedef uint64_t words __attribute__((vector_size(sizeof(struct group_block)), aligned(8), may_alias));
#define ALWAYS static inline __attribute__((always_inline))

/* How many bits are set. */
ALWAYS uint32_t count_bits(const words *v)
{
    words x = *v;
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    uint64_t bytes = x[0] + x[1] + x[2] + x[3]; /* up to 32 each */
    uint64_t pairs = (bytes & UINT64_C(0x00FF00FF00FF00FF)) + (bytes >> 8 & UINT64_C(0x00FF00FF00FF00FF));
    return (uint32_t)(pairs * UINT64_C(0x0001000100010001) >> 48);
}

/* full[k]: groups that hold shingle k where a stretch is full, or later in it. */
ALWAYS void find_full(const words *row, size_t n, unsigned least, words *full)
{
    words one = { 0 }, two = { 0 }, four = { 0 }, is_full = { 0 };
    for (size_t k = 0; k < n; k++) {
        const words *r = row + k;
        words here = r[0], begun = here & ~(r[-1] | r[-2] | r[-3] | r[-4] | r[-5] | r[-6]);
        one &= ~begun;
        two &= ~begun;
        four &= ~begun;
        is_full &= ~begun;
        words to_two = one & here, to_four = two & to_two, to_eight = four & to_four;
        one ^= here;
        two ^= to_two;
        four ^= to_four;
        words in_a_row = here & r[-1] & r[-2] & r[-3];
        is_full |= least == 2 ? to_two : least == 4 ? in_a_row : to_eight;
        full[k] = here & is_full;
    }
}

/* A stretch that is full at its end is one from its begin on. */
ALWAYS void cover_all(const words *row, size_t n, const words *full, const words *skip, uint32_t *cover)
{
    words is_full = { 0 }, counted = ~*skip;
    for (size_t k = n; k-- > 0;) {
        const words *r = row + k;
        words here = r[0], in1 = r[1], in2 = in1 | r[2], in3 = in2 | r[3], in4 = in3 | r[4], in5 = in4 | r[5];
        words between = (r[-1] & in5) | (r[-2] & in4) | (r[-3] & in3) | (r[-4] & in2) | (r[-5] & in1);
        is_full = (here & (full[k] | (is_full & (in5 | r[6])))) | (~here & is_full);
        words covered = is_full & (here | between) & counted;
        cover[k] += count_bits(&covered);
    }
}

static_assert(STRETCH_STEP == 6 && BLOCK_MARGIN == 6 && BLOCK_WORDS == 4, "as the functions above are written");

ALWAYS void cover_body(const struct group_block *row, size_t n, unsigned least, const struct group_block *skip,
                       struct group_block *room, uint32_t *cover)
{
    if (least == 2)
        find_full((const words *)row, n, 2, (words *)room);
    else if (least == 4)
        find_full((const words *)row, n, 4, (words *)room);
    else
        find_full((const words *)row, n, 8, (words *)room);
    cover_all((const words *)row, n, (const words *)room, (const words *)skip, cover);
}

ALWAYS void held_body(const struct group_block *row, size_t n, uint32_t *left)
{
    for (size_t k = 0; k < n; k++)
        left[k] -= count_bits((const words *)&row[k]);
}

ALWAYS void holding_body(const struct group_block *row, size_t n, uint32_t need, struct group_block *out)
{
    enum { MOST_BITS = 31 };
    words bit[MOST_BITS + 1] = { { 0 } }, more = { 0 }, equal = ~(words){ 0 };
    int n_bits = 1;
    while (n_bits < MOST_BITS && n >> n_bits)
        n_bits++;
    for (size_t k = 0; k < n; k++) {
        words carry = ((const words *)row)[k];
        for (int b = 0; b < n_bits; b++) {
            words next = bit[b] & carry;
            bit[b] ^= carry;
            carry = next;
        }
    }
    for (int b = n_bits; b-- > 0;) {
        if (need >> b & 1) {
            equal &= bit[b];
        } else {
            more |= equal & bit[b];
            equal &= ~bit[b];
        }
    }
    *(words *)out = more | equal;
}

#ifdef CPU_X86
__attribute__((CPU_AVX2)) static void cover_avx2(const struct group_block *row, size_t n, unsigned least,
                                                 const struct group_block *skip, struct group_block *room,
                                                 uint32_t *cover)
{
    cover_body(row, n, least, skip, room, cover);
}

__attribute__((CPU_AVX2)) static void held_avx2(const struct group_block *row, size_t n, uint32_t *left)
{
    held_body(row, n, left);
}

__attribute__((CPU_AVX2)) static void holding_avx2(const struct group_block *row, size_t n, uint32_t need,
                                                   struct group_block *out)
{
    holding_body(row, n, need, out);
}
#endif

void group_bits_cover(const struct group_block *row, size_t n, unsigned least, const struct group_block *skip,
                      struct group_block *room, uint32_t *cover)
{
#ifdef CPU_X86
    if (cpu_has_avx2()) {
        cover_avx2(row, n, least, skip, room, cover);
        return;
    }
#endif
    cover_body(row, n, least, skip, room, cover);
}

void group_bits_held(const struct group_block *row, size_t n, uint32_t *left)
{
#ifdef CPU_X86
    if (cpu_has_avx2()) {
        held_avx2(row, n, left);
        return;
    }
#endif
    held_body(row, n, left);
}

struct group_block group_bits_holding(const struct group_block *row, size_t n, uint32_t need)
{
    struct group_block out;
#ifdef CPU_X86
    if (cpu_has_avx2()) {
        holding_avx2(row, n, need, &out);
        return out;
    }
#endif
    holding_body(row, n, need, &out);
    return out;
}

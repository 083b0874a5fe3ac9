/* SPDX-License-Identifier: MIT */
/* The scores of an extension, diagonal by diagonal.
 *
 * As long as nothing is gained the best is 0, and a cell's score says alone
 * whether it is alive. So cells may be filled in any order, and those of one
 * antidiagonal (units of a + units of b = s) need only the two before it: all
 * are filled at once, in bytes. Units are told apart by bytes too: what looks
 * equal and is not can only make the answer yes.
 *
 * Cell t of an even s is on diagonal (units of b - units of a) 2t - 26, of an
 * odd one on 2t - 25. */
#include "match/gains.h"

enum {
    CELLS = 32,
    MIDDLE = 13,   /* cell of diagonal 0, s even */
    WINDOW = 64,   /* units that are looked at on either side */
    BEFORE = 20,   /* room for the units before the first one that cells ask for */
    BEHIND = 16,   /* and behind the last */
    ROOM = BEFORE + WINDOW + BEHIND,
    STEPS = WINDOW - BEHIND, /* of two antidiagonals */
    DEAD = -100
};

/* No unit's byte, nor each other's. */
enum { NO_UNIT_A = 0, NO_UNIT_B = 0xFF };

/* Sixteen bytes are what every processor's vectors hold. */
enum { HALF = CELLS / 2 };
typedef int8_t half __attribute__((vector_size(HALF), aligned(1), may_alias));
typedef uint64_t half_words __attribute__((vector_size(HALF), aligned(1), may_alias));
struct cells { half low, high; };
#define ALWAYS static inline __attribute__((always_inline))

/* Above 0, and above 127 when another placeholder is alike. */
static uint8_t byte_of(uint32_t exact)
{
    uint32_t hash = exact * UINT32_C(0x9E3779B1) >> 25;
    return unit_code_of(exact) == UNIT_PLACEHOLDER ? (uint8_t)(0x80 | hash >> 1) : (uint8_t)(hash | (hash == 0));
}

/* The bytes of the first n units to go into out, or from out back. */
static void put_bytes(const struct units *u, uint32_t from, uint32_t n, int dir, uint8_t *out, int step)
{
    if (n == 0) /* then there may be no array at all */
        return;
    const uint32_t *exact = dir > 0 ? u->exact + from : u->exact + from - 1;
    for (uint32_t i = 0; i < n; i++)
        out[(ptrdiff_t)i * step] = byte_of(exact[(ptrdiff_t)i * dir]);
}

#ifdef __clang__
#define MOVED(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
#define MOVED(x, y, ...) __builtin_shuffle(x, y, (half_words){ __VA_ARGS__ })
#endif

/* Cell t becomes what t - 1 was, or t + 1; at the edge comes a dead one. Bytes
 * are moved inside words, and words inside a vector, as all processors can. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define TO_NEXT(x) ((x) << 8)
#define TO_PREVIOUS(x) ((x) >> 8)
#define LAST_TO_FIRST(x) ((x) >> 56)
#define FIRST_TO_LAST(x) ((x) << 56)
#else
#define TO_NEXT(x) ((x) >> 8)
#define TO_PREVIOUS(x) ((x) << 8)
#define LAST_TO_FIRST(x) ((x) << 56)
#define FIRST_TO_LAST(x) ((x) >> 56)
#endif

ALWAYS struct cells moved_up(struct cells x, half dead)
{
    half_words low = (half_words)x.low, high = (half_words)x.high;
    half_words before = LAST_TO_FIRST((half_words)dead), over = LAST_TO_FIRST(low), last = LAST_TO_FIRST(high);
    return (struct cells){ (half)(TO_NEXT(low) | MOVED(before, over, 1, 2)),
                           (half)(TO_NEXT(high) | MOVED(over, last, 1, 2)) };
}

ALWAYS struct cells moved_down(struct cells x, half dead)
{
    half_words low = (half_words)x.low, high = (half_words)x.high;
    half_words first = FIRST_TO_LAST(low), over = FIRST_TO_LAST(high), behind = FIRST_TO_LAST((half_words)dead);
    return (struct cells){ (half)(TO_PREVIOUS(low) | MOVED(first, over, 1, 2)),
                           (half)(TO_PREVIOUS(high) | MOVED(over, behind, 1, 2)) };
}

ALWAYS half better(half x, half y)
{
    half less = x < y;
    return (y & less) | (x & ~less);
}

/* over, two antidiagonals before, becomes this one; beside is the better of
 * what is one before. */
ALWAYS half filled(half over, half beside, const uint8_t *a, const uint8_t *b)
{
    half x = *(const half *)a, y = *(const half *)b;
    half equal = x == y, alike = (x & y) < 0;
    half sum = over - EXTEND_LOSS + (equal & (EXTEND_LOSS + EXTEND_GAIN)) + (alike & ~equal & EXTEND_LOSS);
    sum = better(sum, beside - EXTEND_LOSS);
    half alive = sum >= -EXTEND_DROP;
    return (sum & alive) | (DEAD & ~alive);
}

ALWAYS struct cells next(struct cells over, struct cells last, struct cells moved, const uint8_t *a, const uint8_t *b)
{
    return (struct cells){ filled(over.low, better(last.low, moved.low), a, b),
                           filled(over.high, better(last.high, moved.high), a + HALF, b + HALF) };
}

ALWAYS bool any_above(struct cells x, struct cells y, int8_t score)
{
    half_words is = (half_words)((x.low > score) | (x.high > score) | (y.low > score) | (y.high > score));
    return (is[0] | is[1]) != 0;
}

/* Unit i of a is back[-i], of b ahead[i]. */
static bool gains(const uint8_t *back, const uint8_t *ahead)
{
    half dead = (half){ 0 } + DEAD;
    struct cells even = { dead, dead }, odd = { dead, dead };
    even.low[MIDDLE] = 0;
    for (int m = 0; m < STEPS; m++) {
        const uint8_t *a = back - m - (MIDDLE - 1), *b = ahead + m - MIDDLE;
        odd = next(odd, even, moved_down(even, dead), a, b);
        even = next(even, odd, moved_up(odd, dead), a - 1, b);
        if (any_above(even, odd, 0))
            return true;
        if (!any_above(even, odd, DEAD))
            return false;
    }
    return true;
}

bool may_gain(const struct walk *w)
{
    uint8_t a[ROOM], b[ROOM], *back = a + BEHIND + WINDOW - 1, *ahead = b + BEFORE;
    memset(a, NO_UNIT_A, sizeof a);
    memset(b, NO_UNIT_B, sizeof b);
    put_bytes(w->ua, w->a, min_u32(w->la, WINDOW), w->dir, back, -1);
    put_bytes(w->ub, w->b, min_u32(w->lb, WINDOW), w->dir, ahead, 1);
    return gains(back, ahead);
}

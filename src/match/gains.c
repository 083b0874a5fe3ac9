/* SPDX-License-Identifier: MIT */
/* The scores of an extension, diagonal by diagonal.
 *
 * As long as nothing is gained the best is 0, and a cell's score says alone
 * whether it is alive. So cells may be filled in any order, and those of one
 * antidiagonal (units of a + units of b = s) need only the two before it: all
 * are filled at once, in bytes. Units are told apart by bytes too: what looks
 * equal and is not can only make the answer yes.
 *
 * Cell t of an even s is on diagonal (units of b - units of a) 2 (t - MIDDLE),
 * of an odd one on the next. Ten units left out are given up when nothing was
 * alike between, so that sixteen cells hold what lives, nearly always: a path
 * that comes to the edge all the same is let pass. */
#include "match/gains.h"

enum {
    CELLS = 16,
    MIDDLE = 7,    /* cell of diagonal 0, s even */
    WINDOW = 32,   /* units that are looked at on either side */
    BESIDE = CELLS / 2 + 1, /* room for the units before the first one, which cells ask for */
    STEPS = WINDOW - CELLS / 2, /* of two antidiagonals */
    DEAD = -100
};

/* No unit's byte, nor each other's. */
enum { NO_UNIT_A = 0, NO_UNIT_B = 0xFF };

/* Sixteen bytes are what every processor's vectors hold. */
typedef int8_t cells __attribute__((vector_size(CELLS), aligned(1), may_alias));
typedef uint64_t words __attribute__((vector_size(CELLS), aligned(1), may_alias));
#define ALWAYS static inline __attribute__((always_inline))

/* ---- units as bytes ---- */

/* Above 0, and above 127 when another placeholder is alike. */
ALWAYS uint8_t byte_of(uint32_t exact)
{
    uint32_t hash = (exact ^ exact >> 7 ^ exact >> 14) & 0x7F;
    uint32_t unit = hash | (hash == 0), placeholder = 0x80 | hash >> 1;
    return (uint8_t)(unit_code_of(exact) == UNIT_PLACEHOLDER ? placeholder : unit);
}

/* The next WINDOW units from `from` on in direction dir, in the order in which
 * the row has them; where there are less, `none`. */
static void window(const struct units *u, uint32_t from, uint32_t left, int dir, uint8_t none, uint8_t out[WINDOW])
{
    if (left >= WINDOW) {
        const uint32_t *exact = u->exact + (dir > 0 ? from : from - WINDOW);
        for (int i = 0; i < WINDOW; i++)
            out[i] = byte_of(exact[i]);
        return;
    }
    memset(out, none, WINDOW);
    uint32_t beg = dir > 0 ? from : from - left, at = dir > 0 ? 0 : WINDOW - left;
    for (uint32_t i = 0; i < left; i++)
        out[at + i] = byte_of(u->exact[beg + i]);
}

static void reverse(uint8_t out[WINDOW])
{
    uint64_t x[WINDOW / 8];
    memcpy(x, out, WINDOW);
    for (int i = 0; i < WINDOW / 8; i++) {
        uint64_t turned = __builtin_bswap64(x[WINDOW / 8 - 1 - i]);
        memcpy(out + 8 * i, &turned, sizeof turned);
    }
}

/* ---- cells ---- */

#ifdef __clang__
#define MOVED(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
#define MOVED(x, y, ...) __builtin_shuffle(x, y, (words){ __VA_ARGS__ })
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

ALWAYS cells moved_up(cells x, cells dead)
{
    words w = (words)x;
    return (cells)(TO_NEXT(w) | MOVED(LAST_TO_FIRST((words)dead), LAST_TO_FIRST(w), 1, 2));
}

ALWAYS cells moved_down(cells x, cells dead)
{
    words w = (words)x;
    return (cells)(TO_PREVIOUS(w) | MOVED(FIRST_TO_LAST(w), FIRST_TO_LAST((words)dead), 1, 2));
}

ALWAYS cells better(cells x, cells y)
{
    cells less = x < y;
    return (y & less) | (x & ~less);
}

/* over, two antidiagonals before, becomes this one; beside is the better of
 * what is one before. */
ALWAYS cells filled(cells over, cells beside, const uint8_t *a, const uint8_t *b)
{
    cells x = *(const cells *)a, y = *(const cells *)b;
    cells equal = x == y, alike = (x & y) < 0;
    cells sum = over - EXTEND_LOSS + (equal & (EXTEND_LOSS + EXTEND_GAIN)) + (alike & ~equal & EXTEND_LOSS);
    sum = better(sum, beside - EXTEND_LOSS);
    cells alive = sum >= -EXTEND_DROP;
    return (sum & alive) | (DEAD & ~alive);
}

ALWAYS bool any(cells is)
{
    words w = (words)is;
    return (w[0] | w[1]) != 0;
}

/* Unit i of a is back[-i], of b ahead[i]. */
static bool gains(const uint8_t *back, const uint8_t *ahead)
{
    const cells dead = (cells){ 0 } + DEAD;
    cells passing = { 0 }, even = dead, odd = dead; /* what is above `passing` passes */
    passing[0] = passing[CELLS - 1] = DEAD;
    even[MIDDLE] = 0;
    for (int m = 0; m < STEPS; m++) {
        const uint8_t *a = back - m - (MIDDLE - 1), *b = ahead + m - MIDDLE;
        odd = filled(odd, better(even, moved_down(even, dead)), a, b);
        even = filled(even, better(odd, moved_up(odd, dead)), a - 1, b);
        if (any((even > passing) | (odd > passing)))
            return true;
        if (!any((even > dead) | (odd > dead)))
            return false;
    }
    return true;
}

bool may_gain(const struct walk *w)
{
    uint8_t a[WINDOW + BESIDE], b[BESIDE + WINDOW];
    memset(a + WINDOW, NO_UNIT_A, BESIDE);
    memset(b, NO_UNIT_B, BESIDE);
    window(w->ua, w->a, w->la, w->dir, NO_UNIT_A, a);
    window(w->ub, w->b, w->lb, w->dir, NO_UNIT_B, b + BESIDE);
    reverse(w->dir > 0 ? a : b + BESIDE);
    return gains(a + WINDOW - 1, b + BESIDE);
}

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

#include "core/cpu.h"

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

typedef int8_t cells __attribute__((vector_size(CELLS), aligned(1), may_alias));
typedef uint64_t cell_words __attribute__((vector_size(CELLS), aligned(1), may_alias));
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
    const uint32_t *exact = dir > 0 ? u->exact + from : u->exact + from - 1;
    for (uint32_t i = 0; i < n; i++)
        out[(ptrdiff_t)i * step] = byte_of(exact[(ptrdiff_t)i * dir]);
}

#ifdef __clang__
#define MOVED(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
#define MOVED(x, y, ...) __builtin_shuffle(x, y, (cells){ __VA_ARGS__ })
#endif

/* Cell t becomes what t - 1 was, or t + 1. */
ALWAYS void move_up(cells *x, const cells *dead)
{
    *x = MOVED(*x, *dead, 32, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
               25, 26, 27, 28, 29, 30);
}
ALWAYS void move_down(cells *x, const cells *dead)
{
    *x = MOVED(*x, *dead, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
               27, 28, 29, 30, 31, 32);
}

ALWAYS void raise_to(cells *x, const cells *y)
{
    cells less = *x < *y;
    *x = (*y & less) | (*x & ~less);
}

/* *over, two antidiagonals before, becomes this one; *beside is the better of
 * what is one before. */
ALWAYS void fill(cells *over, const cells *beside, const uint8_t *a, const uint8_t *b)
{
    cells x = *(const cells *)a, y = *(const cells *)b;
    cells equal = x == y, alike = (x & y) < 0;
    cells sum = *over - EXTEND_LOSS + (equal & (EXTEND_LOSS + EXTEND_GAIN)) + (alike & ~equal & EXTEND_LOSS);
    cells from = *beside - EXTEND_LOSS;
    raise_to(&sum, &from);
    cells alive = sum >= -EXTEND_DROP;
    *over = (sum & alive) | (DEAD & ~alive);
}

ALWAYS bool any(const cells *mask)
{
    const cell_words *w = (const cell_words *)mask;
    return ((*w)[0] | (*w)[1] | (*w)[2] | (*w)[3]) != 0;
}

/* Unit i of a is back[-i], of b ahead[i]. */
ALWAYS bool gains_body(const uint8_t *back, const uint8_t *ahead)
{
    cells dead = (cells){ 0 } + DEAD, even = dead, odd = dead;
    even[MIDDLE] = 0;
    for (int m = 0; m < STEPS; m++) {
        const uint8_t *a = back - m - (MIDDLE - 1), *b = ahead + m - MIDDLE;
        cells side = even;
        move_down(&side, &dead);
        raise_to(&side, &even);
        fill(&odd, &side, a, b);
        side = odd;
        move_up(&side, &dead);
        raise_to(&side, &odd);
        fill(&even, &side, a - 1, b);
        cells gained = (even > 0) | (odd > 0), alive = (even > DEAD) | (odd > DEAD);
        if (any(&gained))
            return true;
        if (!any(&alive))
            return false;
    }
    return true;
}

#ifdef CPU_X86
__attribute__((CPU_AVX2)) static bool gains_avx2(const uint8_t *back, const uint8_t *ahead)
{
    return gains_body(back, ahead);
}
#endif

bool may_gain(const struct walk *w)
{
    uint8_t a[ROOM], b[ROOM], *back = a + BEHIND + WINDOW - 1, *ahead = b + BEFORE;
    memset(a, NO_UNIT_A, sizeof a);
    memset(b, NO_UNIT_B, sizeof b);
    put_bytes(w->ua, w->a, min_u32(w->la, WINDOW), w->dir, back, -1);
    put_bytes(w->ub, w->b, min_u32(w->lb, WINDOW), w->dir, ahead, 1);
#ifdef CPU_X86
    if (cpu_has_avx2())
        return gains_avx2(back, ahead);
#endif
    return gains_body(back, ahead);
}

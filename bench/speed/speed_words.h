/* SPDX-License-Identifier: MIT */
/* Words of no language in particular, in the letters of two: what the made
 * corpus is written with. */
#ifndef CRIB_SPEED_WORDS_H
#define CRIB_SPEED_WORDS_H

#include "core/buf.h"
#include "core/hash.h"

/* splitmix64: each call gives the next number of a state's sequence. */
static inline uint64_t random_next(uint64_t *state) { return hash_mix(*state += 0x9E3779B97F4A7C15u); }
/* [0, n), 0 < n < 2^32. */
static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
    return (uint32_t)((random_next(state) >> 32) * n >> 32);
}

/* Strings drawn by rank: the nth is drawn in proportion to 1 / (n + 3) (Zipf,
 * with Mandelbrot's shift). Whole numbers only, so that a seed gives the same
 * text on every machine. */
struct words {
    struct buf text;
    uint32_t *beg;     /* [n + 1] into text */
    uint32_t *below;   /* [n] weight of all before */
    uint32_t total;    /* of all weights */
    uint32_t *guide;   /* the last word that begins at or before each 2^16th of the total */
    uint32_t n, cap;
};

enum script { SCRIPT_HAN, SCRIPT_LATIN, SCRIPTS };

struct lexicon {
    struct words letters[SCRIPTS]; /* Han: the 3,755 characters of GB 2312's first level; Latin: syllables */
    struct words words[SCRIPTS];
    struct words phrases[SCRIPTS]; /* two to four words that often stand together */
};

int lexicon_init(struct lexicon *x, uint64_t seed, struct crib_err *err);
void lexicon_done(struct lexicon *x);

/* The word that a random number draws: words_text(w, i, &n_bytes). */
uint32_t words_draw(const struct words *w, uint64_t *state);
static inline const char *words_text(const struct words *w, uint32_t i, size_t *n)
{
    *n = w->beg[i + 1] - w->beg[i];
    return w->text.p + w->beg[i];
}

#endif

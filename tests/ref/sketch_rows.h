/* SPDX-License-Identifier: MIT */
/* Unit rows for tests, and the slow twins of the sketches. */
#ifndef CRIB_TESTS_SKETCH_ROWS_H
#define CRIB_TESTS_SKETCH_ROWS_H

#include "sketch/sketch.h"

/* Append a unit: a word when code has UNIT_WORD_BIT, a number when it is
 * UNIT_PLACEHOLDER, else a character; exact is code but for numbers. */
void row_add(struct units *u, uint32_t code, uint32_t exact);
/* Append a character that is written as it folds. */
void row_han(struct units *u, uint32_t code);
/* One of 8,000 Han characters by chance, and a row's next n of them. */
uint32_t random_han(uint64_t *rng);
void row_han_random(struct units *u, uint64_t *rng, uint32_t n);
/* Append units [beg, end) of another row. */
void row_copy(struct units *u, const struct units *from, uint32_t beg, uint32_t end);

/* How random rows are made: codes from an alphabet, some of it words, some
 * placeholders (per cent), and stretches that repeat what came before. */
struct row_kind { uint32_t alphabet, words, placeholders, repeats; };
void row_random(struct units *u, uint32_t n, struct row_kind kind, uint64_t *rng);

/* All shingles of a row; mem_free(). */
uint64_t *row_shingles(const struct units *u);

/* Which of shingle[beg, end) is the least, the last one on ties. */
uint32_t least_ref(const uint64_t *shingle, uint32_t beg, uint32_t end);
/* Seeds as sketch.h says them, window by window. */
void seeds_ref(const struct units *u, const uint64_t *shingle, uint32_t length, struct seeds *out);

/* Exact Jaccard resemblance of two multisets' distinct members. */
double jaccard_ref(const uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b);

/* Majority of each bit, one by one. */
uint64_t simhash_ref(const uint64_t *shingle, uint32_t n);

/* MinHash as the paper writes it: rounds over (bin, value), values of later
 * rounds above all of earlier ones. */
void minhash_ref(const uint64_t *shingle, uint32_t n, uint32_t *sig);

#endif

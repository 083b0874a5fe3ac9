/* SPDX-License-Identifier: MIT */
/* From a unit row to what can be compared fast: shingle hashes, a MinHash
 * signature, a SimHash, sampled seeds. */
#ifndef CRIB_SKETCH_SKETCH_H
#define CRIB_SKETCH_SKETCH_H

#include "core/units.h"

enum { SHINGLE_UNITS = 5, MINHASH_K = 128 };

/* Hashes of every run of SHINGLE_UNITS units.
 *
 *   out   u64[shingle_count(n)]   out[i] covers units [i, i + SHINGLE_UNITS)
 *
 * A row of 1..4 units has one shingle, the whole row; an empty row none.
 * A shingle hashes codes; one in which three or more units (or, in a short
 * row, more than half) are placeholders hashes the exact values. Equal runs
 * give equal hashes at any position and on any machine: sum of K_j * c_j and
 * a strong finaliser. O(n). */
static inline uint32_t shingle_count(uint32_t n_units)
{
    return n_units >= SHINGLE_UNITS ? n_units - SHINGLE_UNITS + 1 : n_units > 0;
}
void shingle_hash(const struct units *u, uint64_t *out);
/* The same of a part of the row: shingle_count(unit_len(s)) hashes. */
void shingle_hash_span(const struct units *u, struct unit_span s, uint64_t *out);

/* One-permutation MinHash of k = 128 bins, empty bins filled by re-hash
 * rounds (Dahlgaard, Knudsen, Thorup: Fast similarity sketching, 2017).
 *
 *   sig   u32[MINHASH_K]; every value UINT32_MAX when n == 0
 */
void minhash(const uint64_t *shingle, uint32_t n, uint32_t *sig);
/* Share of equal bins, 0..MINHASH_K. */
uint32_t minhash_equal(const uint32_t *a, const uint32_t *b);

/* SimHash-64 (Charikar 2002) over the shingles, each counted once per
 * occurrence; ties give 0 bits, and so does an empty row. */
uint64_t simhash(const uint64_t *shingle, uint32_t n);

/* Sampled shingles with positions.
 *
 * A shingle is a seed when its hash is below 2^64/8, or when it is the least
 * (rightmost on ties) of a *window* that holds none such. The window at
 * unit i is the shortest run of SHINGLE_UNITS or more units from i whose weight
 * reaches `length` (DESIGN section 5: every run of at least `length`, and of
 * at least SHINGLE_UNITS units, that stands in two places has a seed in
 * common, at the same offset in both). */
struct seed {
    uint64_t hash;
    uint32_t pos;      /* first unit of the shingle */
    uint32_t win_beg;  /* windows [win_beg, win_end) (numbers of their first units) */
    uint32_t win_end;  /* whose least shingle this one is; empty when none */
};

struct seeds {
    struct seed *item; /* by pos */
    uint32_t n;
    size_t cap;
    struct slab *slab; /* they are a piece of, and do not grow; NULL: they are a block of their own */
};

/* Seeds of a row, in place of what *out held (all zero, or an earlier row's;
 * its memory is used again). shingle is shingle_hash's output. O(n) for hashes
 * without order; in a window without a sampled one, each that is the least and
 * goes out costs another look at the window. Three allocations besides out's.
 *
 * Every window belongs to one seed, its least shingle, rightmost on ties; the
 * seeds that have windows have them in order and without gaps. Rows too short
 * for one window have their least shingle as seed, with no window, besides
 * the sampled ones. In a row of one repeated unit every shingle that ends a
 * window is a seed.
 *
 * CRIB_E_ARG when length < SHINGLE_UNITS; CRIB_E_NOMEM. */
int seeds_of(const struct units *u, const uint64_t *shingle, uint32_t length, struct seeds *out, struct crib_err *err);
void seeds_done(struct seeds *s);
/* to, all zero, becomes a copy of from in a piece of *slab. */
int seeds_keep(const struct seeds *from, struct slab **slab, struct seeds *to, struct crib_err *err);

/* One past the last unit of the window at unit i, or 0 when the row ends
 * before that. O(length). */
uint32_t window_end(const struct units *u, uint32_t i, uint32_t length);

#endif

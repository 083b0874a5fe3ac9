/* SPDX-License-Identifier: MIT */
/* What crib's stages are measured against: the same work done as one would
 * with libraries at hand. */
#ifndef CRIB_SPEED_RIVALS_H
#define CRIB_SPEED_RIVALS_H

#include "index/lsh.h"
#include "segment/segment.h"
#include "sketch/sketch.h"

/* Text to signature by ICU's normaliser (NFKC_Casefold), one XXH3 for each
 * shingle, and crib's own MinHash. It folds what crib folds (variants, numbers,
 * redactions, words) and keeps no positions. */
struct icu_scratch {
    uint16_t *wide, *folded; /* a line */
    size_t cap_wide, cap_folded;
    uint32_t *row;
    size_t cap_row;
    uint64_t *shingle;
    size_t cap_shingle;
};
/* sig u32[MINHASH_K]; *n_units the length of the row. */
int icu_signature(struct icu_scratch *s, const struct member *m, const struct document *d, uint32_t *sig,
                  uint32_t *n_units, struct crib_err *err);
void icu_scratch_done(struct icu_scratch *s);

/* LSH grouping by a map from a band's key to a roaring bitmap of documents.
 * Pairs as lsh_pairs() gives them while no bucket is hot; a hot one is paired
 * with its first member. lsh_pairs_done(). */
int roaring_pairs(const uint32_t *sig, uint32_t n_docs, struct lsh_pairs *out, struct crib_err *err);

#endif

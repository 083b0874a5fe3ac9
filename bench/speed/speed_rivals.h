/* SPDX-License-Identifier: MIT */
/* What crib's stages are measured against: the same work done as one would
 * with libraries at hand. */
#ifndef CRIB_SPEED_RIVALS_H
#define CRIB_SPEED_RIVALS_H

#include "index/lsh.h"
#include "segment/segment.h"
#include "sketch/sketch.h"

/* Text to signature by ICU's normaliser (NFKC_Casefold), one XXH3 for each
 * shingle, and crib's own MinHash. It makes the row that crib makes: variants,
 * numbers and their figures, redactions, words, and each unit's bytes. Two
 * things it leaves out, a rule for capitals beside Han and one for letters
 * that look alike: neither costs crib anything where there are none. */
struct icu_scratch {
    uint16_t *wide, *folded; /* a line */
    uint32_t *wide_at;       /* the byte each of wide begins at */
    struct txt_span *at;     /* the bytes each of folded comes from */
    size_t cap_wide, cap_folded, cap_wide_at, cap_at;
    struct units row;
    uint64_t *shingle;
    size_t cap_shingle;
};
/* sig u32[MINHASH_K]; the row is s->row. */
int icu_signature(struct icu_scratch *s, const struct member *m, const struct document *d, uint32_t *sig,
                  struct crib_err *err);
void icu_scratch_done(struct icu_scratch *s);

/* LSH grouping by a map from a band's key to a roaring bitmap of documents.
 * Pairs as lsh_pairs() gives them while no bucket is hot; a hot one is paired
 * with its first member. lsh_pairs_done(). */
int roaring_pairs(const uint32_t *sig, uint32_t n_docs, struct lsh_pairs *out, struct crib_err *err);

#endif

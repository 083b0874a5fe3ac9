/* SPDX-License-Identifier: MIT */
/* Which pairs of documents are worth aligning. */
#ifndef CRIB_INDEX_CANDIDATE_H
#define CRIB_INDEX_CANDIDATE_H

#include "index/postings.h"

enum {
    WHY_RUN = 1,      /* share a verbatim run of the least length, in seeds that are rare  */
    WHY_PIECES = 2,   /* share shorter pieces, near each other and in the same order       */
    WHY_STAR = 4,     /* share a common run; one of the two holds its first occurrence     */
    WHY_BAND = 8,     /* their MinHash signatures share a band                             */
    WHY_SKETCH = 16,  /* and their SimHashes differ in at most three bits                */
    WHY_PERIODIC = 32, /* one document, in which text repeats itself at once             */
    WHY_FAMILY = 64,  /* one leads a family of near-duplicates that the other belongs to */
    WHY_NEARLY = 128  /* agree around a rare seed, but for edits                           */
};

struct candidate {
    uint32_t a, b;  /* a <= b; a == b: passages inside one document */
    uint32_t why;   /* WHY_ bits */
};

struct candidates {
    struct candidate *item; /* sorted by (a, b), unique */
    size_t n, cap;
};

/* Candidates from shared seeds. Every two documents that share a run of at
 * least `length` (weight) are joined by the list: directly when some seed of
 * the run stands in at most CANDIDATE_RARE places, else by the run's star:
 * the first document that holds it with each of the others.
 *
 * Only pairs whose `a` is one of the first n_first documents: what others have
 * in common with each other is not looked at. The rows of block_units are read
 * at random at a time, CANDIDATE_BLOCK where memory is no matter; that changes
 * nothing in the result.
 *
 * Deterministic for any number of threads. O(seeds * CANDIDATE_RARE). */
enum { CANDIDATE_RARE = 64, CANDIDATE_BLOCK = 1 << 27 };
int candidates_from_seeds(const struct postings *p, const struct units *rows, uint32_t n_first, uint32_t length,
                          uint64_t block_units, int n_threads, struct candidates *out, struct crib_err *err);

/* Add pairs (as above) with a reason. */
int candidates_add(struct candidates *c, const uint64_t *pair, size_t n, uint32_t why, struct crib_err *err);

/* Add document d with itself for each d with periodic[d]: its seeds were
 * thinned (match/tandem.h), in trust that it is compared with itself. */
int candidates_add_periodic(struct candidates *c, const bool *periodic, uint32_t n_docs, struct crib_err *err);

/* Add the pairs (a << 32 | b, sorted, unique) of LSH; simhash u64[n_docs], or NULL. */
int candidates_add_bands(struct candidates *c, const uint64_t *pair, size_t n, const uint64_t *sim,
                         struct crib_err *err);
void candidates_done(struct candidates *c);

#endif

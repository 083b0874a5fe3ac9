/* SPDX-License-Identifier: MIT */
/* Where each seed stands: the inverted index of one run, in memory.
 *
 * Seeds that stand once in the whole collection can meet nothing and are
 * dropped; the others are kept twice, by seed (which documents hold it) and
 * by document (to join two documents fast). */
#ifndef CRIB_INDEX_POSTINGS_H
#define CRIB_INDEX_POSTINGS_H

#include "core/units.h"
#include "sketch/sketch.h"

/* A seed of one document; equal `run` means equal hash. */
struct doc_seed {
    uint32_t run;
    uint32_t pos;
    uint32_t win_beg, win_end; /* as in struct seed */
};

struct postings {
    uint64_t *entry;       /* [n] document << 32 | position, by (run, document, position) */
    size_t n;
    size_t *run_beg;       /* [n_runs + 1] into entry; each run holds two entries or more */
    size_t n_runs;
    struct doc_seed *seed; /* [n] by (document, run, position) */
    size_t *doc_beg;       /* [n_docs + 1] into seed */
    uint32_t n_docs;
};

/* seeds[n_docs]: each document's seeds by position; they are read, not kept.
 * O(total seeds) by radix sort. Fails with CRIB_E_NOMEM, or CRIB_E_LIMIT
 * past 2^32 - 1 repeated seeds. */
int postings_build(const struct seeds *seeds, uint32_t n_docs, int n_threads, struct postings *out,
                   struct crib_err *err);
void postings_done(struct postings *p);
bool postings_valid(const struct postings *p, const char **why);

static inline size_t postings_count(const struct postings *p, uint32_t run)
{
    return p->run_beg[run + 1] - p->run_beg[run];
}
static inline uint32_t entry_doc(uint64_t entry) { return (uint32_t)(entry >> 32); }
static inline uint32_t entry_pos(uint64_t entry) { return (uint32_t)entry; }

/* Two places that hold the same seed. */
struct hit {
    uint32_t a, b; /* units */
};

struct hits {
    struct hit *item;
    size_t n, cap;
    struct kv *window; /* scratch */
    size_t cap_window;
};

/* All seeds that documents a and b share, as pairs of positions (a == b: the
 * pairs with a < b), unsorted. A seed that stands so often in both that the
 * product passes 64 gives instead, for each *window* of which it is the least
 * shingle, the first place in either document with each place in the other:
 * every run of `length` that a and b share still holds a hit, at both places.
 * O(seeds of a and b, and the hits). */
int postings_join(const struct postings *p, const struct units *rows, uint32_t a, uint32_t b, uint32_t length,
                  struct hits *out, struct crib_err *err);
void hits_done(struct hits *h);

/* Hash of a window's exact units. */
uint64_t window_hash(const struct units *u, uint32_t beg, uint32_t end);

#endif

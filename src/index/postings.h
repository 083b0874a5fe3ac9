/* SPDX-License-Identifier: MIT */
/* Where each seed stands: the inverted index of one run, in memory.
 *
 * Seeds that stand once in the whole collection can meet nothing and are
 * dropped. The others, the *entries*, stand in runs of equal seeds; what is
 * known of an entry is packed, and told by its number. So each document's list
 * of its entries, ascending, is a list of its seeds by run as well: nothing is
 * kept twice.
 *
 *   doc     of entry e, runs in any order, within a run ascending (document, position)
 *   pos     of entry e, its first unit
 *   window  of entry e: see postings_place()
 *   held    the entries of document 0, then of 1, ...
 *
 * (The lists that an index keeps on disk, store/postlist.h, hold documents
 * without places and are read from one end to the other.) */
#ifndef CRIB_INDEX_POSTINGS_H
#define CRIB_INDEX_POSTINGS_H

#include "core/units.h"
#include "index/packed.h"
#include "sketch/sketch.h"

struct postings {
    struct packed doc, pos;       /* [n] */
    struct packed back, windows;  /* [n] units from the seed's first window to it; number of its windows */
    struct packed held;           /* [n] */
    uint32_t *doc_beg;            /* [n_docs + 1] into held */
    uint64_t *start;              /* a bit for each entry that begins a run, and for n */
    size_t n, n_runs;
    uint32_t n_docs;
};

/* seeds[n_docs]: each document's seeds by position; they are read, not kept.
 * O(total seeds); beside the result, 16 bytes a seed. Fails with CRIB_E_NOMEM,
 * or CRIB_E_LIMIT past 2^32 - 1 seeds. */
int postings_build(const struct seeds *seeds, uint32_t n_docs, int n_threads, struct postings *out,
                   struct crib_err *err);
void postings_done(struct postings *p);
bool postings_valid(const struct postings *p, const char **why);
uint64_t postings_bytes(const struct postings *p);

static inline uint32_t postings_doc(const struct postings *p, size_t e) { return (uint32_t)packed_at(&p->doc, e); }
static inline uint32_t postings_pos(const struct postings *p, size_t e) { return (uint32_t)packed_at(&p->pos, e); }
static inline size_t postings_held(const struct postings *p, size_t i) { return packed_at(&p->held, i); }

/* An entry as a place in its document; windows as in struct seed. */
struct seed_place {
    uint32_t pos;
    uint32_t win_beg, win_end;
};
static inline struct seed_place postings_place(const struct postings *p, size_t e)
{
    uint32_t pos = postings_pos(p, e), n = (uint32_t)packed_at(&p->windows, e);
    uint32_t beg = n ? pos - (uint32_t)packed_at(&p->back, e) : 0;
    return (struct seed_place){ pos, beg, beg + n };
}

/* Does entry e begin a run? e <= n. */
static inline bool postings_starts(const struct postings *p, size_t e) { return p->start[e >> 6] >> (e & 63) & 1; }

/* The entries [*beg, *end) of entry e's run; false when they are more than
 * `most`. O(most / 64). */
bool postings_rare(const struct postings *p, size_t e, size_t most, size_t *beg, size_t *end);

/* Two places that hold the same seed. */
struct hit {
    uint32_t a, b; /* units */
};

struct hits {
    struct hit *item;
    size_t n, cap;
    struct run_span { uint32_t beg, end; } *run_a; /* entries of the run that entry_a[i] is of; scratch from here on */
    uint32_t *entry_a, *entry_b;
    size_t cap_run, cap_a, cap_b;
    int64_t holding;              /* the document that run_a and entry_a are of, and one more */
    struct joint *joint;
    uint32_t *head, *same_b;
    size_t cap_joint, cap_head, cap_same_b;
    struct seed_place *place;
    size_t cap_place;
    struct kv *window;
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
/* Many joins of document a with others are to follow, by the same postings. */
int postings_hold(const struct postings *p, uint32_t a, struct hits *out, struct crib_err *err);
/* The same hits of two documents, straight from their seeds (join_seeds.c). */
int seeds_join(const struct seeds *a, const struct seeds *b, const struct units *ua, const struct units *ub,
               uint32_t length, struct hits *out, struct crib_err *err);
void hits_done(struct hits *h);

/* Hash of a window's exact units. */
uint64_t window_hash(const struct units *u, uint32_t beg, uint32_t end);

#endif

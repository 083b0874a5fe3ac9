/* SPDX-License-Identifier: MIT */
/* From sketches to raw passages: index, candidates, alignment. */
#ifndef CRIB_ENGINE_COMPARE_H
#define CRIB_ENGINE_COMPARE_H

#include "engine/collection.h"
#include "index/candidate.h"
#include "match/passage.h"

/* A passage between (or inside) documents, before it is described. */
struct raw {
    uint32_t a, b;             /* documents, a <= b */
    struct found found;
    const struct alike *block; /* found.n_block of them */
    uint8_t role;              /* enum crib_role; see roles.h */
    bool dropped;              /* said already by another common passage */
    bool templated;            /* boilerplate because a shingle or more of it is template text */
    uint32_t pair_matched;     /* of a and b by all that was aligned: matched_all() */
    int64_t commonness;
};

struct comparison {
    struct candidates candidates;
    struct founds *founds;     /* [candidates.n] own the blocks */
    uint32_t *matched;         /* [n_founds] matched units of each pair, whatever the roles: matched_all() */
    size_t n_founds;
    struct raw *raw;           /* [n_raw] by (a, b, place) */
    size_t n_raw;
    uint64_t n_hot, n_hot_skipped;
};

/* Units of rows that are to be read at random at a time. */
uint64_t compare_block(const struct engine_options *o);
/* The index of c's seeds and the pairs worth aligning: both to be freed by
 * the caller, also after a failure. */
struct postings;
int compare_candidates(const struct collection *c, const struct engine_options *o, struct postings *postings,
                       struct comparison *out, struct crib_err *err);

/* Of them, the pairs whose signatures share a band. */
int compare_bands(const struct collection *c, const struct engine_options *o, struct comparison *out,
                  struct crib_err *err);

/* Everything that stands twice, between all documents of c and within each.
 * Frees the collection's seeds on the way. comparison_done() also after a
 * failure. */
int compare_all(struct collection *c, const struct engine_options *o, struct progress *p, struct comparison *out,
                struct crib_err *err);
/* What follows the candidates, when these are in out already and postings
 * hold c's seeds (NULL: only c does; no candidate is one document then):
 * alignment, families, cuts. */
int compare_aligned(struct collection *c, const struct engine_options *o, struct progress *p,
                    const struct postings *postings, struct comparison *out, struct crib_err *err);
/* Only documents a and b, whatever their sketches say; for diff. */
int compare_two(struct collection *c, const struct engine_options *o, uint32_t a, uint32_t b, struct comparison *out,
                struct crib_err *err);
void comparison_done(struct comparison *c);

#endif

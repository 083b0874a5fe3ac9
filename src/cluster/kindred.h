/* SPDX-License-Identifier: MIT */
/* Which documents a body is most like in what it speaks of, whether or not
 * they share a line: its kindred. */
#ifndef CRIB_CLUSTER_KINDRED_H
#define CRIB_CLUSTER_KINDRED_H

#include "cluster/misfiled.h"

enum { KINDRED = 12, KINDRED_TRAITS = 48, KINDRED_FEATURES = 1 << 18 };

struct kin { uint32_t doc; float like; }; /* like: cosine of what both speak of, 0..1 */

/* What a body speaks of: a feature, and its share of the body's length as a vector. */
struct trait { uint32_t feature; float weight; };

struct kindred {
    struct kin *kin;   /* [n_doc][KINDRED] most alike first */
    uint32_t *n;       /* [n_doc] how many it has */
    struct trait *trait; /* [n_doc][KINDRED_TRAITS] by feature */
    uint32_t *n_trait; /* [n_doc] */
};

static inline const struct kin *kin_of(const struct kindred *k, uint32_t d) { return k->kin + (size_t)d * KINDRED; }

/* group_of[d]: documents of one group have the same text: they are nobody's
 * kin among themselves, and count once among another's. Linear in the units,
 * plus a bounded amount of work for each document. The same for any number of threads. */
int kindred_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, int n_threads, struct kindred *out,
                 struct crib_err *err);

/* How alike two bodies are, kin or not. */
float kindred_like(const struct kindred *k, uint32_t a, uint32_t b);

/* said[KINDRED_FEATURES / 64], zeroed, becomes a body's features: a bit each. */
void kindred_mark(const struct units *body, uint64_t *said);

/* How much of what document d chiefly speaks of is in said[]: the sum of its traits there. */
float kindred_heard(const struct kindred *k, uint32_t d, const uint64_t *said);

void kindred_done(struct kindred *k); /* also after a failure */

#endif

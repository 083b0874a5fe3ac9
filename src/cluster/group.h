/* SPDX-License-Identifier: MIT */
/* Groups of documents around representatives, and which member to keep. */
#ifndef CRIB_CLUSTER_GROUP_H
#define CRIB_CLUSTER_GROUP_H

#include "core/fact.h"

/* A verified edge: b is a (near-)duplicate of a. strength orders edges:
 * larger first (say resemblance in 1/10000). */
struct edge { uint32_t a, b; uint32_t strength; };

/* What is known of a document when a keeper is chosen. */
struct candidate_keeper {
    uint64_t units;
    uint64_t redactions;   /* redaction units in its body */
    bool misfiled;
    bool titled;           /* has a title */
    uint32_t title_fit;    /* how well title and body agree, 0..10000 */
};

enum keep_rule { KEEP_BEST, KEEP_LONGEST, KEEP_FIRST, KEEP_BEST_TITLED };

struct group {
    uint32_t keep;
    uint32_t *member;      /* [n] ascending, keep among them, n >= 2 */
    uint32_t n;
    uint32_t fuller;       /* a member other than the keeper with the clearly fuller text, or UINT32_MAX */
    struct crib_fact why;
};

struct groups { struct group *item; size_t n; struct arena arena; };

/* Groups of verified edges. Every member of a group shares an edge with the
 * group's keeper: a chain a~b~c with a unlike c does not make one group. A
 * document is in at most one group. Deterministic: depends on the set of
 * edges only, not on their order. O(E log E).
 *
 * The keeper is never a misfiled document while another member that shares an
 * edge with the others can stand in (see group.c); then the longest,
 * least redacted, best attested title, first in canonical order. */
int groups_make(const struct edge *edge, size_t n_edge, const struct candidate_keeper *doc, uint32_t n_doc,
                enum keep_rule rule, struct groups *out, struct crib_err *err);
void groups_done(struct groups *g);

/* Leader grouping of all documents, for counting groups instead of documents:
 * group_of[d] = smallest number of its group, one group per unpaired one. */
int groups_number(const struct edge *edge, size_t n_edge, uint32_t n_doc, uint32_t *group_of, uint32_t *n_groups,
                  struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Groups of documents around representatives, and which member to keep. */
#ifndef CRIB_CLUSTER_GROUP_H
#define CRIB_CLUSTER_GROUP_H

#include "core/fact.h"

/* What a verification said of two documents. An edge says that they are
 * (near-)duplicates; larger strength is closer (resemblance in 1/10000).
 *
 * exact: their unit rows are equal. Equality is transitive, so exact edges
 * may come as a star: every member of the class has the edges of all.
 * unlike: the pair was compared and is NOT alike: the two never stand in one
 * group, even when both are like a third. Every verified pair below
 * near-duplicate can be handed in so; a pair that is not mentioned at all was
 * not compared, which forbids nothing. */
struct edge {
    uint32_t a, b;
    uint32_t strength;
    bool exact, unlike;
};

/* What is known of a document when a keeper is chosen. */
struct candidate_keeper {
    uint64_t units;
    uint64_t redactions;   /* redaction units in its body */
    bool misfiled;
    bool titled;           /* has a title */
    uint32_t title_fit;    /* how well title and body agree, 0..10000 */
    uint32_t date;         /* the latest it states of itself, yyyymmdd; 0: none */
};

/* After "not misfiled", which comes first in all: BEST is longest, least
 * redacted, best attested title, first. The others ask one of these first
 * and the rest, in that order, afterwards. */
enum keep_rule { KEEP_BEST, KEEP_LONGEST, KEEP_FIRST, KEEP_BEST_TITLED, KEEP_NEWEST };

/* why: the first criterion that sets the keeper apart from the next best
 * member.
 *   "keep-not-misfiled"   misfiled: how many other members are misfiled
 *   "keep-longest"        units, next: the keeper's, the next best's
 *   "keep-least-redacted" redactions, next
 *   "keep-best-title"     fit, next: agreement of title and body, 1/10000
 *                         (-1: has no title)
 *   "keep-newest"         date, next: yyyymmdd, yyyymm or yyyy; 0 when it has none
 *   "keep-first"          (nothing else sets them apart)
 *   "keep-compared"       members: the only one, of otherwise better ones,
 *                         that was compared with and is like all the others */
struct group {
    uint32_t keep;
    uint32_t *member;      /* [n] ascending, keep among them, n >= 2 */
    uint32_t n;
    uint32_t fuller;       /* a member other than the keeper with the clearly fuller text (a quarter and two
                            * at least of the keeper's redactions are none in it, and it is not shorter by more
                            * than they explain), or UINT32_MAX */
    struct crib_fact why;
};

struct groups {
    struct group *item;    /* [n] by their smallest member */
    size_t n;
    struct arena arena;
};

/* Groups of verified edges. Every member of a group shares an edge (or an
 * exact class) with the group's keeper; no two members are known to be
 * unlike; a document is in at most one group. Depends on the set of edges
 * only, not on their order or direction. O(E log E).
 *
 * The keeper is never a misfiled document while another member is not. */
int groups_make(const struct edge *edge, size_t n_edge, const struct candidate_keeper *doc, uint32_t n_doc,
                enum keep_rule rule, struct groups *out, struct crib_err *err);
void groups_done(struct groups *g); /* also after a failure */

/* Grouping without regard to keepers, for counting groups instead of
 * documents: group_of[d] = number of its group, 0.. in order of the smallest
 * member; one group for each unpaired document. */
int groups_number(const struct edge *edge, size_t n_edge, uint32_t n_doc, uint32_t *group_of, uint32_t *n_groups,
                  struct crib_err *err);

#endif

/* SPDX-License-Identifier: MIT */
/* Which documents of an index a submission has to be held against. */
#ifndef CRIB_ENGINE_CHECK_PICK_H
#define CRIB_ENGINE_CHECK_PICK_H

#include "engine/archive_filter.h"
#include "index/candidate.h"

/* A seed or band that more documents hold is looked at in so many of them, those
 * whose contents' hashes are the least: a sample that does not depend on how
 * the index came about, and the same documents for one common text's seeds. */
enum {
    PICK_MOST = 128,
    PICK_RARE = CANDIDATE_RARE,  /* holders up to which all are looked at, as a scan does */
    PICK_ENDLESS = 1 << 17       /* beyond that a list is not worth intersecting */
};

/* What the index holds at the submission's own paths: it is left out. */
struct check_own {
    uint64_t *content;  /* [n] sorted hashes of their rows; mem_free() it */
    size_t n;
};

/* The documents of the index that share a seed or a band with one of c, but
 * for c's own. Of what many hold, PICK_MOST of those that the filter lets
 * through are among them, and PICK_MOST of all, to count by. */
int check_pick(struct archive *a, const struct collection *c, const struct archive_filter *filter,
               struct archive_pick **out, size_t *n,
               struct check_own *own, struct crib_err *err);

#endif

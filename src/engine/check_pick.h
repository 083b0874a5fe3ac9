/* SPDX-License-Identifier: MIT */
/* Which documents of an index a submission has to be held against. */
#ifndef CRIB_ENGINE_CHECK_PICK_H
#define CRIB_ENGINE_CHECK_PICK_H

#include "engine/archive.h"

/* A seed or band that more documents hold is looked at in so many of them, those
 * whose contents' hashes are the least: a sample that does not depend on how
 * the index came about, and the same documents for one common text's seeds. */
enum { PICK_MOST = 128 };

/* The documents of the index that share a seed or a band with one of c, but
 * for those of sources at c's own paths: *n_own of them left out. */
int check_pick(struct archive *a, const struct collection *c, struct archive_pick **out, size_t *n, uint64_t *n_own,
               struct crib_err *err);

#endif

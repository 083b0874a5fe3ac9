/* SPDX-License-Identifier: MIT */
/* `crib show chains`: what the matcher did with one pair of documents. */
#ifndef CRIB_MATCH_MATCH_SHOW_H
#define CRIB_MATCH_MATCH_SHOW_H

#include "core/buf.h"
#include "match/passage.h"

/* Anchors, chains and passages that match_rows left in m and f. */
int match_show(const struct matcher *m, const struct founds *f, struct buf *out, struct crib_err *err);

#endif

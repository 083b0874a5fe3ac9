/* SPDX-License-Identifier: MIT */
/* Titles against which nothing speaks but an abbreviation. */
#ifndef CRIB_CLUSTER_ABBREVIATED_H
#define CRIB_CLUSTER_ABBREVIATED_H

#include "cluster/terms.h"

/* excused[n]: set for each document with asked[d] whose title names its topic
 * by an abbreviation, more than by words, which its body does not use: unless a
 * title of the collection says what the letters stand for, and the body does not
 * speak of that. The other entries are left as they are. Linear in the titles and
 * in the bodies of the documents asked about that have such a one, times the
 * words that its letters stand for. */
int abbreviated_find(const struct titled *doc, uint32_t n, const struct terms *t, const struct speller *speller,
                     const bool *asked, bool *excused, struct crib_err *err);

#endif

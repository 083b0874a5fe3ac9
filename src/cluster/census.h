/* SPDX-License-Identifier: MIT */
/* What the bodies of a collection use of its titles, counted once for all. */
#ifndef CRIB_CLUSTER_CENSUS_H
#define CRIB_CLUSTER_CENSUS_H

#include "cluster/counts.h"
#include "core/slab.h"

/* What a body was counted to use: its features, exact ones first and parts
 * last, and how often. An entry is a feature, in as many bytes as the largest
 * takes, the lowest first, and in one more its times; one used more than 255
 * times has several, side by side. */
struct tally {
    const uint8_t *entry;
    struct slab *slab;
    uint32_t n_entry, n_exact; /* entries in all, and of exact features */
};
struct census {
    struct tally *tally;      /* [n_doc] */
    uint32_t n_doc;
    uint32_t feature_bytes;   /* 2, 3 or 4 */
    uint32_t n_exact, first_part; /* features below are exact; those from here on are parts */
};

/* How the uses of a feature lie over bodies, twins counted once. */
struct spread {
    double squares;           /* sum of the squares of its times in each */
    uint32_t in_bodies;
};

/* Counts all bodies, and sums up those of the documents that stand for their
 * groups (group_of[d] == d): times in uses[n_feature], spread[n_exact]; both
 * zeroed, and whole numbers, so that the order of the sums does not matter. */
int census_make(const struct term_table *t, const struct titled *doc, uint32_t n, const uint32_t *group_of,
                int n_threads, double *uses, struct spread *spread, struct census *out, struct crib_err *err);
void census_done(struct census *s); /* also after a failure */

/* As counts_body, from the census. */
void counts_recall(struct counts *c, const struct census *s, uint32_t doc);

/* All entries of a tally, or those of exact features: tally_next() tells of one
 * after another, and false after the last. */
struct tally_read { const uint8_t *at; uint32_t left, feature_bytes, mask; };

static inline struct tally_read tally_begin(const struct census *s, uint32_t doc, bool exact)
{
    const struct tally *t = &s->tally[doc];
    return (struct tally_read){ t->entry, exact ? t->n_exact : t->n_entry, s->feature_bytes,
                                UINT32_MAX >> (32 - 8 * s->feature_bytes) };
}

static inline uint32_t tally_feature(const struct tally_read *r)
{
    const uint8_t *p = r->at;
    return (p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24) & r->mask;
}

static inline uint32_t tally_times(struct tally_read *r)
{
    uint32_t times = r->at[r->feature_bytes];
    r->at += r->feature_bytes + 1;
    r->left--;
    return times;
}

static inline bool tally_next(struct tally_read *r, uint32_t *feature, uint32_t *times)
{
    if (r->left == 0)
        return false;
    *feature = tally_feature(r);
    uint32_t some = *times = tally_times(r);
    while (some == UINT8_MAX && r->left > 0 && tally_feature(r) == *feature)
        *times += some = tally_times(r);
    return true;
}

#endif

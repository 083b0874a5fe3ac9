/* SPDX-License-Identifier: MIT */
/* How a title stands to its body, to the bodies most like that, and to the
 * rest of the collection. */
#ifndef CRIB_CLUSTER_STANDING_H
#define CRIB_CLUSTER_STANDING_H

#include "cluster/frame.h"
#include "cluster/kindred.h"
#include "cluster/score.h"

struct fits {
    double own;       /* of a document's title to its own body                                     */
    double kin;       /* to the bodies of its kin, in the mean                                     */
    double any;       /* to bodies of the collection taken at random, in the mean                  */
    double best;      /* to the body, of those with another text, that it fits best                */
};

/* How much a body has of what is chiefly said under titles with the same terms (echo.h). */
struct echo {
    double own;       /* with the terms of its own: standard scores, by how surely each names a topic */
    double ahead;     /* the same, less that of the topic among its kin's that it echoes most          */
    double sure;      /* how surely one of its own names a topic, 0..1                                */
};

struct standing {
    struct fits fit;     /* of the title                                                            */
    double length;       /* of its body, in units                                                   */
    double topical;      /* share of its weight that is left when terms of no topic are taken off   */
    struct frame frame;  /* of the title                                                            */
    double slot;         /* how surely it names a topic by terms that no kin share, by where they stand */
    bool bare;           /* it names nothing of its own: a lead or a heading (bare.h), or a form that is used for anything */
    double shared;       /* what the kin's titles have of its topic, 0..1: above chance, by rarity  */
    double expected;     /* what they usually have where a title has such terms                     */
    double like;         /* how alike its body and its kin are, in the mean                         */
    double near;         /* how alike its body is to the one most like it of those whose titles have its topic,
                          * as a share of how alike its kin are; asked for where the kin share little of that */
    double other;        /* what they have in common with each other and not with it                */
    uint32_t other_doc;  /* the nearest of those that have that; UINT32_MAX: none                   */
    double related;      /* what they share of its topic in another form, likewise; where it was asked for (related.h) */
    double repeated;     /* in how many other groups a document has the title (repeated.h)          */
    struct echo echo;    /* where it was asked for                                                  */
    double spelt;        /* likewise: share of what the title is spelt with that the body has, by rarity, 0..1 */
};

/* Called for each body while it is counted, with the fit of its own title (0
 * without one), by several threads at once. */
typedef void fits_listener(uint32_t doc, const struct counted *b, double fit, void *arg);

/* What kin's titles share, in whatever form. */
static inline double shared_by_kin(const struct standing *s) { return s->shared > s->related ? s->shared : s->related; }

/* Who wants to hear of it: told when the terms have their last weights and it
 * is known what kin share, and then of each body. Sets *others where anybody
 * will ask how titles fit other bodies than their own. */
struct standing_listener {
    int (*weighed)(void *arg, bool *others, struct crib_err *err);
    fits_listener *body;
    void *arg;
};

/* out[n]. Takes weight off the terms that name no topic: those that several
 * titles have whose bodies are not akin. listener, topics: NULL for none. */
int standing_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct terms *t,
                  const struct kindred *kin, int n_threads, const struct standing_listener *listener,
                  struct standing *out, struct topics *topics, struct crib_err *err);

/* The same again for shared, expected, near and other, without asking the titles of
 * documents that are mute[]: those held for wrong. */
int standing_without(const bool *mute, uint32_t n, const uint32_t *group_of, const struct terms *t,
                     const struct kindred *kin, struct standing *out, struct crib_err *err);

#endif

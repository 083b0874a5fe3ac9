/* SPDX-License-Identifier: MIT */
/* How much speaks against a title.
 *
 * A title is doubted when it names a topic (kin usually share what it has, or
 * it stands where topics stand in titles) that is not at home here: neither
 * the body nor its kin speak of it, and the kin's titles do not share it but
 * agree on something else. A body that is shorter than usual, or less like its
 * kin, is silent about more; one much like another under that topic may
 * belong there, though its nearest kin do not; so may one that has much of
 * what all the others under that topic say; so does one that has the letters of
 * the title, in whatever form; a set phrase names nothing, nor does as a rule
 * a title that others have over unlike bodies.
 * No clue counts alone: silence tells where others speak. So they are weighed
 * by small decision trees, each of which mends what those before left
 * (gradient boosting: Friedman 2001), learned from made-up collections of many
 * kinds in six languages, and from help and manual pages in eleven
 * (bench/misfiled --learn). */
#include "cluster/doubt.h"

#include <math.h>

#include "cluster/doubt_trees.h"

static const double
    LEAST_WRONG = .02, BELIEF = 10, MOST_WRONG = .3, /* share of wrong titles, before any is seen: as if of so many documents */
    SPOKEN_OFTEN = .45, /* fit of a title that its body speaks of, where a twin's title fits better */
    KNOWN = .4,         /* beside a twin's title: a title that names a topic so surely is judged, */
    NAMES = .3,         /* or has so much of the middle title's weight, */
    TOPICAL = .3,       /* and so much of its own is left */
    SHARED_BESIDE = .2, /* of what is usually shared: beside a twin's title one that shares so much is at home, */
    AT_HOME = .5,       /* so much speaks for it even where the body is silent */
    KIN_FIT = .5;       /* and so is one of which its kin speak so much */

double doubt_of(const struct clues *c)
{
    double sum = DOUBT_OF_ANY;
    for (size_t i = 0; i < COUNT_OF(doubt_trees); i++) {
        const struct doubt_tree *t = &doubt_trees[i];
        unsigned at = 0;
        for (int level = 0; level < DOUBT_DEPTH; level++)
            at = 2 * at + 1 + (c->at[t->clue[at]] > (double)t->above[at]);
        sum += (double)t->doubt[at - DOUBT_NODES];
    }
    return sum;
}

static double beyond(double fit, double anyones) { return fmax(fit - anyones, 0); }

/* The step from nothing to the usual is what counts; beyond that, nothing. */
static double log_share(double x, double usual) { return log(fmin(x / usual, 1) + .1); }

/* How surely a title names a topic: because kin usually share what it has, */
static double known_by_kin(const struct standing *s, const struct usual *u) { return fmin(s->expected / u->shared, 1); }

/* or because it stands where topics do. */
static double known_of(const struct standing *s, const struct usual *u)
{
    return 1 - (1 - fmin(s->slot, 1)) * (1 - known_by_kin(s, u));
}

/* The part of the sum that says how far a title is from being at home. */
static double log_strange(const struct standing *s, const struct usual *u)
{
    return -2 * log_share(beyond(s->fit.kin, s->fit.any), u->kin) - 1.5 * log_share(shared_by_kin(s), u->shared);
}

bool is_at_home(const struct standing *s, const struct usual *u)
{
    return u->telling && (shared_by_kin(s) >= AT_HOME * u->shared || beyond(s->fit.kin, s->fit.any) >= KIN_FIT * u->kin);
}

double doubt_beside(const struct standing *s, double weight, const struct standing *twin, const struct usual *u)
{
    bool names = known_of(s, u) >= KNOWN ||
                 (weight + s->frame.unknown >= NAMES * u->weight && (s->topical >= TOPICAL || s->frame.unknown > 0));
    if (!u->telling || !names || s->bare || s->fit.own >= SPOKEN_OFTEN || shared_by_kin(s) >= SHARED_BESIDE * u->shared)
        return -HUGE_VAL;
    return log_strange(s, u) - log_strange(twin, u) + log((twin->fit.own + .05) / (s->fit.own + .05));
}

double doubt_prior(const double *doubt, uint32_t n)
{
    double share = .1;
    for (int round = 0; round < 30 && n > 0; round++) {
        double sum = 0, odds = share / (1 - share);
        for (uint32_t d = 0; d < n; d++)
            sum += 1 / (1 + exp(-doubt[d]) / odds);
        share = fmin((sum + LEAST_WRONG * BELIEF) / (n + BELIEF), MOST_WRONG);
    }
    return log(share / (1 - share));
}

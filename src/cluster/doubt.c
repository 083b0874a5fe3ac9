/* SPDX-License-Identifier: MIT */
/* How much speaks against a title.
 *
 * A title is doubted when it names a topic (kin usually share what it has, or
 * it stands where topics stand in titles) that is not at home here: neither
 * the body nor its kin speak of it, and the kin's titles do not share it but
 * agree on something else. A body that is shorter than usual, or less like its
 * kin, is silent about more, and one much like another under that topic may
 * belong there, though its nearest kin do not. A title in which nothing is a form, unlike the others, is rather
 * a slogan than a stranger.
 * Each is measured against what the collection's titles usually show, and
 * enters a sum as in logistic regression; the coefficients are rounded from
 * one over made-up collections of many kinds. Evidence of which the first
 * little tells most enters by its logarithm, what body and kin speak as it is. */
#include "cluster/doubt.h"

#include <math.h>

static const double
    LEAST_WRONG = .02, BELIEF = 10, MOST_WRONG = .3, /* share of wrong titles, before any is seen: as if of so many documents */
    SPOKEN_OF = .4,     /* fit of a title that its body speaks of */
    SPOKEN_OFTEN = .45, /* the same where a twin's title fits better */
    KNOWN = .4,         /* beside a twin's title: a title that names a topic so surely is judged, */
    NAMES = .3,         /* or has so much of the middle title's weight, */
    TOPICAL = .3,       /* and so much of its own is left */
    SHARED = .35,       /* of what is usually shared: a title that shares so much is at home, */
    SHARED_BESIDE = .2, /* and beside a twin's title one that shares so much; */
    AT_HOME = .5,       /* so much speaks for it even where the body is silent */
    KIN_FIT = .5,       /* and so is one of which its kin speak so much */
    OTHER = .5,         /* and so much at least is agreed upon otherwise */
    LEAST_KNOWN = .05,  /* no title is surer to name nothing */
    SHARED_BY = .6,     /* so many titles may name no topic: the usual one shares more than these */
    LEAST_WEIGHT = .01, LEAST_BEST = .1, LEAST_KIN = .05, LEAST_SHARED = .08,
    LEAST_FORMAL = .05, LEAST_LIKE = .01; /* less is taken for as much; where so little is shared, kin do not tell */

static int cmp_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The kth of n numbers, which are sorted, when k is such a share of n. */
static double at_share(double *x, size_t n, double share, double least)
{
    qsort(x, n, sizeof *x, cmp_double);
    return n ? fmax(x[(size_t)((double)n * share)], least) : least;
}

static double beyond(double fit, double anyones) { return fmax(fit - anyones, 0); }

int usual_find(const struct standing *s, const struct terms *t, const bool *judged, uint32_t n, struct usual *out,
               struct crib_err *err)
{
    size_t cap = (size_t)n + 1, m = 0;
    double *x = mem_zero(7 * cap, sizeof *x);
    if (!x)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n; d++) {
        if (!judged[d] || s[d].topical < TOPICAL)
            continue;
        x[m] = t->title[t->title_of[d]].weight;
        x[cap + m] = beyond(s[d].fit.best, s[d].fit.any);
        x[2 * cap + m] = beyond(s[d].fit.kin, s[d].fit.any);
        x[3 * cap + m] = s[d].shared;
        x[4 * cap + m] = s[d].length;
        x[5 * cap + m] = 1 - s[d].topical;
        x[6 * cap + m] = s[d].like;
        m++;
    }
    out->weight = at_share(x, m, .5, LEAST_WEIGHT);
    out->best = at_share(x + cap, m, .5, LEAST_BEST);
    out->kin = at_share(x + 2 * cap, m, .5, LEAST_KIN);
    out->shared = at_share(x + 3 * cap, m, SHARED_BY, 0);
    out->length = at_share(x + 4 * cap, m, .5, 1);
    out->formal = at_share(x + 5 * cap, m, .5, LEAST_FORMAL);
    out->like = at_share(x + 6 * cap, m, .5, LEAST_LIKE);
    out->telling = out->shared >= LEAST_SHARED;
    mem_free(x);
    return CRIB_OK;
}

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
    return -2 * log_share(beyond(s->fit.kin, s->fit.any), u->kin) - 1.5 * log_share(s->shared, u->shared);
}

bool is_at_home(const struct standing *s, const struct usual *u)
{
    return u->telling && (s->shared >= AT_HOME * u->shared || beyond(s->fit.kin, s->fit.any) >= KIN_FIT * u->kin);
}

double doubt_beside(const struct standing *s, double weight, const struct standing *twin, const struct usual *u)
{
    bool names = known_of(s, u) >= KNOWN || (weight >= NAMES * u->weight && s->topical >= TOPICAL);
    if (!u->telling || !names || s->bare || s->fit.own >= SPOKEN_OFTEN || s->shared >= SHARED_BESIDE * u->shared)
        return -HUGE_VAL;
    return log_strange(s, u) - log_strange(twin, u) + log((twin->fit.own + .05) / (s->fit.own + .05));
}

double doubt_of(const struct standing *s, double weight, const struct usual *u)
{
    if (!u->telling || s->bare || s->fit.own >= SPOKEN_OF || s->shared >= SHARED * u->shared ||
        s->other < OTHER * u->shared || s->other_doc == UINT32_MAX)
        return -HUGE_VAL;
    double by_kin_alone = known_by_kin(s, u) * (1 - fmin(s->slot, 1)); /* of a short body, kin know little */
    double spoken = fmin(beyond(s->fit.kin, s->fit.any) / u->kin, 1), elsewhere = beyond(s->fit.best, s->fit.any);
    return 5.1 + 2.1 * log(known_of(s, u) + LEAST_KNOWN) + .7 * log_share(elsewhere, u->best) +
           1.4 * log_share(weight, u->weight) + log_share(s->other, u->shared) - log_share(s->shared, u->shared) +
           1.6 * log_share(1 - s->topical, u->formal) + 1.7 * log_share(s->like, u->like) +
           by_kin_alone * (1.4 * log_share(s->length, u->length) - 4.8 * s->near) - 5.2 * spoken -
           7.6 * beyond(s->fit.own, s->fit.any);
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

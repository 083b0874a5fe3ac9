/* SPDX-License-Identifier: MIT */
/* What speaks for a title and against it, as numbers.
 *
 * Titles of one collection are long and formal, of another short; bodies of
 * one speak of their titles, of another hardly. So each clue is a share of
 * what the middle title shows. */
#include "cluster/clues.h"

#include <math.h>

static const double
    SPOKEN_OF = .5,     /* fit of a title that its body speaks of */
    TOPICAL = .3,       /* titles of which so much weight is left are asked what is usual */
    SHARED = .6,        /* of what is usually shared: a title that shares so much is at home, */
    OTHER = .35,        /* and so much at least is agreed upon otherwise */
    SHARED_BY = .6,     /* so many titles may name no topic: the usual one shares more than these */
    LEAST_WEIGHT = .01, LEAST_BEST = .1, LEAST_KIN = .05, LEAST_SHARED = .08,
    LEAST_FORMAL = .05, LEAST_LIKE = .01, /* less is taken for as much */
    MANY = 8,           /* documents with one title: more tell no more */
    TELLING = .05;      /* where less is shared as a rule, kin do not tell */

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

/* Is a title asked what is usual? */
static bool is_asked(const struct standing *s, const bool *judged, uint32_t d)
{
    return judged[d] && s[d].topical >= TOPICAL;
}

static double beyond(double fit, double anyones) { return fmax(fit - anyones, 0); }

int kin_tell(const struct standing *s, const bool *judged, uint32_t n, bool *out, struct crib_err *err)
{
    size_t m = 0;
    double *x = mem_alloc(((size_t)n + 1) * sizeof *x);
    if (!x)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n; d++)
        if (is_asked(s, judged, d))
            x[m++] = s[d].shared;
    *out = at_share(x, m, SHARED_BY, 0) >= TELLING;
    mem_free(x);
    return CRIB_OK;
}

int usual_find(const struct standing *s, const struct terms *t, const bool *judged, uint32_t n, struct usual *out,
               struct crib_err *err)
{
    size_t cap = (size_t)n + 1, m = 0;
    double *x = mem_zero(7 * cap, sizeof *x);
    if (!x)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n; d++) {
        if (!is_asked(s, judged, d))
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
    out->telling = out->shared >= TELLING;
    mem_free(x);
    return CRIB_OK;
}

/* A fit of the known words, as one of all. */
static double own_fit(const struct standing *s, double weight)
{
    double all = weight + s->frame.unknown;
    return all > 0 ? s->fit.own * weight / all : 0;
}

void clues_of(const struct standing *s, double weight, const struct usual *u, struct clues *out)
{
    double *at = out->at, usually_shared = fmax(u->shared, LEAST_SHARED);
    at[CLUE_PLACE] = fmin(s->slot, 1);
    at[CLUE_EXPECTED] = s->expected / usually_shared;
    at[CLUE_WEIGHT] = (weight + s->frame.unknown) / u->weight;
    at[CLUE_UNKNOWN] = s->frame.unknown / u->weight;
    at[CLUE_OTHER] = s->other / usually_shared;
    at[CLUE_SHARED] = shared_by_kin(s) / usually_shared;
    at[CLUE_LIKE] = s->like / u->like;
    at[CLUE_NEAR] = s->near;
    at[CLUE_SPOKEN] = beyond(s->fit.kin, s->fit.any) / u->kin;
    at[CLUE_OWN] = beyond(own_fit(s, weight), s->fit.any);
    at[CLUE_ELSEWHERE] = beyond(s->fit.best, s->fit.any) / u->best;
    at[CLUE_DULLED] = (1 - s->topical) / u->formal;
    at[CLUE_FORMAL] = s->frame.formal;
    at[CLUE_SET] = s->frame.set;
    at[CLUE_FIGURES] = s->frame.figures;
    at[CLUE_LENGTH] = s->length / u->length;
    at[CLUE_ECHO] = s->echo.own;
    at[CLUE_AHEAD] = s->echo.ahead;
    at[CLUE_SURE] = s->echo.sure;
    at[CLUE_SPELT] = s->spelt;
    at[CLUE_REPEATED] = fmin(s->repeated, MANY);
}

const char *clue_name(enum clue clue)
{
    static const char *const names[N_CLUES] = {
        "place", "expected", "weight", "unknown", "other", "shared", "like", "near", "spoken", "own", "elsewhere",
        "dulled", "formal", "set", "figures", "length", "echo", "ahead", "sure", "spelt", "repeated",
    };
    return names[clue];
}

bool clues_tell(const struct standing *s, double weight, const struct usual *u)
{
    return u->telling && !s->bare && own_fit(s, weight) < SPOKEN_OF && shared_by_kin(s) < SHARED * u->shared &&
           s->other >= OTHER * u->shared && s->other_doc != UINT32_MAX;
}

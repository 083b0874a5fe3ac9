/* SPDX-License-Identifier: MIT */
/* How much a body echoes those under titles with the terms of its own.
 *
 * A body is nearest to a dozen others, and an office may have a hundred: the
 * few that speak of the same as a title need not be among the dozen. So all
 * of them are asked, one term of the title after the other (at most so many
 * for each), for the words that they chiefly use, and how many of these the
 * body has anywhere: much of what it says but once tells whose it is. Bodies
 * taken at random tell how many any two have in common, and how far that
 * strays; what is beyond counts in such steps (a standard score), which are
 * the same for long bodies and short ones. A term counts as much as it
 * surely names a topic, by how often the kin of the others that have it share
 * it (standing.h). The terms that several of the body's kin have in their
 * titles are asked likewise: a wrong title is far behind the best of them. */
#include "cluster/echo.h"

#include <math.h>

#include "core/par.h"

enum {
    STRANGERS = 96,      /* bodies taken at random */
    BEARERS = 64,        /* of one term */
    COMMON = 4,          /* what more than one title in so many has is not asked about */
    AGREED = 2           /* so many kin's titles have a term that is another topic's */
};

static const double
    TOPIC = .5,                 /* kin share the term of another topic so often */
    HALF = .5, BELIEF = 2,      /* what is believed of a term before any is asked: so much of so many documents */
    LEAST = .02;                /* weight of not knowing any term of a topic */

/* A thread's own tables, of one document. */
struct desk {
    uint64_t *said;             /* features of its body, a bit each */
    float *like;                /* [n] how much of each body it has, and 1; 0: not asked yet */
    uint32_t *met, n_met;
    struct { float share; uint32_t n; } *kin; /* [n_exact] of its kin whose titles have a term */
    uint32_t *touched, n_touched;
    double usual, spread;       /* of any bodies */
};

struct listening {
    const struct titled *doc;
    uint32_t n;
    const uint32_t *group_of;
    const struct terms *terms;
    const struct kindred *kin;
    const struct topics *topics;
    const uint32_t *asked;
    struct desk *desk;
    int n_threads;
    struct standing *out;
};

static double like_of(const struct listening *s, struct desk *k, uint32_t e)
{
    if (k->like[e] == 0) {
        k->like[e] = 1 + kindred_heard(s->kin, e, k->said);
        k->met[k->n_met++] = e;
    }
    return k->like[e] - 1.;
}

static void ask_strangers(const struct listening *s, struct desk *k, uint32_t d)
{
    double sum = 0, squares = 0;
    uint32_t n = 0;
    for (uint32_t i = 1; i <= STRANGERS; i++) {
        uint32_t e = (uint32_t)((d + (uint64_t)i * s->n / (STRANGERS + 1)) % s->n);
        if (s->group_of[e] == s->group_of[d])
            continue;
        double like = like_of(s, k, e);
        sum += like;
        squares += like * like;
        n++;
    }
    k->usual = n ? sum / n : 0;
    k->spread = n ? sqrt(fmax(squares / n - k->usual * k->usual, 0)) : 0;
}

static bool is_told_of(const struct listening *s, uint32_t f)
{
    uint64_t with = s->topics->with[f];
    return with > 1 && with * COMMON <= s->n;
}

/* How far d's body is beyond any in what it has of those under titles with a
 * term, evenly taken; false: there are no others. */
static bool ask_bearers(const struct listening *s, struct desk *k, uint32_t d, uint32_t f, double *out)
{
    uint32_t beg = s->terms->posting_first[f], n = s->terms->posting_first[f + 1] - beg;
    uint32_t titles = min_u32(n, BEARERS), met = 0;
    double sum = 0;
    for (uint32_t i = 0; i < titles; i++) {
        uint32_t title = s->terms->posting[beg + (uint32_t)((uint64_t)i * n / titles)];
        uint32_t first = s->topics->of.first[title], docs = s->topics->of.first[title + 1] - first;
        uint32_t some = min_u32(docs, BEARERS / titles);
        for (uint32_t j = 0; j < some; j++) {
            uint32_t e = s->topics->of.doc[first + (uint32_t)((uint64_t)j * docs / some)];
            if (s->group_of[e] == s->group_of[d])
                continue;
            sum += like_of(s, k, e);
            met++;
        }
    }
    *out = met && k->spread > 0 ? (sum / met - k->usual) / k->spread : 0;
    return met > 0;
}

static void sum_kin(const struct listening *s, struct desk *k, uint32_t d)
{
    const struct kin *kin = kin_of(s->kin, d);
    double all = 0;
    for (uint32_t i = 0; i < s->kin->n[d]; i++)
        all += s->terms->title_of[kin[i].doc] != UINT32_MAX ? kin[i].like : 0;
    for (uint32_t i = 0; i < s->kin->n[d] && all > 0; i++) {
        if (s->terms->title_of[kin[i].doc] == UINT32_MAX)
            continue;
        const struct title *t = &s->terms->title[s->terms->title_of[kin[i].doc]];
        for (uint32_t j = 0; j < t->n_term; j++) {
            uint32_t f = t->exact[j];
            k->touched[k->n_touched] = f;
            k->n_touched += k->kin[f].n++ == 0;
            k->kin[f].share += (float)(kin[i].like / all);
        }
    }
}

/* How surely a term of d's names a topic: learned from the others that have it. */
static double sureness(const struct listening *s, const struct desk *k, uint32_t f)
{
    uint32_t with = s->topics->with[f];
    double others = s->topics->topic[f] - topic_of_kin(k->kin[f].share, with, s->n);
    return (fmax(others, 0) + HALF) / (with - 1 + BELIEF);
}

static void ask_own(const struct listening *s, struct desk *k, uint32_t d, struct echo *out)
{
    const struct title *own = &s->terms->title[s->terms->title_of[d]];
    double sum = 0, all = 0;
    for (uint32_t i = 0; i < own->n_term; i++) {
        double beyond;
        if (!is_told_of(s, own->exact[i]) || !ask_bearers(s, k, d, own->exact[i], &beyond))
            continue;
        double sure = sureness(s, k, own->exact[i]);
        out->sure = fmax(out->sure, sure);
        sum += sure * sure * beyond;
        all += sure * sure;
    }
    out->own = sum / (all + LEAST);
}

/* The most of the topics that several kin have and d's title has not. */
static double ask_others(const struct listening *s, struct desk *k, uint32_t d)
{
    double most = 0, beyond;
    for (uint32_t i = 0; i < k->n_touched; i++) {
        uint32_t f = k->touched[i];
        if (k->kin[f].n >= AGREED && is_told_of(s, f) && s->topics->topic[f] >= TOPIC * s->topics->with[f] &&
            !title_has(s->terms, s->terms->title_of[d], f) && ask_bearers(s, k, d, f, &beyond))
            most = fmax(most, beyond);
    }
    return most;
}

static void clear(struct desk *k)
{
    memset(k->said, 0, KINDRED_FEATURES / 8);
    for (uint32_t i = 0; i < k->n_met; i++)
        k->like[k->met[i]] = 0;
    for (uint32_t i = 0; i < k->n_touched; i++)
        memset(&k->kin[k->touched[i]], 0, sizeof *k->kin);
    k->n_met = k->n_touched = 0;
}

static int listen_to(size_t i, int thread, void *arg, struct crib_err *err)
{
    const struct listening *s = arg;
    struct desk *k = &s->desk[thread];
    uint32_t d = s->asked[i];
    struct echo *out = &s->out[d].echo;
    (void)err;
    *out = (struct echo){ 0 };
    if (s->terms->title_of[d] == UINT32_MAX)
        return CRIB_OK;
    kindred_mark(s->doc[d].body, k->said);
    ask_strangers(s, k, d);
    sum_kin(s, k, d);
    ask_own(s, k, d, out);
    out->ahead = out->own - ask_others(s, k, d);
    clear(k);
    return CRIB_OK;
}

static int desks_init(struct listening *s, struct crib_err *err)
{
    s->desk = mem_zero((size_t)s->n_threads, sizeof *s->desk);
    for (int i = 0; s->desk && i < s->n_threads; i++) {
        struct desk *k = &s->desk[i];
        k->said = mem_zero(KINDRED_FEATURES / 64, sizeof *k->said);
        k->like = mem_zero((size_t)s->n + 1, sizeof *k->like);
        k->met = mem_alloc(((size_t)s->n + 1) * sizeof *k->met);
        k->kin = mem_zero((size_t)s->terms->n_exact + 1, sizeof *k->kin);
        k->touched = mem_alloc(((size_t)s->terms->n_exact + 2) * sizeof *k->touched);
        if (!k->said || !k->like || !k->met || !k->kin || !k->touched)
            return CRIB_NOMEM(err);
    }
    return s->desk ? CRIB_OK : CRIB_NOMEM(err);
}

static void desks_done(struct listening *s)
{
    for (int i = 0; s->desk && i < s->n_threads; i++) {
        void *block[] = { s->desk[i].said, s->desk[i].like, s->desk[i].met, s->desk[i].kin, s->desk[i].touched };
        for (size_t j = 0; j < COUNT_OF(block); j++)
            mem_free(block[j]);
    }
    mem_free(s->desk);
}

int echoes_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
                const struct kindred *kin, const struct topics *topics, const uint32_t *asked, uint32_t n_asked,
                int n_threads, struct standing *out, struct crib_err *err)
{
    struct listening s = { .doc = doc, .n = n, .group_of = group_of, .terms = t, .kin = kin, .topics = topics,
                           .asked = asked, .out = out };
    s.n_threads = threads_for(n_threads, KINDRED_FEATURES / 8 + n * UINT64_C(8) + t->n_exact * UINT64_C(12));
    int rc = n_asked ? desks_init(&s, err) : CRIB_OK;
    if (rc == CRIB_OK)
        rc = par_for(n_asked, s.n_threads, listen_to, &s, err);
    desks_done(&s);
    return rc;
}

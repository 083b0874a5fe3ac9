/* SPDX-License-Identifier: MIT */
/* Documents whose title and body disagree.
 *
 * Each title is weighed against its own body and against the titles that
 * would fit that body better. Three ways lead to a charge, each on stronger
 * evidence where it has less to compare with:
 *
 *   a twin     the same text stands under another title; of the terms that
 *              only one of the two titles has, the body speaks of the
 *              twin's, not of its own
 *   a rival    the body hardly speaks of its title, and of most of what
 *              another title names
 *   absence    no title fits, but the body speaks of nothing at all of a
 *              title that names much
 *
 * How much the last two are worth is asked of the collection. Titles that fit
 * their bodies only half show how often a right title will fit not at all (in
 * a collection of headlines: often); bodies under fitting titles show how
 * often some other title fits just as well (in one of a single subject:
 * often). From both come the odds that a title is wrong, by Bayes' rule, and
 * only long odds make a charge. Then the bodies most like it are heard
 * (hearing.c). */
#include "cluster/misfiled.h"

#include "cluster/abbreviated.h"

#include <math.h>

#include "cluster/alphabet.h"
#include "cluster/clues.h"
#include "cluster/court.h"
#include "cluster/repeated.h"
#include "core/par.h"

static const double
    NAMES_SOMETHING = .25, /* least weight of a title that is judged, as a share of the middle one's */
    NAMES_MUCH = .5,       /* the same where nothing but absence speaks */
    LEAST_WEIGHT = .05,    /* a title lighter than this names nothing in any collection */
    LOW_FIT = .2, HALF_FIT = .4, /* a wrong title's fit is below the first, a doubtful one's below the second */
    ABSENT_FIT = .12,            /* a title whose absence alone tells has less */
    RIVAL_FIT = .7, RIVAL_AHEAD = .5, /* least fit of a rival, and how far before the own title: shares of the middle fit */
    TWIN_WEIGHT = .15,     /* least weight of what only one of two titles names, as a share of the middle title's */
    TWIN_FIT = .25, TWIN_AHEAD = .2, TWIN_TIMES = 2, /* least fit of the twin's, and by how much and how often the own one's */
    LEAST_FIT = .2, LEAST_SPREAD = .03, /* no collection is taken to be worse, or more even, than this */
    LEAST_ODDS = 5;

enum {
    LEAST_BODY = 100,     /* weight of its units */
    SILENT_BODY = 300,    /* the same of one whose silence alone tells */
    SAMPLE = 2048,        /* fitting documents that are asked for a rival */
    UNJUDGED_FIT = 2500   /* better attested than a wrong title, less than a right one */
};

static uint32_t root(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x)
        x = parent[x] = parent[parent[x]];
    return x;
}

static int list_twins(struct court *c, const struct twin *twin, size_t n_twin, struct crib_err *err)
{
    c->twin = n_twin < SIZE_MAX / 4 / sizeof *c->twin ? mem_alloc((2 * n_twin + 1) * sizeof *c->twin) : NULL;
    c->group_of = mem_alloc(((size_t)c->n + 1) * sizeof *c->group_of);
    if (!c->twin || !c->group_of)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n; d++)
        c->group_of[d] = d;
    for (size_t i = 0; i < n_twin; i++) {
        uint32_t a = twin[i].a, b = twin[i].b;
        if (a >= c->n || b >= c->n)
            return CRIB_FAIL(err, CRIB_E_ARG, i, "a twin names document %u of %u", max_u32(a, b), c->n);
        if (a == b)
            continue;
        uint64_t far = 10000 - min_u32(twin[i].per_10000, 10000);
        c->twin[c->n_twin++] = (struct kv){ a, far << 32 | b };
        c->twin[c->n_twin++] = (struct kv){ b, far << 32 | a };
        uint32_t ra = root(c->group_of, a), rb = root(c->group_of, b);
        c->group_of[max_u32(ra, rb)] = min_u32(ra, rb);
    }
    for (uint32_t d = 0; d < c->n; d++)
        c->group_of[d] = root(c->group_of, d);
    return sort_kv(c->twin, c->n_twin, true, err);
}

/* Does the twin's title fit the common text where the document's own does
 * not? Of several such twins the one whose title fits best. */
static bool try_twins(const struct court *c, const struct counted *b, uint32_t d, struct charge *charge)
{
    uint32_t own = c->terms.title_of[d];
    double best = 0;
    for (size_t i = first_twin(c, d); i < c->n_twin && c->twin[i].key == d; i++) {
        uint32_t twin = (uint32_t)c->twin[i].val, other = c->terms.title_of[twin];
        if (other == UINT32_MAX || other == own)
            continue;
        double w_own, w_other;
        double f_own = title_fit_without(b, own, other, &w_own), f_other = title_fit_without(b, other, own, &w_other);
        if (w_own < TWIN_WEIGHT * c->middle_weight || w_other < TWIN_WEIGHT * c->middle_weight || f_other < TWIN_FIT ||
            f_other - f_own < TWIN_AHEAD || f_other < TWIN_TIMES * f_own || f_other <= best)
            continue;
        best = f_other;
        *charge = (struct charge){ d, own, other, twin, twin, 10000 - (uint32_t)(c->twin[i].val >> 32) };
    }
    return best > 0;
}

static uint64_t weight_of(const struct units *u)
{
    uint64_t weight = 0;
    for (uint32_t i = 0; i < u->n; i++)
        weight += unit_weighs(u, i);
    return weight;
}

/* Can a body be asked about a title at all? Not a short one, which names
 * little, nor one in another script than the title's. */
static bool is_comparable(const struct titled *t)
{
    return weight_of(t->body) >= LEAST_BODY && alphabet_is_shared(t);
}

/* The title, other than d's own whose fit is given, that fits its body best,
 * if far better; or UINT32_MAX. */
static uint32_t rival_of(const struct court *c, uint32_t d, double own_fit)
{
    uint32_t rival = c->verdict[d].best;
    double fit = c->verdict[d].best_fit;
    return rival != UINT32_MAX && c->terms.title[rival].weight >= NAMES_SOMETHING * c->middle_weight &&
           fit >= RIVAL_FIT * c->middle_fit && fit - own_fit >= RIVAL_AHEAD * c->middle_fit ? rival : UINT32_MAX;
}

static bool fits_below(const struct court *c, uint32_t d, double share)
{
    return c->verdict[d].judged && c->verdict[d].fit < share;
}

/* What its body says of document d's title. */
static void weigh_one(uint32_t d, const struct counted *b, double fit, void *arg)
{
    const struct court *c = arg;
    struct verdict *v = &c->verdict[d];
    if (!v->comparable)
        return;
    v->signed_for = signature_agrees(c->doc, &c->terms, c->terms.title_of[d], d);
    v->charged = !v->signed_for && try_twins(c, b, d, &v->charge);
    v->fit = fit;
}

static int cmp_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The middle one of n numbers, which are sorted; 0 when there are none. */
static double middle_of(double *x, size_t n)
{
    qsort(x, n, sizeof *x, cmp_double);
    return n ? x[n / 2] : 0;
}

static int find_middle_weight(struct court *c, struct crib_err *err)
{
    double *x = mem_alloc(((size_t)c->terms.n_title + 1) * sizeof *x);
    if (!x)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < c->terms.n_title; i++)
        x[i] = c->terms.title[i].weight;
    c->middle_weight = fmax(middle_of(x, c->terms.n_title), LEAST_WEIGHT);
    mem_free(x);
    return CRIB_OK;
}

static int open_case(size_t d, int thread, void *arg, struct crib_err *err)
{
    const struct court *c = arg;
    struct verdict *v = &c->verdict[d];
    uint32_t own = c->terms.title_of[d];
    (void)thread;
    (void)err;
    *v = (struct verdict){ .rival = UINT32_MAX, .best = UINT32_MAX };
    v->comparable = own != UINT32_MAX && c->terms.title[own].weight + c->standing[d].frame.unknown > 0 &&
                    is_comparable(&c->doc[d]);
    v->judged = v->comparable &&
                c->terms.title[own].weight >= fmax(NAMES_SOMETHING * c->middle_weight, LEAST_WEIGHT);
    return CRIB_OK;
}

/* When the terms have their weights. Where kin do not tell (clues.h) nothing
 * is made of how titles fit other bodies. */
static int open_cases(void *arg, bool *others, struct crib_err *err)
{
    struct court *c = arg;
    CRIB_TRY(find_middle_weight(c, err));
    CRIB_TRY(par_for(c->n, c->n_threads, open_case, c, err));
    bool *judged = mem_alloc((size_t)c->n + 1);
    if (!judged)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n; d++)
        judged[d] = c->verdict[d].judged;
    int rc = kin_tell(c->standing, judged, c->n, &c->others_asked, err);
    mem_free(judged);
    *others = c->others_asked = c->others_asked || c->view;
    return rc;
}

/* How the collection's titles behave. */
struct custom {
    uint32_t n_judged, n_low, n_half;
    double spread;                /* of the fits about the middle one: as a standard deviation */
    uint32_t n_asked, n_rivalled; /* of fitting documents */
};

static void count_fits(const struct court *c, double spread, struct custom *k)
{
    *k = (struct custom){ .spread = spread };
    for (uint32_t d = 0; d < c->n; d++) {
        bool low = fits_below(c, d, LOW_FIT);
        k->n_judged += c->verdict[d].judged;
        k->n_low += low;
        k->n_half += !low && fits_below(c, d, HALF_FIT);
    }
}

/* Where few titles fit badly these are suspects. */
static bool tells_suspects(const struct custom *k) { return k->n_low && k->n_low * 4ull <= k->n_judged; }

static bool is_suspect(const struct court *c, uint32_t d)
{
    return !c->verdict[d].charged && !c->verdict[d].signed_for && fits_below(c, d, LOW_FIT);
}

/* Fitting documents that are asked for a rival are one in so many. */
static bool is_sample(const struct court *c, uint32_t d)
{
    return d % (c->n / SAMPLE + 1) == 0 && c->verdict[d].judged && !fits_below(c, d, HALF_FIT);
}

static int ask_for_rivals(struct court *c, struct custom *k, struct crib_err *err)
{
    uint32_t *asked = mem_alloc(((size_t)c->n + 1) * sizeof *asked), n = 0;
    for (uint32_t d = 0; d < c->n && asked; d++)
        if (is_suspect(c, d) || is_sample(c, d))
            asked[n++] = d;
    int rc = asked ? rivals_find(c, asked, n, err) : CRIB_NOMEM(err);
    mem_free(asked);
    for (uint32_t d = 0; d < c->n && rc == CRIB_OK; d++) {
        if (!is_sample(c, d))
            continue;
        k->n_asked++;
        k->n_rivalled += rival_of(c, d, 0) != UINT32_MAX;
    }
    return rc;
}

/* Odds that a title which fits so badly is wrong.
 *
 * Of wrong titles 8 in 10 are taken to fit badly, and 6 in 10 to have a
 * rival. Of right ones the fewer fit badly the fewer fit half (where m of all
 * fit half, some m^1.5 fit badly: so over collections in seven languages),
 * and the fewer the closer all keep to the middle (an exponential tail); the
 * larger of both is believed, and never that it is rarer than a few
 * collections of this size could show. */
static double odds_wrong(const struct court *c, const struct custom *k, double fit, bool rival)
{
    double n = k->n_judged, half = k->n_half / n;
    double tail = .5 * exp(-1.3 * (c->middle_fit - fit) / k->spread);
    double low_when_right = fmax(fmax(1.5 * half * sqrt(half), tail), .15 / (n + 1));
    double rival_when_right = (k->n_rivalled + 1.) / (k->n_asked + 2.);
    double wrong = fmax(k->n_low / n - low_when_right, .01 + .5 / n);
    double odds = wrong / (1 - wrong) * .8 / low_when_right;
    return odds * (rival ? .6 / rival_when_right : fmin(.4 / (1 - rival_when_right), 1)); /* to have none is no fault */
}

/* Of a suspect. Sets v->rival. */
static bool is_charged(struct court *c, const struct custom *k, uint32_t d)
{
    struct verdict *v = &c->verdict[d];
    uint32_t own = c->terms.title_of[d];
    v->rival = rival_of(c, d, v->fit);
    if (v->rival == UINT32_MAX && (v->fit >= ABSENT_FIT || weight_of(c->doc[d].body) < SILENT_BODY ||
                                   c->terms.title[own].weight < NAMES_MUCH * c->middle_weight))
        return false;
    return odds_wrong(c, k, v->fit, v->rival != UINT32_MAX) >= LEAST_ODDS;
}

static int judge(struct court *c, double *x, uint32_t *fit, struct misfiled_list *out, struct crib_err *err)
{
    struct custom custom;
    size_t n = 0;
    for (uint32_t d = 0; d < c->n; d++) {
        const struct verdict *v = &c->verdict[d];
        if (v->judged)
            x[n++] = v->fit;
        out->n_unjudged += !v->judged && !v->charged;
        fit[d] = v->judged ? (uint32_t)(v->fit * 10000) : UNJUDGED_FIT;
    }
    c->middle_fit = fmax(middle_of(x, n), LEAST_FIT);
    for (size_t i = 0; i < n; i++)
        x[i] = fabs(x[i] - c->middle_fit);
    count_fits(c, fmax(1.5 * middle_of(x, n), LEAST_SPREAD), &custom);
    if (!tells_suspects(&custom))
        return CRIB_OK;
    CRIB_TRY(ask_for_rivals(c, &custom, err));
    for (uint32_t d = 0; d < c->n; d++) {
        struct verdict *v = &c->verdict[d];
        if (!is_suspect(c, d) || !is_charged(c, &custom, d))
            continue;
        v->charged = true;
        v->charge = charge_of(c, d, v->rival);
    }
    return CRIB_OK;
}

/* Nothing is made of a title against which only an abbreviation speaks. */
static int excuse(struct court *c, uint32_t *fit, struct misfiled_list *out, struct crib_err *err)
{
    bool *asked = mem_zero(2 * ((size_t)c->n + 1), sizeof *asked), *excused = asked ? asked + c->n + 1 : NULL;
    if (!asked)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n; d++)
        asked[d] = c->verdict[d].comparable && !c->verdict[d].signed_for;
    int rc = abbreviated_find(c->doc, c->n, &c->terms, c->speller, asked, excused, err);
    for (uint32_t d = 0; d < c->n && rc == CRIB_OK; d++) {
        struct verdict *v = &c->verdict[d];
        if (!excused[d])
            continue;
        out->n_unjudged += v->judged || v->charged;
        v->comparable = v->judged = v->charged = false;
        fit[d] = UNJUDGED_FIT;
    }
    mem_free(asked);
    return rc;
}

static int report_one(const struct court *c, uint32_t d, struct counts *counts, struct misfiled_list *out,
                      struct crib_err *err)
{
    const struct charge *charge = &c->verdict[d].charge;
    struct misfiled *m = &out->item[out->n++];
    *m = (struct misfiled){ .doc = d, .twin = charge->twin, .fitting = charge->other_doc };
    m->evidence = arena_zero(&out->arena, EVIDENCE_FACTS, sizeof *m->evidence);
    if (!m->evidence)
        return CRIB_NOMEM(err);
    struct counted b = counted_recall(&c->terms, counts, d, c->doc[d].body->n);
    return evidence_collect(c->doc, &b, charge, &out->arena, m->evidence, &m->n_evidence, err);
}

static int report(const struct court *c, struct misfiled_list *out, struct crib_err *err)
{
    struct counts counts;
    size_t n = 0;
    for (uint32_t d = 0; d < c->n; d++)
        n += c->verdict[d].charged;
    out->item = arena_zero(&out->arena, n + 1, sizeof *out->item);
    if (!out->item)
        return CRIB_NOMEM(err);
    CRIB_TRY(counts_init(&counts, &c->terms.table, err));
    int rc = CRIB_OK;
    for (uint32_t d = 0; d < c->n && rc == CRIB_OK; d++)
        if (c->verdict[d].charged)
            rc = report_one(c, d, &counts, out, err);
    counts_done(&counts);
    return rc;
}

/* No document has a title: there is nothing to judge. */
static int adjourn(const struct court *c, uint32_t *fit, struct misfiled_list *out)
{
    for (uint32_t d = 0; d < c->n; d++)
        fit[d] = UNJUDGED_FIT;
    out->n_unjudged = c->n;
    return CRIB_OK;
}

static int hold(struct court *c, const struct twin *twin, size_t n_twin, uint32_t *fit, struct misfiled_list *out,
                struct crib_err *err)
{
    struct standing_listener listener = { open_cases, weigh_one, c };
    CRIB_TRY(list_twins(c, twin, n_twin, err));
    CRIB_TRY(terms_make(c->doc, c->n, c->group_of, c->n_threads, &c->terms, err));
    if (c->terms.n_title == 0)
        return adjourn(c, fit, out);
    c->standing = mem_zero((size_t)c->n + 1, sizeof *c->standing);
    c->verdict = mem_zero((size_t)c->n + 1, sizeof *c->verdict);
    if (!c->standing || !c->verdict)
        return CRIB_NOMEM(err);
    CRIB_TRY(kindred_find(c->doc, c->n, c->group_of, c->n_threads, &c->kindred, err));
    CRIB_TRY(standing_find(c->doc, c->n, c->group_of, &c->terms, &c->kindred, c->n_threads,
                           &listener, c->standing, &c->topics, err));
    CRIB_TRY(repeated_find(c->doc, c->n, c->group_of, c->standing, err));
    double *scratch = mem_alloc(((size_t)c->n + 1) * sizeof *scratch);
    if (!scratch)
        return CRIB_NOMEM(err);
    int rc = judge(c, scratch, fit, out, err);
    mem_free(scratch);
    CRIB_TRY(rc);
    CRIB_TRY(excuse(c, fit, out, err));
    CRIB_TRY(judge_by_kin(c, err));
    return report(c, out, err);
}

int misfiled_find(const struct titled *doc, uint32_t n, const struct twin *twin, size_t n_twin,
                  const struct speller *speller, int n_threads, uint32_t *fit, struct title_view *view, struct misfiled_list *out,
                  struct crib_err *err)
{
    struct court c = { .doc = doc, .n = n, .speller = speller, .n_threads = n_threads, .view = view };
    *out = (struct misfiled_list){ 0 };
    arena_init(&out->arena);
    int rc = hold(&c, twin, n_twin, fit, out, err);
    mem_free(c.twin);
    mem_free(c.group_of);
    mem_free(c.verdict);
    mem_free(c.standing);
    topics_done(&c.topics);
    kindred_done(&c.kindred);
    terms_done(&c.terms);
    return rc;
}

void misfiled_done(struct misfiled_list *l)
{
    arena_done(&l->arena);
    *l = (struct misfiled_list){ 0 };
}

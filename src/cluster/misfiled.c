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
 * only long odds make a charge. */
#include "cluster/misfiled.h"

#include <math.h>

#include "cluster/evidence.h"
#include "core/sort.h"

static const double
    NAMES_SOMETHING = .25, /* least weight of a title that is judged, as a share of the middle one's */
    NAMES_MUCH = .5,       /* the same where nothing but absence speaks */
    LEAST_WEIGHT = .05,    /* a title lighter than this names nothing in any collection */
    LOW_FIT = .2, HALF_FIT = .4, /* a wrong title's fit is below the first, a doubtful one's below the second */
    ABSENT_FIT = .1,
    RIVAL_FIT = .5, RIVAL_AHEAD = .35,
    TWIN_WEIGHT = .15, TWIN_OWN = .25, TWIN_FIT = .4, TWIN_AHEAD = .3,
    LEAST_ODDS = 5;

enum {
    LEAST_BODY = 100,     /* weight of a body's units below which it is not judged: what is short names little */
    SAMPLE = 2048,        /* fitting documents that are asked for a rival */
    UNJUDGED_FIT = 2500   /* better attested than a wrong title, less than a right one */
};

struct verdict {
    double fit;
    uint32_t rival;       /* a title that fits far better, or UINT32_MAX */
    bool judged, charged;
    struct charge charge;
};

struct court {
    const struct titled *doc;
    uint32_t n;
    struct kv *twin;      /* [n_twin] key: document; val: its twin << 32 | 10000 - agreement; both directions, sorted */
    size_t n_twin;
    uint32_t *group_of;
    struct terms terms;
    struct counts counts;
    struct scorer scorer;
    struct verdict *verdict; /* [n] */
    double middle;        /* weight of the titles that has as many above as below, LEAST_WEIGHT at least */
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

static size_t first_twin(const struct court *c, uint32_t d)
{
    size_t lo = 0, hi = c->n_twin;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->twin[mid].key < d)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
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
        if (w_own < TWIN_WEIGHT * c->middle || w_other < TWIN_WEIGHT * c->middle || f_own > TWIN_OWN || f_other < TWIN_FIT ||
            f_other - f_own < TWIN_AHEAD || f_other <= best)
            continue;
        best = f_other;
        *charge = (struct charge){ d, own, other, twin, twin, 10000 - (uint32_t)(c->twin[i].val >> 32) };
    }
    return best > 0;
}

static uint64_t body_weight(const struct units *u)
{
    uint64_t weight = 0;
    for (uint32_t i = 0; i < u->n && weight < LEAST_BODY; i++)
        weight += unit_weight(u->kind[i]);
    return weight;
}

static struct counted count_one(struct court *c, uint32_t d)
{
    counts_body(&c->counts, &c->terms, &c->doc[d]);
    return (struct counted){ &c->terms, &c->counts, c->doc[d].body->n };
}

/* A title other than `own`, whose fit is given, that fits the body far
 * better; or UINT32_MAX. */
static uint32_t rival_of(struct court *c, const struct counted *b, uint32_t own, double own_fit)
{
    double fit;
    uint32_t rival = best_title(&c->scorer, b, own, &fit);
    return rival != UINT32_MAX && c->terms.title[rival].weight >= NAMES_SOMETHING * c->middle && fit >= RIVAL_FIT &&
           fit - own_fit >= RIVAL_AHEAD ? rival : UINT32_MAX;
}

static void weigh_one(struct court *c, uint32_t d)
{
    struct verdict *v = &c->verdict[d];
    uint32_t own = c->terms.title_of[d];
    *v = (struct verdict){ .rival = UINT32_MAX };
    if (own == UINT32_MAX || c->terms.title[own].weight <= 0 || body_weight(c->doc[d].body) < LEAST_BODY)
        return;
    struct counted b = count_one(c, d);
    v->charged = try_twins(c, &b, d, &v->charge);
    v->judged = c->terms.title[own].weight >= fmax(NAMES_SOMETHING * c->middle, LEAST_WEIGHT);
    v->fit = title_fit(&b, own);
    if (v->judged && v->fit < LOW_FIT)
        v->rival = rival_of(c, &b, own, v->fit);
}

/* How the collection's titles behave. */
struct custom {
    uint32_t n_judged, n_low, n_half;
    uint32_t n_asked, n_rivalled; /* of fitting documents */
};

static void study(struct court *c, struct custom *k)
{
    *k = (struct custom){ 0 };
    for (uint32_t d = 0; d < c->n; d++) {
        const struct verdict *v = &c->verdict[d];
        k->n_judged += v->judged;
        k->n_low += v->judged && v->fit < LOW_FIT;
        k->n_half += v->judged && v->fit >= LOW_FIT && v->fit < HALF_FIT;
    }
    uint32_t step = c->n / SAMPLE + 1;
    for (uint32_t d = 0; d < c->n && k->n_low; d += step) {
        if (!c->verdict[d].judged || c->verdict[d].fit < HALF_FIT)
            continue;
        struct counted b = count_one(c, d);
        k->n_asked++;
        k->n_rivalled += rival_of(c, &b, c->terms.title_of[d], 0) != UINT32_MAX;
    }
}

/* Odds that a title which fits so badly is wrong.
 *
 * Of wrong titles 8 in 10 are taken to fit badly, 6 in 10 not at all, and 6
 * in 10 to have a rival. Of right ones the fewer fit badly the fewer fit half:
 * over collections in seven languages, where m of all fit half, some m^1.5
 * fit badly, half of them not at all. */
static double odds_wrong(const struct custom *k, bool absent, bool rival)
{
    double n = k->n_judged;
    double half = (k->n_half + .5) / (n + 1);
    double low_when_right = 1.5 * half * sqrt(half);
    double rival_when_right = (k->n_rivalled + 1.) / (k->n_asked + 2.);
    double wrong = fmax(k->n_low / n - low_when_right, .01 + .5 / n);
    double odds = wrong / (1 - wrong) * (absent ? .6 / (low_when_right / 2) : .8 / low_when_right);
    return odds * (rival ? .6 / rival_when_right : .4 / (1 - rival_when_right));
}

static bool is_charged(const struct court *c, const struct custom *k, uint32_t d)
{
    const struct verdict *v = &c->verdict[d];
    bool absent = v->fit < ABSENT_FIT, rival = v->rival != UINT32_MAX;
    if (!v->judged || v->fit >= LOW_FIT || k->n_low * 4ull > k->n_judged)
        return false;
    if (!rival && (!absent || c->terms.title[c->terms.title_of[d]].weight < NAMES_MUCH * c->middle))
        return false;
    return odds_wrong(k, absent, rival) >= LEAST_ODDS;
}

/* The charge of a rival title; a twin that stands under it is named. */
static struct charge charge_of(const struct court *c, uint32_t d, uint32_t rival)
{
    struct charge charge = { d, c->terms.title_of[d], rival, UINT32_MAX, UINT32_MAX, 0 };
    if (rival == UINT32_MAX)
        return charge;
    charge.other_doc = c->terms.title[rival].doc;
    for (size_t i = first_twin(c, d); i < c->n_twin && c->twin[i].key == d; i++) {
        if (c->terms.title_of[(uint32_t)c->twin[i].val] != rival)
            continue;
        charge.other_doc = charge.twin = (uint32_t)c->twin[i].val;
        charge.per_10000 = 10000 - (uint32_t)(c->twin[i].val >> 32);
        break;
    }
    return charge;
}

static void judge(struct court *c, uint32_t *fit, struct misfiled_list *out)
{
    struct custom custom;
    for (uint32_t d = 0; d < c->n; d++) {
        weigh_one(c, d);
        const struct verdict *v = &c->verdict[d];
        out->n_unjudged += !v->judged && !v->charged;
        fit[d] = v->judged ? (uint32_t)(v->fit * 10000) : UNJUDGED_FIT;
    }
    study(c, &custom);
    for (uint32_t d = 0; d < c->n; d++) {
        struct verdict *v = &c->verdict[d];
        if (v->charged || !is_charged(c, &custom, d))
            continue;
        v->charged = true;
        v->charge = charge_of(c, d, v->rival);
    }
}

static int report(struct court *c, struct misfiled_list *out, struct crib_err *err)
{
    size_t n = 0;
    for (uint32_t d = 0; d < c->n; d++)
        n += c->verdict[d].charged;
    out->item = arena_zero(&out->arena, n + 1, sizeof *out->item);
    if (!out->item)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < c->n; d++) {
        if (!c->verdict[d].charged)
            continue;
        const struct charge *charge = &c->verdict[d].charge;
        struct misfiled *m = &out->item[out->n++];
        *m = (struct misfiled){ .doc = d, .twin = charge->twin };
        m->evidence = arena_zero(&out->arena, EVIDENCE_FACTS, sizeof *m->evidence);
        if (!m->evidence)
            return CRIB_NOMEM(err);
        struct counted b = count_one(c, d);
        CRIB_TRY(evidence_collect(c->doc, &b, charge, &out->arena, m->evidence, &m->n_evidence, err));
    }
    return CRIB_OK;
}

static int cmp_double(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int find_middle(struct court *c, struct crib_err *err)
{
    uint32_t n = c->terms.n_title;
    double *weight = mem_alloc(((size_t)n + 1) * sizeof *weight);
    if (!weight)
        return CRIB_NOMEM(err);
    weight[0] = 0;
    for (uint32_t i = 0; i < n; i++)
        weight[i] = c->terms.title[i].weight;
    qsort(weight, n, sizeof *weight, cmp_double);
    c->middle = fmax(weight[n / 2 < n ? n / 2 : 0], LEAST_WEIGHT);
    mem_free(weight);
    return CRIB_OK;
}

static int hold(struct court *c, const struct twin *twin, size_t n_twin, uint32_t *fit, struct misfiled_list *out,
                struct crib_err *err)
{
    CRIB_TRY(list_twins(c, twin, n_twin, err));
    CRIB_TRY(terms_make(c->doc, c->n, c->group_of, &c->terms, err));
    CRIB_TRY(counts_init(&c->counts, &c->terms, err));
    CRIB_TRY(scorer_init(&c->scorer, &c->terms, err));
    c->verdict = mem_zero((size_t)c->n + 1, sizeof *c->verdict);
    if (!c->verdict)
        return CRIB_NOMEM(err);
    CRIB_TRY(find_middle(c, err));
    judge(c, fit, out);
    return report(c, out, err);
}

int misfiled_find(const struct titled *doc, uint32_t n, const struct twin *twin, size_t n_twin,
                  uint32_t *fit, struct misfiled_list *out, struct crib_err *err)
{
    struct court c = { .doc = doc, .n = n };
    *out = (struct misfiled_list){ 0 };
    arena_init(&out->arena);
    int rc = hold(&c, twin, n_twin, fit, out, err);
    mem_free(c.twin);
    mem_free(c.group_of);
    mem_free(c.verdict);
    terms_done(&c.terms);
    counts_done(&c.counts);
    scorer_done(&c.scorer);
    return rc;
}

void misfiled_done(struct misfiled_list *l)
{
    arena_done(&l->arena);
    *l = (struct misfiled_list){ 0 };
}

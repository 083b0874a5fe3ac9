/* SPDX-License-Identifier: MIT */
/* The second judgement over titles: what a body's kin have to say.
 *
 * A body may be silent about its title, right or wrong, so the bodies most
 * like it are asked by what titles they go (standing.h), and the doubt is
 * weighed (doubt.h). Titles under suspicion are no witnesses against others:
 * they are left out when all are asked for a second time. In a small
 * collection a body has too few kin; there it takes more doubt to charge, and
 * in one of a few dozen documents it takes more than there is. */
#include <math.h>

#include "cluster/court.h"
#include "cluster/doubt.h"
#include "cluster/echo.h"
#include "cluster/fits.h"
#include "cluster/related.h"
#include "cluster/spelt.h"
#include "core/search.h"

static const double
    LEAST_DOUBT = 1.4,  /* logarithm of the odds that make a charge (four to one), */
    FEW_DOCS = 80,    /* and more by the square of this over the number of documents */
    LEAST_BESIDE = 2, /* the same beside a twin, by what both titles' kin and the text speak, */
    LEAST_OF_TWO = 2.3, /* or by all clues, the odds (ten to one) that it is the wrong one of two */
    SAID_HERE = .5;   /* a twin's title must fit this body so well, as a share of how it fits the twin's, where both
                       * are one form filled in twice */

enum { FORM_AGREES = 9000 }; /* units in 10000 that twins have in common: where fewer, titles may name what differs */

size_t first_twin(const struct court *c, uint32_t d)
{
    size_t at;
    LOWER_BOUND(at, c->n_twin, c->twin[at].key < d);
    return at;
}

static bool has_twin(const struct court *c, uint32_t d)
{
    size_t at = first_twin(c, d);
    return at < c->n_twin && c->twin[at].key == d;
}

struct charge charge_of(const struct court *c, uint32_t d, uint32_t rival)
{
    uint32_t other = rival == UINT32_MAX ? UINT32_MAX : c->terms.title[rival].doc;
    return (struct charge){ d, c->terms.title_of[d], rival, other, UINT32_MAX, 0 };
}

/* The odds that a title is wrong beside a twin's, as a logarithm: four times of
 * five one of the two is, either as likely. */
static double doubt_of_two(double own, double twins) { return own - log(.5 + exp(twins)); }

/* What is known of titles while they are doubted: who was asked, and how titles are spelt here. */
struct inquiry {
    bool *asked;           /* [n] */
    bool *compared;        /* [n] with its kin's titles, by form */
    struct spelt spelt;
    struct counts counts;  /* of one body after another: */
    struct counted here;   /* the last one, */
    uint32_t recalled;     /* and whose it is; UINT32_MAX: nobody's yet */
};

/* Does a twin's title fit d's body, too? Of a form that two filled in the
 * twin's title may name what stands in its blanks alone. A copy in which names
 * are left out is no form. */
static bool is_said_here(const struct court *c, struct inquiry *q, uint32_t d, uint32_t twin, uint32_t agrees)
{
    if (agrees >= FORM_AGREES)
        return true;
    if (q->recalled != d)
        q->here = counted_recall(&c->terms, &q->counts, d, c->doc[d].body->n);
    q->recalled = d;
    return title_fit(&q->here, c->terms.title_of[twin]) >= SAID_HERE * c->standing[twin].fit.own;
}

/* Is the title of a twin more at home over the common text than d's own?
 * clues[n]: the doubt about each title by its clues. */
static bool ask_twins(const struct court *c, struct inquiry *q, uint32_t d, const struct usual *usual,
                      const double *clues, struct charge *charge)
{
    uint32_t own = c->terms.title_of[d];
    double best = LEAST_BESIDE;
    bool found = false;
    for (size_t i = first_twin(c, d); i < c->n_twin && c->twin[i].key == d; i++) {
        uint32_t twin = (uint32_t)c->twin[i].val, other = c->terms.title_of[twin];
        if (other == UINT32_MAX || other == own)
            continue;
        double doubt = doubt_beside(&c->standing[d], c->terms.title[own].weight, &c->standing[twin], usual);
        double of_two = doubt_of_two(clues[d], clues[twin]);
        if (of_two >= LEAST_OF_TWO)
            doubt = fmax(doubt, of_two);
        uint32_t agrees = 10000 - (uint32_t)(c->twin[i].val >> 32);
        if (doubt < best || !is_said_here(c, q, d, twin, agrees))
            continue;
        best = doubt;
        found = true;
        *charge = (struct charge){ d, own, other, twin, twin, agrees };
    }
    return found;
}

/* Of the twins of a document whose own title is charged, the one whose title fits the common text best is named. */
static void name_twin(const struct court *c, uint32_t d, struct charge *charge)
{
    double best = c->standing[d].fit.own;
    for (size_t i = first_twin(c, d); i < c->n_twin && c->twin[i].key == d; i++) {
        uint32_t twin = (uint32_t)c->twin[i].val, other = c->terms.title_of[twin];
        if (other == UINT32_MAX || other == charge->title || c->standing[twin].fit.own <= best)
            continue;
        best = c->standing[twin].fit.own;
        *charge = (struct charge){ d, charge->title, other, twin, twin, 10000 - (uint32_t)(c->twin[i].val >> 32) };
    }
}

static bool is_doubtful(const struct court *c, uint32_t d, const struct usual *usual)
{
    const struct verdict *v = &c->verdict[d];
    return v->comparable && !v->signed_for &&
           clues_tell(&c->standing[d], c->terms.title[c->terms.title_of[d]].weight, usual);
}

/* Of what may be doubted, or was charged, or has a twin, and was not compared before. */
static int compare_forms(struct court *c, const struct usual *usual, const bool *mute, struct inquiry *q,
                         struct crib_err *err)
{
    uint32_t *some = mem_alloc(((size_t)c->n + 1) * sizeof *some), n = 0;
    for (uint32_t d = 0; some && d < c->n; d++) {
        if (q->compared[d] || !c->verdict[d].comparable ||
            !(is_doubtful(c, d, usual) || c->verdict[d].charged || has_twin(c, d) || c->view))
            continue;
        q->compared[d] = true;
        some[n++] = d;
    }
    int rc = some ? related_find(c->doc, &c->terms, &c->kindred, c->speller, mute, some, n, c->n_threads, c->standing, err)
                  : CRIB_NOMEM(err);
    mem_free(some);
    return rc;
}

/* -HUGE_VAL where there is nothing to doubt. */
static double doubt_about(const struct court *c, uint32_t d, const struct usual *usual)
{
    struct clues clues;
    if (!is_doubtful(c, d, usual))
        return -HUGE_VAL;
    clues_of(&c->standing[d], c->terms.title[c->terms.title_of[d]].weight, usual, &clues);
    return doubt_of(&clues);
}

/* Of what may be doubted, and was not asked before, or of all that somebody looks at. */
static int ask_doubtful(struct court *c, const struct usual *usual, struct inquiry *q, struct crib_err *err)
{
    uint32_t *some = mem_alloc(((size_t)c->n + 1) * sizeof *some), n = 0;
    for (uint32_t d = 0; some && d < c->n; d++)
        if (!q->asked[d] && (is_doubtful(c, d, usual) || (c->view && c->verdict[d].comparable))) {
            q->asked[d] = true;
            some[n++] = d;
        }
    int rc = some ? echoes_find(c->doc, c->n, c->group_of, &c->terms, &c->kindred, &c->topics, some, n, c->n_threads,
                                c->standing, err)
                  : CRIB_NOMEM(err);
    if (rc == CRIB_OK && n > 0 && !q->spelt.desk)
        rc = spelt_open(&q->spelt, c->doc, c->n, c->group_of, &c->terms, c->speller, c->n_threads, err);
    if (rc == CRIB_OK && n > 0)
        rc = spelt_ask(&q->spelt, some, n, c->standing, err);
    mem_free(some);
    return rc;
}

/* How likely a title is to be wrong, by those over a text that stands once:
 * copies are another matter, where one title of two is wrong as a rule. */
static double prior_of_single(const struct court *c, const double *doubt, double *single)
{
    uint32_t n = 0;
    for (uint32_t d = 0; d < c->n; d++)
        if (!has_twin(c, d))
            single[n++] = doubt[d];
    return doubt_prior(single, n);
}

/* The terms of document d's title: those that overlap are one name. */
static void look_at_names(const struct court *c, uint32_t d, struct title_view *out)
{
    const struct title *t = &c->terms.title[c->terms.title_of[d]];
    const struct titled *doc = &c->doc[t->doc]; /* whose title the terms stand in */
    uint32_t end = 0;
    out->text = doc->title_text;
    for (uint32_t k = 0; k < t->n_term; k++) {
        struct unit_span at = t->term[k].at;
        struct txt_span place = { unit_beg(doc->title, at.beg), unit_end(doc->title, at.end - 1) };
        if (out->n_name && at.beg < end)
            out->name[out->n_name - 1].end = place.end;
        else if (out->n_name < TITLE_NAMES)
            out->name[out->n_name++] = place;
        else
            return;
        end = at.end;
    }
}

/* What `crib show titles` prints. */
static void look(const struct court *c, uint32_t d, double doubt, const struct usual *usual, struct title_view *out)
{
    *out = (struct title_view){ .charged = c->verdict[d].charged, .doubted = doubt > -HUGE_VAL, .doubt = doubt };
    if (c->verdict[d].comparable) {
        out->asked = true;
        look_at_names(c, d, out);
        clues_of(&c->standing[d], c->terms.title[c->terms.title_of[d]].weight, usual, &out->clues);
    }
}

/* What is usual, now that some titles are mute. Where these were why kin did not
 * tell, the bodies are asked after all. */
static int find_usual(struct court *c, const bool *judged, struct usual *out, struct crib_err *err)
{
    CRIB_TRY(usual_find(c->standing, &c->terms, judged, c->n, out, err));
    if (!out->telling || c->others_asked)
        return CRIB_OK;
    c->others_asked = true;
    CRIB_TRY(fits_find(c->doc, c->n, c->group_of, &c->terms, &c->kindred, c->n_threads, true, NULL, c->standing, err));
    return usual_find(c->standing, &c->terms, judged, c->n, out, err);
}

/* Does a title that was charged by what the body says stand after all, since
 * kin share it? One text may have two right titles ("Children's Services", "CSD
 * performance"); but beside a twin's, which the body bears out, kin are heard
 * only where there are enough, and share it as much as the twin's. All clues may
 * still speak against it (ask_twins). */
static bool stands_by_kin(const struct court *c, uint32_t d, const struct usual *usual)
{
    uint32_t twin = c->verdict[d].charge.twin;
    if (!is_at_home(&c->standing[d], usual))
        return false;
    return twin == UINT32_MAX || (c->n >= FEW_DOCS && shared_by_kin(&c->standing[d]) >= shared_by_kin(&c->standing[twin]));
}

/* Charge those whose title is known elsewhere and not at home here. Suspects
 * of the first round are not asked about others in the second, which there is
 * only where there are some. */
static int hear(struct court *c, bool *judged, bool *mute, struct inquiry *q, double *clues, double *doubt,
                struct crib_err *err)
{
    struct usual usual;
    double prior = 0, few = FEW_DOCS / c->n;
    for (uint32_t d = 0; d < c->n; d++) {
        judged[d] = c->verdict[d].judged;
        mute[d] = c->verdict[d].charged;
    }
    bool any = true;
    for (int round = 0; round < 2 && any; round++) {
        CRIB_TRY(find_usual(c, judged, &usual, err));
        CRIB_TRY(compare_forms(c, &usual, mute, q, err));
        for (uint32_t d = 0; d < c->n; d++)
            if (c->verdict[d].charged && stands_by_kin(c, d, &usual))
                c->verdict[d].charged = mute[d] = false;
        CRIB_TRY(ask_doubtful(c, &usual, q, err));
        for (uint32_t d = 0; d < c->n; d++)
            clues[d] = doubt_about(c, d, &usual);
        prior = prior_of_single(c, clues, doubt);
        for (uint32_t d = 0; d < c->n; d++)
            doubt[d] = clues[d] + prior;
        any = false;
        for (uint32_t d = 0; d < c->n && round == 0; d++)
            any |= mute[d] = mute[d] || doubt[d] >= 0;
        if (any)
            CRIB_TRY(standing_without(mute, c->n, c->group_of, &c->terms, &c->kindred, c->standing, err));
    }
    for (uint32_t d = 0; d < c->n; d++)
        if (c->verdict[d].comparable && !c->verdict[d].signed_for && !c->verdict[d].charged)
            c->verdict[d].charged = ask_twins(c, q, d, &usual, clues, &c->verdict[d].charge);
    for (uint32_t d = 0; d < c->n; d++) {
        struct verdict *v = &c->verdict[d];
        uint32_t other = c->standing[d].other_doc;
        if (v->charged || doubt[d] < LEAST_DOUBT + few * few)
            continue;
        v->charged = true;
        v->charge = charge_of(c, d, c->terms.title_of[other]);
        v->charge.other_doc = other;
        name_twin(c, d, &v->charge);
    }
    for (uint32_t d = 0; c->view && d < c->n; d++)
        look(c, d, doubt[d], &usual, &c->view[d]);
    return CRIB_OK;
}

int judge_by_kin(struct court *c, struct crib_err *err)
{
    size_t n = (size_t)c->n + 1;
    bool *judged = mem_zero(4 * n, sizeof *judged);
    double *doubt = mem_zero(2 * n, sizeof *doubt);
    struct inquiry q = { .asked = judged ? judged + 2 * n : NULL, .compared = judged ? judged + 3 * n : NULL,
                         .recalled = UINT32_MAX };
    int rc = judged && doubt ? counts_init(&q.counts, &c->terms.table, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = hear(c, judged, judged + n, &q, doubt, doubt + n, err);
    counts_done(&q.counts);
    spelt_done(&q.spelt);
    mem_free(doubt);
    mem_free(judged);
    return rc;
}

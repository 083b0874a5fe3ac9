/* SPDX-License-Identifier: MIT */
/* How a title stands to its body, and to the rest of the collection.
 *
 * A body need not say what its title says: an office's report may never name
 * the office. But bodies of one business are alike in their words, and most
 * of their titles are right. So the titles of the bodies most like one tell
 * what its own should have (the rule by which nearest neighbours find wrongly
 * labelled examples: Wilson 1972). A term counts by how much more often the
 * kin have it than chance would, and by its rarity among titles; what is to
 * be expected is learned from the other documents that have the term.
 *
 * The same comparison tells which terms name a topic at all: kinds of reports,
 * slogans and people recur in titles whose bodies are not akin. */
#include "cluster/standing.h"

#include <math.h>

#include "cluster/bare.h"
#include "cluster/fits.h"
#include "cluster/form.h"
#include "cluster/slot.h"

enum {
    BEARERS = 64,        /* documents whose titles have a topic that a body is compared with */
    FORM_DOCS = 5,       /* a form is used so often at least */
    FORM_ASKED = 32,     /* of its documents so many are compared */
    ANY_ASKED = 24,      /* other bodies, to learn how alike any two are */
    FEW = 256            /* titles with a term whose rarity is at hand */
};

static const double
    AKIN = .25,          /* bodies are that are so alike, of the way from any body to the kin */
    HEARD = .5,          /* of what is expected: where the kin share less, others are asked, */
    SOMETHING = .01,     /* if so much is expected */
    SURE_TOPIC = .5,     /* share of a term's documents whose kin share it: it names a topic */
    TOPIC_PRIOR = 2,     /* documents' worth of belief that a term names one */
    TOPIC_TERMS = .7;    /* terms are the topic's when so much is expected of them, as a share of the most */

struct survey {
    const struct titled *doc;
    uint32_t n;
    const uint32_t *group_of;
    const struct terms *terms;
    const struct kindred *kin;
    struct asked { uint32_t first, n; } *asked; /* [n] titles of kin, in terms->exact; n 0: it is not asked */
    struct standing *out;
    struct term_custom of; /* [n_exact] each */
    double *total;         /* [n_exact] sum over the documents whose title has it of what their kin share of it */
    bool *home;            /* [n] documents whose kin share a topic that their titles name */
    double rare[FEW];      /* of a term that so many titles have */
    double *sum;           /* [n_exact] of one document's kin; 0 outside of one */
    uint32_t *touched, n_touched;
    struct bearers bearers;
    double *left;          /* [n_title] share of its weight that terms of a topic have */
};

static const struct title *title_of(const struct survey *s, uint32_t d)
{
    uint32_t title = s->terms->title_of[d];
    return title == UINT32_MAX ? NULL : &s->terms->title[title];
}

/* Is the title of a document asked as another's kin? */
static bool is_asked(const struct survey *s, uint32_t d) { return s->asked[d].n > 0; }

/* Of a term that so many of n titles have: 1 to 0. */
static double rarity(uint32_t n, uint32_t with) { return n > 1 ? log((double)n / max_u32(with, 1)) / log(n) : 0; }

/* Share of a term beyond what chance gives, by its rarity among titles. */
static double above_chance(const struct survey *s, uint32_t f, double share)
{
    double above = share - (double)s->of.with[f] / s->n;
    if (above <= 0)
        return 0;
    uint32_t with = s->of.with[f];
    double rare = with < FEW ? s->rare[with] : rarity(s->n, with);
    return above * rare * may_name_topic(s->terms, f);
}

/* What the titles of d's kin have: each term's share of their likeness. Kin
 * without a title have no say. */
static void sum_kin(struct survey *s, uint32_t d)
{
    double all = 0;
    for (uint32_t i = 0; i < s->kin->n[d]; i++)
        all += is_asked(s, kin_of(s->kin, d)[i].doc) ? kin_of(s->kin, d)[i].like : 0;
    for (uint32_t i = 0; i < s->kin->n[d] && all > 0; i++) {
        struct asked title = s->asked[kin_of(s->kin, d)[i].doc];
        const uint32_t *exact = s->terms->exact + title.first;
        double share = kin_of(s->kin, d)[i].like / all;
        for (uint32_t k = 0; k < title.n; k++) {
            uint32_t f = exact[k];
            s->touched[s->n_touched] = f;
            s->n_touched += s->sum[f] == 0;
            s->sum[f] += share;
        }
    }
}

static void forget_kin(struct survey *s)
{
    for (uint32_t i = 0; i < s->n_touched; i++)
        s->sum[s->touched[i]] = 0;
    s->n_touched = 0;
}

/* How much of a term document d's kin share, whose titles are summed up: 1 where it surely is their topic. */
static double shared_here(const struct survey *s, uint32_t f)
{
    return topic_of_kin(s->sum[f], s->of.with[f], s->n);
}

static void study_terms(struct survey *s)
{
    for (uint32_t d = 0; d < s->n; d++) {
        const struct title *own = is_asked(s, d) ? title_of(s, d) : NULL;
        for (uint32_t k = 0; own && k < own->n_term; k++)
            s->of.with[own->exact[k]]++;
    }
    for (uint32_t d = 0; d < s->n; d++) {
        const struct title *own = is_asked(s, d) ? title_of(s, d) : NULL;
        if (!own)
            continue;
        sum_kin(s, d);
        for (uint32_t k = 0; k < own->n_term; k++) {
            uint32_t f = own->exact[k];
            s->total[f] += s->sum[f];
            s->of.topic[f] += shared_here(s, f);
        }
        forget_kin(s);
    }
}

static bool is_topic(const struct survey *s, uint32_t f)
{
    return s->of.with[f] > 1 && s->of.topic[f] >= SURE_TOPIC * s->of.with[f];
}

/* Which documents' kin share a topic that their titles name. */
static void find_homes(struct survey *s)
{
    for (uint32_t d = 0; d < s->n; d++) {
        const struct title *own = is_asked(s, d) ? title_of(s, d) : NULL;
        s->home[d] = false;
        if (!own)
            continue;
        sum_kin(s, d);
        for (uint32_t k = 0; k < own->n_term; k++)
            s->home[d] |= is_topic(s, own->exact[k]) && shared_here(s, own->exact[k]) >= SURE_TOPIC;
        forget_kin(s);
    }
}

/* A term that several documents have, few of them akin, is no topic's; the
 * words of every report have some by chance. */
static void weigh_topics(struct survey *s, struct terms *t)
{
    for (uint32_t f = 0; f < t->n_exact; f++) {
        double share = (s->of.topic[f] + TOPIC_PRIOR) / (s->of.with[f] + TOPIC_PRIOR);
        double left = share < SURE_TOPIC ? share * share / SURE_TOPIC : share;
        s->of.kept[f] = s->of.with[f] > 1 ? s->of.form[f] * left + (1 - s->of.form[f]) : 1;
        t->weight[f] *= s->of.kept[f];
    }
    for (uint32_t i = 0; i < t->n_title; i++) {
        double before = t->title[i].weight;
        title_weigh(t, i);
        s->left[i] = before > 0 ? t->title[i].weight / before : 0;
    }
    for (uint32_t d = 0; d < s->n; d++)
        s->out[d].topical = title_of(s, d) ? s->left[t->title_of[d]] : 0;
}

/* Of a term of document d, whose kin are summed up; learned from the others. */
static double expected_of(const struct survey *s, uint32_t d, uint32_t f)
{
    bool counted = is_asked(s, d);
    uint32_t others = s->of.with[f] - counted;
    return others ? above_chance(s, f, (s->total[f] - (counted ? s->sum[f] : 0)) / (others + .5)) : 0;
}

static uint32_t nearest_with(const struct survey *s, uint32_t d, uint32_t feature)
{
    for (uint32_t i = 0; i < s->kin->n[d]; i++) {
        uint32_t kin = kin_of(s->kin, d)[i].doc;
        if (is_asked(s, kin) && title_has(s->terms, s->terms->title_of[kin], feature))
            return kin;
    }
    return UINT32_MAX;
}

/* How alike d's kin are to it, in the mean. */
static double usual_like(const struct survey *s, uint32_t d)
{
    double usual = 0;
    for (uint32_t i = 0; i < s->kin->n[d]; i++)
        usual += kin_of(s->kin, d)[i].like / s->kin->n[d];
    return usual;
}

/* The likeness of d's body to the most like of those whose titles have what
 * is most expected of d's own title, as a share of its kin's in the mean. */
static double nearest_bearer(const struct survey *s, uint32_t d, double expected)
{
    const struct title *own = title_of(s, d);
    double usual = usual_like(s, d), most = 0;
    uint32_t n_asked = 0;
    for (uint32_t k = 0; k < own->n_term; k++) {
        uint32_t f = own->exact[k];
        if (expected_of(s, d, f) < TOPIC_TERMS * expected)
            continue;
        for (uint32_t p = s->terms->posting_first[f]; p < s->terms->posting_first[f + 1]; p++)
            for (uint32_t i = s->bearers.first[s->terms->posting[p]];
                 i < s->bearers.first[s->terms->posting[p] + 1] && n_asked < BEARERS; i++) {
                uint32_t e = s->bearers.doc[i];
                if (s->group_of[e] == s->group_of[d] || !is_asked(s, e))
                    continue;
                most = fmax(most, kindred_like(s->kin, d, e));
                n_asked++;
            }
    }
    return usual > 0 ? fmin(most / usual, 1) : 0;
}

static void compare_titles(struct survey *s, uint32_t d)
{
    struct standing *v = &s->out[d];
    const struct title *own = title_of(s, d);
    uint32_t best = UINT32_MAX;
    v->shared = v->expected = v->other = 0;
    v->other_doc = UINT32_MAX;
    sum_kin(s, d);
    for (uint32_t k = 0; own && k < own->n_term; k++)
        v->expected = fmax(v->expected, expected_of(s, d, own->exact[k]));
    for (uint32_t k = 0; own && k < own->n_term; k++) {
        uint32_t f = own->exact[k];
        if (expected_of(s, d, f) >= TOPIC_TERMS * v->expected)
            v->shared = fmax(v->shared, above_chance(s, f, s->sum[f]));
    }
    v->like = usual_like(s, d);
    v->near = own && v->expected >= SOMETHING && v->shared < HEARD * v->expected
                  ? nearest_bearer(s, d, v->expected) : 0;
    for (uint32_t i = 0; i < s->n_touched; i++) {
        uint32_t f = s->touched[i];
        double value = s->sum[f] > v->other ? above_chance(s, f, s->sum[f]) : 0;
        if (value > v->other && !(own && title_has(s->terms, s->terms->title_of[d], f))) {
            v->other = value;
            best = f;
        }
    }
    if (best != UINT32_MAX)
        v->other_doc = nearest_with(s, d, best);
    forget_kin(s);
}

static int find_frames(struct survey *s, struct crib_err *err)
{
    struct frame *frame = mem_zero((size_t)s->terms->n_title + 1, sizeof *frame);
    double n_home = 0, n_titled = 0;
    for (uint32_t d = 0; d < s->n; d++) {
        n_home += s->home[d];
        n_titled += title_of(s, d) != NULL;
    }
    int rc = frame ? frames_find(s->doc, s->terms, &s->of, s->home, &s->bearers, n_titled > 0 ? n_home / n_titled : 0, frame, err)
                   : CRIB_NOMEM(err);
    for (uint32_t d = 0; d < s->n && rc == CRIB_OK; d++)
        if (title_of(s, d))
            s->out[d].frame = frame[s->terms->title_of[d]];
    mem_free(frame);
    return rc;
}

/* A title that many documents have, none of them akin, names no topic. */
static int find_slots(struct survey *s, struct crib_err *err)
{
    uint32_t n_title = s->terms->n_title, *docs = mem_zero((size_t)n_title + 1, sizeof *docs);
    struct title_custom in = { mem_zero((size_t)n_title + 1, sizeof *in.home),
                               mem_zero((size_t)n_title + 1, sizeof *in.fit) };
    double *slot = mem_zero((size_t)n_title + 1, sizeof *slot);
    int rc = docs && in.home && in.fit && slot ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; d < s->n && rc == CRIB_OK; d++) {
        if (!title_of(s, d))
            continue;
        docs[s->terms->title_of[d]]++;
        in.home[s->terms->title_of[d]] |= s->home[d];
        in.fit[s->terms->title_of[d]] = s->out[d].fit.own;
    }
    if (rc == CRIB_OK)
        rc = slots_rate(s->doc, s->terms, &s->of, &in, slot, err);
    for (uint32_t d = 0; d < s->n && rc == CRIB_OK; d++)
        s->out[d].slot = title_of(s, d) ? slot[s->terms->title_of[d]] / docs[s->terms->title_of[d]] : 0;
    mem_free(slot);
    mem_free(in.fit);
    mem_free(in.home);
    mem_free(docs);
    return rc;
}

/* And how alike any others are: so many, taken evenly from the collection. */
static double any_like(const struct survey *s, uint32_t d)
{
    double any = 0;
    for (uint32_t i = 1; i <= ANY_ASKED; i++)
        any += kindred_like(s->kin, d, (uint32_t)((d + (uint64_t)i * s->n / (ANY_ASKED + 1)) % s->n)) / ANY_ASKED;
    return any;
}

/* A title that stands over several texts is a form ("Minutes and report")
 * when none of them has kin among half of the others. */
static bool is_form(const struct survey *s, uint32_t title)
{
    uint32_t n = 0, most = 0, doc[FORM_ASKED];
    for (uint32_t i = s->bearers.first[title]; i < s->bearers.first[title + 1] && n < FORM_ASKED; i++)
        if (s->group_of[s->bearers.doc[i]] == s->bearers.doc[i])
            doc[n++] = s->bearers.doc[i];
    for (uint32_t i = 0; i < n && n >= FORM_DOCS; i++) {
        uint32_t n_akin = 0;
        double any = any_like(s, doc[i]), akin = any + AKIN * (usual_like(s, doc[i]) - any);
        for (uint32_t k = 0; k < n; k++)
            n_akin += i != k && kindred_like(s->kin, doc[i], doc[k]) >= akin;
        most = max_u32(most, n_akin);
    }
    return n >= FORM_DOCS && 2 * most < n - 1;
}

static int find_bare(struct survey *s, struct crib_err *err)
{
    bool *is_topic = mem_zero((size_t)s->terms->n_exact + 1, sizeof *is_topic);
    bool *bare = mem_zero((size_t)s->terms->n_title + 1, sizeof *bare);
    int rc = is_topic && bare ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t f = 0; f < s->terms->n_exact && rc == CRIB_OK; f++)
        is_topic[f] = s->of.topic[f] >= SURE_TOPIC * s->of.with[f] && s->of.with[f] > 1;
    if (rc == CRIB_OK)
        rc = bare_find(s->doc, s->n, s->group_of, s->terms, is_topic, bare, err);
    for (uint32_t t = 0; t < s->terms->n_title && rc == CRIB_OK; t++)
        bare[t] = bare[t] || is_form(s, t);
    for (uint32_t d = 0; d < s->n && rc == CRIB_OK; d++)
        s->out[d].bare = title_of(s, d) && bare[s->terms->title_of[d]];
    mem_free(is_topic);
    mem_free(bare);
    return rc;
}

/* mute[n]: documents whose titles are not asked; NULL: none. */
static int survey_init(struct survey *s, const bool *mute, struct crib_err *err)
{
    size_t n_exact = (size_t)s->terms->n_exact + 1, n_title = (size_t)s->terms->n_title + 1;
    s->of.with = mem_zero(n_exact, sizeof *s->of.with);
    s->total = mem_zero(n_exact, sizeof *s->total);
    s->of.topic = mem_zero(n_exact, sizeof *s->of.topic);
    s->home = mem_zero((size_t)s->n + 1, sizeof *s->home);
    s->of.beside = mem_zero(n_exact, sizeof *s->of.beside);
    s->of.form = mem_zero(n_exact, sizeof *s->of.form);
    s->of.kept = mem_zero(n_exact, sizeof *s->of.kept);
    s->sum = mem_zero(n_exact, sizeof *s->sum);
    s->touched = mem_alloc((n_exact + 1) * sizeof *s->touched);
    s->left = mem_zero(n_title, sizeof *s->left);
    s->asked = mem_zero((size_t)s->n + 1, sizeof *s->asked);
    if (!s->of.with || !s->of.topic || !s->of.beside || !s->of.form || !s->of.kept || !s->total || !s->home || !s->sum ||
        !s->touched || !s->left || !s->asked)
        return CRIB_NOMEM(err);
    for (uint32_t with = 0; with < FEW; with++)
        s->rare[with] = rarity(s->n, with);
    for (uint32_t d = 0; d < s->n; d++) {
        const struct title *t = title_of(s, d);
        if (t && !(mute && mute[d]))
            s->asked[d] = (struct asked){ (uint32_t)(t->exact - s->terms->exact), t->n_term };
    }
    return bearers_list(s->terms, s->n, &s->bearers, err);
}

static void survey_done(struct survey *s)
{
    void *block[] = { s->of.with, s->of.topic, s->of.beside, s->of.form, s->of.kept, s->total, s->home, s->sum, s->touched,
                      s->left, s->asked };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
    bearers_done(&s->bearers);
}

int standing_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct terms *t,
                  const struct kindred *kin, int n_threads, const struct standing_listener *listener,
                  struct standing *out, struct topics *topics, struct crib_err *err)
{
    struct survey s = { .doc = doc, .n = n, .group_of = group_of, .terms = t, .kin = kin, .out = out };
    bool others = true;
    int rc = survey_init(&s, NULL, err);
    for (uint32_t d = 0; d < n; d++)
        out[d] = (struct standing){ .length = doc[d].body->n, .other_doc = UINT32_MAX };
    if (rc == CRIB_OK) {
        study_terms(&s);
        find_homes(&s);
        forms_find(t, n, s.of.with, s.home, s.of.beside, s.of.form);
        weigh_topics(&s, t);
        for (uint32_t d = 0; d < n; d++)
            compare_titles(&s, d);
        rc = find_frames(&s, err);
    }
    if (rc == CRIB_OK && listener)
        rc = listener->weighed(listener->arg, &others, err);
    if (rc == CRIB_OK)
        rc = fits_find(doc, n, group_of, t, kin, n_threads, others, listener, out, err);
    if (rc == CRIB_OK)
        rc = find_slots(&s, err);
    if (rc == CRIB_OK)
        rc = find_bare(&s, err);
    if (rc == CRIB_OK && topics) {
        *topics = (struct topics){ s.of.with, s.of.topic, s.bearers };
        s.of.with = NULL;
        s.of.topic = NULL;
        s.bearers = (struct bearers){ 0 };
    }
    survey_done(&s);
    return rc;
}

int standing_without(const bool *mute, uint32_t n, const uint32_t *group_of, const struct terms *t,
                     const struct kindred *kin, struct standing *out, struct crib_err *err)
{
    struct survey s = { .n = n, .group_of = group_of, .terms = t, .kin = kin, .out = out };
    int rc = survey_init(&s, mute, err);
    if (rc == CRIB_OK) {
        study_terms(&s);
        for (uint32_t d = 0; d < n; d++)
            compare_titles(&s, d);
    }
    survey_done(&s);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* What stands around the topic of a title, and what nobody knows of it.
 *
 * A title from elsewhere may consist of forms and of a name that no body
 * uses. Where words are not marked, every title has pairs of characters that
 * no body uses, since they cross the border of two words; but where three
 * such pairs follow each other, the one in the middle belongs to a word that
 * nobody knows.
 *
 * "The long road" over three men's reports is never at home either, nor is
 * the name of a stranger in three titles. But the stranger's stands beside
 * now this, now that; the phrase beside itself: what else these titles have
 * in common tells the one from the other. */
#include "cluster/frame.h"

#include <math.h>

static const double
    FORMAL = .5,       /* of a form so much is sure */
    TOPIC = .5,        /* kin share the term of a topic so often */
    SELDOM_HOME = .5,  /* titles with a set phrase are at home so much less often than others at most */
    WORD = .3;         /* weight of a word that no body uses, beside one of which bodies speak */

enum {
    PHRASE_DOCS = 3,   /* a phrase is used so often at least */
    COMPARED = 64      /* of its titles so many are compared, each with the one before */
};

struct framing {
    const struct titled *doc;
    const struct terms *terms;
    const struct term_custom *of;
    const bool *home;
    const struct bearers *b;
    double home_share;
    double *set;       /* [n_exact] of a term; below 0: not asked yet */
};

static bool is_topic(const struct framing *f, uint32_t term)
{
    return f->of->with[term] > 1 && f->of->topic[term] >= TOPIC * f->of->with[term];
}

static bool is_formal(const struct framing *f, uint32_t term)
{
    return !is_topic(f, term) && f->of->form[term] >= FORMAL;
}

/* Of the terms besides this one that two titles have, and that other titles
 * have too: the share that both have (Jaccard's). */
static double likeness(const struct framing *f, const struct title *a, uint32_t other, uint32_t term)
{
    const struct title *b = &f->terms->title[other];
    uint32_t n_a = 0, n_b = 0, both = 0;
    for (uint32_t k = 0; k < b->n_term; k++)
        n_b += b->exact[k] != term && f->of->with[b->exact[k]] > 1;
    for (uint32_t k = 0; k < a->n_term; k++) {
        uint32_t e = a->exact[k];
        if (e == term || f->of->with[e] < 2)
            continue;
        n_a++;
        both += title_has(f->terms, other, e);
    }
    return n_a + n_b > both ? (double)both / (n_a + n_b - both) : 1;
}

/* How alike the titles are that have a term and are not at home; 0 where
 * these are few. */
static double set_of(const struct framing *f, uint32_t term)
{
    const struct terms *t = f->terms;
    uint32_t n_docs = f->of->with[term], last = UINT32_MAX, n = 0;
    double sum = 0;
    if (n_docs < PHRASE_DOCS || f->of->beside[term] > SELDOM_HOME * f->home_share * n_docs)
        return 0;
    for (uint32_t p = t->posting_first[term]; p < t->posting_first[term + 1]; p++)
        for (uint32_t i = f->b->first[t->posting[p]]; i < f->b->first[t->posting[p] + 1] && n < COMPARED; i++) {
            if (f->home[f->b->doc[i]])
                continue;
            if (last != UINT32_MAX) {
                sum += likeness(f, &t->title[t->posting[p]], last, term);
                n++;
            }
            last = t->posting[p];
        }
    return sum / (n + 1);
}

static double set_at(struct framing *f, uint32_t term)
{
    if (f->set[term] < 0)
        f->set[term] = set_of(f, term);
    return f->set[term];
}

static bool is_unused(const struct framing *f, const struct term *t)
{
    return unit_len(t->at) == 2 && f->terms->uses[t->exact] == 0;
}

/* Does what is unused begin before term k, and go on after it? The title's
 * ends and units that make no pairs are words' ends. */
static bool is_inside(const struct framing *f, const struct title *t, const struct titled *doc, uint32_t k)
{
    struct unit_span at = t->term[k].at;
    bool before = at.beg == 0 || !titled_pairs(doc, at.beg - 1) ||
                  (k > 0 && t->term[k - 1].at.beg + 1 == at.beg && is_unused(f, &t->term[k - 1]));
    bool after = at.end == doc->title->n || !titled_pairs(doc, at.end) ||
                 (k + 1 < t->n_term && t->term[k + 1].at.beg == at.beg + 1 && is_unused(f, &t->term[k + 1]));
    return before && after;
}

/* formal[]: scratch, one for each unit of the title. */
static void frame_one(struct framing *f, const struct title *t, bool *formal, struct frame *out)
{
    const struct units *u = f->doc[t->doc].title;
    uint32_t n_formal = 0, n_figure = 0;
    *out = (struct frame){ 0 };
    memset(formal, 0, u->n * sizeof *formal);
    for (uint32_t k = 0; k < t->n_term; k++) {
        const struct term *x = &t->term[k];
        for (uint32_t i = x->at.beg; i < x->at.end && is_formal(f, x->exact); i++)
            formal[i] = true;
        if (!is_topic(f, x->exact))
            out->set = fmax(out->set, set_at(f, x->exact));
        if (is_unused(f, x) && is_inside(f, t, &f->doc[t->doc], k))
            out->unknown += WORD * f->of->kept[x->exact] * rare_in_titles(f->terms, x->exact);
    }
    for (uint32_t i = 0; i < u->n; i++) {
        bool figure = unit_is_placeholder(u, i);
        n_figure += figure;
        n_formal += (formal[i] || titled_word(&f->doc[t->doc], i) >= TITLEWORD_LINK) && !figure;
    }
    out->figures = n_figure > 0;
    out->formal = u->n > n_figure ? (double)n_formal / (u->n - n_figure) : 1;
}

int frames_find(const struct titled *doc, const struct terms *t, const struct term_custom *of, const bool *home,
                const struct bearers *b, double home_share, struct frame *out, struct crib_err *err)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < t->n_title; i++)
        longest = max_u32(longest, doc[t->title[i].doc].title->n);
    struct framing f = { .doc = doc, .terms = t, .of = of, .home = home, .b = b, .home_share = home_share };
    bool *formal = mem_alloc((size_t)longest + 1);
    f.set = mem_alloc(((size_t)t->n_exact + 1) * sizeof *f.set);
    int rc = formal && f.set ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t e = 0; rc == CRIB_OK && e < t->n_exact; e++)
        f.set[e] = -1;
    for (uint32_t i = 0; rc == CRIB_OK && i < t->n_title; i++)
        frame_one(&f, &t->title[i], formal, &out[i]);
    mem_free(formal);
    mem_free(f.set);
    return rc;
}

/* SPDX-License-Identifier: MIT */
/* How well a title fits a body.
 *
 * A term's presence is how much more often the body uses it than the other
 * bodies would in as many units, on a scale from 0 to 1 where the first few
 * uses count most. Where the term itself is missing, an abbreviated or an
 * inflected form of it counts for somewhat less, and its characters, each for
 * itself, for half. */
#include "cluster/score.h"

enum {
    RARE_TITLES = 64 /* a term in more titles than this does not lead to one: bounds the work for one body */
};

static const double loose_counts = .7, parts_count = .5;

double presence_of(const struct terms *t, uint32_t feature, uint32_t times, uint64_t units)
{
    double here = times;
    double elsewhere = t->uses[feature] - here;
    double others = (double)t->n_unit - (double)units;
    double expected = elsewhere > 0 && others > 0 ? elsewhere / others * (double)units : 0;
    return here > expected ? (here - expected) / (here + 1 + expected) : 0;
}

bool leads_to_titles(const struct terms *t, uint32_t feature)
{
    return t->weight[feature] > 0 && t->in_titles[feature] <= RARE_TITLES;
}

double feature_presence(const struct counted *b, uint32_t feature)
{
    uint32_t times = b->counts->n[feature];
    return times ? presence_of(b->terms, feature, times, b->units) : 0;
}

static inline double part_presence(const struct counted *b, uint32_t part)
{
    return b->counts->part[part - b->counts->first_part];
}

/* Nearly all titles have some parts in common with a body, few have more. */
struct counted counted_recall(const struct terms *t, struct counts *c, uint32_t doc, uint64_t units)
{
    struct counted b = { t, c, units };
    counts_recall(c, &t->census, doc);
    for (uint32_t i = c->n_whole; i < c->n_touched; i++)
        c->part[c->touched[i] - c->first_part] = feature_presence(&b, c->touched[i]);
    return b;
}

/* What is left of a term is looked at while it could count for more than the term. */
double term_presence(const struct counted *b, const struct term *term)
{
    double most = feature_presence(b, term->exact), other = 0;
    if (most < loose_counts && term->loose != UINT32_MAX)
        other = loose_counts * feature_presence(b, term->loose);
    most = most > other ? most : other;
    if (most < parts_count && term->part[0] != UINT32_MAX)
        other = parts_count * (part_presence(b, term->part[0]) + part_presence(b, term->part[1])) / 2;
    return most > other ? most : other;
}

double title_fit_without(const struct counted *b, uint32_t title, uint32_t other, double *weight)
{
    const struct title *t = &b->terms->title[title];
    double sum = 0;
    *weight = 0;
    for (uint32_t i = 0; i < t->n_term; i++) {
        double w = b->terms->weight[t->term[i].exact];
        if (title_has(b->terms, other, t->term[i].exact))
            continue;
        sum += w * term_presence(b, &t->term[i]);
        *weight += w;
    }
    return *weight > 0 ? sum / *weight : 0;
}

double title_fit(const struct counted *b, uint32_t title)
{
    const struct title *t = &b->terms->title[title];
    double sum = 0;
    for (uint32_t i = 0; i < t->n_term; i++) {
        double presence = term_presence(b, &t->term[i]);
        if (presence > 0) /* seldom, of a title taken at random */
            sum += t->term[i].weight * presence;
    }
    return t->weight > 0 ? sum / t->weight : 0;
}

int scorer_init(struct scorer *s, const struct terms *t, struct crib_err *err)
{
    s->n_touched = 0;
    s->sum = mem_zero((size_t)t->n_title + 1, sizeof *s->sum);
    s->touched = mem_alloc(((size_t)t->n_title + 2) * sizeof *s->touched);
    if (s->sum && s->touched)
        return CRIB_OK;
    scorer_done(s);
    return CRIB_NOMEM(err);
}

void scorer_done(struct scorer *s)
{
    mem_free(s->sum);
    mem_free(s->touched);
    *s = (struct scorer){ 0 };
}

void scorer_gather(struct scorer *s, const struct counted *b)
{
    const struct terms *t = b->terms;
    for (uint32_t i = 0; i < b->counts->n_exact; i++) {
        uint32_t f = b->counts->touched[i];
        if (!leads_to_titles(t, f))
            continue;
        double gain = t->weight[f] * feature_presence(b, f);
        if (gain <= 0)
            continue;
        for (uint32_t p = t->posting_first[f]; p < t->posting_first[f + 1]; p++) {
            uint32_t title = t->posting[p];
            s->touched[s->n_touched] = title;
            s->n_touched += s->sum[title] == 0;
            s->sum[title] += gain;
        }
    }
}

void scorer_clear(struct scorer *s)
{
    for (uint32_t i = 0; i < s->n_touched; i++)
        s->sum[s->touched[i]] = 0;
    s->n_touched = 0;
}

uint32_t best_title(const struct scorer *s, const struct counted *b, uint32_t own, double *fit)
{
    const struct terms *t = b->terms;
    uint32_t best = UINT32_MAX;
    double most = 0;
    for (uint32_t i = 0; i < s->n_touched; i++) {
        uint32_t title = s->touched[i];
        double sum = s->sum[title], value = sum * sum / t->title[title].weight;
        if (title == own || value < most || (value == most && title > best))
            continue;
        most = value;
        best = title;
    }
    *fit = best == UINT32_MAX ? 0 : title_fit(b, best);
    return best;
}

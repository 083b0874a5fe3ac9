/* SPDX-License-Identifier: MIT */
/* Where in titles a topic is named.
 *
 * A title from elsewhere has a term that no other title has, or no kin; so
 * has a title with a person's name or a slogan. Which of them names a topic
 * is told by the company a term keeps (the distributional hypothesis, Harris
 * 1954): terms before "Department", or between a place and a year, are
 * shared by the titles of their kin, terms after "by" are not.
 *
 * A topic may have several words, so what stands in a slot is a run: the
 * stretch of a title between two of its forms (form.h). A run's slot is what stands before
 * and after it; where these two were seen together too seldom, each tells for
 * itself (backing off, Katz 1987). Slots are counted in a table of hashes; two
 * that fall together now and then do no harm. */
#include "cluster/slot.h"

#include <math.h>

#include "core/hash.h"

enum { TABLE_BITS = 16, BEFORE = 0, AFTER = 1, AROUND = 2, ANY = 3 };

static const double
    SPOKEN = .3,         /* fit of a title whose body speaks of it */
    TOPIC = .5,          /* kin share the term of a topic so often */
    FORMAL = .5,         /* of a form so much is sure */
    OWN = 2,             /* titles that name a topic beside a term: as many outweigh half of what its slot says */
    COMMON = 2,          /* a term in one body of so many is no topic */
    FEW_SEEN = 2;        /* runs' worth of belief in what is known of slots in general */

struct slot { double topic, all; };

struct run {
    uint32_t beg, end;      /* terms of the title */
    struct unit_span at;
    bool topic;             /* its terms are known to name one */
};

struct slots {
    const struct titled *doc;
    const struct terms *terms;
    const struct term_custom *of;
    const struct title_custom *in;
    struct slot *table;
};

static double topic_share(const struct slots *s, uint32_t f)
{
    return s->of->with[f] ? s->of->topic[f] / s->of->with[f] : 0;
}

static bool is_topic(const struct slots *s, uint32_t f) { return topic_share(s, f) >= TOPIC; }

static bool is_formal(const struct slots *s, uint32_t f) { return !is_topic(s, f) && s->of->form[f] >= FORMAL; }

/* The next run of a title from term *at on, of terms that are all known to
 * name a topic or all are not; false: there is none. */
static bool next_run(const struct slots *s, const struct title *t, uint32_t *at, struct run *r)
{
    uint32_t i = *at;
    while (i < t->n_term && is_formal(s, t->term[i].exact))
        i++;
    if (i == t->n_term)
        return false;
    r->beg = i;
    r->at = t->term[i].at;
    bool topic = is_topic(s, t->term[i].exact);
    for (i++; i < t->n_term && t->term[i].at.beg <= r->at.end; i++) {
        if (is_formal(s, t->term[i].exact) || is_topic(s, t->term[i].exact) != topic)
            break;
        r->at.end = t->term[i].at.end;
    }
    r->topic = topic;
    r->end = *at = i;
    return true;
}

static struct slot *slot_of(struct slots *s, const struct titled *doc, struct unit_span at, int side)
{
    /* Pairs overlap: one that stands across an edge is in the run, with a character of what is around. */
    const struct units *title = doc->title;
    bool pair = unit_kind(title, at.beg) == UNIT_CHAR && unit_len(at) > 2;
    bool joined_before = pair && at.beg > 0 && titled_pairs(doc, at.beg - 1);
    bool joined_after = pair && at.end < title->n && titled_pairs(doc, at.end);
    uint64_t before = at.beg > 0 ? (uint64_t)unit_code(title, at.beg - !joined_before) + 1 : 0;
    uint64_t after = at.end < title->n ? (uint64_t)unit_code(title, at.end - joined_after) + 1 : 0;
    uint64_t key = side == BEFORE ? before : side == AFTER ? after : side == AROUND ? hash_join(before, after) : 0;
    return &s->table[hash_mix(key << 2 | (uint64_t)side) >> (64 - TABLE_BITS)];
}

static void learn(struct slots *s, const struct title *t)
{
    struct run r;
    size_t i = (size_t)(t - s->terms->title);
    bool spoken = !s->in->home[i] && s->in->fit[i] >= SPOKEN;
    for (uint32_t at = 0; next_run(s, t, &at, &r);) {
        for (int side = BEFORE; side <= ANY; side++) {
            struct slot *slot = slot_of(s, &s->doc[t->doc], r.at, side);
            slot->topic += spoken || r.topic;
            slot->all++;
        }
    }
}

static double share_of(const struct slot *slot, double usual)
{
    return (slot->topic + FEW_SEEN * usual) / (slot->all + FEW_SEEN);
}

static double odds_of(const struct slot *slot, double usual)
{
    double share = share_of(slot, usual);
    return share / (1 - share);
}

/* The share of topics in a run's slot. */
static double rate_of(struct slots *s, const struct title *t, const struct run *r)
{
    struct slot of[ANY + 1];
    for (int side = BEFORE; side <= ANY; side++)
        of[side] = *slot_of(s, &s->doc[t->doc], r->at, side);
    double any = (of[ANY].topic + .1) / (of[ANY].all + 1);
    double before = odds_of(&of[BEFORE], any), after = odds_of(&of[AFTER], any);
    double sides = before * after / (any / (1 - any));
    if (unit_len(r->at) == s->doc[t->doc].title->n)
        sides = 0; /* nothing stands beside it */
    return share_of(&of[AROUND], sides / (1 + sides));
}

/* What the terms of a run say themselves: less where titles have them that
 * name a topic besides, or where many bodies have all of them. */
static double share_of_own(const struct slots *s, const struct title *t, const struct run *r)
{
    double own = 0, common = 1;
    for (uint32_t k = r->beg; k < r->end; k++) {
        uint32_t f = t->term[k].exact;
        own += OWN / (OWN + s->of->beside[f]) / (r->end - r->beg);
        common = fmin(common, (double)s->terms->spread[f].in_bodies / fmax((double)s->terms->n_body, 1));
    }
    return own * fmax(1 - COMMON * common, 0);
}

static double rate_title(struct slots *s, const struct title *t)
{
    struct run r;
    double most = 0;
    for (uint32_t at = 0; next_run(s, t, &at, &r);)
        if (!r.topic)
            most = fmax(most, rate_of(s, t, &r) * share_of_own(s, t, &r));
    return most;
}

int slots_rate(const struct titled *doc, const struct terms *t, const struct term_custom *of,
               const struct title_custom *in, double *out, struct crib_err *err)
{
    struct slots s = { .doc = doc, .terms = t, .of = of, .in = in };
    s.table = mem_zero((size_t)1 << TABLE_BITS, sizeof *s.table);
    int rc = s.table ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t i = 0; i < t->n_title && rc == CRIB_OK; i++)
        learn(&s, &t->title[i]);
    for (uint32_t i = 0; i < t->n_title && rc == CRIB_OK; i++)
        out[i] = rate_title(&s, &t->title[i]);
    mem_free(s.table);
    return rc;
}

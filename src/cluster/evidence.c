/* SPDX-License-Identifier: MIT */
/* Why a document is held for misfiled, in facts a person can check.
 *
 * Pairs of characters are for counting; people read words. A term to show
 * grows from a pair to both sides as far as the characters keep company in
 * the bodies and few titles have them. A name that a text gives itself is
 * the longest stretch of the fitting title that the text uses. */
#include "cluster/evidence.h"

#include <math.h>

enum {
    NAME_UNITS = 24,  /* longest name looked for */
    NAME_STARTS = 16, /* terms of a title that a name may grow from */
    RARE_COUNT = 3,
    LEAST_TELLING = 5 /* a term that is shown has one part in so many of its title's heaviest's weight */
};

uint32_t units_count(const struct units *body, const struct units *needle, struct unit_span s)
{
    uint32_t n = 0, len = unit_len(s);
    for (uint32_t i = 0; len > 0 && i + len <= body->n; i++) {
        uint32_t same = 0;
        while (same < len && unit_code(body, i + same) == unit_code(needle, s.beg + same))
            same++;
        if (same < len)
            continue;
        n++;
        i += len - 1;
    }
    return n;
}

/* The text of some units of d's title; a title on two lines as one. */
static int add_units(struct crib_fact *f, const char *name, const struct titled *d, struct unit_span s,
                     struct arena *arena, struct crib_err *err)
{
    struct txt_span t = units_txt(d->title, s);
    char *line = mem_strndup(d->title_text + t.beg, txt_len(t));
    size_t n = 0;
    if (!line)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < txt_len(t); i++) {
        bool space = line[i] == ' ' || (line[i] >= '\t' && line[i] <= '\r');
        if (!space)
            line[n++] = line[i];
        else if (n && line[n - 1] != ' ')
            line[n++] = ' ';
    }
    int rc = fact_text(f, name, arena, line, n, err);
    mem_free(line);
    return rc;
}

static double heaviest(const struct terms *t, uint32_t title)
{
    double most = 0;
    for (uint32_t i = 0; i < t->title[title].n_term; i++)
        most = fmax(most, t->weight[t->title[title].exact[i]]);
    return most;
}

/* The term of a title, not of the other title (when there is one), that tells
 * most by its absence from the body, or by how often it is there; then none
 * that hardly tells anything, however often a body uses it ("de", "the"). */
static const struct term *telling(const struct counted *b, uint32_t title, uint32_t other, bool present)
{
    const struct terms *t = b->terms;
    const struct term *best = NULL;
    double most = 0, least = present ? heaviest(t, title) / LEAST_TELLING : 0;
    for (uint32_t i = 0; i < t->title[title].n_term; i++) {
        const struct term *term = &t->title[title].term[i];
        double presence = term_presence(b, term), weight = t->weight[term->exact];
        double value = weight * (present ? presence * log1p(b->counts->n[term->exact]) : 1 - presence);
        if (value > most && weight >= least && !(other != UINT32_MAX && title_has(t, other, term->exact))) {
            most = value;
            best = term;
        }
    }
    return best;
}

/* Has every title with one term the other, too, and are there several? */
static bool goes_along(const struct terms *t, uint32_t one, uint32_t other)
{
    const uint32_t *first = t->posting + t->posting_first[one], *end = t->posting + t->posting_first[one + 1];
    for (const uint32_t *p = first; p < end; p++)
        if (!title_has(t, *p, other))
            return false;
    return end - first > 1;
}

/* May a stretch shown to people take this pair in, beside the pair at its edge? A pair that
 * many titles have is a place's or a form's, unless it is always said with that one, as what is left
 * of a word is. Words stand alone. */
static bool belongs(const struct terms *t, const struct term *term, const struct term *edge)
{
    uint64_t titles = t->in_titles[term->exact];
    return unit_len(term->at) == 2 && t->cohesion[term->exact] >= .5 &&
           (titles * titles <= t->n_title || goes_along(t, edge->exact, term->exact));
}

/* From a pair to the stretch of the title around it; while the body uses the
 * whole at least `least` times. */
static struct unit_span widen(const struct counted *b, const struct titled *doc, uint32_t own, uint32_t title,
                              const struct term *term, uint32_t least)
{
    const struct title *all = &b->terms->title[title];
    const struct units *row = doc[all->doc].title;
    struct unit_span s = term->at;
    const ptrdiff_t at = term - all->term;
    for (ptrdiff_t i = at - 1;
         i >= 0 && all->term[i].at.end > s.beg && belongs(b->terms, &all->term[i], &all->term[i + 1]); i--) {
        struct unit_span more = { all->term[i].at.beg, s.end };
        if (least && units_count(doc[own].body, row, more) < least)
            break;
        s = more;
    }
    for (ptrdiff_t i = at + 1;
         i < all->n_term && all->term[i].at.beg < s.end && belongs(b->terms, &all->term[i], &all->term[i - 1]); i++) {
        struct unit_span more = { s.beg, all->term[i].at.end };
        if (least && units_count(doc[own].body, row, more) < least)
            break;
        s = more;
    }
    return s;
}

static int title_term(const struct titled *doc, const struct counted *b, const struct charge *c,
                      struct arena *arena, struct crib_fact *out, size_t *n, struct crib_err *err)
{
    const struct term *term = telling(b, c->title, c->other, false);
    const struct titled *d = &doc[b->terms->title[c->title].doc];
    if (!term)
        return CRIB_OK;
    struct unit_span s = widen(b, doc, c->doc, c->title, term, 0);
    uint32_t count = units_count(doc[c->doc].body, d->title, s);
    if (count > RARE_COUNT && c->other != UINT32_MAX)
        return CRIB_OK; /* weak beside what follows */
    struct crib_fact f = fact(count ? "title-term-rare" : "title-term-absent");
    CRIB_TRY(add_units(&f, "term", d, s, arena, err));
    if (count)
        fact_int(&f, "count", count);
    out[(*n)++] = f;
    return CRIB_OK;
}

static int body_term(const struct titled *doc, const struct counted *b, const struct charge *c,
                     struct arena *arena, struct crib_fact *out, size_t *n, struct crib_err *err)
{
    const struct term *term = telling(b, c->other, c->title, true);
    if (!term)
        return CRIB_OK;
    const struct titled *other = &doc[b->terms->title[c->other].doc];
    uint32_t n_pair = b->counts->n[term->exact];
    struct unit_span s = widen(b, doc, c->doc, c->other, term, n_pair - n_pair / 5);
    struct crib_fact f = fact("body-term");
    CRIB_TRY(add_units(&f, "term", other, s, arena, err));
    fact_int(&f, "count", units_count(doc[c->doc].body, other->title, s));
    out[(*n)++] = f;
    return CRIB_OK;
}

/* Where a name is looked for: in a body, by units, or in a signature, which
 * has none, by bytes. */
struct haystack {
    const struct units *body;   /* or NULL */
    const char *signature;
    size_t n_signature;
};

static uint32_t times_in(const struct haystack *h, const struct titled *d, struct unit_span s)
{
    if (h->body)
        return units_count(h->body, d->title, s);
    struct txt_span t = units_txt(d->title, s);
    return h->n_signature >= txt_len(t) && memmem(h->signature, h->n_signature, d->title_text + t.beg, txt_len(t));
}

/* Make s longer by one unit of d's title, at its end or else at its
 * beginning, if the haystack has that too. */
static bool grow(const struct haystack *h, const struct titled *d, struct unit_span *s, uint32_t *count)
{
    struct unit_span longer[] = { { s->beg, s->end + 1 }, { s->beg - 1, s->end } };
    bool possible[] = { s->end < d->title->n && !unit_is_placeholder(d->title, s->end),
                        s->beg > 0 && !unit_is_placeholder(d->title, s->beg - 1) };
    for (int k = 0; k < 2; k++) {
        uint32_t n = possible[k] ? times_in(h, d, longer[k]) : 0;
        if (n == 0)
            continue;
        *s = longer[k];
        *count = n;
        return true;
    }
    return false;
}

/* The longest stretch of the fitting title d, around a term that tells and that
 * the document's own title has not, which the haystack holds. */
static struct unit_span find_name(const struct counted *b, const struct charge *c, const struct haystack *h,
                                  const struct titled *d, uint32_t *count)
{
    const struct title *t = &b->terms->title[c->other];
    struct unit_span best = { 0, 0 };
    double least = heaviest(b->terms, c->other) / LEAST_TELLING;
    uint32_t n_starts = 0;
    *count = 0;
    for (uint32_t i = 0; i < t->n_term && n_starts < NAME_STARTS; i++) {
        struct unit_span s = t->term[i].at;
        double weight = b->terms->weight[t->term[i].exact];
        if (weight <= 0 || weight < least || title_has(b->terms, c->title, t->term[i].exact))
            continue;
        uint32_t here = times_in(h, d, s);
        n_starts++;
        while (here && unit_len(s) < NAME_UNITS && grow(h, d, &s, &here))
            ;
        if (here && unit_len(s) > unit_len(best)) {
            best = s;
            *count = here;
        }
    }
    return best;
}

static int names(const struct titled *doc, const struct counted *b, const struct charge *c,
                 struct arena *arena, struct crib_fact *out, size_t *n, struct crib_err *err)
{
    const struct titled *other = &doc[b->terms->title[c->other].doc], *own = &doc[c->doc];
    struct haystack body = { .body = own->body };
    struct haystack signature = { NULL, own->body_text + own->signature.beg, txt_len(own->signature) };
    uint32_t count;
    struct unit_span s = find_name(b, c, &body, other, &count);
    if (unit_len(s) > 0 && unit_len(s) >= (unit_kind(other->title, s.beg) == UNIT_WORD ? 2 : 3)) {
        struct crib_fact f = fact("body-names-itself");
        CRIB_TRY(add_units(&f, "name", other, s, arena, err));
        fact_int(&f, "count", count);
        out[(*n)++] = f;
    }
    s = find_name(b, c, &signature, other, &count);
    if (unit_len(s) > 0) {
        struct crib_fact f = fact("signature-names");
        CRIB_TRY(add_units(&f, "name", other, s, arena, err));
        out[(*n)++] = f;
    }
    return CRIB_OK;
}

bool signature_agrees(const struct titled *doc, const struct terms *t, uint32_t title, uint32_t signed_doc)
{
    const struct titled *d = &doc[t->title[title].doc], *own = &doc[signed_doc];
    struct haystack h = { NULL, own->body_text + own->signature.beg, txt_len(own->signature) };
    double most = heaviest(t, title);
    for (uint32_t i = 0; i < t->title[title].n_term && h.n_signature; i++)
        if (t->weight[t->title[title].term[i].exact] >= most / 2 && times_in(&h, d, t->title[title].term[i].at))
            return true;
    return false;
}

int evidence_collect(const struct titled *doc, const struct counted *b, const struct charge *c,
                     struct arena *arena, struct crib_fact *out, size_t *n_out, struct crib_err *err)
{
    *n_out = 0;
    CRIB_TRY(title_term(doc, b, c, arena, out, n_out, err));
    if (c->other == UINT32_MAX)
        return CRIB_OK;
    CRIB_TRY(body_term(doc, b, c, arena, out, n_out, err));
    CRIB_TRY(names(doc, b, c, arena, out, n_out, err));
    const struct titled *other = &doc[c->other_doc];
    struct crib_fact f = fact(c->twin != UINT32_MAX ? "twin" : "other-title-fits");
    fact_int(&f, "ordinal", other->ordinal);
    CRIB_TRY(add_units(&f, "title", other, (struct unit_span){ 0, other->title->n }, arena, err));
    if (c->twin != UINT32_MAX)
        fact_int(&f, "per_10000", c->per_10000);
    out[(*n_out)++] = f;
    return CRIB_OK;
}

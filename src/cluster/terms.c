/* SPDX-License-Identifier: MIT */
/* The terms of a collection's titles, and how often bodies use them.
 *
 * A pair of characters stands for a word where words are not marked. Most
 * pairs that cross the border of two words are in no body, or there by chance;
 * the weights see to them. A term weighs the more
 *   - the fewer titles have it, and the fewer bodies have most of its uses
 *     (rarity in titles x bodies);
 *   - the more often a body that has it repeats it: what a text is about comes
 *     again and again (Church and Gale's burstiness);
 *   - the more faithfully its two characters keep company.
 * So "annual report" weighs next to nothing where it stands in many titles. In
 * few it would be taken for a name; words that titles of any subject have are
 * no terms, then, where they are known (text/titlewords.h), nor is a pair that
 * has a character of one. */
#include "cluster/terms.h"

#include <math.h>

#include "cluster/wording.h"
#include "core/sort.h"

enum {
    TITLE_TERMS = 256    /* terms of one title that are looked at */
};

static bool is_pair(const struct titled *doc, uint32_t i)
{
    return i + 1 < doc->title->n && titled_pairs(doc, i) && titled_pairs(doc, i + 1);
}

static int word_term(struct terms *t, const struct titled *doc, uint32_t i, struct term *out, struct crib_err *err)
{
    const struct units *u = doc->title;
    uint64_t stem = word_stem(doc->title_text, unit_beg(u, i), unit_end(u, i));
    CRIB_TRY(term_table_word(&t->table, unit_code(u, i), &out->exact, err));
    if (stem)
        out->loose = term_table_stem(&t->table, stem);
    return CRIB_OK;
}

static int pair_term(struct terms *t, const struct titled *doc, uint32_t i, struct term *out, struct crib_err *err)
{
    const struct units *u = doc->title;
    out->at.end = i + 2;
    return term_table_pair(&t->table, unit_code(u, i), unit_code(u, i + 1), &out->exact, &out->loose, out->part, err);
}

/* Are all its words such as titles of any subject have, one of them what
 * documents are called ("Half-year report of the chair"), or two words' weight
 * of them ("Draft for comments", "会议材料")? It names nothing. */
static bool is_general(const struct titled *doc)
{
    enum { SEVERAL = 4 };
    bool kind = false;
    uint32_t usual = 0;
    for (uint32_t i = 0; i < doc->title->n; i++) {
        enum titleword word = titled_word(doc, i);
        if (word == TITLEWORD_NONE && !unit_is_placeholder(doc->title, i))
            return false;
        kind |= word == TITLEWORD_KIND;
        usual += word == TITLEWORD_USUAL ? unit_weighs(doc->title, i) : 0;
    }
    return kind || usual >= SEVERAL;
}

/* Terms of one title, at most TITLE_TERMS, each feature once. */
static int title_terms(struct terms *t, const struct titled *doc, struct term *out, uint32_t *n_out,
                       struct crib_err *err)
{
    const struct units *u = doc->title;
    uint32_t n = 0, end = is_general(doc) ? 0 : u->n;
    for (uint32_t i = 0; i < end && n < TITLE_TERMS; i++) {
        struct term term = { 0, UINT32_MAX, { UINT32_MAX, UINT32_MAX }, { i, i + 1 }, 0 };
        if (unit_kind(u, i) == UNIT_WORD && titled_names(doc, i))
            CRIB_TRY(word_term(t, doc, i, &term, err));
        else if (is_pair(doc, i))
            CRIB_TRY(pair_term(t, doc, i, &term, err));
        else
            continue;
        bool again = false;
        for (uint32_t k = 0; k < n && !again; k++)
            again = out[k].exact == term.exact;
        if (!again)
            out[n++] = term;
    }
    *n_out = n;
    return CRIB_OK;
}

static int add_title(struct terms *t, const struct titled *docs, uint32_t doc, struct crib_err *err)
{
    struct term found[TITLE_TERMS];
    uint32_t n;
    CRIB_TRY(title_terms(t, &docs[doc], found, &n, err));
    if (n == 0)
        return CRIB_OK;
    struct title *title = &t->title[t->n_title];
    *title = (struct title){ .n_term = n, .doc = doc };
    CRIB_TRY(VEC_GROW(t->term, t->n_term, &t->cap_term, n, err));
    memcpy(t->term + t->n_term, found, n * sizeof *found);
    t->n_term += n;
    t->title_of[doc] = t->n_title++;
    return CRIB_OK;
}

/* by_hash[d].val: the first document with the same title as d; *most:
 * features that all the different titles have together, at most. */
static int same_titles(const struct titled *doc, uint32_t n, struct kv *by_hash, struct crib_err *err)
{
    uint64_t first = 0;
    for (uint32_t d = 0; d < n; d++)
        by_hash[d] = (struct kv){ wording_of(doc[d].title), d };
    CRIB_TRY(sort_kv(by_hash, n, true, err));
    for (uint32_t i = 0; i < n; i++) {
        uint64_t d = by_hash[i].val, hash = by_hash[i].key;
        if (i == 0 || hash != by_hash[i - 1].key)
            first = d;
        by_hash[i].val = first << 32 | d;
    }
    for (uint32_t i = 0; i < n; i++)
        by_hash[i] = (struct kv){ by_hash[i].val & UINT32_MAX, by_hash[i].val >> 32 };
    return sort_kv(by_hash, n, true, err);
}

/* The features of all titles are counted, or get the numbers that are given. */
static void each_feature(struct terms *t, uint32_t *in_titles, const uint32_t *number)
{
    for (size_t i = 0; i < t->n_term; i++) {
        struct term *x = &t->term[i];
        uint32_t *of[] = { &x->exact, &x->loose, &x->part[0], &x->part[1] };
        for (size_t j = 0; j < COUNT_OF(of); j++) {
            if (*of[j] == UINT32_MAX)
                continue;
            if (in_titles)
                in_titles[*of[j]]++;
            if (number)
                *of[j] = number[*of[j]];
        }
    }
}

static int finish_table(struct terms *t, struct crib_err *err)
{
    t->n_feature = t->table.n_feature;
    uint32_t *in_titles = mem_zero((size_t)t->n_feature + 1, sizeof *in_titles);
    uint32_t *number = mem_alloc(((size_t)t->n_feature + 1) * sizeof *number);
    if (in_titles)
        each_feature(t, in_titles, NULL);
    int rc = in_titles && number ? term_table_finish(&t->table, in_titles, number, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        each_feature(t, NULL, number);
    mem_free(in_titles);
    mem_free(number);
    t->n_exact = t->table.n_exact;
    return rc;
}

/* All titles' exact features side by side. */
static int list_exact(struct terms *t, struct crib_err *err)
{
    uint32_t *next = t->exact = mem_alloc((t->n_term + 1) * sizeof *t->exact);
    if (!next)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < t->n_term; i++)
        t->exact[i] = t->term[i].exact;
    struct term *term = t->term;
    for (uint32_t i = 0; i < t->n_title; i++) {
        t->title[i].term = term;
        t->title[i].exact = next;
        term += t->title[i].n_term;
        next += t->title[i].n_term;
    }
    return CRIB_OK;
}

/* Number the different titles in order of their first document. */
static int collect_titles(struct terms *t, const struct titled *doc, uint32_t n, struct kv *scratch,
                          struct crib_err *err)
{
    CRIB_TRY(same_titles(doc, n, scratch, err));
    CRIB_TRY(term_table_init(&t->table, err));
    for (uint32_t d = 0; d < n; d++) {
        uint32_t first = (uint32_t)scratch[d].val;
        t->title_of[d] = UINT32_MAX;
        if (first == d)
            CRIB_TRY(add_title(t, doc, d, err));
        else
            t->title_of[d] = t->title_of[first];
    }
    CRIB_TRY(finish_table(t, err));
    return list_exact(t, err);
}

static int make_postings(struct terms *t, struct crib_err *err)
{
    size_t n = t->n_exact, total = 0;
    t->in_titles = mem_zero(n + 1, sizeof *t->in_titles);
    t->spread = mem_zero(n + 1, sizeof *t->spread);
    t->uses = mem_zero((size_t)t->n_feature + 1, sizeof *t->uses);
    t->cohesion = mem_zero(n + 1, sizeof *t->cohesion);
    t->weight = mem_zero(n + 1, sizeof *t->weight);
    t->posting_first = mem_zero(n + 2, sizeof *t->posting_first);
    if (!t->in_titles || !t->spread || !t->uses || !t->cohesion || !t->weight || !t->posting_first)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < t->n_title; i++)
        for (uint32_t k = 0; k < t->title[i].n_term; k++)
            t->in_titles[t->title[i].term[k].exact]++;
    for (size_t f = 0; f < n; f++) {
        t->posting_first[f] = (uint32_t)total;
        total += t->in_titles[f];
    }
    if (total > UINT32_MAX)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "more than %u title terms", UINT32_MAX);
    t->posting_first[n] = (uint32_t)total;
    t->posting = mem_alloc((total + 1) * sizeof *t->posting);
    if (!t->posting)
        return CRIB_NOMEM(err);
    uint32_t *next = mem_alloc((n + 1) * sizeof *next);
    if (!next)
        return CRIB_NOMEM(err);
    memcpy(next, t->posting_first, (n + 1) * sizeof *next);
    for (uint32_t i = 0; i < t->n_title; i++)
        for (uint32_t k = 0; k < t->title[i].n_term; k++)
            t->posting[next[t->title[i].term[k].exact]++] = i;
    mem_free(next);
    return CRIB_OK;
}

/* Statistics of the bodies: of each group's first document only, because a
 * text that was filed a hundred times is one text. */
static int study_bodies(struct terms *t, const struct titled *doc, uint32_t n, const uint32_t *group_of, int n_threads,
                        struct crib_err *err)
{
    for (uint32_t d = 0; d < n; d++)
        if (group_of[d] == d) {
            t->n_body++;
            t->n_unit += doc[d].body->n;
        }
    return census_make(&t->table, doc, n, group_of, n_threads, t->uses, t->spread, &t->census, err);
}

double rare_in_titles(const struct terms *t, uint32_t feature)
{
    return t->n_title > 1 ? log((double)t->n_title / t->in_titles[feature]) / log(t->n_title) : 0;
}

double may_name_topic(const struct terms *t, uint32_t feature)
{
    double common = (double)t->spread[feature].in_bodies / fmax((double)t->n_body, 1);
    return 1 - common * common * common * common;
}

static double rarity(double with, double all) { return fmax(log((all + 1) / (with + .5)) / log((all + 1) / .5), 0); }

/* The share of a pair's uses that chance meetings of its characters, were
 * they strewn evenly, do not explain: it tells words from what stands across
 * a border between two words. */
static double cohesion_of(const struct terms *t, const struct term *term)
{
    if (unit_len(term->at) < 2 || t->uses[term->exact] == 0)
        return 0;
    double uses = t->uses[term->exact];
    double chance = t->uses[term->part[0]] * t->uses[term->part[1]] / (double)t->n_unit;
    return uses / (uses + 1 + 2 * chance);
}

/* A term that bodies name without speaking of it still tells a little, if it
 * is surely a word: one between spaces, or a pair that keeps company. */
static double weight_of(const struct terms *t, const struct term *term)
{
    const double least_burst = .3;
    uint32_t f = term->exact;
    bool word = unit_len(term->at) == 1;
    double uses = t->uses[f], even = 0, burst = 0;
    if (uses > 0) {
        even = uses * uses / t->spread[f].squares; /* bodies, if all that speak of it did so equally */
        burst = 1 - t->spread[f].in_bodies / uses;
    } else if (!word) {
        return 0;
    }
    return rare_in_titles(t, f) * rarity(even, (double)t->n_body) * fmax(burst, least_burst) * (word ? 1 : t->cohesion[f]);
}

static void weigh(struct terms *t)
{
    for (uint32_t i = 0; i < t->n_title; i++) {
        for (uint32_t k = 0; k < t->title[i].n_term; k++) {
            const struct term *term = &t->title[i].term[k];
            t->cohesion[term->exact] = cohesion_of(t, term);
            t->weight[term->exact] = weight_of(t, term);
        }
        title_weigh(t, i);
    }
}

void title_weigh(struct terms *t, uint32_t title)
{
    struct title *of = &t->title[title];
    of->weight = 0;
    for (uint32_t k = 0; k < of->n_term; k++)
        of->weight += of->term[k].weight = t->weight[of->exact[k]];
}

int terms_make(const struct titled *doc, uint32_t n, const uint32_t *group_of, int n_threads, struct terms *out,
               struct crib_err *err)
{
    *out = (struct terms){ 0 };
    out->title = mem_zero((size_t)n + 1, sizeof *out->title);
    out->title_of = mem_alloc(((size_t)n + 1) * sizeof *out->title_of);
    struct kv *by_hash = mem_alloc(((size_t)n + 1) * sizeof *by_hash);
    int rc = out->title && out->title_of && by_hash ? collect_titles(out, doc, n, by_hash, err) : CRIB_NOMEM(err);
    mem_free(by_hash);
    CRIB_TRY(rc);
    if (out->n_title == 0)
        return CRIB_OK; /* nobody asks the bodies then */
    CRIB_TRY(make_postings(out, err));
    CRIB_TRY(study_bodies(out, doc, n, group_of, n_threads, err));
    weigh(out);
    return CRIB_OK;
}

void terms_done(struct terms *t)
{
    term_table_done(&t->table);
    census_done(&t->census);
    void *block[] = { t->title, t->title_of, t->term, t->exact, t->in_titles, t->uses, t->spread, t->cohesion,
                      t->weight, t->posting_first, t->posting };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
    *t = (struct terms){ 0 };
}

bool title_has(const struct terms *t, uint32_t title, uint32_t feature)
{
    for (uint32_t i = 0; i < t->title[title].n_term; i++)
        if (t->title[title].exact[i] == feature)
            return true;
    return false;
}

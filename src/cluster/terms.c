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
 * So no list of words is needed for "annual report" to weigh nothing. */
#include "cluster/terms.h"

#include <math.h>

#include "core/hash.h"
#include "core/sort.h"
#include "core/utf8.h"

enum {
    FILTER_BITS = 20,
    LOOSE_GAP = 4,       /* an abbreviation keeps the first characters of words of two, at times with a third between */
    STEM_LETTERS = 5,
    TITLE_TERMS = 256,   /* terms of one title that are looked at */
    FEATURES = 4         /* a term has at most */
};

enum feature_space { PAIR_EXACT = 1, PAIR_LOOSE, PAIR_PART, WORD_EXACT, WORD_LOOSE };

static inline uint64_t key_of(enum feature_space space, uint32_t a, uint32_t b)
{
    uint64_t key = hash_mix(((uint64_t)a << 32 | b) + (uint64_t)space * 0x9E3779B97F4A7C15u);
    return key ? key : 1;
}

/* Lower case where it takes no table: Latin, Greek, Cyrillic, Armenian. Only
 * the loose feature of words depends on it. */
static uint32_t lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c >= 0x531 && c <= 0x556)
        return c + 48;
    if (c >= 0x100 && c <= 0x137)
        return c | 1;
    return c;
}

/* The first letters of a word, or 0 when it is too short to be inflected. */
static uint64_t stem_key(const char *text, uint32_t beg, uint32_t end)
{
    uint64_t h = 0;
    size_t i = beg;
    int letters = 0;
    while (i < end && letters < STEM_LETTERS) {
        h = hash_join(h, lower(utf8_next(text, end, &i)));
        letters++;
    }
    return letters == STEM_LETTERS ? key_of(WORD_LOOSE, (uint32_t)h, (uint32_t)(h >> 32)) : 0;
}

static inline bool filter_has(const struct terms *t, uint64_t key)
{
    uint64_t bit = key >> (64 - FILTER_BITS);
    return t->filter[bit >> 6] >> (bit & 63) & 1;
}

static inline uint32_t feature_find(const struct terms *t, uint64_t key)
{
    if (!filter_has(t, key))
        return UINT32_MAX;
    for (size_t i = key & (t->n_slot - 1); t->slot_key[i]; i = (i + 1) & (t->n_slot - 1))
        if (t->slot_key[i] == key)
            return t->slot_feature[i];
    return UINT32_MAX;
}

/* The table was made large enough for all that is ever added. */
static uint32_t feature_add(struct terms *t, uint64_t key)
{
    size_t i = key & (t->n_slot - 1);
    for (; t->slot_key[i]; i = (i + 1) & (t->n_slot - 1))
        if (t->slot_key[i] == key)
            return t->slot_feature[i];
    uint64_t bit = key >> (64 - FILTER_BITS);
    t->filter[bit >> 6] |= 1ull << (bit & 63);
    t->slot_key[i] = key;
    return t->slot_feature[i] = t->n_feature++;
}

static bool is_pair(const struct units *u, uint32_t i)
{
    return i + 1 < u->n && unit_kind(u, i) == UNIT_CHAR && unit_kind(u, i + 1) == UNIT_CHAR;
}

/* Terms of one title, at most TITLE_TERMS, each feature once. */
static uint32_t title_terms(struct terms *t, const struct titled *doc, struct term *out)
{
    const struct units *u = doc->title;
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n && n < TITLE_TERMS; i++) {
        struct term term = { 0, UINT32_MAX, { UINT32_MAX, UINT32_MAX }, { i, i + 1 } };
        if (unit_kind(u, i) == UNIT_WORD) {
            uint64_t stem = stem_key(doc->title_text, unit_beg(u, i), unit_end(u, i));
            term.exact = feature_add(t, key_of(WORD_EXACT, unit_code(u, i), 0));
            if (stem)
                term.loose = feature_add(t, stem);
        } else if (is_pair(u, i)) {
            term.at.end = i + 2;
            term.exact = feature_add(t, key_of(PAIR_EXACT, unit_code(u, i), unit_code(u, i + 1)));
            term.loose = feature_add(t, key_of(PAIR_LOOSE, unit_code(u, i), unit_code(u, i + 1)));
            for (uint32_t k = 0; k < 2; k++)
                term.part[k] = feature_add(t, key_of(PAIR_PART, unit_code(u, i + k), 0));
        } else {
            continue;
        }
        bool again = false;
        for (uint32_t k = 0; k < n && !again; k++)
            again = out[k].exact == term.exact;
        if (!again)
            out[n++] = term;
    }
    return n;
}

static uint64_t title_hash(const struct units *u)
{
    uint64_t h = 0;
    for (uint32_t i = 0; i < u->n; i++)
        if (!unit_is_placeholder(u, i))
            h = hash_join(h, unit_code(u, i));
    return h;
}

static int table_make(struct terms *t, size_t most, struct crib_err *err)
{
    t->n_slot = 64;
    while (t->n_slot < 4 * most)
        t->n_slot *= 2;
    t->slot_key = mem_zero(t->n_slot, sizeof *t->slot_key);
    t->slot_feature = mem_zero(t->n_slot, sizeof *t->slot_feature);
    t->filter = mem_zero((size_t)1 << (FILTER_BITS - 6), sizeof *t->filter);
    return t->slot_key && t->slot_feature && t->filter ? CRIB_OK : CRIB_NOMEM(err);
}

static int add_title(struct terms *t, const struct titled *docs, uint32_t doc, struct crib_err *err)
{
    struct term found[TITLE_TERMS];
    uint32_t n = title_terms(t, &docs[doc], found);
    if (n == 0)
        return CRIB_OK;
    struct title *title = &t->title[t->n_title];
    *title = (struct title){ .n_term = n, .doc = doc };
    title->term = mem_alloc(n * sizeof *found);
    if (!title->term)
        return CRIB_NOMEM(err);
    memcpy(title->term, found, n * sizeof *found);
    t->title_of[doc] = t->n_title++;
    return CRIB_OK;
}

/* by_hash[d].val: the first document with the same title as d; *most:
 * features that all the different titles have together, at most. */
static int same_titles(const struct titled *doc, uint32_t n, struct kv *by_hash, size_t *most, struct crib_err *err)
{
    uint64_t first = 0;
    *most = 0;
    for (uint32_t d = 0; d < n; d++)
        by_hash[d] = (struct kv){ title_hash(doc[d].title), d };
    CRIB_TRY(sort_kv(by_hash, n, true, err));
    for (uint32_t i = 0; i < n; i++) {
        uint64_t d = by_hash[i].val, hash = by_hash[i].key;
        if (i == 0 || hash != by_hash[i - 1].key) {
            first = d;
            *most += FEATURES * min_size(doc[d].title->n, TITLE_TERMS);
        }
        by_hash[i].val = first << 32 | d;
    }
    for (uint32_t i = 0; i < n; i++)
        by_hash[i] = (struct kv){ by_hash[i].val & UINT32_MAX, by_hash[i].val >> 32 };
    return sort_kv(by_hash, n, true, err);
}

/* Number the different titles in order of their first document. */
static int collect_titles(struct terms *t, const struct titled *doc, uint32_t n, struct kv *scratch, struct crib_err *err)
{
    size_t most;
    CRIB_TRY(same_titles(doc, n, scratch, &most, err));
    CRIB_TRY(table_make(t, most, err));
    for (uint32_t d = 0; d < n; d++) {
        uint32_t first = (uint32_t)scratch[d].val;
        t->title_of[d] = UINT32_MAX;
        if (first == d)
            CRIB_TRY(add_title(t, doc, d, err));
        else
            t->title_of[d] = t->title_of[first];
    }
    return CRIB_OK;
}

static int make_postings(struct terms *t, struct crib_err *err)
{
    size_t n = t->n_feature, total = 0;
    t->in_titles = mem_zero(n + 1, sizeof *t->in_titles);
    t->in_bodies = mem_zero(n + 1, sizeof *t->in_bodies);
    t->uses = mem_zero(n + 1, sizeof *t->uses);
    t->squares = mem_zero(n + 1, sizeof *t->squares);
    t->cohesion = mem_zero(n + 1, sizeof *t->cohesion);
    t->weight = mem_zero(n + 1, sizeof *t->weight);
    t->posting_first = mem_zero(n + 2, sizeof *t->posting_first);
    if (!t->in_titles || !t->in_bodies || !t->uses || !t->squares || !t->cohesion || !t->weight || !t->posting_first)
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
static int study_bodies(struct terms *t, const struct titled *doc, uint32_t n, const uint32_t *group_of,
                        struct crib_err *err)
{
    struct counts c;
    uint8_t *seen = mem_zero((size_t)n + 1, 1);
    int rc = seen ? counts_init(&c, t, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        for (uint32_t d = 0; d < n; d++) {
            if (seen[group_of[d]])
                continue;
            seen[group_of[d]] = 1;
            counts_body(&c, t, &doc[d]);
            t->n_body++;
            t->n_unit += doc[d].body->n;
            for (uint32_t i = 0; i < c.n_touched; i++) {
                uint32_t f = c.touched[i];
                t->in_bodies[f]++;
                t->uses[f] += c.n[f];
                t->squares[f] += (double)c.n[f] * c.n[f];
            }
        }
        counts_done(&c);
    }
    mem_free(seen);
    return rc;
}

static double rarity(double with, double all) { return fmax(log((all + 1) / (with + .5)) / log((all + 1) / .5), 0); }

/* The share of a pair's uses that chance meetings of its characters, were
 * they strewn evenly, do not explain: it tells words from what stands across
 * a border between two words. */
static double cohesion_of(const struct terms *t, const struct term *term)
{
    if (unit_len(term->at) < 2 || t->uses[term->exact] == 0)
        return 0;
    double uses = (double)t->uses[term->exact];
    double chance = (double)t->uses[term->part[0]] * (double)t->uses[term->part[1]] / (double)t->n_unit;
    return uses / (uses + 1 + 2 * chance);
}

/* A term that bodies name without speaking of it still tells a little, if it
 * is surely a word: one between spaces, or a pair that keeps company. */
static double weight_of(const struct terms *t, const struct term *term)
{
    const double least_burst = .3;
    uint32_t f = term->exact;
    bool word = unit_len(term->at) == 1;
    double uses = (double)t->uses[f], even = 0, burst = 0;
    double titles = t->n_title > 1 ? log((double)t->n_title / t->in_titles[f]) / log(t->n_title) : 0;
    if (uses > 0) {
        even = uses * uses / t->squares[f]; /* bodies, if all that speak of it did so equally */
        burst = 1 - t->in_bodies[f] / uses;
    } else if (!word) {
        return 0;
    }
    return titles * rarity(even, (double)t->n_body) * fmax(burst, least_burst) * (word ? 1 : t->cohesion[f]);
}

static void weigh(struct terms *t)
{
    for (uint32_t i = 0; i < t->n_title; i++) {
        for (uint32_t k = 0; k < t->title[i].n_term; k++) {
            const struct term *term = &t->title[i].term[k];
            t->cohesion[term->exact] = cohesion_of(t, term);
            t->weight[term->exact] = weight_of(t, term);
            t->title[i].weight += t->weight[term->exact];
        }
    }
}

int terms_make(const struct titled *doc, uint32_t n, const uint32_t *group_of, struct terms *out, struct crib_err *err)
{
    *out = (struct terms){ 0 };
    out->title = mem_zero((size_t)n + 1, sizeof *out->title);
    out->title_of = mem_alloc(((size_t)n + 1) * sizeof *out->title_of);
    struct kv *by_hash = mem_alloc(((size_t)n + 1) * sizeof *by_hash);
    int rc = out->title && out->title_of && by_hash ? collect_titles(out, doc, n, by_hash, err) : CRIB_NOMEM(err);
    mem_free(by_hash);
    CRIB_TRY(rc);
    CRIB_TRY(make_postings(out, err));
    CRIB_TRY(study_bodies(out, doc, n, group_of, err));
    weigh(out);
    return CRIB_OK;
}

void terms_done(struct terms *t)
{
    for (uint32_t i = 0; i < t->n_title; i++)
        mem_free(t->title[i].term);
    void *block[] = { t->title, t->title_of, t->slot_key, t->slot_feature, t->filter, t->in_titles,
                      t->in_bodies, t->uses, t->squares, t->cohesion, t->weight, t->posting_first, t->posting };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
    *t = (struct terms){ 0 };
}

bool title_has(const struct terms *t, uint32_t title, uint32_t feature)
{
    for (uint32_t i = 0; i < t->title[title].n_term; i++)
        if (t->title[title].term[i].exact == feature)
            return true;
    return false;
}

int counts_init(struct counts *c, const struct terms *t, struct crib_err *err)
{
    *c = (struct counts){ 0 };
    c->n = mem_zero((size_t)t->n_feature + 1, sizeof *c->n);
    c->touched = mem_alloc(((size_t)t->n_feature + 1) * sizeof *c->touched);
    if (c->n && c->touched)
        return CRIB_OK;
    counts_done(c);
    return CRIB_NOMEM(err);
}

void counts_done(struct counts *c)
{
    mem_free(c->n);
    mem_free(c->touched);
    *c = (struct counts){ 0 };
}

static inline void count(struct counts *c, const struct terms *t, uint64_t key)
{
    uint32_t f = feature_find(t, key);
    if (f == UINT32_MAX)
        return;
    if (c->n[f]++ == 0)
        c->touched[c->n_touched++] = f;
}

void counts_body(struct counts *c, const struct terms *t, const struct titled *doc)
{
    const struct units *u = doc->body;
    for (uint32_t i = 0; i < c->n_touched; i++)
        c->n[c->touched[i]] = 0;
    c->n_touched = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        if (unit_kind(u, i) == UNIT_WORD) {
            uint64_t stem = stem_key(doc->body_text, unit_beg(u, i), unit_end(u, i));
            count(c, t, key_of(WORD_EXACT, unit_code(u, i), 0));
            if (stem)
                count(c, t, stem);
        } else if (unit_kind(u, i) == UNIT_CHAR) {
            count(c, t, key_of(PAIR_PART, unit_code(u, i), 0));
            uint32_t most = min_u32(LOOSE_GAP, u->n - 1 - i);
            for (uint32_t gap = 1; gap <= most && unit_kind(u, i + gap) == UNIT_CHAR; gap++)
                count(c, t, key_of(gap == 1 ? PAIR_EXACT : PAIR_LOOSE, unit_code(u, i), unit_code(u, i + gap)));
        }
    }
}

/* SPDX-License-Identifier: MIT */
/* Whether an abbreviation is all that speaks against a title.
 *
 * That a body never says "Museum" speaks against the title "Museum report".
 * That it never says "MGS" does not: who writes "Museums and Galleries" has no
 * need to. What the letters stand for is looked for in the other titles: words
 * in a row that begin with them, short ones left out at will, and as in
 * related.c the last of three letters and more. Where a title says it, the body
 * is asked for these words; where none does, nobody knows, and the title is not
 * judged.
 *
 * Capitals tell an abbreviation where words are in small letters: a title all in
 * capitals has none. "R&B" is one, and so are "H&SL" and "R.B.".
 *
 * All titles are read once, and what their words begin with is looked up among
 * the abbreviations that were asked for: there may be many of both. */
#include "cluster/abbreviated.h"

#include "cluster/score.h"
#include "core/hash.h"
#include "core/search.h"
#include "core/sort.h"
#include "core/utf8.h"

enum {
    CAPITALS_LEAST = 2, CAPITALS_MOST = 6,
    SHORT_WORD = 3, /* letters of a word that has none in the abbreviation, */
    SHORT_MOST = 2, /* and how many such words stand among those that have */
    FILTER_BITS = 1 << 16
};

/* A word of the title that is being read. */
struct word {
    uint32_t initial; /* its first letter, without case; 0: none */
    uint32_t term;    /* of its title, or UINT32_MAX */
    bool is_short;
};

/* A word that an abbreviation stands for. */
struct meaning {
    uint64_t key;          /* the abbreviation */
    const struct term *term;
};

struct study {
    const struct titled *doc;
    const struct terms *terms;
    const struct speller *speller;
    struct kv *open;       /* [n_open] key: of a document's abbreviation; val: the document */
    size_t n_open, cap_open;
    struct kv *begins;     /* [n_begins] by key: of letters that an abbreviation is or begins with; val: of all of it */
    size_t n_begins, cap_begins;
    uint64_t filter[FILTER_BITS / 64]; /* of these keys */
    struct meaning *meaning; /* [n_meaning] by key */
    size_t n_meaning, cap_meaning;
    struct word *word;
    size_t cap_word;
};

/* ---- abbreviations of titles ---- */

/* Latin, Greek and Cyrillic capitals. Of Latin letters with more than an accent
 * of the west, capitals stand before their small ones. */
static bool is_capital(uint32_t c)
{
    bool odd = c & 1, extended = c >= 0x100 && c <= 0x17E, shifted = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (extended && odd == shifted && c != 0x138) ||
           (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

static bool is_word(const struct titled *d, uint32_t i) { return unit_kind(d->title, i) == UNIT_WORD; }

/* Letters of a word that is all capitals; 0 when it is not. */
static uint32_t capitals_of(const struct titled *d, uint32_t i)
{
    struct txt_span s = is_word(d, i) ? unit_place(d->title, i) : (struct txt_span){ 0, 0 };
    uint32_t n = 0;
    for (size_t at = s.beg; at < s.end; n++)
        if (!is_capital(utf8_next(d->title_text, s.end, &at)))
            return 0;
    return n;
}

/* Are units i and i + 1 parts of one abbreviation? */
static bool are_joined(const struct titled *d, uint32_t i)
{
    uint32_t end = unit_end(d->title, i), beg = unit_beg(d->title, i + 1);
    return beg - end == 1 && (d->title_text[end] == '&' || d->title_text[end] == '.');
}

/* The abbreviation that unit i is part of; empty where it is of none. */
static struct unit_span abbreviation_at(const struct titled *d, uint32_t i)
{
    struct unit_span s = { i, i };
    uint32_t n = 0;
    while (s.beg > 0 && capitals_of(d, s.beg) && capitals_of(d, s.beg - 1) && are_joined(d, s.beg - 1))
        s.beg--;
    for (s.end = s.beg; s.end < d->title->n && n <= CAPITALS_MOST; s.end++) {
        uint32_t more = capitals_of(d, s.end);
        if (more == 0 || (s.end > s.beg && !are_joined(d, s.end - 1)))
            break;
        n += more;
    }
    return n >= CAPITALS_LEAST && n <= CAPITALS_MOST ? s : (struct unit_span){ i, i };
}

/* Has the title words that are not capitals, and a term that is? */
static bool names_by_capitals(const struct titled *d, const struct title *t)
{
    bool capitals = false;
    for (uint32_t k = 0; k < t->n_term && !capitals; k++)
        capitals = capitals_of(d, t->term[k].at.beg) > 0;
    for (uint32_t i = 0; capitals && i < d->title->n; i++)
        if (is_word(d, i) && capitals_of(d, i) == 0)
            return true;
    return false;
}

/* The abbreviation of the title that tells most by its absence; false where
 * words tell more, or nothing does. */
static bool rests_on_abbreviation(const struct counted *body, const struct titled *d, const struct title *t,
                                  struct unit_span *at)
{
    double words = 0, capitals = 0, most = 0;
    for (uint32_t k = 0; k < t->n_term; k++) {
        double absent = t->term[k].weight * (1 - term_presence(body, &t->term[k]));
        struct unit_span here = abbreviation_at(d, t->term[k].at.beg);
        *(unit_len(here) > 0 ? &capitals : &words) += absent;
        if (unit_len(here) > 0 && absent > most) {
            most = absent;
            *at = here;
        }
    }
    return most > 0 && capitals >= words;
}

/* ---- what is asked ---- */

static int add_begin(struct study *s, uint64_t key, uint64_t all, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(s->begins, s->n_begins, &s->cap_begins, 1, err));
    s->begins[s->n_begins++] = (struct kv){ key, all };
    s->filter[key % FILTER_BITS / 64] |= UINT64_C(1) << key % 64;
    return CRIB_OK;
}

/* Document d asks what the letters of its title's units `at` stand for. */
static int open_question(struct study *s, uint32_t d, const struct titled *of, struct unit_span at, struct crib_err *err)
{
    uint32_t letter[CAPITALS_MOST], n = 0;
    uint64_t key = 0, but_last = 0;
    for (uint32_t i = at.beg; i < at.end && n < CAPITALS_MOST; i++)
        n += s->speller->letters(s->speller->arg, of->title_text, unit_place(of->title, i), letter + n, CAPITALS_MOST - n);
    for (uint32_t i = 0; i < n; i++) {
        but_last = key;
        key = hash_join(key, letter[i]);
    }
    CRIB_TRY(VEC_GROW(s->open, s->n_open, &s->cap_open, 1, err));
    s->open[s->n_open++] = (struct kv){ key, d };
    if (n > CAPITALS_LEAST)
        CRIB_TRY(add_begin(s, but_last, key, err));
    return add_begin(s, key, key, err);
}

static int open_questions(struct study *s, struct counts *counts, uint32_t n, const bool *asked, struct crib_err *err)
{
    for (uint32_t d = 0; d < n; d++) {
        uint32_t title = asked[d] ? s->terms->title_of[d] : UINT32_MAX;
        if (title == UINT32_MAX)
            continue;
        const struct title *t = &s->terms->title[title];
        const struct titled *of = &s->doc[t->doc]; /* whose row the terms stand in */
        struct unit_span at = { 0, 0 };
        if (!names_by_capitals(of, t))
            continue;
        struct counted body = counted_recall(s->terms, counts, d, s->doc[d].body->n);
        if (rests_on_abbreviation(&body, of, t, &at))
            CRIB_TRY(open_question(s, d, of, at, err));
    }
    CRIB_TRY(sort_kv(s->open, s->n_open, true, err));
    CRIB_TRY(sort_kv(s->begins, s->n_begins, true, err));
    size_t kept = 0; /* each once */
    for (size_t i = 0; i < s->n_begins; i++)
        if (i == 0 || s->begins[i].key != s->begins[i - 1].key || s->begins[i].val != s->begins[i - 1].val)
            s->begins[kept++] = s->begins[i];
    s->n_begins = kept;
    return CRIB_OK;
}

/* ---- what titles say ---- */

/* Abbreviations stand for nothing themselves. */
static int read_words(struct study *s, const struct title *t, size_t *n_out, struct crib_err *err)
{
    const struct titled *d = &s->doc[t->doc];
    const bool by_capitals = names_by_capitals(d, t);
    uint32_t k = 0;
    size_t n = 0;
    CRIB_TRY(VEC_GROW(s->word, 0, &s->cap_word, d->title->n, err));
    for (uint32_t i = 0; i < d->title->n; i++) {
        uint32_t letter[SHORT_WORD + 1];
        if (!is_word(d, i))
            continue;
        while (k < t->n_term && t->term[k].at.beg < i)
            k++;
        uint32_t m = s->speller->letters(s->speller->arg, d->title_text, unit_place(d->title, i), letter, SHORT_WORD + 1);
        uint32_t term = k < t->n_term && t->term[k].at.beg == i ? k : UINT32_MAX;
        bool letters = m > 0 && !(by_capitals && capitals_of(d, i) > 0);
        s->word[n++] = (struct word){ letters ? letter[0] : 0, term, m <= SHORT_WORD };
    }
    *n_out = n;
    return CRIB_OK;
}

/* Words [first, end) of the title stand for the letters of `key`: for which abbreviations? */
static int take_meaning(struct study *s, const struct title *t, uint64_t key, size_t first, size_t end,
                        struct crib_err *err)
{
    size_t at;
    if (!(s->filter[key % FILTER_BITS / 64] >> key % 64 & 1))
        return CRIB_OK;
    LOWER_BOUND(at, s->n_begins, s->begins[at].key < key);
    for (; at < s->n_begins && s->begins[at].key == key; at++)
        for (size_t i = first; i < end; i++) {
            const struct term *term = s->word[i].term == UINT32_MAX ? NULL : &t->term[s->word[i].term];
            if (!term || term->weight <= 0)
                continue;
            CRIB_TRY(VEC_GROW(s->meaning, s->n_meaning, &s->cap_meaning, 1, err));
            s->meaning[s->n_meaning++] = (struct meaning){ s->begins[at].val, term };
        }
    return CRIB_OK;
}

/* From a word on: what the letters are with `skipped` short words left out. A
 * way through the next words, of which the last has a letter. */
struct way { uint64_t key; size_t next; uint32_t n, skipped; };

static int take_from(struct study *s, const struct title *t, size_t first, size_t n_word, struct crib_err *err)
{
    struct way way[CAPITALS_MOST * (SHORT_MOST + 1) + 1];
    size_t n_way = 0;
    way[n_way++] = (struct way){ 0, first, 0, 0 };
    while (n_way > 0) {
        struct way w = way[--n_way];
        if (w.next == n_word)
            continue;
        const struct word *here = &s->word[w.next];
        if (w.n > 0 && here->is_short && w.skipped < SHORT_MOST)
            way[n_way++] = (struct way){ w.key, w.next + 1, w.n, w.skipped + 1 };
        if (here->initial == 0)
            continue;
        struct way on = { hash_join(w.key, here->initial), w.next + 1, w.n + 1, w.skipped };
        if (on.n >= CAPITALS_LEAST)
            CRIB_TRY(take_meaning(s, t, on.key, first, on.next, err));
        if (on.n < CAPITALS_MOST)
            way[n_way++] = on;
    }
    return CRIB_OK;
}

static int by_meaning(const void *p, const void *q)
{
    const struct meaning *x = p, *y = q;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->term->exact > y->term->exact) - (x->term->exact < y->term->exact);
}

/* Each word once for an abbreviation. */
static void sort_meanings(struct study *s)
{
    size_t n = 0;
    if (s->n_meaning > 0)
        qsort(s->meaning, s->n_meaning, sizeof *s->meaning, by_meaning);
    for (size_t i = 0; i < s->n_meaning; i++)
        if (i == 0 || by_meaning(&s->meaning[n - 1], &s->meaning[i]) != 0)
            s->meaning[n++] = s->meaning[i];
    s->n_meaning = n;
}

static int read_titles(struct study *s, struct crib_err *err)
{
    size_t many = 1 << 20; /* then what was found is sorted, and repeats left out */
    for (uint32_t i = 0; i < s->terms->n_title; i++) {
        const struct title *t = &s->terms->title[i];
        size_t n_word = 0;
        CRIB_TRY(read_words(s, t, &n_word, err));
        for (size_t first = 0; first < n_word; first++)
            CRIB_TRY(take_from(s, t, first, n_word, err));
        if (s->n_meaning >= many) {
            sort_meanings(s);
            many = max_size(many, 2 * s->n_meaning);
        }
    }
    sort_meanings(s);
    return CRIB_OK;
}

/* ---- answers ---- */

/* Is it said what the letters stand for, and does the body not speak of that? */
static bool is_elsewhere(const struct study *s, uint64_t key, const struct counted *body)
{
    size_t at;
    LOWER_BOUND(at, s->n_meaning, s->meaning[at].key < key);
    bool said = at < s->n_meaning && s->meaning[at].key == key;
    for (; at < s->n_meaning && s->meaning[at].key == key; at++)
        if (term_presence(body, s->meaning[at].term) > 0)
            return false;
    return said;
}

int abbreviated_find(const struct titled *doc, uint32_t n, const struct terms *t, const struct speller *speller,
                     const bool *asked, bool *excused, struct crib_err *err)
{
    struct counts counts;
    struct study *s = mem_zero(1, sizeof *s);
    if (!s)
        return CRIB_NOMEM(err);
    *s = (struct study){ .doc = doc, .terms = t, .speller = speller };
    int rc = counts_init(&counts, &t->table, err);
    if (rc == CRIB_OK)
        rc = open_questions(s, &counts, n, asked, err);
    if (rc == CRIB_OK && s->n_open > 0)
        rc = read_titles(s, err);
    for (size_t i = 0; i < s->n_open && rc == CRIB_OK; i++) {
        uint32_t d = (uint32_t)s->open[i].val;
        struct counted body = counted_recall(t, &counts, d, doc[d].body->n);
        excused[d] = !is_elsewhere(s, s->open[i].key, &body);
    }
    counts_done(&counts);
    mem_free(s->open);
    mem_free(s->begins);
    mem_free(s->meaning);
    mem_free(s->word);
    mem_free(s);
    return rc;
}

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
 * capitals has none. "R&B" is one, and so are "H&SL" and "R.B.". */
#include "cluster/abbreviated.h"

#include "cluster/score.h"
#include "core/utf8.h"

enum {
    CAPITALS_LEAST = 2, CAPITALS_MOST = 6,
    SHORT_WORD = 3                     /* letters of a word that has none in the abbreviation */
};

/* A word of a title, as others' abbreviations are read. */
struct word {
    uint32_t initial;                  /* its first letter, without case; 0: none */
    uint32_t term;                     /* of its title, or UINT32_MAX */
    bool is_short;
};
struct wording {
    const struct word *word;
    size_t n;
};

struct abbreviation {
    uint32_t letter[CAPITALS_MOST], n;
};

struct study {
    const struct titled *doc;
    const struct terms *terms;
    const struct speller *speller;
    size_t *word_beg;                  /* [n_title + 1] into word; NULL: nobody asked yet */
    struct word *word;                 /* [n_word] of all titles */
    size_t n_word, cap_word;
};

/* Latin, Greek and Cyrillic capitals. */
static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
           (c >= 0x400 && c <= 0x42F);
}

/* Letters of a word that is all capitals; 0 when it is not. */
static uint32_t count_capitals(const char *text, struct txt_span s)
{
    uint32_t n = 0;
    for (size_t i = s.beg; i < s.end; n++)
        if (!is_capital(utf8_next(text, s.end, &i)))
            return 0;
    return n;
}

static bool is_word(const struct titled *d, uint32_t i) { return unit_kind(d->title, i) == UNIT_WORD; }

static uint32_t capitals_of(const struct titled *d, uint32_t i)
{
    return is_word(d, i) ? count_capitals(d->title_text, unit_place(d->title, i)) : 0;
}

/* Are units i and i + 1 parts of one abbreviation? */
static bool are_joined(const struct titled *d, uint32_t i)
{
    uint32_t end = unit_end(d->title, i), beg = unit_beg(d->title, i + 1);
    return beg - end == 1 && (d->title_text[end] == '&' || d->title_text[end] == '.');
}

/* The units that follow `beg` in one abbreviation, itself included; of none: 0. */
static struct unit_span abbreviation_at(const struct titled *d, uint32_t beg)
{
    uint32_t end = beg, n = 0;
    for (uint32_t more; end < d->title->n && (more = capitals_of(d, end)) > 0; end++) {
        n += more;
        if (end + 1 == d->title->n || !are_joined(d, end)) {
            end++;
            break;
        }
    }
    return n >= CAPITALS_LEAST && n <= CAPITALS_MOST ? (struct unit_span){ beg, end } : (struct unit_span){ beg, beg };
}

static struct abbreviation read_abbreviation(const struct study *s, const struct titled *d, struct unit_span at)
{
    struct abbreviation a = { { 0 }, 0 };
    for (uint32_t i = at.beg; i < at.end && a.n < CAPITALS_MOST; i++)
        a.n += s->speller->letters(s->speller->arg, d->title_text, unit_place(d->title, i), a.letter + a.n,
                                   CAPITALS_MOST - a.n);
    return a;
}

/* Has the title words that are not capitals? */
static bool has_small_letters(const struct titled *d)
{
    for (uint32_t i = 0; i < d->title->n; i++)
        if (is_word(d, i) && capitals_of(d, i) == 0)
            return true;
    return false;
}

/* ---- what letters stand for ---- */

static int read_wording(struct study *s, const struct title *t, struct crib_err *err)
{
    const struct titled *d = &s->doc[t->doc];
    uint32_t k = 0;
    CRIB_TRY(VEC_GROW(s->word, s->n_word, &s->cap_word, d->title->n, err));
    for (uint32_t i = 0; i < d->title->n; i++) {
        uint32_t letter[SHORT_WORD + 1];
        if (!is_word(d, i))
            continue;
        while (k < t->n_term && t->term[k].at.beg < i)
            k++;
        uint32_t n = s->speller->letters(s->speller->arg, d->title_text, unit_place(d->title, i), letter, SHORT_WORD + 1);
        uint32_t term = k < t->n_term && t->term[k].at.beg == i ? k : UINT32_MAX;
        s->word[s->n_word++] = (struct word){ n ? letter[0] : 0, term, n <= SHORT_WORD };
    }
    return CRIB_OK;
}

/* Of all titles, when the first abbreviation asks for it. */
static int read_titles(struct study *s, struct crib_err *err)
{
    if (s->word_beg)
        return CRIB_OK;
    s->word_beg = mem_alloc(((size_t)s->terms->n_title + 1) * sizeof *s->word_beg);
    if (!s->word_beg)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < s->terms->n_title; i++) {
        s->word_beg[i] = s->n_word;
        CRIB_TRY(read_wording(s, &s->terms->title[i], err));
    }
    s->word_beg[s->terms->n_title] = s->n_word;
    return CRIB_OK;
}

/* From word `first` on: how many letters words in a row begin with, and in
 * *end where these words end. */
static uint32_t letters_met(const struct abbreviation *a, struct wording w, size_t first, size_t *end)
{
    uint32_t n = 0;
    for (size_t i = first; i < w.n && n < a->n; i++) {
        if (w.word[i].initial == a->letter[n]) {
            n++;
            *end = i + 1;
        } else if (n == 0 || !w.word[i].is_short) {
            break;
        }
    }
    return n;
}

enum meaning { NOBODY_SAYS, NOT_HERE, HERE };

/* What one title says of it. */
static enum meaning meaning_by(const struct abbreviation *a, const struct counted *body, const struct title *t,
                               struct wording w)
{
    uint32_t least = a->n > CAPITALS_LEAST ? a->n - 1 : a->n;
    enum meaning m = NOBODY_SAYS;
    for (size_t first = 0; first < w.n; first++) {
        size_t end = first;
        if (letters_met(a, w, first, &end) < least)
            continue;
        for (size_t i = first; i < end; i++) {
            const struct term *term = w.word[i].term == UINT32_MAX ? NULL : &t->term[w.word[i].term];
            if (!term || term->weight <= 0)
                continue;
            m = m == NOBODY_SAYS ? NOT_HERE : m;
            if (term_presence(body, term) > 0)
                return HERE;
        }
    }
    return m;
}

static enum meaning meaning_of(const struct study *s, const struct abbreviation *a, const struct counted *body)
{
    enum meaning m = NOBODY_SAYS;
    for (uint32_t i = 0; i < s->terms->n_title && m != HERE; i++) {
        struct wording w = { s->word + s->word_beg[i], s->word_beg[i + 1] - s->word_beg[i] };
        enum meaning here = meaning_by(a, body, &s->terms->title[i], w);
        m = here > m ? here : m;
    }
    return m;
}

/* ---- titles ---- */

/* The abbreviation of the title that tells most by its absence; false where
 * words tell more, or nothing does. */
static bool rests_on_abbreviation(const struct counted *body, const struct titled *d, const struct title *t,
                                  struct unit_span *at)
{
    double words = 0, capitals = 0, most = 0;
    for (uint32_t k = 0; k < t->n_term; k++) {
        uint32_t beg = t->term[k].at.beg;
        double absent = t->term[k].weight * (1 - term_presence(body, &t->term[k]));
        while (beg > 0 && capitals_of(d, beg) && capitals_of(d, beg - 1) && are_joined(d, beg - 1))
            beg--;
        struct unit_span here = abbreviation_at(d, beg);
        if (unit_len(here) == 0) {
            words += absent;
            continue;
        }
        capitals += absent;
        if (absent > most) {
            most = absent;
            *at = here;
        }
    }
    return most > 0 && capitals >= words;
}

static bool names_by_capitals(const struct titled *d, const struct title *t)
{
    for (uint32_t k = 0; k < t->n_term; k++)
        if (capitals_of(d, t->term[k].at.beg) > 0)
            return has_small_letters(d);
    return false;
}

static int ask_one(struct study *s, struct counts *counts, uint32_t d, bool *excused, struct crib_err *err)
{
    uint32_t title = s->terms->title_of[d];
    if (title == UINT32_MAX)
        return CRIB_OK;
    const struct title *t = &s->terms->title[title];
    const struct titled *of = &s->doc[t->doc]; /* whose row the terms stand in */
    struct unit_span at = { 0, 0 };
    if (!names_by_capitals(of, t))
        return CRIB_OK;
    struct counted body = counted_recall(s->terms, counts, d, s->doc[d].body->n);
    if (!rests_on_abbreviation(&body, of, t, &at))
        return CRIB_OK;
    CRIB_TRY(read_titles(s, err));
    struct abbreviation a = read_abbreviation(s, of, at);
    enum meaning m = meaning_of(s, &a, &body);
    *excused = m != NOT_HERE;
    return CRIB_OK;
}

int abbreviated_find(const struct titled *doc, uint32_t n, const struct terms *t, const struct speller *speller,
                     const bool *asked, bool *excused, struct crib_err *err)
{
    struct study s = { .doc = doc, .terms = t, .speller = speller };
    struct counts counts;
    int rc = counts_init(&counts, &t->table, err);
    for (uint32_t d = 0; d < n && rc == CRIB_OK; d++)
        if (asked[d])
            rc = ask_one(&s, &counts, d, &excused[d], err);
    counts_done(&counts);
    mem_free(s.word_beg);
    mem_free(s.word);
    return rc;
}

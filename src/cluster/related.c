/* SPDX-License-Identifier: MIT */
/* Whether the titles of a body's kin name its title's topic in another form.
 *
 * One office is "Railway Company" in one title and "Railways" in the next,
 * "Information Technology" and "IT". What kin's titles share is counted by
 * equal terms (standing.c), which makes such titles strangers to each other. So
 * the words of doubted titles are compared again by form:
 *   words     that begin alike, with four letters at least and half of the
 *             longer word (truncation, the stemming of languages nobody knows);
 *   capitals  that are the first letters of words in a row, but for short ones,
 *             of three and more the last may be left over: HSD is Housing
 *             Services, whatever it is a D of.
 * As with equal terms it counts how much more often kin have it than any title
 * does, and how rare it is; both are asked of a sample of titles. */
#include "cluster/related.h"

#include <math.h>

#include "core/par.h"

enum {
    WORDS = 32,          /* of a title that are compared */
    LETTERS = 24,        /* of a word */
    BEGINS = 4,          /* letters that words of one topic have in common at least */
    CAPITALS_LEAST = 2, CAPITALS_MOST = 5,
    SHORT_WORD = 3,      /* letters of a word that capitals may leave out */
    SAMPLE = 256         /* titles that tell what any has */
};

/* A title as it is compared. */
struct word { uint32_t exact; uint8_t n; bool capitals; uint16_t letter[LETTERS]; };
struct wording {
    struct word word[WORDS];
    uint32_t n_word;
};

struct study {
    const struct titled *doc;
    const struct terms *terms;
    const struct kindred *kin;
    const struct speller *speller;
    const bool *mute;
    const uint32_t *asked;
    struct wording *any;     /* [n_any] the sample */
    uint32_t n_any;
    struct wording *desk;    /* [n_threads][1 + KINDRED] one document's own, and its kin's */
    struct standing *out;
};

/* Between two and five capitals of ASCII. */
static bool is_capitals(const char *text, struct txt_span s)
{
    for (uint32_t i = s.beg; i < s.end; i++)
        if (text[i] < 'A' || text[i] > 'Z')
            return false;
    return txt_len(s) >= CAPITALS_LEAST && txt_len(s) <= CAPITALS_MOST;
}

static void read_wording(const struct study *s, uint32_t title, struct wording *w)
{
    const struct title *t = &s->terms->title[title];
    const struct titled *doc = &s->doc[t->doc]; /* terms stand in the row of the first that has the title */
    w->n_word = 0;
    for (uint32_t k = 0; k < t->n_term && w->n_word < WORDS; k++) {
        if (unit_kind(doc->title, t->term[k].at.beg) != UNIT_WORD)
            continue;
        struct txt_span place = unit_place(doc->title, t->term[k].at.beg);
        uint32_t letter[LETTERS];
        struct word *word = &w->word[w->n_word++];
        *word = (struct word){ .exact = t->exact[k], .capitals = is_capitals(doc->title_text, place) };
        word->n = (uint8_t)s->speller->letters(s->speller->arg, doc->title_text, place, letter, LETTERS);
        for (uint32_t i = 0; i < word->n; i++)
            word->letter[i] = (uint16_t)letter[i];
    }
}

static bool begin_alike(const struct word *a, const struct word *b)
{
    uint32_t n = 0, most = min_u32(a->n, b->n);
    while (n < most && a->letter[n] == b->letter[n])
        n++;
    return n >= BEGINS && 2 * n >= max_u32(a->n, b->n);
}

/* Are the capitals the first letters of words of the title that stand in a row? */
static bool stands_for_words(const struct word *capitals, const struct wording *w)
{
    uint32_t least = capitals->n > CAPITALS_LEAST ? capitals->n - 1u : capitals->n;
    for (uint32_t first = 0; first < w->n_word; first++) {
        uint32_t n = 0;
        for (uint32_t i = first; i < w->n_word && n < capitals->n; i++) {
            const struct word *at = &w->word[i];
            if (at->n > 0 && at->letter[0] == capitals->letter[n] && at->exact != capitals->exact)
                n++;
            else if (n == 0 || at->n > SHORT_WORD)
                break;
        }
        if (n >= least)
            return true;
    }
    return false;
}

enum relation { STRANGERS, ANOTHER_FORM, THE_SAME };

/* How a title stands to a word of another one. */
static enum relation relation_of(const struct word *word, const struct wording *w)
{
    enum relation r = word->capitals && stands_for_words(word, w) ? ANOTHER_FORM : STRANGERS;
    for (uint32_t i = 0; i < w->n_word; i++) {
        if (w->word[i].exact == word->exact)
            return THE_SAME;
        if (begin_alike(word, &w->word[i]))
            r = ANOTHER_FORM;
    }
    return r;
}

/* What kin share beyond what any titles do, of which so many have it, by rarity. */
static double beyond_any(double share, uint32_t n_with, uint32_t n_any)
{
    double any = (n_with + .5) / (n_any + 1.);
    return fmax(share - any, 0) * fmin(-log(any) / log(n_any + 1.), 1);
}

/* The share of the kin's titles that have the word, or another form of it where
 * `forms`; beyond what any do. *another: one has another form. */
static double shared_word(const struct study *s, const struct word *word, bool forms, const struct wording *kin,
                          const double *share, uint32_t n_kin, bool *another)
{
    enum relation least = forms ? ANOTHER_FORM : THE_SAME;
    double sum = 0;
    uint32_t n_with = 0;
    *another = false;
    for (uint32_t i = 0; i < n_kin; i++) {
        enum relation r = relation_of(word, &kin[i]);
        *another |= r == ANOTHER_FORM;
        sum += r >= least ? share[i] : 0;
    }
    for (uint32_t i = 0; i < s->n_any && sum > 0; i++)
        n_with += relation_of(word, &s->any[i]) >= least;
    return sum > 0 ? beyond_any(sum, n_with, s->n_any) * may_name_topic(s->terms, word->exact) : 0;
}

/* How much of a title's topic kin name in another form. */
static double related_of(const struct study *s, const struct wording *own, const struct wording *kin, const double *share,
                         uint32_t n_kin)
{
    double most = 0;
    bool another;
    for (uint32_t k = 0; k < own->n_word; k++) {
        double shared = shared_word(s, &own->word[k], true, kin, share, n_kin, &another);
        most = another ? fmax(most, shared) : most;
    }
    for (uint32_t i = 0; i < n_kin; i++)
        for (uint32_t k = 0; k < kin[i].n_word; k++)
            if (kin[i].word[k].capitals && stands_for_words(&kin[i].word[k], own))
                most = fmax(most, shared_word(s, &kin[i].word[k], false, kin, share, n_kin, &another));
    return most;
}

static int ask_one(size_t at, int thread, void *arg, struct crib_err *err)
{
    struct study *s = arg;
    struct wording *own = s->desk + (size_t)thread * (1 + KINDRED), *kin = own + 1;
    uint32_t d = s->asked[at], n_kin = 0;
    double share[KINDRED], all = 0;
    (void)err;
    read_wording(s, s->terms->title_of[d], own);
    for (uint32_t i = 0; i < s->kin->n[d]; i++) {
        struct kin k = kin_of(s->kin, d)[i];
        if (s->terms->title_of[k.doc] == UINT32_MAX || s->mute[k.doc])
            continue;
        read_wording(s, s->terms->title_of[k.doc], &kin[n_kin]);
        share[n_kin++] = k.like;
        all += k.like;
    }
    for (uint32_t i = 0; i < n_kin; i++)
        share[i] = all > 0 ? share[i] / all : 0;
    s->out[d].related = related_of(s, own, kin, share, n_kin);
    return CRIB_OK;
}

/* Titles at even distances. */
static void take_sample(struct study *s)
{
    s->n_any = min_u32(s->terms->n_title, SAMPLE);
    for (uint32_t i = 0; i < s->n_any; i++)
        read_wording(s, (uint32_t)((uint64_t)i * s->terms->n_title / s->n_any), &s->any[i]);
}

int related_find(const struct titled *doc, const struct terms *t, const struct kindred *kin,
                 const struct speller *speller, const bool *mute, const uint32_t *asked, uint32_t n_asked, int n_threads,
                 struct standing *out, struct crib_err *err)
{
    struct study s = { .doc = doc, .terms = t, .kin = kin, .speller = speller, .mute = mute, .asked = asked, .out = out };
    if (n_asked == 0)
        return CRIB_OK;
    n_threads = threads_for(n_threads, (1 + KINDRED) * sizeof *s.desk);
    s.any = mem_alloc(SAMPLE * sizeof *s.any);
    s.desk = mem_alloc((size_t)n_threads * (1 + KINDRED) * sizeof *s.desk);
    int rc = s.any && s.desk ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        take_sample(&s);
        rc = par_for(n_asked, n_threads, ask_one, &s, err);
    }
    mem_free(s.any);
    mem_free(s.desk);
    return rc;
}

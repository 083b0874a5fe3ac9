/* SPDX-License-Identifier: MIT */
/* How much of what a title is spelt with its body has. */
#include "cluster/spelt.h"

#include <math.h>

#include "harness.h"
#include "ref/cluster_reports.h"
#include "ref/plain_speller.h"
#include "ref/small_texts.h"

enum { MOST = 300, SAMPLE = 64, GRAM = 4 };

struct scene {
    struct titled *titled;
    uint32_t n, group_of[MOST], all[MOST];
    struct terms terms;
    struct standing standing[MOST];
};

static void spell(struct scene *s, int n_threads, struct standing *out)
{
    struct spelt spelt;
    CHECK(spelt_open(&spelt, s->titled, s->n, s->group_of, &s->terms, plain_speller(), n_threads, NULL) ==
          CRIB_OK);
    CHECK(spelt_ask(&spelt, s->all, s->n, out, NULL) == CRIB_OK);
    spelt_done(&spelt);
}

static void scene_make(struct scene *s, struct titled *titled, uint32_t n)
{
    *s = (struct scene){ .titled = titled, .n = n };
    CHECK(n <= MOST);
    for (uint32_t d = 0; d < n; d++)
        s->group_of[d] = s->all[d] = d;
    CHECK(terms_make(titled, n, s->group_of, 2, &s->terms, NULL) == CRIB_OK);
    spell(s, 2, s->standing);
}

/* ---- small texts ---- */

TEST(spelt_is_a_title_whose_words_stand_in_the_body_in_another_form_or_a_compound)
{
    static const char *const texts[][2] = {
        { "Wahl des Warnklangs", "Jeder Benachrichtigungsklang und alle Klänge werden hier ausgesucht" },
        { "Abmeldung einrichten", "Wer untätig bleibt wird nach einiger Zeit automatisch abgemeldet" },
        { "Buch bestellen", "Viele BÜCHER liegen im Regal und können bestellt werden" },
        { "Drucker reinigen", "Die Lautstärke der Musik wird am Regler verändert und bleibt gespeichert" },
        { "Maus anschließen", "Der Bildschirm wird dunkel wenn niemand am Rechner sitzt und arbeitet" },
        { "Netzwerk prüfen", "Dateien lassen sich in Ordner verschieben und dort wieder finden" },
    };
    struct small_text text[COUNT_OF(texts)];
    struct titled doc[COUNT_OF(texts)];
    struct scene s;
    small_texts_make(text, doc, texts, COUNT_OF(texts));
    scene_make(&s, doc, COUNT_OF(texts));
    for (size_t d = 0; d < COUNT_OF(texts); d++)
        CHECK(d < 3 ? s.standing[d].spelt > .08 : s.standing[d].spelt < .04);
    small_texts_done(text, COUNT_OF(texts));
    terms_done(&s.terms);
}

TEST(spelt_is_read_where_the_first_document_with_the_title_has_its_words)
{
    static const char *const texts[][2] = {
        { "2023 2024 Kanal Bericht", "Am Wasser wurde gebaut und viele Schiffe kamen vorbei" },
        { "Kanal Bericht", "Der Kanal wurde vertieft und der Bericht liegt bei" },
        { "Maus anschließen", "Der Bildschirm wird dunkel wenn niemand am Rechner sitzt" },
    };
    struct small_text text[COUNT_OF(texts)];
    struct titled doc[COUNT_OF(texts)];
    struct scene s;
    small_texts_make(text, doc, texts, COUNT_OF(texts));
    for (uint32_t i = 0; i < 2; i++) { /* figures are no part of a title */
        text[0].title.code[i] = text[0].title.exact[i] = UNIT_PLACEHOLDER;
        text[0].title.kind[i] = UNIT_NUMBER;
    }
    scene_make(&s, doc, COUNT_OF(texts));
    CHECK_U64(s.terms.title_of[0], s.terms.title_of[1]);
    CHECK(s.standing[0].spelt < .1);
    CHECK(s.standing[1].spelt > .7);
    small_texts_done(text, COUNT_OF(texts));
    terms_done(&s.terms);
}

/* ---- against looking for each gram in each body ---- */

/* Letters [at, at + n) of a title's word, anywhere in a word of the body; a word of
 * less than GRAM letters as a whole. */
static bool is_in(const struct titled *t, const uint32_t *gram, uint32_t n)
{
    const struct speller *s = plain_speller();
    for (uint32_t i = 0; i < t->body->n; i++) {
        uint32_t letter[64], n_letter = 0;
        if (unit_kind(t->body, i) == UNIT_WORD)
            n_letter = s->letters(s->arg, t->body_text, unit_place(t->body, i), letter, COUNT_OF(letter));
        else if (unit_kind(t->body, i) == UNIT_CHAR && n == 1 && gram[0] == unit_code(t->body, i))
            return true;
        if (n < GRAM && n_letter != n)
            continue;
        for (uint32_t at = 0; at + n <= n_letter; at++)
            if (memcmp(letter + at, gram, n * sizeof *gram) == 0)
                return true;
    }
    return false;
}

struct sum { double has, all; };

static void add_gram(const struct scene *s, uint32_t d, double rare, const uint32_t *gram, uint32_t n, struct sum *sum)
{
    uint32_t others = 0, with = 0;
    for (uint32_t i = 0; i < SAMPLE; i++) {
        uint32_t e = (i * s->n + SAMPLE - 1) / SAMPLE; /* the first at or past the ith part */
        others += e != d;
        with += e != d && is_in(&s->titled[e], gram, n);
    }
    double weight = rare * fmax(log((others + 1) / (with + .5)), 0);
    sum->all += weight;
    sum->has += is_in(&s->titled[d], gram, n) ? weight : 0;
}

static double spelt_simply(const struct scene *s, uint32_t d)
{
    const struct speller *sp = plain_speller();
    const struct title *t = &s->terms.title[s->terms.title_of[d]];
    struct sum sum = { 0, 0 };
    for (uint32_t k = 0; k < t->n_term; k++) {
        double rare = log((double)s->terms.n_title / s->terms.in_titles[t->exact[k]]) / log(s->terms.n_title);
        const struct titled *first = &s->titled[t->doc];
        const struct units *u = first->title;
        for (uint32_t i = t->term[k].at.beg; i < t->term[k].at.end; i++) {
            uint32_t letter[64] = { unit_code(u, i) }, n = 1;
            if (unit_kind(u, i) == UNIT_WORD)
                n = sp->letters(sp->arg, first->title_text, unit_place(u, i), letter, COUNT_OF(letter));
            for (uint32_t at = 0; n > 0 && at + min_u32(n, GRAM) <= n; at++)
                add_gram(s, d, rare, letter + at, min_u32(n, GRAM), &sum);
        }
    }
    return (sum.has + .5) / (sum.all + 1);
}

static void check_against_looking_everywhere(bool words)
{
    struct reports reports;
    struct scene s;
    double far = 0;
    reports_make(&reports, &(struct reports_plan){ 11, words, 10, 128, { 0, 0, 10, 10 }, 30 });
    scene_make(&s, reports.titled, reports.n);
    for (uint32_t d = 0; d < s.n; d++) {
        double off = fabs(s.standing[d].spelt - spelt_simply(&s, d));
        CHECK(off < .1); /* two grams in one place of the table */
        far += off / s.n;
    }
    CHECK(far < .005);
    terms_done(&s.terms);
    reports_free(&reports);
}

TEST(spelt_agrees_with_looking_for_each_gram_in_each_body)
{
    check_against_looking_everywhere(true);
    check_against_looking_everywhere(false);
}

TEST(spelt_is_the_same_on_any_number_of_threads_where_there_are_copies)
{
    struct reports reports;
    struct scene s;
    struct standing alone[MOST] = { 0 };
    reports_make(&reports, &(struct reports_plan){ 12, true, 20, 200, { 0, 20, 20, 0 }, 50 });
    scene_make(&s, reports.titled, reports.n);
    for (size_t i = 0; i < reports.n_twin; i++)
        s.group_of[max_u32(reports.twin[i].a, reports.twin[i].b)] = min_u32(reports.twin[i].a, reports.twin[i].b);
    spell(&s, 4, s.standing);
    spell(&s, 1, alone);
    for (uint32_t d = 0; d < s.n; d++)
        CHECK(alone[d].spelt == s.standing[d].spelt);
    terms_done(&s.terms);
    reports_free(&reports);
}

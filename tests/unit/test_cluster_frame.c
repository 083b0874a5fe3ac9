/* SPDX-License-Identifier: MIT */
/* What stands around the topics of titles, and what nobody knows of them. */
#include <math.h>

#include "cluster/frame.h"
#include "harness.h"

enum { MOST = 8 };

/* Titles and bodies in characters without spaces; digits are figures. */
struct letters { uint32_t code[32], beg[32], end[32]; uint8_t kind[32]; struct units units; };

static void spell(struct letters *s, const char *text)
{
    uint32_t n = 0;
    for (; text[n]; n++) {
        bool figure = text[n] >= '0' && text[n] <= '9';
        s->code[n] = figure ? UNIT_PLACEHOLDER : 0x4e00u + (uint32_t)text[n];
        s->beg[n] = n;
        s->end[n] = n + 1;
        s->kind[n] = figure ? UNIT_NUMBER : UNIT_CHAR;
    }
    s->units = (struct units){ .code = s->code, .exact = s->code, .kind = s->kind, .beg = s->beg, .end = s->end, .n = n };
}

/* frame[n] of titles over bodies that all say body; home: how many of the
 * first titles are at home; forms: letters whose pairs are forms; kinds: letters
 * of words that are known to say what a document is. */
static void frames_of(const char *const *titles, uint32_t n, const char *body, uint32_t n_home, const char *forms,
                      const char *kinds, struct frame *out)
{
    static struct letters title[MOST], said;
    static uint8_t word[MOST][32];
    struct titled doc[MOST];
    uint32_t group_of[MOST], first[MOST + 1], bearer[MOST];
    bool home[MOST];
    struct terms t;
    struct frame frame[MOST];
    spell(&said, body);
    for (uint32_t d = 0; d < n; d++) {
        spell(&title[d], titles[d]);
        for (uint32_t i = 0; titles[d][i]; i++)
            word[d][i] = strchr(kinds, titles[d][i]) ? TITLEWORD_KIND : TITLEWORD_NONE;
        doc[d] = (struct titled){ .title = &title[d].units, .title_text = titles[d], .body = &said.units, .body_text = body,
                                  .title_words = word[d] };
        group_of[d] = first[d] = d;
        home[d] = d < n_home;
    }
    first[n] = n;
    CHECK(terms_make(doc, n, group_of, 1, &t, NULL) == CRIB_OK);
    CHECK(t.n_title == n);
    struct term_custom of = { calloc(t.n_feature, sizeof *of.with), calloc(t.n_feature, sizeof *of.topic),
                              calloc(t.n_feature, sizeof *of.beside), calloc(t.n_feature, sizeof *of.form),
                              calloc(t.n_feature, sizeof *of.kept) };
    for (uint32_t d = 0; d < n; d++) {
        const struct title *x = &t.title[t.title_of[d]];
        bearer[t.title_of[d]] = d;
        for (uint32_t k = 0; k < x->n_term; k++) {
            uint32_t f = x->term[k].exact;
            of.with[f]++;
            of.beside[f] += home[d];
            of.kept[f] = 1;
            of.form[f] = strchr(forms, titles[d][x->term[k].at.beg]) && strchr(forms, titles[d][x->term[k].at.beg + 1]);
        }
    }
    struct bearers b = { first, bearer };
    CHECK(frames_find(doc, &t, &of, home, &b, (double)n_home / n, frame, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < n; d++)
        out[d] = frame[t.title_of[d]];
    void *block[] = { of.with, of.topic, of.beside, of.form, of.kept };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        free(block[i]);
    terms_done(&t);
}

static void frames(const char *const *titles, uint32_t n, const char *body, uint32_t n_home, const char *forms,
                   struct frame *out)
{
    frames_of(titles, n, body, n_home, forms, "", out);
}

TEST(frame_words_that_no_body_uses_are_unknown_and_pairs_across_two_words_are_not)
{
    static const char *const titles[] = { "abcd", "abef", "abxyz", "xyzab" };
    struct frame f[COUNT_OF(titles)];
    frames(titles, COUNT_OF(titles), "ab cd ef ab cd ef", 4, "", f);
    CHECK(f[0].unknown == 0 && f[1].unknown == 0);
    CHECK(f[2].unknown > .2 && f[3].unknown > .2);
}

TEST(frame_unknown_words_end_where_known_ones_begin)
{
    static const char *const titles[] = { "xyzrs", "rsxyzrs", "abrs", "cdrs" };
    struct frame known[COUNT_OF(titles)], unknown[COUNT_OF(titles)];
    frames_of(titles, COUNT_OF(titles), "ab cd", 4, "", "rs", known);
    frames_of(titles, COUNT_OF(titles), "ab cd", 4, "", "", unknown);
    CHECK(known[0].unknown > .25 && fabs(known[0].unknown - known[1].unknown) < 1e-9); /* xy and yz, wherever rs stands */
    CHECK(known[2].unknown == 0 && known[3].unknown == 0);
    CHECK(unknown[1].unknown > known[1].unknown); /* rs and zr are unknown, too */
    CHECK(known[0].formal == .4);
}

TEST(frame_forms_are_counted_by_units_and_figures_are_none)
{
    static const char *const titles[] = { "abRST2", "RST2ef", "abef", "RST" };
    struct frame f[COUNT_OF(titles)];
    frames(titles, COUNT_OF(titles), "abef", 4, "RST", f);
    CHECK(fabs(f[0].formal - .6) < 1e-9 && f[0].figures);
    CHECK(fabs(f[1].formal - .6) < 1e-9 && f[1].figures);
    CHECK(f[2].formal == 0 && !f[2].figures);
    CHECK(f[3].formal == 1 && !f[3].figures);
}

TEST(frame_a_phrase_that_is_never_at_home_is_set_and_a_strangers_name_in_many_titles_is_not)
{
    static const char *const titles[] = { "abRS", "RScd", "kLMN", "mLMN", "nLMN", "xyRS", "RSxy", "PQxy" };
    struct frame f[COUNT_OF(titles)];
    frames(titles, COUNT_OF(titles), "abcd", 2, "RS", f);
    CHECK(f[2].set > .6 && f[3].set > .6 && f[4].set > .6);
    CHECK(f[5].set < .5 && f[6].set < .5);
    CHECK(f[0].set == 0 && f[1].set == 0);
}

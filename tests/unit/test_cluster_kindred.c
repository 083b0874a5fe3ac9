/* SPDX-License-Identifier: MIT */
/* Bodies that are alike, and what they tell of titles. */
#include <math.h>

#include "cluster/bare.h"
#include "cluster/form.h"
#include "cluster/kindred.h"
#include "cluster/slot.h"
#include "cluster/standing.h"
#include "harness.h"
#include "ref/cluster_reports.h"

struct scene {
    struct reports reports;
    uint32_t *group_of;
    struct kindred kindred;
    struct terms terms;
    struct standing *standing;
};

static void scene_study(struct scene *s)
{
    uint32_t n = s->reports.n;
    s->group_of = calloc(n, sizeof *s->group_of);
    s->standing = calloc(n, sizeof *s->standing);
    for (uint32_t d = 0; d < n; d++)
        s->group_of[d] = d;
    for (size_t i = 0; i < s->reports.n_twin; i++) {
        struct twin t = s->reports.twin[i];
        s->group_of[max_u32(t.a, t.b)] = min_u32(t.a, t.b);
    }
    CHECK(kindred_find(s->reports.titled, n, s->group_of, 2, &s->kindred, NULL) == CRIB_OK);
    CHECK(terms_make(s->reports.titled, n, s->group_of, 2, &s->terms, NULL) == CRIB_OK);
    CHECK(standing_find(s->reports.titled, n, s->group_of, &s->terms, &s->kindred, 2, NULL, s->standing, NULL, NULL) == CRIB_OK);
}

static void scene_make(struct scene *s, const struct reports_plan *plan)
{
    *s = (struct scene){ 0 };
    reports_make(&s->reports, plan);
    scene_study(s);
}

static void scene_free(struct scene *s)
{
    kindred_done(&s->kindred);
    terms_done(&s->terms);
    free(s->group_of);
    free(s->standing);
    reports_free(&s->reports);
}

TEST(kindred_are_mostly_of_one_theme_and_stand_most_alike_first)
{
    struct scene s;
    scene_make(&s, &(struct reports_plan){ 3, false, 20, 300, { 0 }, 0 });
    uint32_t of_theme = 0, all = 0;
    for (uint32_t d = 0; d < s.reports.n; d++) {
        const struct kin *kin = s.kindred.kin + (size_t)d * KINDRED;
        CHECK(s.kindred.n[d] <= KINDRED);
        for (uint32_t i = 0; i < s.kindred.n[d]; i++) {
            CHECK(kin[i].doc != d && kin[i].doc < s.reports.n);
            CHECK(i == 0 || kin[i - 1].like > kin[i].like || (kin[i - 1].like == kin[i].like && kin[i - 1].doc < kin[i].doc));
            of_theme += s.reports.doc[kin[i].doc].theme == s.reports.doc[d].theme;
            all++;
        }
    }
    CHECK(of_theme * 10 > all * 8);
    scene_free(&s);
}

TEST(kindred_never_holds_a_document_with_the_same_text)
{
    struct scene s;
    scene_make(&s, &(struct reports_plan){ 4, true, 20, 200, { 0, 20, 0, 0 }, 0 });
    CHECK(s.reports.n_twin > 0);
    for (uint32_t d = 0; d < s.reports.n; d++)
        for (uint32_t i = 0; i < s.kindred.n[d]; i++)
            CHECK(s.group_of[s.kindred.kin[(size_t)d * KINDRED + i].doc] != s.group_of[d]);
    scene_free(&s);
}

TEST(kindred_of_no_documents_and_of_empty_bodies_is_empty)
{
    struct units none = { 0 };
    struct titled doc[3] = { { .title = &none, .title_text = "", .body = &none, .body_text = "" } };
    uint32_t group_of[3] = { 0, 1, 2 };
    struct kindred k;
    doc[2] = doc[1] = doc[0];
    CHECK(kindred_find(doc, 0, group_of, 1, &k, NULL) == CRIB_OK);
    kindred_done(&k);
    CHECK(kindred_find(doc, 3, group_of, 1, &k, NULL) == CRIB_OK);
    CHECK_U64(k.n[0] + k.n[1] + k.n[2], 0);
    kindred_done(&k);
}

TEST(standing_a_right_titles_kin_share_it_and_a_wrong_ones_do_not)
{
    struct scene s;
    double shared[N_MISFILINGS] = { 0 };
    uint32_t n[N_MISFILINGS] = { 0 };
    scene_make(&s, &(struct reports_plan){ 5, false, 20, 300, { 0, 0, 20, 20 }, 0 });
    for (uint32_t d = 0; d < s.reports.n; d++) {
        shared[s.reports.doc[d].how] += s.standing[d].shared;
        n[s.reports.doc[d].how]++;
    }
    CHECK(shared[RIGHT] / n[RIGHT] > 4 * shared[SWAPPED] / n[SWAPPED]);
    CHECK(shared[RIGHT] / n[RIGHT] > 4 * shared[FROM_ELSEWHERE] / n[FROM_ELSEWHERE]);
    scene_free(&s);
}

TEST(kindred_like_is_what_kin_are_listed_with_and_the_same_both_ways)
{
    struct scene s;
    scene_make(&s, &(struct reports_plan){ 4, true, 20, 200, { 0 }, 0 });
    for (uint32_t d = 0; d < s.reports.n; d++) {
        CHECK(fabs(kindred_like(&s.kindred, d, d) - 1) < 1e-3);
        for (uint32_t i = 0; i < s.kindred.n[d]; i++) {
            struct kin kin = kin_of(&s.kindred, d)[i];
            CHECK(fabs(kindred_like(&s.kindred, d, kin.doc) - kin.like) < 1e-3);
            CHECK(kindred_like(&s.kindred, d, kin.doc) == kindred_like(&s.kindred, kin.doc, d));
        }
    }
    scene_free(&s);
}

/* Six documents get the title of the first of them: of one theme, or each of another. */
static bool is_bare_over(bool one_theme)
{
    struct scene s = { 0 };
    uint32_t first = UINT32_MAX, n = 0;
    bool seen[20] = { false };
    reports_make(&s.reports, &(struct reports_plan){ 7, true, 20, 300, { 0 }, 0 });
    for (uint32_t d = 0; d < s.reports.n && n < 6; d++) {
        const struct made_doc *doc = &s.reports.doc[d];
        first = first == UINT32_MAX ? d : first;
        if (doc->theme >= COUNT_OF(seen) || (one_theme ? doc->theme != s.reports.doc[first].theme : seen[doc->theme]))
            continue;
        seen[doc->theme] = true;
        n++;
        s.reports.titled[d].title = s.reports.titled[first].title;
        s.reports.titled[d].title_text = s.reports.titled[first].title_text;
    }
    CHECK_U64(n, 6);
    scene_study(&s);
    bool bare = s.standing[first].bare;
    scene_free(&s);
    return bare;
}

TEST(standing_a_title_over_texts_of_all_kinds_is_a_form)
{
    CHECK(is_bare_over(false));
    CHECK(!is_bare_over(true));
}

TEST(standing_a_body_is_near_others_with_its_titles_topic_though_its_kin_are_mute)
{
    struct scene s;
    double near[N_MISFILINGS] = { 0 };
    uint32_t n[N_MISFILINGS] = { 0 };
    scene_make(&s, &(struct reports_plan){ 5, false, 10, 300, { 0, 0, 30, 0 }, 0 });
    bool *mute = calloc(s.reports.n, sizeof *mute);
    for (uint32_t d = 0; d < s.reports.n; d += 3) {
        for (uint32_t i = 0; i < s.kindred.n[d]; i++)
            mute[kin_of(&s.kindred, d)[i].doc] = true;
        CHECK(standing_without(mute, s.reports.n, s.group_of, &s.terms, &s.kindred, s.standing, NULL) == CRIB_OK);
        CHECK(s.standing[d].shared == 0 && s.standing[d].near >= 0 && s.standing[d].near <= 1);
        near[s.reports.doc[d].how] += s.standing[d].near;
        n[s.reports.doc[d].how]++;
        memset(mute, 0, s.reports.n * sizeof *mute);
    }
    CHECK(n[RIGHT] > 50 && n[SWAPPED] > 5);
    CHECK(near[RIGHT] / n[RIGHT] > .3 && near[RIGHT] / n[RIGHT] > 2 * near[SWAPPED] / n[SWAPPED]);
    free(mute);
    scene_free(&s);
}

TEST(standing_another_title_is_named_by_a_document_that_is_kin)
{
    struct scene s;
    uint32_t named = 0;
    scene_make(&s, &(struct reports_plan){ 6, true, 20, 300, { 0, 0, 30, 0 }, 0 });
    for (uint32_t d = 0; d < s.reports.n; d++) {
        if (s.reports.doc[d].how != SWAPPED || s.standing[d].other_doc == UINT32_MAX)
            continue;
        bool kin = false;
        for (uint32_t i = 0; i < s.kindred.n[d]; i++)
            kin = kin || s.kindred.kin[(size_t)d * KINDRED + i].doc == s.standing[d].other_doc;
        CHECK(kin);
        named++;
    }
    CHECK(named >= 20);
    scene_free(&s);
}

/* slots_rate where the kin of all documents share what topic[] says; the titles of bodies that share none are not at
 * home. */
static void rate_slots(const struct titled *doc, const struct terms *t, uint32_t n, uint32_t *with, double *topic,
                       double *out)
{
    struct term_custom of = { with, topic, calloc(t->n_exact, sizeof *of.beside), calloc(t->n_exact, sizeof *of.form), NULL };
    struct title_custom in = { calloc(t->n_title, sizeof *in.home), calloc(t->n_title, sizeof *in.fit) };
    bool *home = calloc(n, sizeof *home);
    for (uint32_t d = 0; d < n; d++) {
        const struct title *title = &t->title[t->title_of[d]];
        for (uint32_t k = 0; k < title->n_term; k++)
            home[d] |= 2 * topic[title->term[k].exact] >= with[title->term[k].exact];
        in.home[t->title_of[d]] |= home[d];
    }
    forms_find(t, n, with, home, of.beside, of.form);
    CHECK(slots_rate(doc, t, &of, &in, out, NULL) == CRIB_OK);
    free(home);
    free(of.beside);
    free(of.form);
    free(in.home);
    free(in.fit);
}

TEST(slots_a_lone_term_names_a_topic_where_others_in_its_place_do)
{
    /* Titles are word, place word: the first names a topic before 900, none before 901. */
    enum { N = 24 };
    struct units title[N], body = { 0 };
    struct titled doc[N];
    uint32_t code[N][2], group_of[N];
    uint8_t kind[2] = { UNIT_WORD, UNIT_WORD };
    uint32_t beg[2] = { 0, 2 }, end[2] = { 1, 3 };
    struct terms t;
    double out[N];
    for (uint32_t d = 0; d < N; d++) {
        bool lone = d >= N - 2;
        code[d][0] = UNIT_WORD_BIT | (lone ? 500 + d : 100 + d / 2);
        code[d][1] = UNIT_WORD_BIT | (d % 4 < 2 ? 900u : 901u);
        if (lone)
            code[d][1] = UNIT_WORD_BIT | (d == N - 1 ? 900u : 901u);
        title[d] = (struct units){ .code = code[d], .exact = code[d], .kind = kind, .beg = beg, .end = end, .n = 2 };
        doc[d] = (struct titled){ .title = &title[d], .title_text = "a b", .body = &body, .body_text = "" };
        group_of[d] = d;
    }
    CHECK(terms_make(doc, N, group_of, 1, &t, NULL) == CRIB_OK);
    uint32_t *with = calloc(t.n_feature, sizeof *with);
    double *topic = calloc(t.n_feature, sizeof *topic);
    for (uint32_t d = 0; d < N; d++) {
        uint32_t f = t.title[t.title_of[d]].term[0].exact;
        with[f]++;
        with[t.title[t.title_of[d]].term[1].exact]++;
        topic[f] += d < N - 2 && d % 4 < 2; /* those before 900 */
    }
    rate_slots(doc, &t, N, with, topic, out);
    CHECK(out[t.title_of[N - 1]] > 2 * out[t.title_of[N - 2]]);
    CHECK(out[t.title_of[N - 1]] > .3);
    free(with);
    free(topic);
    terms_done(&t);
}

/* Titles and bodies in words of one letter; '|' ends a line of a body. */
struct spelt { uint32_t code[16], beg[16], end[16]; uint8_t kind[16]; char text[40]; struct units units; };

static void spell(struct spelt *s, const char *words)
{
    uint32_t n = 0, at = 0;
    for (; *words; words++) {
        if (*words == '|') {
            s->text[at++] = '\n';
            continue;
        }
        s->text[at] = *words;
        s->text[at + 1] = ' ';
        s->code[n] = UNIT_WORD_BIT | (uint32_t)*words;
        s->beg[n] = at;
        s->end[n] = at + 1;
        s->kind[n++] = UNIT_WORD;
        at += 2;
    }
    s->units = (struct units){ .code = s->code, .exact = s->code, .kind = s->kind, .beg = s->beg, .end = s->end, .n = n };
}

TEST(bare_a_lead_and_a_heading_name_nothing_of_their_own)
{
    static const char *const titles[] = { "ab", "abcT", "Tabc", "h", "xT", "i" };
    static const char *const bodies[] = { "q|h|q", "h|q", "q", "qq", "qhi", "i|qqq" };
    static const bool expected[] = { true, false, false, true, false, false };
    enum { N = COUNT_OF(titles) };
    static struct spelt title[N], body[N];
    struct titled doc[N];
    uint32_t group_of[N];
    struct terms t;
    bool bare[N];
    for (uint32_t d = 0; d < N; d++) {
        spell(&title[d], titles[d]);
        spell(&body[d], bodies[d]);
        doc[d] = (struct titled){ .title = &title[d].units, .title_text = title[d].text, .body = &body[d].units, .body_text = body[d].text };
        group_of[d] = d;
    }
    CHECK(terms_make(doc, N, group_of, 1, &t, NULL) == CRIB_OK);
    bool *is_topic = calloc(t.n_feature, sizeof *is_topic);
    is_topic[t.title[t.title_of[1]].term[3].exact] = true; /* T */
    CHECK(bare_find(doc, N, group_of, &t, is_topic, bare, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < N; d++)
        CHECK(bare[t.title_of[d]] == expected[d]);
    free(is_topic);
    terms_done(&t);
}

/* slots_rate of titles spelt so, where the small letters t to z name topics. */
static void rate_spelt(const char *const *titles, uint32_t n, double *out)
{
    static struct spelt title[32];
    struct units body = { 0 };
    struct titled doc[32] = { 0 };
    uint32_t group_of[32] = { 0 };
    struct terms t;
    for (uint32_t d = 0; d < n; d++) {
        spell(&title[d], titles[d]);
        doc[d] = (struct titled){ .title = &title[d].units, .title_text = title[d].text, .body = &body, .body_text = "" };
        group_of[d] = d;
    }
    CHECK(terms_make(doc, n, group_of, 1, &t, NULL) == CRIB_OK);
    uint32_t *with = calloc(t.n_feature, sizeof *with);
    double *topic = calloc(t.n_feature, sizeof *topic);
    for (uint32_t d = 0; d < n; d++)
        for (uint32_t k = 0; k < t.title[t.title_of[d]].n_term; k++) {
            const struct term *term = &t.title[t.title_of[d]].term[k];
            with[term->exact]++;
            topic[term->exact] += (char)title[d].code[term->at.beg] >= 't';
        }
    rate_slots(doc, &t, n, with, topic, out);
    free(with);
    free(topic);
    terms_done(&t);
}

TEST(slots_several_words_between_formal_ones_stand_in_one_slot)
{
    /* A…O holds topics, B…P strangers; the last words are new. */
    static const char *const titles[] = { "AtO", "AuO", "AvO", "AwO", "AxO", "AyO", "BaP", "BbP", "BcP", "BdP", "BeP", "BfP", "AghiO", "BjklP" };
    double out[COUNT_OF(titles)];
    rate_spelt(titles, COUNT_OF(titles), out);
    CHECK(out[12] > .5);
    CHECK(out[13] < .1);
    CHECK(out[0] == 0); /* named already */
}

TEST(slots_words_beside_a_topic_name_none_themselves)
{
    static const char *const titles[] = { "AtO", "AuO", "AvO", "AwO", "AxO", "AyO", "AgAtO", "AgAuO", "AgAvO", "AgO", "AhO" };
    double out[COUNT_OF(titles)];
    rate_spelt(titles, COUNT_OF(titles), out);
    CHECK(out[10] > .5);
    CHECK(out[9] < .6 * out[10]);
}

TEST(forms_stand_in_titles_at_home_or_before_new_names_and_strangers_in_neither)
{
    static const char *const titles[] = { "Ft", "uF", "Ft", "uF", "Ft", "uF", "Ft", "uF", "Ft", "uF", /* topics */
                                          "sF", "sF", "sF", "sF", "bc", "bd", "be", "bf", "bg", "bh" };
    enum { N = COUNT_OF(titles) };
    static struct spelt title[N];
    struct units body = { 0 };
    struct titled doc[N] = { 0 };
    uint32_t group_of[N];
    bool home[N], none[N] = { false };
    struct terms t;
    for (uint32_t d = 0; d < N; d++) {
        spell(&title[d], titles[d]);
        doc[d] = (struct titled){ .title = &title[d].units, .title_text = title[d].text, .body = &body,
                                  .body_text = "" };
        group_of[d] = d;
        home[d] = d < 10;
    }
    CHECK(terms_make(doc, N, group_of, 1, &t, NULL) == CRIB_OK);
    uint32_t *with = calloc(t.n_feature, sizeof *with), *beside = calloc(t.n_feature, sizeof *beside);
    double *form = calloc(t.n_feature, sizeof *form);
    for (uint32_t d = 0; d < N; d++)
        for (uint32_t k = 0; k < t.title[t.title_of[d]].n_term; k++)
            with[t.title[t.title_of[d]].term[k].exact]++;
    uint32_t f = t.title[t.title_of[0]].term[0].exact, stranger = t.title[t.title_of[10]].term[0].exact,
             by = t.title[t.title_of[14]].term[0].exact;
    forms_find(&t, N, with, home, beside, form);
    CHECK_U64(beside[f], 10);
    CHECK_U64(beside[stranger], 0);
    CHECK(form[f] > .9);
    CHECK(form[stranger] < .1);
    CHECK(form[by] > .9);
    memset(beside, 0, t.n_exact * sizeof *beside);
    memset(form, 0, t.n_exact * sizeof *form);
    forms_find(&t, N, with, none, beside, form);
    CHECK(form[stranger] == 1); /* nothing is at home: company does not tell */
    free(with);
    free(beside);
    free(form);
    terms_done(&t);
}

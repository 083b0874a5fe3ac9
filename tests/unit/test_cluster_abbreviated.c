/* SPDX-License-Identifier: MIT */
/* Titles that name their topic by an abbreviation. */
#include "cluster/abbreviated.h"

#include "harness.h"
#include "ref/plain_speller.h"
#include "text/fold.h"

static const char *const bodies[] = {
    "The museum lent twelve paintings. Visitors to the galleries and the museum rose. Museum shops did well. ",
    "The parks were mown weekly. New swings stand in the parks, and the parks have more benches than before. ",
    "Benefits were paid within a week. More people asked for benefits, and revenues from rents held up. ",
    "Buses ran late in the snow. Two buses were repaired, and the buses of the night line were painted. ",
};
enum { MUSEUMS, PARKS, BENEFITS, BUSES };

static const struct { const char *title; int body; bool excused; } reports[] = {
    { "Museums and Galleries Service report", MUSEUMS, false },
    { "MGS report", MUSEUMS, true },         /* the body speaks of what the letters stand for */
    { "MGS plan", PARKS, false },            /* another title says what it is, and this is not it */
    { "Parks report", PARKS, false },
    { "POS report", PARKS, true },           /* nobody says what it is */
    { "PARKS REPORT", MUSEUMS, false },      /* capitals tell nothing */
    { "Revenues and Benefits report", BENEFITS, false },
    { "R&B plan", BENEFITS, true },
    { "R&B report", BUSES, false },
    { "Q&Z report", BUSES, true },           /* a title does not spell itself out */
    { "Buses: a report of the PTU", PARKS, false }, /* words speak against it as much */
    { "MGSU report", MUSEUMS, true },        /* the last letter may be left over, */
    { "XMGS report", BUSES, true },          /* but not the first */
    { "ABCDEFGH report", BUSES, false },     /* too long for an abbreviation */
};
enum { REPORTS = COUNT_OF(reports) };

struct house {
    struct units title[REPORTS], body[REPORTS];
    char text[REPORTS][1024];
    struct titled doc[REPORTS];
    uint32_t group_of[REPORTS];
    struct terms terms;
};

static void open_house(struct house *h)
{
    for (uint32_t i = 0; i < REPORTS; i++) {
        const char *body = bodies[reports[i].body];
        snprintf(h->text[i], sizeof h->text[i], "%s%s%sThis is a report and a plan.", body, body, body);
        h->doc[i] = (struct titled){ .title = &h->title[i], .title_text = reports[i].title, .body = &h->body[i],
                                     .body_text = h->text[i] };
        h->group_of[i] = i;
        units_init(&h->title[i]);
        units_init(&h->body[i]);
        CHECK(fold_run(reports[i].title, (struct txt_span){ 0, (uint32_t)strlen(reports[i].title) }, 0, &h->title[i],
                       NULL) == CRIB_OK);
        CHECK(fold_run(h->text[i], (struct txt_span){ 0, (uint32_t)strlen(h->text[i]) }, 0, &h->body[i], NULL) == CRIB_OK);
    }
    CHECK(terms_make(h->doc, REPORTS, h->group_of, 1, &h->terms, NULL) == CRIB_OK);
}

static void close_house(struct house *h)
{
    terms_done(&h->terms);
    for (uint32_t i = 0; i < REPORTS; i++) {
        units_done(&h->title[i]);
        units_done(&h->body[i]);
    }
}

TEST(abbreviated_titles_are_excused_unless_their_letters_are_known_to_stand_for_something_else)
{
    static struct house h;
    bool asked[REPORTS], excused[REPORTS] = { false };
    open_house(&h);
    memset(asked, true, sizeof asked);
    CHECK(abbreviated_find(h.doc, REPORTS, &h.terms, plain_speller(), asked, excused, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < REPORTS; i++)
        if (excused[i] != reports[i].excused)
            test_check(false, __FILE__, __LINE__, reports[i].title);
    close_house(&h);
}

TEST(abbreviated_titles_that_nobody_asks_about_are_left_as_they_are)
{
    static struct house h;
    bool asked[REPORTS] = { false }, excused[REPORTS] = { true };
    open_house(&h);
    CHECK(abbreviated_find(h.doc, REPORTS, &h.terms, plain_speller(), asked, excused, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < REPORTS; i++)
        CHECK(excused[i] == (i == 0));
    close_house(&h);
}

TEST(abbreviated_titles_survive_every_refused_allocation)
{
    static struct house h;
    bool asked[REPORTS], excused[REPORTS];
    open_house(&h);
    memset(asked, true, sizeof asked);
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && !test_failing(); nth++) {
        mem_refuse_from(nth);
        rc = abbreviated_find(h.doc, REPORTS, &h.terms, plain_speller(), asked, excused, NULL);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK_U64(mem_live(), live);
    }
    close_house(&h);
}

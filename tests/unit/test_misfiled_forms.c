/* SPDX-License-Identifier: MIT */
/* Titles of texts that stand twice: of a form that two filled in, each names
 * what stands in its own blanks; of a copy under two titles, one is wrong. */
#include "cluster/misfiled.h"

#include "harness.h"
#include "ref/cluster_reports.h"
#include "ref/plain_speller.h"

enum {
    ROUNDS = 12,
    TITLE_NAME = 1,    /* the unit of a made title that names its theme */
    BLANK_EVERY = 8,   /* units of a form from one blank to the next */
    SAYS_ITS_NAME = 4, /* blanks of the second form that say what its title names */
    FORM_AGREES = 9000 /* what agrees in less is a form, not a copy */
};

/* Reports in words, and the last of them once more under the title of a theme
 * that may be strange to all: the copy. */
static void make_twins(struct reports *c, uint64_t seed, uint32_t n_doc)
{
    struct reports_plan plan = { seed, true, 10, n_doc, { [BESIDE_TWIN] = 1 }, 0 };
    reports_make(c, &plan);
    CHECK_U64(c->n_twin, 1);
}

static bool title_says(const struct made_doc *d, uint32_t code)
{
    for (uint32_t i = 0; i < d->title.n; i++)
        if (d->title.code[i] == code)
            return true;
    return false;
}

/* A word of the first's title that the copy's title has not. */
static bool is_firsts_name(const struct reports *c, uint32_t code)
{
    return title_says(&c->doc[c->twin[0].a], code) && !title_says(&c->doc[c->twin[0].b], code);
}

/* One word of d's body becomes another of the made language, whose words are all as long. */
static void overwrite(struct made_doc *d, uint32_t at, const char *word, uint32_t n_word, uint32_t code, uint8_t kind)
{
    CHECK_U64(d->body.end[at] - d->body.beg[at], n_word);
    memcpy(d->text + d->body.beg[at], word, n_word);
    d->body.code[at] = d->body.exact[at] = code;
    d->body.kind[at] = kind;
}

static void overwrite_by_unit(struct made_doc *d, uint32_t at, const struct made_doc *from, const struct units *row,
                              uint32_t i)
{
    overwrite(d, at, from->text + row->beg[i], row->end[i] - row->beg[i], row->code[i], row->kind[i]);
}

/* What a report of another theme says thereabouts, but for the first's name. */
static uint32_t answer(const struct reports *c, const struct made_doc *from, uint32_t at)
{
    uint32_t i = at % from->body.n;
    while (from->body.kind[i] != UNIT_WORD || is_firsts_name(c, from->body.code[i]))
        i = (i + 1) % from->body.n;
    return i;
}

static void count_agreement(struct reports *c)
{
    const struct units *a = &c->doc[c->twin[0].a].body, *b = &c->doc[c->twin[0].b].body;
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        n += a->code[i] == b->code[i];
    c->twin[0].per_10000 = 10000 * n / a->n;
}

/* The copy becomes the same form in another's hand: its blanks, which are
 * wherever the first says what its title names, and more, say something else;
 * its own title's name a few times. */
static void fill_in(struct reports *c)
{
    struct made_doc *form = &c->doc[c->twin[0].b];
    const struct made_doc *other = &c->doc[0];
    uint32_t named = 0;
    for (uint32_t i = 0; i < form->body.n; i++) {
        if (form->body.kind[i] != UNIT_WORD || (i % BLANK_EVERY != 0 && !is_firsts_name(c, form->body.code[i])))
            continue;
        if (named++ < SAYS_ITS_NAME)
            overwrite_by_unit(form, i, form, &form->title, TITLE_NAME);
        else
            overwrite_by_unit(form, i, other, &other->body, answer(c, other, i));
    }
    count_agreement(c);
    CHECK(c->twin[0].per_10000 < FORM_AGREES);
}

/* All that the first's title names is blacked out in the copy. */
static void leave_names_out(struct reports *c)
{
    struct made_doc *copy = &c->doc[c->twin[0].b];
    for (uint32_t i = 0; i < copy->body.n; i++)
        if (is_firsts_name(c, copy->body.code[i]))
            overwrite(copy, i, "******", 6, UNIT_PLACEHOLDER, UNIT_REDACTION);
    count_agreement(c);
    CHECK(c->twin[0].per_10000 >= FORM_AGREES);
}

/* How often the copy is charged; nobody else may be. *fit: how well its title fits it. */
static uint32_t judge(const struct reports *c, uint32_t *fit)
{
    struct misfiled_list l;
    uint32_t charged = 0, copy = c->twin[0].b, *fits = calloc(c->n, sizeof *fits);
    CHECK(misfiled_find(c->titled, c->n, c->twin, c->n_twin, plain_speller(), 1, fits, NULL, &l, NULL) == CRIB_OK);
    for (size_t i = 0; i < l.n; i++) {
        CHECK_U64(l.item[i].doc, copy);
        charged += l.item[i].doc == copy;
    }
    *fit = fits[copy];
    misfiled_done(&l);
    free(fits);
    return charged;
}

TEST(misfiled_form_filled_in_twice_has_two_right_titles)
{
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct reports c;
        uint32_t fit;
        make_twins(&c, seed, 80);
        fill_in(&c);
        CHECK_U64(judge(&c, &fit), 0);
        CHECK(fit >= 1500); /* what the title names does stand in the blanks */
        reports_free(&c);
    }
}

TEST(misfiled_copy_without_the_names_is_no_form_and_its_strange_title_is_charged)
{
    uint32_t charged = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct reports c;
        uint32_t fit;
        make_twins(&c, seed, 40);
        leave_names_out(&c);
        charged += judge(&c, &fit);
        reports_free(&c);
    }
    CHECK(charged >= ROUNDS - 1); /* one names the same kind of office as the first, which its kin share */
}

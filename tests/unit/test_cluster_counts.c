/* SPDX-License-Identifier: MIT */
#include "cluster/terms.h"
#include "harness.h"
#include "ref/cluster_reports.h"
#include "ref/plain_speller.h"

enum { N_DOC = 40, TITLE_UNITS = 14, BODY_UNITS = 900, LETTERS = 9, LOOSE_MOST = 4, STEM = 5 };

/* A random row of characters, words and figures. */
struct row {
    struct units units;
    char *text;
};

static void row_make(struct row *r, uint32_t n, uint32_t alphabet, uint64_t *state)
{
    *r = (struct row){ .text = calloc(n, LETTERS + 1) };
    units_init(&r->units);
    CHECK(units_room(&r->units, n, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < n; i++) {
        struct units *u = &r->units;
        uint64_t what = test_random(state) % 12;
        uint32_t letters = 1 + (uint32_t)(test_random(state) % (LETTERS - 1)), at = i * (LETTERS + 1), hash = 1;
        u->beg[i] = at;
        u->end[i] = at + (what == 0 ? letters : 1);
        u->kind[i] = what == 0 ? UNIT_WORD : what == 1 ? UNIT_NUMBER : UNIT_CHAR;
        for (uint32_t k = 0; k < letters; k++) {
            char letter = (char)("ab"[test_random(state) % 2] - (test_random(state) % 2 ? 32 : 0));
            r->text[at + k] = letter;
            hash = hash * 31 + (uint32_t)(letter | 32);
        }
        r->text[at + letters] = ' ';
        u->code[i] = what == 0 ? UNIT_WORD_BIT | hash : what == 1 ? UNIT_PLACEHOLDER : 0x4E00 + (uint32_t)(test_random(state) % alphabet);
        u->exact[i] = u->code[i];
    }
    r->units.n = n;
}

struct rows {
    struct row title[N_DOC], body[N_DOC];
    struct titled doc[N_DOC];
    uint32_t group_of[N_DOC];
};

static void rows_make(struct rows *r, uint32_t alphabet, uint64_t seed)
{
    for (uint32_t d = 0; d < N_DOC; d++) {
        row_make(&r->title[d], TITLE_UNITS, alphabet, &seed);
        row_make(&r->body[d], d % 7 ? BODY_UNITS : 3, alphabet, &seed);
        r->doc[d] = (struct titled){ .title = &r->title[d].units, .title_text = r->title[d].text,
                                     .body = &r->body[d].units, .body_text = r->body[d].text };
        r->group_of[d] = d % 5 == 4 ? d - 1 : d;
    }
}

static void rows_free(struct rows *r)
{
    for (uint32_t d = 0; d < N_DOC; d++) {
        units_done(&r->title[d].units);
        units_done(&r->body[d].units);
        free(r->title[d].text);
        free(r->body[d].text);
    }
}

/* What one pass over a body counts, looked for feature by feature. */
static uint32_t pairs_apart(const struct units *u, uint32_t a, uint32_t b, uint32_t least, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++)
        for (uint32_t gap = 1; gap <= most && i + gap < u->n && u->kind[i] == UNIT_CHAR && u->kind[i + gap] == UNIT_CHAR; gap++)
            n += gap >= least && u->code[i] == a && u->code[i + gap] == b;
    return n;
}

static uint32_t units_like(const struct units *u, uint8_t kind, uint32_t code)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++)
        n += u->kind[i] == kind && u->code[i] == code;
    return n;
}

static uint32_t words_beginning(const struct titled *d, const char *stem)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->body->n; i++) {
        bool same = d->body->kind[i] == UNIT_WORD && d->body->end[i] - d->body->beg[i] >= STEM;
        for (int k = 0; k < STEM && same; k++)
            same = (d->body_text[d->body->beg[i] + (uint32_t)k] | 32) == (stem[k] | 32);
        n += same;
    }
    return n;
}

static void check_term(const struct counts *c, const struct term *term, const struct titled *of, const struct titled *d)
{
    uint32_t at = term->at.beg, a = of->title->code[at];
    if (of->title->kind[at] == UNIT_WORD) {
        CHECK_U64(c->n[term->exact], units_like(d->body, UNIT_WORD, a));
        CHECK((term->loose != UINT32_MAX) == (of->title->end[at] - of->title->beg[at] >= STEM));
        if (term->loose != UINT32_MAX)
            CHECK_U64(c->n[term->loose], words_beginning(d, of->title_text + of->title->beg[at]));
        return;
    }
    uint32_t b = of->title->code[at + 1];
    CHECK_U64(c->n[term->exact], pairs_apart(d->body, a, b, 1, 1));
    CHECK_U64(c->n[term->loose], pairs_apart(d->body, a, b, 2, LOOSE_MOST));
    CHECK_U64(c->n[term->part[0]], units_like(d->body, UNIT_CHAR, a));
    CHECK_U64(c->n[term->part[1]], units_like(d->body, UNIT_CHAR, b));
}

static void check_counts(uint32_t alphabet, uint64_t seed)
{
    static struct rows r;
    struct terms t;
    struct counts counts;
    rows_make(&r, alphabet, seed);
    CHECK(terms_make(r.doc, N_DOC, r.group_of, 2, &t, NULL) == CRIB_OK);
    CHECK(counts_init(&counts, &t.table, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < N_DOC && !test_failing(); d++) {
        counts_recall(&counts, &t.census, d);
        for (uint32_t i = 0; i < t.n_title; i++)
            for (uint32_t k = 0; k < t.title[i].n_term && !test_failing(); k++)
                check_term(&counts, &t.title[i].term[k], &r.doc[t.title[i].doc], &r.doc[d]);
        for (uint32_t i = 0; i < counts.n_touched; i++)
            CHECK((counts.touched[i] < t.n_exact) == (i < counts.n_exact));
    }
    counts_done(&counts);
    terms_done(&t);
    rows_free(&r);
}

TEST(counts_are_what_a_search_for_each_feature_counts)
{
    check_counts(4, 1);    /* more than 255 uses in a body */
    check_counts(40, 2);
    check_counts(3000, 3);
    check_counts(60, 4);
}

TEST(counts_of_a_body_are_the_same_read_or_recalled)
{
    static struct rows r;
    struct terms t;
    struct counts read, recalled;
    rows_make(&r, 30, 5);
    CHECK(terms_make(r.doc, N_DOC, r.group_of, 3, &t, NULL) == CRIB_OK);
    CHECK(counts_init(&read, &t.table, NULL) == CRIB_OK);
    CHECK(counts_init(&recalled, &t.table, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < N_DOC; d++) {
        counts_body(&read, &t.table, &r.doc[d]);
        counts_recall(&recalled, &t.census, d);
        CHECK_U64(read.n_touched, recalled.n_touched);
        CHECK(memcmp(read.n, recalled.n, t.n_feature * sizeof *read.n) == 0);
    }
    counts_done(&read);
    counts_done(&recalled);
    terms_done(&t);
    rows_free(&r);
}

TEST(counts_sum_up_each_text_once_on_any_number_of_threads)
{
    static struct rows r;
    struct terms one, many;
    rows_make(&r, 20, 6);
    CHECK(terms_make(r.doc, N_DOC, r.group_of, 1, &one, NULL) == CRIB_OK);
    CHECK(terms_make(r.doc, N_DOC, r.group_of, 4, &many, NULL) == CRIB_OK);
    CHECK_U64(one.n_body, N_DOC - N_DOC / 5);
    CHECK_U64(one.n_feature, many.n_feature);
    CHECK(memcmp(one.uses, many.uses, one.n_feature * sizeof *one.uses) == 0);
    CHECK(memcmp(one.weight, many.weight, one.n_exact * sizeof *one.weight) == 0);
    for (uint32_t f = 0; f < one.n_exact; f++)
        CHECK(one.spread[f].squares == many.spread[f].squares && one.spread[f].in_bodies == many.spread[f].in_bodies);
    terms_done(&one);
    terms_done(&many);
    rows_free(&r);
}

TEST(misfiled_is_the_same_on_any_number_of_threads)
{
    struct reports_plan plan = { 9, false, 20, 200, { [BESIDE_TWIN] = 8, [SWAPPED] = 8, [FROM_ELSEWHERE] = 8 }, 30 };
    struct reports c;
    struct misfiled_list one, many;
    reports_make(&c, &plan);
    uint32_t *fit = calloc(2 * c.n, sizeof *fit);
    CHECK(misfiled_find(c.titled, c.n, c.twin, c.n_twin, plain_speller(), 1, fit, NULL, &one, NULL) == CRIB_OK);
    CHECK(misfiled_find(c.titled, c.n, c.twin, c.n_twin, plain_speller(), 5, fit + c.n, NULL, &many, NULL) == CRIB_OK);
    CHECK(one.n > 0);
    CHECK_U64(one.n, many.n);
    CHECK(memcmp(fit, fit + c.n, c.n * sizeof *fit) == 0);
    for (size_t i = 0; i < one.n; i++)
        CHECK(one.item[i].doc == many.item[i].doc && one.item[i].twin == many.item[i].twin && one.item[i].n_evidence == many.item[i].n_evidence);
    free(fit);
    misfiled_done(&one);
    misfiled_done(&many);
    reports_free(&c);
}

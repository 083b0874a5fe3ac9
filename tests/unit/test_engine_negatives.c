/* SPDX-License-Identifier: MIT */
/* What a collection shares without anybody having copied: headings, stock
 * phrases, tables of the same names. */
#include "ref/engine_check.h"

enum { MEMBERS = 60, HEADINGS = 8, PHRASES = 12, NAMES = 20 };

struct shared { struct tokens heading[HEADINGS], phrase[PHRASES], name[NAMES]; bool words; };

static void shared_make(struct shared *s, bool words, uint64_t *rng)
{
    struct mixture m = { 3000, words ? 100 : 0, 0 };
    *s = (struct shared){ .words = words };
    for (size_t i = 0; i < HEADINGS; i++)
        tokens_random(&s->heading[i], 8 + test_random(rng) % 12, &m, rng);
    for (size_t i = 0; i < PHRASES; i++)
        tokens_random(&s->phrase[i], 15 + test_random(rng) % 46, &m, rng);
    for (size_t i = 0; i < NAMES; i++)
        tokens_random(&s->name[i], 2 + test_random(rng) % 3, &m, rng);
}

static void shared_done(struct shared *s)
{
    for (size_t i = 0; i < HEADINGS; i++)
        tokens_done(&s->heading[i]);
    for (size_t i = 0; i < PHRASES; i++)
        tokens_done(&s->phrase[i]);
    for (size_t i = 0; i < NAMES; i++)
        tokens_done(&s->name[i]);
}

static void say_tokens(struct draft *d, const struct tokens *t, bool words)
{
    for (size_t i = 0; i < t->n; i++) {
        draft_say(d, words && i ? " " : "");
        draft_say(d, t->p[i].surface);
    }
}

static void say_own(struct draft *d, size_t n, bool words, uint64_t *rng)
{
    struct tokens t = { 0 };
    tokens_random(&t, n, &(struct mixture){ 3000, words ? 100 : 0, 2 }, rng);
    draft_say(d, words ? "In " : "据");
    say_tokens(d, &t, words);
    tokens_done(&t);
}

/* A line for each name, with two figures: two in three of the documents. */
static void say_table(struct draft *d, const struct shared *s, uint64_t *rng)
{
    char figures[48];
    for (size_t i = 0; i < NAMES; i++) {
        say_tokens(d, &s->name[i], s->words);
        snprintf(figures, sizeof figures, "\t%u\t%u.%u\n", (unsigned)(test_random(rng) % 900),
                 (unsigned)(test_random(rng) % 90), (unsigned)(test_random(rng) % 10));
        draft_say(d, figures);
    }
}

/* Each phrase stands in ten members or more: what stands in two may be a copy. */
static void write_member(struct draft *d, const struct shared *s, size_t i_member, uint64_t *rng)
{
    for (size_t i = 0; i < HEADINGS; i++) {
        say_tokens(d, &s->heading[i], s->words);
        draft_say(d, "\n");
        say_own(d, 60, s->words, rng);
        draft_say(d, "。");
        if (i % 4 == i_member % 4)
            say_tokens(d, &s->phrase[(i_member * (i / 4 * 6 + 1) + i / 4) % PHRASES], s->words), draft_say(d, "。");
        say_own(d, 40, s->words, rng);
        draft_say(d, "。\n");
    }
    if (test_random(rng) % 3)
        say_table(d, s, rng);
}

static void nothing_is_copied(bool words)
{
    uint64_t rng = 21 + words;
    struct shared s;
    struct draft text[MEMBERS] = { { 0 } };
    shared_make(&s, words, &rng);
    for (size_t i = 0; i < MEMBERS; i++)
        write_member(&text[i], &s, i, &rng);
    crib_result *r = scan_texts(text, MEMBERS, NULL);
    check_result(r);
    size_t n_common = 0, n_between = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        const struct crib_passage *p = &crib_result_passages(r)[i];
        bool common = p->role == CRIB_ROLE_FORMULA || p->role == CRIB_ROLE_BOILERPLATE;
        n_common += common;
        n_between += !common && p->a.doc != p->b.doc;
    }
    CHECK_U64(n_between, 0);
    CHECK(n_common >= MEMBERS / 2); /* counted, not removed */
    CHECK_U64(crib_result_n_clusters(r), 0);
    crib_result_free(r);
    for (size_t i = 0; i < MEMBERS; i++)
        draft_done(&text[i]);
    shared_done(&s);
}

TEST(engine_headings_phrases_and_tables_of_the_same_names_are_no_copies)
{
    nothing_is_copied(false);
    nothing_is_copied(true);
}

/* Three pieces of six and of four words around a blank, which is filled twice
 * with one of many names. Without its own text a member would be all form. */
TEST(engine_a_sentence_with_a_blank_that_half_of_the_collection_fills_in_is_no_copy)
{
    uint64_t rng = 23;
    struct draft text[MEMBERS] = { { 0 } };
    char filled[128];
    for (size_t i = 0; i < MEMBERS; i++) {
        say_own(&text[i], 150, true, &rng);
        snprintf(filled, sizeof filled, ".\nFrom the list of rooms choose room%zu. Press room%zu to show its door. ", i,
                 i);
        draft_say(&text[i], i % 2 ? filled : ".\n");
        say_own(&text[i], 150, true, &rng);
    }
    crib_result *r = scan_texts(text, MEMBERS, NULL);
    check_result(r);
    size_t n_formulas = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        n_formulas += crib_result_passages(r)[i].role == CRIB_ROLE_FORMULA;
    CHECK_U64(n_formulas, crib_result_n_passages(r));
    CHECK(n_formulas > 0);
    crib_result_free(r);
    for (size_t i = 0; i < MEMBERS; i++)
        draft_done(&text[i]);
}

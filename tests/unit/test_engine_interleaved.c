/* SPDX-License-Identifier: MIT */
/* Text put together from two sources by turns, beside text with something of
 * its author's own put in. */
#include "ref/engine_check.h"

enum { N_DOCS = 9, HOST = 0, FIRST = 1, SECOND = 2 };

static const struct mixture HAN = { 3000, 0, 0 };

static void add_part(struct tokens *host, const struct tokens *from, size_t beg, size_t end)
{
    tokens_copy(host, from, beg, end - beg);
}

/* Document 0 is the host, 1 and 2 are its sources, the rest has nothing to do with them. */
static crib_result *scan(const struct tokens *host, const struct tokens *source)
{
    struct draft text[N_DOCS] = { 0 };
    uint64_t rng = 77;
    for (size_t i = 0; i < N_DOCS; i++) {
        struct tokens other = { 0 };
        tokens_random(&other, 300, &HAN, &rng);
        const struct tokens *t = i == HOST ? host : i <= SECOND ? &source[i - FIRST] : &other;
        draft_lay_out(&text[i], t, LAYOUT_PARAGRAPHS, 0, &rng);
        tokens_done(&other);
    }
    crib_result *r = scan_texts(text, N_DOCS, NULL);
    check_result(r);
    for (size_t i = 0; i < N_DOCS; i++)
        draft_done(&text[i]);
    return r;
}

static size_t passages_with(const crib_result *r, uint32_t doc, uint32_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        const struct crib_passage *p = &crib_result_passages(r)[i];
        n += p->a.doc == HOST && p->b.doc == doc && p->length == length;
    }
    return n;
}

static void make_sources_of(const struct mixture *kind, struct tokens *source, struct tokens *host, uint64_t *rng)
{
    tokens_random(&source[0], 600, kind, rng);
    tokens_random(&source[1], 600, kind, rng);
    tokens_random(host, 200, kind, rng);
}

static void make_sources(struct tokens *source, struct tokens *host, uint64_t *rng)
{
    make_sources_of(&HAN, source, host, rng);
}

static void done(struct tokens *source, struct tokens *host, crib_result *r)
{
    crib_result_free(r);
    tokens_done(&source[0]);
    tokens_done(&source[1]);
    tokens_done(host);
}

TEST(engine_stretches_of_two_sources_by_turns_are_a_passage_each)
{
    uint64_t rng = 31;
    struct tokens source[2] = { 0 }, host = { 0 };
    make_sources(source, &host, &rng);
    for (size_t i = 0; i < 5; i++)
        add_part(&host, &source[i % 2], 100 + 60 * (i / 2), 160 + 60 * (i / 2));
    tokens_random(&host, 200, &HAN, &rng);
    crib_result *r = scan(&host, source);
    CHECK_U64(crib_result_n_passages(r), 5);
    CHECK_U64(passages_with(r, FIRST, 60), 3);
    CHECK_U64(passages_with(r, SECOND, 60), 2);
    done(source, &host, r);
}

/* Twelve words are the least that is told. */
TEST(engine_short_turns_of_words_are_a_passage_each)
{
    const struct mixture words = { 3000, 100, 0 };
    uint64_t rng = 33;
    struct tokens source[2] = { 0 }, host = { 0 };
    make_sources_of(&words, source, &host, &rng);
    for (size_t i = 0; i < 6; i++)
        add_part(&host, &source[i % 2], 100 + 14 * (i / 2), 114 + 14 * (i / 2));
    tokens_random(&host, 200, &words, &rng);
    crib_result *r = scan(&host, source);
    CHECK_U64(crib_result_n_passages(r), 6);
    CHECK_U64(passages_with(r, FIRST, 14), 3);
    CHECK_U64(passages_with(r, SECOND, 14), 3);
    done(source, &host, r);
}

TEST(engine_a_copy_with_the_copiers_own_words_put_in_stays_one_passage)
{
    uint64_t rng = 37;
    struct tokens source[2] = { 0 }, host = { 0 };
    make_sources(source, &host, &rng);
    add_part(&host, &source[0], 100, 160);
    tokens_random(&host, 60, &HAN, &rng);
    add_part(&host, &source[0], 160, 220);
    tokens_random(&host, 200, &HAN, &rng);
    crib_result *r = scan(&host, source);
    CHECK_U64(crib_result_n_passages(r), 1);
    CHECK_U64(passages_with(r, FIRST, 180), 1);
    done(source, &host, r);
}

TEST(engine_a_stretch_too_short_to_be_told_is_not_cut_off)
{
    uint64_t rng = 41;
    struct tokens source[2] = { 0 }, host = { 0 };
    make_sources(source, &host, &rng);
    add_part(&host, &source[0], 100, 160);
    add_part(&host, &source[1], 100, 160);
    add_part(&host, &source[0], 160, 180);
    tokens_random(&host, 200, &HAN, &rng);
    crib_result *r = scan(&host, source);
    CHECK_U64(passages_with(r, SECOND, 60), 1);
    CHECK_U64(passages_with(r, FIRST, 140), 1);
    done(source, &host, r);
}

/* SPDX-License-Identifier: MIT */
/* One report filed often is one group; a template is none. */
#include "ref/engine_check.h"

enum { MOST_COPIES = TEST_SANITIZED ? 100 : 1000 };

/* Other characters in place of `permille` of the tokens. */
static void change_some(struct tokens *t, uint32_t permille, uint64_t *rng)
{
    struct mixture m = { 4000, 0, 0 };
    for (size_t i = 0; i < t->n; i++) {
        if (test_random(rng) % 1000 >= permille)
            continue;
        struct tokens one = { 0 };
        tokens_random(&one, 1, &m, rng);
        t->p[i] = one.p[0];
        tokens_done(&one);
    }
}

/* n copies of one report among 100 others: one group of n. */
static void filed(size_t n, bool edited, bool words)
{
    uint64_t rng = 12 + n;
    struct mixture m = { 3000, words ? 95 : 3, 3 };
    struct draft *text = calloc(n + 100, sizeof *text);
    struct tokens report = { 0 };
    tokens_random(&report, 420, &m, &rng);
    for (size_t i = 0; i < n; i++) {
        struct tokens copy = { 0 };
        tokens_copy(&copy, &report, 0, report.n);
        if (edited)
            change_some(&copy, 10 + (uint32_t)i % 21, &rng);
        uint64_t same = 5;
        draft_lay_out(&text[i], &copy, LAYOUT_PARAGRAPHS, 0, &same);
        tokens_done(&copy);
    }
    for (size_t i = n; i < n + 100; i++) {
        struct tokens other = { 0 };
        tokens_random(&other, 200 + test_random(&rng) % 200, &m, &rng);
        draft_lay_out(&text[i], &other, LAYOUT_PARAGRAPHS, 0, &rng);
        tokens_done(&other);
    }
    crib_result *r = scan_texts(text, n + 100, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_clusters(r), 1);
    if (crib_result_n_clusters(r) == 1)
        CHECK_U64(crib_result_clusters(r)->n_members, n);
    const struct crib_pair *p = crib_result_pairs(r);
    for (size_t i = 0; i < crib_result_n_pairs(r); i++)
        CHECK(p[i].b < n);
    if (test_failing())
        printf("%zu copies%s%s\n", n, edited ? ", edited" : "", words ? ", words" : "");
    crib_result_free(r);
    for (size_t i = 0; i < n + 100; i++)
        draft_done(&text[i]);
    tokens_done(&report);
    free(text);
}

TEST(engine_one_report_filed_any_number_of_times_is_one_group)
{
    for (size_t n = 2; n <= MOST_COPIES; n = n == 2 ? 10 : n * 10)
        filed(n, false, false);
}

TEST(engine_one_report_filed_with_small_edits_is_one_group)
{
    for (size_t n = 2; n <= MOST_COPIES; n = n == 2 ? 10 : n * 10)
        filed(n, true, false);
}

TEST(engine_one_report_in_words_filed_with_small_edits_is_one_group)
{
    for (size_t n = 2; n <= 100; n = n == 2 ? 10 : n * 10)
        filed(n, true, true);
}

/* The bodies are longer than the template. */
static void template_of(size_t n_units, bool words)
{
    enum { N = 200 };
    uint64_t rng = 99 + n_units;
    struct mixture m = { 3000, words ? 95 : 2, 2 };
    struct draft *text = calloc(N, sizeof *text);
    struct tokens form = { 0 };
    tokens_random(&form, n_units, &m, &rng);
    for (size_t i = 0; i < N; i++) {
        struct tokens row = { 0 };
        size_t half = n_units / 2;
        tokens_copy(&row, &form, 0, half);
        tokens_random(&row, n_units + 20 + test_random(&rng) % n_units, &m, &rng);
        tokens_copy(&row, &form, half, n_units - half);
        draft_lay_out(&text[i], &row, LAYOUT_PARAGRAPHS, 0, &rng);
        tokens_done(&row);
    }
    crib_result *r = scan_texts(text, N, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_clusters(r), 0);
    const struct crib_pair *p = crib_result_pairs(r);
    size_t n_bad = 0;
    for (size_t i = 0; i < crib_result_n_pairs(r); i++)
        n_bad += p[i].verdict != CRIB_SHARES_PASSAGES;
    CHECK_U64(n_bad, 0);
    CHECK(crib_result_n_passages(r) >= N - 1);
    CHECK(crib_result_n_passages(r) <= 6 * N);
    CHECK(crib_result_n_pairs(r) <= 6 * N);
    const struct crib_passage *q = crib_result_passages(r);
    size_t n_boilerplate = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        n_boilerplate += q[i].role == CRIB_ROLE_BOILERPLATE;
    CHECK(n_boilerplate >= N - 1);
    if (test_failing())
        printf("template of %zu%s: passages %zu, pairs %zu, boilerplate %zu\n", n_units, words ? " words" : "",
               crib_result_n_passages(r), crib_result_n_pairs(r), n_boilerplate);
    crib_result_free(r);
    for (size_t i = 0; i < N; i++)
        draft_done(&text[i]);
    tokens_done(&form);
    free(text);
}

TEST(engine_a_template_with_different_bodies_is_no_group)
{
    template_of(300, false);
    template_of(600, false);
    template_of(300, true);
}

enum { SENTENCES = 80, WRITERS = 120, IN_ONE = 24 };

static void write_sentences(struct draft *d, const struct tokens *sentence, const uint32_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sentence[order[i]].n; k++)
            draft_say(d, sentence[order[i]].p[k].surface);
        draft_say(d, "。");
    }
}

/* All write in the same eighty sentences: none is anybody's, their order is. One
 * is filed twice, once whole and once less a sentence; a third document carries
 * nine sentences of it. */
TEST(engine_a_text_of_common_sentences_filed_twice_is_told_by_their_order)
{
    enum { COPY = WRITERS, SHORTER, CARRIER, ALL };
    uint64_t rng = 77;
    struct mixture m = { 3000, 0, 0 };
    struct tokens sentence[SENTENCES] = { { 0 } };
    uint32_t order[ALL][IN_ONE];
    static struct draft text[ALL];
    memset(text, 0, sizeof text);
    for (size_t i = 0; i < SENTENCES; i++)
        tokens_random(&sentence[i], 12 + test_random(&rng) % 14, &m, &rng);
    for (size_t d = 0; d < ALL; d++)
        for (size_t i = 0; i < IN_ONE; i++)
            order[d][i] = (uint32_t)(test_random(&rng) % SENTENCES);
    memcpy(order[COPY], order[0], sizeof order[0]);
    memcpy(order[SHORTER], order[0], sizeof order[0]);
    memmove(order[SHORTER] + 20, order[0] + 21, (IN_ONE - 21) * sizeof order[0][0]);
    memcpy(order[CARRIER] + 6, order[0] + 3, 9 * sizeof order[0][0]);
    for (size_t d = 0; d < ALL; d++)
        write_sentences(&text[d], sentence, order[d], d == SHORTER ? IN_ONE - 1 : IN_ONE);
    crib_result *r = scan_texts(text, ALL, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_clusters(r), 1);
    if (crib_result_n_clusters(r) == 1)
        CHECK_U64(crib_result_clusters(r)->n_members, 3);
    CHECK_U64(crib_result_n_pairs(r), 4 + 2); /* among the three and the carrier */
    crib_result_free(r);
    for (size_t d = 0; d < ALL; d++)
        draft_done(&text[d]);
    for (size_t i = 0; i < SENTENCES; i++)
        tokens_done(&sentence[i]);
}

/* Everybody's opening and close, and nothing between. */
TEST(engine_a_document_of_stock_phrases_alone_is_a_duplicate_of_its_equal)
{
    enum { PHRASES = 2, LETTERS = 60, ALL = LETTERS + 2 };
    uint64_t rng = 5;
    struct mixture m = { 3000, 0, 0 };
    struct tokens phrase[PHRASES] = { { 0 } };
    static struct draft text[ALL];
    memset(text, 0, sizeof text);
    for (size_t i = 0; i < PHRASES; i++)
        tokens_random(&phrase[i], 30, &m, &rng);
    for (size_t d = 0; d < ALL; d++) {
        struct tokens own = { 0 };
        tokens_random(&own, d < LETTERS ? 200 : 0, &m, &rng);
        write_sentences(&text[d], phrase, (uint32_t[]){ 0 }, 1);
        write_sentences(&text[d], &own, (uint32_t[]){ 0 }, own.n > 0);
        write_sentences(&text[d], phrase, (uint32_t[]){ 1 }, 1);
        tokens_done(&own);
    }
    crib_result *r = scan_texts(text, ALL, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_pairs(r), 1);
    CHECK_U64(crib_result_n_clusters(r), 1);
    if (crib_result_n_pairs(r) == 1)
        CHECK_U64(crib_result_pairs(r)->verdict, CRIB_DUPLICATE);
    crib_result_free(r);
    for (size_t d = 0; d < ALL; d++)
        draft_done(&text[d]);
    for (size_t i = 0; i < PHRASES; i++)
        tokens_done(&phrase[i]);
}

/* `all` documents of text of their own, in `holders` of which one paragraph
 * stands; how many passages of its length are told as somebody's. */
static size_t told_of_a_paragraph(size_t all, size_t holders, uint32_t units)
{
    enum { MOST = 60 };
    uint64_t rng = 11;
    struct mixture m = { 3000, 0, 0 };
    struct tokens paragraph = { 0 };
    static struct draft text[MOST];
    memset(text, 0, sizeof text);
    tokens_random(&paragraph, units, &m, &rng);
    for (size_t d = 0; d < all; d++) {
        struct tokens own = { 0 };
        tokens_random(&own, 600, &m, &rng);
        write_sentences(&text[d], &own, (uint32_t[]){ 0 }, 1);
        if (d < holders)
            write_sentences(&text[d], &paragraph, (uint32_t[]){ 0 }, 1);
        tokens_done(&own);
    }
    crib_result *r = scan_texts(text, all, NULL);
    check_result(r);
    size_t told = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        told += crib_result_passages(r)[i].length >= units && crib_result_passages(r)[i].role == CRIB_ROLE_PASSAGE;
    crib_result_free(r);
    for (size_t d = 0; d < all; d++)
        draft_done(&text[d]);
    tokens_done(&paragraph);
    return told;
}

/* The longer a text, the more holders make it everybody's. */
TEST(engine_a_paragraph_that_four_took_from_a_fifth_is_a_passage_of_every_two)
{
    enum { OF_FIVE = 5 * 4 / 2 };
    CHECK_U64(told_of_a_paragraph(6, 5, 200), OF_FIVE);
    CHECK_U64(told_of_a_paragraph(60, 5, 200), OF_FIVE);
    CHECK_U64(told_of_a_paragraph(60, 5, 120), OF_FIVE);
    CHECK_U64(told_of_a_paragraph(60, 5, 60), 0);
}

TEST(engine_a_paragraph_of_most_documents_or_of_many_is_a_form)
{
    CHECK_U64(told_of_a_paragraph(20, 15, 300), 0);
    CHECK_U64(told_of_a_paragraph(60, 15, 300), 0);
    CHECK_U64(told_of_a_paragraph(60, 8, 120), 0);
}

/* A small collection: what two have whole is not called common because two
 * others took a half each. */
TEST(engine_a_paragraph_of_two_is_a_passage_though_two_others_have_its_halves)
{
    enum { ALL = 12, UNITS = 200, HALF = 110 };
    uint64_t rng = 6;
    struct mixture m = { 3000, 0, 0 };
    struct tokens paragraph = { 0 };
    static struct draft text[ALL];
    memset(text, 0, sizeof text);
    tokens_random(&paragraph, UNITS, &m, &rng);
    struct tokens part[4] = { paragraph, paragraph, { 0 }, { 0 } };
    tokens_copy(&part[2], &paragraph, 0, HALF);
    tokens_copy(&part[3], &paragraph, UNITS - HALF, HALF);
    for (size_t d = 0; d < ALL; d++) {
        struct tokens own = { 0 };
        tokens_random(&own, 400, &m, &rng);
        write_sentences(&text[d], &own, (uint32_t[]){ 0 }, 1);
        if (d < COUNT_OF(part))
            write_sentences(&text[d], &part[d], (uint32_t[]){ 0 }, 1);
        tokens_done(&own);
    }
    crib_result *r = scan_texts(text, ALL, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_pairs(r), 5); /* the halves overlap too little to be one */
    CHECK_U64(crib_result_n_passages(r), 5);
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        CHECK_U64(crib_result_passages(r)[i].role, CRIB_ROLE_PASSAGE);
    crib_result_free(r);
    for (size_t d = 0; d < ALL; d++)
        draft_done(&text[d]);
    tokens_done(&part[2]);
    tokens_done(&part[3]);
    tokens_done(&paragraph);
}

/* Who holds a table is told by its words: a third document that has nothing
 * of it does not make the other of its two holders one of the crowd. */
TEST(engine_a_table_with_other_figures_in_its_second_place_is_a_passage_beside_a_third_document)
{
    enum { ALL = 3 };
    static const char *const say[ALL] = {
        "The harbour was dredged again last spring by two crews.\n\n"
        "tons of herring landed\t8631.47\t6409.3\t5671.5\nboats under twelve metres long\t5042.2\t6661.21\t7116.04\n"
        "crates sent by rail\t1151\t7709\t9473.5\nhours of work per crew\t2995.18\t1989\t1191.8\n",
        "Nobody remembers when the chapel lost its bell in a storm.\n\n"
        "tons of herring landed\t8032.7\t1288.5\t3763.30\nboats under twelve metres long\t8741.92\t7518.33\t3452\n"
        "crates sent by rail\t743.38\t5282.7\t2189.02\nhours of work per crew\t1566\t1727\t1017\n",
        "Children who walk to school along the river learn the names of birds early.\n",
    };
    struct draft text[ALL] = { 0 };
    for (size_t d = 0; d < ALL; d++)
        draft_say(&text[d], say[d]);
    crib_result *r = scan_texts(text, ALL, NULL);
    check_result(r);
    CHECK_U64(crib_result_n_passages(r), 1);
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        CHECK_U64(crib_result_passages(r)[i].role, CRIB_ROLE_PASSAGE);
    crib_result_free(r);
    for (size_t d = 0; d < ALL; d++)
        draft_done(&text[d]);
}

/* SPDX-License-Identifier: MIT */
/* The guarantee from the text to the records: every unit of every verbatim
 * run of at least the least length that stands in two places lies, at both,
 * inside a passage (inside one paragraph, in a passage or a list). */
#include "ref/engine_check.h"

enum { MOST_DOCS = 8 };

/* Copies runs whose weight is near the least length out of `from`. */
static void plant(struct tokens *to, const struct tokens *from, uint32_t least, uint64_t *rng)
{
    static const int near[] = { -1, 0, 0, 1, 2, 5, 16, 100 };
    uint32_t want = least + (uint32_t)near[test_random(rng) % 8], weight = 0;
    if (from->n < 3 * want)
        return;
    size_t beg = test_random(rng) % (from->n - 2 * want), end = beg;
    while (weight < want && end < from->n)
        weight += token_weight(&from->p[end++]);
    size_t times = test_random(rng) % 8 ? 1 : 1 + test_random(rng) % 3; /* now and then at once again */
    for (size_t i = 0; i < times; i++)
        tokens_copy(to, from, beg, end - beg);
}

struct world { struct draft text[MOST_DOCS]; size_t n; };

static void world_make(struct world *w, uint64_t seed, uint32_t least)
{
    uint64_t rng = seed * 7919;
    static const struct mixture mixture[] = {
        { 4000, 0, 0 }, { 4000, 0, 5 }, { 4000, 10, 5 }, { 2000, 100, 0 }, { 2000, 90, 10 }, { 300, 30, 30 }, { 4000, 5, 60 }, { 12, 0, 0 },
    };
    struct mixture m = mixture[seed % 8];
    struct tokens common = { 0 }, row[MOST_DOCS] = { 0 };
    *w = (struct world){ .n = 1 + test_random(&rng) % MOST_DOCS };
    tokens_random(&common, 200, &m, &rng);
    for (size_t i = 0; i < w->n; i++) {
        size_t pieces = 3 + test_random(&rng) % 12;
        for (size_t k = 0; k < pieces; k++) {
            tokens_random(&row[i], 1 + test_random(&rng) % 60, &m, &rng);
            const struct tokens *from = test_random(&rng) % 3 ? &row[test_random(&rng) % (i + 1)] : &common;
            plant(&row[i], from, least, &rng);
        }
        tokens_random(&row[i], 40, &m, &rng);
        enum layout how = test_random(&rng) % N_LAYOUTS;
        draft_lay_out(&w->text[i], &row[i], how, 30 + test_random(&rng) % 20, &rng);
    }
    for (size_t i = 0; i < w->n; i++)
        tokens_done(&row[i]);
    tokens_done(&common);
}

/* Texts put together from a few pieces: the same shingles everywhere. */
static void world_of_pieces(struct world *w, uint64_t seed, uint32_t least)
{
    (void)least;
    enum { MOST_PIECES = 7 };
    uint64_t rng = seed * 104729;
    struct mixture m = { 4000, seed % 3 == 0 ? 50 : 0, seed % 5 == 0 ? 5 : 0 };
    struct tokens piece[MOST_PIECES] = { 0 };
    size_t n_pieces = 2 + test_random(&rng) % (MOST_PIECES - 1), longest = seed % 2 ? 12 : 40;
    for (size_t i = 0; i < n_pieces; i++)
        tokens_random(&piece[i], 1 + test_random(&rng) % longest, &m, &rng);
    *w = (struct world){ .n = 1 + test_random(&rng) % 4 };
    for (size_t i = 0; i < w->n; i++) {
        struct tokens row = { 0 };
        for (size_t n = 5 + test_random(&rng) % 60; n; n--) {
            const struct tokens *p = &piece[test_random(&rng) % n_pieces];
            size_t beg = test_random(&rng) % 4 ? 0 : test_random(&rng) % p->n;
            tokens_copy(&row, p, beg, p->n - beg);
            if (test_random(&rng) % 4 == 0)
                tokens_random(&row, 1 + test_random(&rng) % 20, &m, &rng);
        }
        tokens_random(&row, 40, &m, &rng);
        draft_lay_out(&w->text[i], &row, test_random(&rng) % N_LAYOUTS, 30 + test_random(&rng) % 20, &rng);
        tokens_done(&row);
    }
    for (size_t i = 0; i < n_pieces; i++)
        tokens_done(&piece[i]);
}

static void world_done(struct world *w)
{
    for (size_t i = 0; i < w->n; i++)
        draft_done(&w->text[i]);
}

typedef void world_maker(struct world *w, uint64_t seed, uint32_t least);

static void worlds(world_maker *make, uint64_t first, uint64_t n, uint32_t least)
{
    struct crib_options opts;
    options_one_document_each(&opts);
    opts.min_length = least;
    uint64_t windows = 0;
    n = TEST_SANITIZED ? n / 4 : n;
    for (uint64_t seed = first; seed < first + n && !test_failing(); seed++) {
        struct world w;
        make(&w, seed, least);
        crib_result *r = scan_texts(w.text, w.n, &opts);
        windows += check_everything(r, least);
        if (test_failing())
            printf("world %" PRIu64 " of least length %u\n", seed, least);
        crib_result_free(r);
        world_done(&w);
    }
    CHECK(windows > 10 * n);
}

TEST(engine_every_run_of_the_least_length_that_stands_twice_lies_in_passages) { worlds(world_make, 0, 400, 24); }

TEST(engine_the_guarantee_holds_for_other_least_lengths)
{
    worlds(world_make, 1000, 60, 16);
    worlds(world_make, 2000, 60, 40);
}

TEST(engine_the_guarantee_holds_where_everything_is_made_of_the_same_pieces)
{
    worlds(world_of_pieces, 0, 150, 24);
    worlds(world_of_pieces, 500, 100, 12);
}

/* Pieces of a run that stand in many places of one document are no reason
 * to leave out the run itself. */
TEST(engine_a_run_of_frequent_pieces_is_told_at_each_place)
{
    static const char *const text[] = {
        "澗淏惙栩棖挜揋截殆橣澗淏惙栩棖殝曗澗淏惙栩棖澗淏惙栩棖挜揋截殆橣澗淏惙栩棖殝曗橣澗淏惙栩棖澗淏惙栩棖。\n澗淏惙栩棖橯挜揋截殆橣澗淏惙栩棖殝曗。\n",
        "涞权懐湅氄樝昼森摳沥殤波涞权懐湅氄樝昼森摳沥殤波涞权懐湅殤波涞权懐湅氄昼森摳沥殤波涞权懐湅氄樝昼森摳沥殤波涞权懐湅氄樝昼森摳"
        "沥殤波涞权懐湅氄昼森摳沥殤波涞权懐湅氄昼森摳沥殤。\n氄樝昼森摳沥殤波涞权懐湅氄樝昼森摳沥殤波涞权懐湅涞权懐湅氄。\n",
    };
    for (size_t i = 0; i < 2; i++) {
        struct crib_options opts;
        options_one_document_each(&opts);
        opts.min_length = i == 0 ? 12 : 24;
        struct draft d = { 0 };
        draft_say(&d, text[i]);
        crib_result *r = scan_texts(&d, 1, &opts);
        CHECK(check_everything(r, opts.min_length) > 0);
        crib_result_free(r);
        draft_done(&d);
    }
}

TEST(engine_a_diff_gives_the_same_guarantee)
{
    uint64_t windows = 0;
    for (uint64_t seed = 5000; seed < 5100 && !test_failing(); seed++) {
        struct world w;
        world_make(&w, seed, 24);
        if (w.n >= 2) {
            crib_result *r = diff_texts(&w.text[0], &w.text[1]);
            windows += check_everything(r, 24);
            if (test_failing())
                printf("world %" PRIu64 "\n", seed);
            crib_result_free(r);
        }
        world_done(&w);
    }
    CHECK(windows > 100);
}

TEST(engine_a_phrase_in_many_documents_is_told_of_each)
{
    enum { N = 60 };
    struct draft text[N] = { 0 };
    uint64_t rng = 31;
    struct tokens phrase = { 0 };
    struct mixture m = { 4000, 0, 0 };
    tokens_random(&phrase, 26, &m, &rng);
    for (size_t i = 0; i < N; i++) {
        struct tokens row = { 0 };
        tokens_random(&row, 50 + test_random(&rng) % 100, &m, &rng);
        tokens_copy(&row, &phrase, 0, phrase.n - i % 3);
        tokens_random(&row, 60, &m, &rng);
        draft_lay_out(&text[i], &row, i % 2 ? LAYOUT_WRAPPED : LAYOUT_PARAGRAPHS, 38, &rng);
        tokens_done(&row);
    }
    crib_result *r = scan_texts(text, N, NULL);
    CHECK(check_everything(r, 24) >= N);
    CHECK(crib_result_n_passages(r) < 3 * N);
    crib_result_free(r);
    for (size_t i = 0; i < N; i++)
        draft_done(&text[i]);
    tokens_done(&phrase);
}

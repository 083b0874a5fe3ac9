/* SPDX-License-Identifier: MIT */
/* Groups of verified edges and their keepers. */
#include "cluster/group.h"
#include "harness.h"
#include "ref/cluster_stars.h"

static const struct candidate_keeper plain = { .units = 100, .titled = true, .title_fit = 5000 };

static void fill(struct candidate_keeper *doc, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        doc[i] = plain;
}

static int64_t number_of(const struct crib_fact *f, const char *name)
{
    for (uint32_t i = 0; i < f->n_args; i++)
        if (strcmp(f->arg[i].name, name) == 0)
            return f->arg[i].number;
    return INT64_MIN;
}

TEST(group_two_alike_documents_are_one_group_kept_by_the_longer)
{
    struct candidate_keeper doc[3];
    struct groups g;
    fill(doc, 3);
    doc[2].units = 101;
    CHECK(groups_make((struct edge[]){ { 2, 0, 9000, false, false } }, 1, doc, 3, KEEP_BEST, &g, NULL) == CRIB_OK);
    CHECK_U64(g.n, 1);
    CHECK_U64(g.item[0].n, 2);
    CHECK_U64(g.item[0].keep, 2);
    CHECK_STR(g.item[0].why.code, "keep-longest");
    CHECK_I64(number_of(&g.item[0].why, "units"), 101);
    CHECK_I64(number_of(&g.item[0].why, "next"), 100);
    CHECK_U64(g.item[0].fuller, UINT32_MAX);
    groups_done(&g);
}

TEST(group_chain_whose_ends_are_unlike_is_not_one_group)
{
    struct edge edge[] = { { 0, 1, 8500, false, false }, { 1, 2, 8600, false, false }, { 0, 2, 5000, false, true } };
    struct candidate_keeper doc[3];
    struct groups g;
    fill(doc, 3);
    CHECK(groups_make(edge, 3, doc, 3, KEEP_BEST, &g, NULL) == CRIB_OK);
    CHECK_U64(g.n, 1);
    CHECK_U64(g.item[0].n, 2);
    CHECK_U64(g.item[0].member[0], 1); /* the closer pair */
    CHECK_U64(g.item[0].member[1], 2);
    groups_done(&g);
}

TEST(group_long_chain_breaks_into_stars_around_keepers)
{
    enum { N = 101 };
    struct edge edge[N];
    struct candidate_keeper doc[N];
    struct groups g;
    fill(doc, N);
    for (uint32_t i = 0; i + 1 < N; i++)
        edge[i] = (struct edge){ i, i + 1, 9000, false, false };
    CHECK(groups_make(edge, N - 1, doc, N, KEEP_BEST, &g, NULL) == CRIB_OK);
    CHECK(g.n >= N / 3);
    for (size_t i = 0; i < g.n; i++)
        for (uint32_t k = 0; k < g.item[i].n; k++)
            CHECK((g.item[i].member[k] > g.item[i].keep ? g.item[i].member[k] - g.item[i].keep
                                                        : g.item[i].keep - g.item[i].member[k]) <= 1);
    groups_done(&g);
}

TEST(group_copies_joined_as_a_star_are_one_group_with_any_keeper)
{
    for (uint32_t n = 2; n <= 1000; n = n == 2 ? 10 : n * 10) {
        struct edge *edge = calloc(n, sizeof *edge);
        struct candidate_keeper *doc = calloc(n + 100, sizeof *doc);
        struct groups g;
        fill(doc, n + 100);
        for (uint32_t i = 1; i < n; i++)
            edge[i - 1] = (struct edge){ 50, i < 51 ? i - 1 : i, 10000, true, false };
        if (n == 2)
            edge[0].b = 7;
        uint32_t best = edge[n / 2 < n - 1 ? n / 2 : 0].b;
        doc[best].title_fit = 9000;
        CHECK(groups_make(edge, n - 1, doc, n + 100, KEEP_BEST, &g, NULL) == CRIB_OK);
        CHECK_U64(g.n, 1);
        CHECK_U64(g.item[0].n, n);
        CHECK_U64(g.item[0].keep, best);
        CHECK_STR(g.item[0].why.code, "keep-best-title");
        groups_done(&g);
        free(edge);
        free(doc);
    }
}

TEST(group_star_of_near_copies_stays_whole_around_its_centre)
{
    enum { N = 1000 };
    struct edge *edge = calloc(N, sizeof *edge);
    struct candidate_keeper *doc = calloc(N, sizeof *doc);
    struct groups g;
    fill(doc, N);
    doc[7].units = 200; /* longer, but compared with the centre alone */
    for (uint32_t i = 1; i < N; i++)
        edge[i - 1] = (struct edge){ 0, i, 9000 + i % 100, false, false };
    CHECK(groups_make(edge, N - 1, doc, N, KEEP_BEST, &g, NULL) == CRIB_OK);
    CHECK_U64(g.n, 1);
    CHECK_U64(g.item[0].n, N);
    CHECK_U64(g.item[0].keep, 0);
    CHECK_STR(g.item[0].why.code, "keep-compared");
    CHECK_I64(number_of(&g.item[0].why, "members"), N);
    groups_done(&g);
    free(edge);
    free(doc);
}

TEST(group_keeper_is_not_the_misfiled_one_and_the_fuller_text_is_named)
{
    struct edge edge[] = { { 0, 1, 9900, false, false } };
    struct candidate_keeper doc[2] = { { .units = 6000, .redactions = 10, .misfiled = true, .titled = true, .title_fit = 10 },
                                       { .units = 5990, .redactions = 30, .titled = true, .title_fit = 7000 } };
    struct groups g;
    for (enum keep_rule rule = KEEP_BEST; rule <= KEEP_BEST_TITLED; rule++) {
        CHECK(groups_make(edge, 1, doc, 2, rule, &g, NULL) == CRIB_OK);
        CHECK_U64(g.item[0].keep, 1);
        CHECK_U64(g.item[0].fuller, 0);
        CHECK_STR(g.item[0].why.code, "keep-not-misfiled");
        CHECK_I64(number_of(&g.item[0].why, "misfiled"), 1);
        groups_done(&g);
    }
}

TEST(group_text_is_fuller_only_when_clearly_less_redacted_and_not_shorter)
{
    static const struct { uint64_t units, redactions; uint32_t fuller; } cases[] = {
        { 5990, 10, 1 }, { 5985, 22, UINT32_MAX }, { 5500, 10, UINT32_MAX }, { 5998, 25, UINT32_MAX }, { 5999, 31, UINT32_MAX },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct edge edge[] = { { 0, 1, 9000, false, false } };
        struct candidate_keeper doc[2] = { { .units = 6000, .redactions = 30, .titled = true },
                                           { .units = cases[i].units, .redactions = cases[i].redactions, .titled = true } };
        struct groups g;
        CHECK(groups_make(edge, 1, doc, 2, KEEP_BEST, &g, NULL) == CRIB_OK);
        CHECK_U64(g.item[0].keep, 0);
        CHECK_U64(g.item[0].fuller, cases[i].fuller);
        groups_done(&g);
    }
}

TEST(group_keep_rules_ask_their_criterion_first)
{
    struct edge edge[] = { { 0, 1, 9000, false, false }, { 0, 2, 9000, false, false }, { 1, 2, 9000, false, false } };
    struct candidate_keeper doc[3] = { { .units = 10, .titled = true, .title_fit = 100 },
                                       { .units = 30, .titled = false },
                                       { .units = 20, .titled = true, .title_fit = 900 } };
    static const struct { enum keep_rule rule; uint32_t keep; const char *why; } cases[] = {
        { KEEP_BEST, 1, "keep-longest" }, { KEEP_LONGEST, 1, "keep-longest" },
        { KEEP_FIRST, 0, "keep-first" }, { KEEP_BEST_TITLED, 2, "keep-best-title" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct groups g;
        CHECK(groups_make(edge, 3, doc, 3, cases[i].rule, &g, NULL) == CRIB_OK);
        CHECK_U64(g.item[0].keep, cases[i].keep);
        CHECK_STR(g.item[0].why.code, cases[i].why);
        groups_done(&g);
    }
}

TEST(group_edge_that_names_no_document_is_refused)
{
    struct candidate_keeper doc[2] = { plain, plain };
    struct crib_err err;
    struct groups g;
    CHECK(groups_make((struct edge[]){ { 0, 2, 1, false, false } }, 1, doc, 2, KEEP_BEST, &g, &err) == CRIB_E_ARG);
    groups_done(&g);
    CHECK(groups_make(NULL, 0, NULL, 0, KEEP_BEST, &g, &err) == CRIB_OK);
    CHECK_U64(g.n, 0);
    groups_done(&g);
}

/* Random edges over n documents: some exact, some unlike, some twice. */
static size_t random_edges(uint64_t *state, uint32_t n, struct edge *edge, size_t most)
{
    size_t n_edge = test_random(state) % most;
    for (size_t i = 0; i < n_edge; i++) {
        uint32_t kind = (uint32_t)(test_random(state) % 10);
        edge[i] = (struct edge){ (uint32_t)(test_random(state) % n), (uint32_t)(test_random(state) % n),
                                 8000 + (uint32_t)(test_random(state) % 5), kind <= 1, kind == 1 || kind >= 7 };
    }
    return n_edge;
}

static void random_docs(uint64_t *state, struct candidate_keeper *doc, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        doc[i] = (struct candidate_keeper){ 100 + test_random(state) % 3, test_random(state) % 3, test_random(state) % 4 == 0,
                                            test_random(state) % 4 != 0, (uint32_t)(test_random(state) % 3), 0 };
}

TEST(group_is_what_tables_of_all_pairs_say)
{
    uint64_t state = 1;
    for (int round = 0; round < 3000 && !test_failing(); round++) {
        struct edge edge[120];
        struct candidate_keeper doc[STARS_MOST];
        struct stars s;
        struct groups g;
        uint32_t n = 1 + (uint32_t)(test_random(&state) % 24), in_group[STARS_MOST] = { 0 };
        size_t n_edge = random_edges(&state, n, edge, round % 2 ? 20 : 90);
        random_docs(&state, doc, n);
        stars_make(&s, edge, n_edge, doc, n);
        CHECK(groups_make(edge, n_edge, doc, n, KEEP_BEST, &g, NULL) == CRIB_OK);
        for (size_t i = 0; i < g.n; i++) {
            for (uint32_t k = 0; k < g.item[i].n; k++) {
                uint32_t d = g.item[i].member[k];
                in_group[d]++;
                CHECK(k == 0 || g.item[i].member[k - 1] < d);
                CHECK_U64(s.leader[d], s.leader[g.item[i].member[0]]);
                CHECK_U64(s.keep[d], g.item[i].keep);
                CHECK(s.same[d][g.item[i].keep] || s.alike[d][g.item[i].keep]);
                for (uint32_t j = 0; j < k; j++)
                    CHECK(!s.unlike[d][g.item[i].member[j]]);
            }
        }
        for (uint32_t d = 0; d < n; d++) {
            uint32_t size = 0;
            for (uint32_t k = 0; k < n; k++)
                size += s.leader[k] == s.leader[d];
            CHECK_U64(in_group[d], size > 1);
        }
        groups_done(&g);
    }
}

static void check_same_groups(const struct groups *a, const struct groups *b)
{
    CHECK_U64(a->n, b->n);
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        CHECK_U64(a->item[i].keep, b->item[i].keep);
        CHECK_U64(a->item[i].fuller, b->item[i].fuller);
        CHECK_U64(a->item[i].n, b->item[i].n);
        CHECK_STR(a->item[i].why.code, b->item[i].why.code);
        CHECK(a->item[i].n == b->item[i].n &&
              memcmp(a->item[i].member, b->item[i].member, a->item[i].n * sizeof *a->item[i].member) == 0);
    }
}

TEST(group_order_and_direction_of_edges_change_nothing)
{
    uint64_t state = 2;
    for (int round = 0; round < 300 && !test_failing(); round++) {
        struct edge edge[400];
        struct candidate_keeper doc[60];
        struct groups g, h;
        size_t n_edge = random_edges(&state, 60, edge, 400);
        random_docs(&state, doc, 60);
        CHECK(groups_make(edge, n_edge, doc, 60, KEEP_BEST, &g, NULL) == CRIB_OK);
        for (size_t i = n_edge; i > 1; i--) {
            size_t k = test_random(&state) % i;
            struct edge e = edge[k];
            edge[k] = edge[i - 1];
            edge[i - 1] = (struct edge){ e.b, e.a, e.strength, e.exact, e.unlike };
        }
        CHECK(groups_make(edge, n_edge, doc, 60, KEEP_BEST, &h, NULL) == CRIB_OK);
        check_same_groups(&g, &h);
        groups_done(&g);
        groups_done(&h);
    }
}

TEST(group_numbers_count_one_for_each_group_and_each_lone_document)
{
    struct edge edge[] = { { 1, 3, 9000, false, false }, { 3, 5, 9000, true, false }, { 2, 4, 8000, false, true } };
    uint32_t group_of[6], n = 0;
    CHECK(groups_number(edge, 3, 6, group_of, &n, NULL) == CRIB_OK);
    CHECK_U64(n, 4);
    static const uint32_t expect[] = { 0, 1, 2, 1, 3, 1 };
    for (uint32_t d = 0; d < 6; d++)
        CHECK_U64(group_of[d], expect[d]);
    CHECK(groups_number(NULL, 0, 0, group_of, &n, NULL) == CRIB_OK);
    CHECK_U64(n, 0);
}

TEST(group_survives_every_refused_allocation)
{
    enum { N = 300 };
    struct edge edge[N];
    struct candidate_keeper doc[N];
    uint32_t group_of[N], n = 0;
    struct crib_err err;
    fill(doc, N);
    for (uint32_t i = 0; i < N; i++)
        edge[i] = (struct edge){ i, i / 7 * 7, 9000, i % 5 == 0, i % 11 == 0 };
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && !test_failing(); nth++) {
        struct groups g;
        mem_refuse_from(nth);
        rc = groups_make(edge, N, doc, N, KEEP_BEST, &g, &err);
        groups_done(&g);
        if (rc == CRIB_OK)
            rc = groups_number(edge, N, N, group_of, &n, &err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        CHECK_U64(mem_live(), live);
    }
}

TEST(group_keeps_the_newest_when_asked_and_says_its_date)
{
    struct candidate_keeper doc[3] = { { .units = 9, .date = 20220000 }, { .units = 5, .date = 20231205 }, { .units = 7, .date = 20230600 } };
    struct edge edge[] = { { .a = 0, .b = 1, .strength = 9000 }, { .a = 0, .b = 2, .strength = 9000 }, { .a = 1, .b = 2, .strength = 9000 } };
    struct groups g;
    CHECK(groups_make(edge, COUNT_OF(edge), doc, 3, KEEP_NEWEST, &g, NULL) == CRIB_OK);
    CHECK_U64(g.n, 1);
    CHECK_U64(g.item[0].keep, 1);
    CHECK_STR(g.item[0].why.code, "keep-newest");
    CHECK_I64(g.item[0].why.arg[0].number, 20231205);
    CHECK_I64(g.item[0].why.arg[1].number, 202306); /* no day is known */
    groups_done(&g);
    CHECK(groups_make(edge, COUNT_OF(edge), doc, 3, KEEP_BEST, &g, NULL) == CRIB_OK);
    CHECK_U64(g.item[0].keep, 0);
    groups_done(&g);
}

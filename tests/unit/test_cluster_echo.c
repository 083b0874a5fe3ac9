/* SPDX-License-Identifier: MIT */
/* What bodies have of those under titles with the same terms. */
#include <math.h>

#include "cluster/echo.h"
#include "harness.h"
#include "ref/cluster_reports.h"

struct scene {
    struct reports reports;
    uint32_t *group_of, *all;
    struct kindred kindred;
    struct terms terms;
    struct topics topics;
    struct standing *standing;
};

static void listen(struct scene *s, int n_threads, struct standing *out)
{
    CHECK(echoes_find(s->reports.titled, s->reports.n, s->group_of, &s->terms, &s->kindred, &s->topics, s->all,
                      s->reports.n, n_threads, out, NULL) == CRIB_OK);
}

/* Documents of a group have the same text, whatever it is. */
static void scene_study(struct scene *s)
{
    uint32_t n = s->reports.n;
    s->group_of = calloc(n, sizeof *s->group_of);
    s->all = calloc(n, sizeof *s->all);
    s->standing = calloc(n, sizeof *s->standing);
    for (uint32_t d = 0; d < n; d++)
        s->group_of[d] = s->all[d] = d;
    for (size_t i = 0; i < s->reports.n_twin; i++) {
        struct twin t = s->reports.twin[i];
        s->group_of[max_u32(t.a, t.b)] = min_u32(t.a, t.b);
    }
    CHECK(kindred_find(s->reports.titled, n, s->group_of, 2, &s->kindred, NULL) == CRIB_OK);
    CHECK(terms_make(s->reports.titled, n, s->group_of, 2, &s->terms, NULL) == CRIB_OK);
    CHECK(standing_find(s->reports.titled, n, s->group_of, &s->terms, &s->kindred, 2, NULL, s->standing, &s->topics,
                        NULL) == CRIB_OK);
    listen(s, 2, s->standing);
}

static void scene_make(struct scene *s, const struct reports_plan *plan)
{
    *s = (struct scene){ 0 };
    reports_make(&s->reports, plan);
    scene_study(s);
}

static void scene_free(struct scene *s)
{
    topics_done(&s->topics);
    kindred_done(&s->kindred);
    terms_done(&s->terms);
    free(s->group_of);
    free(s->all);
    free(s->standing);
    reports_free(&s->reports);
}

static void check_told_apart(bool words)
{
    struct scene s;
    struct echo sum[N_MISFILINGS] = { 0 };
    uint32_t n[N_MISFILINGS] = { 0 };
    scene_make(&s, &(struct reports_plan){ 5, words, 10, 300, { 0, 0, 20, 20 }, 0 });
    for (uint32_t d = 0; d < s.reports.n; d++) {
        enum misfiling how = s.reports.doc[d].how;
        n[how]++;
        sum[how].own += s.standing[d].echo.own;
        sum[how].ahead += s.standing[d].echo.ahead;
        sum[how].sure += s.standing[d].echo.sure;
    }
    CHECK(n[RIGHT] > 200 && n[SWAPPED] > 10 && n[FROM_ELSEWHERE] > 10);
    CHECK(sum[RIGHT].own / n[RIGHT] > 1 && sum[RIGHT].sure / n[RIGHT] > .7);
    for (int how = SWAPPED; how <= FROM_ELSEWHERE; how++)
        CHECK(sum[how].own / n[how] < .5 && sum[how].ahead / n[how] < sum[RIGHT].ahead / n[RIGHT] - 1.5);
    scene_free(&s);
}

TEST(echo_is_loud_under_right_titles_and_another_topics_is_louder_under_wrong_ones)
{
    check_told_apart(true);
    check_told_apart(false);
}

TEST(echo_is_the_same_on_any_number_of_threads)
{
    struct scene s;
    scene_make(&s, &(struct reports_plan){ 6, true, 20, 200, { 0, 20, 20, 0 }, 50 });
    struct standing *alone = calloc(s.reports.n, sizeof *alone);
    listen(&s, 1, alone);
    for (uint32_t d = 0; d < s.reports.n; d++)
        CHECK(memcmp(&alone[d].echo, &s.standing[d].echo, sizeof alone->echo) == 0);
    free(alone);
    scene_free(&s);
}

/* Is there an echo under a title that stands over two documents only, of one theme? */
static bool is_heard_over_two(bool twins)
{
    struct scene s = { 0 };
    uint32_t a = 0, b = 1;
    reports_make(&s.reports, &(struct reports_plan){ 7, true, 10, 100, { 0 }, 0 });
    while (s.reports.doc[b].theme != s.reports.doc[a].theme)
        b++;
    uint32_t code[2] = { UNIT_WORD_BIT | 7, UNIT_WORD_BIT | 8 }, beg[2] = { 0, 2 }, end[2] = { 1, 3 };
    uint8_t kind[2] = { UNIT_WORD, UNIT_WORD };
    struct units title = { .code = code, .exact = code, .beg = beg, .end = end, .kind = kind, .n = 2 };
    struct twin twin = { a, b, 10000 };
    s.reports.titled[a].title = s.reports.titled[b].title = &title;
    s.reports.titled[a].title_text = s.reports.titled[b].title_text = "a b";
    s.reports.n_twin = twins;
    free(s.reports.twin);
    s.reports.twin = calloc(1, sizeof twin);
    *s.reports.twin = twin;
    scene_study(&s);
    bool heard = s.standing[a].echo.own != 0;
    CHECK((s.standing[b].echo.own != 0) == heard);
    /* One other does not make it sure. */
    CHECK(s.standing[a].echo.sure <= .5 && (s.standing[a].echo.sure > 0) == heard);
    scene_free(&s);
    return heard;
}

TEST(echo_of_a_copy_is_none)
{
    CHECK(is_heard_over_two(false));
    CHECK(!is_heard_over_two(true));
}

TEST(kindred_heard_in_its_own_body_is_all_of_it_and_in_silence_nothing)
{
    struct scene s;
    scene_make(&s, &(struct reports_plan){ 4, false, 20, 100, { 0 }, 0 });
    uint64_t *silence = calloc(KINDRED_FEATURES / 64, sizeof *silence);
    uint64_t *said = calloc(KINDRED_FEATURES / 64, sizeof *said);
    kindred_mark(s.reports.titled[0].body, said);
    for (uint32_t d = 0; d < s.reports.n; d++) {
        const struct trait *t = s.kindred.trait + (size_t)d * KINDRED_TRAITS;
        float all = 0;
        for (uint32_t i = 0; i < s.kindred.n_trait[d]; i++)
            all += t[i].weight;
        float heard = kindred_heard(&s.kindred, d, said);
        CHECK(kindred_heard(&s.kindred, d, silence) == 0);
        CHECK(d == 0 ? heard == all : heard < all);
        CHECK(heard > 0 || kindred_like(&s.kindred, 0, d) == 0);
    }
    free(silence);
    free(said);
    scene_free(&s);
}

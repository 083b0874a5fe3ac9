/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "cluster/hosts.h"
#include "cluster/score.h"
#include "harness.h"

/* More bodies than a block has, each with its own title at its head. */
enum { N_DOC = 5000, TITLE_UNITS = 4, BODY_UNITS = 30, ALPHABET = 120, ASKED_EACH = 83 };

struct rows {
    struct units title[N_DOC], body[N_DOC];
    struct titled doc[N_DOC];
    uint32_t group_of[N_DOC];
};

static void fill(struct units *u, uint32_t n, uint64_t *state)
{
    units_init(u);
    CHECK(units_room(u, n, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < n; i++) {
        u->code[i] = u->exact[i] = 0x4E00 + (uint32_t)(test_random(state) % ALPHABET);
        u->beg[i] = i;
        u->end[i] = i + 1;
        u->kind[i] = UNIT_CHAR;
    }
    u->n = n;
}

static void rows_make(struct rows *r)
{
    static const char text[BODY_UNITS + 1] = "a body's text is not asked for";
    uint64_t state = 21;
    for (uint32_t d = 0; d < N_DOC; d++) {
        fill(&r->title[d], TITLE_UNITS, &state);
        fill(&r->body[d], BODY_UNITS, &state);
        memcpy(r->body[d].code, r->title[d].code, TITLE_UNITS * sizeof *r->body[d].code);
        r->doc[d] = (struct titled){ .title = &r->title[d], .title_text = text,
                                     .body = &r->body[d], .body_text = text };
        r->group_of[d] = d % 6 == 5 ? d - 2 : d;
    }
}

static void rows_free(struct rows *r)
{
    for (uint32_t d = 0; d < N_DOC; d++) {
        units_done(&r->title[d]);
        units_done(&r->body[d]);
    }
}

/* The same for some titles, body by body. */
static void ask_each_body(const struct rows *r, const struct terms *t, double *best)
{
    struct counts counts;
    struct scorer scorer;
    CHECK(counts_init(&counts, &t->table, NULL) == CRIB_OK);
    CHECK(scorer_init(&scorer, t, NULL) == CRIB_OK);
    for (uint32_t d = 0; d < N_DOC; d++) {
        struct counted b = counted_recall(t, &counts, d, BODY_UNITS);
        scorer_gather(&scorer, &b);
        for (uint32_t e = 0; e < N_DOC; e += ASKED_EACH)
            if (r->group_of[e] != r->group_of[d] && t->title[t->title_of[e]].weight > 0)
                best[e] = fmax(best[e], scorer.sum[t->title_of[e]] / t->title[t->title_of[e]].weight);
        scorer_clear(&scorer);
    }
    scorer_done(&scorer);
    counts_done(&counts);
}

TEST(hosts_of_titles_are_what_a_search_of_each_body_finds_on_any_number_of_threads)
{
    static struct rows r;
    static float one[N_DOC], many[N_DOC];
    static double each[N_DOC];
    struct terms t;
    uint32_t n_found = 0;
    rows_make(&r);
    CHECK(terms_make(r.doc, N_DOC, r.group_of, 2, &t, NULL) == CRIB_OK);
    CHECK(hosts_find(r.doc, N_DOC, r.group_of, &t, 1, one, NULL) == CRIB_OK);
    CHECK(hosts_find(r.doc, N_DOC, r.group_of, &t, 3, many, NULL) == CRIB_OK);
    CHECK(memcmp(one, many, sizeof one) == 0);
    ask_each_body(&r, &t, each);
    for (uint32_t e = 0; e < N_DOC && !test_failing(); e += ASKED_EACH) {
        CHECK(fabs(one[e] - each[e]) < 1e-6);
        n_found += one[e] > 0;
    }
    CHECK(n_found > N_DOC / ASKED_EACH / 2);
    terms_done(&t);
    rows_free(&r);
}

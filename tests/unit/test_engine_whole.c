/* SPDX-License-Identifier: MIT */
/* A scan of whole documents tells of copies what a scan of everything tells. */
#include "ref/engine_check.h"

enum { N = 120, MOST_COPIES = TEST_SANITIZED ? 100 : 1000 };

static void change_some(struct tokens *t, uint32_t permille, const struct mixture *m, uint64_t *rng)
{
    for (size_t i = 0; i < t->n; i++) {
        if (test_random(rng) % 1000 >= permille)
            continue;
        struct tokens one = { 0 };
        tokens_random(&one, 1, m, rng);
        t->p[i] = one.p[0];
        tokens_done(&one);
    }
}

/* A third are like an earlier one but for up to 2 % of their units, so that of
 * two copies of one nearly all are proposed; some have the half or a run of 60
 * units of one, most nothing. */
static void collect(struct draft *text, uint32_t percent_words, uint64_t *rng)
{
    struct mixture m = { 3000, percent_words, 3 };
    struct tokens row[N] = { 0 };
    for (size_t i = 0; i < N; i++) {
        size_t n = 150 + test_random(rng) % 400, from = i < 3 ? 0 : test_random(rng) % (i / 3) * 3;
        if (i % 3 == 1) {
            tokens_copy(&row[i], &row[from], 0, row[from].n);
            change_some(&row[i], (uint32_t)(test_random(rng) % 21), &m, rng);
        } else {
            tokens_random(&row[i], n, &m, rng);
            if (i % 10 == 9)
                tokens_copy(&row[i], &row[from], 0, i % 3 ? row[from].n : 60);
        }
    }
    for (size_t i = 0; i < N; i++) {
        draft_lay_out(&text[i], &row[i], LAYOUT_PARAGRAPHS, 0, rng);
        tokens_done(&row[i]);
    }
}

static const struct crib_passage *first_passage(const crib_result *r, const struct crib_pair *p, size_t *n)
{
    const struct crib_passage *all = crib_result_passages(r), *first = NULL;
    *n = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        if (all[i].a.doc == p->a && all[i].b.doc == p->b) {
            first = first ? first : &all[i];
            ++*n;
        }
    return first;
}

static void same_pair(const crib_result *all, const struct crib_pair *x, const crib_result *whole,
                      const struct crib_pair *y)
{
    size_t n_x, n_y;
    CHECK_U64(x->a, y->a);
    CHECK_U64(x->b, y->b);
    CHECK_U64(x->verdict, y->verdict);
    CHECK_U64(x->matched, y->matched);
    CHECK_U64(x->id, y->id);
    const struct crib_passage *p = first_passage(all, x, &n_x), *q = first_passage(whole, y, &n_y);
    CHECK_U64(n_x, n_y);
    for (size_t i = 0; i < min_size(n_x, n_y); i++) {
        CHECK_U64(p[i].id, q[i].id);
        CHECK_U64(p[i].role, q[i].role);
    }
}

static void same_copies(const crib_result *all, const crib_result *whole)
{
    const struct crib_pair *x = crib_result_pairs(all), *y = crib_result_pairs(whole);
    const struct crib_cluster *g = crib_result_clusters(all), *h = crib_result_clusters(whole);
    size_t n = 0;
    for (size_t i = 0; i < crib_result_n_pairs(all); i++) {
        if (x[i].verdict < CRIB_NEAR_DUPLICATE)
            continue;
        if (n < crib_result_n_pairs(whole))
            same_pair(all, &x[i], whole, &y[n]);
        n++;
    }
    CHECK(n > N / 4);
    CHECK_U64(crib_result_n_pairs(whole), n);
    CHECK_U64(crib_result_n_clusters(whole), crib_result_n_clusters(all));
    for (size_t i = 0; i < min_size(crib_result_n_clusters(all), crib_result_n_clusters(whole)); i++) {
        CHECK_U64(g[i].id, h[i].id);
        CHECK_U64(g[i].keep, h[i].keep);
    }
    CHECK_U64(crib_result_n_documents(whole), crib_result_n_documents(all));
    for (size_t i = 0; i < crib_result_n_documents(all); i++) {
        const struct crib_document *a = &crib_result_documents(all)[i], *b = &crib_result_documents(whole)[i];
        CHECK_U64(a->id, b->id);
        CHECK_U64(a->units, b->units);
        CHECK_U64(a->content, b->content);
    }
}

static crib_result *scan_whole(const struct draft *text, size_t n)
{
    struct crib_options o;
    options_one_document_each(&o);
    o.whole = 1;
    crib_result *r = scan_texts(text, n, &o);
    check_result(r);
    return r;
}

static void as_a_scan_of_everything(uint32_t percent_words, uint64_t seed)
{
    struct draft text[N] = { 0 };
    collect(text, percent_words, &seed);
    crib_result *all = scan_texts(text, N, NULL), *whole = scan_whole(text, N);
    same_copies(all, whole);
    CHECK(crib_result_n_pairs(all) > crib_result_n_pairs(whole));
    crib_result_free(all);
    crib_result_free(whole);
    for (size_t i = 0; i < N; i++)
        draft_done(&text[i]);
}

TEST(engine_whole_documents_have_the_copies_that_a_scan_of_everything_finds)
{
    for (uint64_t seed = 1; seed <= (TEST_SANITIZED ? 1 : 4); seed++) {
        as_a_scan_of_everything(3, seed);
        as_a_scan_of_everything(95, seed);
    }
}

TEST(engine_whole_documents_that_are_equal_are_one_group_however_many)
{
    for (size_t n = 2; n <= MOST_COPIES; n = n == 2 ? 10 : n * 10) {
        struct draft *text = calloc(n + 1, sizeof *text);
        uint64_t rng = n;
        draft_report(&text[0], 300, &rng);
        for (size_t i = 1; i < n; i++)
            draft_put(&text[i], text[0].p, text[0].n);
        draft_report(&text[n], 300, &rng);
        crib_result *r = scan_whole(text, n + 1);
        CHECK_U64(crib_result_n_clusters(r), 1);
        if (crib_result_n_clusters(r) == 1)
            CHECK_U64(crib_result_clusters(r)->n_members, n);
        crib_result_free(r);
        for (size_t i = 0; i <= n; i++)
            draft_done(&text[i]);
        free(text);
    }
}

/* Two in five of each text are a form's: alike enough to be compared. */
TEST(engine_whole_documents_are_no_copies_because_they_fill_in_one_form)
{
    enum { FORMS = 60 };
    struct draft text[FORMS] = { 0 };
    struct mixture m = { 3000, 3, 3 };
    struct tokens form = { 0 };
    uint64_t rng = 7;
    tokens_random(&form, 300, &m, &rng);
    for (size_t i = 0; i < FORMS; i++) {
        struct tokens row = { 0 };
        tokens_copy(&row, &form, 0, form.n);
        tokens_random(&row, 150 + test_random(&rng) % 150, &m, &rng);
        draft_lay_out(&text[i], &row, LAYOUT_PARAGRAPHS, 0, &rng);
        tokens_done(&row);
    }
    crib_result *r = scan_whole(text, FORMS);
    CHECK_U64(crib_result_n_clusters(r), 0);
    CHECK_U64(crib_result_n_pairs(r), 0);
    crib_result_free(r);
    for (size_t i = 0; i < FORMS; i++)
        draft_done(&text[i]);
    tokens_done(&form);
}

static uint64_t left_out(const crib_result *r, const char *reason)
{
    for (size_t i = 0; i < crib_result_n_left_out(r); i++)
        if (strcmp(crib_result_left_out(r)[i].reason, reason) == 0)
            return crib_result_left_out(r)[i].count;
    return 0;
}

TEST(engine_whole_documents_without_text_or_too_short_are_counted)
{
    struct draft text[4] = { 0 };
    draft_say(&text[0], "……\n");
    draft_say(&text[1], "关于调整的通知。\n");
    draft_say(&text[2], "关于调整的通知。\n");
    uint64_t rng = 3;
    draft_report(&text[3], 100, &rng);
    crib_result *r = scan_whole(text, 4), *all = scan_texts(text, 4, NULL);
    CHECK_U64(left_out(all, "no-text"), 1);
    CHECK_U64(left_out(r, "no-text"), 1);
    CHECK_U64(left_out(all, "shorter-than-least-length"), 2);
    CHECK_U64(left_out(r, "shorter-than-least-length"), 2);
    CHECK_U64(crib_result_n_pairs(r), crib_result_n_pairs(all));
    crib_result_free(r);
    crib_result_free(all);
    for (size_t i = 0; i < 4; i++)
        draft_done(&text[i]);
}

/* Only a scan looks at whole documents; a diff of two is one of all that is in them. */
TEST(engine_whole_documents_are_for_scans_only)
{
    struct crib_options o;
    options_one_document_each(&o);
    o.whole = 1;
    uint64_t rng = 4;
    struct draft a = { 0 }, b = { 0 };
    draft_report(&a, 200, &rng);
    draft_put(&b, a.p, a.n);
    draft_report(&b, 400, &rng);
    crib_job *job = crib_job_new(&o, NULL);
    CHECK(crib_job_add_text(job, "a", a.p, a.n, NULL) == CRIB_OK && crib_job_add_text(job, "b", b.p, b.n, NULL) == CRIB_OK);
    crib_result *scan = crib_job_scan(job, NULL), *diff = crib_job_diff(job, NULL);
    CHECK_U64(crib_result_n_pairs(scan), 0);
    CHECK_U64(crib_result_n_pairs(diff), 1);
    crib_result_free(scan);
    crib_result_free(diff);
    crib_job_free(job);
    draft_done(&a);
    draft_done(&b);
}

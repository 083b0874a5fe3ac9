/* SPDX-License-Identifier: MIT */
/* Neither the number of threads nor the order of the inputs changes a byte. */
#include "ref/engine_check.h"

enum { N = 40 };

struct collection { struct draft text[N]; };

/* Copies, edited copies, shared runs, compilations of several documents. */
static void collect(struct collection *c)
{
    uint64_t rng = 2024;
    struct mixture m = { 2000, 10, 5 };
    struct tokens row[N] = { 0 };
    *c = (struct collection){ 0 };
    for (size_t i = 0; i < N; i++) {
        if (i % 4 == 3)
            tokens_copy(&row[i], &row[i - 1 - test_random(&rng) % 3], 0, 150);
        tokens_random(&row[i], 100 + test_random(&rng) % 200, &m, &rng);
        if (i % 3 == 2) {
            size_t from = test_random(&rng) % i;
            tokens_copy(&row[i], &row[from], test_random(&rng) % 20, 60);
        }
    }
    for (size_t i = 0; i < N; i++) {
        if (i % 5 == 4)
            draft_say(&c->text[i], "清溪区林业局2023年工作总结\n");
        draft_lay_out(&c->text[i], &row[i], i % N_LAYOUTS, 38, &rng);
        if (i % 11 == 10) {
            draft_done(&c->text[i]);
            c->text[i] = (struct draft){ 0 };
        }
        if (i % 7 == 6 || i % 11 == 10)
            draft_put(&c->text[i], c->text[i - 6].p, c->text[i - 6].n);
    }
    for (size_t i = 0; i < N; i++)
        tokens_done(&row[i]);
}

static void reports(const struct collection *c, uint32_t threads, const size_t *order, bool file, bool whole,
                    struct draft out[3])
{
    struct crib_options opts;
    crib_options_default(&opts);
    opts.threads = threads;
    opts.whole = whole;
    opts.documents = file ? CRIB_DOCUMENTS_FILE : CRIB_DOCUMENTS_AUTO;
    crib_job *job = crib_job_new(&opts, NULL);
    for (size_t i = 0; i < N; i++) {
        char name[32];
        snprintf(name, sizeof name, "n%02zu.txt", order[i]);
        CHECK(crib_job_add_text(job, name, c->text[order[i]].p, c->text[order[i]].n, NULL) == CRIB_OK);
    }
    crib_result *r = crib_job_scan(job, NULL);
    CHECK(r != NULL);
    if (r)
        for (int f = 0; f < 3; f++)
            report_whole(r, (enum crib_format)f, &out[f]);
    if (r)
        CHECK(crib_result_n_passages(r) > (whole ? 0 : 10));
    crib_result_free(r);
    crib_job_free(job);
}

static void same(const struct draft *a, const struct draft *b)
{
    CHECK_U64(a->n, b->n);
    size_t i = 0;
    while (i < min_size(a->n, b->n) && a->p[i] == b->p[i])
        i++;
    bool equal = i == a->n && i == b->n;
    CHECK(equal);
    if (!equal)
        printf("first: %.100s\nother: %.100s\n", a->p + (i > 40 ? i - 40 : 0), b->p + (i > 40 ? i - 40 : 0));
}

static void every_way(bool file, bool whole)
{
    struct collection c;
    collect(&c);
    size_t order[N];
    for (size_t i = 0; i < N; i++)
        order[i] = i;
    struct draft first[3] = { 0 };
    reports(&c, 1, order, file, whole, first);
    uint64_t rng = 4;
    const uint32_t threads[] = { 2, 8, 1, 2, 1, 8 };
    for (size_t k = 0; k < 6; k++) {
        struct draft other[3] = { 0 };
        if (k >= 2)
            for (size_t i = N - 1; i; i--) {
                size_t j = test_random(&rng) % (i + 1), t = order[i];
                order[i] = order[j], order[j] = t;
            }
        reports(&c, threads[k], order, file, whole, other);
        for (int f = 0; f < 3; f++) {
            same(&first[f], &other[f]);
            draft_done(&other[f]);
        }
    }
    for (int f = 0; f < 3; f++)
        draft_done(&first[f]);
    for (size_t i = 0; i < N; i++)
        draft_done(&c.text[i]);
}

TEST(engine_threads_and_order_of_inputs_change_no_byte)
{
    every_way(true, false);
    every_way(false, false);
    every_way(true, true);
}

/* SPDX-License-Identifier: MIT */
/* Every allocation refused once, every tick of the watch used to stop. */
#include "ref/engine_check.h"

enum { N = 8 };

static void collect(struct draft text[N])
{
    uint64_t rng = 5;
    struct mixture m = { 2000, 10, 5 };
    struct tokens first = { 0 };
    tokens_random(&first, 160, &m, &rng);
    for (size_t i = 0; i < N; i++) {
        struct tokens row = { 0 };
        if (i % 2)
            tokens_copy(&row, &first, 0, 40 + i * 15);
        tokens_random(&row, i == 7 ? 5 : 100, &m, &rng);
        if (i == 3)
            draft_say(&text[i], "清溪区林业局2023年工作总结\n");
        draft_lay_out(&text[i], &row, i % N_LAYOUTS, 38, &rng);
        tokens_done(&row);
    }
    tokens_done(&first);
}

static int swallow(void *arg, const char *bytes, size_t n)
{
    *(uint64_t *)arg += n + (uint64_t)(bytes[0] == 0);
    return 0;
}

/* A whole run: job, texts, scan or diff, three reports. */
static int run(const struct draft *text, size_t n, bool diff, struct crib_err *err)
{
    struct crib_options opts;
    options_one_document_each(&opts);
    crib_job *job = crib_job_new(&opts, err);
    crib_result *r = NULL;
    uint64_t n_bytes = 0;
    int rc = job ? CRIB_OK : CRIB_E_NOMEM;
    for (size_t i = 0; rc == CRIB_OK && i < n; i++) {
        char name[32];
        snprintf(name, sizeof name, "t%zu.txt", i);
        rc = crib_job_add_text(job, name, text[i].p, text[i].n, err);
    }
    if (rc == CRIB_OK && !diff) /* what one document holds is a form */
        rc = crib_job_add_template_text(job, "form.txt", text[5].p, text[5].n, err);
    if (rc == CRIB_OK) {
        r = diff ? crib_job_diff(job, err) : crib_job_scan(job, err);
        rc = r ? CRIB_OK : (int)err->code;
    }
    for (int f = 0; rc == CRIB_OK && f < 3; f++)
        rc = crib_report(r, &(struct crib_report_options){ .format = (enum crib_format)f }, swallow, &n_bytes, err);
    CHECK(rc != CRIB_OK || n_bytes > 1000);
    crib_result_free(r);
    crib_job_free(job);
    return rc;
}

static void refuse_each(bool diff)
{
    struct draft text[N] = { 0 };
    collect(text);
    struct crib_err err;
    CHECK(run(text, diff ? 2 : N, diff, &err) == CRIB_OK);
    uint64_t live = mem_live();
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && nth < 1000000 && !test_failing(); nth += nth < 500 ? 1 : 13) {
        err = (struct crib_err){ 0 };
        mem_refuse_from(nth);
        rc = run(text, diff ? 2 : N, diff, &err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || (rc == CRIB_E_NOMEM && err.code == CRIB_E_NOMEM));
        CHECK_U64(mem_live(), live);
        if (test_failing())
            printf("allocation %ld: code %d, %s: %s\n", nth, rc, err.where ? err.where : "", err.what);
    }
    CHECK(rc == CRIB_OK);
    for (size_t i = 0; i < N; i++)
        draft_done(&text[i]);
}

TEST(engine_any_allocation_of_a_scan_may_be_refused) { refuse_each(false); }
TEST(engine_any_allocation_of_a_diff_may_be_refused) { refuse_each(true); }

struct stop { uint64_t at, n; };

static int stop_at(void *arg, const char *stage, uint64_t done, uint64_t total)
{
    struct stop *s = arg;
    CHECK(stage && *stage && (total == 0 || done <= total));
    return ++s->n == s->at;
}

TEST(engine_a_watch_can_stop_the_run_at_any_tick)
{
    struct draft text[N] = { 0 };
    collect(text);
    uint64_t live = mem_live(), ticks = 0;
    static const char *const names[N] = { "a", "b", "c", "d", "e", "f", "g", "h" };
    bool stopped = true;
    for (uint64_t at = 1; stopped && at < 100000 && !test_failing(); at++) {
        for (uint32_t threads = 1; threads <= 2; threads++) {
            struct stop s = { .at = at };
            struct crib_watch watch = { stop_at, &s };
            struct crib_options opts;
            options_one_document_each(&opts);
            opts.threads = threads;
            struct crib_err err = { 0 };
            crib_job *job = crib_job_new(&opts, &err);
            for (size_t i = 0; i < N; i++)
                CHECK(crib_job_add_text(job, names[i], text[i].p, text[i].n, &err) == CRIB_OK);
            crib_job_watch(job, &watch);
            crib_result *r = crib_job_scan(job, &err);
            stopped = s.n >= at;
            CHECK((r == NULL) == stopped);
            CHECK(!stopped || err.code == CRIB_E_INTERRUPTED);
            CHECK(!stopped || threads > 1 || s.n == at); /* nobody asks again */
            crib_result_free(r);
            crib_job_free(job);
            CHECK_U64(mem_live(), live);
            ticks += s.n;
        }
    }
    CHECK(!stopped);
    CHECK(ticks > 4);
    for (size_t i = 0; i < N; i++)
        draft_done(&text[i]);
}

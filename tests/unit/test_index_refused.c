/* SPDX-License-Identifier: MIT */
/* An index under memory that is refused: nothing leaks, nothing is half done,
 * and what was there before still answers. */
#include "core/mem.h"
#include "ref/engine_check.h"
#include "ref/index_folder.h"

enum { N = 6 };

static crib_job *job_of(const struct draft *text, size_t beg, size_t end, struct crib_err *err)
{
    struct crib_options o;
    options_one_document_each(&o);
    crib_job *job = crib_job_new(&o, err);
    for (size_t i = beg; job && i < end; i++) {
        char name[32];
        snprintf(name, sizeof name, "t%zu.txt", i);
        if (crib_job_add_text(job, name, text[i].p, text[i].n, err) != CRIB_OK) {
            crib_job_free(job);
            return NULL;
        }
    }
    return job;
}

static int add(const char *index, const struct draft *text, size_t beg, size_t end, struct crib_err *err)
{
    crib_job *job = job_of(text, beg, end, err);
    crib_result *r = job ? crib_job_index_add(job, index, NULL, NULL, err) : NULL;
    int rc = r ? CRIB_OK : (int)err->code;
    crib_result_free(r);
    crib_job_free(job);
    return rc;
}

static int check(const char *index, const struct draft *text, struct draft *out, struct crib_err *err)
{
    crib_job *job = job_of(text, N, N + 1, err);
    crib_result *r = job ? crib_job_check(job, index, NULL, err) : NULL;
    int rc = r ? CRIB_OK : (int)err->code;
    if (r && out)
        report_whole(r, CRIB_FORMAT_JSONL, out);
    crib_result_free(r);
    crib_job_free(job);
    return rc;
}

static int swallow(void *arg, const char *bytes, size_t n)
{
    (void)arg, (void)bytes, (void)n;
    return 0;
}

static void make_texts(struct draft text[N + 1])
{
    uint64_t rng = 5;
    struct mixture m = { 2000, 10, 5 };
    struct tokens first = { 0 };
    tokens_random(&first, 200, &m, &rng);
    for (size_t i = 0; i <= N; i++) {
        struct tokens row = { 0 };
        tokens_copy(&row, &first, 10 * i, 60);
        tokens_random(&row, 60, &m, &rng);
        draft_lay_out(&text[i], &row, LAYOUT_PARAGRAPHS, 38, &rng);
        tokens_done(&row);
    }
    tokens_done(&first);
}

TEST(index_refused_memory_leaves_the_state_before)
{
    struct draft text[N + 1] = { { 0 } }, before = { 0 }, after = { 0 };
    struct folder well, at;
    int n_refused = 0;
    make_texts(text);
    folder_make(&well);
    struct crib_err err = { 0 };
    CHECK_I64(add(well.path, text, 0, N - 2, &err), CRIB_OK);
    CHECK_I64(check(well.path, text, &before, &err), CRIB_OK);
    int rc = CRIB_E_NOMEM;
    for (long nth = 0; rc != CRIB_OK && !test_failing(); nth += nth < 60 ? 1 : TEST_SANITIZED ? 41 : 3) {
        folder_make(&at);
        folder_copy(&well, &at);
        uint64_t live = mem_live();
        mem_refuse_from(nth);
        rc = add(at.path, text, N - 2, N, &err);
        if (rc == CRIB_OK)
            rc = check(at.path, text, NULL, &err);
        if (rc == CRIB_OK)
            rc = crib_index_verify(at.path, swallow, NULL, &err);
        if (rc == CRIB_OK)
            rc = crib_index_compact(at.path, &err);
        mem_refuse_from(-1);
        CHECK(rc == CRIB_OK || rc == CRIB_E_NOMEM);
        if (test_failing())
            printf("allocation %ld: code %d: %s\n", nth, rc, err.what);
        CHECK_U64(mem_live(), live);
        n_refused += rc != CRIB_OK;
        CHECK_I64(crib_index_verify(at.path, swallow, NULL, &err), CRIB_OK);
        struct draft now = { 0 };
        CHECK_I64(check(at.path, text, &now, &err), CRIB_OK);
        if (after.p && strcmp(now.p, before.p) != 0)
            CHECK_STR(now.p, after.p);
        else if (strcmp(now.p, before.p) != 0)
            draft_put(&after, now.p, now.n);
        draft_done(&now);
        folder_remove(&at);
    }
    CHECK_I64(rc, CRIB_OK);
    CHECK(n_refused > 60);
    CHECK(after.p != NULL);
    draft_done(&before);
    draft_done(&after);
    for (size_t i = 0; i <= N; i++)
        draft_done(&text[i]);
    folder_remove(&well);
}

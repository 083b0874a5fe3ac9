/* SPDX-License-Identifier: MIT */
/* An index against a scan of the same texts, and against itself made in other
 * ways: what check says must be what a scan says, and must not depend on how
 * the index came about. */
#include "ref/engine_check.h"
#include "ref/index_folder.h"
#include "store/catalogue.h"

enum { N = 40, N_NEW = 6 };

/* Reports that share passages, quote each other, repeat phrases, are copies. */
static void collection(struct draft text[N + N_NEW], uint64_t seed)
{
    uint64_t rng = seed;
    struct mixture m = { 3000, 8, 6 };
    struct tokens pool = { 0 };
    tokens_random(&pool, 6000, &m, &rng);
    for (size_t i = 0; i < N + N_NEW; i++) {
        struct tokens row = { 0 };
        for (int part = 0; part < 5; part++) {
            tokens_random(&row, 60 + test_random(&rng) % 60, &m, &rng);
            size_t n = 20 + test_random(&rng) % 80, hot = test_random(&rng) % 4;
            size_t beg = hot == 0 ? 100 * (test_random(&rng) % 3) : test_random(&rng) % (6000 - n);
            tokens_copy(&row, &pool, beg, n);
        }
        if (i % 7 == 3) { /* a copy of an earlier one, with a little more */
            draft_put(&text[i], text[i - 3].p, text[i - 3].n);
            if (i % 2)
                draft_report(&text[i], 30, &rng);
        } else {
            draft_lay_out(&text[i], &row, i % N_LAYOUTS, 38, &rng);
        }
        tokens_done(&row);
    }
    tokens_done(&pool);
}

static void name_of(char name[32], size_t i) { snprintf(name, 32, i < N ? "b/t%02zu.txt" : "a/t%02zu.txt", i); }

static crib_job *job_of(const struct draft *text, size_t beg, size_t end, size_t step, uint32_t threads)
{
    struct crib_options o;
    options_one_document_each(&o);
    o.threads = threads;
    crib_job *job = crib_job_new(&o, NULL);
    for (size_t i = beg; i < end; i += step) {
        char name[32];
        name_of(name, i);
        CHECK_I64(crib_job_add_text(job, name, text[i].p, text[i].n, NULL), CRIB_OK);
    }
    return job;
}

static void add(const struct folder *f, const struct draft *text, size_t beg, size_t end, size_t step)
{
    struct crib_err err = { 0 };
    crib_job *job = job_of(text, beg, end, step, 1);
    crib_result *r = crib_job_index_add(job, f->path, NULL, NULL, &err);
    CHECK_STR(r ? "" : err.what, "");
    crib_result_free(r);
    crib_job_free(job);
}

static crib_result *check(const struct folder *f, const struct draft *text, uint32_t threads)
{
    struct crib_err err = { 0 };
    crib_job *job = job_of(text, N, N + N_NEW, 1, threads);
    crib_result *r = crib_job_check(job, f->path, NULL, &err);
    CHECK_STR(r ? "" : err.what, "");
    crib_job_free(job);
    return r;
}

/* What a check says, all of it. */
static void answer(const struct folder *f, const struct draft *text, uint32_t threads, struct draft *out)
{
    crib_result *r = check(f, text, threads);
    if (r)
        report_whole(r, CRIB_FORMAT_JSONL, out);
    crib_result_free(r);
}

static bool counts(const crib_result *r, const struct crib_passage *p)
{
    return crib_result_documents(r)[p->a.doc].id != 0 &&
           (p->role == CRIB_ROLE_PASSAGE || p->role == CRIB_ROLE_QUOTATION);
}

static bool is_new(const crib_result *r, uint32_t doc)
{
    return crib_result_sources(r)[crib_result_documents(r)[doc].source].name[0] == 'a';
}

/* The next passage of a scan between a new text and an old one. */
static const struct crib_passage *next_between(const crib_result *r, size_t *at)
{
    const struct crib_passage *p = crib_result_passages(r);
    for (; *at < crib_result_n_passages(r); ++*at)
        if (counts(r, &p[*at]) && is_new(r, p[*at].a.doc) && !is_new(r, p[*at].b.doc))
            return &p[(*at)++];
    return NULL;
}

/* By design a check tells more common text than a scan does: a formula that a
 * scan drops because two documents of the archive tell it already. Passages
 * and quotations are the same, one by one, and so are pairs. */
static size_t same_passages(const crib_result *checked, const crib_result *scanned)
{
    size_t i = 0, k = 0, n = 0;
    for (;; n++) {
        const struct crib_passage *x = next_between(checked, &i), *y = next_between(scanned, &k);
        CHECK(!x == !y);
        if (!x || !y)
            return n;
        CHECK_U64(x->id, y->id);
        CHECK_U64(crib_result_documents(checked)[x->a.doc].id, crib_result_documents(scanned)[y->a.doc].id);
        CHECK_U64(crib_result_documents(checked)[x->b.doc].id, crib_result_documents(scanned)[y->b.doc].id);
        CHECK_U64(x->a.bytes.beg, y->a.bytes.beg);
        CHECK_U64(x->b.bytes.end, y->b.bytes.end);
        CHECK_I64(x->role, y->role);
        CHECK_I64(x->klass, y->klass);
        CHECK_I64(x->commonness, y->commonness);
        CHECK_U64(x->distance, y->distance);
        CHECK_U64(x->n_edits, y->n_edits);
        if (test_failing())
            return n;
    }
}

static void same_pairs(const crib_result *checked, const crib_result *scanned)
{
    const struct crib_pair *x = crib_result_pairs(checked), *y = crib_result_pairs(scanned);
    size_t i = 0, n = crib_result_n_pairs(checked);
    for (size_t k = 0; k < crib_result_n_pairs(scanned); k++) {
        if (!is_new(scanned, y[k].a) || is_new(scanned, y[k].b))
            continue;
        CHECK(i < n && x[i].id == y[k].id && x[i].verdict == y[k].verdict && x[i].matched == y[k].matched &&
              x[i].n_passages == y[k].n_passages);
        i++;
    }
    CHECK_U64(i, n);
}

TEST(index_check_says_of_a_pair_what_a_scan_says)
{
    size_t n = 0;
    for (uint64_t seed = 1; seed <= (TEST_SANITIZED ? 2 : 12) && !test_failing(); seed++) {
        struct draft text[N + N_NEW] = { { 0 } };
        struct folder f;
        folder_make(&f);
        collection(text, seed);
        add(&f, text, 0, N, 1);
        crib_result *checked = check(&f, text, 1);
        crib_job *job = job_of(text, 0, N + N_NEW, 1, 1);
        crib_result *scanned = crib_job_scan(job, NULL);
        if (checked && scanned) {
            check_result(checked);
            n += same_passages(checked, scanned);
            same_pairs(checked, scanned);
        }
        crib_result_free(checked);
        crib_result_free(scanned);
        crib_job_free(job);
        for (size_t i = 0; i < N + N_NEW; i++)
            draft_done(&text[i]);
        folder_remove(&f);
    }
    CHECK(n > (TEST_SANITIZED ? 30 : 200));
}

TEST(index_answers_do_not_depend_on_how_it_came_about)
{
    struct draft text[N + N_NEW] = { { 0 } }, whole = { 0 }, parts = { 0 }, changed = { 0 }, threaded = { 0 };
    struct folder one, many, back;
    const char *path[] = { "b/t07.txt", "b/t30.txt" };
    collection(text, 77);
    folder_make(&one);
    folder_make(&many);
    folder_make(&back);
    add(&one, text, 0, N, 1);
    answer(&one, text, 1, &whole);
    answer(&one, text, 2, &threaded);
    CHECK_STR(threaded.p, whole.p);
    for (size_t i = N; i-- > 0;) /* one by one, the last first, merging on the way */
        add(&many, text, i, i + 1, 1);
    answer(&many, text, 1, &parts);
    CHECK_STR(parts.p, whole.p);
    CHECK_I64(crib_index_compact(many.path, NULL), CRIB_OK);
    parts.n = 0;
    answer(&many, text, 1, &parts);
    CHECK_STR(parts.p, whole.p);

    struct draft old = text[7]; /* other texts under some names first, one name too many, then as it should be */
    text[7] = text[N + 1];
    add(&back, text, 0, N, 2);
    add(&back, text, 1, N, 2);
    text[7] = old;
    CHECK_I64(crib_index_remove(back.path, path, 2, NULL, NULL), CRIB_OK);
    add(&back, text, 0, N, 3);
    add(&back, text, 7, 8, 1);
    add(&back, text, 30, 31, 1);
    answer(&back, text, 1, &changed);
    CHECK_STR(changed.p, whole.p);
    CHECK(whole.n > 10000);
    draft_done(&whole);
    draft_done(&parts);
    draft_done(&changed);
    draft_done(&threaded);
    for (size_t i = 0; i < N + N_NEW; i++)
        draft_done(&text[i]);
    folder_remove(&one);
    folder_remove(&many);
    folder_remove(&back);
}

static int swallow(void *arg, const char *bytes, size_t n)
{
    *(uint64_t *)arg += n + (uint64_t)(bytes[0] == 0);
    return 0;
}

/* One flipped bit, or a file cut short: verify tells it, with the file; a check tells it or does
 * not need the byte and answers as before. */
TEST(index_a_flipped_bit_is_told_and_never_changes_an_answer)
{
    struct draft text[N + N_NEW] = { { 0 } }, whole = { 0 };
    struct folder well, bad;
    uint64_t rng = 5, told = 0, answered = 0;
    collection(text, 5);
    folder_make(&well);
    add(&well, text, 0, N, 1);
    CHECK_I64(crib_index_decide(well.path, "0123456789abcdef", "copy", "as it is", NULL), CRIB_OK);
    answer(&well, text, 1, &whole);
    for (int round = 0; round < (TEST_SANITIZED ? 20 : 300) && !test_failing(); round++) {
        char *name[64], file[160];
        uint64_t printed = 0;
        size_t n_bytes;
        struct crib_err err = { 0 };
        folder_make(&bad);
        folder_copy(&well, &bad);
        size_t n = folder_list(&bad, name), which = test_random(&rng) % n;
        char *bytes = file_read(folder_name(&bad, name[which], file), &n_bytes);
        if (n_bytes > 0) { /* the lock is empty */
            size_t at = test_random(&rng) % n_bytes;
            bytes[at] ^= (char)(1 << test_random(&rng) % 8);
            file_write(file, bytes, round % 4 ? n_bytes : at); /* flipped, or cut there */
            CHECK_I64(crib_index_verify(bad.path, swallow, &printed, &err), CRIB_E_DAMAGED);
            CHECK(printed > strlen(name[which]));
            CHECK(err.at != CRIB_NOWHERE);
            struct draft now = { 0 };
            crib_job *job = job_of(text, N, N + N_NEW, 1, 1);
            crib_result *r = crib_job_check(job, bad.path, NULL, &err);
            if (r) {
                report_whole(r, CRIB_FORMAT_JSONL, &now);
                CHECK_STR(now.p, whole.p);
                answered++;
            } else {
                CHECK_I64(err.code, CRIB_E_DAMAGED);
                told++;
            }
            crib_result_free(r);
            crib_job_free(job);
            draft_done(&now);
        }
        free(bytes);
        for (size_t i = 0; i < n; i++)
            free(name[i]);
        folder_remove(&bad);
    }
    CHECK(told > 5);
    CHECK(answered + told > 10);
    draft_done(&whole);
    for (size_t i = 0; i < N + N_NEW; i++)
        draft_done(&text[i]);
    folder_remove(&well);
}

TEST(index_of_another_crib_or_another_kind_is_refused_by_name)
{
    struct draft text[N + N_NEW] = { { 0 } };
    struct folder f;
    char path[160];
    struct crib_err err = { 0 };
    struct catalogue c;
    collection(text, 3);
    folder_make(&f);
    add(&f, text, 0, 2, 1);
    const struct { const char *setting, *value, *said; } other[] = {
        { "rules", "17", "another crib" }, { "fold-table", "17", "fold table" }, { "min-length", "30", "--min-length 30" },
        { "documents", "auto", "--documents auto" },
    };
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        struct arena arena;
        const char *was;
        arena_init(&arena);
        CHECK_I64(catalogue_open(&c, f.path, CATALOGUE_WRITE, &err), CRIB_OK);
        CHECK_I64(catalogue_begin(&c, &err), CRIB_OK);
        CHECK_I64(catalogue_get(&c, other[i].setting, &arena, &was, &err), CRIB_OK);
        CHECK_I64(catalogue_set(&c, other[i].setting, other[i].value, &err), CRIB_OK);
        CHECK_I64(catalogue_commit(&c, &err), CRIB_OK);
        crib_job *job = job_of(text, N, N + 1, 1, 1);
        CHECK(crib_job_check(job, f.path, NULL, &err) == NULL);
        CHECK_I64(err.code, CRIB_E_ARG);
        CHECK(strstr(err.what, other[i].said) != NULL);
        crib_job_free(job);
        CHECK_I64(catalogue_begin(&c, &err), CRIB_OK);
        CHECK_I64(catalogue_set(&c, other[i].setting, was, &err), CRIB_OK);
        CHECK_I64(catalogue_commit(&c, &err), CRIB_OK);
        catalogue_close(&c);
        arena_done(&arena);
    }
    crib_result *r = check(&f, text, 1);
    CHECK(r != NULL);
    crib_result_free(r);
    file_write(folder_name(&f, "00000001.seg", path), "another program's file, and a long one at that: sixty-four bytes", 64);
    CHECK_I64(crib_index_compact(f.path, &err), CRIB_E_DAMAGED);
    for (size_t i = 0; i < N + N_NEW; i++)
        draft_done(&text[i]);
    folder_remove(&f);
}

/* SPDX-License-Identifier: MIT */
/* Forms that everybody fills in: with --template and without. */
#include "ref/engine_check.h"

/* A form of n_lines lines, some with blanks, and how one fills it in. */
struct form { struct tokens line[64]; uint32_t blank[64]; size_t n_lines; bool words; };

static void form_make(struct form *f, size_t n_lines, bool words, uint64_t *rng)
{
    struct mixture m = { 3000, words ? 100 : 0, 0 };
    *f = (struct form){ .n_lines = n_lines, .words = words };
    for (size_t i = 0; i < n_lines; i++) {
        size_t n = (words ? 8 : 16) + test_random(rng) % 24;
        tokens_random(&f->line[i], n, &m, rng);
        f->blank[i] = i % 2 ? 6 + (uint32_t)(test_random(rng) % (n - 6)) : UINT32_MAX;
    }
}

static void form_done(struct form *f)
{
    for (size_t i = 0; i < f->n_lines; i++)
        tokens_done(&f->line[i]);
}

/* The form itself: a line each, blanks as underscores. */
static void form_print(const struct form *f, struct draft *out)
{
    for (size_t i = 0; i < f->n_lines; i++) {
        for (size_t k = 0; k < f->line[i].n; k++) {
            draft_say(out, k == f->blank[i] ? "____" : f->words && k ? " " : "");
            draft_say(out, f->line[i].p[k].surface);
        }
        draft_say(out, "。\n");
    }
}

/* Line i, its blank filled with a name or a figure, now and then a word changed. */
static void fill_line(const struct form *f, size_t i, struct tokens *row, uint64_t *rng)
{
    struct mixture name = { 3000, f->words ? 100 : 0, 0 }, figure = { 900, 0, 100 };
    size_t changed = test_random(rng) % 8 ? SIZE_MAX : test_random(rng) % f->line[i].n;
    for (size_t k = 0; k < f->line[i].n; k++) {
        if (k == f->blank[i])
            tokens_random(row, 1 + test_random(rng) % 4, test_random(rng) % 2 ? &name : &figure, rng);
        if (k == changed)
            tokens_random(row, 1, &name, rng);
        else
            tokens_copy(row, &f->line[i], k, 1);
    }
}

/* A filled-in form: its lines, between them `own` tokens in three places. */
static void fill(const struct form *f, const struct tokens *own, struct draft *out, uint64_t *rng)
{
    struct tokens row = { 0 };
    for (size_t i = 0, at = 0; i < f->n_lines; i++) {
        fill_line(f, i, &row, rng);
        if (i % (f->n_lines / 3) == 0) {
            size_t end = i + f->n_lines / 3 >= f->n_lines ? own->n : at + own->n / 3;
            tokens_copy(&row, own, at, end - at);
            at = end;
        }
    }
    draft_lay_out(out, &row, LAYOUT_PARAGRAPHS, 0, rng);
    tokens_done(&row);
}

/* A scan of text[n] with the form as template, or without one. */
static crib_result *scan_forms(const struct draft *text, size_t n, const struct draft *form, uint32_t threads)
{
    struct crib_options opts;
    struct crib_err err;
    options_one_document_each(&opts);
    opts.threads = threads;
    crib_job *job = crib_job_new(&opts, &err);
    for (size_t i = 0; i < n; i++) {
        char name[32];
        snprintf(name, sizeof name, "d%05zu.txt", i);
        CHECK(crib_job_add_text(job, name, text[i].p, text[i].n, &err) == CRIB_OK);
    }
    if (form)
        CHECK(crib_job_add_template_text(job, "form.txt", form->p, form->n, &err) == CRIB_OK);
    crib_result *r = crib_job_scan(job, &err);
    CHECK(r != NULL);
    crib_job_free(job);
    return r;
}

static size_t n_of_role(const crib_result *r, enum crib_role role)
{
    size_t n = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++)
        n += crib_result_passages(r)[i].role == role;
    return n;
}

enum { MEMBERS = 200 };

/* Template text is `percent` of every document; the bodies are all different. */
static void collection_of(unsigned percent, bool words)
{
    uint64_t rng = percent * 2 + words;
    struct form f;
    struct draft form = { 0 }, *text = calloc(MEMBERS, sizeof *text);
    form_make(&f, 15, words, &rng);
    form_print(&f, &form);
    size_t n_form = 0;
    for (size_t i = 0; i < f.n_lines; i++)
        n_form += f.line[i].n;
    for (size_t i = 0; i < MEMBERS; i++) {
        struct tokens own = { 0 };
        tokens_random(&own, n_form * (100 - percent) / percent, &(struct mixture){ 3000, words ? 100 : 0, 2 }, &rng);
        fill(&f, &own, &text[i], &rng);
        tokens_done(&own);
    }
    crib_result *r = scan_forms(text, MEMBERS, NULL, 2);
    check_result(r);
    CHECK_U64(crib_result_n_clusters(r), 0);
    for (size_t i = 0; i < crib_result_n_pairs(r); i++)
        CHECK_U64(crib_result_pairs(r)[i].verdict, CRIB_SHARES_PASSAGES);
    CHECK(n_of_role(r, CRIB_ROLE_BOILERPLATE) + n_of_role(r, CRIB_ROLE_FORMULA) >= MEMBERS - 1);
    crib_result_free(r);
    r = scan_forms(text, MEMBERS, &form, 2);
    CHECK_U64(n_of_role(r, CRIB_ROLE_PASSAGE), 0);
    CHECK_U64(crib_result_n_pairs(r), 0);
    CHECK_U64(crib_result_n_documents(r), MEMBERS);
    CHECK(n_of_role(r, CRIB_ROLE_BOILERPLATE) >= MEMBERS - 1);
    for (size_t i = 0; i < MEMBERS; i++) { /* nearly all of the form, and hardly anything else */
        const struct crib_document *d = &crib_result_documents(r)[i];
        uint64_t share = 100 * d->covered[CRIB_ROLE_BOILERPLATE] / d->units;
        CHECK(share + 8 >= percent && share <= percent + 2);
    }
    crib_result_free(r);
    for (size_t i = 0; i < MEMBERS; i++)
        draft_done(&text[i]);
    free(text);
    draft_done(&form);
    form_done(&f);
}

TEST(engine_a_template_of_200_members_makes_no_group_and_when_given_no_passage)
{
    for (unsigned percent = 40; percent <= 70; percent += TEST_SANITIZED ? 30 : 15)
        collection_of(percent, false);
    collection_of(60, true);
}

/* Documents filled into one form: first[i] and second[i] tokens of their own. */
struct pair_of_forms { struct draft form, text[2]; struct form f; };

static void pair_done(struct pair_of_forms *p)
{
    draft_done(&p->form), draft_done(&p->text[0]), draft_done(&p->text[1]);
    form_done(&p->f);
}

/* The second document's own text is the first n_same tokens of the first's,
 * then n_other of its own. */
static crib_result *two_forms(struct pair_of_forms *p, size_t n_own, size_t n_same, bool given)
{
    uint64_t rng = n_own * 31 + n_same;
    struct tokens own[2] = { { 0 } };
    *p = (struct pair_of_forms){ 0 };
    form_make(&p->f, 12, false, &rng);
    form_print(&p->f, &p->form);
    tokens_random(&own[0], n_own, &(struct mixture){ 3000, 0, 0 }, &rng);
    tokens_copy(&own[1], &own[0], 0, n_same);
    tokens_random(&own[1], n_own - n_same, &(struct mixture){ 3000, 0, 0 }, &rng);
    for (int i = 0; i < 2; i++) {
        fill(&p->f, &own[i], &p->text[i], &rng);
        tokens_done(&own[i]);
    }
    return scan_forms(p->text, 2, given ? &p->form : NULL, 1);
}

TEST(engine_a_copy_inside_a_form_stays_a_passage)
{
    for (size_t n_same = 24; n_same <= 60; n_same += 12) {
        struct pair_of_forms p;
        crib_result *r = two_forms(&p, 300, n_same, true);
        CHECK_U64(crib_result_n_pairs(r), 1);
        CHECK(n_of_role(r, CRIB_ROLE_PASSAGE) >= 1);
        if (crib_result_n_pairs(r) == 1) {
            const struct crib_pair *x = crib_result_pairs(r);
            CHECK_U64(x->verdict, CRIB_SHARES_PASSAGES);
            CHECK(x->matched >= n_same && x->matched <= n_same + 40); /* and the words filled in alike by chance */
        }
        crib_result_free(r);
        pair_done(&p);
    }
}

TEST(engine_nothing_but_the_form_in_common_is_no_finding)
{
    struct pair_of_forms p;
    crib_result *r = two_forms(&p, 300, 0, true);
    CHECK_U64(crib_result_n_pairs(r), 0);
    CHECK(!crib_result_has_findings(r));
    CHECK(n_of_role(r, CRIB_ROLE_BOILERPLATE) >= 1); /* two documents are too few for statistics, but a form is a form */
    crib_result_free(r);
    pair_done(&p);
    r = two_forms(&p, 300, 0, false);
    CHECK_U64(crib_result_n_pairs(r), 1);
    crib_result_free(r);
    pair_done(&p);
}

TEST(engine_forms_filled_in_with_the_same_text_are_near_duplicates)
{
    struct pair_of_forms p;
    crib_result *r = two_forms(&p, 200, 190, true);
    CHECK_U64(crib_result_n_pairs(r), 1);
    if (crib_result_n_pairs(r) == 1) {
        CHECK_U64(crib_result_pairs(r)->verdict, CRIB_NEAR_DUPLICATE);
        CHECK(crib_result_pairs(r)->units_a < crib_result_documents(r)[0].units);
    }
    crib_result_free(r);
    pair_done(&p);
}

TEST(engine_a_form_filed_twice_is_no_duplicate_and_a_filled_one_is)
{
    uint64_t rng = 8;
    struct form f;
    struct draft form = { 0 }, text[4] = { { 0 } };
    struct tokens own = { 0 };
    form_make(&f, 12, false, &rng);
    form_print(&f, &form);
    tokens_random(&own, 90, &(struct mixture){ 3000, 0, 0 }, &rng);
    draft_put(&text[0], form.p, form.n);
    draft_put(&text[1], form.p, form.n);
    fill(&f, &own, &text[2], &rng);
    draft_put(&text[3], text[2].p, text[2].n);
    crib_result *r = scan_forms(text, 4, &form, 1);
    CHECK_U64(crib_result_n_pairs(r), 1);
    if (crib_result_n_pairs(r) == 1) {
        const struct crib_pair *p = crib_result_pairs(r);
        CHECK(p->a == 2 && p->b == 3 && p->verdict == CRIB_DUPLICATE);
    }
    CHECK_U64(crib_result_n_clusters(r), 1);
    CHECK_U64(crib_result_documents(r)[0].covered[CRIB_ROLE_BOILERPLATE], crib_result_documents(r)[0].units);
    crib_result_free(r);
    for (int i = 0; i < 4; i++)
        draft_done(&text[i]);
    draft_done(&form);
    tokens_done(&own);
    form_done(&f);
}

TEST(engine_templates_are_named_and_what_they_took_is_counted)
{
    struct pair_of_forms p;
    crib_result *r = two_forms(&p, 100, 0, true);
    const struct crib_fact *parameter;
    size_t n = crib_result_parameters(r, &parameter), n_named = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(parameter[i].code, "template-1") == 0) {
            n_named++;
            CHECK(strncmp(parameter[i].arg[0].text, "form.txt ", 9) == 0);
            CHECK_U64(strlen(parameter[i].arg[0].text), 9 + 16);
        }
    CHECK_U64(n_named, 1);
    uint64_t units = 0, said = 0;
    for (size_t i = 0; i < 2; i++)
        units += crib_result_documents(r)[i].covered[CRIB_ROLE_BOILERPLATE];
    for (size_t i = 0; i < crib_result_n_left_out(r); i++)
        if (strcmp(crib_result_left_out(r)[i].reason, "template-units") == 0)
            said = crib_result_left_out(r)[i].count;
    CHECK_U64(said, units);
    CHECK(units > 0);
    crib_result_free(r);
    pair_done(&p);
}

TEST(engine_a_template_that_says_nothing_or_is_not_there_is_a_mistake)
{
    static const char *const empty[] = { "", "\n \n", "____ ，。" };
    for (size_t i = 0; i < 4; i++) {
        struct crib_err err = { 0 };
        crib_job *job = crib_job_new(NULL, &err);
        CHECK(crib_job_add_text(job, "a.txt", "今日无事，照常巡查。", 30, &err) == CRIB_OK);
        if (i < 3)
            CHECK(crib_job_add_template_text(job, "form.txt", empty[i], strlen(empty[i]), &err) == CRIB_OK);
        else
            CHECK(crib_job_add_template(job, "/nowhere/form.txt", &err) == CRIB_OK);
        CHECK(crib_job_scan(job, &err) == NULL);
        CHECK_U64(err.code, CRIB_E_ARG);
        CHECK(strstr(err.what, "form.txt") != NULL);
        crib_job_free(job);
    }
}

TEST(engine_templates_give_the_same_bytes_on_any_number_of_threads)
{
    struct pair_of_forms p;
    crib_result *r = two_forms(&p, 300, 40, true);
    struct draft one = { 0 }, four = { 0 };
    report_whole(r, CRIB_FORMAT_JSONL, &one);
    crib_result_free(r);
    r = scan_forms(p.text, 2, &p.form, 4);
    report_whole(r, CRIB_FORMAT_JSONL, &four);
    crib_result_free(r);
    CHECK(one.n == four.n && memcmp(one.p, four.p, one.n) == 0);
    draft_done(&one), draft_done(&four);
    pair_done(&p);
}

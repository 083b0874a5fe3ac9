/* SPDX-License-Identifier: MIT */
/* Jobs: options, inputs, and the order of the stages. */
#include "engine/job.h"

#include <time.h>

#include "core/par.h"
#include "core/spill.h"
#include "engine/outcome.h"
#include "engine/roles.h"
#include "engine/whole.h"

enum { LEAST_MIN_LENGTH = SHINGLE_UNITS, MOST_MIN_LENGTH = 1000000 };

const char *crib_version(void) { return CRIB_VERSION; }

void crib_options_default(struct crib_options *o)
{
    *o = (struct crib_options){ .min_length = 24, .near_permille = 800 };
}

static int copy_string(struct arena *a, const char **s, struct crib_err *err)
{
    if (*s && !(*s = arena_strndup(a, *s, strlen(*s))))
        return CRIB_NOMEM(err);
    return CRIB_OK;
}

static int copy_list(struct arena *a, const char *const **list, size_t n, struct crib_err *err)
{
    const char **copy = arena_zero(a, n, sizeof *copy);
    if (!copy)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++) {
        copy[i] = (*list)[i];
        CRIB_TRY(copy_string(a, &copy[i], err));
    }
    *list = copy;
    return CRIB_OK;
}

static int check_options(const struct crib_options *o, struct crib_err *err)
{
    static const char *const keep[] = { "best", "longest", "first", "best-titled", "newest" };
    if (o->min_length < LEAST_MIN_LENGTH || o->min_length > MOST_MIN_LENGTH)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the least length is from %d to %d units, not %u",
                         LEAST_MIN_LENGTH, MOST_MIN_LENGTH, o->min_length);
    if (o->near_permille < 500 || o->near_permille > 1000)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "near is from 0.5 to 1, not %.3f", o->near_permille / 1000.0);
    if (o->encoding && !source_encoding_known(o->encoding))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "'%s' is no encoding known here", o->encoding);
    if (o->documents == CRIB_DOCUMENTS_REGEX && !o->documents_regex)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "documents by a pattern, but no pattern");
    bool known = !o->keep;
    for (size_t i = 0; i < COUNT_OF(keep) && !known; i++)
        known = strcmp(o->keep, keep[i]) == 0;
    return known ? CRIB_OK : CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "'%s' is no rule for what to keep", o->keep);
}

static int set_options(crib_job *job, const struct crib_options *given, struct crib_err *err)
{
    struct crib_options *o = &job->options.pub;
    crib_options_default(o);
    if (given)
        *o = *given;
    struct crib_options fallback;
    crib_options_default(&fallback);
    if (o->min_length == 0)
        o->min_length = fallback.min_length;
    if (o->near_permille == 0)
        o->near_permille = fallback.near_permille;
    CRIB_TRY(check_options(o, err));
    const char **strings[] = { &o->documents_regex, &o->encoding, &o->text_field, &o->id_field, &o->keep };
    for (size_t i = 0; i < COUNT_OF(strings); i++)
        CRIB_TRY(copy_string(&job->arena, strings[i], err));
    CRIB_TRY(copy_list(&job->arena, &o->include, o->n_include, err));
    CRIB_TRY(copy_list(&job->arena, &o->exclude, o->n_exclude, err));
    job->options.n_threads = par_threads(o->threads);
    if (o->memory) {
        CRIB_TRY(spill_open(o->memory, err));
        job->spills = true;
    }
    if (o->documents != CRIB_DOCUMENTS_REGEX)
        return CRIB_OK;
    job->options.pattern = segment_pattern_new(o->documents_regex, err);
    return job->options.pattern ? CRIB_OK : CRIB_E_ARG;
}

crib_job *crib_job_new(const struct crib_options *opts, struct crib_err *err)
{
    crib_job *job = mem_zero(1, sizeof *job);
    if (!job) {
        (void)CRIB_NOMEM(err);
        return NULL;
    }
    arena_init(&job->arena);
    if (set_options(job, opts, err) == CRIB_OK)
        return job;
    crib_job_free(job);
    return NULL;
}

static void inputs_done(struct job_inputs *v)
{
    for (size_t i = 0; i < v->n; i++) {
        mem_free(v->item[i].path);
        mem_free(v->item[i].text);
    }
    mem_free(v->item);
}

void crib_job_free(crib_job *job)
{
    if (!job)
        return;
    inputs_done(&job->inputs);
    inputs_done(&job->templates);
    segment_pattern_free(job->options.pattern);
    arena_done(&job->arena);
    if (job->spills)
        spill_close();
    mem_free(job);
}

static int add_input(struct job_inputs *v, const char *path, const char *text, size_t n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(v->item, v->n, &v->cap, 1, err));
    struct job_input in = { .path = mem_strndup(path, strlen(path)), .n_text = n };
    in.text = text ? mem_strndup(text, n) : NULL;
    if (!in.path || (text && !in.text)) {
        mem_free(in.path);
        mem_free(in.text);
        return CRIB_NOMEM(err);
    }
    v->item[v->n++] = in;
    return CRIB_OK;
}

int crib_job_add_path(crib_job *job, const char *path, struct crib_err *err)
{
    return add_input(&job->inputs, path, NULL, 0, err);
}

int crib_job_add_text(crib_job *job, const char *name, const char *text, size_t n_bytes, struct crib_err *err)
{
    return add_input(&job->inputs, name, text ? text : "", n_bytes, err);
}

int crib_job_add_template(crib_job *job, const char *path, struct crib_err *err)
{
    return add_input(&job->templates, path, NULL, 0, err);
}

int crib_job_add_template_text(crib_job *job, const char *name, const char *text, size_t n_bytes, struct crib_err *err)
{
    return add_input(&job->templates, name, text ? text : "", n_bytes, err);
}

void crib_job_watch(crib_job *job, const struct crib_watch *watch)
{
    job->watch = watch ? *watch : (struct crib_watch){ 0 };
}

static int list_inputs(const struct job_inputs *v, const struct source_options *so, struct source_list *out,
                       struct crib_err *err)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct job_input *in = &v->item[i];
        if (in->text)
            CRIB_TRY(source_list_add_text(out, in->path, in->text, in->n_text, err));
        else
            CRIB_TRY(source_list_add_path(out, in->path, so, err));
    }
    return CRIB_OK;
}

struct source_options job_source_options(const crib_job *job)
{
    const struct crib_options *o = &job->options.pub;
    return (struct source_options){ .encoding = o->encoding, .text_field = o->text_field, .id_field = o->id_field,
                                    .include = o->include, .n_include = o->n_include,
                                    .exclude = o->exclude, .n_exclude = o->n_exclude };
}

int job_list(const crib_job *job, const struct source_options *so, struct source_list *out, struct crib_err *err)
{
    source_list_init(out);
    CRIB_TRY(list_inputs(&job->inputs, so, out, err));
    return source_list_finish(out, err);
}

int job_read(crib_job *job, struct collection *c, struct progress *p, struct crib_err *err)
{
    struct source_options so = job_source_options(job);
    source_list_init(&c->templates.list);
    CRIB_TRY(job_list(job, &so, &c->list, err));
    if (job->templates.n > 0) {
        CRIB_TRY(list_inputs(&job->templates, &so, &c->templates.list, err));
        CRIB_TRY(templates_read(&c->templates, &so, err));
        if (!job->options.sides)
            templates_drop(&c->templates, &c->list);
    }
    return collection_read(c, &job->options, p, err);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int scan_all(struct collection *c, const struct engine_options *o, struct progress *p, struct comparison *cmp,
                    struct judgement *j, struct crib_err *err)
{
    CRIB_TRY(compare_all(c, o, p, cmp, err));
    CRIB_TRY(roles_assign(c, o, cmp, p, err));
    return judge(c, o, cmp, j, err);
}

static int scan_stages(crib_job *job, crib_result *r, void *arg, struct crib_err *err)
{
    (void)arg;
    struct progress p;
    struct comparison cmp = { 0 };
    struct judgement j = { 0 };
    const struct engine_options *o = &job->options;
    progress_init(&p, &job->watch);
    int rc = job_read(job, &r->collection, &p, err);
    if (rc == CRIB_OK)
        rc = o->whole ? whole_scan(&r->collection, o, &p, &cmp, &j, err)
                          : scan_all(&r->collection, o, &p, &cmp, &j, err);
    if (rc == CRIB_OK)
        rc = outcome_fill(r, o, &cmp, &j, &p, err);
    if (rc == CRIB_OK && job->judged)
        rc = job->judged(job->judged_arg, r, &cmp, &j, &p, err);
    judgement_done(&j);
    comparison_done(&cmp);
    return rc;
}

/* The document of the nth input, CRIB_NONE when it has none or several. */
static uint32_t document_of(const crib_job *job, const struct collection *c, size_t n)
{
    uint32_t found = CRIB_NONE;
    for (uint32_t d = 0; d < c->n_doc; d++) {
        const struct source_entry *e = &c->list.entry[c->doc[d].part->source_index];
        if (strcmp(e->path, job->inputs.item[n].path) != 0)
            continue;
        if (found != CRIB_NONE)
            return CRIB_NONE;
        found = d;
    }
    return found;
}

static int diff_stages(crib_job *job, crib_result *r, void *arg, struct crib_err *err)
{
    (void)arg;
    struct progress p;
    struct comparison cmp = { 0 };
    struct judgement j = { 0 };
    struct engine_options o = job->options;
    progress_init(&p, &job->watch);
    if (job->inputs.n != 2)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a diff takes two texts, not %zu", job->inputs.n);
    int rc = job_read(job, &r->collection, &p, err);
    if (rc == CRIB_OK && r->collection.n_doc > 0) {
        uint32_t a = document_of(job, &r->collection, 0), b = document_of(job, &r->collection, 1);
        if (a != CRIB_NONE && b != CRIB_NONE && a != b)
            rc = compare_two(&r->collection, &o, a, b, &cmp, err);
        else if (r->collection.list.n_complaint == 0 && r->collection.n_doc != 1)
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a diff takes two texts of one document each");
        else if (r->collection.n_source == 1 && r->collection.list.n_complaint == 0)
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "both operands are the same file");
    }
    if (rc == CRIB_OK)
        rc = roles_assign(&r->collection, &o, &cmp, &p, err);
    if (rc == CRIB_OK)
        rc = judge_pairs(&r->collection, &o, &cmp, &j, err);
    if (rc == CRIB_OK)
        rc = outcome_fill(r, &o, &cmp, &j, &p, err);
    judgement_done(&j);
    comparison_done(&cmp);
    return rc;
}

crib_result *job_run(crib_job *job, const char *command, stages_fn *stages, void *arg, struct crib_err *err)
{
    double start = now();
    crib_result *r = mem_zero(1, sizeof *r);
    if (!r) {
        (void)CRIB_NOMEM(err);
        return NULL;
    }
    arena_init(&r->arena);
    r->command = command;
    if (stages(job, r, arg, err) != CRIB_OK) {
        crib_result_free(r);
        return NULL;
    }
    collection_drop_rows(&r->collection);
    r->seconds = now() - start;
    return r;
}

crib_result *crib_job_scan(crib_job *job, struct crib_err *err)
{
    job->options.whole = job->options.pub.whole;
    crib_result *r = job_run(job, "scan", scan_stages, NULL, err);
    job->options.whole = false;
    return r;
}

crib_result *crib_job_diff(crib_job *job, struct crib_err *err)
{
    enum crib_documents wanted = job->options.pub.documents;
    job->options.pub.documents = CRIB_DOCUMENTS_FILE;
    job->options.sides = true;
    crib_result *r = job_run(job, "diff", diff_stages, NULL, err);
    job->options.pub.documents = wanted;
    job->options.sides = false;
    return r;
}

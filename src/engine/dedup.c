/* SPDX-License-Identifier: MIT */
/* crib_job_dedup: scan, decide while rows are there, place the cuts. */
#include "engine/dedup.h"

#include "engine/job.h"

struct asked {
    struct crib_dedup *d;
    crib_job *job;
};

static int decide(void *arg, crib_result *r, const struct comparison *cmp, const struct judgement *j,
                  struct progress *p, struct crib_err *err)
{
    struct asked *a = arg;
    a->d->result = r; /* only lent: a failure frees it */
    int rc = dedup_decide(a->d, &a->job->options, cmp, j, p, err);
    if (rc != CRIB_OK)
        a->d->result = NULL;
    return rc;
}

static int check_job(const crib_job *job, const struct crib_dedup_options *o, struct crib_err *err)
{
    if (o->remove > CRIB_REMOVE_CONTAINED || o->strip & ~(uint32_t)(CRIB_STRIP_ADVERTISEMENTS | CRIB_STRIP_MARKERS))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no such rule for what to remove");
    for (size_t i = 0; i < job->inputs.n; i++)
        if (!job->inputs.item[i].text && strcmp(job->inputs.item[i].path, "-") == 0)
            return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                             "standard input has no name to be written under: name files or folders");
    return CRIB_OK;
}

/* The options' strings must outlive the job. */
static int copy_reading(struct crib_dedup *d, const crib_job *job, struct crib_err *err)
{
    struct source_options *o = &d->reading;
    *o = job_source_options(job);
    o->include = o->exclude = NULL;
    o->n_include = o->n_exclude = 0;
    const char **text[] = { &o->encoding, &o->text_field, &o->id_field };
    for (size_t i = 0; i < COUNT_OF(text); i++)
        if (*text[i] && !(*text[i] = arena_strndup(&d->arena, *text[i], strlen(*text[i]))))
            return CRIB_NOMEM(err);
    return CRIB_OK;
}

static int run(struct crib_dedup *d, crib_job *job, struct crib_err *err)
{
    struct asked asked = { d, job };
    CRIB_TRY(check_job(job, &d->options, err));
    CRIB_TRY(copy_reading(d, job, err));
    d->n_inputs = job->inputs.n;
    job->judged = decide;
    job->judged_arg = &asked;
    struct crib_err failed = { .code = CRIB_OK };
    d->result = crib_job_scan(job, &failed);
    job->judged = NULL;
    if (!d->result) {
        if (err)
            *err = failed;
        return (int)failed.code;
    }
    d->result->command = "dedup";
    return dedup_files(d, err);
}

crib_dedup *crib_job_dedup(crib_job *job, const struct crib_dedup_options *opts, struct crib_err *err)
{
    struct crib_dedup *d = mem_zero(1, sizeof *d);
    if (!d) {
        (void)CRIB_NOMEM(err);
        return NULL;
    }
    arena_init(&d->arena);
    d->options = opts ? *opts : (struct crib_dedup_options){ CRIB_REMOVE_SAME, 0 };
    if (run(d, job, err) == CRIB_OK)
        return d;
    crib_dedup_free(d);
    return NULL;
}

void crib_dedup_free(crib_dedup *d)
{
    if (!d)
        return;
    crib_result_free(d->result);
    mem_free(d->removed);
    mem_free(d->undecided);
    mem_free(d->goes);
    mem_free(d->cut);
    mem_free(d->row_hash);
    arena_done(&d->arena);
    mem_free(d);
}

const crib_result *crib_dedup_result(const crib_dedup *d) { return d->result; }
struct crib_dedup_options crib_dedup_options_of(const crib_dedup *d) { return d->options; }
size_t crib_dedup_n_removed(const crib_dedup *d) { return d->n_removed; }
size_t crib_dedup_n_undecided(const crib_dedup *d) { return d->n_undecided; }
size_t crib_dedup_n_files(const crib_dedup *d) { return d->n_file; }
size_t crib_dedup_n_cuts(const crib_dedup *d) { return d->n_cut; }
const struct crib_removal *crib_dedup_removed(const crib_dedup *d) { return d->n_removed ? d->removed : NULL; }
const struct crib_removal *crib_dedup_undecided(const crib_dedup *d) { return d->n_undecided ? d->undecided : NULL; }
const struct crib_dedup_file *crib_dedup_files(const crib_dedup *d) { return d->n_file ? d->file : NULL; }
const struct crib_cut *crib_dedup_cuts(const crib_dedup *d) { return d->n_cut ? d->cut : NULL; }
uint64_t crib_dedup_chars_read(const crib_dedup *d) { return d->chars_read; }
uint64_t crib_dedup_chars_left(const crib_dedup *d) { return d->chars_left; }
uint64_t crib_dedup_unstripped(const crib_dedup *d) { return d->n_unstripped; }
bool crib_dedup_changes(const crib_dedup *d) { return d->n_cut > 0; }

const char *crib_dedup_path(const crib_dedup *d, size_t file, size_t *below)
{
    const struct source_entry *e = &d->result->collection.list.entry[file];
    *below = e->below;
    return e->memory ? NULL : e->path;
}

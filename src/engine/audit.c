/* SPDX-License-Identifier: MIT */
/* A nightly audit: bring in what is new or changed, compare it with all the
 * index holds and with each other, and tell what no audit told before and
 * nobody has judged.
 *
 * A source stays to be told of until somebody says that it was (the report is
 * written): an audit that is killed anywhere, or whose report could not be
 * written, is made up for by the next. */
#include <time.h>

#include "engine/archive.h"
#include "engine/archive_decide.h"
#include "engine/archive_paths.h"
#include "engine/check.h"
#include "engine/job.h"
#include "engine/outcome.h"

/* The input of the job that a source is, when it is one in memory. */
static const struct job_input *in_memory(const crib_job *job, const char *path)
{
    for (size_t i = 0; i < job->inputs.n; i++)
        if (job->inputs.item[i].text && strcmp(job->inputs.item[i].path, path) == 0)
            return &job->inputs.item[i];
    return NULL;
}

static bool is_named(const crib_job *job, const char *path)
{
    for (size_t i = 0; i < job->inputs.n; i++)
        if (job->inputs.item[i].text ? strcmp(job->inputs.item[i].path, path) == 0
                                     : archive_is_below(path, job->inputs.item[i].path))
            return true;
    return false;
}

/* A job of the sources below this one's paths that are to be told of. */
static int unaudited(const crib_job *job, const char *index, crib_job **out, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .o = &job->options };
    struct catalogue_source *s = NULL;
    size_t n = 0;
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = catalogue_unaudited(&a.catalogue, &a.arena, &s, &n, err);
    *out = rc == CRIB_OK ? crib_job_new(&job->options.pub, err) : NULL;
    if (rc == CRIB_OK && !*out)
        rc = CRIB_E_NOMEM;
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        const struct job_input *in = in_memory(job, s[i].path);
        if (!is_named(job, s[i].path))
            continue;
        rc = in ? crib_job_add_text(*out, in->path, in->text, in->n_text, err) : crib_job_add_path(*out, s[i].path, err);
    }
    if (*out)
        crib_job_watch(*out, &job->watch);
    mem_free(s);
    archive_close(&a);
    return rc;
}

/* ---- what is new ---- */

struct sifter {
    struct archive a;
    struct decisions decisions;
    uint64_t n_seen, n_judged;
};

static bool counts(const struct crib_passage *p)
{
    return p->role == CRIB_ROLE_PASSAGE || p->role == CRIB_ROLE_QUOTATION;
}

static int sift_passages(struct sifter *f, crib_result *r, struct crib_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_passage; i++) {
        bool known = false;
        if (!counts(&r->passage[i]))
            continue;
        if (decisions_find(&f->decisions, r->passage[i].id)) {
            f->n_judged++;
            continue;
        }
        CRIB_TRY(catalogue_knows_finding(&f->a.catalogue, r->passage[i].id, &known, err));
        if (known)
            f->n_seen++;
        else
            r->passage[n++] = r->passage[i];
    }
    r->n_passage = n;
    return CRIB_OK;
}

/* Pairs that still have a passage; both are sorted by (a, b). */
static void sift_pairs(crib_result *r)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < r->n_pair; i++) {
        struct crib_pair p = r->pair[i];
        p.n_passages = 0;
        while (at < r->n_passage && (r->passage[at].a.doc < p.a || (r->passage[at].a.doc == p.a && r->passage[at].b.doc < p.b)))
            at++;
        for (; at < r->n_passage && r->passage[at].a.doc == p.a && r->passage[at].b.doc == p.b; at++)
            p.n_passages++;
        if (p.n_passages > 0)
            r->pair[n++] = p;
    }
    r->n_pair = n;
}

static int sift(const crib_job *job, const char *index, crib_result *r, struct crib_err *err)
{
    struct sifter f = { 0 };
    struct archive_open how = { .o = &job->options };
    int rc = archive_open(&f.a, index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_decisions(&f.a, &f.decisions, err);
    if (rc == CRIB_OK)
        rc = sift_passages(&f, r, err);
    if (rc == CRIB_OK) {
        sift_pairs(r);
        outcome_leave_out(r, "seen-before", f.n_seen);
        outcome_leave_out(r, "judged-before", f.n_judged);
    }
    decisions_done(&f.decisions);
    archive_close(&f.a);
    return rc;
}

/* What was wrong with the inputs when they were brought in comes first. */
static int take_complaints(crib_result *to, const crib_result *from, struct crib_err *err)
{
    struct named_complaints v;
    int rc = CRIB_OK;
    named_complaints_init(&v, &to->arena);
    for (size_t i = 0; i < from->n_complaint && rc == CRIB_OK; i++) {
        const struct crib_complaint *c = &from->complaint[i];
        bool again = false; /* the audit read the source too, and complained as well */
        for (size_t k = 0; k < to->n_complaint && !again; k++)
            again = strcmp(to->complaint[k].source ? to->complaint[k].source : "", c->source ? c->source : "") == 0 &&
                    strcmp(to->complaint[k].what.code, c->what.code) == 0;
        struct complaint copy = { .lost = c->level == CRIB_LOST, .at = c->at, .what = c->what };
        if (!again)
            rc = named_complaints_add(&v, c->source ? c->source : "", &copy, err);
    }
    if (rc == CRIB_OK)
        rc = named_complaints_give(&v, to, err);
    mem_free(v.item);
    return rc;
}

crib_result *crib_job_audit(crib_job *job, const char *index, const struct crib_index_options *o,
                            struct crib_index_changes *changes, struct crib_err *err)
{
    crib_job *due = NULL;
    crib_result *added = crib_job_index_add(job, index, o, changes, err), *r = NULL;
    int rc = added ? unaudited(job, index, &due, err) : CRIB_E_INTERNAL;
    if (rc == CRIB_OK)
        r = check_job(due, index, NULL, true, err);
    if (r)
        rc = sift(job, index, r, err);
    if (r && rc == CRIB_OK)
        rc = take_complaints(r, added, err);
    if (rc != CRIB_OK) {
        crib_result_free(r);
        r = NULL;
    }
    crib_job_free(due);
    crib_result_free(added);
    return r;
}

int crib_index_audited(const char *index, const crib_result *r, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .work = "crib audit" };
    char when[32];
    time_t now = time(NULL);
    struct tm t;
    int64_t run = 0;
    if (!gmtime_r(&now, &t) || strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &t) == 0)
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "the clock does not tell a time");
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = catalogue_begin(&a.catalogue, err);
    if (rc == CRIB_OK)
        rc = catalogue_add_run(&a.catalogue, when, r->collection.list.n, r->n_passage, &run, err);
    for (size_t i = 0; i < r->n_passage && rc == CRIB_OK; i++)
        rc = catalogue_add_finding(&a.catalogue, r->passage[i].id, run, err);
    for (size_t i = 0; i < r->collection.list.n && rc == CRIB_OK; i++)
        rc = catalogue_audited(&a.catalogue, r->collection.list.entry[i].path, run, err);
    if (rc == CRIB_OK)
        rc = catalogue_commit(&a.catalogue, err);
    archive_close(&a);
    return rc;
}

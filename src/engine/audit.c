/* SPDX-License-Identifier: MIT */
/* A nightly audit: bring in what is new or changed, compare it with all the
 * index holds and with each other, and tell what no audit told before and
 * nobody has judged.
 *
 * A source stays to be told of until somebody says that it was (the report is
 * written): an audit that is killed anywhere, or whose report could not be
 * written, is made up for by the next. */
#include "engine/archive.h"
#include "engine/archive_decide.h"
#include "engine/archive_paths.h"
#include "engine/audit_baseline.h"
#include "engine/audit_record.h"
#include "engine/audit_seen.h"
#include "engine/check.h"
#include "engine/check_kin.h"
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

static int add_sources(const crib_job *job, crib_job *out, const struct catalogue_source *s, size_t n,
                       struct crib_err *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct job_input *in = in_memory(job, s[i].path);
        if (!is_named(job, s[i].path) || (!in && archive_is_gone(s[i].path)))
            continue;
        CRIB_TRY(in ? crib_job_add_text(out, in->path, in->text, in->n_text, err)
                    : crib_job_add_path(out, s[i].path, err));
    }
    return CRIB_OK;
}

static int check_since(struct archive *a, uint64_t since, struct crib_err *err)
{
    int64_t last;
    CRIB_TRY(catalogue_last_run(&a->catalogue, &last, err));
    if (since > (uint64_t)last)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "there was no audit %" PRIu64 " yet: the last is %" PRId64,
                         since, last);
    return CRIB_OK;
}

/* A job of the sources below this one's paths that are to be told of. */
static int due_sources(const crib_job *job, const char *index, uint64_t since, crib_job **out, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .o = &job->options };
    struct catalogue_source *s = NULL, *again = NULL;
    size_t n = 0, n_again = 0;
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = catalogue_unaudited(&a.catalogue, &a.arena, &s, &n, err);
    if (rc == CRIB_OK && since)
        rc = check_since(&a, since, err);
    if (rc == CRIB_OK && since)
        rc = catalogue_told_since(&a.catalogue, (int64_t)since, &a.arena, &again, &n_again, err);
    *out = rc == CRIB_OK ? crib_job_new(&job->options.pub, err) : NULL;
    if (rc == CRIB_OK && !*out)
        rc = CRIB_E_NOMEM;
    if (rc == CRIB_OK)
        rc = add_sources(job, *out, s, n, err);
    if (rc == CRIB_OK)
        rc = add_sources(job, *out, again, n_again, err); /* a file reached twice is read once */
    if (*out)
        crib_job_watch(*out, &job->watch);
    mem_free(s);
    mem_free(again);
    archive_close(&a);
    return rc;
}

/* ---- what is new ---- */

struct sifter {
    struct archive a;
    struct decisions decisions;
    struct baseline baseline;
    struct audit_looked looked;
    struct audit_record *rec;
    struct audit_seen seen;
    struct kin kin;          /* with a filter */
    const struct crib_check_options *filter;
    uint64_t since;
    uint64_t n_seen, n_judged, n_accepted, n_filtered;
};

/* Occurrences where this audit did not look use a baseline up. */
static int use_up(void *arg, const struct catalogue_standing *x, struct crib_err *err)
{
    struct sifter *f = arg;
    (void)err;
    struct baseline_line *line = baseline_find(&f->baseline, x->finding.id);
    if (line && x->count > 0 && !audit_looked_at(&f->looked, x->path[0]) && !audit_looked_at(&f->looked, x->path[1]))
        line->left -= x->count < line->left ? x->count : line->left;
    return CRIB_OK;
}

static bool accepted(struct sifter *f, const struct audit_found *x)
{
    struct baseline_line *line = baseline_find(&f->baseline, x->id);
    if (!line || line->left == 0)
        return false;
    line->left--;
    return true;
}

/* Is the other place one that the filter lets through? */
static int passes(struct sifter *f, const crib_result *r, const struct crib_passage *p, bool *out, struct crib_err *err)
{
    *out = true;
    if (!f->kin.doc)
        return CRIB_OK;
    CRIB_TRY(kin_meets(&f->kin, p->b.doc, out, err));
    const char *path = audit_path(r, p->b.doc, &f->a.arena);
    if (!path)
        return CRIB_NOMEM(err);
    if (!*out && audit_looked_at(&f->looked, path))
        CRIB_TRY(kin_meets(&f->kin, p->a.doc, out, err));
    *out = *out && !kin_excluded(&f->kin, p->a.doc, p->b.doc);
    return CRIB_OK;
}

/* Is the passage to be told? What stands is noted all the same. */
static int sift_passage(struct sifter *f, const crib_result *r, const struct crib_passage *p, bool *tell,
                        struct crib_err *err)
{
    struct audit_found x = { .id = p->id, .a = p->a.doc, .b = p->b.doc, .told = audit_told(&f->seen, r, p),
                             .line_a = p->a.lines.first, .line_b = p->b.lines.first };
    bool through;
    *tell = false;
    CRIB_TRY(passes(f, r, p, &through, err));
    if (decisions_find(&f->decisions, x.id)) {
        f->n_judged++;
        x.untold = true;
    } else if (!through) {
        f->n_filtered++;
        x.untold = true;
    } else if (accepted(f, &x)) {
        f->n_accepted++;
        x.untold = true;
    } else if (x.told > 0 && !(f->since && (uint64_t)x.told >= f->since)) {
        f->n_seen++;
    } else {
        *tell = true;
        f->rec->n_new += x.told == 0;
    }
    f->rec->found[f->rec->n_found++] = x;
    return CRIB_OK;
}

static int sift_passages(struct sifter *f, crib_result *r, struct crib_err *err)
{
    size_t n = 0;
    f->rec->found = arena_alloc(&r->arena, (r->n_passage + 1) * sizeof *f->rec->found);
    if (!f->rec->found)
        return CRIB_NOMEM(err);
    CRIB_TRY(audit_seen(r, &f->a, &f->seen, err));
    for (size_t i = 0; i < r->n_passage; i++) {
        bool tell;
        if (!audit_counts(&r->passage[i]))
            continue;
        CRIB_TRY(sift_passage(f, r, &r->passage[i], &tell, err));
        if (tell)
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
        while (at < r->n_passage &&
               (r->passage[at].a.doc < p.a || (r->passage[at].a.doc == p.a && r->passage[at].b.doc < p.b)))
            at++;
        for (; at < r->n_passage && r->passage[at].a.doc == p.a && r->passage[at].b.doc == p.b; at++)
            p.n_passages++;
        if (p.n_passages > 0)
            r->pair[n++] = p;
    }
    r->n_pair = n;
}

/* A filter that makes no sense is complained of. */
static int prepare_filter(struct sifter *f, const crib_result *r, struct crib_err *err)
{
    const struct crib_check_options *o = f->filter;
    struct archive_filter sets = { 0 };
    if (o->n_where + o->n_where_not + o->n_not_same == 0)
        return CRIB_OK;
    int rc = archive_filter(&f->a, o, &sets, err);
    for (size_t i = 0; i < o->n_not_same && rc == CRIB_OK; i++)
        rc = archive_has_attribute(&f->a, o->not_same[i], err);
    archive_filter_done(&sets);
    return rc == CRIB_OK ? kin_init(&f->kin, &f->a, o, &r->collection, 0, err) : rc;
}

static int sift_all(struct sifter *f, crib_result *r, struct crib_err *err)
{
    f->rec = arena_alloc(&r->arena, sizeof *f->rec);
    if (!f->rec)
        return CRIB_NOMEM(err);
    *f->rec = (struct audit_record){ 0 };
    CRIB_TRY(archive_decisions(&f->a, &f->decisions, err));
    CRIB_TRY(audit_looked(r, &f->looked, err));
    CRIB_TRY(catalogue_last_run(&f->a.catalogue, &f->rec->last_run, err));
    CRIB_TRY(prepare_filter(f, r, err));
    if (f->baseline.n)
        CRIB_TRY(catalogue_each_standing(&f->a.catalogue, use_up, f, err));
    CRIB_TRY(sift_passages(f, r, err));
    CRIB_TRY(audit_standing(&f->a, &f->decisions, r, f->rec, &r->arena, err));
    sift_pairs(r);
    outcome_leave_out(r, "seen-before", f->n_seen);
    outcome_leave_out(r, "judged-before", f->n_judged);
    outcome_leave_out(r, "in-the-baseline", f->n_accepted);
    outcome_leave_out(r, "filtered", f->n_filtered);
    CRIB_TRY(check_parameters(r, f->filter, err));
    r->audit = f->rec;
    return CRIB_OK;
}

static int sift(const crib_job *job, const char *index, const struct crib_audit_options *o, crib_result *r,
                struct crib_err *err)
{
    struct sifter f = { .since = o->since, .filter = &o->filter };
    struct archive_open how = { .o = &job->options };
    int rc = archive_open(&f.a, index, &how, err);
    if (rc == CRIB_OK)
        rc = baseline_read(&f.baseline, o->baseline, o->n_baseline, err);
    if (rc == CRIB_OK)
        rc = sift_all(&f, r, err);
    decisions_done(&f.decisions);
    baseline_done(&f.baseline);
    audit_seen_done(&f.seen);
    kin_done(&f.kin);
    mem_free(f.looked.path);
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

/* A wrong baseline changes nothing, nor does a wrong filter. */
static int check_options(const struct crib_audit_options *o, struct crib_err *err)
{
    struct baseline b;
    CRIB_TRY(archive_filter_parse(&o->filter, err));
    int rc = baseline_read(&b, o->baseline, o->n_baseline, err);
    baseline_done(&b);
    return rc;
}

crib_result *crib_job_audit(crib_job *job, const char *index, const struct crib_index_options *o,
                            const struct crib_audit_options *audit, struct crib_index_changes *changes,
                            struct crib_err *err)
{
    static const struct crib_audit_options plain;
    crib_job *due = NULL;
    crib_result *added = NULL, *r = NULL;
    audit = audit ? audit : &plain;
    int rc = check_options(audit, err);
    if (rc == CRIB_OK && !(added = crib_job_index_add(job, index, o, changes, err)))
        rc = CRIB_E_INTERNAL;
    if (rc == CRIB_OK)
        rc = due_sources(job, index, audit->since, &due, err);
    if (rc == CRIB_OK)
        r = check_job(due, index, NULL, true, err);
    if (r)
        rc = sift(job, index, audit, r, err);
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

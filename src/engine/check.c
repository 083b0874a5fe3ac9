/* SPDX-License-Identifier: MIT */
/* What of a submission stands in an index.
 *
 * The documents of the index that share a seed or a band with the submission
 * are loaded behind its own, and this small collection is compared as a scan
 * compares a large one, by the same code: so what check says of a pair is what
 * a scan of submission and archive says. Pairs of the index's documents with
 * each other are only looked at where they may be one group, for counting how
 * common a text is; how many groups there are in all, the index knows. */
#include <time.h>

#include "core/search.h"
#include "core/sort.h"
#include "engine/archive.h"
#include "engine/archive_decide.h"
#include "engine/archive_paths.h"
#include "engine/check.h"
#include "engine/check_kin.h"
#include "engine/check_pick.h"
#include "engine/collection_grow.h"
#include "engine/job.h"
#include "engine/outcome.h"
#include "engine/roles.h"
#include "index/lsh.h"
#include "index/postings.h"

struct checker {
    struct archive archive;
    crib_result *r;
    const struct engine_options *o;
    struct progress progress;
    struct collection_extent input;
    struct comparison cmp;
    struct judgement judgement;
    struct check_own own;
    struct archive_filter filter;
    const struct crib_check_options *options;
    bool *hidden;         /* [n_doc] of those loaded: by the filter; NULL: none is */
    bool audit;           /* tell what the inputs share with each other, too */
    struct named_complaints complaints;
};

/* ---- candidates ---- */

/* Two documents of the index with fewer equal bins are hardly near-duplicates
 * (of a resemblance of .67, from which two documents can be, one pair in ten
 * thousand has fewer). */
enum { MAY_BE_NEAR = MINHASH_K / 2 };

static bool worth_aligning(const struct collection *c, uint32_t n_in, uint32_t a, uint32_t b)
{
    return a < n_in || minhash_equal(c->sig + (size_t)a * MINHASH_K, c->sig + (size_t)b * MINHASH_K) >= MAY_BE_NEAR;
}

static int add_bands(struct checker *k, struct crib_err *err)
{
    const struct collection *c = &k->r->collection;
    struct lsh_pairs pairs = { 0 };
    size_t n = 0;
    int rc = lsh_pairs(c->sig, c->n_doc, k->o->n_threads, &pairs, err);
    for (size_t i = 0; i < pairs.n; i++)
        if (worth_aligning(c, k->input.docs, (uint32_t)(pairs.pair[i] >> 32), (uint32_t)pairs.pair[i]))
            pairs.pair[n++] = pairs.pair[i];
    if (rc == CRIB_OK)
        rc = candidates_add_bands(&k->cmp.candidates, pairs.pair, n, c->sim, err);
    lsh_pairs_done(&pairs);
    return rc;
}

/* A document with itself is the scan's business. */
static void drop_selves(struct candidates *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->item[i].a != c->item[i].b)
            c->item[n++] = c->item[i];
    c->n = n;
}

static int compare(struct checker *k, struct crib_err *err)
{
    struct collection *c = &k->r->collection;
    struct postings postings = { 0 };
    progress_stage(&k->progress, "candidates", 0);
    int rc = postings_build(c->seeds, c->n_doc, k->o->n_threads, &postings, err);
    if (rc == CRIB_OK)
        rc = candidates_from_seeds(&postings, c->rows, k->input.docs, k->o->pub.min_length, compare_block(k->o),
                                   k->o->n_threads, &k->cmp.candidates, err);
    if (rc == CRIB_OK)
        rc = add_bands(k, err);
    drop_selves(&k->cmp.candidates);
    if (rc == CRIB_OK)
        rc = compare_aligned(c, k->o, &k->progress, &postings, &k->cmp, err);
    postings_done(&postings);
    return rc;
}

/* ---- roles, by the statistics of the whole index ---- */

/* Does the index hold this content at the submission's own path? */
static bool is_own(const struct check_own *own, uint64_t content)
{
    size_t at;
    LOWER_BOUND(at, own->n, own->content[at] < content);
    return at < own->n && own->content[at] == content;
}

static int assign_roles(struct checker *k, struct crib_err *err)
{
    const struct collection *c = &k->r->collection;
    bool *counts = mem_zero(c->n_doc, sizeof *counts), *outside = mem_zero(c->n_doc, sizeof *outside);
    int rc = counts && outside ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < c->n_doc; d++) {
        outside[d] = d < k->input.docs &&
                     !(is_own(&k->own, c->doc[d].content) && c->doc[d].content <= k->archive.sample_most);
        counts[d] = d < k->input.docs || c->doc[d].content <= k->archive.sample_most;
    }
    struct wider w = { .counts = counts, .outside = outside, .contents = k->archive.n_groups,
                       .n_first = k->input.docs };
    if (rc == CRIB_OK)
        rc = roles_assign_within(c, k->o, &w, &k->cmp, &k->progress, err);
    mem_free(counts);
    mem_free(outside);
    return rc;
}

/* ---- only what the submission shares with the index is told ---- */

static int keep_shared(struct checker *k, struct crib_err *err)
{
    struct collection *c = &k->r->collection;
    uint32_t n_in = k->input.docs, *to = mem_alloc((size_t)c->n_doc * sizeof *to);
    bool *keep = mem_zero(c->n_doc, sizeof *keep);
    size_t n = 0;
    struct kin kin = { 0 };
    int rc = to && keep ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK && k->options->n_not_same)
        rc = kin_init(&kin, &k->archive, k->options, c, n_in, err);
    for (size_t i = 0; rc == CRIB_OK && i < k->cmp.n_raw; i++) {
        struct raw *r = &k->cmp.raw[i];
        bool hidden = (k->hidden && r->b >= n_in && k->hidden[r->b - n_in]) ||
                      (kin.doc && kin_excluded(&kin, r->a, r->b));
        if (r->a >= n_in || (r->b < n_in && !k->audit) || hidden || r->dropped || r->found.list)
            continue;
        keep[r->b] = true;
        k->cmp.raw[n++] = *r;
    }
    k->cmp.n_raw = n;
    if (rc == CRIB_OK) {
        mem_free(c->sig);
        mem_free(c->sim);
        mem_free(c->periodic);
        c->sig = NULL;
        c->sim = NULL;
        c->periodic = NULL;
        rc = collection_keep(c, &k->input, keep, to, err);
    }
    for (size_t i = 0; rc == CRIB_OK && i < n; i++)
        k->cmp.raw[i].b = to[k->cmp.raw[i].b];
    kin_done(&kin);
    mem_free(keep);
    mem_free(to);
    return rc;
}

static int load_shared(struct checker *k, struct crib_err *err)
{
    struct archive_pick *pick;
    size_t n;
    CRIB_TRY(check_exclude(&k->archive, k->options, &k->r->collection, &k->filter, err));
    int rc = check_pick(&k->archive, &k->r->collection, &k->filter, &pick, &n, &k->own, err);
    if (rc == CRIB_OK)
        rc = archive_load(&k->archive, pick, n, k->o, &k->progress, &k->r->collection, &k->complaints, err);
    if (rc == CRIB_OK && k->filter.on) {
        k->hidden = mem_zero(n, sizeof *k->hidden);
        rc = k->hidden ? CRIB_OK : CRIB_NOMEM(err);
        for (size_t i = 0; rc == CRIB_OK && i < n; i++)
            k->hidden[i] = !archive_shows(&k->filter, (size_t)(archive_segment_of(&k->archive, pick[i].segment) -
                                                               k->archive.segment), pick[i].number);
    }
    mem_free(pick);
    return rc;
}

/* Decisions are shown with the passages they are about, which stay. */
static int show_decisions(struct checker *k, struct crib_err *err)
{
    struct decisions d;
    int rc = archive_decisions(&k->archive, &d, err);
    for (size_t i = 0; i < k->r->n_passage && rc == CRIB_OK; i++) {
        struct crib_passage *p = &k->r->passage[i];
        const struct decision *x = decisions_find(&d, p->id);
        if (!x)
            continue;
        p->decision = arena_strndup(&k->r->arena, x->what, strlen(x->what));
        p->note = arena_strndup(&k->r->arena, x->note, strlen(x->note));
        if (!p->decision || !p->note)
            rc = CRIB_NOMEM(err);
    }
    decisions_done(&d);
    return rc;
}

static int stages(struct checker *k, crib_job *job, struct crib_err *err)
{
    struct collection *c = &k->r->collection;
    CRIB_TRY(job_read(job, c, &k->progress, err));
    k->input = (struct collection_extent){ c->n_source, c->n_part, c->n_doc };
    CRIB_TRY(load_shared(k, err));
    CRIB_TRY(compare(k, err));
    CRIB_TRY(assign_roles(k, err));
    CRIB_TRY(keep_shared(k, err));
    CRIB_TRY(judge_pairs(c, k->o, &k->cmp, &k->judgement, err));
    CRIB_TRY(outcome_fill(k->r, k->o, &k->cmp, &k->judgement, &k->progress, err));
    CRIB_TRY(show_decisions(k, err));
    CRIB_TRY(check_parameters(k->r, k->options, err));
    if (!k->audit)
        CRIB_TRY(check_groups(&k->archive, k->options, &k->cmp, k->input.docs, k->r, err));
    if (!k->audit)
        outcome_leave_out(k->r, "index-own-path", k->own.n);
    for (uint32_t d = k->input.docs; d < k->r->n_document; d++)
        k->r->document[d].origin = CRIB_ORIGIN_INDEX;
    return CRIB_OK;
}

struct request {
    const char *index;
    const struct crib_check_options *o;
    bool audit, overtaken;
};

static int check_stages(crib_job *job, crib_result *r, void *arg, struct crib_err *err)
{
    struct request *q = arg;
    struct checker k = { .r = r, .o = &job->options, .audit = q->audit, .options = q->o };
    struct archive_open how = { .o = &job->options, .glance = true };
    source_list_init(&r->collection.list);
    source_list_init(&r->collection.templates.list);
    progress_init(&k.progress, &job->watch);
    named_complaints_init(&k.complaints, &r->arena);
    int rc = archive_open(&k.archive, q->index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_read_here_and_there(&k.archive, err);
    if (rc == CRIB_OK)
        rc = archive_filter(&k.archive, q->o, &k.filter, err);
    if (rc == CRIB_OK)
        rc = stages(&k, job, err);
    if (rc == CRIB_OK)
        rc = named_complaints_give(&k.complaints, r, err);
    mem_free(k.complaints.item);
    mem_free(k.own.content);
    mem_free(k.hidden);
    archive_filter_done(&k.filter);
    q->overtaken = k.archive.catalogue.db && !catalogue_unchanged(&k.archive.catalogue, q->index);
    archive_close(&k.archive);
    judgement_done(&k.judgement);
    comparison_done(&k.cmp);
    return rc;
}

crib_result *check_job(crib_job *job, const char *index, const struct crib_check_options *o, bool audit,
                       struct crib_err *err)
{
    static const struct crib_check_options none;
    /* when a writer comes by each time: a second in all, and each a little later */
    enum { TRIES = 20, PAUSE_NS = 5000000 };
    if (o && archive_filter_parse(o, err) != CRIB_OK)
        return NULL;
    for (int i = 0; i < TRIES; i++) {
        struct request q = { .index = index, .o = o ? o : &none, .audit = audit };
        crib_result *r = job_run(job, audit ? "audit" : "check", check_stages, &q, err);
        if (!q.overtaken)
            return r;
        crib_result_free(r);
        struct timespec pause = { .tv_nsec = PAUSE_NS * (i + 1) };
        nanosleep(&pause, NULL);
    }
    (void)CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "the index is written all the time, and this reader may not lock it");
    return NULL;
}

crib_result *crib_job_check(crib_job *job, const char *index, const struct crib_check_options *o, struct crib_err *err)
{
    return check_job(job, index, o, false, err);
}

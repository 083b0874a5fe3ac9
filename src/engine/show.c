/* SPDX-License-Identifier: MIT */
/* `crib show STAGE FILE`: each stage's own view of the job's inputs. The
 * stages print; this file knows which one, and in what order. */
#include "cluster/title_view.h"
#include "core/buf.h"
#include "core/fact.h"
#include "engine/archive_show.h"
#include "engine/compare.h"
#include "engine/job.h"
#include "engine/judge.h"
#include "engine/lists.h"
#include "engine/roles.h"
#include "index/postings.h"
#include "match/match_show.h"
#include "sketch/sketch_show.h"
#include "text/text_show.h"

/* One stage's view of one document is held in memory before it is written. */
static const size_t MOST_SHOWN = (size_t)1 << 31;

struct shower {
    crib_job *job;
    struct collection *c;
    struct buf out;
    crib_sink *sink;
    void *sink_arg;
};

static int flush(struct shower *s, struct crib_err *err)
{
    int e = s->out.n ? s->sink(s->sink_arg, s->out.p, s->out.n) : 0;
    s->out.n = 0;
    return e ? CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write: %s", strerror(e)) : CRIB_OK;
}

/* The extracted text as it is, so that spans can be counted in it. */
static int show_text(struct shower *s, struct crib_err *err)
{
    for (size_t i = 0; i < s->c->n_part; i++) {
        const struct member *m = s->c->part[i].member;
        CRIB_TRY(buf_add(&s->out, m->text, m->n_bytes, err));
        CRIB_TRY(flush(s, err));
    }
    return CRIB_OK;
}

static int head(struct shower *s, const struct part *p, uint32_t ordinal, struct crib_err *err)
{
    CRIB_TRY(buf_printf(&s->out, err, "== %s", p->source->name));
    if (p->member->name)
        CRIB_TRY(buf_printf(&s->out, err, " / %s", p->member->name));
    if (ordinal)
        CRIB_TRY(buf_printf(&s->out, err, " #%u", ordinal));
    return buf_char(&s->out, '\n', err);
}

static int show_documents(struct shower *s, struct crib_err *err)
{
    for (size_t i = 0; i < s->c->n_part; i++) {
        const struct part *p = &s->c->part[i];
        CRIB_TRY(head(s, p, 0, err));
        CRIB_TRY(segment_show(p->member, &p->seg, &s->out, err));
        CRIB_TRY(flush(s, err));
    }
    return CRIB_OK;
}

typedef int show_row_fn(struct shower *s, uint32_t doc, struct crib_err *err);

static int each_document(struct shower *s, show_row_fn *fn, struct crib_err *err)
{
    for (uint32_t d = 0; d < s->c->n_doc; d++) {
        CRIB_TRY(head(s, s->c->doc[d].part, s->c->doc[d].ordinal, err));
        CRIB_TRY(fn(s, d, err));
        CRIB_TRY(flush(s, err));
    }
    return CRIB_OK;
}

static int units_of(struct shower *s, uint32_t d, struct crib_err *err)
{
    return text_show_units(doc_text(&s->c->doc[d]), &s->c->rows[d], &s->out, err);
}

static int shingles_of(struct shower *s, uint32_t d, struct crib_err *err)
{
    return sketch_show_shingles(&s->c->rows[d], doc_text(&s->c->doc[d]), &s->out, err);
}

static int sketch_of(struct shower *s, uint32_t d, struct crib_err *err)
{
    return sketch_show_sketch(&s->c->rows[d], doc_text(&s->c->doc[d]), s->job->options.pub.min_length, &s->out, err);
}

static int show_units(struct shower *s, struct crib_err *err) { return each_document(s, units_of, err); }
static int show_shingles(struct shower *s, struct crib_err *err) { return each_document(s, shingles_of, err); }
static int show_sketch(struct shower *s, struct crib_err *err) { return each_document(s, sketch_of, err); }

static int name_of(struct shower *s, uint32_t d, struct crib_err *err)
{
    const struct doc *doc = &s->c->doc[d];
    CRIB_TRY(buf_printf(&s->out, err, "%s", doc->part->source->name));
    if (doc->part->member->name)
        CRIB_TRY(buf_printf(&s->out, err, "/%s", doc->part->member->name));
    return buf_printf(&s->out, err, "#%u", doc->ordinal);
}

static int show_pair(struct shower *s, const struct candidate *k, struct crib_err *err)
{
    static const struct { uint32_t bit; const char *name; } whys[] = {
        { WHY_RUN, "run" }, { WHY_PIECES, "pieces" }, { WHY_STAR, "star" }, { WHY_BAND, "band" }, { WHY_SKETCH, "simhash" },
        { WHY_PERIODIC, "periodic" }, { WHY_FAMILY, "family" }, { WHY_NEARLY, "nearly" },
    };
    CRIB_TRY(name_of(s, k->a, err));
    CRIB_TRY(buf_str(&s->out, " ~ ", err));
    CRIB_TRY(name_of(s, k->b, err));
    CRIB_TRY(buf_char(&s->out, ':', err));
    for (size_t i = 0; i < COUNT_OF(whys); i++)
        if (k->why & whys[i].bit)
            CRIB_TRY(buf_printf(&s->out, err, " %s", whys[i].name));
    return buf_char(&s->out, '\n', err);
}

static int show_chains_of(struct shower *s, const struct postings *p, const struct candidate *k, struct crib_err *err)
{
    struct matcher m;
    struct hits hits = { 0 };
    struct founds founds = { 0 };
    uint32_t length = s->job->options.pub.min_length;
    const struct units *rows = s->c->rows;
    uint32_t *paragraph = k->a == k->b ? mem_alloc(((size_t)rows[k->a].n + 1) * sizeof *paragraph) : NULL;
    if (k->a == k->b && !paragraph)
        return CRIB_NOMEM(err);
    if (paragraph)
        lists_paragraphs(s->c->doc[k->a].seg, &rows[k->a], paragraph);
    matcher_init(&m);
    int rc = postings_join(p, rows, k->a, k->b, length, &hits, err);
    if (rc == CRIB_OK)
        rc = match_rows(&m, &rows[k->a], &rows[k->b], paragraph, (const struct seed_hit *)hits.item, hits.n, length,
                        &founds, err);
    if (rc == CRIB_OK)
        rc = match_show(&m, &founds, &s->out, err);
    founds_done(&founds);
    hits_done(&hits);
    matcher_done(&m);
    mem_free(paragraph);
    return rc;
}

static int pairs(struct shower *s, bool chains, struct crib_err *err)
{
    struct postings p = { 0 };
    struct comparison cmp = { 0 };
    int rc = compare_candidates(s->c, &s->job->options, &p, &cmp, err);
    const struct candidates *k = &cmp.candidates;
    for (size_t i = 0; i < k->n && rc == CRIB_OK; i++) {
        rc = show_pair(s, &k->item[i], err);
        if (rc == CRIB_OK && chains)
            rc = show_chains_of(s, &p, &k->item[i], err);
        if (rc == CRIB_OK)
            rc = flush(s, err);
    }
    comparison_done(&cmp);
    postings_done(&p);
    return rc;
}

static int show_candidates(struct shower *s, struct crib_err *err) { return pairs(s, false, err); }
static int show_chains(struct shower *s, struct crib_err *err) { return pairs(s, true, err); }

static int show_views(struct shower *s, const struct title_view *view, struct crib_err *err)
{
    for (uint32_t d = 0; d < s->c->n_doc; d++) {
        CRIB_TRY(head(s, s->c->doc[d].part, s->c->doc[d].ordinal, err));
        CRIB_TRY(title_show(&view[d], &s->out, err));
        CRIB_TRY(flush(s, err));
    }
    return CRIB_OK;
}

static int show_titles(struct shower *s, struct crib_err *err)
{
    const struct engine_options *o = &s->job->options;
    struct comparison cmp = { 0 };
    struct judgement j = { 0 };
    struct progress p;
    progress_init(&p, &s->job->watch);
    uint32_t *fit = mem_alloc(((size_t)s->c->n_doc + 1) * sizeof *fit);
    struct title_view *view = mem_zero((size_t)s->c->n_doc + 1, sizeof *view);
    int rc = fit && view ? compare_all(s->c, o, &p, &cmp, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = roles_assign(s->c, o, &cmp, &p, err);
    if (rc == CRIB_OK)
        rc = judge_pairs(s->c, o, &cmp, &j, err);
    if (rc == CRIB_OK)
        rc = judge_titles(s->c, o->n_threads, &j, fit, view, err);
    if (rc == CRIB_OK)
        rc = show_views(s, view, err);
    mem_free(fit);
    mem_free(view);
    judgement_done(&j);
    comparison_done(&cmp);
    return rc;
}

/* Segments are no texts: they are opened as what they are. */
static int show_segments(struct shower *s, struct crib_err *err)
{
    for (size_t i = 0; i < s->job->inputs.n; i++) {
        CRIB_TRY(archive_show_segment(s->job->inputs.item[i].path, &s->out, err));
        CRIB_TRY(flush(s, err));
    }
    return CRIB_OK;
}

static const struct stage {
    const char *name, *help;
    int (*show)(struct shower *s, struct crib_err *err);
} stages[] = {
    { "text", "the extracted text, in which all spans count", show_text },
    { "documents", "documents, headings, what was set aside, and why", show_documents },
    { "units", "the folded units with their places", show_units },
    { "shingles", "the hashes of every run of five units", show_shingles },
    { "sketch", "MinHash, SimHash and sampled seeds", show_sketch },
    { "candidates", "pairs of documents worth aligning, and why", show_candidates },
    { "chains", "anchors, chains and passages of every candidate", show_chains },
    { "titles", "how each title stands to its text, and how much it is doubted", show_titles },
    { "segment", "what a segment file of an index holds", show_segments },
};

const char *crib_stage_name(size_t i) { return i < COUNT_OF(stages) ? stages[i].name : NULL; }
const char *crib_stage_help(size_t i) { return i < COUNT_OF(stages) ? stages[i].help : NULL; }

/* A show has no result to carry complaints: what was lost is its failure. */
static int first_loss(const struct collection *c, struct crib_err *err)
{
    for (size_t i = 0; i < c->list.n_complaint; i++)
        if (c->list.complaint[i].complaint.lost)
            return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%s: %s", c->list.complaint[i].path,
                             c->list.complaint[i].complaint.what.code);
    for (size_t i = 0; i < c->n_source; i++)
        if (c->source[i].n_member == 0 && c->source[i].complaints.n && c->source[i].complaints.item[0].lost)
            return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%s: %s", c->source[i].name,
                             c->source[i].complaints.item[0].what.code);
    return CRIB_OK;
}

int crib_job_show(crib_job *job, const char *stage, crib_sink *sink, void *sink_arg, struct crib_err *err)
{
    const struct stage *found = NULL;
    for (size_t i = 0; i < COUNT_OF(stages); i++)
        if (strcmp(stages[i].name, stage) == 0)
            found = &stages[i];
    if (!found)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "no stage is called '%s'", stage);
    struct collection c = { 0 };
    struct progress p;
    progress_init(&p, &job->watch);
    struct shower s = { .job = job, .c = &c, .sink = sink, .sink_arg = sink_arg };
    buf_init(&s.out, MOST_SHOWN);
    int rc = CRIB_OK;
    if (found->show != show_segments) {
        rc = job_read(job, &c, &p, err);
        if (rc == CRIB_OK)
            rc = first_loss(&c, err);
    }
    if (rc == CRIB_OK)
        rc = found->show(&s, err);
    if (rc == CRIB_OK)
        rc = flush(&s, err);
    buf_done(&s.out);
    collection_done(&c);
    return rc;
}

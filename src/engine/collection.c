/* SPDX-License-Identifier: MIT */
/* Reading a collection: files in parallel, then members in parallel; slot i
 * belongs to item i, so that nothing depends on who came first. */
#include "engine/collection.h"

#include "core/hash.h"
#include "core/par.h"
#include "engine/rows.h"
#include "match/tandem.h"
#include "text/fold.h"

void collection_drop_seeds(struct collection *c)
{
    for (uint32_t d = 0; c->seeds && d < c->n_doc; d++)
        seeds_done(&c->seeds[d]);
    mem_free(c->seeds);
    c->seeds = NULL;
}

void collection_drop_rows(struct collection *c)
{
    collection_drop_seeds(c);
    for (uint32_t d = 0; c->rows && d < c->n_doc; d++)
        units_done(&c->rows[d]);
    mem_free(c->rows);
    mem_free(c->sig);
    mem_free(c->sim);
    mem_free(c->periodic);
    c->rows = NULL;
    c->sig = NULL;
    c->sim = NULL;
    c->periodic = NULL;
}

void collection_done(struct collection *c)
{
    collection_drop_rows(c);
    for (uint32_t d = 0; c->doc && d < c->n_doc; d++) {
        units_done(&c->doc[d].title);
        mem_free(c->doc[d].template_units);
    }
    mem_free(c->doc);
    for (size_t i = 0; i < c->n_part; i++) {
        segmented_done(&c->part[i].seg);
        posmap_done(&c->part[i].map);
        complaints_done(&c->part[i].complaints);
    }
    mem_free(c->part);
    for (size_t i = 0; i < c->n_source; i++)
        source_done(&c->source[i]);
    mem_free(c->source);
    source_list_done(&c->list);
    templates_done(&c->templates);
    *c = (struct collection){ 0 };
}

struct work {
    struct collection *c;
    const struct engine_options *o;
    struct source_options source;
    struct progress *progress;
    struct fold_desk *desk;  /* [n_threads] */
    size_t *todo;            /* the sources that are to be read */
    const uint32_t *again;   /* the documents that are folded once more */
};

static int read_one(size_t i_todo, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    struct work *w = arg;
    size_t i = w->todo[i_todo];
    CRIB_TRY(source_read(&w->c->list.entry[i], &w->source, &w->c->source[i], err));
    return progress_step(w->progress, err);
}

/* All threads read the rows of one large file after the other, and then a file
 * each of the rest. */
static int read_all(struct work *w, struct crib_err *err)
{
    enum { LARGE = 8 << 20 };
    size_t n = 0;
    w->todo = mem_alloc(w->c->n_source * sizeof *w->todo);
    if (!w->todo)
        return CRIB_NOMEM(err);
    int rc = CRIB_OK;
    for (size_t i = 0; i < w->c->n_source && rc == CRIB_OK; i++) {
        w->todo[n] = i;
        if (w->o->n_threads == 1 || !source_is_rows(&w->c->list.entry[i], LARGE)) {
            n++;
            continue;
        }
        w->source.n_threads = w->o->n_threads;
        rc = read_one(n, 0, w, err);
    }
    w->source.n_threads = 1;
    if (rc == CRIB_OK)
        rc = par_for(n, w->o->n_threads, read_one, w, err);
    mem_free(w->todo);
    return rc;
}

int collection_cut(struct part *p, const struct engine_options *o, struct crib_err *err)
{
    struct segment_options so = { .mode = SEGMENT_AUTO, .pattern = o->pattern };
    if (o->pub.documents != CRIB_DOCUMENTS_AUTO)
        so.mode = o->pub.documents == CRIB_DOCUMENTS_FILE ? SEGMENT_FILE : SEGMENT_REGEX;
    CRIB_TRY(segment(p->member, &so, &p->seg, &p->complaints, err));
    CRIB_TRY(posmap_init(&p->map, p->member->text, p->member->n_bytes, err));
    mem_free(p->member->block); /* the documents' lines say what the blocks said */
    p->member->block = NULL;
    p->member->n_block = 0;
    return CRIB_OK;
}

static int cut_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    struct work *w = arg;
    CRIB_TRY(collection_cut(&w->c->part[i], w->o, err));
    return progress_step(w->progress, err);
}

void fold_desks_done(struct fold_desk *desk, int n)
{
    for (int t = 0; desk && t < n; t++) {
        units_done(&desk[t].row);
        units_done(&desk[t].title);
        mem_free(desk[t].shingle);
        seeds_done(&desk[t].seeds);
        slab_done(&desk[t].slab);
        slab_done(&desk[t].seed_slab);
    }
    mem_free(desk);
}

/* The shingles of the row on the desk, beside it. */
static int hash_desk(struct fold_desk *desk, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(desk->shingle, 0, &desk->cap, shingle_count(desk->row.n), err));
    shingle_hash(&desk->row, desk->shingle);
    return CRIB_OK;
}

/* Keep the row on the desk and its seeds. */
static int keep_document(struct collection *c, const struct engine_options *o, struct fold_desk *desk, uint32_t doc,
                         struct crib_err *err)
{
    const struct units *row = &desk->row;
    CRIB_TRY(seeds_of(row, desk->shingle, o->pub.min_length, &desk->seeds, err));
    int64_t thinned = tandem_thin(row, &desk->seeds, o->pub.min_length, err);
    if (thinned < 0)
        return CRIB_E_NOMEM;
    c->periodic[doc] = thinned > 0;
    CRIB_TRY(seeds_keep(&desk->seeds, &desk->seed_slab, &c->seeds[doc], err));
    return units_pack(&c->rows[doc], row, &desk->slab, err);
}

static uint32_t count_redactions(const struct units *row)
{
    uint32_t n = 0;
    for (uint32_t u = 0; u < row->n; u++)
        n += row->kind[u] == UNIT_REDACTION;
    return n;
}

static bool weighs_less(const struct units *row, uint32_t length)
{
    uint32_t weight = 0;
    for (uint32_t u = 0; u < row->n && weight < length; u++)
        weight += unit_weighs(row, u);
    return weight < length;
}

int collection_fold(struct collection *c, const struct engine_options *o, struct fold_desk *desk, uint32_t doc,
                    struct crib_err *err)
{
    struct doc *d = &c->doc[doc];
    struct units *row = &desk->row;
    const struct member *m = d->part->member;
    CRIB_TRY(rows_fold(m, d->seg, row, err));
    d->content = units_hash(row);
    d->redactions += count_redactions(row);
    d->shorter = weighs_less(row, o->pub.min_length);
    CRIB_TRY(templates_mark(&c->templates, row, o->pub.min_length, &d->template_units, &d->n_template, err));
    CRIB_TRY(hash_desk(desk, err));
    minhash(desk->shingle, shingle_count(row->n), c->sig + (size_t)doc * MINHASH_K);
    if (o->whole) {
        c->rows[doc].n = row->n;
        return CRIB_OK;
    }
    c->sim[doc] = simhash(desk->shingle, shingle_count(row->n));
    desk->title.n = 0;
    CRIB_TRY(fold_run(m->text, d->seg->title, m->markdown ? FOLD_MARKDOWN : 0, &desk->title, err));
    CRIB_TRY(units_pack(&d->title, &desk->title, &desk->slab, err));
    return keep_document(c, o, desk, doc, err);
}

static int fold_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct work *w = arg;
    CRIB_TRY(collection_fold(w->c, w->o, &w->desk[thread], (uint32_t)i, err));
    return progress_step(w->progress, err);
}

static int list_parts(struct collection *c, struct crib_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_source; i++)
        n += c->source[i].n_member;
    c->part = mem_zero(n, sizeof *c->part);
    if (!c->part)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < c->n_source; i++)
        for (size_t k = 0; k < c->source[i].n_member; k++) {
            struct part *p = &c->part[c->n_part++];
            p->source = &c->source[i];
            p->source_index = (uint32_t)i;
            p->member = &c->source[i].member[k];
            complaints_init(&p->complaints);
        }
    return CRIB_OK;
}

static int list_documents(struct collection *c, bool whole, struct crib_err *err)
{
    uint64_t n = 0;
    for (size_t i = 0; i < c->n_part; i++)
        n += c->part[i].seg.n_doc;
    if (n >= UINT32_MAX)
        return CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "%" PRIu64 " documents are more than one run can hold", n);
    c->doc = mem_zero(n, sizeof *c->doc);
    c->rows = mem_zero(n, sizeof *c->rows);
    c->seeds = mem_zero(n, sizeof *c->seeds);
    c->sig = mem_alloc(n * MINHASH_K * sizeof *c->sig);
    c->sim = whole ? NULL : mem_alloc(n * sizeof *c->sim);
    c->periodic = mem_zero(n, sizeof *c->periodic);
    if (!c->doc || !c->rows || !c->seeds || !c->sig || (!c->sim && !whole) || !c->periodic)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < c->n_part; i++) {
        struct part *p = &c->part[i];
        p->first_doc = c->n_doc;
        for (uint32_t d = 0; d < p->seg.n_doc; d++)
            c->doc[c->n_doc++] = (struct doc){ .part = p, .seg = &p->seg.doc[d], .ordinal = d + 1 };
    }
    return CRIB_OK;
}

int collection_read(struct collection *c, const struct engine_options *o, struct progress *p, struct crib_err *err)
{
    const struct crib_options *pub = &o->pub;
    struct work w = { .c = c, .o = o, .progress = p,
                      .source = { .encoding = pub->encoding, .text_field = pub->text_field, .id_field = pub->id_field,
                                  .include = pub->include, .n_include = pub->n_include,
                                  .exclude = pub->exclude, .n_exclude = pub->n_exclude } };
    c->n_source = c->list.n;
    c->source = mem_zero(c->n_source, sizeof *c->source);
    if (!c->source) {
        c->n_source = 0;
        return CRIB_NOMEM(err);
    }
    progress_stage(p, "read", c->n_source);
    CRIB_TRY(read_all(&w, err));
    CRIB_TRY(list_parts(c, err));
    progress_stage(p, "documents", c->n_part);
    CRIB_TRY(par_for(c->n_part, o->n_threads, cut_one, &w, err));
    CRIB_TRY(list_documents(c, o->whole, err));
    progress_stage(p, "sketch", c->n_doc);
    w.desk = mem_zero((size_t)o->n_threads, sizeof *w.desk);
    int rc = w.desk ? par_for(c->n_doc, o->n_threads, fold_one, &w, err) : CRIB_NOMEM(err);
    fold_desks_done(w.desk, o->n_threads);
    return rc;
}

static int fold_again(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct work *w = arg;
    struct fold_desk *desk = &w->desk[thread];
    uint32_t doc = w->again[i];
    const struct doc *d = &w->c->doc[doc];
    CRIB_TRY(rows_fold(d->part->member, d->seg, &desk->row, err));
    CRIB_TRY(hash_desk(desk, err));
    w->c->rows[doc].n = 0;
    CRIB_TRY(keep_document(w->c, w->o, desk, doc, err));
    return progress_step(w->progress, err);
}

int collection_fold_again(struct collection *c, const struct engine_options *o, const uint32_t *doc, size_t n,
                          struct progress *p, struct crib_err *err)
{
    struct work w = { .c = c, .o = o, .progress = p, .again = doc };
    w.desk = mem_zero((size_t)o->n_threads, sizeof *w.desk);
    int rc = w.desk ? par_for(n, o->n_threads, fold_again, &w, err) : CRIB_NOMEM(err);
    fold_desks_done(w.desk, o->n_threads);
    return rc;
}

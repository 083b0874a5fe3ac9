/* SPDX-License-Identifier: MIT */
/* Passages of a result: described in parallel, placed under their headings,
 * and counted into each document's coverage. */
#include "core/par.h"
#include "core/search.h"
#include "core/spill.h"
#include "engine/outcome.h"
#include "match/describe.h"

/* Headings of one document, to find the nearest one above a byte. */
struct headings {
    const struct line **line;
    const char **text;
    uint32_t n;
};

static int find_headings(struct crib_result *r, const struct doc *d, struct headings *h, struct crib_err *err)
{
    const struct document *s = d->seg;
    for (uint32_t i = 0; i < s->n_line; i++)
        h->n += s->line[i].role == LINE_HEADING;
    h->line = arena_alloc(&r->arena, h->n * sizeof *h->line);
    h->text = arena_alloc(&r->arena, h->n * sizeof *h->text);
    if (!h->line || !h->text)
        return CRIB_NOMEM(err);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_line; i++) {
        const struct line *l = &s->line[i];
        if (l->role != LINE_HEADING)
            continue;
        h->line[n] = l;
        h->text[n] = arena_strndup(&r->arena, doc_text(d) + l->span.beg, txt_len(l->span));
        if (!h->text[n++])
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static const char *section_at(const struct headings *h, uint32_t byte)
{
    uint32_t at;
    LOWER_BOUND(at, h->n, h->line[at]->span.beg <= byte);
    return at ? h->text[at - 1] : "";
}

struct maker {
    struct crib_result *r;
    const struct comparison *cmp;
    const size_t *kept;             /* [n] indices of raw */
    struct description *described;  /* [n] */
    struct headings *headings;      /* [n_doc] */
    struct progress *progress;
};

static struct side side_of(const struct collection *c, uint32_t doc)
{
    const struct member *m = c->doc[doc].part->member;
    return (struct side){ m->text, m->n_bytes, &c->rows[doc] };
}

static int describe_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    struct maker *m = arg;
    const struct raw *raw = &m->cmp->raw[m->kept[i]];
    struct side a = side_of(&m->r->collection, raw->a), b = side_of(&m->r->collection, raw->b);
    CRIB_TRY(describe(&a, &b, &raw->found, raw->block, &m->described[i], err));
    return progress_step(m->progress, err);
}

static struct crib_place place_of(const struct maker *m, uint32_t i_doc, struct txt_span s)
{
    const struct doc *d = &m->r->collection.doc[i_doc];
    return (struct crib_place){ .doc = i_doc, .lines = outcome_lines(d, s), .bytes = { s.beg, s.end },
                                .chars = outcome_chars(d, s), .section = section_at(&m->headings[i_doc], s.beg) };
}

static int copy_edits(struct crib_result *r, const struct description *d, struct crib_passage *out,
                      struct crib_err *err)
{
    struct crib_edit *edit = arena_alloc(&r->arena, d->n_edits * sizeof *edit);
    if (!edit)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < d->n_edits; i++) {
        const struct edit *e = &d->edit[i];
        edit[i] = (struct crib_edit){ (enum crib_change)e->kind, { e->a.beg, e->a.end }, { e->b.beg, e->b.end } };
    }
    out->edit = edit;
    out->n_edits = d->n_edits;
    return CRIB_OK;
}

static int make_passage(const struct maker *m, size_t i, struct crib_err *err)
{
    const struct raw *raw = &m->cmp->raw[m->kept[i]];
    struct description *d = &m->described[i];
    uint32_t longer = max_u32(unit_len(raw->found.a), unit_len(raw->found.b));
    struct crib_passage *out = &m->r->passage[m->r->n_passage++];
    *out = (struct crib_passage){ .id = d->id, .a = place_of(m, raw->a, d->a), .b = place_of(m, raw->b, d->b),
                                  .klass = (enum crib_class)d->klass, .role = (enum crib_role)raw->role,
                                  .distance = min_u32(raw->found.distance, longer), .longer = longer, .length = longer,
                                  .commonness = raw->commonness, .flags = d->flags };
    for (size_t k = 0; k < CRIB_N_CHANGES; k++)
        out->changes[k] = d->changes[k];
    int rc = copy_edits(m->r, d, out, err);
    description_done(d);
    return rc;
}

/* A unit in several passages counts for the most telling role, the first;
 * template text is boilerplate wherever it stands, and what was filled in
 * between is not. */
static int count_coverage(struct crib_result *r, const struct comparison *cmp, const size_t *kept, size_t n,
                          struct crib_err *err)
{
    const struct collection *c = &r->collection;
    uint8_t **best = mem_zero(c->n_doc, sizeof *best);
    int rc = best ? CRIB_OK : CRIB_NOMEM(err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        const struct raw *raw = &cmp->raw[kept[i]];
        if (raw->templated)
            continue;
        const uint32_t doc[2] = { raw->a, raw->b };
        const struct unit_span span[2] = { raw->found.a, raw->found.b };
        for (int side = 0; side < 2; side++) {
            uint8_t **row = &best[doc[side]];
            if (!*row && !(*row = mem_zero(c->rows[doc[side]].n, 1))) {
                rc = CRIB_NOMEM(err);
                break;
            }
            uint8_t rank = (uint8_t)(CRIB_N_ROLES - raw->role);
            for (uint32_t u = span[side].beg; u < span[side].end; u++)
                if ((*row)[u] < rank)
                    (*row)[u] = rank;
        }
    }
    for (uint32_t d = 0; best && d < c->n_doc; d++) {
        bool nothing = !best[d] && !c->doc[d].template_units; /* as of most documents */
        for (uint32_t u = 0; !nothing && u < c->rows[d].n; u++) {
            if (is_template_unit(&c->doc[d], u))
                r->document[d].covered[CRIB_ROLE_BOILERPLATE]++;
            else if (best[d] && best[d][u])
                r->document[d].covered[CRIB_N_ROLES - best[d][u]]++;
        }
        mem_free(best[d]);
    }
    mem_free(best);
    return rc;
}

static int passage_order(const void *p, const void *q)
{
    const struct crib_passage *x = p, *y = q;
    const uint64_t kx[] = { x->a.doc, x->b.doc, x->a.bytes.beg, x->b.bytes.beg, x->a.bytes.end, x->b.bytes.end };
    const uint64_t ky[] = { y->a.doc, y->b.doc, y->a.bytes.beg, y->b.bytes.beg, y->a.bytes.end, y->b.bytes.end };
    for (size_t i = 0; i < COUNT_OF(kx); i++)
        if (kx[i] != ky[i])
            return kx[i] < ky[i] ? -1 : 1;
    return 0;
}

static int make_all(struct maker *m, size_t n, const struct engine_options *o, struct crib_err *err)
{
    struct crib_result *r = m->r;
    progress_stage(m->progress, "describe", n);
    CRIB_TRY(par_for(n, o->n_threads, describe_one, m, err));
    for (uint32_t d = 0; d < r->collection.n_doc; d++)
        CRIB_TRY(find_headings(r, &r->collection.doc[d], &m->headings[d], err));
    r->passage = arena_alloc(&r->arena, n * sizeof *r->passage);
    if (!r->passage)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < n; i++) {
        spill_pause(); /* two texts each, read at random */
        CRIB_TRY(make_passage(m, i, err));
    }
    if (n)
        qsort(r->passage, n, sizeof *r->passage, passage_order);
    return count_coverage(r, m->cmp, m->kept, n, err);
}

int outcome_passages(struct crib_result *r, const struct engine_options *o, const struct comparison *cmp,
                     struct progress *p, struct crib_err *err)
{
    size_t n = 0, *kept = mem_alloc(cmp->n_raw * sizeof *kept);
    if (!kept)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < cmp->n_raw; i++)
        if (!cmp->raw[i].found.list && !cmp->raw[i].dropped)
            kept[n++] = i;
    struct maker m = { .r = r, .cmp = cmp, .kept = kept, .progress = p };
    m.described = mem_zero(n, sizeof *m.described);
    m.headings = mem_zero(r->collection.n_doc, sizeof *m.headings);
    int rc = m.described && m.headings ? make_all(&m, n, o, err) : CRIB_NOMEM(err);
    for (size_t i = 0; m.described && i < n; i++)
        description_done(&m.described[i]);
    mem_free(m.described);
    mem_free(m.headings);
    mem_free(kept);
    return rc;
}

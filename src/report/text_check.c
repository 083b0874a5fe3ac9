/* SPDX-License-Identifier: MIT */
/* What a check tells people: for each document of the submission the sources
 * it shares most with, then its passages in order, each with its best source
 * and where else it stands; at the end the figures that reviewers quote. */
#include "core/base.h"

#include "core/sort.h"
#include "report/overlap.h"
#include "report/text.h"

enum { SOURCES_MOST = 8, PASSAGES_MOST = 40, ALSO_MOST = 3 };

void text_checked(struct text *t, const char *code)
{
    const struct view *v = t->v;
    uint64_t documents = 0, units = 0, findings = 0;
    bool again = false;
    for (size_t i = 0; i < v->n_passages; i++)
        findings += role_counts(v->passage[i].role);
    for (size_t d = 0; d < v->n_documents; d++)
        if (v->document[d].origin == CRIB_ORIGIN_INPUT)
            documents++, units += v->document[d].units;
    again = strcmp(code, "audited") == 0 && findings > v->n_new;
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_HEAD, again ? "audited-again" : code, ARG_INT("documents", documents), ARG_INT("units", units),
        ARG_INT("n", again ? v->n_new : v->n_documents - documents), ARG_INT("findings", findings));
    layout_end(&t->lay);
}

static void gone_side(struct text *t, const struct crib_gone *g, int side)
{
    text_quoted(t, g->title[side]);
    layout_space(&t->lay, 2);
    text_file(t, STYLE_DIM, g->source[side]);
}

void text_gone(struct text *t)
{
    const struct view *v = t->v;
    if (v->n_gone == 0)
        return;
    text_heading(t, "head-gone", v->n_gone);
    for (size_t i = 0; i < v->n_gone && i < LIST_MOST; i++) {
        layout_begin(&t->lay, 2, 4);
        gone_side(t, &v->gone[i], 0);
        layout_str(&t->lay, " ↔ ", STYLE_PLAIN);
        gone_side(t, &v->gone[i], 1);
        text_id(t, v->gone[i].id);
        layout_end(&t->lay);
    }
    text_more(t, v->n_gone - min_size(v->n_gone, LIST_MOST), 2);
}

/* The pairs of one document, those that match most first. */
struct ranked {
    size_t first, n;         /* its pairs in the view */
    struct kv *by_matched;   /* [n] */
};

static int rank(const struct view *v, uint32_t doc, struct ranked *r, struct crib_err *err)
{
    *r = (struct ranked){ 0 };
    while (r->first < v->n_pairs && v->pair[r->first].a < doc)
        r->first++;
    while (r->first + r->n < v->n_pairs && v->pair[r->first + r->n].a == doc)
        r->n++;
    r->by_matched = mem_alloc(r->n * sizeof *r->by_matched);
    if (!r->by_matched)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < r->n; i++)
        r->by_matched[i] = (struct kv){ ~v->pair[r->first + i].matched, r->first + i };
    return sort_kv(r->by_matched, r->n, true, err);
}

static void sources(struct text *t, const struct ranked *r)
{
    for (size_t i = 0; i < r->n && i < SOURCES_MOST; i++) {
        const struct crib_pair *p = &t->v->pair[r->by_matched[i].val];
        layout_begin(&t->lay, 2, 4);
        text_say_of(t, p->verdict == CRIB_DUPLICATE ? "same-as" : "contained-in", ratio_10000(p->matched, p->units_a),
                    p->b);
        text_where(t, p->b, t->v->document[p->b].lines.first);
        text_id(t, p->id);
        layout_end(&t->lay);
    }
    text_more(t, r->n - min_size(r->n, SOURCES_MOST), 2);
}

/* A place of the submission and all passages that tell of it; the best
 * source's is the first. */
struct spot {
    const struct crib_passage *best;
    const struct crib_passage *also[ALSO_MOST];
    uint64_t n_also;
};

struct spots { struct spot *item; size_t n, cap; };

static bool covers(const struct crib_passage *best, const struct crib_passage *p)
{
    uint64_t beg = best->a.bytes.beg > p->a.bytes.beg ? best->a.bytes.beg : p->a.bytes.beg;
    uint64_t end = best->a.bytes.end < p->a.bytes.end ? best->a.bytes.end : p->a.bytes.end;
    return end > beg && 2 * (end - beg) >= p->a.bytes.end - p->a.bytes.beg;
}

static int find_spots(const struct view *v, const struct ranked *r, struct spots *out, struct crib_err *err)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct crib_pair *pair = &v->pair[r->by_matched[i].val];
        size_t n;
        const struct crib_passage *p = view_passages(v, pair->a, pair->b, &n);
        for (size_t k = 0; k < n; k++) {
            struct spot *s = NULL;
            for (size_t j = 0; j < out->n && role_counts(p[k].role) && !s; j++)
                if (covers(out->item[j].best, &p[k]))
                    s = &out->item[j];
            if (!role_counts(p[k].role))
                continue;
            if (s) {
                if (s->n_also < ALSO_MOST)
                    s->also[s->n_also] = &p[k];
                s->n_also++;
                continue;
            }
            CRIB_TRY(VEC_GROW(out->item, out->n, &out->cap, 1, err));
            out->item[out->n++] = (struct spot){ .best = &p[k] };
        }
    }
    return CRIB_OK;
}

static int by_place(const void *p, const void *q)
{
    const struct spot *x = p, *y = q;
    if (x->best->a.bytes.beg != y->best->a.bytes.beg)
        return x->best->a.bytes.beg < y->best->a.bytes.beg ? -1 : 1;
    return (x->best > y->best) - (x->best < y->best);
}

static void spot(struct text *t, const struct spot *s)
{
    const struct crib_passage *p = s->best;
    enum style style = p->decision ? STYLE_DIM : STYLE_PLAIN;
    layout_begin(&t->lay, 4, 8);
    text_place(t, style, &p->a);
    SAY(t, style, "part-next");
    SAY(t, style, "passage-length", ARG_INT("n", p->length));
    layout_str(&t->lay, " ↔ ", style);
    text_document(t, p->b.doc);
    text_section(t, &p->b);
    text_where(t, p->b.doc, p->b.lines.first);
    if (p->role == CRIB_ROLE_QUOTATION) {
        SAY(t, style, "part-next");
        SAY(t, style, "role-quotation");
    }
    text_decision(t, p);
    text_id(t, p->id);
    layout_end(&t->lay);
    if (s->n_also == 0)
        return;
    layout_begin(&t->lay, 6, 8);
    SAY(t, STYLE_DIM, "also-in");
    for (size_t i = 0; i < s->n_also && i < ALSO_MOST; i++) {
        if (i > 0)
            SAY(t, STYLE_DIM, "sentence-next");
        text_document(t, s->also[i]->b.doc);
        text_where(t, s->also[i]->b.doc, s->also[i]->b.lines.first);
    }
    layout_end(&t->lay);
    text_more(t, s->n_also - min_size((size_t)s->n_also, ALSO_MOST), 6);
}

static int document(struct text *t, uint32_t doc, struct crib_err *err)
{
    struct ranked r;
    struct spots s = { 0 };
    int rc = rank(t->v, doc, &r, err);
    if (rc == CRIB_OK && r.n > 0)
        rc = find_spots(t->v, &r, &s, err);
    if (rc == CRIB_OK && r.n > 0) {
        qsort(s.item, s.n, sizeof *s.item, by_place);
        layout_blank(&t->lay);
        layout_begin(&t->lay, 0, 4);
        text_document(t, doc);
        text_where(t, doc, t->v->document[doc].lines.first);
        layout_end(&t->lay);
        sources(t, &r);
        for (size_t i = 0; i < s.n && i < PASSAGES_MOST; i++)
            spot(t, &s.item[i]);
        text_more(t, s.n - min_size(s.n, PASSAGES_MOST), 4);
    }
    mem_free(s.item);
    mem_free(r.by_matched);
    return rc;
}

int text_check(struct text *t, struct crib_err *err)
{
    for (size_t d = 0; d < t->v->n_documents && !out_failed(t->lay.out); d++)
        if (t->v->document[d].origin == CRIB_ORIGIN_INPUT)
            CRIB_TRY(document(t, (uint32_t)d, err));
    return CRIB_OK;
}

int text_overlap(struct text *t, struct crib_err *err)
{
    struct overlap o;
    CRIB_TRY(overlap_of(t->v, &o, err));
    layout_blank(&t->lay);
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_HEAD, "overlap-all", ARG_INT("share", ratio_10000(o.all, o.units)));
    SAY(t, STYLE_HEAD, "overlap-own", ARG_INT("share", ratio_10000(o.own, o.units)));
    SAY(t, STYLE_HEAD, "overlap-largest", ARG_INT("share", ratio_10000(o.largest, o.units)));
    if (o.doc != CRIB_NONE) {
        SAY(t, STYLE_PLAIN, "after-source");
        text_document(t, o.doc);
        text_where(t, o.doc, t->v->document[o.doc].lines.first);
    }
    layout_end(&t->lay);
    if (o.grouped) {
        layout_begin(&t->lay, 0, 2);
        SAY(t, STYLE_HEAD, "overlap-same-group", ARG_INT("share", ratio_10000(o.kin, o.grouped_units)));
        SAY(t, STYLE_HEAD, "overlap-other-groups", ARG_INT("share", ratio_10000(o.others, o.grouped_units)));
        layout_end(&t->lay);
    }
    return CRIB_OK;
}

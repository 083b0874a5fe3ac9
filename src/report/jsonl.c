/* SPDX-License-Identifier: MIT */
/* JSON Lines, schema 1: one object a line, types in a fixed order. Contracts
 * outside the repository rely on it; it only grows. No language in here:
 * crib's own sentences stand as codes with arguments. */
#include "core/base.h"
#include "crib.h"
#include "report/formats.h"
#include "report/json_keys.h"
#include "report/overlap.h"

static void key_lines(struct out *o, struct crib_lines l)
{
    key_span(o, "lines", (struct crib_span){ l.first, l.last });
}

/* A document is named by its id; null when there is none. */
static void key_doc(struct out *o, const char *name, const struct view *v, uint32_t doc)
{
    key(o, name);
    if (doc == CRIB_NONE) {
        out_str(o, "null");
        return;
    }
    assert(doc < v->n_documents);
    json_id(o, v->document[doc].id);
}

static void run(const struct view *v, struct out *o)
{
    begin(o, "run");
    key_u64(o, "schema", 1);
    key_string(o, "version", CRIB_VERSION);
    key_string(o, "command", v->command);
    key(o, "parameters");
    out_char(o, '{');
    for (size_t i = 0; i < v->n_parameters; i++) {
        struct crib_arg named = v->parameter[i].arg[0];
        named.name = v->parameter[i].code;
        if (i > 0)
            out_char(o, ',');
        json_argument(o, &named);
    }
    out_char(o, '}');
    end(o);
}

/* The name, and the path's bytes when they are not UTF-8. */
static void key_source(struct out *o, const struct crib_source *s)
{
    key_string(o, "source", s->name);
    if (s->name_bytes)
        key_string(o, "source_bytes", s->name_bytes);
}

static void source(const struct crib_source *s, struct out *o)
{
    begin(o, "source");
    key_source(o, s);
    key_string(o, "format", s->format);
    key_string(o, "encoding", s->encoding);
    key_string(o, "encoding_from", name_of_encoding_from(s->encoding_from));
    key(o, "confidence");
    out_ratio(o, s->confidence, 10000);
    key_u64(o, "documents", s->n_documents);
    if (s->n_stated > 0)
        key_u64(o, "stated", s->n_stated);
    end(o);
}

static void document(const struct view *v, const struct crib_document *d, struct out *o)
{
    begin(o, "document");
    key(o, "doc");
    json_id(o, d->id);
    assert(d->source < v->n_sources);
    key_source(o, &v->source[d->source]);
    key_string(o, "member", d->member);
    key_u64(o, "ordinal", d->ordinal);
    key_string(o, "title", d->title);
    key_lines(o, d->lines);
    key_span(o, "bytes", d->bytes);
    key_span(o, "chars", d->chars);
    key_u64(o, "units", d->units);
    key(o, "content");
    json_id(o, d->content);
    key_string(o, "origin", d->origin == CRIB_ORIGIN_INDEX ? "index" : "input");
    key(o, "coverage");
    for (int role = 0; role < CRIB_N_ROLES; role++) {
        out_str(o, role == 0 ? "{\"" : ",\"");
        out_str(o, name_of_role((enum crib_role)role));
        out_str(o, "\":");
        out_ratio(o, d->covered[role], d->units);
    }
    out_char(o, '}');
    end(o);
}

static void pair(const struct view *v, const struct crib_pair *p, struct out *o)
{
    begin(o, "pair");
    key(o, "id");
    json_id(o, p->id);
    key_doc(o, "a", v, p->a);
    key_doc(o, "b", v, p->b);
    key_string(o, "verdict", name_of_verdict(p->verdict));
    key(o, "resemblance");
    out_ratio(o, p->matched, p->units_a + p->units_b - p->matched);
    key(o, "containment");
    out_char(o, '[');
    out_ratio(o, p->matched, p->units_a);
    out_char(o, ',');
    out_ratio(o, p->matched, p->units_b);
    out_char(o, ']');
    key_u64(o, "passages", p->n_passages);
    end(o);
}

static void place(const struct view *v, const char *side, const struct crib_place *p, struct out *o)
{
    struct excerpt text = excerpt_of(view_bytes(v, p->doc, p->bytes));
    key(o, side);
    assert(p->doc < v->n_documents);
    out_str(o, "{\"doc\":");
    json_id(o, v->document[p->doc].id);
    key_lines(o, p->lines);
    key_span(o, "bytes", p->bytes);
    key_span(o, "chars", p->chars);
    key_string(o, "section", p->section);
    key(o, "page");
    if (p->page)
        out_u64(o, p->page);
    else
        out_str(o, "null");
    key(o, "text");
    out_char(o, '"');
    json_chars(o, text.head);
    json_chars(o, text.tail);
    out_char(o, '"');
    if (text.tail.n > 0) {
        key(o, "cut");
        out_str(o, "true");
    }
    out_char(o, '}');
}

static void edits(const struct crib_passage *p, struct out *o)
{
    key(o, "edits");
    out_char(o, '[');
    for (size_t i = 0; i < p->n_edits && !out_failed(o); i++) {
        const struct crib_edit *e = &p->edit[i];
        out_str(o, i == 0 ? "{\"kind\":\"" : ",{\"kind\":\"");
        out_str(o, name_of_change(e->kind));
        out_char(o, '"');
        key_span(o, "a", e->a);
        key_span(o, "b", e->b);
        out_char(o, '}');
    }
    out_char(o, ']');
}

static void changes(const struct crib_passage *p, struct out *o)
{
    bool first = true;
    key(o, "changes");
    out_char(o, '{');
    for (int c = 0; c < CRIB_N_CHANGES; c++) {
        if (p->changes[c] == 0)
            continue;
        out_str(o, first ? "\"" : ",\"");
        out_str(o, name_of_change((enum crib_change)c));
        out_str(o, "\":");
        out_u64(o, p->changes[c]);
        first = false;
    }
    out_char(o, '}');
}

static void flags(const struct crib_passage *p, struct out *o)
{
    bool first = true;
    key(o, "flags");
    out_char(o, '[');
    for (unsigned i = 0; name_of_flag(i); i++) {
        if (!(p->flags >> i & 1))
            continue;
        out_str(o, first ? "\"" : ",\"");
        out_str(o, name_of_flag(i));
        out_char(o, '"');
        first = false;
    }
    out_char(o, ']');
}

static void passage(const struct view *v, const struct crib_passage *p, struct out *o)
{
    begin(o, "passage");
    key(o, "id");
    json_id(o, p->id);
    place(v, "a", &p->a, o);
    place(v, "b", &p->b, o);
    key_string(o, "class", name_of_class(p->klass));
    key(o, "similarity");
    out_ratio(o, p->longer > p->distance ? p->longer - p->distance : 0, p->longer);
    key_u64(o, "length", p->length);
    key(o, "commonness");
    if (p->commonness < 0)
        out_str(o, "null");
    else
        out_i64(o, p->commonness);
    key_string(o, "role", name_of_role(p->role));
    changes(p, o);
    edits(p, o);
    flags(p, o);
    if (p->decision) {
        key_string(o, "decision", p->decision);
        key_string(o, "note", p->note);
    }
    end(o);
}

static void mark(const struct view *v, const struct crib_mark *m, struct out *o)
{
    begin(o, "mark");
    key_doc(o, "doc", v, m->doc);
    key_string(o, "kind", name_of_mark(m->kind));
    key_lines(o, m->lines);
    key_span(o, "bytes", m->bytes);
    key_span(o, "chars", m->chars);
    key_u64(o, "count", m->count);
    end(o);
}

static void cluster(const struct view *v, const struct crib_cluster *c, struct out *o)
{
    begin(o, "cluster");
    key(o, "id");
    json_id(o, c->id);
    key_doc(o, "keep", v, c->keep);
    key(o, "members");
    for (size_t i = 0; i < c->n_members; i++) {
        assert(c->member[i] < v->n_documents);
        out_char(o, i == 0 ? '[' : ',');
        json_id(o, v->document[c->member[i]].id);
    }
    out_str(o, c->n_members == 0 ? "[]" : "]");
    key(o, "why");
    json_fact(o, &c->why);
    key_doc(o, "fuller", v, c->fuller);
    end(o);
}

static void misfiled(const struct view *v, const struct crib_misfiled *m, struct out *o)
{
    begin(o, "misfiled");
    key(o, "id");
    json_id(o, m->id);
    key_doc(o, "doc", v, m->doc);
    key_string(o, "title", v->document[m->doc].title);
    key_doc(o, "twin", v, m->twin);
    key(o, "evidence");
    out_char(o, '[');
    for (size_t i = 0; i < m->n_evidence; i++) {
        if (i > 0)
            out_char(o, ',');
        json_fact(o, &m->evidence[i]);
    }
    out_char(o, ']');
    key_doc(o, "fitting", v, m->fitting);
    end(o);
}

static void gone(const struct crib_gone *g, struct out *o)
{
    begin(o, "gone");
    key(o, "id");
    json_id(o, g->id);
    for (int side = 0; side < 2; side++) {
        key(o, side == 0 ? "a" : "b");
        out_str(o, "{\"source\":");
        json_string(o, g->source[side]);
        key_string(o, "title", g->title[side]);
        key_u64(o, "line", g->line[side]);
        out_char(o, '}');
    }
    end(o);
}

static void complaint(const struct crib_complaint *c, struct out *o)
{
    begin(o, "complaint");
    key_string(o, "level", name_of_level(c->level));
    key_string(o, "source", c->source);
    key(o, "at");
    if (c->at == UINT64_MAX)
        out_str(o, "null");
    else
        out_u64(o, c->at);
    key(o, "what");
    json_fact(o, &c->what);
    end(o);
}

static void overlap(const struct view *v, struct out *o)
{
    struct overlap x;
    int rc = overlap_of(v, &x, o->err);
    if (rc != CRIB_OK) {
        out_fail(o, rc);
        return;
    }
    begin(o, "overlap");
    key_u64(o, "units", x.units);
    key(o, "all");
    out_ratio(o, x.all, x.units);
    key(o, "own");
    out_ratio(o, x.own, x.units);
    key(o, "largest");
    out_ratio(o, x.largest, x.units);
    key_doc(o, "doc", v, x.doc);
    if (x.grouped) {
        key(o, "same_group");
        out_ratio(o, x.kin, x.grouped_units);
        key(o, "other_groups");
        out_ratio(o, x.others, x.grouped_units);
    }
    end(o);
}

static void summary(const struct view *v, struct out *o)
{
    begin(o, "summary");
    key_u64(o, "documents", v->n_documents);
    key_u64(o, "pairs", v->n_pairs);
    key_u64(o, "passages", v->n_passages);
    key_u64(o, "clusters", v->n_clusters);
    key_u64(o, "misfiled", v->n_misfiled);
    key_u64(o, "complaints", v->n_complaints);
    key(o, "not_compared");
    out_char(o, '{');
    for (size_t i = 0; i < v->n_left_out; i++) {
        if (i > 0)
            out_char(o, ',');
        json_string(o, v->left_out[i].reason);
        out_char(o, ':');
        out_u64(o, v->left_out[i].count);
    }
    out_char(o, '}');
    key(o, "seconds");
    uint64_t ms = v->seconds > 0 && v->seconds < 1e12 ? (uint64_t)(v->seconds * 1000 + 0.5) : 0;
    out_u64(o, ms / 1000);
    char decimals[4] = { '.', (char)('0' + ms / 100 % 10), (char)('0' + ms / 10 % 10), (char)('0' + ms % 10) };
    out_bytes(o, decimals, sizeof decimals);
    end(o);
}

void jsonl_write(const struct view *v, struct out *o)
{
    run(v, o);
    for (size_t i = 0; i < v->n_sources && !out_failed(o); i++)
        source(&v->source[i], o);
    for (size_t i = 0; i < v->n_documents && !out_failed(o); i++)
        document(v, &v->document[i], o);
    for (size_t i = 0; i < v->n_pairs && !out_failed(o); i++)
        pair(v, &v->pair[i], o);
    for (size_t i = 0; i < v->n_passages && !out_failed(o); i++)
        passage(v, &v->passage[i], o);
    for (size_t i = 0; i < v->n_marks && !out_failed(o); i++)
        mark(v, &v->mark[i], o);
    for (size_t i = 0; i < v->n_clusters && !out_failed(o); i++)
        cluster(v, &v->cluster[i], o);
    for (size_t i = 0; i < v->n_misfiled && !out_failed(o); i++)
        misfiled(v, &v->misfiled[i], o);
    for (size_t i = 0; i < v->n_gone && !out_failed(o); i++)
        gone(&v->gone[i], o);
    for (size_t i = 0; i < v->n_complaints && !out_failed(o); i++)
        complaint(&v->complaint[i], o);
    if (strcmp(v->command, "check") == 0 && !out_failed(o))
        overlap(v, o);
    summary(v, o);
}

/* SPDX-License-Identifier: MIT */
/* One table of findings for a spreadsheet. The first line names the columns;
 * they are stable, new ones are added at the end. Empty where a record has no
 * such thing.
 *
 *   record                pair, passage, mark, cluster, misfiled, complaint, not-compared
 *   id                    of the record, as in JSON Lines
 *   kind                  pair: verdict · passage: class · mark: kind · cluster: keep or drop ·
 *                         complaint: level · not-compared: reason
 *   role                  passage: its role
 *   a_source … a_text     the place or document: file, member, ordinal, title, first and last line,
 *                         heading, share of its units found in b, text
 *   b_source … b_text     the same of the other one; for cluster the keeper, for misfiled the twin
 *   similarity            passage: as in JSON Lines · pair: resemblance
 *   length, commonness    passage, in units and groups
 *   count                 mark: places · pair: passages · not-compared: how many
 *   detail                sentences as codes: code(name=value, …)
 *
 * Inside a cell a tab is written \t, a line end \n or \r, a backslash \\, and
 * what could drive a terminal \u{…}. A cell that a spreadsheet would take for
 * a formula, or for the start of a quoted cell, is preceded by an apostrophe. */
#include "core/base.h"

#include "core/utf8.h"
#include "report/formats.h"
#include "core/harmless.h"

enum column {
    RECORD, ID, KIND, ROLE,
    A_SOURCE, A_MEMBER, A_ORDINAL, A_TITLE, A_FIRST, A_LAST, A_SECTION, A_SHARE, A_TEXT,
    B_SOURCE, B_MEMBER, B_ORDINAL, B_TITLE, B_FIRST, B_LAST, B_SECTION, B_SHARE, B_TEXT,
    SIMILARITY, LENGTH, COMMONNESS, COUNT, DETAIL, N_COLUMNS
};

enum { SIDE_COLUMNS = B_SOURCE - A_SOURCE };

static const char *const column_name[N_COLUMNS] = {
    "record", "id", "kind", "role",
    "a_source", "a_member", "a_ordinal", "a_title", "a_first_line", "a_last_line", "a_section", "a_share", "a_text",
    "b_source", "b_member", "b_ordinal", "b_title", "b_first_line", "b_last_line", "b_section", "b_share", "b_text",
    "similarity", "length", "commonness", "count", "detail",
};

/* A row is written cell by cell, columns in rising order. */
struct row {
    struct out *out;
    int at; /* columns already begun */
};

static void cell(struct row *r, int column)
{
    assert(column > r->at);
    for (; r->at < column; r->at++)
        out_char(r->out, '\t');
}

static void row_begin(struct row *r, struct out *o, const char *record)
{
    *r = (struct row){ .out = o, .at = RECORD };
    out_str(o, record);
}

static void row_end(struct row *r)
{
    if (r->at < N_COLUMNS - 1)
        cell(r, N_COLUMNS - 1);
    out_char(r->out, '\n');
}

/* = + - @ start a formula (their full-width twins too, in some settings), a
 * quotation mark swallows what follows, an apostrophe is our own quote. */
static bool needs_quote(uint32_t first)
{
    static const uint32_t starts[] = { '=', '+', '-', '@', '"', '\'', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20 };
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (first == starts[i])
            return true;
    return false;
}

static void chars(struct out *o, struct stretch t)
{
    for (size_t i = 0; i < t.n && !out_failed(o);) {
        char shown[HARMLESS_ESCAPE + 1];
        bool escape;
        uint32_t cp = harmless_next(t.s, t.n, &i, &escape);
        switch (cp) {
        case '\t': out_str(o, "\\t"); break;
        case '\n': out_str(o, "\\n"); break;
        case '\r': out_str(o, "\\r"); break;
        case '\\': out_str(o, "\\\\"); break;
        default:
            if (escape)
                out_bytes(o, shown, harmless_escape(cp, shown));
            else
                out_code_point(o, cp);
        }
    }
}

static void text_cell(struct row *r, int column, struct stretch t)
{
    struct excerpt e = excerpt_of(t);
    size_t i = 0;
    if (t.n == 0)
        return;
    cell(r, column);
    if (needs_quote(utf8_next(t.s, t.n, &i)))
        out_char(r->out, '\'');
    chars(r->out, e.head);
    if (e.tail.n > 0)
        out_str(r->out, " … ");
    chars(r->out, e.tail);
}

static void string_cell(struct row *r, int column, const char *s)
{
    if (s)
        text_cell(r, column, (struct stretch){ s, strlen(s) });
}

static void number_cell(struct row *r, int column, uint64_t v)
{
    cell(r, column);
    out_u64(r->out, v);
}

static void ratio_cell(struct row *r, int column, uint64_t num, uint64_t den)
{
    cell(r, column);
    out_ratio(r->out, num, den);
}

static void id_cell(struct row *r, uint64_t id)
{
    cell(r, ID);
    out_id(r->out, id);
}

/* side is A_SOURCE or B_SOURCE; the columns of one side up to its title. */
static void name_cells(struct row *r, int side, const struct view *v, uint32_t doc)
{
    assert(doc < v->n_documents);
    const struct crib_document *d = &v->document[doc];
    string_cell(r, side, v->source[d->source].name);
    string_cell(r, side + A_MEMBER - A_SOURCE, d->member);
    number_cell(r, side + A_ORDINAL - A_SOURCE, d->ordinal);
    string_cell(r, side + A_TITLE - A_SOURCE, d->title);
}

static void lines_cells(struct row *r, int side, struct crib_lines lines)
{
    number_cell(r, side + A_FIRST - A_SOURCE, lines.first);
    number_cell(r, side + A_LAST - A_SOURCE, lines.last);
}

static void document_cells(struct row *r, int side, const struct view *v, uint32_t doc)
{
    if (doc == CRIB_NONE)
        return;
    name_cells(r, side, v, doc);
    lines_cells(r, side, v->document[doc].lines);
}

static void place_cells(struct row *r, int side, const struct view *v, const struct crib_place *p)
{
    name_cells(r, side, v, p->doc);
    lines_cells(r, side, p->lines);
    string_cell(r, side + A_SECTION - A_SOURCE, p->section);
    text_cell(r, side + A_TEXT - A_SOURCE, view_bytes(v, p->doc, p->bytes));
}

static void fact_chars(struct out *o, const struct crib_fact *f)
{
    out_str(o, f->code);
    for (uint32_t i = 0; i < f->n_args; i++) {
        out_str(o, i == 0 ? "(" : ", ");
        out_str(o, f->arg[i].name);
        out_char(o, '=');
        if (f->arg[i].kind == CRIB_ARG_INT)
            out_i64(o, f->arg[i].number);
        else
            chars(o, (struct stretch){ f->arg[i].text, strlen(f->arg[i].text) });
    }
    if (f->n_args > 0)
        out_char(o, ')');
}

static void fact_cell(struct row *r, const struct crib_fact *f, size_t n)
{
    if (n == 0)
        return;
    cell(r, DETAIL);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            out_str(r->out, "; ");
        fact_chars(r->out, &f[i]);
    }
}

static void pair(const struct view *v, const struct crib_pair *p, struct out *o)
{
    struct row r;
    row_begin(&r, o, "pair");
    id_cell(&r, p->id);
    string_cell(&r, KIND, name_of_verdict(p->verdict));
    document_cells(&r, A_SOURCE, v, p->a);
    ratio_cell(&r, A_SHARE, p->matched, p->units_a);
    document_cells(&r, B_SOURCE, v, p->b);
    ratio_cell(&r, B_SHARE, p->matched, p->units_b);
    ratio_cell(&r, SIMILARITY, p->matched, p->units_a + p->units_b - p->matched);
    number_cell(&r, COUNT, p->n_passages);
    row_end(&r);
}

static void passage(const struct view *v, const struct crib_passage *p, struct out *o)
{
    struct row r;
    row_begin(&r, o, "passage");
    id_cell(&r, p->id);
    string_cell(&r, KIND, name_of_class(p->klass));
    string_cell(&r, ROLE, name_of_role(p->role));
    place_cells(&r, A_SOURCE, v, &p->a);
    place_cells(&r, B_SOURCE, v, &p->b);
    ratio_cell(&r, SIMILARITY, p->longer > p->distance ? p->longer - p->distance : 0, p->longer);
    number_cell(&r, LENGTH, p->length);
    if (p->commonness >= 0)
        number_cell(&r, COMMONNESS, (uint64_t)p->commonness);
    row_end(&r);
}

static void mark(const struct view *v, const struct crib_mark *m, struct out *o)
{
    struct row r;
    row_begin(&r, o, "mark");
    string_cell(&r, KIND, name_of_mark(m->kind));
    if (m->doc != CRIB_NONE)
        name_cells(&r, A_SOURCE, v, m->doc);
    lines_cells(&r, A_SOURCE, m->lines);
    if (m->doc != CRIB_NONE)
        text_cell(&r, A_TEXT, view_bytes(v, m->doc, m->bytes));
    number_cell(&r, COUNT, m->count);
    row_end(&r);
}

/* A row per member, each beside the keeper. */
static void cluster(const struct view *v, const struct crib_cluster *c, struct out *o)
{
    for (size_t i = 0; i < c->n_members && !out_failed(o); i++) {
        bool keep = c->member[i] == c->keep;
        struct row r;
        row_begin(&r, o, "cluster");
        id_cell(&r, c->id);
        string_cell(&r, KIND, keep ? "keep" : "drop");
        document_cells(&r, A_SOURCE, v, c->member[i]);
        document_cells(&r, B_SOURCE, v, c->keep);
        if (keep)
            fact_cell(&r, &c->why, 1);
        row_end(&r);
    }
}

static void misfiled(const struct view *v, const struct crib_misfiled *m, struct out *o)
{
    struct row r;
    row_begin(&r, o, "misfiled");
    id_cell(&r, m->id);
    document_cells(&r, A_SOURCE, v, m->doc);
    document_cells(&r, B_SOURCE, v, m->twin);
    fact_cell(&r, m->evidence, m->n_evidence);
    row_end(&r);
}

static void complaint(const struct crib_complaint *c, struct out *o)
{
    struct row r;
    row_begin(&r, o, "complaint");
    string_cell(&r, KIND, name_of_level(c->level));
    string_cell(&r, A_SOURCE, c->source);
    fact_cell(&r, &c->what, 1);
    row_end(&r);
}

static void left_out(const struct crib_left_out *l, struct out *o)
{
    struct row r;
    row_begin(&r, o, "not-compared");
    string_cell(&r, KIND, l->reason);
    number_cell(&r, COUNT, l->count);
    row_end(&r);
}

void tsv_write(const struct view *v, struct out *o)
{
    static_assert(SIDE_COLUMNS == SIMILARITY - B_SOURCE, "both sides have the same columns");
    for (int c = 0; c < N_COLUMNS; c++) {
        if (c > 0)
            out_char(o, '\t');
        out_str(o, column_name[c]);
    }
    out_char(o, '\n');
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
    for (size_t i = 0; i < v->n_complaints && !out_failed(o); i++)
        complaint(&v->complaint[i], o);
    for (size_t i = 0; i < v->n_left_out && !out_failed(o); i++)
        left_out(&v->left_out[i], o);
}

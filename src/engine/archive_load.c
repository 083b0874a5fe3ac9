/* SPDX-License-Identifier: MIT */
/* Documents of an index become documents of a collection: their members'
 * texts are unpacked, cut and folded again, which is faster than reading what
 * that makes would be. What comes out must have the hash that was stored. */
#include "core/par.h"
#include "engine/archive.h"
#include "engine/collection_grow.h"
#include "source/lines.h"
#include "source/markdown.h"

struct wanted {
    struct archive_segment *segment;
    uint32_t number;
    struct stored_doc stored;
    struct catalogue_document row;
    const struct catalogue_source *source;
    size_t i_part;
};

struct loader {
    struct archive *a;
    const struct engine_options *o;
    struct collection *c;
    struct progress *progress;
    struct arena arena;             /* rows of the catalogue */
    struct wanted *want;            /* [n] canonically */
    size_t n;
    struct { int64_t id; struct catalogue_source *row; } *source; /* [n_source] cache, by id */
    size_t n_source, cap_source;
    size_t first_part;
    uint32_t first_doc;
    size_t *part_beg;               /* [n_part + 1] into want */
    struct textstore_desk *text_desk; /* [n_threads] */
    struct fold_desk *desk;
};

static int source_row(struct loader *l, int64_t id, const struct catalogue_source **out, struct crib_err *err)
{
    size_t lo = 0, hi = l->n_source;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (l->source[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == l->n_source || l->source[lo].id != id) {
        struct catalogue_source *row = arena_alloc(&l->arena, sizeof *row);
        if (!row)
            return CRIB_NOMEM(err);
        CRIB_TRY(catalogue_source_of(&l->a->catalogue, id, &l->arena, row, err));
        if (!row->id)
            return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: a document of no source");
        CRIB_TRY(VEC_GROW(l->source, l->n_source, &l->cap_source, 1, err));
        memmove(l->source + lo + 1, l->source + lo, (l->n_source - lo) * sizeof *l->source);
        l->source[lo].id = id;
        l->source[lo].row = row;
        l->n_source++;
    }
    *out = l->source[lo].row;
    return CRIB_OK;
}

static int canonically(const void *p, const void *q)
{
    const struct wanted *x = p, *y = q;
    int by = strcmp(x->source->path, y->source->path);
    if (by == 0 && x->row.member && y->row.member)
        by = strcmp(x->row.member, y->row.member);
    if (by != 0)
        return by < 0 ? -1 : 1;
    return (x->row.ordinal > y->row.ordinal) - (x->row.ordinal < y->row.ordinal);
}

static bool same_part(const struct wanted *x, const struct wanted *y)
{
    return x->segment == y->segment && x->stored.member == y->stored.member;
}

static int look_up(struct loader *l, const struct archive_pick *pick, struct crib_err *err)
{
    for (size_t i = 0; i < l->n; i++) {
        struct wanted *w = &l->want[i];
        w->segment = archive_segment_of(l->a, pick[i].segment);
        w->number = pick[i].number;
        CRIB_TRY(archive_doc(w->segment, w->number, &w->stored, err));
        CRIB_TRY(catalogue_document_of(&l->a->catalogue, w->segment->id, w->number, &l->arena, &w->row, err));
        CRIB_TRY(source_row(l, w->row.source, &w->source, err));
        if (w->row.content != w->stored.content || w->row.ordinal != w->stored.ordinal)
            return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s and " CATALOGUE_FILE " do not agree about document %u",
                             w->segment->file.name, w->number);
    }
    if (l->n)
        qsort(l->want, l->n, sizeof *l->want, canonically);
    return CRIB_OK;
}

static const char *static_format(const char *format)
{
    static const char *const known[] = { "text", "markdown", "jsonl" };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(format, known[i]) == 0)
            return known[i];
    return "text";
}

static int begin_source(struct source *s, const struct catalogue_source *row, size_t n_members, struct crib_err *err)
{
    *s = (struct source){ .format = static_format(row->format), .encoding_from = (uint8_t)row->encoding_from,
                          .confidence = row->confidence };
    complaints_init(&s->complaints);
    arena_init(&s->text);
    s->name = source_show_path(row->path, &s->text, &s->name_bytes);
    s->encoding = arena_strndup(&s->text, row->encoding, strlen(row->encoding));
    s->member = mem_zero(n_members, sizeof *s->member);
    return s->name && s->encoding && s->member ? CRIB_OK : CRIB_NOMEM(err);
}

/* Sources, parts and documents in their places, still without texts. */
static int lay_out(struct loader *l, struct crib_err *err)
{
    struct collection *c = l->c;
    size_t n_source = 0, n_part = 0;
    for (size_t i = 0; i < l->n; i++) {
        n_source += i == 0 || l->want[i].source != l->want[i - 1].source;
        n_part += i == 0 || !same_part(&l->want[i], &l->want[i - 1]);
    }
    CRIB_TRY(collection_room(c, n_source, n_part, (uint32_t)l->n, err));
    l->part_beg = mem_alloc((n_part + 1) * sizeof *l->part_beg);
    if (!l->part_beg)
        return CRIB_NOMEM(err);
    l->first_part = c->n_part;
    l->first_doc = c->n_doc;
    for (size_t i = 0, j; i < l->n; i = j) {
        size_t members = 0;
        for (j = i; j < l->n && l->want[j].source == l->want[i].source; j++)
            members += j == i || !same_part(&l->want[j], &l->want[j - 1]);
        struct source *s = &c->source[c->n_source++];
        CRIB_TRY(begin_source(s, l->want[i].source, members, err));
        for (size_t k = i; k < j; k++) {
            if (k == i || !same_part(&l->want[k], &l->want[k - 1])) {
                struct part *p = &c->part[c->n_part];
                *p = (struct part){ .source = s, .member = &s->member[s->n_member], .source_index = (uint32_t)(c->n_source - 1),
                                    .first_doc = c->n_doc };
                complaints_init(&p->complaints);
                l->part_beg[c->n_part++ - l->first_part] = k;
                if (l->want[k].row.member &&
                    !(p->member->name = arena_strndup(&s->text, l->want[k].row.member, strlen(l->want[k].row.member))))
                    return CRIB_NOMEM(err);
                s->n_member++;
            }
            c->doc[c->n_doc++] = (struct doc){ .part = &c->part[c->n_part - 1], .ordinal = l->want[k].stored.ordinal };
        }
    }
    l->part_beg[c->n_part - l->first_part] = l->n;
    return CRIB_OK;
}

static int unpack(struct loader *l, const struct wanted *w, struct member *m, int thread, struct crib_err *err)
{
    struct stored_member stored;
    if (w->stored.member >= w->segment->n_members)
        return segfile_broken(&w->segment->file, w->segment->docs, w->number * sizeof w->stored, "a document of no member", err);
    CRIB_TRY(archive_member(w->segment, w->stored.member, &stored, err));
    m->text = mem_alloc((size_t)stored.n_bytes + 1);
    if (!m->text)
        return CRIB_NOMEM(err);
    m->n_bytes = stored.n_bytes;
    CRIB_TRY(textstore_read(&w->segment->text, stored.text_at, stored.n_bytes, m->text, &l->text_desk[thread], err));
    CRIB_TRY(lines_cut(m, err));
    if (stored.flags & STORED_MARKDOWN)
        markdown_kinds(m);
    return CRIB_OK;
}

static int differs(const struct wanted *w, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s: document %u is not what it was when it was indexed", w->segment->file.name,
                     w->number);
}

/* One member and those of its documents that are wanted. */
static int load_part(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct loader *l = arg;
    struct part *p = &l->c->part[l->first_part + i];
    const struct wanted *w = &l->want[l->part_beg[i]];
    size_t n = l->part_beg[i + 1] - l->part_beg[i];
    CRIB_TRY(unpack(l, w, p->member, thread, err));
    CRIB_TRY(collection_cut(p, l->o, err));
    for (size_t k = 0; k < n; k++) {
        uint32_t doc = p->first_doc + (uint32_t)k;
        if (w[k].stored.ordinal == 0 || w[k].stored.ordinal > p->seg.n_doc)
            return differs(&w[k], err);
        l->c->doc[doc].seg = &p->seg.doc[w[k].stored.ordinal - 1];
        CRIB_TRY(collection_fold(l->c, l->o, &l->desk[thread], doc, err));
        if (l->c->doc[doc].content != w[k].stored.content)
            return differs(&w[k], err);
    }
    p->seg.n_doc = (uint32_t)n; /* the others are not of this collection */
    p->seg.n_front = 0;
    return progress_step(l->progress, err);
}

static int load_all(struct loader *l, struct crib_err *err)
{
    size_t n_part = l->c->n_part - l->first_part;
    l->text_desk = mem_zero((size_t)l->o->n_threads, sizeof *l->text_desk);
    l->desk = mem_zero((size_t)l->o->n_threads, sizeof *l->desk);
    if (!l->text_desk || !l->desk)
        return CRIB_NOMEM(err);
    progress_stage(l->progress, "read", n_part);
    return par_for(n_part, l->o->n_threads, load_part, l, err);
}

int archive_load(struct archive *a, const struct archive_pick *pick, size_t n, const struct engine_options *o,
                 struct progress *p, struct collection *c, struct complaints *complaints, struct crib_err *err)
{
    (void)complaints;
    struct loader l = { .a = a, .o = o, .c = c, .progress = p, .n = n };
    arena_init(&l.arena);
    l.want = mem_zero(n, sizeof *l.want);
    int rc = l.want ? look_up(&l, pick, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = lay_out(&l, err);
    if (rc == CRIB_OK)
        rc = load_all(&l, err);
    for (int t = 0; l.text_desk && t < o->n_threads; t++)
        textstore_desk_done(&l.text_desk[t]);
    mem_free(l.text_desk);
    fold_desks_done(l.desk, o->n_threads);
    mem_free(l.part_beg);
    mem_free(l.source);
    mem_free(l.want);
    arena_done(&l.arena);
    return rc;
}

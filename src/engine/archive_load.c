/* SPDX-License-Identifier: MIT */
/* Documents of an index become documents of a collection: their members'
 * texts are unpacked (or, when the index holds none, read from the sources),
 * cut and folded again, which is faster than reading what that makes would be.
 * What comes out must have the hash that was stored. */
#include "core/par.h"
#include "core/search.h"
#include "engine/archive.h"
#include "engine/archive_paths.h"
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
    size_t first_part, first_source;
    uint32_t first_doc;
    size_t *part_beg;               /* [n_part + 1] into want */
    struct source *again;           /* [sources] read anew, for an index without texts */
    bool *changed;                  /* [sources] no longer what was indexed */
    struct textstore_desk *text_desk; /* [n_threads] */
    struct fold_desk *desk;
};

static int source_row(struct loader *l, int64_t id, const struct catalogue_source **out, struct crib_err *err)
{
    size_t at;
    LOWER_BOUND(at, l->n_source, l->source[at].id < id);
    if (at == l->n_source || l->source[at].id != id) {
        struct catalogue_source *row = arena_alloc(&l->arena, sizeof *row);
        if (!row)
            return CRIB_NOMEM(err);
        CRIB_TRY(catalogue_source_of(&l->a->catalogue, id, &l->arena, row, err));
        if (!row->id)
            return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, CATALOGUE_FILE " is damaged: a document of no source");
        CRIB_TRY(VEC_GROW(l->source, l->n_source, &l->cap_source, 1, err));
        memmove(l->source + at + 1, l->source + at, (l->n_source - at) * sizeof *l->source);
        l->source[at].id = id;
        l->source[at].row = row;
        l->n_source++;
    }
    *out = l->source[at].row;
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
        archive_expect_doc(w->segment, w->number);
    }
    for (size_t i = 0; i < l->n; i++) {
        struct wanted *w = &l->want[i];
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
    l->first_source = c->n_source;
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
                *p = (struct part){ .source = s,
                                    .member = &s->member[s->n_member],
                                    .source_index = (uint32_t)(c->n_source - 1),
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

/* ---- texts ---- */

/* The options that "reading" of the catalogue stands for. */
static int reading_options(struct arena *a, const char *reading, struct source_options *out, struct crib_err *err)
{
    const char *part[3] = { NULL };
    for (size_t i = 0; i < COUNT_OF(part); i++) {
        size_t n = strcspn(reading, "\n");
        if (n > 0 && !(part[i] = arena_strndup(a, reading, n)))
            return CRIB_NOMEM(err);
        reading += n + (reading[n] == '\n');
    }
    *out = (struct source_options){ .encoding = part[0], .text_field = part[1], .id_field = part[2] };
    return CRIB_OK;
}

static int read_again(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    struct loader *l = arg;
    size_t k = 0; /* some document of the source */
    while (l->c->doc[l->first_doc + k].part->source_index != l->first_source + i)
        k++;
    struct arena arena;
    struct source_options so;
    struct source_entry e = { .path = (char *)(uintptr_t)l->want[k].source->path };
    arena_init(&arena);
    int rc = reading_options(&arena, l->want[k].source->reading, &so, err);
    if (rc == CRIB_OK)
        rc = source_read(&e, &so, &l->again[i], err);
    arena_done(&arena);
    return rc;
}

/* Take the member's text and lines from its source; false when it is gone. */
static bool take_again(struct loader *l, const struct part *p)
{
    struct source *s = &l->again[p->source_index - l->first_source];
    for (size_t i = 0; i < s->n_member; i++) {
        struct member *m = &s->member[i];
        if (!m->text || !m->name != !p->member->name || (m->name && strcmp(m->name, p->member->name) != 0))
            continue;
        const char *name = p->member->name;
        *p->member = *m;
        p->member->name = (char *)(uintptr_t)name;
        m->text = NULL;
        m->slab = NULL;
        m->block = NULL;
        return true;
    }
    return false;
}

static int stored_member(const struct wanted *w, struct stored_member *out, struct crib_err *err)
{
    if (w->stored.member >= w->segment->n_members)
        return segfile_broken(&w->segment->file, w->segment->docs, w->number * sizeof w->stored,
                              "a document of no member", err);
    return archive_member(w->segment, w->stored.member, out, err);
}

/* Ask for all members and then for all texts before any is waited for. */
static int expect_texts(struct loader *l, struct crib_err *err)
{
    struct stored_member stored;
    for (size_t i = 0; i < l->n; i++)
        archive_expect_member(l->want[i].segment, l->want[i].stored.member);
    for (size_t i = 0; i < l->n; i++) {
        CRIB_TRY(stored_member(&l->want[i], &stored, err));
        CRIB_TRY(textstore_expect(&l->want[i].segment->text, stored.text_at, stored.n_bytes, err));
    }
    return CRIB_OK;
}

static int unpack(struct loader *l, const struct wanted *w, struct member *m, int thread, struct crib_err *err)
{
    struct stored_member stored;
    CRIB_TRY(stored_member(w, &stored, err));
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
    return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "%s: document %u is not what it was when it was indexed",
                     w->segment->file.name, w->number);
}

/* Documents that cannot be had any more are there, and hold nothing. */
static void empty(struct loader *l, struct part *p, const struct wanted *w, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        uint32_t doc = p->first_doc + (uint32_t)k;
        units_done(&l->c->rows[doc]);
        seeds_done(&l->c->seeds[doc]);
        memset(l->c->sig + (size_t)doc * MINHASH_K, 0xFF, MINHASH_K * sizeof *l->c->sig);
        l->c->sim[doc] = 0;
        l->c->periodic[doc] = false;
        l->c->doc[doc].content = w[k].stored.content;
    }
    l->changed[p->source_index - l->first_source] = true;
}

static int fold_documents(struct loader *l, const struct part *p, const struct wanted *w, size_t n, int thread,
                          bool *same, struct crib_err *err)
{
    *same = true;
    for (size_t k = 0; k < n && *same; k++) {
        uint32_t doc = p->first_doc + (uint32_t)k;
        *same = w[k].stored.ordinal > 0 && w[k].stored.ordinal <= p->seg.n_doc;
        if (!*same)
            break;
        l->c->doc[doc].seg = &p->seg.doc[w[k].stored.ordinal - 1];
        CRIB_TRY(collection_fold(l->c, l->o, &l->desk[thread], doc, err));
        *same = l->c->doc[doc].content == w[k].stored.content;
    }
    return CRIB_OK;
}

/* One member and those of its documents that are wanted. */
static int load_part(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct loader *l = arg;
    struct part *p = &l->c->part[l->first_part + i];
    const struct wanted *w = &l->want[l->part_beg[i]];
    size_t n = l->part_beg[i + 1] - l->part_beg[i];
    bool same = true;
    if (l->again)
        same = take_again(l, p);
    else
        CRIB_TRY(unpack(l, w, p->member, thread, err));
    if (same)
        CRIB_TRY(collection_cut(p, l->o, err));
    if (same)
        CRIB_TRY(fold_documents(l, p, w, n, thread, &same, err));
    if (!same && !l->again)
        return differs(w, err);
    if (!same)
        empty(l, p, w, n);
    p->seg.n_doc = (uint32_t)n; /* the others are not of this collection */
    p->seg.n_front = 0;
    return progress_step(l->progress, err);
}

static int read_sources(struct loader *l, struct crib_err *err)
{
    size_t n = l->c->n_source - l->first_source;
    l->again = mem_zero(n, sizeof *l->again);
    l->changed = mem_zero(n, sizeof *l->changed);
    if (!l->again || !l->changed)
        return CRIB_NOMEM(err);
    return par_for(n, l->o->n_threads, read_again, l, err);
}

static int complain(struct loader *l, struct named_complaints *out, struct crib_err *err)
{
    for (size_t i = 0; l->changed && i < l->c->n_source - l->first_source; i++) {
        struct complaint c = { .lost = true, .at = UINT64_MAX, .what = fact("index-source-changed") };
        if (l->changed[i])
            CRIB_TRY(named_complaints_add(out, l->c->source[l->first_source + i].name, &c, err));
    }
    return CRIB_OK;
}

static int load_all(struct loader *l, struct crib_err *err)
{
    size_t n_part = l->c->n_part - l->first_part;
    l->text_desk = mem_zero((size_t)l->o->n_threads, sizeof *l->text_desk);
    l->desk = mem_zero((size_t)l->o->n_threads, sizeof *l->desk);
    if (!l->text_desk || !l->desk)
        return CRIB_NOMEM(err);
    if (strcmp(l->a->making.texts, "none") == 0)
        CRIB_TRY(read_sources(l, err));
    else
        CRIB_TRY(expect_texts(l, err));
    progress_stage(l->progress, "read", n_part);
    return par_for(n_part, l->o->n_threads, load_part, l, err);
}

int archive_load(struct archive *a, struct archive_pick *pick, size_t n, const struct engine_options *o,
                 struct progress *p, struct collection *c, struct named_complaints *complaints, struct crib_err *err)
{
    struct loader l = { .a = a, .o = o, .c = c, .progress = p, .n = n };
    arena_init(&l.arena);
    l.want = mem_zero(n, sizeof *l.want);
    int rc = l.want ? look_up(&l, pick, err) : CRIB_NOMEM(err);
    for (size_t i = 0; rc == CRIB_OK && i < n; i++)
        pick[i] = (struct archive_pick){ l.want[i].segment->id, l.want[i].number };
    if (rc == CRIB_OK)
        rc = lay_out(&l, err);
    if (rc == CRIB_OK)
        rc = load_all(&l, err);
    if (rc == CRIB_OK)
        rc = complain(&l, complaints, err);
    for (size_t i = 0; l.again && i < c->n_source - l.first_source; i++)
        source_done(&l.again[i]);
    mem_free(l.again);
    mem_free(l.changed);
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

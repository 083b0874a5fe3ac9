/* SPDX-License-Identifier: MIT */
/* Sources, documents and complaints of a result. */
#include "core/hash.h"
#include "core/utf8.h"
#include "engine/outcome.h"
#include "segment/linechars.h"

struct crib_lines outcome_lines(const struct doc *d, struct txt_span s)
{
    uint32_t last = s.end > s.beg ? s.end - 1 : s.beg;
    return (struct crib_lines){ posmap_line(&d->part->map, s.beg), posmap_line(&d->part->map, last) };
}

struct crib_span outcome_chars(const struct doc *d, struct txt_span s)
{
    return (struct crib_span){ posmap_char(&d->part->map, s.beg), posmap_char(&d->part->map, s.end) };
}

static int add_sources(struct crib_result *r, struct crib_err *err)
{
    const struct collection *c = &r->collection;
    r->source = arena_zero(&r->arena, c->n_source, sizeof *r->source);
    if (!r->source)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < c->n_source; i++) {
        const struct source *s = &c->source[i];
        r->source[r->n_source++] = (struct crib_source){
            .name = s->name, .name_bytes = s->name_bytes, .format = s->format, .encoding = s->encoding,
            .encoding_from = (enum crib_encoding_from)s->encoding_from, .confidence = s->confidence };
    }
    for (size_t i = 0; i < c->n_part; i++) {
        struct crib_source *s = &r->source[c->part[i].source_index];
        s->n_documents += c->part[i].seg.n_doc;
        s->n_stated += c->part[i].seg.n_stated;
    }
    return CRIB_OK;
}

/* Past a line's end and the next one's indentation. */
static size_t past_line_end(const char *s, size_t n, size_t i)
{
    for (size_t next = i; i < n; i = next)
        if (!char_is_space(utf8_next(s, n, &next)))
            break;
    return i;
}

/* A title's lines in one: a title that wraps as its contents page has it goes
 * on at once where words are not parted; any other, after a space. */
char *outcome_title(struct arena *a, const struct doc *d)
{
    struct txt_span t = d->seg->title;
    const char *text = doc_text(d) + t.beg;
    char *copy = arena_alloc(a, (size_t)txt_len(t) + 1);
    if (!copy)
        return NULL;
    bool wraps = strcmp(d->seg->why, "contents-line") == 0;
    size_t n = 0;
    for (size_t i = 0; i < txt_len(t) && text[i];) {
        if (text[i] != '\n' && text[i] != '\r') {
            copy[n++] = text[i++];
            continue;
        }
        i = past_line_end(text, txt_len(t), i);
        if (n == 0 || i == txt_len(t))
            continue;
        size_t before = utf8_prev(copy, n), after = i;
        if (!wraps || !char_is_wide(utf8_next(copy, n, &before)) || !char_is_wide(utf8_next(text, txt_len(t), &after)))
            copy[n++] = ' ';
    }
    copy[n] = '\0';
    return copy;
}

uint64_t outcome_document_id(const char *name, const char *member, uint32_t ordinal)
{
    uint64_t h = hash_bytes(name, strlen(name), 1);
    h = hash_join(h, member ? hash_bytes(member, strlen(member), 2) : 0);
    return hash_join(h, ordinal);
}

static uint64_t document_id(const struct source *s, const struct member *m, uint32_t ordinal)
{
    return outcome_document_id(s->name_bytes ? s->name_bytes : s->name, m->name, ordinal); /* two paths may show alike */
}

static int add_documents(struct crib_result *r, struct crib_err *err)
{
    const struct collection *c = &r->collection;
    r->document = arena_zero(&r->arena, c->n_doc, sizeof *r->document);
    if (!r->document)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < c->n_doc; i++) {
        const struct doc *d = &c->doc[i];
        struct txt_span s = d->seg->span;
        struct crib_document *out = &r->document[r->n_document++];
        *out = (struct crib_document){
            .id = document_id(d->part->source, d->part->member, d->ordinal), .source = d->part->source_index,
            .member = d->part->member->name, .ordinal = d->ordinal, .title = outcome_title(&r->arena, d),
            .lines = outcome_lines(d, s), .bytes = { s.beg, s.end }, .chars = outcome_chars(d, s),
            .units = c->rows[i].n, .content = d->content };
        if (!out->title)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static void add_complaint(struct crib_result *r, const struct complaint *c, const char *source)
{
    r->complaint[r->n_complaint++] = (struct crib_complaint){ c->lost ? CRIB_LOST : CRIB_NOTE, source, c->at, c->what };
}

/* First what could not be reached at all, then source by source. */
static int add_complaints(struct crib_result *r, struct crib_err *err)
{
    const struct collection *c = &r->collection;
    size_t n = c->list.n_complaint;
    for (size_t i = 0; i < c->n_source; i++)
        n += c->source[i].complaints.n;
    for (size_t i = 0; i < c->n_part; i++)
        n += c->part[i].complaints.n;
    r->complaint = arena_zero(&r->arena, n, sizeof *r->complaint);
    if (!r->complaint)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < c->list.n_complaint; i++)
        add_complaint(r, &c->list.complaint[i].complaint, c->list.complaint[i].path);
    size_t part = 0;
    for (size_t i = 0; i < c->n_source; i++) {
        for (size_t k = 0; k < c->source[i].complaints.n; k++)
            add_complaint(r, &c->source[i].complaints.item[k], c->source[i].name);
        for (; part < c->n_part && c->part[part].source_index == i; part++)
            for (size_t k = 0; k < c->part[part].complaints.n; k++)
                add_complaint(r, &c->part[part].complaints.item[k], c->source[i].name);
    }
    return CRIB_OK;
}

int outcome_sources(struct crib_result *r, struct crib_err *err)
{
    CRIB_TRY(add_sources(r, err));
    CRIB_TRY(add_documents(r, err));
    return add_complaints(r, err);
}

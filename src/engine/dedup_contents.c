/* SPDX-License-Identifier: MIT */
/* A compilation that lost documents tells of those it still has: their lines
 * in the contents page are numbered on, titles that carry such a number too,
 * and a stated count (（12篇）) is corrected. Page numbers stay as they are. */
#include "engine/dedup.h"

#include "segment/numbering.h"
#include "segment/renumber.h"

struct contents {
    struct crib_dedup *d;
    const struct part *p;
    struct text_cuts *out;
    uint32_t *old, *now;    /* [n_doc] number in the contents page, 0: none */
};

static const char *line_at_span(const struct part *p, struct txt_span s) { return p->member->text + s.beg; }

/* Write the number at the beginning of the line `s` as `value`. */
static int put_number(const struct contents *c, struct txt_span s, uint32_t value, uint32_t doc, struct crib_err *err)
{
    struct txt_span figure;
    char put[RENUMBER_MOST];
    size_t n;
    if (!renumber(line_at_span(c->p, s), txt_len(s), value, &figure, put, &n))
        return CRIB_OK;
    const char *copy = arena_strndup(&c->d->arena, put, n);
    if (!copy)
        return CRIB_NOMEM(err);
    struct txt_span at = { s.beg + figure.beg, s.beg + figure.end };
    return dedup_add_cut(c->out, (struct text_cut){ at, CRIB_CUT_NUMBER, doc, copy, n }, err);
}

static int cut_line(const struct contents *c, struct txt_span s, uint32_t doc, struct crib_err *err)
{
    const struct member *m = c->p->member;
    struct txt_span whole = { dedup_line_beg(m, s.beg), dedup_line_end(m, s.end) };
    return dedup_add_cut(c->out, (struct text_cut){ whole, CRIB_CUT_CONTENTS, doc, NULL, 0 }, err);
}

/* Entries in order: those of documents that go are cut, later ones of the same
 * series count on without them. A number that does not rise begins a series. */
static int contents_page(const struct contents *c, struct crib_err *err)
{
    uint32_t n_gone = 0, last = 0;
    unsigned kind = NUMBER_NONE;
    for (uint32_t i = 0; i < c->p->seg.n_front; i++) {
        const struct front *f = &c->p->seg.front[i];
        if (!f->announces)
            continue;
        uint32_t i_doc = f->announces - 1, doc = c->p->first_doc + i_doc;
        struct number number = number_read(line_at_span(c->p, f->span), txt_len(f->span));
        bool numbered = number.kind != NUMBER_NONE && number.kind != NUMBER_BULLET;
        if (numbered && (number.kind != kind || number.value <= last))
            n_gone = 0;
        if (numbered) {
            kind = number.kind;
            last = number.value;
            c->old[i_doc] = number.value;
            c->now[i_doc] = number.value - n_gone;
        }
        if (dedup_doc_goes(c->d, doc)) {
            CRIB_TRY(cut_line(c, f->span, doc, err));
            n_gone += numbered;
        } else if (numbered && n_gone) {
            CRIB_TRY(put_number(c, f->span, number.value - n_gone, doc, err));
        }
    }
    return CRIB_OK;
}

static struct number number_of_title(const struct contents *c, uint32_t i)
{
    struct txt_span s = c->p->seg.doc[i].span;
    if (txt_len(c->p->seg.doc[i].title) == 0)
        return (struct number){ 0 };
    return number_read(line_at_span(c->p, s), txt_len(s));
}

/* All titles carry numbers of one kind that rise by one. */
static bool titles_are_series(const struct contents *c)
{
    struct number first = number_of_title(c, 0);
    if (first.kind == NUMBER_NONE || first.kind == NUMBER_BULLET || c->p->seg.n_doc < 2)
        return false;
    for (uint32_t i = 1; i < c->p->seg.n_doc; i++) {
        struct number n = number_of_title(c, i);
        if (n.kind != first.kind || n.value != first.value + i)
            return false;
    }
    return true;
}

/* A title's number is written anew when the contents page has it, too, or when
 * all titles are numbered on. */
static int titles(const struct contents *c, struct crib_err *err)
{
    bool series = titles_are_series(c);
    uint32_t n_gone = 0;
    for (uint32_t i = 0; i < c->p->seg.n_doc; i++) {
        struct number n = number_of_title(c, i);
        uint32_t doc = c->p->first_doc + i, now = n.value;
        if (dedup_doc_goes(c->d, doc)) {
            n_gone++;
            continue;
        }
        if (c->old[i] && c->old[i] == n.value)
            now = c->now[i];
        else if (series)
            now = n.value - n_gone;
        if (n.kind != NUMBER_NONE && now != n.value)
            CRIB_TRY(put_number(c, c->p->seg.doc[i].span, now, doc, err));
    }
    return CRIB_OK;
}

static int stated(const struct contents *c, struct crib_err *err)
{
    struct txt_span s = c->p->seg.stated;
    uint32_t n_gone = 0;
    char put[RENUMBER_MOST];
    for (uint32_t i = 0; i < c->p->seg.n_doc; i++)
        n_gone += dedup_doc_goes(c->d, c->p->first_doc + i);
    if (txt_len(s) == 0 || n_gone == 0 || n_gone > c->p->seg.n_stated)
        return CRIB_OK;
    size_t n = figure_as(line_at_span(c->p, s), txt_len(s), c->p->seg.n_stated - n_gone, put);
    if (n == 0)
        return CRIB_OK;
    const char *copy = arena_strndup(&c->d->arena, put, n);
    if (!copy)
        return CRIB_NOMEM(err);
    return dedup_add_cut(c->out, (struct text_cut){ s, CRIB_CUT_COUNT, CRIB_NONE, copy, n }, err);
}

int dedup_contents(struct crib_dedup *d, const struct part *p, struct text_cuts *out, struct crib_err *err)
{
    struct contents c = { d, p, out, mem_zero(p->seg.n_doc, sizeof *c.old), mem_zero(p->seg.n_doc, sizeof *c.now) };
    int rc = c.old && c.now ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = contents_page(&c, err);
    if (rc == CRIB_OK)
        rc = titles(&c, err);
    if (rc == CRIB_OK)
        rc = stated(&c, err);
    mem_free(c.old);
    mem_free(c.now);
    return rc;
}

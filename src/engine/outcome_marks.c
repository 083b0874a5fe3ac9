/* SPDX-License-Identifier: MIT */
/* Marks: what segmentation set aside (advertisements, markers, furniture,
 * signatures) and list patterns found while matching. */
#include "engine/lists.h"
#include "engine/outcome.h"

struct marks {
    struct crib_mark *item;
    size_t n, cap;
};

static int add(struct marks *m, uint32_t doc, const struct doc *at, uint8_t kind, struct txt_span s, uint64_t count,
               struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(m->item, m->n, &m->cap, 1, err));
    m->item[m->n++] = (struct crib_mark){ .doc = doc, .kind = (enum crib_mark_kind)kind, .lines = outcome_lines(at, s),
                                          .bytes = { s.beg, s.end }, .chars = outcome_chars(at, s), .count = count };
    return CRIB_OK;
}

static int mark_of_role(uint8_t role)
{
    switch (role) {
    case LINE_ADVERTISEMENT: return CRIB_MARK_ADVERTISEMENT;
    case LINE_MARKER: return CRIB_MARK_MARKER;
    case LINE_FURNITURE: return CRIB_MARK_FURNITURE;
    case LINE_SIGNATURE: return CRIB_MARK_SIGNATURE;
    default: return -1;
    }
}

/* Lines of one role that follow each other are one mark. */
static int of_document(struct marks *m, uint32_t i_doc, const struct doc *d, struct crib_err *err)
{
    const struct document *s = d->seg;
    for (uint32_t i = 0, j; i < s->n_line; i = j) {
        for (j = i + 1; j < s->n_line && s->line[j].role == s->line[i].role; j++)
            ;
        int kind = mark_of_role(s->line[i].role);
        struct txt_span all = { s->line[i].span.beg, s->line[j - 1].span.end };
        if (kind >= 0)
            CRIB_TRY(add(m, i_doc, d, (uint8_t)kind, all, 1, err));
    }
    for (uint32_t i = 0; i < s->n_masked; i++)
        CRIB_TRY(add(m, i_doc, d, s->masked[i].kind, s->masked[i].span, 1, err));
    return CRIB_OK;
}

/* What stands before the first document or between two belongs to the one
 * before it. */
static int of_front(struct marks *m, const struct part *p, struct crib_err *err)
{
    for (uint32_t i = 0; i < p->seg.n_front; i++) {
        const struct front *f = &p->seg.front[i];
        int kind = mark_of_role(f->role);
        uint32_t before = 0;
        while (before < p->seg.n_doc && p->seg.doc[before].span.beg <= f->span.beg)
            before++;
        struct doc at = { .part = p };
        if (kind >= 0)
            CRIB_TRY(add(m, before ? p->first_doc + before - 1 : CRIB_NONE, &at, (uint8_t)kind, f->span, 1, err));
    }
    return CRIB_OK;
}

struct item {
    uint32_t doc, beg, end; /* a place of a list pattern, bytes */
};

static int by_place(const void *p, const void *q)
{
    const struct item *x = p, *y = q;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    if (x->beg != y->beg)
        return x->beg < y->beg ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* All places of one paragraph are one mark; overlapping places count once. */
static int of_lists(struct marks *m, const struct collection *c, struct item *item, size_t n, struct crib_err *err)
{
    if (n)
        qsort(item, n, sizeof *item, by_place);
    for (size_t i = 0, j; i < n; i = j) {
        const struct doc *d = &c->doc[item[i].doc];
        const struct line *line = line_at(d->seg, item[i].beg);
        struct txt_span all = { item[i].beg, item[i].end };
        uint64_t count = 1;
        for (j = i + 1; j < n && item[j].doc == item[i].doc && line_at(d->seg, item[j].beg) == line; j++) {
            count += item[j].beg >= all.end;
            all.end = max_u32(all.end, item[j].end);
        }
        CRIB_TRY(add(m, item[i].doc, d, CRIB_MARK_LIST, all, count, err));
    }
    return CRIB_OK;
}

static int list_places(const struct collection *c, const struct comparison *cmp, struct item **out, size_t *n,
                       struct crib_err *err)
{
    size_t cap = 0;
    for (size_t i = 0; i < cmp->n_raw; i++) {
        const struct raw *r = &cmp->raw[i];
        if (!r->found.list)
            continue;
        struct txt_span a = units_txt(&c->rows[r->a], r->found.a), b = units_txt(&c->rows[r->b], r->found.b);
        CRIB_TRY(VEC_GROW(*out, *n, &cap, 2, err));
        (*out)[(*n)++] = (struct item){ r->a, a.beg, a.end };
        (*out)[(*n)++] = (struct item){ r->b, b.beg, b.end };
    }
    return CRIB_OK;
}

static int mark_order(const void *p, const void *q)
{
    const struct crib_mark *x = p, *y = q;
    uint32_t dx = x->doc + 1, dy = y->doc + 1; /* CRIB_NONE first */
    if (dx != dy)
        return dx < dy ? -1 : 1;
    if (x->bytes.beg != y->bytes.beg)
        return x->bytes.beg < y->bytes.beg ? -1 : 1;
    if (x->bytes.end != y->bytes.end)
        return x->bytes.end < y->bytes.end ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

int outcome_marks(struct crib_result *r, const struct comparison *cmp, struct crib_err *err)
{
    const struct collection *c = &r->collection;
    struct marks m = { 0 };
    struct item *item = NULL;
    size_t n_item = 0;
    int rc = CRIB_OK;
    for (size_t i = 0; i < c->n_part && rc == CRIB_OK; i++)
        rc = of_front(&m, &c->part[i], err);
    for (uint32_t d = 0; d < c->n_doc && rc == CRIB_OK; d++)
        rc = of_document(&m, d, &c->doc[d], err);
    if (rc == CRIB_OK)
        rc = list_places(c, cmp, &item, &n_item, err);
    if (rc == CRIB_OK)
        rc = of_lists(&m, c, item, n_item, err);
    mem_free(item);
    if (rc == CRIB_OK && m.n)
        qsort(m.item, m.n, sizeof *m.item, mark_order);
    r->mark = m.item; /* freed with the result, also after a failure */
    r->n_mark = m.n;
    return rc;
}

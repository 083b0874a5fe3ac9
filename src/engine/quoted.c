/* SPDX-License-Identifier: MIT */
/* Quotations are looked for only in documents that share something which may
 * be one: its first units stand in a quotation, and its last. */
#include "engine/quoted.h"

#include "core/par.h"
#include "core/search.h"
#include "segment/quotations.h"

struct finder {
    const struct collection *c;
    const uint32_t *doc;        /* [n] documents with passages */
    struct quotations *quoted;  /* [n_doc] */
};

static int find_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    (void)thread;
    struct finder *f = arg;
    uint32_t d = f->doc[i];
    return quotations_find(doc_text(&f->c->doc[d]), f->c->doc[d].seg, &f->quoted[d], err);
}

/* The first quotation that ends behind a byte. */
static size_t first_behind(const struct quotations *q, uint32_t byte)
{
    size_t at;
    LOWER_BOUND(at, q->n, q->item[at].end <= byte);
    return at;
}

static bool is_quoted(const struct quotations *q, const struct units *u, struct unit_span s, uint32_t length)
{
    uint32_t inside = 0, outside = 0;
    if (q->n == 0)
        return false;
    size_t at = first_behind(q, unit_beg(u, s.beg));
    for (uint32_t i = s.beg; i < s.end && at < q->n; i++) {
        while (at < q->n && q->item[at].end <= unit_beg(u, i))
            at++;
        bool in = at < q->n && q->item[at].beg <= unit_beg(u, i);
        inside += in;
        outside = in ? 0 : outside + unit_weighs(u, i);
        if (outside >= length)
            return false;
    }
    uint32_t behind = 0; /* what follows the last quotation */
    for (uint32_t i = s.end; i-- > s.beg && behind < length && unit_beg(u, i) >= q->item[q->n - 1].end;)
        behind += unit_weighs(u, i);
    return behind < length && 2 * (uint64_t)inside > unit_len(s);
}

static bool may_be_quoted(const struct raw *r)
{
    return r->role == CRIB_ROLE_PASSAGE && !r->dropped && !r->found.list;
}

/* The first units of a place, or the last, that weigh `length`; all, when they
 * do not. */
static struct unit_span edge_of(const struct units *u, struct unit_span s, bool last, uint32_t length)
{
    struct unit_span edge = last ? (struct unit_span){ s.end, s.end } : (struct unit_span){ s.beg, s.beg };
    for (uint32_t weight = 0; weight < length && unit_len(edge) < unit_len(s);)
        weight += unit_weighs(u, last ? --edge.beg : edge.end++);
    return edge;
}

/* Is it worth looking for quotations in document d? None leaves so much of a
 * quoted passage outside, at either of its ends. */
static bool ends_may_be_quoted(const struct collection *c, uint32_t d, struct unit_span s, uint32_t length)
{
    const struct units *u = &c->rows[d];
    for (int last = 0; last < 2; last++)
        if (!quotations_may_reach(doc_text(&c->doc[d]), c->doc[d].seg, units_txt(u, edge_of(u, s, last, length))))
            return false;
    return true;
}

static uint32_t list_documents(const struct collection *c, const struct comparison *cmp, uint32_t length,
                               uint32_t *doc, bool *seen)
{
    uint32_t n = 0;
    for (size_t i = 0; i < cmp->n_raw; i++) {
        const struct raw *r = &cmp->raw[i];
        if (!may_be_quoted(r))
            continue;
        seen[r->a] = seen[r->a] || ends_may_be_quoted(c, r->a, r->found.a, length);
        seen[r->b] = seen[r->b] || ends_may_be_quoted(c, r->b, r->found.b, length);
    }
    for (uint32_t d = 0; d < c->n_doc; d++)
        if (seen[d])
            doc[n++] = d;
    return n;
}

int quoted_assign(const struct collection *c, const struct engine_options *o, struct comparison *cmp,
                  struct crib_err *err)
{
    uint32_t *doc = mem_alloc((size_t)c->n_doc * sizeof *doc);
    bool *seen = mem_zero(c->n_doc, sizeof *seen);
    struct finder f = { .c = c, .doc = doc, .quoted = mem_zero(c->n_doc, sizeof *f.quoted) };
    int rc = doc && seen && f.quoted ? CRIB_OK : CRIB_NOMEM(err);
    if (rc == CRIB_OK)
        rc = par_for(list_documents(c, cmp, o->pub.min_length, doc, seen), o->n_threads, find_one, &f, err);
    for (size_t i = 0; rc == CRIB_OK && i < cmp->n_raw; i++) {
        struct raw *r = &cmp->raw[i];
        if (may_be_quoted(r) && (is_quoted(&f.quoted[r->a], &c->rows[r->a], r->found.a, o->pub.min_length) ||
                                 is_quoted(&f.quoted[r->b], &c->rows[r->b], r->found.b, o->pub.min_length)))
            r->role = CRIB_ROLE_QUOTATION;
    }
    for (uint32_t d = 0; f.quoted && d < c->n_doc; d++)
        quotations_done(&f.quoted[d]);
    mem_free(f.quoted);
    mem_free(seen);
    mem_free(doc);
    return rc;
}

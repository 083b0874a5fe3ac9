/* SPDX-License-Identifier: MIT */
/* What goes of one text. A document goes from the beginning of its first line
 * to the next document's; blank lines in between go with it. What is no part
 * of it (an advertisement behind it, what follows the last document) stays,
 * unless it is to be stripped. */
#include "engine/dedup.h"

#include "core/utf8.h"

int dedup_add_cut(struct text_cuts *v, struct text_cut cut, struct crib_err *err)
{
    if (cut.text.beg >= cut.text.end)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(v->item, v->n, &v->cap, 1, err));
    v->item[v->n++] = cut;
    return CRIB_OK;
}

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/* A byte order mark belongs to the file, not to its first line. */
static uint32_t text_beg(const struct member *m)
{
    return m->n_bytes >= 3 && memcmp(m->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

uint32_t dedup_line_beg(const struct member *m, uint32_t at)
{
    uint32_t least = text_beg(m);
    while (at > least && !is_line_end(m->text[at - 1]))
        at--;
    return max_u32(at, least);
}

uint32_t dedup_line_end(const struct member *m, uint32_t at)
{
    while (at < m->n_bytes && !is_line_end(m->text[at]))
        at++;
    if (at < m->n_bytes && m->text[at++] == '\r' && at < m->n_bytes && m->text[at] == '\n')
        at++;
    return at;
}

/* From the line at `at` (its beginning) up over blank lines. */
static uint32_t above_blank(const struct member *m, uint32_t at)
{
    uint32_t beg = at;
    for (uint32_t i = at; i > text_beg(m);) {
        size_t prev = utf8_prev(m->text, i), j = prev;
        uint32_t c = utf8_next(m->text, i, &j);
        if (c != ' ' && c != '\t' && c != '\f' && c != 0xA0 && c != 0x3000 && c != '\n' && c != '\r')
            return beg;
        if ((c == '\n' || (c == '\r' && m->text[i] != '\n')) && i < at)
            beg = i; /* a blank line begins behind this line end */
        i = (uint32_t)prev;
    }
    return text_beg(m);
}

static bool is_foreign(uint8_t role) { return role == LINE_ADVERTISEMENT || role == LINE_AFTER; }

/* Where the document's own lines end and what is foreign to it begins; n_line
 * when nothing is. */
static uint32_t foreign_tail(const struct document *s)
{
    uint32_t tail = s->n_line;
    for (uint32_t i = s->n_line; i-- > 0;) {
        uint8_t role = s->line[i].role;
        if (is_foreign(role))
            tail = i;
        else if (role != LINE_MARKER && role != LINE_FURNITURE)
            break;
    }
    return tail;
}

/* The first document of the run at the end of which nothing stays. */
static uint32_t last_run(const struct crib_dedup *d, const struct part *p)
{
    uint32_t first = p->seg.n_doc;
    while (first > 0 && dedup_doc_goes(d, p->first_doc + first - 1) &&
           foreign_tail(&p->seg.doc[first - 1]) == p->seg.doc[first - 1].n_line)
        first--;
    return first;
}

static int cut_documents(const struct crib_dedup *d, const struct part *p, struct text_cuts *out, struct crib_err *err)
{
    const struct member *m = p->member;
    uint32_t run = last_run(d, p);
    for (uint32_t i = 0; i < p->seg.n_doc; i++) {
        const struct document *s = &p->seg.doc[i];
        uint32_t tail = foreign_tail(s), beg = dedup_line_beg(m, s->span.beg), end = (uint32_t)m->n_bytes;
        if (!dedup_doc_goes(d, p->first_doc + i))
            continue;
        if (tail < s->n_line)
            end = dedup_line_beg(m, s->line[tail].span.beg);
        else if (i + 1 < p->seg.n_doc)
            end = dedup_line_beg(m, p->seg.doc[i + 1].span.beg);
        if (i == run)
            beg = above_blank(m, beg);
        CRIB_TRY(dedup_add_cut(out, (struct text_cut){ { beg, end }, CRIB_CUT_DOCUMENT, p->first_doc + i, NULL, 0 }, err));
    }
    return CRIB_OK;
}

/* --- marks ------------------------------------------------------------------ */

static bool to_strip(const struct crib_dedup *d, uint8_t role)
{
    return (role == LINE_ADVERTISEMENT && d->options.strip & CRIB_STRIP_ADVERTISEMENTS) ||
           (role == LINE_MARKER && d->options.strip & CRIB_STRIP_MARKERS);
}

static int strip_line(const struct part *p, uint8_t role, struct txt_span s, uint32_t doc, struct text_cuts *out,
                      struct crib_err *err)
{
    struct txt_span whole = { dedup_line_beg(p->member, s.beg), dedup_line_end(p->member, s.end) };
    enum crib_cut_kind kind = role == LINE_MARKER ? CRIB_CUT_MARKER : CRIB_CUT_ADVERTISEMENT;
    return dedup_add_cut(out, (struct text_cut){ whole, kind, doc, NULL, 0 }, err);
}

static int strip_marks(const struct crib_dedup *d, const struct part *p, struct text_cuts *out, struct crib_err *err)
{
    for (uint32_t i = 0; i < p->seg.n_front; i++)
        if (to_strip(d, p->seg.front[i].role))
            CRIB_TRY(strip_line(p, p->seg.front[i].role, p->seg.front[i].span, CRIB_NONE, out, err));
    for (uint32_t i = 0; i < p->seg.n_doc; i++) {
        const struct document *s = &p->seg.doc[i];
        for (uint32_t k = 0; k < s->n_line; k++)
            if (to_strip(d, s->line[k].role))
                CRIB_TRY(strip_line(p, s->line[k].role, s->line[k].span, p->first_doc + i, out, err));
        for (uint32_t k = 0; k < s->n_masked; k++)
            if (s->masked[k].kind == CRIB_MARK_MARKER && d->options.strip & CRIB_STRIP_MARKERS)
                CRIB_TRY(dedup_add_cut(
                    out, (struct text_cut){ s->masked[k].span, CRIB_CUT_MARKER, p->first_doc + i, NULL, 0 }, err));
    }
    return CRIB_OK;
}

/* --- all together ------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const struct text_cut *x = a, *y = b;
    if (x->text.beg != y->text.beg)
        return x->text.beg < y->text.beg ? -1 : 1;
    if (x->text.end != y->text.end)
        return x->text.end > y->text.end ? -1 : 1; /* the longer one takes in the shorter */
    return (int)x->kind - (int)y->kind;
}

/* What lies in an earlier cut is gone with it. */
static void make_disjoint(struct text_cuts *v)
{
    size_t kept = 0;
    uint32_t end = 0;
    if (v->n)
        qsort(v->item, v->n, sizeof *v->item, by_place);
    for (size_t i = 0; i < v->n; i++) {
        struct text_cut c = v->item[i];
        if (c.put && c.text.beg < end)
            continue; /* a number in a line that goes */
        c.text.beg = max_u32(c.text.beg, end);
        if (c.text.beg >= c.text.end)
            continue;
        end = c.text.end;
        v->item[kept++] = c;
    }
    v->n = kept;
}

/* A compilation's preface is no document's, nor is what follows its last one; a
 * file that has such a thing stays for its sake. Of a text that is one
 * document all was compared. */
static bool nothing_else(const struct part *p)
{
    if (p->seg.n_doc == 1)
        return true;
    const struct document *last = &p->seg.doc[p->seg.n_doc - 1];
    for (uint32_t i = 0; i < last->n_line; i++)
        if (last->line[i].role == LINE_AFTER)
            return false;
    for (uint32_t i = 0; i < p->seg.n_front; i++)
        if (p->seg.front[i].role == LINE_OTHER)
            return false;
    return true;
}

int dedup_text_cuts(struct crib_dedup *d, const struct part *p, struct text_cuts *out, bool *all, struct crib_err *err)
{
    uint32_t n_gone = 0;
    for (uint32_t i = 0; i < p->seg.n_doc; i++)
        n_gone += dedup_doc_goes(d, p->first_doc + i);
    *all = n_gone > 0 && n_gone == p->seg.n_doc && nothing_else(p);
    if (*all)
        return CRIB_OK;
    if (n_gone) {
        CRIB_TRY(cut_documents(d, p, out, err));
        CRIB_TRY(dedup_contents(d, p, out, err));
    }
    CRIB_TRY(strip_marks(d, p, out, err));
    make_disjoint(out);
    return CRIB_OK;
}

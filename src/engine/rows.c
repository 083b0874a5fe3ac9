/* SPDX-License-Identifier: MIT */
/* Folding documents line by line: a run never reaches across lines, but the
 * row does, and a word that a hyphen cuts at a line's end. */
#include "engine/rows.h"

#include "text/fold.h"
#include "text/hyphen.h"

static bool has_units(uint8_t role)
{
    return role == LINE_BODY || role == LINE_HEADING || role == LINE_LIST || role == LINE_QUOTATION;
}

/* Running text around what is masked. */
static int fold_span(const char *text, const struct document *d, struct txt_span rest, uint32_t *i_mask, unsigned flags,
                     struct units *row, struct crib_err *err)
{
    while (*i_mask < d->n_masked && d->masked[*i_mask].span.end <= rest.beg)
        (*i_mask)++;
    for (; *i_mask < d->n_masked && d->masked[*i_mask].span.beg < rest.end; (*i_mask)++) {
        struct txt_span mask = d->masked[*i_mask].span;
        if (mask.beg > rest.beg)
            CRIB_TRY(fold_run(text, (struct txt_span){ rest.beg, mask.beg }, flags, row, err));
        rest.beg = max_u32(rest.beg, mask.end);
    }
    if (rest.beg < rest.end)
        CRIB_TRY(fold_run(text, rest, flags, row, err));
    return CRIB_OK;
}

/* Where the folding of a line began, to go back there. */
struct began {
    uint32_t line, at;  /* its number in the document, and its first byte that was folded */
    uint32_t n, i_mask; /* of the row, and of the masks, then */
    uint64_t marks;
};

/* May a word go on from one line to another? Neither across a blank line nor
 * into a list's next item; over a page's header. */
static bool may_go_on(const struct document *d, uint32_t from, uint32_t to)
{
    const struct line *a = &d->line[from], *b = &d->line[to];
    bool runs_on = a->role == b->role || (a->role == LINE_LIST && b->role == LINE_BODY);
    if (!runs_on || a->role == LINE_HEADING || b->number.beg < b->number.end)
        return false;
    for (uint32_t i = from + 1; i < to; i++)
        if (d->line[i].role != LINE_FURNITURE)
            return false;
    return to > from + 1 || b->line == a->line + 1;
}

/* Where line i begins with the rest of a word, the word is folded as one, and
 * *at is behind it. Its first half is taken back, and with it, in a row that
 * has accents, its line: the row's marks cannot be. */
static int join_lines(const char *text, const struct document *d, uint32_t i, const struct began *last, uint32_t *i_mask,
                      unsigned flags, struct units *row, uint32_t *at, struct crib_err *err)
{
    struct token whole;
    struct txt_span next = { *at, d->line[i].span.end };
    CRIB_TRY(hyphen_between(text, row, d->line[last->line].span.end, next, &whole, err));
    if (whole.beg == whole.end)
        return CRIB_OK;
    if (row->marks && whole.beg >= last->at) {
        row->n = last->n;
        row->marks = last->marks;
        *i_mask = last->i_mask;
        CRIB_TRY(fold_span(text, d, (struct txt_span){ last->at, (uint32_t)whole.beg }, i_mask, flags, row, err));
    } else {
        row->n--;
    }
    *at = (uint32_t)whole.end;
    return fold_put(row, &whole, err);
}

static int fold_lines(const struct member *m, const struct document *d, bool whole, struct units *row,
                      struct crib_err *err)
{
    unsigned flags = m->markdown ? FOLD_MARKDOWN : 0;
    uint32_t i_mask = 0;
    struct began last = { .line = UINT32_MAX };
    for (uint32_t i = 0; i < d->n_line; i++) {
        const struct line *l = &d->line[i];
        if (!whole && !has_units(l->role))
            continue;
        uint32_t at = max_u32(l->span.beg, l->number.end);
        if (last.line != UINT32_MAX && may_go_on(d, last.line, i))
            CRIB_TRY(join_lines(m->text, d, i, &last, &i_mask, flags, row, &at, err));
        last = (struct began){ i, at, row->n, i_mask, row->marks };
        CRIB_TRY(fold_span(m->text, d, (struct txt_span){ at, max_u32(at, l->span.end) }, &i_mask, flags, row, err));
    }
    return CRIB_OK;
}

int rows_fold(const struct member *m, const struct document *d, struct units *desk, struct crib_err *err)
{
    enum { LONG = 1 << 20 }; /* a desk that has grown to this is not kept for the next document */
    if (desk->cap >= LONG)
        units_done(desk);
    desk->n = 0;
    return fold_lines(m, d, false, desk, err);
}

int rows_fold_whole(const struct member *m, const struct document *d, struct units *row, struct crib_err *err)
{
    return fold_lines(m, d, true, row, err);
}

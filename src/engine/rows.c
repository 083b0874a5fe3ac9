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

/* The running text of one line: behind its number, around what is masked. */
static int fold_line(const char *text, const struct document *d, const struct line *l, uint32_t *i_mask,
                     unsigned flags, struct units *row, struct crib_err *err)
{
    struct txt_span rest = { max_u32(l->span.beg, l->number.end), l->span.end };
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

static int fold_lines(const struct member *m, const struct document *d, bool whole, struct units *row,
                      struct crib_err *err)
{
    unsigned flags = m->markdown ? FOLD_MARKDOWN : 0;
    uint32_t i_mask = 0, end = UINT32_MAX; /* of the last line */
    for (uint32_t i = 0; i < d->n_line; i++) {
        const struct line *l = &d->line[i];
        uint32_t first = row->n;
        if (!whole && !has_units(l->role))
            continue;
        CRIB_TRY(fold_line(m->text, d, l, &i_mask, flags, row, err));
        if (end != UINT32_MAX)
            CRIB_TRY(hyphen_join(m->text, end, max_u32(l->span.beg, l->number.end), first, row, err));
        end = l->span.end;
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

/* SPDX-License-Identifier: MIT */
/* Headings and lists.
 *
 * A heading is a short numbered line that no mark closes; a numbered line that
 * is long or closed is an item. Articles (第一条) are text with a number.
 * Markdown says itself what is a heading; so does, without a number, a short
 * open line between a closed one and a much longer one. A heading's level is
 * the order in which its kind of number first heads a section of the document:
 * what comes first encloses what comes later. */
#include "segment/sections.h"

enum { FORM_MARKDOWN = NUMBER_KINDS, FORM_PLAIN = FORM_MARKDOWN + 7, FORMS };

struct levels {
    uint8_t of[FORMS]; /* 0: not seen */
    uint8_t n;
};

static uint8_t level_of(struct levels *v, int form)
{
    if (v->of[form] == 0)
        v->of[form] = ++v->n;
    return v->of[form];
}

/* Figures and marks only: a cell of a table. */
static bool is_figures(const struct cut *c, const struct shape *s)
{
    for (uint32_t i = s->span.beg; i < s->span.end; i++)
        if ((unsigned char)c->text[i] > '9')
            return false;
    return true;
}

/* Unnumbered headings: 60 columns at most, followed by a line three times as
 * long, after the end of a sentence or a blank line. */
static bool is_plain_heading(const struct cut *c, uint32_t i, uint32_t beg, uint32_t end)
{
    const struct shape *s = &c->lines.at[i];
    if (!shape_is_short(s) || s->kind != BLOCK_TEXT || s->width > 60 || s->n_key < 2 || s->date != DATE_NONE ||
        (s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP | SHAPE_BRACKETED)) || i + 1 >= end || i == beg ||
        is_figures(c, s))
        return false;
    const struct shape *next = s + 1, *prev = s - 1;
    return next->number.kind == NUMBER_NONE && next->width >= 3 * s->width && next->width > 60 &&
           ((prev->flags & SHAPE_CLOSED) || (s->flags & SHAPE_BLANK_BEFORE));
}

/* "3.5 亿元的投资…" at the beginning of a wrapped line is a figure; "3.5 甲方…"
 * is a clause when 3.4 or 3.6 stands near. */
static bool is_stray_decimal(const struct cut *c, uint32_t i, uint32_t beg, uint32_t end)
{
    enum { NEAR = 64 };
    const struct number *n = &c->lines.at[i].number;
    if (n->kind != NUMBER_DEEP || n->depth != 2)
        return false;
    for (uint32_t k = i - min_u32(i - beg, NEAR); k < end && k <= i + NEAR; k++) {
        const struct number *m = &c->lines.at[k].number;
        if (m->kind == NUMBER_DEEP && m->depth == 2 && (m->value + 1 == n->value || n->value + 1 == m->value))
            return false;
    }
    return true;
}

static void fill_line(const struct cut *c, uint32_t i, uint32_t beg, uint32_t end, struct levels *v, struct line *out)
{
    const struct shape *s = &c->lines.at[i];
    bool open = s->width <= WIDTH_HEADING && !(s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP));
    if (s->kind == BLOCK_CODE || s->kind == BLOCK_TABLE || (!open && is_stray_decimal(c, i, beg, end)))
        return;
    if (s->number.kind != NUMBER_NONE)
        out->number.end = s->span.beg + s->number.n_bytes;
    if (s->kind == BLOCK_HEADING) {
        out->role = LINE_HEADING;
        out->level = level_of(v, FORM_MARKDOWN + (s->level < 7 ? s->level : 6));
    } else if (s->number.kind == NUMBER_ARTICLE) {
        out->role = LINE_BODY;
    } else if (s->number.kind == NUMBER_BULLET || (s->number.kind != NUMBER_NONE && !open)) {
        out->role = LINE_LIST;
    } else if (s->number.kind != NUMBER_NONE) {
        out->role = LINE_HEADING;
        out->level = level_of(v, s->number.kind);
    } else if (is_plain_heading(c, i, beg, end)) {
        out->role = LINE_HEADING;
        out->level = level_of(v, FORM_PLAIN);
    }
}

void sections_fill(const struct cut *c, uint32_t beg, uint32_t end, struct line *line)
{
    struct levels v = { .n = 0 };
    for (uint32_t i = beg; i < end; i++)
        if (line[i - beg].role == LINE_BODY)
            fill_line(c, i, beg, end, &v, &line[i - beg]);
}

/* SPDX-License-Identifier: MIT */
/* Shapes of lines.
 *
 * Every line is read once, and of a long one only its beginning and its end:
 * a line longer than a title has no key and needs none, which keeps a text of
 * one 300 MB line as cheap as one of a million short ones. */
#include "segment/lineshape.h"

#include "segment/linechars.h"
#include "segment/linekey.h"
#include "segment/linescan.h"
#include "segment/straymarks.h"

uint32_t line_closing(const char *s, size_t n)
{
    enum { LOOK_MOST = 4 };
    size_t i = n, at, steps = 0;
    while (i > 0 && steps++ < LOOK_MOST) {
        size_t j = at = utf8_prev(s, i);
        uint32_t cp = utf8_next(s, n, &j);
        if (char_is_closing(cp))
            return cp;
        if (!char_is_closing_bracket(cp))
            return 0;
        i = at;
    }
    return 0;
}

static void look_at_end(const char *s, size_t n, struct shape *out)
{
    uint32_t cp = line_closing(s, n);
    out->flags |= cp ? SHAPE_CLOSED : 0;
    out->flags |= cp == ':' || cp == 0xFF1A ? SHAPE_COLON : 0;
}

static bool is_bracketed(const char *s, size_t n)
{
    size_t i = 0, j = utf8_prev(s, n);
    uint32_t first = utf8_next(s, n, &i), last = utf8_next(s, n, &j);
    return (first == '(' && last == ')') || (first == 0xFF08 && last == 0xFF09);
}

static void look(const char *text, const struct block *b, struct shape *out)
{
    const char *s = text + b->span.beg;
    size_t n = txt_len(b->span);
    out->span = b->span;
    out->line = b->line;
    out->kind = b->kind;
    out->level = b->level;
    look_at_end(s, n, out);
    out->number = number_read(s, n);
    if (n > SHAPE_LOOK) {
        out->width = (uint32_t)n;
        out->flags |= SHAPE_INNER_STOP;
        return;
    }
    struct linescan seen = linescan(s, n);
    out->width = seen.width;
    out->flags |= seen.stops ? SHAPE_INNER_STOP : 0;
    if (is_bracketed(s, n))
        out->flags |= SHAPE_BRACKETED;
    if (marker_fills(s, n))
        out->flags |= SHAPE_MARKER;
    if (out->width > WIDTH_TITLE)
        return;
    uint32_t key[KEY_MOST];
    size_t skip = out->number.n_bytes, without = key_without_page(s, n);
    out->date = (uint8_t)(seen.dates ? date_shape(s, n) : DATE_NONE);
    out->n_key = (uint16_t)key_read(s + skip, n - skip, key);
    out->key = out->n_key == 0 ? 0 : key_hash(key, out->n_key);
    out->bare = out->key;
    out->n_bare = out->n_key;
    if (without < n && without > skip) {
        out->n_bare = (uint16_t)key_read(s + skip, without - skip, key);
        out->bare = out->n_bare == 0 ? 0 : key_hash(key, out->n_bare);
    }
}

int shapes_read(const struct member *m, struct arena *a, struct shapes *out, struct crib_err *err)
{
    uint32_t n = 0;
    bool blank = true, page = false;
    for (uint32_t i = 0; i < m->n_block; i++)
        n += m->block[i].kind != BLOCK_BLANK && m->block[i].span.beg < m->block[i].span.end;
    out->n = 0;
    out->at = arena_zero(a, max_size(n, 1), sizeof *out->at);
    if (out->at == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t i = 0; i < m->n_block; i++) {
        const struct block *b = &m->block[i];
        page |= b->after_page;
        if (b->kind == BLOCK_BLANK || b->span.beg >= b->span.end) {
            blank = true;
            continue;
        }
        struct shape *s = &out->at[out->n++];
        look(m->text, b, s);
        if (blank || page)
            s->flags |= SHAPE_BLANK_BEFORE;
        if (page)
            s->flags |= SHAPE_PAGE_BEFORE;
        blank = page = false;
    }
    return CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* Wrapping, one atom at a time: an atom (a word; a wide character with the
 * punctuation that clings to it) goes on the line when it fits, else on the
 * next. Styles are set when they change and reset at each line's end, so that
 * indentation is never coloured and a pager may cut anywhere.
 *
 * The only escape sequences ever written are the SGR ones below; what comes
 * from a document passes through put(), which knows no others. */
#include "report/layout.h"

#include "core/utf8.h"
#include "core/harmless.h"
#include "report/width.h"

enum { COLUMNS_LEAST = 40, COLUMNS_MOST = 1000, COLUMNS_DEFAULT = 100 };

static const char *const sgr[STYLE_N] = {
    [STYLE_PLAIN] = "\033[0m",  [STYLE_HEAD] = "\033[1m", [STYLE_DIM] = "\033[2m",   [STYLE_WARN] = "\033[33m",
    [STYLE_GONE] = "\033[31m",  [STYLE_NEW] = "\033[32m", [STYLE_MOVED] = "\033[36m",
};

void layout_init(struct layout *l, struct out *o, bool color, bool zh, uint32_t columns)
{
    *l = (struct layout){ .out = o, .color = color, .zh = zh };
    l->columns = columns == 0 ? COLUMNS_DEFAULT : min_u32(max_u32(columns, COLUMNS_LEAST), COLUMNS_MOST);
}

static void switch_to(struct layout *l, enum style style)
{
    if (!l->color || style == l->on)
        return;
    if (l->on != STYLE_PLAIN)
        out_str(l->out, sgr[STYLE_PLAIN]);
    if (style != STYLE_PLAIN)
        out_str(l->out, sgr[style]);
    l->on = style;
}

static void spaces(struct layout *l, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        out_char(l->out, ' ');
    l->col += n;
}

static void new_line(struct layout *l)
{
    switch_to(l, STYLE_PLAIN);
    out_char(l->out, '\n');
    l->col = 0;
    spaces(l, min_u32(l->indent, l->columns / 2));
    l->start = l->col;
    l->space = 0;
}

static void flush_atom(struct layout *l)
{
    if (l->n_atom == 0)
        return;
    if (l->line && l->col > l->start)
        new_line(l);
    l->line = false;
    if (l->col > l->start && l->col + l->space + l->atom_width > l->columns)
        new_line(l);
    if (l->space && l->col > l->start) {
        if (l->atom[0].style != l->on)
            switch_to(l, STYLE_PLAIN);
        spaces(l, l->space);
    }
    for (uint32_t i = 0; i < l->n_atom; i++) {
        switch_to(l, (enum style)l->atom[i].style);
        out_code_point(l->out, l->atom[i].cp);
    }
    l->col += l->atom_width;
    l->n_atom = l->atom_width = 0;
    l->space = 0;
}

/* One character that may be shown as it is. */
static void put(struct layout *l, uint32_t cp, enum style style)
{
    uint32_t width = width_of(cp, l->zh);
    bool full = l->n_atom == ATOM_MOST || l->atom_width + width > l->columns - min_u32(l->indent, l->columns / 2);
    if (l->n_atom > 0 && (full || (!l->keep && !l->cling && width_may_break(l->atom[l->n_atom - 1].cp, cp, l->zh))))
        flush_atom(l);
    l->atom[l->n_atom].cp = cp;
    l->atom[l->n_atom].width = (uint8_t)width;
    l->atom[l->n_atom].style = (uint8_t)style;
    l->n_atom++;
    l->atom_width += width;
    l->cling = false;
}

void layout_space(struct layout *l, uint8_t n)
{
    flush_atom(l);
    if (l->space < n)
        l->space = n;
}

void layout_begin(struct layout *l, uint32_t first, uint32_t rest)
{
    l->col = 0;
    l->indent = rest;
    l->keep = l->cling = l->line = false;
    l->space = 0;
    spaces(l, first);
    l->start = l->col;
}

void layout_end(struct layout *l)
{
    flush_atom(l);
    switch_to(l, STYLE_PLAIN);
    out_char(l->out, '\n');
    l->col = 0;
}

void layout_blank(struct layout *l) { out_char(l->out, '\n'); }

static bool is_line_end(uint32_t cp)
{
    return (cp >= 0x0A && cp <= 0x0D) || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool is_space(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || is_line_end(cp) || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static void put_escape(struct layout *l, uint32_t cp, enum style style)
{
    char shown[HARMLESS_ESCAPE + 1];
    harmless_escape(cp, shown);
    for (const char *s = shown; *s; s++)
        put(l, (unsigned char)*s, style);
}

/* 98.3 % stays on one line. */
static bool is_percent_space(const struct layout *l, struct stretch text, size_t next)
{
    return l->n_atom > 0 && l->atom[l->n_atom - 1].cp >= '0' && l->atom[l->n_atom - 1].cp <= '9' && next < text.n &&
           text.s[next] == '%';
}

void layout_text(struct layout *l, struct stretch text, enum style style)
{
    for (size_t i = 0; i < text.n && !out_failed(l->out);) {
        bool escape;
        uint32_t cp = harmless_next(text.s, text.n, &i, &escape);
        if (!is_space(cp))
            escape ? put_escape(l, cp, style) : put(l, cp, style);
        else if (!l->keep && !is_percent_space(l, text, i))
            layout_space(l, 1);
        else
            put(l, ' ', style);
    }
}

void layout_str(struct layout *l, const char *s, enum style style)
{
    layout_text(l, (struct stretch){ s, strlen(s) }, style);
}

void layout_paragraphs(struct layout *l, struct stretch text, enum style style)
{
    for (size_t i = 0; i < text.n && !out_failed(l->out);) {
        bool escape;
        uint32_t cp = harmless_next(text.s, text.n, &i, &escape);
        if (!is_space(cp)) {
            escape ? put_escape(l, cp, style) : put(l, cp, style);
            continue;
        }
        layout_space(l, 1);
        l->line |= is_line_end(cp);
    }
}

/* Bytes of a text that fit into `most` columns, counted from its start. */
static size_t fitting(const struct layout *l, struct stretch text, uint32_t most)
{
    uint32_t columns = 0;
    size_t i = 0, fit = 0;
    while (i < text.n) {
        size_t at = i;
        utf8_next(text.s, text.n, &i);
        columns += (uint32_t)width_of_text(text.s + at, i - at, l->zh);
        if (columns > most)
            break;
        fit = i;
    }
    return fit;
}

/* Where the last `most` columns of a text begin. */
static size_t fitting_from_end(const struct layout *l, struct stretch text, uint32_t most)
{
    uint32_t columns = 0;
    size_t i = text.n;
    while (i > 0) {
        size_t before = utf8_prev(text.s, i);
        columns += (uint32_t)width_of_text(text.s + before, i - before, l->zh);
        if (columns > most)
            break;
        i = before;
    }
    return i;
}

void layout_cut(struct layout *l, struct stretch text, enum style style, uint32_t most, bool from_end)
{
    static const struct stretch ellipsis = { "…", sizeof "…" - 1 };
    if (fitting(l, text, most) == text.n) {
        layout_text(l, text, style);
        return;
    }
    uint32_t room = most > 2 ? most - 2 : most;
    if (from_end) {
        size_t at = fitting_from_end(l, text, room);
        layout_text(l, ellipsis, style);
        layout_text(l, (struct stretch){ text.s + at, text.n - at }, style);
    } else {
        layout_text(l, (struct stretch){ text.s, fitting(l, text, room) }, style);
        layout_text(l, ellipsis, style);
    }
}

void layout_pad(struct layout *l, uint32_t column)
{
    flush_atom(l);
    if (l->col < column)
        spaces(l, column - l->col);
    l->space = 0;
}

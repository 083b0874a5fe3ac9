/* SPDX-License-Identifier: MIT */
/* Segmentation: from lines to documents, in this order.
 *
 *   lineshape   what each line looks like
 *   furniture   page numbers and running headers step aside
 *   contents    pages that list what stands below; one may list documents
 *   titles      without such a page: wording and numbering that start anew
 *   docroles    what each line of a document is
 *
 * Without positive evidence the text is one document. */
#include "segment/segment.h"

#include "segment/contents.h"
#include "segment/pattern.h"
#include "segment/docroles.h"
#include "segment/furniture.h"
#include "segment/linechars.h"
#include "segment/statedcount.h"
#include "segment/titles.h"
#include "segment/wrapped.h"

static int starts_by_pattern(struct cut *c, const struct segment_pattern *p, struct crib_err *err)
{
    int rc = CRIB_OK;
    struct matching *m = matching_new(p, err);
    if (m == NULL)
        return CRIB_E_NOMEM;
    for (uint32_t i = 0; i < c->lines.n && rc == CRIB_OK; i++) {
        const struct shape *s = &c->lines.at[i];
        if (!matching_line(m, c->text + s->span.beg, txt_len(s->span)))
            continue;
        rc = VEC_GROW(c->starts.item, c->starts.n, &c->starts.cap, 1, err);
        if (rc == CRIB_OK)
            c->starts.item[c->starts.n++] = (struct start){ i, s->width <= WIDTH_TITLE, 0, "regex" };
    }
    matching_free(m);
    return rc;
}

/* Is the number within what the other one numbers (6.2.1 in 6.2)? */
static bool is_within(const struct number *in, const struct number *of)
{
    unsigned free_bits = (NUMBER_DEPTH_MOST - of->depth) * NUMBER_PART_BITS;
    return in->depth > of->depth && in->path >> free_bits == of->path >> free_bits;
}

/* Is line i the only chapter, part or section of the text (Chapter 6. Tools;
 * 6.2. Tools, and then nothing but 6.2.1 and so on), unless it repeats itself?
 * Then it heads all of it. */
static bool is_only_chapter(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i], *end = c->lines.at + c->lines.n;
    bool deep = s->number.kind == NUMBER_DEEP, only = deep || s->number.kind == NUMBER_PART ||
                s->number.kind == NUMBER_CHAPTER || s->number.kind == NUMBER_SECTION;
    for (const struct shape *k = s + 1; only && k < end; k++)
        only = k->number.kind != s->number.kind || (k->key == s->key && k->number.value == s->number.value) ||
               (deep && is_within(&k->number, &s->number));
    return only;
}

/* What is a share? */
static bool is_question(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return s->flags & SHAPE_CLOSED && !(s->flags & SHAPE_INNER_STOP) &&
           char_is_question(line_closing(c->text + s->span.beg, txt_len(s->span)));
}

/* Two questions in a row are talk. */
static bool is_only_question(const struct cut *c, uint32_t i)
{
    return is_question(c, i) && !(i + 1 < c->lines.n && is_question(c, i + 1));
}

static bool may_title_whole(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    bool numbered = s->number.kind != NUMBER_NONE && s->number.kind != NUMBER_PIECE && !is_only_chapter(c, i);
    bool quoted = c->text[s->span.beg] == '>';
    return shape_is_short(s) && !c->contents[i] && s->date != DATE_ALONE && !quoted &&
           (s->kind == BLOCK_HEADING || (!numbered && (!(s->flags & SHAPE_CLOSED) || is_only_question(c, i))));
}

/* Is line i the first of a paragraph that wraps? It reaches about as far as
 * the widest of the lines that follow, the next one goes on at once, as far, or
 * ends a sentence, and the lines that follow do not end a sentence each. */
static bool begins_wrapped(const struct cut *c, uint32_t i)
{
    enum { LINES_LOOKED_AT = 20, ON_LEAST = 3 };
    const struct shape *s = &c->lines.at[i], *next = s + 1;
    uint32_t widest = 0, n_on = 0, n_closed = 0;
    if (i + 1 >= c->lines.n || !wrapped_may_continue(c, i + 1) || next->flags & SHAPE_BRACKETED)
        return false;
    for (uint32_t k = i + 1; k < c->lines.n && k <= i + LINES_LOOKED_AT; k++) {
        bool on = k + 1 < c->lines.n && wrapped_may_continue(c, k + 1);
        widest = max_u32(widest, c->lines.at[k].width);
        n_on += on;
        n_closed += on && c->lines.at[k].flags & SHAPE_CLOSED;
    }
    bool goes_on = next->flags & SHAPE_CLOSED || (uint64_t)next->width * 5 >= (uint64_t)widest * 4;
    return goes_on && (uint64_t)s->width * 5 >= (uint64_t)widest * 4 && !(n_on >= ON_LEAST && n_closed * 4 >= n_on * 3);
}

/* Line i as a title's further line: nothing that says it is text. */
static bool may_go_on(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return shape_is_short(s) && s->width <= WIDTH_HEADING && s->kind == BLOCK_TEXT && !c->contents[i] &&
           s->number.kind == NUMBER_NONE && s->date != DATE_ALONE && s->date != DATE_BRACKET &&
           !(s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP | SHAPE_BRACKETED)) && !docroles_is_edge_advert(c, i);
}

static bool begins_with_dash(const struct cut *c, uint32_t i)
{
    return char_is_dash(cut_first_char(c, i));
}

/* Is line i a subtitle (——记某某局)? Two of them are a list. */
static bool is_subtitle(const struct cut *c, uint32_t i, uint32_t end)
{
    return i + 1 < end && may_go_on(c, i) && begins_with_dash(c, i) && !begins_with_dash(c, i + 1);
}

/* Does the title of a whole file go on in line i, the one below it? Where a
 * blank line parts two short lines from a text of sentences, both are the
 * title: "Onward together / The harbour office in 2023". */
static bool title_goes_on(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i], *below = s + 1;
    return i + 1 < c->lines.n && may_go_on(c, i) && !(s->flags & SHAPE_BLANK_BEFORE) &&
           below->flags & SHAPE_BLANK_BEFORE && below->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP);
}

/* A title is the title of something: text follows it. */
static bool text_follows(const struct cut *c, uint32_t i)
{
    for (uint32_t k = i + 1; k < c->lines.n; k++)
        if (c->lines.at[k].kind != BLOCK_COMMENT && !(c->lines.at[k].flags & (SHAPE_MARKER | SHAPE_FURNITURE)))
            return true;
    return false;
}

/* One document: from its first line that is not a comment, a marker or an
 * advertisement. A Markdown heading of level 1 near the top is its title even
 * when something stands above it. */
static int start_whole(struct cut *c, struct crib_err *err)
{
    uint32_t i = 0, n_title = 0;
    while (i + 1 < c->lines.n &&
           (c->lines.at[i].kind == BLOCK_COMMENT || (c->lines.at[i].flags & (SHAPE_MARKER | SHAPE_FURNITURE)) ||
            docroles_is_edge_advert(c, i)))
        i++;
    bool marked = c->lines.at[i].kind == BLOCK_HEADING;
    if (may_title_whole(c, i) && text_follows(c, i) && (marked || !(wrapped_holds(c, i) || begins_wrapped(c, i))))
        n_title = !marked && title_goes_on(c, i + 1) ? 2 : 1;
    CRIB_TRY(VEC_GROW(c->starts.item, c->starts.n, &c->starts.cap, 1, err));
    c->starts.item[c->starts.n++] = (struct start){ i, n_title, 0, "whole-file" };
    return CRIB_OK;
}

/* Text above the first title is no front matter, but a document whose title
 * is missing: three paragraphs, or one and a numbered line. */
static bool head_is_text(const struct cut *c, uint32_t end)
{
    uint32_t n_long = 0, n_numbered = 0;
    for (uint32_t i = 0; i < end; i++) {
        const struct shape *s = &c->lines.at[i];
        bool text = !c->contents[i] && (s->kind == BLOCK_TEXT || s->kind == BLOCK_HEADING);
        n_long += text && s->width > WIDTH_HEADING / 2 && (s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP));
        n_numbered += text && s->number.kind != NUMBER_NONE;
    }
    return n_long >= 3 || (n_long > 0 && n_numbered > 0);
}

static int start_head(struct cut *c, struct crib_err *err)
{
    size_t n = c->starts.n;
    if (n == 0 || !head_is_text(c, c->starts.item[0].at))
        return CRIB_OK;
    CRIB_TRY(start_whole(c, err));
    struct start head = c->starts.item[n];
    if (head.at >= c->starts.item[0].at) { /* nothing but advertisements */
        c->starts.n = n;
        return CRIB_OK;
    }
    head.n_title = min_u32(head.n_title, c->starts.item[0].at - head.at);
    head.why = c->starts.item[0].why;
    memmove(c->starts.item + 1, c->starts.item, n * sizeof head);
    c->starts.item[0] = head;
    return CRIB_OK;
}

/* The document that line i of the contents page lists. The second line of a
 * wrapped entry has no number of its own; it goes with the first. */
static uint32_t announced(const struct cut *c, uint32_t i, const struct front *above)
{
    for (size_t d = 0; c->announces[i] && d < c->starts.n; d++)
        if (c->starts.item[d].at + 1 == c->announces[i])
            return (uint32_t)d + 1;
    bool continues = above && above->role == LINE_CONTENTS && above->announces && c->contents[i] &&
                     c->lines.at[i].number.kind == NUMBER_NONE && c->lines.at[i - 1].number.kind != NUMBER_NONE;
    return continues ? above->announces : 0;
}

static int fill_front(const struct cut *c, uint32_t end, struct segmented *out, struct crib_err *err)
{
    bool titled = false;
    out->front = arena_zero(&out->arena, max_size(end, 1), sizeof *out->front);
    if (out->front == NULL)
        return CRIB_NOMEM(err);
    out->n_front = end;
    for (uint32_t i = 0; i < end; i++) {
        const struct shape *s = &c->lines.at[i];
        bool heads_contents = !c->contents[i] && i + 1 < c->lines.n && c->contents[i + 1] && s->width <= 24;
        bool stated = i == c->at_stated;
        int role = s->kind == BLOCK_COMMENT ? LINE_OTHER
                   : s->flags & SHAPE_MARKER ? LINE_MARKER
                   : docroles_is_edge_advert(c, i) ? LINE_ADVERTISEMENT
                   : stated ? LINE_TITLE
                   : c->contents[i] || heads_contents ? LINE_CONTENTS
                   : !titled && shape_is_short(s) ? LINE_TITLE
                                                   : LINE_OTHER;
        titled |= role == LINE_TITLE && !stated;
        out->front[i] = (struct front){ .span = s->span, .line = s->line, .role = (uint8_t)role };
        if (role == LINE_CONTENTS)
            out->front[i].announces = announced(c, i, i ? &out->front[i - 1] : NULL);
    }
    return CRIB_OK;
}

static int fill_documents(const struct cut *c, bool markdown, struct segmented *out, struct crib_err *err)
{
    size_t n = c->starts.n;
    out->doc = arena_zero(&out->arena, n, sizeof *out->doc);
    if (out->doc == NULL)
        return CRIB_NOMEM(err);
    out->n_doc = (uint32_t)n;
    for (size_t i = 0; i < n; i++) {
        struct start s = c->starts.item[i];
        uint32_t end = i + 1 < n ? c->starts.item[i + 1].at : c->lines.n;
        s.n_title = min_u32(s.n_title, end - s.at); /* an ordinal may stand alone above the next one */
        s.n_mark = s.n_mark < s.n_title ? s.n_mark : 0;
        s.n_title += s.n_title > 0 && is_subtitle(c, s.at + s.n_title, end);
        const struct shape *first = &c->lines.at[s.at], *last = &c->lines.at[end - 1];
        struct document *d = &out->doc[i];
        d->span = (struct txt_span){ first->span.beg, last->span.end };
        d->title = (struct txt_span){ first->span.beg, first->span.beg };
        if (s.n_title > 0)
            d->title = (struct txt_span){ first[s.n_mark].span.beg, first[s.n_title - 1].span.end };
        d->line_first = first->line;
        d->line_last = last->line;
        d->why = s.why;
        CRIB_TRY(docroles_fill(c, &s, end, i + 1 == n, markdown, d, &out->arena, err));
    }
    return CRIB_OK;
}

static int find_starts(struct cut *c, const struct segment_options *o, struct crib_err *err)
{
    CRIB_TRY(contents_find(c, err));
    if (o->mode != SEGMENT_AUTO)
        c->starts.n = 0;
    if (o->mode == SEGMENT_REGEX)
        CRIB_TRY(starts_by_pattern(c, o->pattern, err));
    bool listed = c->starts.n > 0 && o->mode == SEGMENT_AUTO;
    if (o->mode == SEGMENT_AUTO && c->starts.n == 0)
        CRIB_TRY(titles_find(c, err));
    if (!listed)
        CRIB_TRY(start_head(c, err));
    return c->starts.n == 0 ? start_whole(c, err) : CRIB_OK;
}

static int note_count(const struct segmented *s, struct complaints *c, struct crib_err *err)
{
    if (s->n_stated == 0 || s->n_stated == s->n_doc)
        return CRIB_OK;
    struct crib_fact f = fact("documents-stated");
    fact_int(&f, "stated", s->n_stated);
    fact_int(&f, "found", s->n_doc);
    return complaints_add(c, false, UINT64_MAX, f, err);
}

static uint8_t top_level(const struct shapes *l)
{
    uint8_t top = 0;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i].kind == BLOCK_HEADING && (top == 0 || l->at[i].level < top))
            top = l->at[i].level;
    return top;
}

static int segment_cut(struct cut *c, const struct member *m, const struct segment_options *o, struct segmented *out,
                       struct complaints *complaints, struct crib_err *err)
{
    CRIB_TRY(shapes_read(m, c->arena, &c->lines, err));
    if (c->lines.n == 0)
        return CRIB_OK;
    c->contents = arena_zero(c->arena, c->lines.n, 1);
    c->announces = arena_zero(c->arena, c->lines.n, sizeof *c->announces);
    if (c->contents == NULL || c->announces == NULL)
        return CRIB_NOMEM(err);
    c->top_level = top_level(&c->lines);
    CRIB_TRY(furniture_find(c, err));
    out->n_stated = c->n_stated = stated_count(c, &c->at_stated, &c->stated);
    out->stated = c->stated;
    CRIB_TRY(find_starts(c, o, err));
    CRIB_TRY(fill_front(c, c->starts.item[0].at, out, err));
    CRIB_TRY(fill_documents(c, m->markdown, out, err));
    return note_count(out, complaints, err);
}

int segment(const struct member *m, const struct segment_options *o, struct segmented *out, struct complaints *c,
            struct crib_err *err)
{
    enum { ROOM = 4096 }; /* for all that a short text takes */
    max_align_t room[ROOM / sizeof(max_align_t)];
    struct arena arena;
    struct cut cut = { .text = m->text, .arena = &arena };
    *out = (struct segmented){ 0 };
    arena_init(&out->arena);
    arena_init_in(&arena, room, sizeof room);
    int rc = segment_cut(&cut, m, o, out, c, err);
    mem_free(cut.starts.item);
    arena_done(&arena);
    return rc;
}

void segmented_done(struct segmented *s)
{
    arena_done(&s->arena);
    *s = (struct segmented){ 0 };
}

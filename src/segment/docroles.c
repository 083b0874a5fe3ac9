/* SPDX-License-Identifier: MIT */
/* Roles of a document's lines, the surest first: title, contents, markers and
 * furniture; then from the end what is foreign to the text (advertisements)
 * and the signature; what is left is text, told apart by sections_fill. */
#include "segment/docroles.h"

#include "segment/adverts.h"
#include "segment/linechars.h"
#include "segment/sections.h"
#include "segment/signature.h"
#include "segment/straymarks.h"
#include "segment/wrapped.h"

enum {
    ADVERT_LINES = 8,  /* an advertisement at the end is no longer than this */
    AFTER_LINES = 6
};

static int contact_of(const struct cut *c, const struct shape *s)
{
    return contact_in(c->text + s->span.beg, txt_len(s->span));
}

static bool is_sentence(const struct shape *s) { return s->flags & (SHAPE_CLOSED | SHAPE_INNER_STOP); }

/* A small letter right below another line is in the midst of a sentence, unless
 * an address begins with it. */
static bool begins_amid(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    const char *line = c->text + s->span.beg, *space = memchr(line, ' ', txt_len(s->span));
    return i > 0 && !(s->flags & SHAPE_BLANK_BEFORE) && char_is_small(cut_first_char(c, i)) &&
           contact_columns(line, space ? (size_t)(space - line) : txt_len(s->span)) == 0;
}

static bool is_wrapped(const struct cut *c, uint32_t i)
{
    return begins_amid(c, i) || (i + 1 < c->lines.n && begins_amid(c, i + 1)) || wrapped_holds(c, i);
}

/* A sentence that mentions an address is text, also one that wraps. A call is
 * no sentence (更多范文请关注微信公众号：…), or has more contact than words. */
bool docroles_is_edge_advert(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    if (s->width > WIDTH_TITLE || s->number.kind != NUMBER_NONE || s->kind != BLOCK_TEXT ||
        contact_of(c, s) != CONTACT_STRONG || is_wrapped(c, i))
        return false;
    return (!is_sentence(s) && s->width <= WIDTH_HEADING) ||
           contact_columns(c->text + s->span.beg, txt_len(s->span)) * 2 >= s->width;
}

static bool may_be_advert(const struct shape *s)
{
    return s->width <= WIDTH_TITLE && s->number.kind == NUMBER_NONE && s->kind == BLOCK_TEXT &&
           s->date != DATE_ALONE && !(s->flags & SHAPE_BRACKETED);
}

/* May the line go with an advertisement without being one? No sentence does. */
static bool may_go_with(const struct shape *s)
{
    return may_be_advert(s) && s->width <= WIDTH_HEADING && !is_sentence(s);
}

/* The first line of the block that a blank line sets off above line i, of few
 * lines that all go with i; i itself when there is none. */
static uint32_t set_off_above(const struct cut *c, uint32_t beg, uint32_t body, uint32_t i, const uint8_t *role)
{
    enum { LINES_MOST = 3 };
    for (uint32_t k = i; k > body && i - k < LINES_MOST; k--) {
        if (c->lines.at[k].flags & SHAPE_BLANK_BEFORE)
            return k;
        if (role[k - 1 - beg] != LINE_BODY || !may_go_with(&c->lines.at[k - 1]))
            break;
    }
    return i;
}

/* Mark the advertisement at the end of lines [body, end). A line that is one of
 * itself makes it; further contacts and short lines that are no sentences
 * belong to it, these as long as they are no more than the contacts. */
static void mark_adverts(const struct cut *c, uint32_t beg, uint32_t body, uint32_t end, uint8_t *role)
{
    uint32_t first = end, n_contact = 0, n_other = 0;
    for (uint32_t i = end; i-- > body && n_contact + n_other < ADVERT_LINES;) {
        const struct shape *s = &c->lines.at[i];
        if (role[i - beg] != LINE_BODY)
            continue;
        bool itself = may_be_advert(s) && docroles_is_edge_advert(c, i);
        if (!itself && !may_go_with(s))
            break;
        bool contact = itself || contact_of(c, s) != CONTACT_NONE;
        n_contact += contact;
        n_other += !contact;
        if (n_other <= n_contact && (itself || (contact && first < end)))
            first = i;
    }
    if (first == end)
        return;
    for (uint32_t i = set_off_above(c, beg, body, first, role); i < end; i++)
        if (role[i - beg] == LINE_BODY)
            role[i - beg] = LINE_ADVERTISEMENT;
}

/* Behind the last document's signature, or behind a marker near its end. */
static void mark_after(const struct cut *c, uint32_t beg, uint32_t body, uint32_t end, uint32_t signed_to,
                       uint8_t *role)
{
    uint32_t from = end;
    for (uint32_t i = end, n = 0; i-- > body && n < AFTER_LINES;) {
        if (role[i - beg] == LINE_MARKER)
            from = i + 1;
        else if (role[i - beg] != LINE_ADVERTISEMENT && role[i - beg] != LINE_FURNITURE) {
            if (c->lines.at[i].width > WIDTH_TITLE || c->lines.at[i].number.kind != NUMBER_NONE)
                break;
            n++;
        }
    }
    if (signed_to != 0 && signed_to + AFTER_LINES >= end)
        from = min_u32(from, signed_to);
    for (uint32_t i = from; i < end; i++)
        if (role[i - beg] == LINE_BODY && c->lines.at[i].number.kind == NUMBER_NONE)
            role[i - beg] = LINE_AFTER;
}

static int mask_markers(const struct cut *c, uint32_t beg, uint32_t end, const uint8_t *role, struct document *doc,
                        struct arena *a, struct crib_err *err)
{
    struct txt_span found;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t n = 0;
        for (uint32_t i = beg; i < end; i++) {
            struct txt_span s = c->lines.at[i].span;
            if (role[i - beg] == LINE_MARKER)
                continue;
            for (uint32_t at = s.beg; marker_next(c->text, at, s.end, &found); at = found.end) {
                if (pass == 1)
                    doc->masked[n] = (struct masked){ found, MASKED_MARKER };
                n++;
            }
        }
        doc->n_masked = n;
        if (n == 0)
            return CRIB_OK;
        if (pass == 0 && (doc->masked = arena_zero(a, n, sizeof *doc->masked)) == NULL)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static void first_roles(const struct cut *c, const struct start *s, uint32_t end, bool markdown, uint8_t *role)
{
    for (uint32_t i = s->at; i < end; i++) {
        const struct shape *l = &c->lines.at[i];
        bool quote = markdown && l->kind == BLOCK_TEXT && c->text[l->span.beg] == '>';
        role[i - s->at] = i < s->at + s->n_title ? LINE_TITLE
                          : l->kind == BLOCK_COMMENT ? LINE_OTHER
                          : c->contents[i] ? LINE_CONTENTS
                          : l->flags & SHAPE_MARKER ? LINE_MARKER
                          : l->flags & SHAPE_FURNITURE ? LINE_FURNITURE
                          : quote ? LINE_QUOTATION
                                  : LINE_BODY;
    }
}

int docroles_fill(const struct cut *c, const struct start *s, uint32_t end, bool last, bool markdown,
                  struct document *doc, struct arena *a, struct crib_err *err)
{
    uint32_t n = end - s->at, body = s->at + s->n_title;
    uint8_t *role = arena_alloc(c->arena, max_size(n, 1));
    doc->line = arena_zero(a, max_size(n, 1), sizeof *doc->line);
    doc->n_line = n;
    if (role == NULL || doc->line == NULL)
        return CRIB_NOMEM(err);
    first_roles(c, s, end, markdown, role);
    mark_adverts(c, s->at, body, end, role);
    uint32_t signed_to = signature_find(c, s->at, body, end, role);
    if (last)
        mark_after(c, s->at, body, end, signed_to, role);
    CRIB_TRY(mask_markers(c, s->at, end, role, doc, a, err));
    for (uint32_t i = s->at; i < end; i++)
        doc->line[i - s->at] = (struct line){ .span = c->lines.at[i].span, .line = c->lines.at[i].line,
                                              .number = { c->lines.at[i].span.beg, c->lines.at[i].span.beg },
                                              .role = role[i - s->at] };
    sections_fill(c, s->at, end, doc->line);
    return CRIB_OK;
}

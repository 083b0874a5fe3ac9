/* SPDX-License-Identifier: MIT */
/* Page numbers by shape and sequence, running headers by their neighbours.
 *
 * "- 3 -", "第3页 共10页", "Page 3 of 10" and "3 / 10" are page numbers when the
 * text has at least two that rise; a bare number needs three that rise by
 * small steps, or it may be a figure of a table. A running header is a line
 * that stands at least three times beside a page number or at a page's
 * beginning; its first stand is left alone, because that is the title it
 * repeats. */
#include "segment/furniture.h"

#include "core/search.h"
#include "core/sort.h"
#include "segment/linechars.h"
#include "segment/linekey.h"

enum { HEADER_LEAST = 3 };

enum page_shape { PAGE_NO, PAGE_BARE, PAGE_DRESSED };

static size_t skip(const char *s, size_t n, size_t i)
{
    while (i < n) {
        size_t j = i;
        uint32_t cp = utf8_next(s, n, &j);
        if (!char_is_space(cp) && cp != '-' && cp != 0x2014 && cp != 0x2013 && cp != 0x2015 && cp != 0xB7 &&
            cp != '/' && cp != '|' && cp != 0xFF0D && cp != '~' && cp != 0x2500 && cp != ',' && cp != 0xFF0C)
            break;
        i = j;
    }
    return i;
}

static size_t word(const char *s, size_t n, size_t i)
{
#define WORD(text) { text, sizeof text - 1 }
    static const struct { const char *s; size_t n; } known[] = {
        WORD("第"), WORD("页"), WORD("頁"), WORD("共"), WORD("页码"), WORD("Page"), WORD("page"), WORD("PAGE"), WORD("of"),
        WORD("P."), WORD("p."), WORD("Seite"), WORD("von"), WORD("페이지"), WORD("ページ"), WORD("หน้า"),
    };
#undef WORD
    for (size_t k = 0; k < COUNT_OF(known); k++)
        if (s[i] == known[k].s[0] && n - i >= known[k].n && memcmp(s + i, known[k].s, known[k].n) == 0)
            return known[k].n;
    return 0;
}

/* Nothing but numbers, dashes and page words; *value is the first number. */
static int page_shape(const char *s, size_t n, uint32_t *value)
{
    if (n > 60)
        return PAGE_NO;
    size_t n_numbers = 0, n_words = 0, n_digits = 0, i = skip(s, n, 0);
    bool dressed = i > 0;
    while (i < n) {
        size_t j = i, w = word(s, n, i);
        if (w > 0) {
            n_words++;
            i = skip(s, n, i + w);
            continue;
        }
        uint32_t v = 0, cp = utf8_next(s, n, &j);
        if (char_digit(cp) < 0)
            return PAGE_NO;
        for (n_digits = 0; i < n && n_digits < 6; n_digits++) {
            j = i;
            int d = char_digit(utf8_next(s, n, &j));
            if (d < 0)
                break;
            v = v * 10 + (uint32_t)d;
            i = j;
        }
        if (n_digits > 4 || n_numbers == 2)
            return PAGE_NO;
        if (n_numbers++ == 0)
            *value = v;
        i = skip(s, n, i);
    }
    if (n_numbers == 0)
        return PAGE_NO;
    return n_words > 0 || n_numbers == 2 || dressed ? PAGE_DRESSED : PAGE_BARE;
}

static bool is_page(const struct cut *c, uint32_t i, int shape, uint32_t *value)
{
    const struct shape *s = &c->lines.at[i];
    size_t n = txt_len(s->span);
    return s->kind == BLOCK_TEXT && page_shape(c->text + s->span.beg, n, value) == shape;
}

/* Mark the lines of one shape when at least n_least of them rise, each by at
 * most step_most, and these are most of them. */
static void mark_pages(struct cut *c, int shape, uint32_t n_least, uint32_t step_most)
{
    uint32_t n = 0, n_rising = 0, last = 0, value = 0;
    for (uint32_t i = 0; i < c->lines.n; i++) {
        if (!is_page(c, i, shape, &value))
            continue;
        n_rising += n > 0 && value > last && value - last <= step_most;
        n++;
        last = value;
    }
    if (n < n_least || n_rising + 1 < n_least || (n_rising + 1) * 3 < n * 2)
        return;
    for (uint32_t i = 0; i < c->lines.n; i++)
        if (is_page(c, i, shape, &value))
            c->lines.at[i].flags |= SHAPE_FURNITURE;
}

/* Beside a page number, or first on its page. */
static bool at_page_edge(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return (s->flags & SHAPE_PAGE_BEFORE) || (i > 0 && (s[-1].flags & SHAPE_FURNITURE)) ||
           (i + 1 < c->lines.n && (s[1].flags & SHAPE_FURNITURE));
}

/* The group of the key in group[n], sorted by key; n when none. */
static size_t group_of(const struct kv *group, size_t n, uint64_t key)
{
    size_t at;
    LOWER_BOUND(at, n, group[at].key < key);
    return at < n && group[at].key == key ? at : n;
}

static bool may_be_header(const struct shape *s)
{
    return shape_is_short(s) && s->width <= WIDTH_HEADING && !(s->flags & SHAPE_CLOSED);
}

/* Keep of edge[n] (key, line) one for each key that stands often enough, with
 * the line of its first stand anywhere in the text. */
static size_t repeated(const struct cut *c, struct kv *edge, size_t n)
{
    size_t n_group = 0;
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && edge[k].key == edge[i].key; k++)
            ;
        if (k - i >= HEADER_LEAST)
            edge[n_group++] = edge[i];
    }
    for (uint32_t i = c->lines.n; n_group > 0 && i-- > 0;) {
        size_t g = may_be_header(&c->lines.at[i]) ? group_of(edge, n_group, c->lines.at[i].key) : n_group;
        if (g < n_group)
            edge[g].val = i;
    }
    return n_group;
}

static int mark_headers(struct cut *c, struct crib_err *err)
{
    struct kv *edge = NULL;
    size_t n = 0, cap = 0;
    int rc = CRIB_OK;
    for (uint32_t i = 0; i < c->lines.n && rc == CRIB_OK; i++) {
        if (!may_be_header(&c->lines.at[i]) || !at_page_edge(c, i))
            continue;
        rc = VEC_GROW(edge, n, &cap, 1, err);
        if (rc == CRIB_OK)
            edge[n++] = (struct kv){ c->lines.at[i].key, i };
    }
    if (rc == CRIB_OK)
        rc = sort_kv(edge, n, true, err);
    if (rc == CRIB_OK) {
        size_t n_group = repeated(c, edge, n);
        for (uint32_t i = 0, was_page = 0; n_group > 0 && i < c->lines.n; i++) {
            bool edged = was_page || (c->lines.at[i].flags & SHAPE_PAGE_BEFORE) ||
                         (i + 1 < c->lines.n && (c->lines.at[i + 1].flags & SHAPE_FURNITURE));
            was_page = c->lines.at[i].flags & SHAPE_FURNITURE;
            size_t g = edged && may_be_header(&c->lines.at[i]) ? group_of(edge, n_group, c->lines.at[i].key) : n_group;
            if (g < n_group && edge[g].val != i)
                c->lines.at[i].flags |= SHAPE_FURNITURE;
        }
    }
    mem_free(edge);
    return rc;
}

int furniture_find(struct cut *c, struct crib_err *err)
{
    mark_pages(c, PAGE_DRESSED, 2, 50);
    mark_pages(c, PAGE_BARE, 3, 5);
    return mark_headers(c, err);
}

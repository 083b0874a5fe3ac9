/* SPDX-License-Identifier: MIT */
/* Read from the lines that sign a document and from its title; never from its
 * body, where other people's dates and offices stand.
 *
 * The year a title names first is the one the document is about: 2023年工作总结
 * 及2024年工作计划 is a report of 2023, whenever it was signed. */
#include "engine/stated.h"

#include "segment/dates.h"
#include "segment/linechars.h"

enum { NAME_MOST = 180 };

static uint32_t signed_date(const struct doc *d)
{
    uint32_t date = 0;
    for (uint32_t i = 0; i < d->seg->n_line; i++) {
        const struct line *l = &d->seg->line[i];
        if (l->role == LINE_SIGNATURE)
            date = max_u32(date, date_latest(doc_text(d) + l->span.beg, txt_len(l->span)));
    }
    return date;
}

uint32_t stated_date(const struct doc *d)
{
    const char *title = doc_text(d) + d->seg->title.beg;
    size_t n = txt_len(d->seg->title);
    uint32_t date = signed_date(d);
    if (!date)
        date = date_latest(title, n);
    return date ? date : year_latest(title, n);
}

/* Without space and brackets around it. */
static struct txt_span trim(const char *s, struct txt_span t)
{
    while (t.beg < t.end) {
        size_t i = t.beg;
        uint32_t cp = utf8_next(s, t.end, &i);
        if (!char_is_space(cp) && !char_is_mark(cp))
            break;
        t.beg = (uint32_t)i;
    }
    while (t.beg < t.end) {
        size_t last = t.beg + (size_t)utf8_prev(s + t.beg, t.end - t.beg), i = last;
        uint32_t cp = utf8_next(s, t.end, &i);
        if (!char_is_space(cp) && !char_is_mark(cp))
            break;
        t.end = (uint32_t)last;
    }
    return t;
}

/* The first line of the signature, or what stands before the date on it. */
static int read_office(const struct doc *d, struct arena *a, const char **out, struct crib_err *err)
{
    const char *text = doc_text(d);
    *out = NULL;
    for (uint32_t i = 0; i < d->seg->n_line && !*out; i++) {
        const struct line *l = &d->seg->line[i];
        struct txt_span date, name = l->span;
        size_t from = 0;
        if (l->role != LINE_SIGNATURE)
            continue;
        if (date_next(text + l->span.beg, txt_len(l->span), &from, &date))
            name.end = l->span.beg + date.beg;
        name = trim(text, name);
        if (txt_len(name) == 0 || txt_len(name) > NAME_MOST)
            continue;
        *out = arena_strndup(a, text + name.beg, txt_len(name));
        if (!*out)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

int stated_read(const struct doc *d, struct arena *a, struct catalogue_stated *out, struct crib_err *err)
{
    const char *title = doc_text(d) + d->seg->title.beg;
    size_t n = txt_len(d->seg->title);
    *out = (struct catalogue_stated){ .date = signed_date(d), .title_year = year_first(title, n) / 10000 };
    out->is_signed = out->date != 0;
    if (!out->date)
        out->date = date_latest(title, n);
    return read_office(d, a, &out->office, err);
}

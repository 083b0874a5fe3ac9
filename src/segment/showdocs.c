/* SPDX-License-Identifier: MIT */
/* `crib show documents`: the cut in words a person can check against the
 * text. One fact a line, names and numbers first, so that it can be compared
 * with a saved one. */
#include "segment/segment.h"

#include "core/harmless.h"

enum { SHOW_MOST = 160 }; /* bytes of a line shown */

static const char *const role_name[] = {
    [LINE_BODY] = "body", [LINE_HEADING] = "heading", [LINE_LIST] = "list", [LINE_QUOTATION] = "quotation",
    [LINE_TITLE] = "title", [LINE_CONTENTS] = "contents", [LINE_SIGNATURE] = "signature", [LINE_MARKER] = "marker",
    [LINE_FURNITURE] = "furniture", [LINE_ADVERTISEMENT] = "advertisement", [LINE_AFTER] = "after",
    [LINE_OTHER] = "other"
};

/* A stretch of text on one line, cut between characters. */
static int show_text(const char *text, struct txt_span s, struct buf *out, struct crib_err *err)
{
    uint32_t end = s.end;
    if (txt_len(s) > SHOW_MOST) {
        end = s.beg + SHOW_MOST;
        while (end > s.beg && ((unsigned char)text[end] & 0xC0) == 0x80)
            end--;
    }
    CRIB_TRY(harmless_add(out, text + s.beg, end - s.beg, err));
    return end < s.end ? buf_str(out, " …", err) : CRIB_OK;
}

static int show_front(const struct member *m, const struct segmented *s, struct buf *out, struct crib_err *err)
{
    uint32_t n[LINE_OTHER + 1] = { 0 };
    for (uint32_t i = 0; i < s->n_front; i++)
        n[s->front[i].role]++;
    for (uint32_t i = 0; i < s->n_front; i++) {
        const struct front *f = &s->front[i];
        if (f->role == LINE_CONTENTS)
            continue;
        CRIB_TRY(buf_printf(out, err, "front %" PRIu32 " %s: ", f->line, role_name[f->role]));
        CRIB_TRY(show_text(m->text, f->span, out, err));
        CRIB_TRY(buf_char(out, '\n', err));
    }
    if (n[LINE_CONTENTS] > 0)
        CRIB_TRY(buf_printf(out, err, "front contents: %" PRIu32 " lines\n", n[LINE_CONTENTS]));
    return CRIB_OK;
}

static int show_document(const struct member *m, const struct document *d, uint32_t ordinal, struct buf *out,
                         struct crib_err *err)
{
    uint32_t n[LINE_OTHER + 1] = { 0 };
    CRIB_TRY(buf_printf(out, err, "\ndocument %" PRIu32 " lines %" PRIu32 "-%" PRIu32 " why %s: ", ordinal,
                        d->line_first, d->line_last, d->why));
    CRIB_TRY(show_text(m->text, d->title, out, err));
    CRIB_TRY(buf_char(out, '\n', err));
    for (uint32_t i = 0; i < d->n_line; i++) {
        const struct line *l = &d->line[i];
        n[l->role]++;
        if (l->role == LINE_BODY || l->role == LINE_LIST || l->role == LINE_TITLE || l->role == LINE_QUOTATION ||
            l->role == LINE_CONTENTS)
            continue;
        CRIB_TRY(buf_printf(out, err, "%*s%" PRIu32 " ", 2 + 2 * (int)(l->level > 8 ? 8 : l->level), "", l->line));
        if (l->role != LINE_HEADING)
            CRIB_TRY(buf_printf(out, err, "%s: ", role_name[l->role]));
        CRIB_TRY(show_text(m->text, l->span, out, err));
        CRIB_TRY(buf_char(out, '\n', err));
    }
    CRIB_TRY(buf_printf(out, err, "  lines: %" PRIu32 " body, %" PRIu32 " list, %" PRIu32 " headings", n[LINE_BODY],
                        n[LINE_LIST], n[LINE_HEADING]));
    if (n[LINE_CONTENTS] > 0)
        CRIB_TRY(buf_printf(out, err, ", %" PRIu32 " contents", n[LINE_CONTENTS]));
    if (n[LINE_QUOTATION] > 0)
        CRIB_TRY(buf_printf(out, err, ", %" PRIu32 " quotation", n[LINE_QUOTATION]));
    if (d->n_masked > 0)
        CRIB_TRY(buf_printf(out, err, "; %" PRIu32 " markers inside lines", d->n_masked));
    return buf_char(out, '\n', err);
}

int segment_show(const struct member *m, const struct segmented *s, struct buf *out, struct crib_err *err)
{
    CRIB_TRY(buf_printf(out, err, "documents: %" PRIu32 " found, ", s->n_doc));
    if (s->n_stated == 0)
        CRIB_TRY(buf_str(out, "no count stated\n", err));
    else
        CRIB_TRY(buf_printf(out, err, "%" PRIu32 " stated\n", s->n_stated));
    CRIB_TRY(show_front(m, s, out, err));
    for (uint32_t i = 0; i < s->n_doc; i++)
        CRIB_TRY(show_document(m, &s->doc[i], i + 1, out, err));
    return CRIB_OK;
}

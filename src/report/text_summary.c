/* SPDX-License-Identifier: MIT */
/* How one copy differs from another, on one line: the frequent substitutions
 * in full, the rest as counts. */
#include "core/base.h"

#include "report/summary.h"
#include "report/text.h"

enum { SHOWN_MOST = 6, SURFACE_MOST = 24 };

/* Between two items of the line; before the first the line's own phrase. */
static void next_item(struct text *t, const char *phrase, uint32_t indent, bool *first)
{
    if (*first) {
        layout_begin(&t->lay, indent, indent + 2);
        SAY(t, STYLE_PLAIN, phrase);
    } else {
        SAY(t, STYLE_PLAIN, "sentence-next");
    }
    *first = false;
}

static void substitution(struct text *t, const struct substitution *s)
{
    t->lay.keep = true;
    layout_cut(&t->lay, s->from, STYLE_GONE, SURFACE_MOST, false);
    layout_str(&t->lay, " → ", STYLE_PLAIN);
    layout_cut(&t->lay, s->to, STYLE_NEW, SURFACE_MOST, false);
    if (s->count > 1)
        SAY(t, STYLE_PLAIN, "times", ARG_INT("n", s->count));
    t->lay.keep = false;
}

static void counts(struct text *t, const struct summary *s, const char *phrase, uint32_t indent, bool *first)
{
    const struct { const char *code; uint64_t n, chars; } line[] = {
        { "difference-figures-redacted", s->figures_redacted, 0 },
        { "difference-only-here", s->only_from, s->only_from_chars },
        { "difference-only-there", s->only_to, s->only_to_chars },
        { "difference-moved", s->changes[CRIB_CHANGE_MOVED], 0 },
        { "difference-script", s->changes[CRIB_CHANGE_SCRIPT], 0 },
        { "difference-width", s->changes[CRIB_CHANGE_WIDTH], 0 },
        { "difference-case", s->changes[CRIB_CHANGE_CASE], 0 },
        { "difference-accents", s->changes[CRIB_CHANGE_ACCENTS], 0 },
        { "difference-punctuation", s->changes[CRIB_CHANGE_PUNCTUATION], 0 },
        { "difference-hidden", s->changes[CRIB_CHANGE_HIDDEN], 0 },
    };
    for (size_t i = 0; i < COUNT_OF(line); i++) {
        if (line[i].n == 0)
            continue;
        next_item(t, phrase, indent, first);
        SAY(t, STYLE_PLAIN, line[i].code, ARG_INT("n", line[i].n), ARG_INT("chars", line[i].chars));
    }
}

void text_differences(struct text *t, uint32_t from, uint32_t to, const char *phrase, uint32_t indent)
{
    struct summary s;
    bool first = true;
    int rc = summary_make(t->v, from, to, &s, t->lay.out->err);
    if (rc == CRIB_OK) {
        uint64_t left = s.beyond;
        for (size_t i = 0; i < s.n; i++) {
            if (i >= SHOWN_MOST) {
                left += s.item[i].count;
                continue;
            }
            next_item(t, phrase, indent, &first);
            substitution(t, &s.item[i]);
        }
        if (left > 0) {
            SAY(t, STYLE_PLAIN, "sentence-next");
            SAY(t, STYLE_PLAIN, "difference-others", ARG_INT("n", left));
        }
        counts(t, &s, phrase, indent, &first);
        if (!first)
            layout_end(&t->lay);
    }
    summary_done(&s);
    out_fail(t->lay.out, rc);
}

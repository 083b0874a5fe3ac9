/* SPDX-License-Identifier: MIT */
/* Neighbours across ignorable characters. */
#include "core/base.h"

#include "text/glyph.h"

bool glyph_before(const struct stretch *s, size_t at, struct glyph *g)
{
    for (unsigned n = 0; at > s->beg && n < TOKEN_MOST; n++) {
        at = utf8_prev(s->text, at);
        *g = glyph_at(s, at);
        if (glyph_class(g) != FOLD_IGNORE)
            return true;
    }
    return false;
}

bool glyph_after(const struct stretch *s, size_t at, struct glyph *g)
{
    for (unsigned n = 0; at < s->end && n < TOKEN_MOST; n++, at = g->next) {
        *g = glyph_at(s, at);
        if (glyph_class(g) != FOLD_IGNORE)
            return true;
    }
    return false;
}

/* SPDX-License-Identifier: MIT */
/* One character of a stretch and what the fold table says of it. */
#ifndef CRIB_TEXT_GLYPH_H
#define CRIB_TEXT_GLYPH_H

#include "core/utf8.h"
#include "text/fold_table.h"
#include "text/token.h"

struct glyph {
    uint32_t c, e, to; /* as written, its entry, folded (when it folds to one) */
    size_t next;
};

static inline struct glyph glyph_at(const struct stretch *s, size_t at)
{
    struct glyph g = { .next = at };
    g.c = utf8_next(s->text, s->end, &g.next);
    g.e = fold_entry_of(g.c);
    g.to = fold_entry_to(g.c, g.e);
    return g;
}

static inline unsigned glyph_class(const struct glyph *g) { return g->e & FOLD_CLASS; }

/* The nearest character before or after `at` that is not ignorable; false at
 * the stretch's edge. Looks no further than TOKEN_MOST characters. */
bool glyph_before(const struct stretch *s, size_t at, struct glyph *g);
bool glyph_after(const struct stretch *s, size_t at, struct glyph *g);

#endif

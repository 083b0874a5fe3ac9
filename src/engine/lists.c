/* SPDX-License-Identifier: MIT */
/* List patterns. A paragraph that sets figures or names into one and the same
 * sentence again and again shares much with itself and borrows nothing. */
#include "engine/lists.h"

#include "core/search.h"

const struct line *line_at(const struct document *d, uint32_t byte)
{
    uint32_t at; /* the last line that begins at or before the byte */
    LOWER_BOUND(at, d->n_line, d->line[at].span.beg <= byte);
    return at ? &d->line[at - 1] : NULL;
}

void lists_paragraphs(const struct document *d, const struct units *u, uint32_t *paragraph)
{
    uint32_t line = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        while (line + 1 < d->n_line && d->line[line + 1].span.beg <= unit_beg(u, i))
            line++;
        paragraph[i] = line;
    }
}

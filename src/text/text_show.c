/* SPDX-License-Identifier: MIT */
/* Showing units with the surface they stand for. */
#include "text/text_show.h"

#include "core/harmless.h"

int text_show_units(const char *text, const struct units *u, struct buf *out, struct crib_err *err)
{
    static const char *const kinds[] = { "char", "word", "number", "redaction", "capital", "capitals" };
    CRIB_TRY(buf_str(out, "unit\tkind\tbytes\tcode\tsurface\n", err));
    for (uint32_t i = 0; i < u->n; i++) {
        CRIB_TRY(buf_printf(out, err, "%u\t%s\t%u-%u\t%08x\t", i, kinds[unit_kind(u, i)], unit_beg(u, i),
                            unit_end(u, i), unit_code(u, i)));
        CRIB_TRY(harmless_add(out, text + unit_beg(u, i), unit_end(u, i) - unit_beg(u, i), err));
        CRIB_TRY(buf_char(out, '\n', err));
    }
    return CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* Units as plain text: each unit's bytes folded once more, this time kept. */
#include "core/base.h"

#include "core/buf.h"
#include "text/fold.h"
#include "text/fold_slow.h"
#include "text/fold_table.h"
#include "text/homoglyph.h"

enum { REDACTED_SIGN = 0x25A1, FRACTION_SLASH = 0x2044 };

/* Next to another such unit, the two need a space between. */
static bool spaced(uint8_t kind) { return kind != UNIT_CHAR && kind != UNIT_REDACTION; }

static bool kept(uint32_t c, uint8_t kind)
{
    unsigned class = fold_entry_of(c) & FOLD_CLASS;
    if (class == FOLD_IGNORE || class == FOLD_SIGN)
        return false;
    return class != FOLD_DROP || (kind == UNIT_NUMBER && (c == '.' || c == ':' || c == FRACTION_SLASH));
}

static int print_unit(const char *s, size_t n, uint8_t kind, struct buf *out, struct crib_err *err)
{
    uint32_t part[FOLD_SLOW_MOST];
    size_t n_part;
    if (kind != UNIT_WORD || !homoglyph_in_word(s, n, part, &n_part))
        CRIB_TRY(fold_slow(s, n, part, &n_part, err));
    for (size_t i = 0; i < n_part; i++)
        if (kept(part[i], kind))
            CRIB_TRY(buf_code_point(out, part[i], err));
    return CRIB_OK;
}

int fold_print(const char *text, const struct units *u, struct unit_span s, struct buf *out, struct crib_err *err)
{
    for (uint32_t i = s.beg; i < s.end; i++) {
        if (i > s.beg && spaced(unit_kind(u, i - 1)) && spaced(unit_kind(u, i)))
            CRIB_TRY(buf_char(out, ' ', err));
        if (unit_kind(u, i) == UNIT_REDACTION)
            CRIB_TRY(buf_code_point(out, REDACTED_SIGN, err));
        else
            CRIB_TRY(print_unit(text + unit_beg(u, i), unit_end(u, i) - unit_beg(u, i), unit_kind(u, i), out, err));
    }
    return CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* ICU folds a line at a time, span by span: what its quick check lets pass is
 * copied, what lies between two boundaries is normalised, so that every folded
 * character knows the bytes it came from. Then one walk over the code points,
 * with the fold table's classes and variants (ICU knows no variants, and its
 * own properties would be slower), makes units. */
#include "core/base.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "speed/speed_rivals.h"
#include "text/fold_table.h"

void icu_scratch_done(struct icu_scratch *s)
{
    mem_free(s->wide);
    mem_free(s->folded);
    mem_free(s->wide_at);
    mem_free(s->at);
    units_done(&s->row);
    mem_free(s->shingle);
    *s = (struct icu_scratch){ 0 };
}

/* Bytes of the character that begins at (or, for a surrogate's second half,
 * goes on with) a UTF-16 unit. */
static uint32_t bytes_of(UChar c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : U16_IS_LEAD(c) ? 4 : U16_IS_TRAIL(c) ? 0 : 3; }

static int32_t next_boundary(const UNormalizer2 *n2, const UChar *s, int32_t i, int32_t n)
{
    UChar32 c;
    int32_t end = i;
    U16_FWD_1(s, end, n);
    for (int32_t next = end; next < n; end = next) {
        U16_NEXT(s, next, n, c);
        if (unorm2_hasBoundaryBefore(n2, c))
            break;
    }
    return end;
}

static int make_room(struct icu_scratch *s, size_t n, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(s->wide, 0, &s->cap_wide, n + 1, err));
    CRIB_TRY(VEC_GROW(s->wide_at, 0, &s->cap_wide_at, n + 1, err));
    CRIB_TRY(VEC_GROW(s->folded, 0, &s->cap_folded, 3 * n + 64, err));
    return VEC_GROW(s->at, 0, &s->cap_at, 3 * n + 64, err);
}

/* text[beg, beg + n) to folded[*len], each from the bytes at[]. */
static int fold_line(struct icu_scratch *s, const char *text, uint32_t beg, size_t n, int32_t *len, struct crib_err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n_wide = 0, out = 0;
    CRIB_TRY(make_room(s, n, err));
    UChar *wide = (UChar *)s->wide, *folded = (UChar *)s->folded;
    u_strFromUTF8(wide, (int32_t)s->cap_wide, &n_wide, text + beg, (int32_t)n, &e);
    s->wide_at[0] = beg;
    for (int32_t i = 0; i < n_wide; i++)
        s->wide_at[i + 1] = s->wide_at[i] + bytes_of(wide[i]);
    const UNormalizer2 *nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
    for (int32_t i = 0; i < n_wide && U_SUCCESS(e);) {
        int32_t end = i + unorm2_spanQuickCheckYes(nfkc_cf, wide + i, n_wide - i, &e);
        for (; i < end; i++, out++) {
            folded[out] = wide[i];
            s->at[out] = (struct txt_span){ s->wide_at[i], s->wide_at[i + 1] };
        }
        if (i == n_wide)
            break;
        end = next_boundary(nfkc_cf, wide, i, n_wide);
        int32_t more = unorm2_normalize(nfkc_cf, wide + i, end - i, folded + out, (int32_t)s->cap_folded - out, &e);
        for (int32_t k = 0; k < more && U_SUCCESS(e); k++)
            s->at[out + k] = (struct txt_span){ s->wide_at[i], s->wide_at[end] };
        out += more;
        i = end;
    }
    *len = out;
    return U_FAILURE(e) ? CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "ICU: %s", u_errorName(e)) : CRIB_OK;
}

struct walk {
    const UChar *s;
    int32_t n, i, was;  /* the character at hand is s[was, i), */
    uint32_t c;         /* its variants' representative this */
    unsigned class;
};

static bool step(struct walk *w)
{
    UChar32 c;
    w->was = w->i;
    if (w->i >= w->n)
        return w->class = FOLD_DROP, false;
    U16_NEXT(w->s, w->i, w->n, c);
    uint32_t entry = fold_entry_of((uint32_t)c);
    w->c = fold_entry_to((uint32_t)c, entry);
    w->class = entry & FOLD_CLASS;
    return true;
}

static bool is_sign(const struct walk *w) { return w->class == FOLD_SIGN || (w->class == FOLD_LETTER && w->c == 'x'); }

/* A run of x × * □ and figures that begins at `from`: two signs or more, no
 * letter beside them. */
static bool redaction(struct walk *w, const struct walk *from)
{
    struct walk k = *from;
    uint32_t n_signs = is_sign(&k);
    bool more;
    while ((more = step(&k)) && (is_sign(&k) || k.class == FOLD_DIGIT || k.c == '.' || k.c == ','))
        n_signs += is_sign(&k);
    if (n_signs < 2 || (more && k.class == FOLD_LETTER))
        return false;
    *w = k;
    return true;
}

static bool is_figure(const struct walk *w)
{
    bool separator = w->c == '.' || w->c == ',' || w->c == ':';
    return w->class == FOLD_DIGIT || (separator && w->i < w->n && w->s[w->i] >= '0' && w->s[w->i] <= '9');
}

struct unit { uint32_t code, exact; uint8_t kind; };

static const struct unit no_unit, hidden = { UNIT_PLACEHOLDER, UNIT_PLACEHOLDER, UNIT_REDACTION };

static struct unit number(struct walk *w)
{
    uint32_t figure[64], n = 0;
    do
        if (w->c != ',' && n < COUNT_OF(figure))
            figure[n++] = w->c;
    while (step(w) && is_figure(w));
    uint32_t exact = UNIT_NUMBER_BIT | (uint32_t)(XXH3_64bits(figure, n * sizeof *figure) >> 34);
    return (struct unit){ UNIT_PLACEHOLDER, exact, UNIT_NUMBER };
}

/* 某: one is a character, two or more are a redaction. */
static struct unit somebody(struct walk *w)
{
    uint32_t c = w->c, n = 0;
    do
        n++;
    while (step(w) && w->class == FOLD_SOME);
    return n > 1 ? hidden : (struct unit){ c, c, UNIT_CHAR };
}

static struct unit word(struct walk *w)
{
    uint32_t letter[64], n = 0;
    do
        if (w->class != FOLD_DROP && n < COUNT_OF(letter))
            letter[n++] = w->c;
    while (step(w) && (w->class == FOLD_LETTER || w->class == FOLD_DIGIT || w->class == FOLD_MARK));
    uint32_t code = UNIT_WORD_BIT | (uint32_t)(XXH3_64bits(letter, n * sizeof *letter) >> 33);
    return (struct unit){ code, code, UNIT_WORD };
}

/* The unit that begins at w's character, its code 0 when none does; w moves
 * past it. */
static struct unit unit_of(struct walk *w)
{
    const struct walk from = *w;
    uint32_t c = w->c;
    switch (w->class) {
    case FOLD_CHAR:
        (void)step(w);
        return (struct unit){ c, c, UNIT_CHAR };
    case FOLD_SOME:
        return somebody(w);
    case FOLD_DIGIT:
        return redaction(w, &from) ? hidden : number(w);
    case FOLD_LETTER:
        return c == 'x' && redaction(w, &from) ? hidden : word(w);
    case FOLD_SIGN:
        if (redaction(w, &from))
            return hidden;
        break;
    default:
        break;
    }
    (void)step(w);
    return no_unit;
}

/* Units of a folded line, behind those that are there. */
static void cut_units(const UChar *s, int32_t len, const struct txt_span *at, struct units *row)
{
    struct walk w = { .s = s, .n = len };
    (void)step(&w);
    while (w.was < w.n) {
        int32_t beg = w.was;
        struct unit u = unit_of(&w);
        row->code[row->n] = u.code;
        row->exact[row->n] = u.exact;
        row->beg[row->n] = at[beg].beg;
        row->end[row->n] = at[w.was - 1].end;
        row->kind[row->n] = u.kind;
        row->n += u.code != 0;
    }
}

static bool has_units(uint8_t role)
{
    return role == LINE_BODY || role == LINE_HEADING || role == LINE_LIST || role == LINE_QUOTATION;
}

int icu_signature(struct icu_scratch *s, const struct member *m, const struct document *d, uint32_t *sig,
                  struct crib_err *err)
{
    s->row.n = 0;
    for (uint32_t i = 0; i < d->n_line; i++) {
        const struct line *l = &d->line[i];
        uint32_t beg = max_u32(l->span.beg, l->number.end);
        int32_t len;
        if (!has_units(l->role) || beg >= l->span.end)
            continue;
        CRIB_TRY(fold_line(s, m->text, beg, l->span.end - beg, &len, err));
        CRIB_TRY(units_room(&s->row, (size_t)len + 1, err));
        cut_units((UChar *)s->folded, len, s->at, &s->row);
    }
    uint32_t n = s->row.n, n_shingles = shingle_count(n);
    CRIB_TRY(VEC_GROW(s->shingle, 0, &s->cap_shingle, n_shingles, err));
    for (uint32_t i = 0; i < n_shingles; i++)
        s->shingle[i] = XXH3_64bits(s->row.code + i, min_u32(n, SHINGLE_UNITS) * sizeof *s->row.code);
    minhash(s->shingle, n_shingles, sig);
    return CRIB_OK;
}

/* SPDX-License-Identifier: MIT */
/* ICU folds a line at a time; then one walk over its code points, with the
 * fold table's classes and variants (ICU knows no variants, and its own
 * properties would be slower), makes units. */
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
    mem_free(s->row);
    mem_free(s->shingle);
    *s = (struct icu_scratch){ 0 };
}

static int fold_line(struct icu_scratch *s, const char *text, size_t n, int32_t *len, struct crib_err *err)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n_wide = 0;
    CRIB_TRY(VEC_GROW(s->wide, 0, &s->cap_wide, n + 1, err));
    CRIB_TRY(VEC_GROW(s->folded, 0, &s->cap_folded, 3 * n + 64, err));
    u_strFromUTF8((UChar *)s->wide, (int32_t)s->cap_wide, &n_wide, text, (int32_t)n, &e);
    const UNormalizer2 *nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
    *len = unorm2_normalize(nfkc_cf, (UChar *)s->wide, n_wide, (UChar *)s->folded, (int32_t)s->cap_folded, &e);
    return U_FAILURE(e) ? CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "ICU: %s", u_errorName(e)) : CRIB_OK;
}

struct walk {
    const UChar *s;
    int32_t n, i;
    uint32_t c;         /* the character before i, its variants' representative */
    unsigned class;
};

static bool step(struct walk *w)
{
    UChar32 c;
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

static void number(struct walk *w)
{
    while (is_figure(w) && step(w))
        ;
}

/* 某: one is a character, two or more are a redaction. */
static uint32_t somebody(struct walk *w)
{
    uint32_t c = w->c, n = 0;
    do
        n++;
    while (step(w) && w->class == FOLD_SOME);
    return n > 1 ? UNIT_PLACEHOLDER : c;
}

static uint32_t word(struct walk *w)
{
    uint32_t letter[64], n = 0;
    do
        if (w->class != FOLD_DROP && n < COUNT_OF(letter))
            letter[n++] = w->c;
    while (step(w) && (w->class == FOLD_LETTER || w->class == FOLD_DIGIT || w->class == FOLD_MARK));
    return UNIT_WORD_BIT | (uint32_t)(XXH3_64bits(letter, n * sizeof *letter) >> 33);
}

/* The unit that begins at w's character, 0 when none does; w moves past it. */
static uint32_t unit_of(struct walk *w)
{
    const struct walk from = *w;
    uint32_t c = w->c;
    switch (w->class) {
    case FOLD_CHAR:
        (void)step(w);
        return c;
    case FOLD_SOME:
        return somebody(w);
    case FOLD_DIGIT:
        if (!redaction(w, &from))
            number(w);
        return UNIT_PLACEHOLDER;
    case FOLD_LETTER:
        return c == 'x' && redaction(w, &from) ? UNIT_PLACEHOLDER : word(w);
    case FOLD_SIGN:
        if (redaction(w, &from))
            return UNIT_PLACEHOLDER;
        break;
    default:
        break;
    }
    (void)step(w);
    return 0;
}

/* Units of a folded line, behind the n_row that are there. */
static uint32_t cut_units(const UChar *s, int32_t len, uint32_t *row, uint32_t n_row)
{
    struct walk w = { .s = s, .n = len };
    (void)step(&w);
    while (w.i < w.n || w.class != FOLD_DROP) {
        row[n_row] = unit_of(&w);
        n_row += row[n_row] != 0;
    }
    return n_row;
}

static bool has_units(uint8_t role)
{
    return role == LINE_BODY || role == LINE_HEADING || role == LINE_LIST || role == LINE_QUOTATION;
}

int icu_signature(struct icu_scratch *s, const struct member *m, const struct document *d, uint32_t *sig,
                  uint32_t *n_units, struct crib_err *err)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_line; i++) {
        const struct line *l = &d->line[i];
        uint32_t beg = max_u32(l->span.beg, l->number.end);
        int32_t len;
        if (!has_units(l->role) || beg >= l->span.end)
            continue;
        CRIB_TRY(fold_line(s, m->text + beg, l->span.end - beg, &len, err));
        CRIB_TRY(VEC_GROW(s->row, n, &s->cap_row, (size_t)len + 1, err));
        n = cut_units((UChar *)s->folded, len, s->row, n);
    }
    uint32_t n_shingles = shingle_count(n);
    CRIB_TRY(VEC_GROW(s->shingle, 0, &s->cap_shingle, n_shingles, err));
    for (uint32_t i = 0; i < n_shingles; i++)
        s->shingle[i] = XXH3_64bits(s->row + i, min_u32(n, SHINGLE_UNITS) * sizeof *s->row);
    minhash(s->shingle, n_shingles, sig);
    *n_units = n;
    return CRIB_OK;
}

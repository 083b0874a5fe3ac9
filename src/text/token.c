/* SPDX-License-Identifier: MIT */
/* What begins at a byte: a word, a number, a redaction, a character with its
 * marks, or nothing.
 *
 * Each scanner walks over the characters once, by the fold table, and keeps a
 * running hash of the folded ones. It notes when the table alone cannot tell
 * (a character folds to several, composes with the one before, or two marks
 * may trade places); then, and only then, the bytes it walked over go to ICU.
 *
 * Redactions are tried before numbers and words, because 20XX begins like
 * the one and XX like the other. */
#include "core/base.h"

#include "text/figures.h"
#include "text/fold.h"
#include "text/fold_slow.h"
#include "text/homoglyph.h"
#include "text/token_hash.h"
#include "text/word.h"

/* Of the folded code points c[n], those that count, put together at the
 * front; how many, and how many of each class. */
static size_t keep_parts(uint32_t *c, size_t n, size_t n_of[FOLD_CLASS + 1])
{
    size_t k = 0;
    memset(n_of, 0, (FOLD_CLASS + 1) * sizeof *n_of);
    for (size_t i = 0; i < n; i++) {
        unsigned class = fold_entry_of(c[i]) & FOLD_CLASS;
        if (class == FOLD_DROP || class == FOLD_SIGN || class == FOLD_IGNORE)
            continue;
        n_of[class]++;
        c[k++] = c[i];
    }
    return k;
}

/* Hash of figures that come from one character: ½ is 1/2, ⒈ is 1. */
static uint64_t figures_hash(const uint32_t *c, size_t n)
{
    uint64_t h = TOKEN_HASH_SEED;
    for (size_t i = 0; i < n; i++) {
        unsigned class = fold_entry_of(c[i]) & FOLD_CLASS;
        if (class == FOLD_DIGIT || (class == FOLD_DROP && i > 0 && i + 1 < n))
            h = token_hash_step(h, class == FOLD_DIGIT ? c[i] : '/');
    }
    return h;
}

/* The unit that folded code points make: a word, a number or a character. */
static void unit_of_parts(uint32_t *c, size_t n, struct token *out)
{
    size_t n_of[FOLD_CLASS + 1];
    uint64_t figures = figures_hash(c, n), hash = TOKEN_HASH_SEED;
    size_t n_kept = keep_parts(c, n, n_of);
    bool word = n_of[FOLD_LETTER] && n_of[FOLD_LETTER] + n_of[FOLD_MARK] + n_of[FOLD_DIGIT] == n_kept;
    if (word)
        (void)homoglyph_resolve(c, c, n_kept);
    struct spelling spelt = spelling_begin();
    for (size_t i = 0; i < n_kept; i++) {
        hash = token_hash_step(hash, c[i]);
        spelling_add(&spelt, c[i]);
    }
    if (n_kept == 0) {
        out->end = out->beg;
    } else if (n_of[FOLD_DIGIT] == n_kept) {
        token_set(out, UNIT_NUMBER, UNIT_PLACEHOLDER, token_number_exact(figures));
    } else if (word) {
        token_set_word(out, &spelt);
    } else {
        uint32_t code = n_kept == 1 ? c[0] : token_parts_code(hash);
        token_set(out, UNIT_CHAR, code, code);
    }
}

static int slow_unit(const struct stretch *s, struct token *out, struct crib_err *err)
{
    uint32_t part[FOLD_SLOW_MOST];
    size_t n;
    CRIB_TRY(fold_slow(s->text + out->beg, out->end - out->beg, part, &n, err));
    unit_of_parts(part, n, out);
    return CRIB_OK;
}

/* Thai and Lao AM is NFKC-equal to its nikhahit and the vowel AA: where the
 * two stand one by one, they belong together as they do in AM. */
static bool am_in_two(uint32_t before, uint32_t c)
{
    return (before == 0x0E4D && c == 0x0E32) || (before == 0x0ECD && c == 0x0EB2);
}

int token_cluster(const struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct glyph g = glyph_at(s, at);
    uint64_t hash = token_hash_step(TOKEN_HASH_SEED, g.to);
    bool slow = g.e & (FOLD_SEVERAL | FOLD_JOINS), reorders = false;
    uint32_t first = g.to, before = g.c;
    size_t n_part = 1;
    *out = (struct token){ .beg = at, .end = g.next };
    size_t i = g.next;
    for (unsigned n = 1; i < s->end && n < TOKEN_MOST; n++) {
        g = glyph_at(s, i);
        if (glyph_class(&g) == FOLD_IGNORE) {
            i = g.next;
            continue;
        }
        if (glyph_class(&g) != FOLD_MARK && !(g.e & FOLD_JOINS) && !am_in_two(before, g.c))
            break;
        slow |= g.e & (FOLD_SEVERAL | FOLD_JOINS) || (reorders && g.e & FOLD_REORDERS);
        reorders = g.e & FOLD_REORDERS;
        hash = token_hash_step(hash, g.to);
        n_part++;
        before = g.c;
        out->end = i = g.next;
    }
    out->next = out->end;
    if (slow)
        return slow_unit(s, out, err);
    uint32_t code = n_part == 1 ? first : token_parts_code(hash);
    token_set(out, UNIT_CHAR, code, code);
    return CRIB_OK;
}

/* Signs that are no redaction are dropped together: what follows them must
 * not be read as one because its neighbour is a sign. In Markdown a star is
 * markup, and what follows it stands for itself. */
static void drop_signs(const struct stretch *s, size_t at, struct token *out)
{
    struct glyph g = glyph_at(s, at);
    size_t i = g.next;
    if (figures_sign(s, &g))
        while (i < s->end && (g = glyph_at(s, i), glyph_class(&g) == FOLD_IGNORE || figures_sign(s, &g)) && g.to != 'x')
            i = g.next;
    *out = (struct token){ .beg = at, .end = at, .next = i };
}

/* 某, one or more. */
static int somebody(const struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct glyph g = glyph_at(s, at);
    size_t end = g.next, n_some = 1, i = end;
    for (unsigned n = 1; i < s->end && n < TOKEN_MOST; n++, i = g.next) {
        g = glyph_at(s, i);
        if (glyph_class(&g) == FOLD_SOME)
            n_some++, end = g.next;
        else if (glyph_class(&g) != FOLD_IGNORE)
            break;
    }
    if (n_some < 2)
        return token_cluster(s, at, out, err);
    *out = (struct token){ .beg = at, .end = end, .next = end };
    token_set(out, UNIT_REDACTION, UNIT_PLACEHOLDER, UNIT_PLACEHOLDER);
    return CRIB_OK;
}

int token_at(struct stretch *s, size_t at, struct token *out, struct crib_err *err)
{
    struct glyph g = glyph_at(s, at);
    switch (glyph_class(&g)) {
    case FOLD_CHAR:
        return token_cluster(s, at, out, err);
    case FOLD_SOME:
        return somebody(s, at, out, err);
    case FOLD_LETTER:
        if (g.to == 'x' && redaction_at(s, at, out))
            return CRIB_OK;
        return word_at(s, at, out) ? CRIB_OK : slow_unit(s, out, err);
    case FOLD_DIGIT:
        if (!redaction_at(s, at, out))
            number_at(s, at, out);
        return CRIB_OK;
    case FOLD_SIGN:
        if (!figures_sign(s, &g) || !redaction_at(s, at, out))
            drop_signs(s, at, out);
        return CRIB_OK;
    default:
        *out = (struct token){ .beg = at, .end = at, .next = g.next };
        return CRIB_OK;
    }
}

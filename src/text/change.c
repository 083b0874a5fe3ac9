/* SPDX-License-Identifier: MIT */
/* Which foldings two surfaces needed to become one.
 *
 * The foldings are undone from the outside in: take out what shows nothing
 * (HIDDEN), then compare by ever wider equalities of Unicode: canonical (no
 * difference), compatibility (WIDTH), casefolded (CASE), variants (SCRIPT),
 * without apostrophes (PUNCTUATION), bare (ACCENTS). What is left can only be letters of
 * another script that look the same: HIDDEN again. */
#include "text/change.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "core/utf8.h"
#include "crib/types.h"
#include "text/fold.h"
#include "text/fold_slow.h"
#include "text/fold_table.h"
#include "text/hidden.h"
#include "text/homoglyph.h"

#define BIT(kind) (1u << CRIB_CHANGE_##kind)

/* --- units ---------------------------------------------------------------- */

struct form {
    UChar s[FOLD_SLOW_MOST];
    int32_t n;
};

static bool form_equal(const struct form *a, const struct form *b)
{
    return a->n == b->n && u_memcmp(a->s, b->s, a->n) == 0;
}

/* The span in UTF-16, without ignorable characters. */
static void form_plain(const char *text, struct txt_span s, struct form *out)
{
    out->n = 0;
    for (size_t i = s.beg; i < s.end && out->n + 2 <= 2 * TOKEN_MOST;) {
        uint32_t c = utf8_next(text, s.end, &i);
        if ((fold_entry_of(c) & FOLD_CLASS) != FOLD_IGNORE)
            U16_APPEND_UNSAFE(out->s, out->n, c);
    }
}

/* When ICU has no memory, the form is left as it is: a difference is then
 * reported as one of the next kind. */
static void form_normal(const UNormalizer2 *by, const struct form *in, struct form *out)
{
    UErrorCode e = U_ZERO_ERROR;
    out->n = by ? unorm2_normalize(by, in->s, in->n, out->s, FOLD_SLOW_MOST, &e) : 0;
    if (!by || U_FAILURE(e))
        memcpy(out, in, sizeof *out);
}

static bool equal_by(const UNormalizer2 *by, const struct form *a, const struct form *b)
{
    struct form x, y;
    form_normal(by, a, &x);
    form_normal(by, b, &y);
    return form_equal(&x, &y);
}

/* Whether NFKC changes what NFC leaves: a full-width or compatibility form. */
static bool is_compatibility(const struct form *a, const UNormalizer2 *nfc, const UNormalizer2 *nfkc)
{
    struct form x, y;
    form_normal(nfc, a, &x);
    form_normal(nfkc, a, &y);
    return !form_equal(&x, &y);
}

/* Folded as units are; with or without what units drop. */
static size_t folded(const char *text, struct txt_span s, bool dropped, uint32_t *out)
{
    size_t n = 0, k = 0;
    if (fold_slow(text + s.beg, txt_len(s), out, &n, NULL) != CRIB_OK)
        return 0;
    for (size_t i = 0; i < n; i++) {
        unsigned class = fold_entry_of(out[i]) & FOLD_CLASS;
        if (dropped || (class != FOLD_DROP && class != FOLD_IGNORE))
            out[k++] = out[i];
    }
    return k;
}

static bool folded_equal(const char *a, struct txt_span sa, const char *b, struct txt_span sb, bool dropped)
{
    uint32_t x[FOLD_SLOW_MOST], y[FOLD_SLOW_MOST];
    size_t n = folded(a, sa, dropped, x), m = folded(b, sb, dropped, y);
    return n == m && memcmp(x, y, n * sizeof *x) == 0;
}

/* The same, without accents and the marks that people leave out. */
static size_t bare(const char *text, struct txt_span s, uint32_t *out)
{
    size_t n = folded(text, s, false, out), k = 0;
    for (size_t i = 0; i < n; i++)
        if (fold_bare_of(out[i]))
            out[k++] = fold_bare_of(out[i]);
    return k;
}

static bool bare_equal(const char *a, struct txt_span sa, const char *b, struct txt_span sb)
{
    uint32_t x[FOLD_SLOW_MOST], y[FOLD_SLOW_MOST];
    size_t n = bare(a, sa, x), m = bare(b, sb, y);
    return n == m && memcmp(x, y, n * sizeof *x) == 0;
}

static bool is_han(uint32_t c) { return (c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x2F800); }

/* The one character of a span, 0 when it has more. */
static uint32_t only_char(const char *text, struct txt_span s)
{
    size_t i = s.beg;
    uint32_t c = utf8_next(text, s.end, &i);
    return i == s.end ? c : 0;
}

/* Kashida, which makes a word longer and is no letter of it. */
static bool is_stretched(const char *text, struct txt_span s)
{
    for (size_t i = s.beg; i < s.end;) {
        uint32_t c = utf8_next(text, s.end, &i);
        if ((fold_entry_of(c) & FOLD_CLASS) == FOLD_IGNORE && u_charType((UChar32)c) == U_MODIFIER_LETTER)
            return true;
    }
    return false;
}

static unsigned change_of_letters(const char *a, struct txt_span sa, const char *b, struct txt_span sb)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e), *nfkc = unorm2_getNFKCInstance(&e);
    const UNormalizer2 *nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
    struct form x, y;
    form_plain(a, sa, &x);
    form_plain(b, sb, &y);
    if (form_equal(&x, &y) || equal_by(nfc, &x, &y))
        return is_stretched(a, sa) != is_stretched(b, sb) ? BIT(WIDTH) : 0;
    if (equal_by(nfkc, &x, &y))
        return BIT(WIDTH);
    unsigned width = is_compatibility(&x, nfc, nfkc) != is_compatibility(&y, nfc, nfkc) ? BIT(WIDTH) : 0;
    if (equal_by(nfkc_cf, &x, &y))
        return width | BIT(CASE);
    if (folded_equal(a, sa, b, sb, true))
        return width | BIT(SCRIPT);
    if (folded_equal(a, sa, b, sb, false))
        return width | BIT(PUNCTUATION);
    return width | (bare_equal(a, sa, b, sb) ? BIT(ACCENTS) : BIT(HIDDEN));
}

/* Both stand for figures: what differs, or 0 when the bytes must be compared. */
static unsigned change_of_placeholders(const struct token *a, const struct token *b)
{
    if (a->kind == UNIT_REDACTION || b->kind == UNIT_REDACTION)
        return BIT(REDACTED);
    return a->exact != b->exact ? BIT(RENUMBERED) : 0;
}

static bool unit_of(const char *text, struct txt_span s, struct token *out)
{
    struct stretch whole = { .text = text, .beg = s.beg, .end = s.end };
    return s.beg < s.end && token_at(&whole, s.beg, out, NULL) == CRIB_OK && out->beg < out->end;
}

unsigned change_of_units(const char *a, struct txt_span sa, const char *b, struct txt_span sb)
{
    if (txt_len(sa) == txt_len(sb) && memcmp(a + sa.beg, b + sb.beg, txt_len(sa)) == 0)
        return 0;
    if (sa.beg >= sa.end || sb.beg >= sb.end)
        return BIT(PUNCTUATION);
    if (is_han(only_char(a, sa)) && is_han(only_char(b, sb)))
        return BIT(SCRIPT);
    unsigned hidden = hidden_count(a, sa.beg, sa.end) != hidden_count(b, sb.beg, sb.end) ? BIT(HIDDEN) : 0;
    struct token x, y;
    if (unit_of(a, sa, &x) && unit_of(b, sb, &y) && x.code == UNIT_PLACEHOLDER && y.code == UNIT_PLACEHOLDER) {
        unsigned bits = change_of_placeholders(&x, &y);
        if (bits)
            return hidden | bits;
    }
    return hidden | change_of_letters(a, sa, b, sb);
}

/* --- gaps ----------------------------------------------------------------- */

/* The marks of a gap one after the other, without white space, as written and
 * folded. … folds to three. */
struct marks {
    const char *text;
    size_t at, end;
    uint32_t part[FOLD_SLOW_MOST];
    size_t n_part, i_part;
    uint64_t written; /* of the marks passed: order-sensitive sum */
};

static void marks_init(struct marks *m, const char *text, struct txt_span s)
{
    m->text = text;
    m->at = s.beg;
    m->end = s.end;
    m->n_part = m->i_part = 0;
    m->written = 0;
}

static void marks_load(struct marks *m, uint32_t c, const char *s, size_t n)
{
    uint32_t e = fold_entry_of(c);
    m->i_part = 0;
    m->n_part = 1;
    m->part[0] = fold_entry_to(c, e);
    m->written = m->written * 0x9E3779B97F4A7C15u + c;
    if (e & FOLD_SEVERAL && fold_slow(s, n, m->part, &m->n_part, NULL) != CRIB_OK)
        m->part[0] = c, m->n_part = 1;
}

/* The next folded mark; 0 at the end. */
static uint32_t marks_next(struct marks *m)
{
    while (true) {
        while (m->i_part < m->n_part) {
            uint32_t c = m->part[m->i_part++];
            if (c != ' ')
                return c;
        }
        if (m->at >= m->end)
            return 0;
        size_t beg = m->at;
        uint32_t c = utf8_next(m->text, m->end, &m->at);
        m->n_part = 0;
        m->i_part = 0;
        if ((fold_entry_of(c) & FOLD_CLASS) != FOLD_IGNORE && !u_isUWhiteSpace((UChar32)c))
            marks_load(m, c, m->text + beg, m->at - beg);
    }
}

unsigned change_of_gaps(const char *a, struct txt_span sa, const char *b, struct txt_span sb)
{
    bool hidden_a = hidden_count(a, sa.beg, sa.end) > 0, hidden_b = hidden_count(b, sb.beg, sb.end) > 0;
    unsigned bits = hidden_a != hidden_b ? BIT(HIDDEN) : 0;
    struct marks x, y;
    marks_init(&x, a, sa);
    marks_init(&y, b, sb);
    while (true) {
        uint32_t c = marks_next(&x), d = marks_next(&y);
        if (c != d)
            return bits | BIT(PUNCTUATION);
        if (!c)
            return bits | (x.written != y.written ? BIT(WIDTH) : 0);
    }
}

/* --- flags ---------------------------------------------------------------- */

/* Past the word that begins at `at`; *letters are the scripts in it. */
static size_t word_end(const char *text, size_t at, size_t end, unsigned *letters)
{
    size_t i = at, stop = at;
    *letters = 0;
    for (unsigned n = 0; i < end && n < TOKEN_MOST; n++, stop = i) {
        uint32_t c = utf8_next(text, end, &i), e = fold_entry_of(c), class = e & FOLD_CLASS;
        if (class == FOLD_LETTER)
            *letters |= letters_of(fold_entry_to(c, e));
        else if (class != FOLD_DIGIT && class != FOLD_MARK && class != FOLD_IGNORE)
            break;
    }
    return stop;
}

static unsigned hidden_flags(const char *text, size_t beg, size_t end, size_t limit)
{
    unsigned flags = 0;
    for (size_t i = beg; i < end;) {
        size_t at = i;
        if ((fold_entry_of(utf8_next(text, end, &i)) & FOLD_CLASS) == FOLD_IGNORE)
            flags |= hidden_at(text, at, limit);
    }
    return flags;
}

/* Past what can begin no flag: ASCII, and what has the lead byte of a Chinese
 * character. Most text is nothing else. */
static size_t past_plain(const char *text, size_t i, size_t end)
{
    while (i < end) {
        unsigned char lead = (unsigned char)text[i];
        uint64_t eight;
        if (lead >= 0xE4 && lead <= 0xE9 && i + 3 <= end) {
            i += 3;
        } else if (lead >= 0x80) {
            break;
        } else if (i + sizeof eight <= end) {
            memcpy(&eight, text + i, sizeof eight);
            i += eight & 0x8080808080808080u ? 1 : sizeof eight;
        } else {
            i++;
        }
    }
    return i;
}

/* The letters and figures of ASCII that end at i, from `beg` on: the beginning
 * of a word whose next letter is none. */
static size_t back_to_word(const char *text, size_t beg, size_t i)
{
    for (; i > beg; i--) {
        unsigned char c = (unsigned char)text[i - 1];
        if ((c | 0x20u) - 'a' >= 26 && c - (unsigned)'0' >= 10)
            break;
    }
    return i;
}

unsigned change_flags(const char *text, struct txt_span s)
{
    unsigned flags = 0;
    uint32_t part[TOKEN_MOST];
    size_t n_part, looked = s.beg; /* what begins before it is looked at one by one */
    for (size_t i = s.beg; i < s.end;) {
        if (i >= looked) {
            looked = past_plain(text, i, s.end);
            if (looked == s.end)
                break;
            i = back_to_word(text, i, looked++);
        }
        size_t at = i;
        unsigned class = fold_entry_of(utf8_next(text, s.end, &i)) & FOLD_CLASS;
        if (class == FOLD_IGNORE)
            flags |= hidden_at(text, at, s.end);
        if (class != FOLD_LETTER)
            continue;
        unsigned letters;
        i = word_end(text, at, s.end, &letters);
        flags |= hidden_flags(text, at, i, s.end);
        if (letters_mixed(letters) && homoglyph_in_word(text + at, i - at, part, &n_part))
            flags |= CRIB_FLAG_HOMOGLYPH;
    }
    return flags;
}

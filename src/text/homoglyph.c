/* SPDX-License-Identifier: MIT */
/* Lookalike letters, from Unicode's confusables as the fold table holds them.
 *
 * A skeleton of the whole word would change its ordinary letters too (m to
 * rn, I to l), and then the word would not meet its honest twin. So only the
 * foreign letters are replaced, each by the one of its own case that it
 * looks like: in `written`, because В looks like B but в like nothing. */
#include "text/homoglyph.h"

#include "core/utf8.h"
#include "text/fold_table.h"

enum { OMICRON = 0x3BF };

static bool is_letter(uint32_t folded) { return (fold_entry_of(folded) & FOLD_CLASS) == FOLD_LETTER; }

/* The Latin letter c looks like, 0 when none. */
static uint32_t latin_for(uint32_t c)
{
    return c >= FOLD_GREEK && c < FOLD_CYRILLIC_END ? (uint32_t)(unsigned char)fold_latin[c - FOLD_GREEK] : 0;
}

/* The Greek or Cyrillic letter a Latin one looks like, 0 when none. */
static uint32_t foreign_for(uint32_t c, unsigned script)
{
    uint32_t ascii = c >= 0xFF21 && c <= 0xFF5A ? c - 0xFEE0 : c; /* full width */
    return ascii < 128 ? fold_unlatin[script == LETTERS_CYRILLIC][ascii] : 0;
}

static bool ordinary(const uint32_t *written, const uint32_t *folded, size_t n)
{
    size_t n_greek = 0, at = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned script = is_letter(folded[i]) ? letters_of(folded[i]) : 0;
        if (script == LETTERS_CYRILLIC)
            return false;
        if (script == LETTERS_GREEK)
            n_greek++, at = i;
    }
    if (n_greek != 1 || (at > 0 && at < n - 1))
        return false;
    return !latin_for(written[at]) || (written[at] == folded[at] && folded[at] != OMICRON);
}

static size_t count_of(const uint32_t *folded, size_t n, unsigned scripts)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        k += is_letter(folded[i]) && letters_of(folded[i]) & scripts;
    return k;
}

static bool put_into(const uint32_t *written, uint32_t *folded, size_t n, unsigned from, unsigned to, bool write)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_letter(folded[i]) || !(letters_of(folded[i]) & from))
            continue;
        uint32_t c = to == LETTERS_LATIN ? latin_for(written[i]) : foreign_for(written[i], to);
        if (!c)
            return false;
        if (write)
            folded[i] = c;
    }
    return true;
}

bool homoglyph_resolve(const uint32_t *written, uint32_t *folded, size_t n)
{
    unsigned seen = 0;
    for (unsigned script = LETTERS_LATIN; script <= LETTERS_CYRILLIC; script <<= 1)
        seen |= count_of(folded, n, script) ? script : 0;
    if (!letters_mixed(seen) || ordinary(written, folded, n))
        return false;
    unsigned foreign = seen & (LETTERS_GREEK | LETTERS_CYRILLIC);
    if (put_into(written, folded, n, foreign, LETTERS_LATIN, false))
        return put_into(written, folded, n, foreign, LETTERS_LATIN, true);
    bool one = foreign == LETTERS_GREEK || foreign == LETTERS_CYRILLIC;
    if (!one || count_of(folded, n, foreign) <= count_of(folded, n, LETTERS_LATIN))
        return false;
    if (put_into(written, folded, n, LETTERS_LATIN, foreign, false))
        return put_into(written, folded, n, LETTERS_LATIN, foreign, true);
    return false;
}

bool homoglyph_in_word(const char *s, size_t n, uint32_t *folded, size_t *n_folded)
{
    uint32_t written[TOKEN_MOST] = { 0 };
    size_t k = 0;
    for (size_t i = 0; i < n && k < TOKEN_MOST;) {
        uint32_t c = utf8_next(s, n, &i), e = fold_entry_of(c), class = e & FOLD_CLASS;
        if (class == FOLD_IGNORE || class == FOLD_DROP)
            continue;
        written[k] = c;
        folded[k++] = fold_entry_to(c, e);
    }
    *n_folded = k;
    return homoglyph_resolve(written, folded, k);
}

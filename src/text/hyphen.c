/* SPDX-License-Identifier: MIT */
/* What was typeset in columns and copied out of them has its words cut at line
 * ends. A copy of it without the hyphens, or cut elsewhere, has other words at
 * every line, if they are not put together again.
 *
 * Whether the hyphen belongs to the word ("well-known") nobody can tell; words
 * in columns are cut far more often than compounds are. A capital behind it is
 * a compound's in most languages (Nord-Süd), one letter before it too (e-mail),
 * and a conjunction behind it means that more than one word ends alike (Vor-
 * und Nachteile). */
#include "text/hyphen.h"

#include "core/utf8.h"
#include "text/fold_table.h"

enum { LETTERS_LEAST = 2, BYTES_MOST = 256 };

static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0xAD || c == 0xAC; }

static bool is_small_letter(uint32_t c)
{
    uint32_t e = fold_entry_of(c);
    bool several = e & FOLD_SEVERAL; /* ß and ligatures are small, the capital ẞ and İ are not */
    bool small = several ? c == 0xDF || (c >= 0xFB00 && c <= 0xFB06) : fold_entry_to(c, e) == c;
    return (e & FOLD_CLASS) == FOLD_LETTER && small;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static uint32_t skip_blanks(const char *text, uint32_t i, uint32_t end)
{
    while (i < end && is_blank(text[i]))
        i++;
    return i;
}

/* Is the word text[s) one that goes on: small letters at its end, a hyphen
 * behind it, and no more to the line's end? */
static bool is_cut(const char *text, struct txt_span s, uint32_t line_end)
{
    size_t at = s.end, last = utf8_prev(text, s.end), i = s.beg;
    if (at >= line_end || !is_hyphen(utf8_next(text, line_end, &at)) ||
        skip_blanks(text, (uint32_t)at, line_end) < line_end)
        return false;
    for (int n = 1; n < LETTERS_LEAST && i < s.end; n++)
        (void)utf8_next(text, s.end, &i);
    return i < s.end && is_small_letter(utf8_next(text, s.end, &last));
}

static bool is_conjunction(const char *text, size_t n)
{
    static const char *const word[] = { "und", "oder", "bzw", "sowie", "and", "or", "et", "ou",
                                        "och", "eller", "og", "и", "или" };
    for (size_t i = 0; i < COUNT_OF(word); i++)
        if (strlen(word[i]) == n && memcmp(word[i], text, n) == 0)
            return true;
    return false;
}

/* The bytes of a word, without what an earlier line's end put into it; false
 * when they are too many. */
static bool put_letters(const char *text, struct txt_span s, char *word, uint32_t *n)
{
    for (size_t i = s.beg, next; i < s.end; i = next) {
        next = i;
        uint32_t c = utf8_next(text, s.end, &next);
        if (is_hyphen(c) || (c < 0x80 && (is_blank((char)c) || c == '\n')))
            continue;
        if (*n + (next - i) > BYTES_MOST)
            return false;
        memcpy(word + *n, text + i, next - i);
        *n += (uint32_t)(next - i);
    }
    return true;
}

int hyphen_between(const char *text, const struct units *row, uint32_t end, struct txt_span next, struct token *whole,
                   struct crib_err *err)
{
    char word[BYTES_MOST];
    uint32_t n = 0, last = row->n - 1, beg = skip_blanks(text, next.beg, next.end);
    size_t at = beg;
    struct token half, both;
    *whole = (struct token){ 0 };
    if (row->n == 0 || row->kind[last] != UNIT_WORD || beg == next.end)
        return CRIB_OK;
    struct txt_span first = { row->beg[last], row->end[last] };
    if (!is_cut(text, first, end) || !is_small_letter(utf8_next(text, next.end, &at)))
        return CRIB_OK;
    CRIB_TRY(token_at(&(struct stretch){ .text = text, .beg = next.beg, .end = next.end }, beg, &half, err));
    if (half.kind != UNIT_WORD || half.beg != beg || half.end == half.beg || is_conjunction(text + beg, half.end - beg) ||
        !put_letters(text, first, word, &n) || !put_letters(text, (struct txt_span){ beg, (uint32_t)half.end }, word, &n))
        return CRIB_OK;
    CRIB_TRY(token_at(&(struct stretch){ .text = word, .end = n }, 0, &both, err));
    if (both.kind != UNIT_WORD || both.end != n)
        return CRIB_OK;
    *whole = both;
    whole->beg = first.beg;
    whole->end = whole->next = half.end;
    return CRIB_OK;
}

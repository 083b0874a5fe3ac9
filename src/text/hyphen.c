/* SPDX-License-Identifier: MIT */
/* What was typeset in columns and copied out of them has its words cut at line
 * ends. A copy of it without the hyphens, or cut elsewhere, has other words at
 * every line, if they are not put together again.
 *
 * Whether the hyphen belongs to the word ("well-known") nobody can tell; words
 * in columns are cut far more often than compounds are. A capital behind it is
 * a compound's in most languages (Nord-Süd), one letter before it too (e-mail). */
#include "text/hyphen.h"

#include "core/utf8.h"
#include "text/fold.h"
#include "text/fold_table.h"

enum { LETTERS_LEAST = 2, BYTES_MOST = 128 };

static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0xAD || c == 0xAC; }

static bool is_small_letter(uint32_t c)
{
    uint32_t e = fold_entry_of(c);
    return (e & FOLD_CLASS) == FOLD_LETTER && !(e & FOLD_SEVERAL) && fold_entry_to(c, e) == c;
}

static bool is_blank(const char *text, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
            return false;
    return true;
}

/* Is the line's last word, bytes [beg, end), one that goes on: small letters at
 * its end, a hyphen behind it, and no more? */
static bool is_cut(const char *text, uint32_t beg, uint32_t end, uint32_t line_end)
{
    size_t at = end, last = utf8_prev(text, end);
    if (at >= line_end || !is_hyphen(utf8_next(text, line_end, &at)) || !is_blank(text, (uint32_t)at, line_end))
        return false;
    uint32_t n = 0;
    for (size_t i = beg; i < end && n < LETTERS_LEAST; n++)
        (void)utf8_next(text, end, &i);
    return n >= LETTERS_LEAST && is_small_letter(utf8_next(text, end, &last));
}

static void take_out(struct units *row, uint32_t i)
{
    size_t n = --row->n - i;
    memmove(row->code + i, row->code + i + 1, n * sizeof *row->code);
    memmove(row->exact + i, row->exact + i + 1, n * sizeof *row->exact);
    memmove(row->beg + i, row->beg + i + 1, n * sizeof *row->beg);
    memmove(row->end + i, row->end + i + 1, n * sizeof *row->end);
    memmove(row->kind + i, row->kind + i + 1, n * sizeof *row->kind);
}

/* Unit i and the next become the word that their letters are together. */
static int join(const char *text, uint32_t i, struct units *row, struct crib_err *err)
{
    char word[2 * BYTES_MOST];
    uint32_t n = row->end[i] - row->beg[i], m = row->end[i + 1] - row->beg[i + 1];
    struct units whole;
    if (n > BYTES_MOST || m > BYTES_MOST)
        return CRIB_OK;
    memcpy(word, text + row->beg[i], n);
    memcpy(word + n, text + row->beg[i + 1], m);
    units_init(&whole);
    int rc = fold_run(word, (struct txt_span){ 0, n + m }, 0, &whole, err);
    if (rc == CRIB_OK && whole.n == 1 && whole.kind[0] == UNIT_WORD) {
        row->code[i] = whole.code[0];
        row->exact[i] = whole.exact[0];
        row->end[i] = row->end[i + 1];
        take_out(row, i + 1);
    }
    units_done(&whole);
    return rc;
}

int hyphen_join(const char *text, uint32_t end, uint32_t beg, uint32_t first, struct units *row, struct crib_err *err)
{
    if (first == 0 || first >= row->n || row->kind[first - 1] != UNIT_WORD || row->kind[first] != UNIT_WORD ||
        !is_cut(text, row->beg[first - 1], row->end[first - 1], end) || !is_blank(text, beg, row->beg[first]))
        return CRIB_OK;
    size_t at = row->beg[first];
    return is_small_letter(utf8_next(text, row->end[first], &at)) ? join(text, first - 1, row, err) : CRIB_OK;
}

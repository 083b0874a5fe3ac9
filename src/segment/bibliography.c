/* SPDX-License-Identifier: MIT */
/* Reference lists. A heading above is not asked for: every language has its
 * own, and many lists have none. */
#include "segment/bibliography.h"

#include "segment/citing.h"
#include "segment/linechars.h"

enum { ENTRY_MOST = 600 }; /* bytes: a paragraph that names laws and years is longer */

static bool says(const struct glance *g, size_t i, const char *ascii)
{
    for (size_t k = 0; ascii[k]; k++)
        if (i + k >= g->n || char_fold(g->cp[i + k]) != (uint32_t)ascii[k])
            return false;
    return true;
}

/* "10.1000/182", "https://…", "www.…" */
static bool is_address(const struct glance *g, size_t i)
{
    uint32_t first = char_fold(g->cp[i]);
    if (first != 'h' && first != 'w' && first != '1')
        return false;
    if (says(g, i, "http://") || says(g, i, "https://") || says(g, i, "www."))
        return true;
    size_t k = i + 3;
    while (says(g, i, "10.") && k < g->n && char_digit(g->cp[k]) >= 0)
        k++;
    return k >= i + 7 && k < g->n && g->cp[k] == '/';
}

/* [J], [EB/OL]: capitals in brackets. */
static bool is_kind_of_work(const struct glance *g, size_t i)
{
    size_t end = g->cp[i] == '[' || g->cp[i] == 0xFF3B ? cite_bracket_end(g, i) : 0;
    if (end < i + 3 || end > i + 9)
        return false;
    for (size_t k = i + 1; k + 1 < end; k++)
        if (!cite_is_capital(g->cp[k]) && g->cp[k] != '/')
            return false;
    return true;
}

static bool is_dash(uint32_t cp) { return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == '~' || cp == 0xFF5E; }

/* 12(3), 45-60, 120–135: figures around a bracket or a dash, no date. */
static bool is_volume_or_pages(const struct glance *g, size_t i)
{
    size_t k = i, second;
    if (char_digit(g->cp[i]) < 0 || (i > 0 && (char_digit(g->cp[i - 1]) >= 0 || is_dash(g->cp[i - 1]))))
        return false;
    while (k < g->n && char_digit(g->cp[k]) >= 0)
        k++;
    bool bracket = k < g->n && (g->cp[k] == '(' || g->cp[k] == 0xFF08);
    if (k + 1 >= g->n || (!bracket && !is_dash(g->cp[k])))
        return false;
    for (second = ++k; k < g->n && char_digit(g->cp[k]) >= 0; k++)
        ;
    bool dated = k < g->n && is_dash(g->cp[k]);
    return k > second && !dated && !(k - second == 4 && bracket);
}

/* "J." or "J．": one capital that begins a word, and a full stop. */
static bool is_initial(const struct glance *g, size_t i)
{
    bool begins = i == 0 || !cite_is_letter(g->cp[i - 1]);
    return begins && cite_is_capital(g->cp[i]) && i + 1 < g->n && (g->cp[i + 1] == '.' || g->cp[i + 1] == 0xFF0E);
}

/* A digit, or a letter that an address begins with; digits of other scripts
 * stand between these bounds or beyond (char_digit()). */
static bool may_begin(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp | 0x20) == 'h' || (cp | 0x20) == 'w';
    return (cp >= 0x660 && cp < 0x17EA) || cp > 0xFF0F;
}

/* A year or an address, without which nothing is an entry: most lines have neither. */
static bool may_be_entry(const struct glance *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (may_begin(g->cp[i]) && (cite_year_at(g, i) || is_address(g, i)))
            return true;
    return false;
}

bool bibliography_entry(const char *text, const struct line *l)
{
    struct glance g;
    bool year = false, bracketed = false, address = false, kind = false, volume = false, initial = false, title = false;
    if ((l->role != LINE_BODY && l->role != LINE_LIST) || txt_len(l->span) > ENTRY_MOST)
        return false;
    glance_at(&g, text, l->span);
    if (!may_be_entry(&g))
        return false;
    for (size_t i = 0; i < g.n; i++) {
        bool is_year = cite_year_at(&g, i);
        year |= is_year;
        bracketed |= is_year && i > 0 && (g.cp[i - 1] == '(' || g.cp[i - 1] == 0xFF08);
        address |= is_address(&g, i);
        kind |= is_kind_of_work(&g, i);
        volume |= is_volume_or_pages(&g, i);
        initial |= is_initial(&g, i);
        title |= g.cp[i] == 0x300A;
    }
    size_t end = g.n > 0 ? cite_bracket_end(&g, 0) : 0;
    bool number = end > 0 && g.cp[0] != '(' && g.cp[0] != 0xFF08 && cite_in_brackets(&g, 0, end, false);
    unsigned points = 2u * kind + 2u * address + year + bracketed + number + volume + initial + title;
    return points >= 3 && (year || address);
}

void bibliography_at(const char *text, const struct document *d, uint32_t i, uint32_t *past)
{
    uint32_t n = 0;
    *past = i;
    for (uint32_t k = i; k < d->n_line && k <= *past + (n > 0); k++)
        if (bibliography_entry(text, &d->line[k]))
            *past = k + 1, n++;
    if (n < 2)
        *past = i;
}

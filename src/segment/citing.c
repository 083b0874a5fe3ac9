/* SPDX-License-Identifier: MIT */
/* Shapes of citations. No word of any language is known here: titles stand in
 * title marks, years and numbers in brackets, notes above the line. */
#include "segment/citing.h"

#include "segment/linechars.h"

void glance_at(struct glance *g, const char *text, struct txt_span s)
{
    g->n = 0;
    for (size_t i = s.beg; i < s.end && g->n < GLANCE_MOST;)
        g->cp[g->n++] = utf8_next(text, s.end, &i);
}

void glance_before(struct glance *g, const char *text, struct txt_span s)
{
    size_t beg = s.end;
    for (size_t n = 0; beg > s.beg && n < GLANCE_MOST; n++)
        beg = utf8_prev(text, beg);
    glance_at(g, text, (struct txt_span){ max_u32((uint32_t)beg, s.beg), s.end });
}

bool cite_is_letter(uint32_t cp) { return !char_is_mark(cp) && !char_is_space(cp) && char_digit(cp) < 0; }

bool cite_is_capital(uint32_t cp) { return cp != char_fold(cp) && char_digit(cp) < 0 && cite_is_letter(cp); }

/* Latin, Greek, Cyrillic, Armenian and Georgian stand below and above; what is
 * between and beyond has no capitals. */
bool cite_is_uncased(uint32_t cp)
{
    return cite_is_letter(cp) && cp >= 0x590 && !(cp >= 0x10A0 && cp <= 0x10FF) && !(cp >= 0x1C90 && cp <= 0x1FFF) &&
           !(cp >= 0xFF21 && cp <= 0xFF5A);
}

static uint32_t at(const struct glance *g, size_t i) { return i < g->n ? g->cp[i] : 0; }

bool cite_ends_sentence(const struct glance *g, size_t i)
{
    switch (at(g, i)) {
    case 0x3002: case 0xFF01: case 0xFF1F: case 0xFF1B: case 0xFF61: case '!': case '?': case ';':
    case 0x0964: case 0x061F: case 0x06D4: case 0x17D4:
        return true;
    case '.': case 0xFF0E: {
        size_t word = 0, next = i + 1;
        while (word < i && cite_is_letter(at(g, i - word - 1)))
            word++;
        while (next < g->n && char_is_space(g->cp[next]))
            next++;
        return word > 3 && next > i + 1 &&
               (next == g->n || !cite_is_letter(g->cp[next]) || cite_is_capital(g->cp[next])) && at(g, next) != '(';
    }
    default:
        return false;
    }
}

/* 平成31年, 民國100年: the name of an era before, the year behind. */
static bool is_era_year(const struct glance *g, size_t i)
{
    static const uint32_t era[][2] = { { 0x660E, 0x6CBB }, { 0x5927, 0x6B63 }, { 0x662D, 0x548C }, { 0x5E73, 0x6210 },
                                       { 0x4EE4, 0x548C }, { 0x6C11, 0x56FD }, { 0x6C11, 0x570B } };
    size_t k = i + 2;
    bool named = false;
    for (size_t e = 0; e < COUNT_OF(era); e++)
        named |= at(g, i) == era[e][0] && at(g, i + 1) == era[e][1];
    while (k < i + 5 && (char_digit(at(g, k)) >= 0 || at(g, k) == 0x5143)) /* 元 */
        k++;
    return named && k > i + 2 && at(g, k) == 0x5E74;
}

static bool is_thai(uint32_t cp) { return cp >= 0x0E00 && cp <= 0x0E7F; }

/* Is the text that goes before Thai, where years are counted from the Buddha's death? */
static bool is_in_thai(const struct glance *g, size_t i)
{
    while (i > 0 && !cite_is_letter(at(g, i - 1)))
        i--;
    return i > 0 && is_thai(at(g, i - 1));
}

bool cite_year_at(const struct glance *g, size_t i)
{
    int value = 0;
    if (i + 4 > g->n || (i > 0 && char_digit(g->cp[i - 1]) >= 0) || char_digit(at(g, i + 4)) >= 0)
        return false;
    for (size_t k = i; k < i + 4; k++) {
        int digit = char_digit(g->cp[k]);
        if (digit < 0)
            return false;
        value = value * 10 + digit;
    }
    return value >= 1000 && (value <= 2199 || (value <= 2699 && is_in_thai(g, i)));
}

bool cite_note_at(const struct glance *g, size_t i)
{
    uint32_t c = at(g, i);
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079) || (c >= 0x2460 && c <= 0x2473) ||
           c == 0x2020 || c == 0x2021;
}

size_t cite_bracket_end(const struct glance *g, size_t i)
{
    static const uint32_t pair[][2] = { { '(', ')' }, { 0xFF08, 0xFF09 }, { '[', ']' }, { 0xFF3B, 0xFF3D },
                                        { 0x3010, 0x3011 }, { 0x3014, 0x3015 } };
    for (size_t p = 0; p < COUNT_OF(pair); p++) {
        if (at(g, i) != pair[p][0])
            continue;
        for (size_t k = i + 1; k < g->n; k++)
            if (g->cp[k] == pair[p][1] || (p < 2 && g->cp[k] == pair[1 - p][1])) /* （… ) is met with, too */
                return k + 1;
    }
    return 0;
}

/* How pages are called before a point: p, pp, S, с, стр, str, pág. */
static bool is_page(const struct glance *g, size_t beg, size_t end)
{
    static const uint32_t page[][4] = { { 'p' }, { 'p', 'p' }, { 's' }, { 0x441 }, { 0x441, 0x442, 0x440 },
                                        { 's', 't', 'r' }, { 'p', 0xE1, 'g' }, { 'p', 'a', 'g' } };
    for (size_t p = 0; p < COUNT_OF(page); p++) {
        size_t n = 0;
        while (page[p][n] && beg + n < end && char_fold(g->cp[beg + n]) == page[p][n])
            n++;
        if (!page[p][n] && beg + n == end)
            return true;
    }
    return false;
}

/* "Smith, p. 12", "Nägele, S. 12": a name, a comma, a page. */
static bool names_page(const struct glance *g, size_t beg, size_t end)
{
    size_t comma = beg + 1, letters = 0, word, i;
    for (; comma < end && at(g, comma) != ','; comma++)
        letters += cite_is_letter(g->cp[comma]);
    for (word = comma + 1; word < end && char_is_space(g->cp[word]); word++)
        ;
    for (i = word; i < end && cite_is_letter(g->cp[i]); i++)
        ;
    if (letters < 2 || at(g, i) != '.' || !is_page(g, word, i))
        return false;
    for (i++; i < end && char_is_space(g->cp[i]); i++)
        ;
    return i < end && char_digit(g->cp[i]) >= 0;
}

static bool is_square(uint32_t cp) { return cp == '[' || cp == 0xFF3B || cp == 0x3010 || cp == 0x3014; }

bool cite_in_brackets(const struct glance *g, size_t beg, size_t end, bool bare)
{
    size_t n_digits = 0, n_letters = 0, n_stops = 0;
    for (size_t i = beg + 1; i + 1 < end; i++) {
        if (cite_year_at(g, i) || is_era_year(g, i) || g->cp[i] == 0x300A || (i == beg + 1 && g->cp[i] == '^'))
            return true;
        n_digits += char_digit(g->cp[i]) >= 0;
        n_letters += cite_is_letter(g->cp[i]);
        n_stops += cite_ends_sentence(g, i);
    }
    if ((is_square(g->cp[beg]) && n_digits > 0 && n_letters == 0) || names_page(g, beg, end - 1))
        return true;
    return bare && n_digits == 0 && n_stops == 0 && n_letters >= 2 && n_letters <= 30;
}

bool cite_anywhere(const struct glance *g, size_t beg, size_t end)
{
    for (size_t i = beg; i < end; i++) {
        size_t past = cite_bracket_end(g, i);
        if (cite_note_at(g, i) || (past > 0 && past <= end && cite_in_brackets(g, i, past, false)))
            return true;
        bool title = g->cp[i] == 0x300A || g->cp[i] == 0x300E; /* 《 two letters or more 》, 『 』 */
        for (size_t k = i + 3; title && k < end; k++)
            if (g->cp[k] == g->cp[i] + 1)
                return true;
    }
    return false;
}

/* SPDX-License-Identifier: MIT */
/* The stated count stands in brackets near the top: a number and one measure
 * word, （12篇） (12 reports) （共十二篇）, filling its line or ending a short
 * one. "（2023年）" has a number and a word too: the words are listed for the
 * scripts without spaces, elsewhere any one word of letters will do, and the
 * number is at most 999 and follows the bracket at once. */
#include "segment/statedcount.h"

#include "segment/linechars.h"

enum { LOOK_LINES = 12 };

static uint32_t read_number(const char *s, size_t n, size_t *i)
{
    uint32_t value = 0, digits = 0, han = 0, tens = 0;
    while (*i < n && digits + han < 6) {
        size_t j = *i;
        uint32_t cp = utf8_next(s, n, &j);
        if (char_digit(cp) >= 0 && han == 0) {
            value = value * 10 + (uint32_t)char_digit(cp);
            digits++;
        } else if (char_han_digit(cp) >= 0 && digits == 0) {
            value += (uint32_t)char_han_digit(cp);
            han++;
        } else if (cp == 0x5341 && digits == 0 && tens == 0) { /* 十 */
            value = (value == 0 ? 1 : value) * 10;
            tens = 1;
            han++;
        } else {
            break;
        }
        *i = j;
    }
    return digits + han > 0 && value <= 999 ? value : 0;
}

static size_t text_at(const char *s, size_t n, size_t i, const char *text)
{
    size_t m = strlen(text);
    return n - i >= m && memcmp(s + i, text, m) == 0 ? m : 0;
}

static bool measure_word(const char *s, size_t n, size_t i)
{
    static const char *const word[] = { "篇", "份", "则", "則", "件", "本", "편", "건" };
    for (size_t k = 0; k < COUNT_OF(word); k++) {
        size_t m = text_at(s, n, i, word[k]);
        if (m != 0)
            return i + m == n;
    }
    size_t from = i;
    while (i < n && char_is_latin((unsigned char)s[i]))
        i++;
    return i == n && i - from >= 4;
}

/* s[0, n) is what stands between the brackets; *from and *to are the figure's
 * place in it. */
static uint32_t count_in(const char *s, size_t n, size_t *from, size_t *to)
{
    size_t i = *from = text_at(s, n, 0, "共");
    uint32_t value = read_number(s, n, &i);
    *to = i;
    while (i < n && s[i] == ' ')
        i++;
    return value != 0 && measure_word(s, n, i) ? value : 0;
}

static uint32_t count_at_end(const char *s, size_t n, size_t *from, size_t *to)
{
    size_t last = utf8_prev(s, n), i = last;
    uint32_t close = utf8_next(s, n, &i);
    if (close != ')' && close != 0xFF09)
        return 0;
    for (size_t open = last; open > 0 && last - open < 40;) {
        size_t j = open = utf8_prev(s, open);
        uint32_t cp = utf8_next(s, n, &j);
        if (cp == '(' || cp == 0xFF08) {
            uint32_t value = count_in(s + j, last - j, from, to);
            *from += j;
            *to += j;
            return value;
        }
    }
    return 0;
}

uint32_t stated_count(const struct cut *c, uint32_t *at, struct txt_span *figure)
{
    size_t from = 0, to = 0;
    for (uint32_t i = 0; i < c->lines.n && i < LOOK_LINES; i++) {
        const struct shape *s = &c->lines.at[i];
        uint32_t value = shape_is_short(s) ? count_at_end(c->text + s->span.beg, txt_len(s->span), &from, &to) : 0;
        if (value == 0)
            continue;
        *figure = (struct txt_span){ s->span.beg + (uint32_t)from, s->span.beg + (uint32_t)to };
        return *at = i, value;
    }
    *figure = (struct txt_span){ 0, 0 };
    *at = UINT32_MAX;
    return 0;
}
